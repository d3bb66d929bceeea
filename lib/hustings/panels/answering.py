"""What every panel is made of: controls above, the answer below."""

from collections.abc import Mapping

import ipywidgets as widgets

from hustings.panels.plot import Plot
from hustings.wording import Words


class Answering(widgets.VBox):  # type: ignore[misc]  # ipywidgets carries no types
    """A heading, a drawing, a table and remarks below some controls, each known by its name.

    Args: parts: of the controls, by the names that styles and tests know them under.
    """

    def __init__(
        self, controls: widgets.Widget, parts: Mapping[widgets.DOMWidget, str], words: Words
    ) -> None:
        self.answers = 0  # so far; the drawing in the page carries the number it shows
        self.controls = controls
        self.head = widgets.HTML()
        self.plot = Plot(words.say("panel.failed"))
        self.table = widgets.HTML()
        self.remarks = widgets.HTML()
        below = widgets.Box([self.table, self.remarks])
        below.add_class("hustings-below")
        super().__init__([controls, self.head, self.plot, below])
        named = {
            self: "panel",
            controls: "controls",
            self.head: "head",
            self.table: "table",
            self.remarks: "remarks",
            **parts,
        }
        for part, name in named.items():
            part.add_class(f"hustings-{name}")
