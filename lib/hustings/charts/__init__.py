"""Charts: one definition of each, drawn as SVG for the page and as plotly for JupyterLab.

The builders take small tables and worded strings and give a `Chart`; `charts.svg.draw` and
`charts.plotly.figure` draw it; `style()` is the CSS the SVG needs.
"""

from hustings.charts.along import multiples, spark, trend
from hustings.charts.beside import dots, slope
from hustings.charts.chart import Chart, ChartTable
from hustings.charts.events import event
from hustings.charts.places import calendar, hexmap
from hustings.charts.saying import LABELS, Labels, Number, Said
from hustings.charts.steps import funnel
from hustings.charts.style import style

__all__ = [
    "LABELS",
    "Chart",
    "ChartTable",
    "Labels",
    "Number",
    "Said",
    "calendar",
    "dots",
    "event",
    "funnel",
    "hexmap",
    "multiples",
    "slope",
    "spark",
    "style",
    "trend",
]
