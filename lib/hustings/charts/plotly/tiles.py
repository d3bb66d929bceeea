"""Plotly figures of shaded tiles: the calendar and the hexagon map."""

import math
from collections.abc import Sequence

from plotly import graph_objects as go

from hustings.charts.chart import Chart
from hustings.charts.marks import Calendar, HexCell, Hexmap, Scale
from hustings.charts.plotly.base import (
    INK,
    PAGE,
    QUIET,
    SHADES,
    across,
    bare,
    blank,
    bold,
    literal,
    polygons,
)

_LETTERED = 40  # more hexagons than this are too small for words
_HATCH = {"shape": "/", "fgcolor": QUIET, "bgcolor": PAGE, "size": 5}


def calendar(chart: Chart, body: Calendar) -> go.Figure:
    """A heat map of units by days; missing days hatched."""
    figure = blank(chart, height=180 + 20 * len(body.rows))
    rows = list(range(len(body.rows)))
    low, high, colours = _steps(body.scale, [v for row in body.rows for v in row.figures])
    figure.add_heatmap(
        z=[row.figures for row in body.rows],
        x=list(range(len(body.days))),
        y=rows,
        zmin=low,
        zmax=high,
        colorscale=colours,
        xgap=1,
        ygap=1,
        hoverinfo="text",
        hovertext=_cell_texts(chart, body),
        hoverongaps=False,
        colorbar=_bar(body.scale),
    )
    holes = [
        _square(x, y)
        for y, row in zip(rows, body.rows, strict=True)
        for x, value in enumerate(row.figures)
        if value is None
    ]
    if holes:
        _hatch(figure, holes)
    weeks = [float(first) for first in body.weeks]
    figure.update_xaxes(**across(weeks, [body.days[first] for first in body.weeks]))
    figure.update_yaxes(
        tickmode="array",
        tickvals=rows,
        ticktext=[literal(row.name) for row in body.rows],
        autorange="reversed",
        showgrid=False,
        zeroline=False,
        automargin=True,
    )
    return figure


def hexmap(chart: Chart, body: Hexmap) -> go.Figure:
    """A shaded hexagon for every seat; missing ones hatched."""
    figure = blank(chart, height=560)
    for shade in sorted({cell.shade for cell in body.cells if cell.shade is not None}):
        shapes = [_hexagon(cell) for cell in body.cells if cell.shade == shade]
        line = {"color": PAGE, "width": 1}
        figure.add_scatter(
            **polygons(shapes),
            fill="toself",
            mode="lines",
            line=line,
            fillcolor=SHADES[shade],
            hoverinfo="skip",
        )
    if holes := [_hexagon(cell) for cell in body.cells if cell.shade is None]:
        _hatch(figure, holes)
    low, high, colours = _steps(body.scale, [cell.value for cell in body.cells])
    shown = {"color": [low], "cmin": low, "cmax": high, "colorscale": colours, "showscale": True}
    figure.add_scatter(  # draws nothing: it only carries the colour bar
        x=[None], y=[None], mode="markers", marker={**shown, "colorbar": _bar(body.scale)}
    )
    middles = [_middle(cell) for cell in body.cells]
    figure.add_scatter(
        x=[x for x, _ in middles],
        y=[y for _, y in middles],
        mode="markers+text" if len(body.cells) <= _LETTERED else "markers",
        marker={"size": 14, "opacity": 0},
        text=[f"{literal(cell.short)}<br>{bold(cell.text)}" for cell in body.cells],
        textfont={"size": 11, "color": [_ink(cell) for cell in body.cells]},
        hoverinfo="text",
        hovertext=[literal(cell.read) for cell in body.cells],
    )
    figure.update_yaxes(**bare(), scaleanchor="x")
    figure.update_xaxes(**bare())
    return figure


def _ink(cell: HexCell) -> str:
    return PAGE if cell.shade is not None and cell.shade >= 3 else INK


def _steps(
    scale: Scale, values: Sequence[float | None]
) -> tuple[float, float, list[tuple[float, str]]]:
    """Lowest and highest figure, and a colour scale that jumps at the edges between."""
    edges = [edge.value for edge in scale.edges]
    present = [*(value for value in values if value is not None), *edges] or [0.0]
    low, high = min(present), max(present)
    if low == high:
        low, high = low - 1, high + 1
    # a hair below the edge: a figure on it belongs to the shade above
    stops = [0.0, *(max((edge - low) / (high - low) - 1e-9, 0.0) for edge in edges), 1.0]
    colours = []
    for place, shade in enumerate(scale.shades):
        colours += [(stops[place], SHADES[shade]), (stops[place + 1], SHADES[shade])]
    return low, high, colours


def _bar(scale: Scale) -> dict[str, object]:
    return {
        "tickmode": "array",
        "tickvals": [edge.value for edge in scale.edges],
        "ticktext": [literal(edge.text) for edge in scale.edges],
        "thickness": 12,
        "outlinewidth": 0,
    }


def _cell_texts(chart: Chart, body: Calendar) -> list[list[str]]:
    """What each cell says; the chart's table holds the figures as text, in the same order."""
    return [
        [
            literal(f"{row.name}, {day}: {text}")
            for day, text in zip(body.days, texts[1:], strict=True)
        ]
        for row, texts in zip(body.rows, chart.table.rows, strict=True)
    ]


def _hatch(figure: go.Figure, shapes: Sequence[Sequence[tuple[float, float]]]) -> None:
    figure.add_scatter(
        **polygons(shapes),
        fill="toself",
        mode="lines",
        line={"color": QUIET, "width": 0.6},
        fillpattern=_HATCH,
        hoverinfo="skip",
    )


def _square(x: float, y: float) -> list[tuple[float, float]]:
    half = 0.46
    return [
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
    ]


def _middle(cell: HexCell) -> tuple[float, float]:
    return cell.q + (cell.r % 2) / 2, cell.r * math.sqrt(3) / 2


def _hexagon(cell: HexCell) -> list[tuple[float, float]]:
    x, y = _middle(cell)
    side, half = 1 / math.sqrt(3), 0.5
    return [
        (x, y + side),
        (x + half, y + side / 2),
        (x + half, y - side / 2),
        (x, y - side),
        (x - half, y - side / 2),
        (x - half, y + side / 2),
    ]
