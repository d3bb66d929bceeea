"""Drawing the trend and the spark."""

from collections.abc import Sequence

from hustings.charts.marks import Point, Spark, Trend
from hustings.charts.scales import snug
from hustings.charts.svg.frame import Frame, Ground, beside, grid, gutter, nothing
from hustings.charts.svg.pen import (
    WIDE,
    Drawing,
    Spot,
    at,
    beads,
    line,
    path,
    strands,
    touch,
    void,
)
from hustings.charts.svg.space import Box, fit

SPARK_WIDE = 72.0
_TOP, _BOTTOM = 22.0, 134.0
_WEEK = 1.5  # weeks stand wider than months: the eye should rest there
_BETWEEN = 1.2


def trend(body: Trend, ident: str) -> Drawing:
    """Weeks on the left, months on the right, one axis."""
    frame = Frame(gutter(body.axis), _TOP, WIDE - 4, _BOTTOM, body.axis)
    edges = _edges(frame, len(body.weeks), len(body.months))
    middles = [(left + right) / 2 for left, right in edges]
    points = (*body.weeks, *body.months)
    cut = len(body.weeks)
    marks = [grid(frame)]
    present = [point for point in points if point.value is not None]
    if not present:
        marks.append(nothing(frame, body.no_data, ident))
    now = _runs(frame, middles, [p.value for p in points], cut)
    before = _runs(frame, middles, [p.last_year for p in points], cut)
    marks.append(path("ly", line(before)))
    if body.target is not None:
        marks.append(path("t", f"M{at(frame.left)} {at(frame.y(body.target))}H{at(frame.right)}"))
    if present:
        holes = [edge for edge, p in zip(edges, points, strict=True) if p.value is None]
        marks.append(void(ident, [Box(a, _TOP, b, _BOTTOM) for a, b in holes]))
    marks.append(path("ln good", line(now)))
    marks.append(_spots(frame, middles, points))
    marks.append(_words(body, frame, middles, [*now, *before]))
    marks.append(_feet(body, middles, edges))
    for (left, right), point in zip(edges, points, strict=True):
        marks.append(touch(Box(left, 0, right, _BOTTOM + 20), point.read))
    return Drawing(_BOTTOM + (36 if body.months else 22), "".join(marks))


def spark(body: Spark, _ident: str) -> Drawing:
    """The figures of a spark as one line, its last one dotted."""
    return Drawing(20, spark_marks(body.points))


def spark_marks(points: Sequence[Point]) -> str:
    """A line the size of a word, 72 by 20 units."""
    frame = Frame(4, 4, SPARK_WIDE - 4, 16, snug(point.value for point in points))
    step = (SPARK_WIDE - 8) / max(len(points) - 1, 1)
    xs = [4 + step * place for place in range(len(points))]
    spots = frame.spots(xs, [point.value for point in points])
    runs = strands(spots)
    alone = [run[0] for run in runs if len(run) == 1]
    last = [spots[-1]] if spots and spots[-1] is not None else []
    return path("ln quiet", line([run for run in runs if len(run) > 1])) + path(
        "d good", beads(list(dict.fromkeys([*alone, *last])))
    )


def _edges(frame: Frame, weeks: int, months: int) -> list[tuple[float, float]]:
    """Left and right of each period's share of the width."""
    shares = [_WEEK] * weeks + [1.0] * months
    total = sum(shares) + (_BETWEEN if weeks and months else 0)
    unit = (frame.right - frame.left) / max(total, 1)
    edges, left = [], frame.left
    for place, share in enumerate(shares):
        left += unit * _BETWEEN if place == weeks and weeks else 0
        edges.append((left, left + share * unit))
        left += share * unit
    return edges


def _runs(frame: Frame, xs: list[float], values: list[float | None], cut: int) -> list[list[Spot]]:
    """The strands of a line; weeks and months are never joined."""
    spots = frame.spots(xs, values)
    return [*strands(spots[:cut]), *strands(spots[cut:])]


def _spots(frame: Frame, xs: list[float], points: Sequence[Point]) -> str:
    """A dot for every figure; hollow where the period is not complete."""
    spots = frame.spots(xs, [point.value for point in points])
    hollow = [s for s, p in zip(spots, points, strict=True) if s is not None and p.partial]
    return path("d good", beads([s for s in spots if s is not None])) + path("o", beads(hollow))


def _words(body: Trend, frame: Frame, xs: list[float], lines: list[list[Spot]]) -> str:
    """The newest figures, the target and last year, said where the lines leave room."""
    ground = Ground(Box(frame.left, 1, WIDE, _BOTTOM - 1), lines)
    points, cut = (*body.weeks, *body.months), len(body.weeks)
    spots = frame.spots(xs, [point.value for point in points])
    marks = ""
    for segment, style in ((range(cut), "v"), (range(cut, len(points)), "b")):
        for i in [i for i in segment if spots[i]][-1:]:
            marks += ground.settle(points[i].text, _round(spots[i]), style=style)
    if body.target is not None:
        y = frame.y(body.target)
        places = [(x, y + up, a) for up in (-4, 12) for x, a in _along(frame)]
        marks += ground.settle(fit(body.target_text, 150), places, style="m")
    before = frame.spots(xs, [point.last_year for point in points])
    under = [(s[0], s[1] + up, "c") for up in (14, -6) for s in reversed(before) if s]
    return marks + ground.settle(fit(body.last_year_text, 120), under, style="m")


def _round(place: Spot | None) -> list[tuple[float, float, str]]:
    """Places above, beside and below a dot, nearest first."""
    x, y = place or (0.0, 0.0)
    level = [
        (x + shift, y + up, a) for up in (-7, 17) for shift, a in ((0, "c"), (4, "e"), (-4, ""))
    ]
    return [*level, (x + 6, y + 4, ""), (x - 6, y + 4, "e")]


def _along(frame: Frame) -> list[tuple[float, str]]:
    """Places along a level line: its left end, its right end, and between."""
    inner = [frame.left + (frame.right - frame.left) * part / 8 for part in range(1, 8)]
    return [(frame.right, "e"), (frame.left + 2, ""), *((x, "c") for x in inner)]


def _feet(body: Trend, xs: list[float], edges: list[tuple[float, float]]) -> str:
    """The periods under the axis, and under them what each half of the drawing shows."""
    cut = len(body.weeks)
    middle = (edges[cut - 1][1] + edges[cut][0]) / 2 if 0 < cut < len(edges) else None
    halves = (
        (body.weeks, xs[:cut], 0.0, WIDE if middle is None else middle - 4, body.weeks_text),
        (body.months, xs[cut:], 0.0 if middle is None else middle + 4, WIDE, body.months_text),
    )
    marks = ""
    for points, places, left, right, text in halves:
        if not points:
            continue
        labels, within = [point.label for point in points], (left, right)
        foot = _BOTTOM + 17
        marks += beside(places, labels, foot, keep=len(points) - 1, within=within)
        centre = [(places[0] + places[-1]) / 2]
        marks += beside(centre, [text], foot + 15, style="", within=within) if text else ""
    return marks
