"""Charts that set names beside each other: the slope, and dots with intervals in three groups."""

from collections.abc import Mapping
from typing import Literal, Unpack

import pandas as pd

from hustings.charts.chart import Chart
from hustings.charts.marks import DotGroup, DotRow, Dots, Slope, SlopeRow, Tone
from hustings.charts.saying import (
    Said,
    as_flag,
    as_number,
    as_text,
    chart,
    check,
    filled,
    rows_of,
    shown,
    words,
)
from hustings.charts.scales import axis
from hustings.errors import UsageError, nearest

_SIDES = ("above", "same", "below")

Better = Literal["higher", "lower", "neither"]


def slope(
    rows: pd.DataFrame,
    *,
    before: str,
    after: str,
    better: Better = "higher",
    **said: Unpack[Said],
) -> Chart:
    """Two periods side by side, a line from one to the other for every name.

    Args:
        rows: one row per name: `name`, `before`, `after`; may have `moved` (false for a change
            inside the usual range, which is then drawn grey).
        before, after: what the two periods are called.
        better: which direction is good for this metric.
    """
    check(said)
    number = said["number"]
    no_data, name = words(said, "no_data", "name")
    marks = tuple(_slope_row(row, said, better) for row in rows_of(rows, "name", "before", "after"))
    values = [value for row in marks for value in (row.before, row.after)]
    body = Slope(axis(values, number, zero=False), marks, before, after, no_data)
    table = [(row.name, row.before_text, row.after_text) for row in marks]
    return chart(body, said, (name, before, after), table, (row.read for row in marks))


def dots(
    rows: pd.DataFrame,
    *,
    centre: float | None,
    centre_text: str,
    better: Better = "higher",
    zero: bool = False,
    **said: Unpack[Said],
) -> Chart:
    """Estimates with intervals: clearly above, cannot be told apart, clearly below.

    Args:
        rows: one row per name: `name`, `value`, `low`, `high`; may have `group` (above, same or
            below), else a name is above or below where its interval does not touch the centre.
            A name without a value is set apart under the word for no data; `why` says the reason.
        centre: the average, or None where there is none: then all names cannot be told apart.
        centre_text: how the line at the centre is labelled, with its figure.
        better: which side is good for this metric.
        zero: whether the axis must hold zero.
    """
    check(said)
    records = rows_of(rows, "name", "value", "low", "high")
    sides = [_side(row, centre) for row in records]
    good, bad = {"higher": ("above", "below"), "lower": ("below", "above")}.get(better, ("", ""))
    tones: dict[str, Tone] = {good: "good", bad: "bad"}
    groups = []
    for side in (*_SIDES, "no_data"):
        inside = [row for row, its in zip(records, sides, strict=True) if its == side]
        marks = sorted((_dot_row(row, said) for row in inside), key=_by_value)
        if marks:
            (heading,) = words(said, side)
            groups.append(DotGroup(heading, tones.get(side, "quiet"), tuple(marks)))
    values = [v for g in groups for row in g.rows for v in (row.value, row.low, row.high)]
    body = Dots(
        axis=axis([*values, centre], said["number"], zero=zero, most=4),
        groups=tuple(groups),
        centre=centre,
        centre_text=centre_text,
        no_data=words(said, "no_data")[0],
    )
    columns = words(said, "name", "value", "low", "high", "group")
    return chart(
        body, said, columns, _dot_table(body, said), (row.read for g in groups for row in g.rows)
    )


def _slope_row(row: Mapping[str, object], said: Said, better: Better) -> SlopeRow:
    number = said["number"]
    name, before, after = as_text(row["name"]), as_number(row["before"]), as_number(row["after"])
    tone = _tone(before, after, better)
    if not as_flag(row.get("moved"), otherwise=True):
        tone = "quiet"
    texts = number(before), number(after)
    return SlopeRow(name, before, after, *texts, tone, f"{name}: {texts[0]} → {texts[1]}")


def _tone(before: float | None, after: float | None, better: Better) -> Tone:
    if before is None or after is None or before == after or better == "neither":
        return "quiet"
    return "good" if (after > before) == (better == "higher") else "bad"


def _side(row: Mapping[str, object], centre: float | None) -> str:
    value, low, high = (as_number(row[column]) for column in ("value", "low", "high"))
    if value is None:
        return "no_data"
    if given := as_text(row.get("group")):
        if given not in _SIDES:
            raise UsageError(
                f"There is no group {given!r}.",
                where=as_text(row["name"]),
                fix=nearest(given, _SIDES),
            )
        return given
    if centre is None or low is None or high is None:
        return "same"
    return "above" if low > centre else "below" if high < centre else "same"


def _dot_row(row: Mapping[str, object], said: Said) -> DotRow:
    value, low, high = (as_number(row[column]) for column in ("value", "low", "high"))
    text = shown(row, said["number"])
    read = f"{as_text(row['name'])}: {text}"
    if value is not None and low is not None and high is not None:
        ends = {"low": said["number"](low), "high": said["number"](high)}
        read += f" ({filled(words(said, 'interval')[0], **ends)})"
    return DotRow(as_text(row["name"]), value, low, high, text, read)


def _by_value(row: DotRow) -> tuple[float, str]:
    return (-row.value if row.value is not None else 0.0, row.name)


def _dot_table(body: Dots, said: Said) -> list[tuple[str, ...]]:
    number = said["number"]
    return [
        (row.name, row.text, number(row.low), number(row.high), group.heading)
        for group in body.groups
        for row in group.rows
    ]
