"""Where workers drop out: from the roster to those who work most days."""

from itertools import pairwise

import pandas as pd

from hustings import charts
from hustings.page.blocks import ChartBlock, Text
from hustings.page.brief import Brief, number
from hustings.page.sections.opening import no_data
from hustings.page.sections.steps import few, worker_steps
from hustings.page.sections.trends import as_of
from hustings.privacy import SMALLEST_GROUP

SHOWN = ("registered", "recent", "once", "two_days", "four_days", "every_day")


def funnel(brief: Brief) -> ChartBlock | Text | None:
    """How many workers are left after each step; steps of fewer than five people have no figure."""
    words, steps = brief.words, worker_steps(brief)
    if steps is None:
        return None
    if pd.isna(steps["once"]):
        return no_data(brief, "funnel", "active_workers")
    figures = [number(steps[name]) for name in SHOWN]
    while len(figures) > 3 and few(figures[-1]) and few(figures[-2]):
        figures.pop()  # one step nobody may see is said, two in a row say nothing more
    names = [words.say(f"stage.{name}") for name in SHOWN[: len(figures)]]
    fewest = words.say("funnel.fewer", fewest=words.number(SMALLEST_GROUP))
    table = pd.DataFrame(
        {
            "name": names,
            "value": [None if few(figure) else figure for figure in figures],
            "why": [fewest if few(figure) else "" for figure in figures],
        }
    )
    at = _largest_loss(figures)
    chart = charts.funnel(
        table,
        share=lambda value: words.number(value, "percent"),
        marked=names[at],
        title=words.say("title.funnel", start=names[at - 1], end=names[at]),
        subtitle=words.say("subtitle.funnel", period=words.period(brief.period)),
        note=" ".join([words.say("note.funnel"), as_of(brief)]),
        caption=words.say("subtitle.funnel", period=words.period(brief.period)),
        number=lambda value: words.number(value, "compact"),
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("section.funnel"), chart.to_dict(), words.say("nav.funnel"))


def _largest_loss(figures: list[float | None]) -> int:
    """The step after which most are missing, among those the page may show."""
    lost = {
        at: before - after
        for at, (before, after) in enumerate(pairwise(figures), start=1)
        if before is not None and after is not None and not few(after)
    }
    return max(lost, key=lambda at: (lost[at], -at)) if lost else 1
