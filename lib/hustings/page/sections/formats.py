"""How far a post of each kind travels."""

import numpy as np
import pandas as pd

from hustings import charts
from hustings.page.blocks import ChartBlock
from hustings.page.brief import Brief, number
from hustings.page.sections.posts import our_posts
from hustings.page.sections.trends import as_of
from hustings.studies.medians import median_interval

FEWEST = 8  # posts of a kind; the middle of fewer says little
SURE = 0.95


def formats(brief: Brief) -> ChartBlock | None:
    """Reach of the middle post of each kind, with its interval; nothing for fewer than two kinds.

    Kinds on different platforms are different kinds: an account's audience differs by platform.
    """
    words, posts = brief.words, our_posts(brief)
    known = posts[posts["reach"].notna()]
    names = [
        _name(brief, str(row["platform"]), str(row["type"])) for row in known.to_dict("records")
    ]
    kinds = known["reach"].groupby(names).agg(list)
    shown = {str(name): reach for name, reach in kinds.items() if len(reach) >= FEWEST}
    if len(shown) < 2:
        return None
    centre = number(known["reach"].median()) or 0.0
    table = pd.DataFrame([{"name": name, **_middle(reach)} for name, reach in shown.items()])
    average = words.value("reach", centre)
    n = sum(map(len, shown.values()))
    chart = charts.dots(
        table,
        centre=centre,
        centre_text=words.say("formats.centre", reach=average),
        title=_finding(brief, table, centre),
        subtitle=words.say("subtitle.formats", period=words.period(brief.period)),
        note=" ".join([words.say("note.n_week", cases=words.count("post", n)), as_of(brief)]),
        number=words.formatter("reach"),
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("section.travel"), chart.to_dict(), words.say("nav.travel"))


def _finding(brief: Brief, table: pd.DataFrame, centre: float) -> str:
    words = brief.words
    further = table[table["low"] > centre].sort_values("value", ascending=False)
    if further.empty:
        return words.say("title.formats_even")
    return words.say("title.formats", names=words.listing(further["name"].tolist(), most=2))


def _name(brief: Brief, platform: str, kind: str) -> str:
    words = brief.words
    label = words.say(f"format.{kind}") if words.knows(f"format.{kind}") else kind
    return words.say("formats.name", format=label, platform=words.say(f"platform.{platform}"))


def _middle(values: list[float]) -> dict[str, float]:
    """The middle of some values and its interval.

    Reach is so uneven that a mean would be that of the one viral post.
    """
    low, high = median_interval(np.array(values), SURE)
    return {"value": float(np.median(values)), "low": low, "high": high}
