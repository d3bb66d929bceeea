"""Charts drawn as inline SVG: complete without scripts, fonts or anything from the network."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hustings.charts.chart import Chart
from hustings.charts.marks import Point
from hustings.charts.svg import bars, events, hexes, lines, panels, ranks, tiles
from hustings.charts.svg.pen import WIDE, Drawing, at, hatch, safe

_DRAWN: dict[str, Callable[[Any, str], Drawing]] = {  # each takes the body of its own kind
    "trend": lines.trend,
    "multiples": panels.multiples,
    "slope": ranks.slope,
    "dots": ranks.dots,
    "calendar": tiles.calendar,
    "hexmap": hexes.hexmap,
    "funnel": bars.funnel,
    "event": events.event,
    "spark": lines.spark,
}


def draw(chart: Chart | Mapping[str, object], *, ident: str = "c1") -> str:
    """One chart as an SVG element, to be placed in an HTML page that holds `charts.style()`.

    Args:
        chart: a Chart, or what its `to_dict` gave.
        ident: starts every id inside; unlike for every drawing on a page.

    Returns: the same text for the same chart and ident. Marks that can be tapped say their
    read-out in `data-t`. All text in it is escaped.
    """
    if not isinstance(chart, Chart):
        chart = Chart.from_dict(chart)
    name = safe(ident).replace(" ", "-")
    drawing = _DRAWN[chart.kind](chart.body, name)
    wide = lines.SPARK_WIDE if chart.kind == "spark" else WIDE
    defs = hatch(name) if f"url(#{name}h)" in drawing.marks else ""
    return (
        f'<svg class="hc hc-{chart.kind}" viewBox="0 0 {at(wide)} {at(drawing.height)}" role="img" '
        f'aria-labelledby="{name}t {name}d"><title id="{name}t">{safe(chart.title)}</title>'
        f'<desc id="{name}d">{safe(chart.description)}</desc>{defs}{drawing.marks}</svg>'
    )


def sparkline(values: Sequence[float | None]) -> str:
    """A line the size of a word for beside a figure that already says it; hidden from readers."""
    points = tuple(Point("", value, "", "") for value in values)
    return (
        f'<svg class="hc hc-spark" viewBox="0 0 {at(lines.SPARK_WIDE)} 20" aria-hidden="true">'
        f"{lines.spark_marks(points)}</svg>"
    )
