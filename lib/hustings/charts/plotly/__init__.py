"""Charts as plotly figures, for JupyterLab and the strategist edition."""

from collections.abc import Callable, Mapping
from typing import Any

from plotly import graph_objects as go

from hustings.charts.chart import Chart
from hustings.charts.plotly import lines, names, tiles

_DRAWN: dict[str, Callable[[Chart, Any], go.Figure]] = {  # each takes the body of its own kind
    "trend": lines.trend,
    "multiples": lines.multiples,
    "slope": names.slope,
    "dots": names.dots,
    "calendar": tiles.calendar,
    "hexmap": tiles.hexmap,
    "funnel": names.funnel,
    "event": lines.event,
    "spark": lines.spark,
}


def figure(chart: Chart | Mapping[str, object]) -> go.Figure:
    """One chart as a plotly figure.

    Args:
        chart: a Chart, or what its `to_dict` gave.

    Returns: a figure in a plain look. Ticks are the chart's own, so lakh and crore and the
    reader's digits are kept; missing figures stay gaps; names that hold tags are shown letter
    by letter.
    """
    if not isinstance(chart, Chart):
        chart = Chart.from_dict(chart)
    return _DRAWN[chart.kind](chart, chart.body)
