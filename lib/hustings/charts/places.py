"""Charts of places: the calendar of units by days, and the hexagon map."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Unpack

import pandas as pd

from hustings.charts.chart import Chart
from hustings.charts.marks import Calendar, CalendarRow, HexCell, Hexmap, Scale
from hustings.charts.saying import (
    Number,
    Said,
    as_number,
    as_text,
    chart,
    check,
    rows_of,
    shown,
    words,
)
from hustings.charts.scales import scale, shade
from hustings.errors import UsageError

_SUNDAY = 6

Day = Callable[[dt.date], str]


def calendar(
    rows: pd.DataFrame,
    *,
    day: Day,
    edges: Sequence[float] | None = None,
    **said: Unpack[Said],
) -> Chart:
    """Units down, days across, one shaded cell for each; missing days are hatched.

    Args:
        rows: one row per unit and day: `unit` (its name), `day` (a date), `value`. Units are
            drawn in the order they come in. A day that no row mentions but lies between the
            first and the last is missing for all. At most 35 days.
        day: how a date is written, short.
        edges: where one shade gives way to the next, rising, four at most.
    """
    check(said)
    records = rows_of(rows, "unit", "day", "value")
    dates = _every_day(records)
    days = [day(date) for date in dates]
    weeks = [i for i, date in enumerate(dates) if i == 0 or date.weekday() == 0]
    values = {(as_text(r["unit"]), _date(r["day"])): as_number(r["value"]) for r in records}
    no_data, sunday, head = words(said, "no_data", "sunday", "name")
    heat = scale(values.values(), said["number"], no_data=no_data, edges=edges)
    marks = tuple(
        _calendar_row(unit, [values.get((unit, date)) for date in dates], heat)
        for unit in dict.fromkeys(unit for unit, _ in values)
    )
    body = Calendar(
        days=tuple(days),
        weeks=tuple(weeks),
        sundays=tuple(i for i, date in enumerate(dates) if date.weekday() == _SUNDAY),
        sunday_text=sunday,
        rows=tuple(_with_reads(row, days, weeks, said["number"]) for row in marks),
        scale=heat,
    )
    table = [(row.name, *map(said["number"], row.figures)) for row in body.rows]
    return chart(body, said, (head, *days), table, (row.reads[-1] for row in body.rows))


def hexmap(
    cells: pd.DataFrame, *, edges: Sequence[float] | None = None, **said: Unpack[Said]
) -> Chart:
    """Seats as equal hexagons near their true place, shaded by value; missing ones are hatched.

    Args:
        cells: one row per seat: `name`, `short` (a label of a few letters), `q`, `r` (columns to
            the right and rows upwards of an odd-r HexJSON layout), `value`; may have `why`.
        edges: where one shade gives way to the next, rising, four at most.
    """
    check(said)
    records = rows_of(cells, "name", "short", "q", "r", "value")
    no_data, name, value = words(said, "no_data", "name", "value")
    figures = [as_number(row["value"]) for row in records]
    heat = scale(figures, said["number"], no_data=no_data, edges=edges)
    body = Hexmap(tuple(_cell(row, heat, said) for row in records), heat)
    table = [(cell.name, cell.text) for cell in body.cells]
    return chart(body, said, (name, value), table, (cell.read for cell in body.cells))


def _every_day(records: Sequence[Mapping[str, object]]) -> list[dt.date]:
    mentioned = sorted({_date(row["day"]) for row in records})
    if not mentioned:
        return []
    length = (mentioned[-1] - mentioned[0]).days + 1
    if length > 35:
        raise UsageError(
            f"A calendar shows 35 days at most, not {length}.",
            where=f"{mentioned[0]} to {mentioned[-1]}",
            fix="Give four weeks; use a trend for longer spans.",
        )
    return [mentioned[0] + dt.timedelta(days=n) for n in range(length)]


def _date(value: object) -> dt.date:
    moment = pd.Timestamp(value)  # type: ignore[arg-type]  # a date, a moment or its text
    return moment.date()


def _calendar_row(name: str, values: list[float | None], heat: Scale) -> CalendarRow:
    return CalendarRow(name, tuple(values), tuple(shade(value, heat) for value in values), ())


def _with_reads(row: CalendarRow, days: list[str], weeks: list[int], number: Number) -> CalendarRow:
    """The row with a read-out for each week: its days' figures in order, once if all are alike."""
    reads = []
    for first, after in zip(weeks, [*weeks[1:], len(days)], strict=True):
        texts = [number(figure) for figure in row.figures[first:after]]
        figures = texts[0] if len(set(texts)) == 1 else " · ".join(texts)
        reads.append(f"{row.name}, {days[first]} – {days[after - 1]}: {figures}")
    return replace(row, reads=tuple(reads))


def _cell(row: Mapping[str, object], heat: Scale, said: Said) -> HexCell:
    name, value, text = as_text(row["name"]), as_number(row["value"]), shown(row, said["number"])
    column, up = as_number(row["q"]), as_number(row["r"])
    if column is None or up is None:
        raise UsageError(
            "A hexagon needs its place.",
            where=f"{name}: q={row['q']}, r={row['r']}",
            fix="Join the units with the layout first; leave out units that have no place in it.",
        )
    return HexCell(
        name=name,
        short=as_text(row["short"]),
        q=int(column),
        r=int(up),
        value=value,
        text=text,
        shade=shade(value, heat),
        read=f"{name}: {text}",
    )
