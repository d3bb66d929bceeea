"""Drawing small multiples."""

from hustings.charts.marks import Multiples, Panel
from hustings.charts.svg.frame import Frame, beside, grid, gutter, nothing
from hustings.charts.svg.pen import (
    WIDE,
    Drawing,
    beads,
    label,
    line,
    path,
    strands,
    touch,
    void,
)
from hustings.charts.svg.space import Box, fit, width

_ACROSS, _MORE_ACROSS = 2, 3
_FEW = 6  # panels; more than these stand three abreast
_BETWEEN = 14.0
_LINE, _PLOT, _GAP = 14.0, 48.0, 12.0
_MANY = 120  # read-outs of single figures beyond this would make the page heavy


def multiples(body: Multiples, ident: str) -> Drawing:
    """Two panels a row, all on one scale; figures at the left, periods under the lowest."""
    left = gutter(body.axis)
    abreast = _ACROSS if len(body.panels) <= _FEW else _MORE_ACROSS
    gaps = _BETWEEN * (abreast - 1)
    wide = (WIDE - left - 4 - gaps) / abreast
    single = sum(len(panel.points) for panel in body.panels) <= _MANY
    stacked = any(_room(panel, wide) < width(panel.name) for panel in body.panels)
    head = 18 + (_LINE if stacked else 0)
    marks, height = [], 0.0
    for place, panel in enumerate(body.panels):
        down, across = divmod(place, abreast)
        x = left + across * (wide + _BETWEEN)
        y = down * (head + _PLOT + _GAP) + head
        frame = Frame(x, y, x + wide, y + _PLOT, body.axis)
        marks.append(grid(frame, figures=across == 0))
        marks.append(_head(panel, frame, stacked=stacked))
        marks.append(_panel(panel, frame, body.no_data, ident))
        if place + abreast >= len(body.panels):
            marks.append(_feet(panel, frame))
        marks.append(_touches(panel, frame, single=single))
        height = frame.bottom + 22
    return Drawing(height, "".join(marks))


def _room(panel: Panel, wide: float) -> float:
    """What the newest figure leaves of a line for the panel's name."""
    return wide - width(panel.last_text, bold=True) - 6


def _head(panel: Panel, frame: Frame, *, stacked: bool) -> str:
    """Name and newest figure, on one line where all panels' names have room beside it."""
    y, wide = frame.top - 6, frame.right - frame.left
    room = wide if stacked else _room(panel, wide)
    name = label(frame.left, y - (_LINE if stacked else 0), fit(panel.name, room))
    text = fit(panel.last_text, wide, bold=True)
    return name + label(frame.right, y, text, anchor="e", style="b")


def _panel(panel: Panel, frame: Frame, no_data: str, ident: str) -> str:
    spots = frame.spots(_middles(panel, frame), [point.value for point in panel.points])
    if not any(spots):
        return nothing(frame, no_data, ident)
    runs = strands(spots)
    colour = f"p{panel.colour}" if panel.colour else "good"
    alone = [run[0] for run in runs if len(run) == 1]
    newest = [spots[-1]] if spots[-1] else []
    return (
        void(ident, _holes(panel, frame))
        + path(f"ln {colour}", line([run for run in runs if len(run) > 1]))
        + path(f"d {colour}", beads(list(dict.fromkeys([*alone, *newest]))))
    )


def _feet(panel: Panel, frame: Frame) -> str:
    ends = [0, len(panel.points) - 1] if len(panel.points) > 1 else [0]
    return beside(
        [_middles(panel, frame)[i] for i in ends],
        [panel.points[i].label for i in ends],
        frame.bottom + 17,
        keep=len(ends) - 1,
        within=(frame.left, frame.right),
    )


def _touches(panel: Panel, frame: Frame, *, single: bool) -> str:
    top = frame.top - 18
    if not single:
        return touch(Box(frame.left, top, frame.right, frame.bottom), panel.read)
    return "".join(
        touch(Box(left, top, right, frame.bottom), f"{panel.name} · {point.read}")
        for (left, right), point in zip(_slots(panel, frame), panel.points, strict=True)
    )


def _slots(panel: Panel, frame: Frame) -> list[tuple[float, float]]:
    step = (frame.right - frame.left) / max(len(panel.points), 1)
    return [(frame.left + k * step, frame.left + (k + 1) * step) for k in range(len(panel.points))]


def _middles(panel: Panel, frame: Frame) -> list[float]:
    return [(left + right) / 2 for left, right in _slots(panel, frame)]


def _holes(panel: Panel, frame: Frame) -> list[Box]:
    return [
        Box(left, frame.top, right, frame.bottom)
        for (left, right), point in zip(_slots(panel, frame), panel.points, strict=True)
        if point.value is None
    ]
