"""Small pieces that the controls of every panel are made of."""

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

FITTING = {"description_width": "initial"}

Change = dict[str, Any]  # what traitlets tells of a change


def dropdown(description: str = "") -> widgets.Dropdown:
    """A drop-down as wide as its words."""
    return widgets.Dropdown(description=description, style=FITTING, layout={"width": "auto"})


def several(description: str, *, lines: int) -> widgets.SelectMultiple:
    """A list of which any number can be chosen."""
    return widgets.SelectMultiple(
        description=description, rows=lines, style=FITTING, layout={"width": "auto"}
    )


def offer(
    control: widgets.Dropdown | widgets.SelectMultiple, options: Sequence[tuple[str, str]]
) -> None:
    """Set the options, unless they are these already: setting them sends them all."""
    if control.options != tuple(options):
        control.options = tuple(options)


def row(*controls: widgets.Widget) -> widgets.Box:
    """Controls side by side, broken where the window is narrow."""
    return widgets.Box(controls, layout={"flex_flow": "row wrap", "align_items": "center"})
