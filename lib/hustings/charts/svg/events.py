"""Drawing the event plot."""

from itertools import pairwise

from hustings.charts.marks import Event, Point
from hustings.charts.svg.frame import Frame, beside, grid, gutter, nothing
from hustings.charts.svg.pen import (
    WIDE,
    Drawing,
    at,
    beads,
    label,
    line,
    path,
    spot,
    strands,
    touch,
)
from hustings.charts.svg.space import Box, fit

_TOP, _BOTTOM = 20.0, 130.0


def event(body: Event, ident: str) -> Drawing:
    """The estimates as a line in a band, an upright through the event, level zero stronger."""
    frame = Frame(gutter(body.axis), _TOP, WIDE - 4, _BOTTOM, body.axis)
    xs = _places(body, frame)
    spots = frame.spots(xs, [point.value for point in body.points])
    marks = [grid(frame)]
    if not any(spots):
        return Drawing(_BOTTOM + 8, nothing(frame, body.no_data, ident))
    runs = strands(spots)
    marks.append(path("band", _band(body.points, xs, frame)))
    at_zero = _across(body, frame, 0.0)
    if frame.left <= at_zero <= frame.right:
        marks.append(path("t", f"M{spot(at_zero, _TOP - 4)}V{at(_BOTTOM)}"))
        marks.append(beside([at_zero], [body.event_text], 11, style="b"))
    marks.append(path("ln good", line([run for run in runs if len(run) > 1])))
    marks.append(path("d good", beads([place for run in runs for place in run])))
    marks.append(beside(xs, [point.label for point in body.points], _BOTTOM + 17, keep=_zero(body)))
    across = fit(body.across_text, WIDE)
    marks.append(label((frame.left + frame.right) / 2, _BOTTOM + 32, across, anchor="c", style="m"))
    marks.extend(_touches(body, xs, frame))
    return Drawing(_BOTTOM + 36, "".join(marks))


def _across(body: Event, frame: Frame, offset: float) -> float:
    low, high = min(body.offsets), max(body.offsets)
    part = (offset - low) / (high - low) if high > low else 0.5
    return frame.left + 6 + part * (frame.right - frame.left - 12)


def _places(body: Event, frame: Frame) -> list[float]:
    return [_across(body, frame, offset) for offset in body.offsets]


def _zero(body: Event) -> int:
    """Which point is the event itself, or else the first."""
    return body.offsets.index(0) if 0 in body.offsets else 0


def _band(points: tuple[Point, ...], xs: list[float], frame: Frame) -> str:
    """The course round every unbroken run of intervals."""
    upper = frame.spots(xs, [point.high for point in points])
    lower = frame.spots(xs, [point.low for point in points])
    return "".join(
        line([[*above, *reversed(under)]]) + "z"
        for above, under in zip(strands(upper), strands(lower), strict=True)
    )


def _touches(body: Event, xs: list[float], frame: Frame) -> list[str]:
    middles = [(a + b) / 2 for a, b in pairwise(xs)]
    edges = [frame.left, *middles, frame.right]
    return [
        touch(Box(left, 0, right, _BOTTOM), point.read)
        for left, right, point in zip(edges, edges[1:], body.points, strict=False)
    ]
