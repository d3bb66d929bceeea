"""The plot widget: one synced specification, drawn in the page by the installed plotly.js.

plotly's own FigureWidget shows the figure it was born with after the page is loaded again, and
carries five megabytes of code in every instance; this one does neither.
"""

from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from hustings.panels.spec import Spec

_HERE = Path(__file__).parent


class Plot(anywidget.AnyWidget):
    """Draws `spec`; its `n` stands on the drawing's box once that is drawn."""

    _esm = _HERE / "plot.js"
    _css = _HERE / "panel.css"

    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, failed: str) -> None:
        """`failed` is said on the page where nothing can be drawn."""
        super().__init__()
        self._failed = failed
        self.on_msg(self._hear)

    def draw(self, spec: Spec, n: int) -> None:
        """Show the n-th drawing; an empty specification shows nothing."""
        self.spec = {**spec, "n": n, "failed": self._failed}

    def _hear(self, _: "Plot", said: dict[str, Any], __: list[memoryview]) -> None:
        """A page asks for plotly.js when it has none yet."""
        if said.get("kind") == "library":
            self.send({"kind": "library"}, buffers=[bundle()])


@cache
def bundle() -> bytes:
    """plotly.js as the installed package holds it."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs()).encode()
