"""Drawing the funnel."""

from hustings.charts.marks import Axis, Funnel, Step
from hustings.charts.svg.frame import Frame, nothing
from hustings.charts.svg.pen import WIDE, Drawing, block, label, missing, path, touch
from hustings.charts.svg.space import LARGE, Box, fit, width

_STEP, _BAR, _SHARE = 39.0, 12.0, 12.0


def funnel(body: Funnel, ident: str) -> Drawing:
    """A bar for every step; its name and figure above, its share of the step before below."""
    figures = [step.value for step in body.steps if step.value is not None]
    if not figures:
        empty = Frame(0, 4, WIDE, 84, Axis(0, 1, ()))
        return Drawing(88, nothing(empty, body.no_data, ident))
    most = max(*figures, 0) or 1
    marks, top = "", 0.0
    for step in body.steps:
        marks += _step(step, top, most, ident)
        top += _STEP + (_SHARE if step.share_text else 0)
    return Drawing(top - 5, marks)


def _step(step: Step, top: float, most: float, ident: str) -> str:
    text = fit(step.text, WIDE / 2, LARGE, bold=True)
    bar = Box(0, top + 17, WIDE, top + 17 + _BAR)
    name = fit(step.name, WIDE - width(text, LARGE, bold=True) - 8)
    marks = label(0, top + 12, name) + label(WIDE, top + 12, text, anchor="e", style="v")
    if step.value is None:
        marks += missing(ident, block(bar))
    else:
        marks += path("track", block(bar))
        filled = Box(0, bar.top, max(step.value, 0) / most * WIDE, bar.bottom)
        marks += path("bar", block(filled))
    style = "b bad" if step.marked else "m"
    share = fit(step.share_text, WIDE, bold=step.marked)
    marks += label(0, bar.bottom + 13, share, style=style)
    return marks + touch(Box(0, top, WIDE, bar.bottom + 6), step.read)
