"""Weeks and days as tables, so that what did not happen has a row too."""

from typing import TYPE_CHECKING

import pandas as pd

from hustings.metrics.rollups import IST_SECONDS
from hustings.period import Period

if TYPE_CHECKING:
    from datetime import date

    import ibis.expr.types as ir

    from hustings.settings import Reporting


def days(weeks: list[str]) -> "ir.Table":
    """One row per Indian day of the weeks: week, day, weekday, the moment it ends."""
    import ibis

    rows: list[tuple[str, date, int, pd.Timestamp]] = []
    for key in weeks:
        for day in Period.parse(key).days():
            end = pd.Timestamp(day, tz="UTC") + pd.Timedelta(days=1, seconds=-IST_SECONDS)
            rows.append((key, day, day.isoweekday(), end))
    frame = pd.DataFrame(rows, columns=["week", "day", "weekday", "ends_at"])
    frame = frame.astype({"weekday": "int64", "ends_at": "datetime64[us, UTC]"})
    kinds = ("string", "date", "int64", "timestamp('UTC')")
    return ibis.memtable(frame, schema=dict(zip(frame.columns, kinds, strict=True)))


def week_ends(weeks: list[str]) -> "ir.Table":
    """One row per week: the moment it ends."""
    ends = {key: pd.Timestamp(Period.parse(key).ends_at) for key in weeks}
    return _moments(ends, "ends_at")


def due_moments(weeks: list[str], rule: "Reporting") -> "ir.Table":
    """One row per week: the moment its written report is due."""
    due = {key: pd.Timestamp(rule.due_at(Period.parse(key))) for key in weeks}
    return _moments(due, "due_at")


def _moments(moments: dict[str, pd.Timestamp], name: str) -> "ir.Table":
    import ibis

    frame = pd.DataFrame({"week": list(moments), name: list(moments.values())})
    frame = frame.astype({"week": "object", name: "datetime64[us, UTC]"})
    return ibis.memtable(frame, schema={"week": "string", name: "timestamp('UTC')"})


def week_number(week: "ir.StringValue") -> "ir.IntegerValue":
    """Consecutive whole numbers for ISO weeks, so that four weeks later is plus four."""
    year, number = week.substr(0, 4).cast("int64"), week.substr(6, 2).cast("int64")
    january4 = (year.cast("string") + "-01-04").cast("date")
    monday = january4.epoch_days() - january4.day_of_week.index()
    # 5 January 1970 was a Monday, day 4 of the epoch.
    return ((monday - 4) / 7).floor().cast("int64") + number
