"""The event plot: the difference from comparable units before and after an event."""

from collections.abc import Mapping
from typing import Unpack

import pandas as pd

from hustings.charts.chart import Chart
from hustings.charts.marks import Event, Point
from hustings.charts.saying import (
    Said,
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
from hustings.errors import UsageError


def event(
    points: pd.DataFrame, *, event_text: str, across_text: str, **said: Unpack[Said]
) -> Chart:
    """The difference before and after an event, with its interval as a band; zero is no difference.

    Args:
        points: one row per day or week, in order: `offset` (0 is the event), `label` (the offset
            as text), `value`, `low`, `high`. A point with too few units behind it has no value.
        event_text: what happened, said at the line through offset 0.
        across_text: what the offsets count, said under them.
    """
    check(said)
    records = rows_of(points, "offset", "label", "value", "low", "high")
    marks = tuple(_point(row, said) for row in records)
    no_data, head, value, low, high = words(said, "no_data", "period", "value", "low", "high")
    number = said["number"]
    body = Event(
        axis=axis([v for p in marks for v in (p.value, p.low, p.high)], number, most=5),
        points=marks,
        offsets=tuple(_offset(row) for row in records),
        event_text=event_text,
        across_text=across_text,
        no_data=no_data,
    )
    table = [(p.label, p.text, number(p.low), number(p.high)) for p in marks]
    return chart(body, said, (head, value, low, high), table, (p.read for p in marks[-3:]))


def _offset(row: Mapping[str, object]) -> float:
    offset = as_number(row["offset"])
    if offset is None:
        raise UsageError(
            "A point of an event plot needs its offset.",
            where=f"the point labelled {row['label']!r}",
            fix="Count days or weeks from the event: -2, -1, 0, 1.",
        )
    return offset


def _point(row: Mapping[str, object], said: Said) -> Point:
    value, low, high = (as_number(row[column]) for column in ("value", "low", "high"))
    label, text = as_text(row["label"]), shown(row, said["number"])
    read = f"{label}: {text}"
    if value is None:
        low = high = None  # an interval round nothing would look like a figure
    if low is not None and high is not None:
        ends = {"low": said["number"](low), "high": said["number"](high)}
        read += f" ({filled(words(said, 'interval')[0], **ends)})"
    return Point(label, value, text, read, low=low, high=high)
