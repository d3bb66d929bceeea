"""Plotly figures along time: trend, small multiples, spark and event plot."""

from collections.abc import Sequence
from typing import Any

from plotly import graph_objects as go

from hustings.charts.chart import Chart
from hustings.charts.marks import Axis, Event, Multiples, Panel, Point, Spark, Trend
from hustings.charts.plotly.base import (
    COLOURS,
    GOOD,
    INK,
    MUTED,
    QUIET,
    across,
    bare,
    blank,
    bold,
    literal,
    polygons,
    say,
    upright,
)
from hustings.charts.scales import snug

_ACROSS = 3
_BESIDE, _BETWEEN = 0.2, 0.55  # gaps between panels, as shares of a panel: room for a name above
_VEIL = "rgba(255, 255, 255, .8)"


def trend(chart: Chart, body: Trend) -> go.Figure:
    """Weeks, a gap, months; last year thin; the target dashed."""
    figure = blank(chart)
    cut, gap = len(body.weeks), 1 if body.weeks and body.months else 0
    points = (*body.weeks, *body.months)
    xs = [float(i if i < cut else i + gap) for i in range(len(points))]
    halves = ((xs[:cut], body.weeks), (xs[cut:], body.months))
    for places, half in halves:
        if any(point.last_year is not None for point in half):
            before = [point.last_year for point in half]
            line = {"color": QUIET, "width": 1.3}
            figure.add_scatter(x=places, y=before, mode="lines", line=line, hoverinfo="skip")
    for places, half in halves:
        if half:
            figure.add_trace(_line(places, half, GOOD, markers=True))
    figure.update_yaxes(**upright(body.axis))
    figure.update_xaxes(**across(xs, [point.label for point in points], most=9))
    if body.target is not None:
        dashed = {"color": INK, "dash": "dash", "width": 1}
        figure.add_hline(body.target, line=dashed)
        text, place = literal(body.target_text), {"xref": "paper", "yanchor": "bottom"}
        say(figure, 0, body.target, text, xanchor="left", font={"color": MUTED}, **place)
    for places, half in halves:
        _name_newest(figure, places, half)
    known = [(x, p.last_year) for x, p in zip(xs, points, strict=True) if p.last_year is not None]
    for x, y in known[-1:]:
        text, font = literal(body.last_year_text), {"color": MUTED}
        say(figure, x, y, text, yanchor="top", xanchor="right", yshift=-6, font=font)
    return figure


def multiples(chart: Chart, body: Multiples) -> go.Figure:
    """Panels on one scale, three a row."""
    rows = max(-(-len(body.panels) // _ACROSS), 1)
    figure = blank(chart, height=150 + 170 * rows)
    # Said to plotly in one go: panel by panel, its checks take ten times as long.
    plain = figure.to_plotly_json()
    for place, panel in enumerate(body.panels):
        _add_panel(plain, place, rows, panel, body.axis)
    return go.Figure(plain)


def _add_panel(plain: dict[str, Any], place: int, rows: int, panel: Panel, axis: Axis) -> None:
    """One panel in a grid of so many rows: its line, its axes, its name above."""
    row, column = divmod(place, _ACROSS)
    number = str(place + 1) if place else ""
    first = str(row * _ACROSS + 1) if row else ""
    wide, high = 1 / (_ACROSS + _BESIDE * (_ACROSS - 1)), 1 / (rows + _BETWEEN * (rows - 1))
    left, top = column * wide * (1 + _BESIDE), 1 - row * high * (1 + _BETWEEN)
    xs = [float(i) for i in range(len(panel.points))]
    labels = [point.label for point in panel.points]
    line = _line(xs, panel.points, COLOURS[panel.colour], name=panel.name)
    plain["data"].append(line | {"xaxis": f"x{number}", "yaxis": f"y{number}"})
    plain["layout"][f"xaxis{number}"] = {
        **across(xs, labels, most=3),
        "anchor": f"y{number}",
        "domain": [left, left + wide],
    }
    beside = {"matches": f"y{first}", "showticklabels": False} if column else {}
    plain["layout"][f"yaxis{number}"] = {
        **upright(axis),
        **beside,
        "anchor": f"x{number}",
        "domain": [max(top - high, 0.0), top],
    }
    plain["layout"]["annotations"].append(
        {
            "text": f"{bold(panel.name)} {literal(panel.last_text)}",
            "font": {"size": 16},
            "xref": "paper",
            "yref": "paper",
            "x": left + wide / 2,
            "y": top,
            "xanchor": "center",
            "yanchor": "bottom",
            "showarrow": False,
        }
    )


def spark(chart: Chart, body: Spark) -> go.Figure:
    """A small bare line."""
    figure = blank(chart, height=200)
    xs = [float(i) for i in range(len(body.points))]
    figure.add_trace(_line(xs, body.points, GOOD))
    axis = snug(point.value for point in body.points)
    figure.update_yaxes(**bare(), range=[axis.low, axis.high])
    figure.update_xaxes(**bare())
    return figure


def event(chart: Chart, body: Event) -> go.Figure:
    """The estimates in their band, and an upright through the event."""
    figure = blank(chart)
    xs = list(body.offsets)
    known = [(x, p.low, p.high) for x, p in zip(xs, body.points, strict=True)]
    bands: list[list[tuple[float, float, float]]] = [[]]
    for x, low, high in known:
        if low is not None and high is not None:
            bands[-1].append((x, low, high))
        elif bands[-1]:
            bands.append([])
    shapes = [
        [*((x, high) for x, _, high in band), *((x, low) for x, low, _ in reversed(band))]
        for band in bands
        if band
    ]
    figure.add_scatter(
        **polygons(shapes),
        fill="toself",
        mode="none",
        fillcolor="rgba(11, 92, 173, .18)",
        hoverinfo="skip",
    )
    figure.add_trace(_line(xs, body.points, GOOD, markers=True))
    dashed = {"color": INK, "dash": "dash", "width": 1}
    figure.add_vline(0, line=dashed, annotation_text=bold(body.event_text))
    figure.update_yaxes(**upright(body.axis))
    labels = [point.label for point in body.points]
    figure.update_xaxes(**across(xs, labels), title=literal(body.across_text))
    return figure


def _line(
    xs: Sequence[float],
    points: Sequence[Point],
    colour: str,
    *,
    markers: bool = False,
    name: str = "",
) -> dict[str, Any]:
    """A line whose missing figures stay gaps; hollow dots for periods that are not complete."""
    hovers = [f"{name} · {point.read}" if name else point.read for point in points]
    symbols = ["circle-open" if point.partial else "circle" for point in points]
    return {
        "type": "scatter",
        "x": list(xs),
        "y": [point.value for point in points],
        "mode": "lines+markers",
        "line": {"color": colour, "width": 2.4},
        "marker": {"size": 7 if markers else 4, "symbol": symbols},
        "connectgaps": False,
        "hoverinfo": "text",
        "hovertext": [literal(hover) for hover in hovers],
        "name": literal(name),
    }


def _name_newest(figure: go.Figure, xs: Sequence[float], points: Sequence[Point]) -> None:
    known = [(x, p) for x, p in zip(xs, points, strict=True) if p.value is not None]
    above = {"yanchor": "bottom", "yshift": 5, "bgcolor": _VEIL}
    for x, point in known[-1:]:
        say(figure, x, point.value or 0.0, bold(point.text), **above)
