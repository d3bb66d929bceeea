"""Charts along time: the trend, small multiples and the spark."""

from collections.abc import Mapping, Sequence
from typing import Unpack

import pandas as pd

from hustings.charts.chart import Chart
from hustings.charts.marks import Multiples, Panel, Point, Spark, Trend
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
from hustings.errors import UsageError


def trend(
    weeks: pd.DataFrame,
    months: pd.DataFrame | None = None,
    *,
    target: float | None = None,
    zero: bool = True,
    **said: Unpack[Said],
) -> Chart:
    """Weeks and, beside them on the same axis, months; last year thin, the target dashed.

    Args:
        weeks: one row per week, oldest first: `label`, `value`; may have `last_year`, `partial`
            (true for a week that has not ended) and `why` (reason for a missing value). Up to 26.
        months: one row per month, oldest first, in the same unit of measure as the weeks.
        target: drawn as a dashed line, in the unit of the values.
        zero: whether the axis must hold zero.
    """
    check(said)
    number = said["number"]
    week_points, month_points = _points(weeks, said), _points(months, said)
    both = (*week_points, *month_points)
    no_data, target_label = words(said, "no_data", "target")
    with_last_year = any(point.last_year is not None for point in both)
    (last_year,) = words(said, "last_year") if with_last_year else [""]
    weeks_text, months_text = words(said, "weeks", "months") if month_points else ["", ""]
    shown_values = [value for point in both for value in (point.value, point.last_year)]
    body = Trend(
        axis=axis([*shown_values, target], number, zero=zero),
        weeks=week_points,
        months=month_points,
        weeks_text=weeks_text,
        months_text=months_text,
        last_year_text=last_year,
        target=target,
        target_text="" if target is None else filled(target_label, value=number(target)),
        no_data=no_data,
    )
    head, this = words(said, "period", "this_year" if with_last_year else "value")
    told = [f"{point.label} {point.text}" for point in week_points]
    if not with_last_year:
        return chart(body, said, (head, this), [(p.label, p.text) for p in both], told)
    rows = [(p.label, p.text, number(p.last_year)) for p in both]
    return chart(body, said, (head, this, last_year), rows, told)


def multiples(
    rows: pd.DataFrame,
    *,
    colours: Mapping[str, int] | None = None,
    zero: bool = True,
    **said: Unpack[Said],
) -> Chart:
    """Small trends side by side on one scale.

    Args:
        rows: one row per panel and period, both in order: `panel`, `label`, `value`.
        colours: 1 to 6 for each panel that keeps a colour of its own everywhere.
        zero: whether the axis must hold zero.
    """
    check(said)
    records = rows_of(rows, "panel", "label", "value")
    names = list(dict.fromkeys(as_text(row["panel"]) for row in records))
    panels = tuple(
        _panel(name, [row for row in records if as_text(row["panel"]) == name], colours, said)
        for name in names
    )
    labels = _same_labels(panels)
    no_data, head = words(said, "no_data", "name")
    values = [point.value for panel in panels for point in panel.points]
    body = Multiples(axis(values, said["number"], zero=zero, most=3), panels, no_data)
    table = [(panel.name, *(point.text for point in panel.points)) for panel in panels]
    return chart(body, said, (head, *labels), table, (panel.read for panel in panels))


def spark(values: Sequence[float | None] | pd.Series, **said: Unpack[Said]) -> Chart:
    """A line the size of a word.

    Args:
        values: the figures, oldest first; missing ones leave a gap.
    """
    check(said)
    period, head = words(said, "period", "value")
    numbers = [as_number(value) for value in values]
    texts = [said["number"](value) for value in numbers]
    points = tuple(
        Point(str(place), value, text, text)
        for place, (value, text) in enumerate(zip(numbers, texts, strict=True), start=1)
    )
    rows = [(point.label, point.text) for point in points]
    return chart(Spark(points), said, (period, head), rows, texts)


def _points(frame: pd.DataFrame | None, said: Said) -> tuple[Point, ...]:
    if frame is None:
        return ()
    return tuple(_point(row, said) for row in rows_of(frame, "label", "value"))


def _point(row: Mapping[str, object], said: Said) -> Point:
    label, text = as_text(row["label"]), shown(row, said["number"])
    last_year = as_number(row.get("last_year"))
    partial = as_flag(row.get("partial"), otherwise=False)
    read = f"{label}: {text}"
    if partial:
        read += f" ({words(said, 'partial')[0]})"
    if last_year is not None:
        read += f" · {words(said, 'last_year')[0]} {said['number'](last_year)}"
    return Point(label, as_number(row["value"]), text, read, last_year=last_year, partial=partial)


def _panel(
    name: str, rows: list[dict[str, object]], colours: Mapping[str, int] | None, said: Said
) -> Panel:
    points = tuple(_point(row, said) for row in rows)
    read = f"{name}: {points[0].read} → {points[-1].read}"
    return Panel(name, points, (colours or {}).get(name, 0), points[-1].text, read)


def _same_labels(panels: Sequence[Panel]) -> list[str]:
    """The labels all panels share; a panel that skips a period would be drawn out of step."""
    wanted = [point.label for point in panels[0].points] if panels else []
    for panel in panels:
        if [point.label for point in panel.points] != wanted:
            raise UsageError(
                "Small multiples need the same periods in every panel.",
                where=f"panel {panel.name!r} differs from {panels[0].name!r}",
                fix="Give one row per panel and period, with an empty value where it is missing.",
            )
    return wanted
