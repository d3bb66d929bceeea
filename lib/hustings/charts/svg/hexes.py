"""Drawing the hexagon map."""

import math
from dataclasses import dataclass

from hustings.charts.marks import Axis, HexCell, Hexmap
from hustings.charts.svg.frame import Frame, nothing
from hustings.charts.svg.pen import WIDE, Drawing, at, label, safe, spot
from hustings.charts.svg.shades import legend
from hustings.charts.svg.space import SMALL, fit, width

_WIDEST = 58.0
_GAP = 1.4
_LEAST = 16.0  # narrower ones would hold a letter or two, which names nobody
_MOST = 0.9  # lettering is worth it where it fits this share of the hexagons
_ROOMY = 6.9  # size of lettering shown only where the drawing is wide enough to make it readable


@dataclass(frozen=True)
class _Comb:
    """How large the hexagons are, and where the first column and the uppermost row lie."""

    wide: float
    left: float
    top: float
    first: float
    uppermost: int

    def middle(self, cell: HexCell) -> tuple[float, float]:
        """The centre of a cell; odd rows stand half a cell to the right."""
        x = self.left + (_column(cell) - self.first + 0.5) * self.wide
        y = self.top + self.wide / math.sqrt(3) + (self.uppermost - cell.r) * self.rise
        return x, y

    @property
    def rise(self) -> float:
        """The distance from one row to the next."""
        return self.wide * math.sqrt(3) / 2


def hexmap(body: Hexmap, ident: str) -> Drawing:
    """Every seat as a shaded hexagon with as much lettering as it holds."""
    if not any(cell.shade is not None for cell in body.cells):
        empty = Frame(0, 4, WIDE, 84, Axis(0, 1, ()))
        return Drawing(88, nothing(empty, body.scale.no_data, ident))
    holes = any(cell.shade is None for cell in body.cells)
    height, marks = legend(body.scale, ident, holes=holes)
    comb = _comb(body.cells, height + 8)
    lettering = _lettering(body.cells, comb.wide - _GAP)
    marks += "".join(_cell(cell, comb, lettering, ident) for cell in body.cells)
    lowest = max(comb.middle(cell)[1] for cell in body.cells)
    return Drawing(lowest + comb.wide / math.sqrt(3) + 2, marks)


def _comb(cells: tuple[HexCell, ...], top: float) -> _Comb:
    columns = [_column(cell) for cell in cells]
    across = max(columns) - min(columns) + 1
    wide = min(WIDE / across, _WIDEST)
    left = (WIDE - across * wide) / 2
    return _Comb(wide, left, top, min(columns), max(cell.r for cell in cells))


def _column(cell: HexCell) -> float:
    return cell.q + (cell.r % 2) / 2


def _cell(cell: HexCell, comb: _Comb, lettering: str, ident: str) -> str:
    x, y = comb.middle(cell)
    shape = _shape(x, y, comb.wide - _GAP)
    fill = f'class="q{cell.shade}"'
    if cell.shade is None:
        fill = f'class="no" style="fill:url(#{ident}h)"'
    words = _words(cell, x, y, comb.wide - _GAP, lettering)
    read = f' data-t="{safe(cell.read)}"'
    if words:
        return f'<g{read}><path {fill} d="{shape}"/>{words}</g>'
    return f'<path {fill}{read} d="{shape}"/>'


def _shape(x: float, y: float, wide: float) -> str:
    """A hexagon standing on its point."""
    side, half = wide / math.sqrt(3), wide / 2
    rise = side / 2
    return (
        f"M{spot(x, y - side)}l{spot(half, rise)}v{at(side)}l{spot(-half, rise)} "
        f"{spot(-half, -rise)}v{at(-side)}z"
    )


def _lettering(cells: tuple[HexCell, ...], room: float) -> str:
    """What the hexagons hold, the same for all: `both`, `name`, `wide` (only where wide) or ""."""
    tall = room / math.sqrt(3) > 2 * SMALL  # two lines fit between the upright sides
    if tall and all(width(cell.text, bold=True) <= room - 4 for cell in cells):
        return "both"
    if room < _LEAST:
        return ""
    for size, how in ((SMALL, "name"), (_ROOMY, "wide")):
        fitting = sum(width(cell.short, size) <= room - 2 for cell in cells)
        if fitting >= _MOST * len(cells):
            return how
    return ""


def _words(cell: HexCell, x: float, y: float, room: float, lettering: str) -> str:
    ink = "halo" if cell.shade is None else f"on{cell.shade}"
    if lettering == "both":
        name = label(x, y - 2, fit(cell.short, room - 3), anchor="c", style=ink)
        return name + label(x, y + 12, cell.text, anchor="c", style=f"b {ink}")
    size, up, style = (SMALL, 4, ink) if lettering == "name" else (_ROOMY, 2.5, f"w {ink}")
    if not lettering or width(cell.short, size) > room - 2:
        return ""
    return label(x, y + up, cell.short, anchor="c", style=style)
