"""What every plotly figure shares: the plain look, literal text, and axes with our own ticks."""

from collections.abc import Sequence

from plotly import graph_objects as go

from hustings.charts.chart import Chart
from hustings.charts.marks import Axis
from hustings.charts.svg.pen import plain

GOOD, BAD, QUIET = "#0b5cad", "#b34700", "#68717b"
INK, MUTED, LINE, PAGE = "#16191d", "#565d66", "#d5dae0", "#ffffff"
TONES = {"good": GOOD, "bad": BAD, "quiet": QUIET}
SHADES = ("#cddff1", "#9cc3e6", "#5f9fd6", "#2a6cb0", "#0a3a70")
COLOURS = (GOOD, "#0b5cad", "#b34700", "#0f766e", "#7c3aad", "#a3195b", "#6b5b00")

_FONTS = 'system-ui, "Noto Sans Devanagari", "Nirmala UI", Mangal, sans-serif'
# plotly reads <b>, <a> and entities in every text, and sets text between dollar signs as formulas
_LITERAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"})


def literal(text: str) -> str:
    """Text that plotly shows letter by letter, whatever tags it holds."""
    return plain(text).translate(_LITERAL)


def bold(text: str) -> str:
    """Literal text in bold."""
    return f"<b>{literal(text)}</b>" if text else ""


def blank(chart: Chart, *, height: int = 380, on: go.Figure | None = None) -> go.Figure:
    """A figure with the chart's words and nothing drawn yet; a grid of panels if given one."""
    figure = go.Figure() if on is None else on
    figure.update_layout(
        template="none",
        height=height,
        paper_bgcolor=PAGE,
        plot_bgcolor=PAGE,
        font={"family": _FONTS, "size": 13, "color": INK},
        title={
            "text": bold(chart.title),
            "subtitle": {"text": literal(chart.subtitle), "font": {"color": MUTED, "size": 13}},
            "x": 12 / 700,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "pad": {"t": 16},
        },
        margin={"l": 12, "r": 24, "t": 96, "b": 92},
        showlegend=False,
        hovermode="closest",
    )
    figure.add_annotation(
        text=literal(chart.note),
        font={"size": 12, "color": MUTED},
        xref="paper",
        yref="paper",
        x=0,
        y=0,
        yshift=-88,
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
    )
    return figure


def upright(axis: Axis) -> dict[str, object]:
    """A y axis with the chart's own ticks: plotly cannot group digits by lakh and crore."""
    margin = (axis.high - axis.low) * 0.06
    low = axis.low if axis.low == 0 else axis.low - margin
    return {
        "range": [low, axis.high + margin],
        "tickmode": "array",
        "tickvals": [tick.value for tick in axis.ticks],
        "ticktext": [literal(tick.text) for tick in axis.ticks],
        "gridcolor": LINE,
        "zerolinecolor": QUIET,
        "zeroline": True,
        "automargin": True,
    }


def across(places: Sequence[float], labels: Sequence[str], *, most: int = 12) -> dict[str, object]:
    """An x axis with these labels, or every second or third one counted from the last."""
    stride = -(-len(places) // most) or 1
    kept = [i for i in range(len(places)) if (len(places) - 1 - i) % stride == 0]
    return {
        "tickmode": "array",
        "tickvals": [places[i] for i in kept],
        "ticktext": [literal(labels[i]) for i in kept],
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
    }


def bare() -> dict[str, object]:
    """An axis nobody sees."""
    return {"visible": False, "showgrid": False, "zeroline": False}


def say(figure: go.Figure, x: float, y: float, text: str, **more: object) -> None:
    """Add words at a place of the figure; the text is shown literally."""
    figure.add_annotation(**{"x": x, "y": y, "text": text, "showarrow": False, **more})


def polygons(shapes: Sequence[Sequence[tuple[float, float]]]) -> dict[str, list[float | None]]:
    """X and y of closed shapes, with a gap after each."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for shape in shapes:
        closed = [*shape, shape[0]]
        xs.extend([*(x for x, _ in closed), None])
        ys.extend([*(y for _, y in closed), None])
    return {"x": xs, "y": ys}
