"""The briefing as Jupyter alone would print it: the same cells, with plotly's charts inline."""

import json
from pathlib import Path

SET_UP = '''
import plotly.io as pio

from hustings.charts.plotly import figure
from hustings.page import sections
from hustings.page.blocks import ChartBlock

pio.renderers.default = "notebook"


def shown(block):
    """A chart as a plotly figure; anything else as our notebook shows it."""
    return figure(block.chart).show() if isinstance(block, ChartBlock) else block
'''


def write(briefing: Path, target: Path) -> int:
    """Write the stock twin of one of our notebooks.

    Returns: the number of cells that show something.
    """
    notebook = json.loads(briefing.read_text("utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    showing = [cell for cell in cells if _source(cell).startswith("sections.")]
    for cell in showing:
        cell["source"] = f"shown({_source(cell)})"
    place = next(n for n, c in enumerate(notebook["cells"]) if "import sections" in _source(c))
    opening = notebook["cells"][place]
    opening["source"] = SET_UP + _source(opening)
    target.write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")
    return len(showing)


def _source(cell: dict) -> str:
    return "".join(cell["source"])
