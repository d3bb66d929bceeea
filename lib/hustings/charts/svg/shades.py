"""Drawing the scale above a heat map: shades in a row, with the figures where they change."""

from hustings.charts.marks import Scale
from hustings.charts.svg.frame import beside
from hustings.charts.svg.pen import WIDE, block, label, missing, path
from hustings.charts.svg.space import Box, fit, width

_HIGH = 10.0
_LEAST, _MOST = 26.0, 44.0


def legend(scale: Scale, ident: str, *, holes: bool) -> tuple[float, str]:
    """The height taken and the marks of the scale; `holes` adds the hatch of what is missing."""
    if not scale.edges and not holes:
        return 0.0, ""  # one shade for all: nothing to look up
    wide = max([width(edge.text) + 8 for edge in scale.edges], default=_LEAST)
    wide = min(max(wide, _LEAST), _MOST)
    marks = "".join(
        path(f"q{shade}", block(Box(place * wide, 0, (place + 1) * wide, _HIGH)))
        for place, shade in enumerate(scale.shades)
    )
    xs = [(place + 1) * wide for place in range(len(scale.edges))]
    marks += beside(xs, [edge.text for edge in scale.edges], _HIGH + 12)
    height = _HIGH + (16 if scale.edges else 4)
    if not holes:
        return height, marks
    text = fit(scale.no_data, WIDE - 18)
    left = WIDE - width(text) - 18
    below = left < len(scale.shades) * wide + 14
    left, top = (0.0, height + 2) if below else (left, 0.0)
    marks += missing(ident, block(Box(left, top, left + 12, top + _HIGH)))
    marks += label(left + 17, top + _HIGH - 0.5, text, style="m")
    return height + (_HIGH + 6 if below else 0), marks
