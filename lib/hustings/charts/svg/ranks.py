"""Drawing names beside each other: the slope, and dots with intervals in three groups."""

from collections.abc import Sequence

from hustings.charts.marks import DotGroup, DotRow, Dots, Slope, SlopeRow
from hustings.charts.svg.frame import Frame, beside, nothing
from hustings.charts.svg.pen import WIDE, Drawing, at, beads, label, line, path, spot, touch
from hustings.charts.svg.space import Box, fit, spread, width

_LINE = 14.5  # the least distance between two lines of lettering
_LEADER = 14.0
_NAMES, _VALUES = 104.0, 72.0  # the most that names and figures may take of the width
_ROW, _HEADING = 17.0, 21.0
_TONES = ("good", "bad", "quiet")


def slope(body: Slope, ident: str) -> Drawing:
    """Figures before at the left; figures after, with their names, at the right."""
    top, rows = 32.0, body.rows
    bottom = top + max(120.0, _LINE * (len(rows) - 1))
    heads = label(0, 12, fit(body.before_label, WIDE / 2 - 4), style="m") + label(
        WIDE, 12, fit(body.after_label, WIDE / 2 - 4), anchor="e", style="m"
    )
    if not any(v is not None for row in rows for v in (row.before, row.after)):
        empty = Frame(0, top - 12, WIDE, bottom, body.axis)
        return Drawing(bottom + 8, heads + nothing(empty, body.no_data, ident))
    figures = min(max(width(row.after_text, bold=True) for row in rows), _VALUES)
    names = min(max(width(row.name) for row in rows), 124.0)
    left = min(max(width(row.before_text) for row in rows), _VALUES) + 8 + _LEADER
    right = max(WIDE - names - figures - 7 - _LEADER - 4, left + 64)
    frame = Frame(left, top, right, bottom, body.axis)
    marks = [heads, _slopes(rows, frame)]
    marks.append(_before(rows, frame))
    marks.append(_after(rows, frame, figures))
    return Drawing(bottom + 8, "".join(marks))


def dots(body: Dots, ident: str) -> Drawing:
    """One name a line under the heading of its group, and the centre as a dashed line."""
    rows = [row for group in body.groups for row in group.rows]
    drawn = [row for row in rows if row.value is not None]
    if not drawn:
        empty = Frame(0, 4, WIDE, 84, body.axis)
        return Drawing(90, nothing(empty, body.no_data, ident))
    left = min(max(width(row.name) for row in rows), _NAMES) + 10
    right = WIDE - min(max(width(row.text) for row in drawn), _VALUES) - 12
    heights = [_HEADING + _ROW * len(group.rows) for group in body.groups]
    shown = sum(h for h, g in zip(heights, body.groups, strict=True) if g.rows[0].value is not None)
    frame = Frame(left, 16, right, 16 + shown + 2, body.axis)
    marks = [_uprights(body, frame)]
    y = 16.0
    for group, height in zip(body.groups, heights, strict=True):
        if group.rows[0].value is None:
            y = max(y, frame.bottom + 16)  # below the axis: these have no place on it
        marks.append(_group(group, frame, y))
        y += height
    return Drawing(max(y, frame.bottom + 20) + 4, "".join(marks))


def _slopes(rows: Sequence[SlopeRow], frame: Frame) -> str:
    marks = ""
    for tone in _TONES:
        strands = [
            [(frame.left, frame.y(row.before)), (frame.right, frame.y(row.after))]
            for row in rows
            if row.tone == tone and row.before is not None and row.after is not None
        ]
        ends = [
            (x, frame.y(value))
            for row in rows
            if row.tone == tone
            for x, value in ((frame.left, row.before), (frame.right, row.after))
            if value is not None
        ]
        marks += path(f"sl {tone}", line(strands)) + path(f"d {tone}", beads(ends))
    return marks


def _before(rows: Sequence[SlopeRow], frame: Frame) -> str:
    known = [(frame.y(row.before), row) for row in rows if row.before is not None]
    places = spread([y for y, _ in known], _LINE, frame.top, frame.bottom)
    marks, edge = "", frame.left - _LEADER
    for (wanted, row), y in zip(known, places, strict=True):
        text = fit(row.before_text, edge - 2)
        marks += _leader(frame.left - 5, wanted, edge + 2, y)
        marks += label(edge - 1, y + 4, text, anchor="e")
        marks += touch(Box(0, y - 8, frame.left, y + 6.5), row.read)
    return marks


def _after(rows: Sequence[SlopeRow], frame: Frame, figures: float) -> str:
    """Figure and name of every row; those without a figure stand at the foot."""
    wanted = [frame.bottom if row.after is None else frame.y(row.after) for row in rows]
    places = spread(wanted, _LINE, frame.top, frame.bottom)
    marks, edge = "", frame.right + _LEADER
    for row, near, y in zip(rows, wanted, places, strict=True):
        if row.after is not None:
            marks += _leader(frame.right + 5, near, edge - 2, y)
        room = WIDE - edge - figures - 7
        value = fit(row.after_text, figures, bold=True)
        style = f"b {row.tone}" if row.tone == "bad" else "b"
        marks += label(edge + 1, y + 4, value, style=style)
        marks += label(edge + figures + 6, y + 4, fit(row.name, room))
        marks += touch(Box(frame.right, y - 8, WIDE, y + 6.5), row.read)
    return marks


def _leader(x: float, y: float, x2: float, y2: float) -> str:
    """A thin line from a dot to its words, where they had to move."""
    return path("ld", f"M{spot(x, y)}L{spot(x2, y2)}") if abs(y - y2) > 3 else ""


def _across(frame: Frame, value: float) -> float:
    span = frame.axis.high - frame.axis.low
    return frame.left + 5 + (value - frame.axis.low) / span * (frame.right - frame.left - 10)


def _uprights(body: Dots, frame: Frame) -> str:
    """The grid, its figures below it, and the centre with its words above it."""
    xs = [_across(frame, tick.value) for tick in body.axis.ticks]
    course = "".join(f"M{spot(x, frame.top)}V{at(frame.bottom)}" for x in xs)
    marks = path("g", course)
    marks += beside(xs, [tick.text for tick in body.axis.ticks], frame.bottom + 14)
    if body.centre is not None:
        x = _across(frame, body.centre)
        marks += path("t", f"M{spot(x, frame.top)}V{at(frame.bottom)}")
        marks += beside([x], [body.centre_text], 11)
    return marks


def _group(group: DotGroup, frame: Frame, top: float) -> str:
    middles = [top + _HEADING + _ROW * (place + 0.5) for place in range(len(group.rows))]
    spans, spots, marks = [], [], ""
    for row, y in zip(group.rows, middles, strict=True):
        if row.low is not None and row.high is not None and row.value is not None:
            spans.append([(_across(frame, row.low), y), (_across(frame, row.high), y)])
        if row.value is not None:
            spots.append((_across(frame, row.value), y))
        marks += _row_words(row, frame, y)
    heading = label(0, top + 15, fit(group.heading, WIDE, bold=True), style="b halo")
    ink = path(f"iv {group.tone}", line(spans)) + path(f"dd {group.tone}", beads(spots))
    return heading + ink + marks


def _row_words(row: DotRow, frame: Frame, y: float) -> str:
    room = WIDE - (frame.right if row.value is not None else frame.left) - 4
    return (
        label(frame.left - 8, y + 4, fit(row.name, frame.left - 8), anchor="e")
        + label(WIDE, y + 4, fit(row.text, room), anchor="e")
        + touch(Box(0, y - _ROW / 2, WIDE, y + _ROW / 2), row.read)
    )
