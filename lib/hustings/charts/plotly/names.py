"""Plotly figures of names beside each other: slope, dots with intervals, funnel."""

from plotly import graph_objects as go

from hustings.charts.chart import Chart
from hustings.charts.marks import Dots, Funnel, Slope
from hustings.charts.plotly.base import (
    GOOD,
    INK,
    LINE,
    TONES,
    across,
    bare,
    blank,
    bold,
    literal,
    say,
    upright,
)
from hustings.charts.svg.space import spread

_ROW = 24  # pixels for one line of names


def slope(chart: Chart, body: Slope) -> go.Figure:
    """Before at the left, after at the right, the names beside the figures after."""
    height = max(300, _ROW * len(body.rows))
    figure = blank(chart, height=height + 160)
    axis = body.axis
    gap = (axis.high - axis.low) * _ROW / height
    for row in body.rows:
        figure.add_scatter(
            x=[0, 1],
            y=[row.before, row.after],
            mode="lines+markers",
            line={"color": TONES[row.tone], "width": 2},
            marker={"size": 8},
            hoverinfo="text",
            hovertext=[literal(row.read)] * 2,
            name=literal(row.name),
        )
    beyond = gap * len(body.rows)
    bounds = axis.low - beyond, axis.high + beyond
    wanted = [axis.low if row.after is None else row.after for row in body.rows]
    for row, y in zip(body.rows, spread(wanted, gap, *bounds), strict=True):
        text = f"{bold(row.after_text)} {literal(row.name)}"
        say(figure, 1, y, text, xanchor="left", xshift=10)
    befores = [(row, row.before) for row in body.rows if row.before is not None]
    places = spread([value for _, value in befores], gap, *bounds)
    for (row, _), y in zip(befores, places, strict=True):
        say(figure, 0, y, literal(row.before_text), xanchor="right", xshift=-10)
    figure.update_yaxes(**bare())
    ends = across([0, 1], [body.before_label, body.after_label])
    figure.update_xaxes(**ends, side="top", range=[-0.25, 1.6])
    return figure


def dots(chart: Chart, body: Dots) -> go.Figure:
    """One name a line under its group's heading; the centre dashed."""
    lines = sum(1 + len(group.rows) for group in body.groups)
    figure = blank(chart, height=170 + _ROW * lines)
    ticks: list[tuple[int, str]] = []
    at = 0
    for group in body.groups:
        ticks.append((at, bold(group.heading)))
        places = list(range(at + 1, at + 1 + len(group.rows)))
        ticks.extend((y, literal(row.name)) for y, row in zip(places, group.rows, strict=True))
        at += 1 + len(group.rows)
        figure.add_scatter(
            x=[row.value for row in group.rows],
            y=places,
            mode="markers",
            marker={"color": TONES[group.tone], "size": 10},
            error_x={
                "array": [_reach(row.value, row.high) for row in group.rows],
                "arrayminus": [_reach(row.low, row.value) for row in group.rows],
                "color": TONES[group.tone],
                "width": 0,
                "thickness": 2.6,
            },
            hoverinfo="text",
            hovertext=[literal(row.read) for row in group.rows],
            name=literal(group.heading),
        )
    if body.centre is not None:
        dashed = {"color": INK, "dash": "dash", "width": 1}
        figure.add_vline(body.centre, line=dashed, annotation_text=literal(body.centre_text))
    figure.update_xaxes(**upright(body.axis))
    figure.update_yaxes(
        tickmode="array",
        tickvals=[y for y, _ in ticks],
        ticktext=[text for _, text in ticks],
        range=[lines - 0.3, -0.7],
        showgrid=False,
        zeroline=False,
        automargin=True,
    )
    return figure


def funnel(chart: Chart, body: Funnel) -> go.Figure:
    """A bar for every step, its figure and its share of the step before beside it."""
    figure = blank(chart, height=170 + 52 * len(body.steps))
    places = list(range(len(body.steps)))
    figure.add_bar(
        x=[step.value for step in body.steps],
        y=places,
        orientation="h",
        marker={"color": GOOD},
        hoverinfo="text",
        hovertext=[literal(step.read) for step in body.steps],
    )
    for y, step in zip(places, body.steps, strict=True):
        share = literal(step.share_text)
        words = f"{bold(step.text)}  {bold(step.share_text) if step.marked else share}"
        say(figure, step.value or 0.0, y, words, xanchor="left", xshift=6)
    most = max((step.value or 0.0 for step in body.steps), default=0.0) or 1.0
    figure.update_xaxes(**bare() | {"range": [0, most * 1.5]})
    figure.update_yaxes(
        tickmode="array",
        tickvals=places,
        ticktext=[literal(step.name) for step in body.steps],
        range=[len(places) - 0.4, -0.6],
        gridcolor=LINE,
        showgrid=False,
        automargin=True,
    )
    return figure


def _reach(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else high - low
