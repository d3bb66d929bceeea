"""Drawing the calendar: units down, days across."""

from dataclasses import dataclass

from hustings.charts.marks import Axis, Calendar
from hustings.charts.svg.frame import Frame, beside, nothing
from hustings.charts.svg.pen import WIDE, Drawing, at, block, label, missing, path, spot, touch
from hustings.charts.svg.shades import legend
from hustings.charts.svg.space import Box, fit, width

_ROW, _GAP = 14.0, 1.0
_WEEK_GAP = 3.0
_NAMES = 84.0
_WIDEST_DAY = 24.0


@dataclass(frozen=True)
class _Grid:
    """Where the cells lie."""

    left: float
    top: float
    pitch: float
    weeks: tuple[int, ...]

    def x(self, day: int) -> float:
        """The left edge of a day's cells; weeks stand a little apart."""
        before = sum(1 for first in self.weeks if 0 < first <= day)
        return self.left + day * self.pitch + before * _WEEK_GAP

    def cells(self, row: int, first: int, after: int) -> Box:
        """The box of neighbouring cells of one row, all in one week."""
        top = self.top + row * _ROW
        return Box(self.x(first), top, self.x(after - 1) + self.pitch - _GAP, top + _ROW - _GAP)


def calendar(body: Calendar, ident: str) -> Drawing:
    """The scale, the first day of each week, the cells, and which of the days are Sundays."""
    if not any(shade is not None for row in body.rows for shade in row.shades):
        empty = Frame(0, 4, WIDE, 84, Axis(0, 1, ()))
        return Drawing(88, nothing(empty, body.scale.no_data, ident))
    holes = any(shade is None for row in body.rows for shade in row.shades)
    height, marks = legend(body.scale, ident, holes=holes)
    left = min(max(width(row.name) for row in body.rows), _NAMES) + 6
    gaps = _WEEK_GAP * (len(body.weeks) - 1)
    pitch = min(int((WIDE - left - gaps) / len(body.days) * 10) / 10, _WIDEST_DAY)
    grid = _Grid(left, height + 22, pitch, body.weeks)
    starts = [grid.x(first) for first in body.weeks]
    marks += beside(starts, [body.days[first] for first in body.weeks], height + 15, anchor="")
    marks += _cells(body, grid, ident) + _names(body, grid)
    foot = grid.cells(len(body.rows), 0, 1).top
    middles = [grid.x(day) + (pitch - _GAP) / 2 for day in body.sundays]
    marks += beside(middles, [body.sunday_text] * len(middles), foot + 11)
    return Drawing(foot + 16, marks)


def _cells(body: Calendar, grid: _Grid, ident: str) -> str:
    """All cells: one dashed stroke for each run of one shade, whose gaps part the days.

    A stroke takes a fifth of the bytes that as many rectangles would.
    """
    courses: dict[int | None, str] = {}
    for place, row in enumerate(body.rows):
        for first, after in _weeks(body):
            for start, end in _runs(row.shades[first:after]):
                box = grid.cells(place, first + start, first + end)
                shade = row.shades[first + start]
                stroke = f"M{spot(box.left, (box.top + box.bottom) / 2)}H{at(box.right)}"
                courses[shade] = courses.get(shade, "") + (block(box) if shade is None else stroke)
    day = f"{at(grid.pitch - _GAP)} {at(_GAP)}"
    more = f' stroke-width="{at(_ROW - _GAP)}" stroke-dasharray="{day}"'
    shaded = sorted((shade, course) for shade, course in courses.items() if shade is not None)
    return "".join(path(f"r{shade}", course, more) for shade, course in shaded) + missing(
        ident, courses.get(None, "")
    )


def _names(body: Calendar, grid: _Grid) -> str:
    """The names at the left, and a read-out for each row and week."""
    marks = ""
    for place, row in enumerate(body.rows):
        name = fit(row.name, grid.left - 6)
        marks += label(grid.left - 5, grid.cells(place, 0, 1).top + 10.5, name, anchor="e")
        for (first, after), read in zip(_weeks(body), row.reads, strict=True):
            marks += touch(grid.cells(place, first, after), read)
    return marks


def _weeks(body: Calendar) -> list[tuple[int, int]]:
    """First day of each week, and the day after its last."""
    return list(zip(body.weeks, [*body.weeks[1:], len(body.days)], strict=True))


def _runs(shades: tuple[int | None, ...]) -> list[tuple[int, int]]:
    """Start and end of each run of equal shades."""
    starts = [i for i, shade in enumerate(shades) if i == 0 or shade != shades[i - 1]]
    return list(zip(starts, [*starts[1:], len(shades)], strict=True))
