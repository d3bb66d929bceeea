"""Months beside weeks on one axis: made from measured weeks by the rule of the metric."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from hustings.period import Period

STOCKS = frozenset({"followers"})  # stand at the end of a month; all others flow through it
_THURSDAY = 3  # the day by which ISO places a week in a year, and we in a month
_KNOWN = ("ok", "partial")
_NEEDED = ("period", "status", "value", "numerator", "denominator")
_Row = dict[Hashable, Any]


@dataclass(frozen=True)
class Past:
    """The recent weeks and the months a series of weeks reaches back to.

    Both: one row per period, oldest first: `period`, `value`, `partial`, `last_year` (the same
    period a year before, where the series reaches so far).
    """

    weeks: pd.DataFrame
    months: pd.DataFrame


def past(rows: pd.DataFrame, metric: str, *, weeks: int = 6, months: int = 12) -> Past:
    """The last weeks and months of one unit's figures of one metric.

    Args:    rows: measured rows of one unit and metric, one per week, oldest first, none left out.
    Returns: weeks and months; a month that lacks a week, or a week's figure, is `partial`.
    """
    by_week = _with_last_year(
        pd.DataFrame(
            {
                "period": rows["period"],
                "value": rows["value"],
                "partial": rows["status"] == "partial",
            }
        ),
        back=52,
    )
    of_month: dict[str, list[_Row]] = {}
    for row in rows[list(_NEEDED)].to_dict("records"):
        of_month.setdefault(month_of(str(row["period"])), []).append(row)
    grouped = [
        {"period": month, **_month(of_month[month], metric, month)} for month in sorted(of_month)
    ]
    by_month = _with_last_year(
        pd.DataFrame(grouped, columns=["period", "value", "partial"]), back=12
    )
    return Past(by_week.tail(weeks), by_month.tail(months))


@cache
def month_of(week: str) -> str:
    """The month most of a week's days lie in: that of its Thursday."""
    return Period.month_of(Period.parse(week).days()[_THURSDAY]).key


@cache
def weeks_in(month: str) -> int:
    """How many weeks belong to a month: as many as it has Thursdays."""
    return sum(day.weekday() == _THURSDAY for day in Period.parse(month).days())


def _month(rows: list[_Row], metric: str, month: str) -> dict[str, object]:
    """A month in the weeks' own measure, so that both can stand on one axis.

    Rates are worked out anew from the sums of their parts, stocks are taken from the last week,
    and counts are those of the month's average week: sums of four and of five weeks would not
    compare, and people seen in two weeks would count twice.
    """
    seen = [row for row in rows if row["status"] in _KNOWN and pd.notna(row["value"])]
    whole = len(seen) == weeks_in(month) and all(row["status"] != "partial" for row in seen)
    if not seen:
        return {"value": None, "partial": False}
    if metric in STOCKS:
        value = seen[-1]["value"]
    elif all(pd.notna(row["denominator"]) for row in seen):
        above, below = (sum(row[part] for row in seen) for part in ("numerator", "denominator"))
        value = above / below if below else None
    else:
        value = sum(row["value"] for row in seen) / len(
            seen
        )  # not a mean of rates: of counts, over weeks with a figure
    return {"value": value, "partial": not whole}


def _with_last_year(rows: pd.DataFrame, *, back: int) -> pd.DataFrame:
    """With the value of so many periods before, where the rows reach back to it."""
    values = dict(zip(rows["period"], rows["value"], strict=True))
    before = [values.get(Period.parse(str(key)).previous(back).key) for key in rows["period"]]
    return rows.assign(last_year=pd.Series(before, index=rows.index, dtype="float64"))
