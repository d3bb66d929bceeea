"""Exceptions first: what the roll-up begins with."""

import pandas as pd

from hustings.page.blocks import Point, Points
from hustings.page.brief import Brief
from hustings.page.sections.opening import WORTH_TELLING
from hustings.page.sections.sure import judged, point, stale_behind
from hustings.wording import freshness

SEATS = "vidhan_sabha"
MOST = 6


def exceptions(brief: Brief) -> Points:
    """Units that left their usual range this week, strongest first; at most six shown."""
    words = brief.words
    seats = [str(code) for code in brief.edition.under(brief.unit, SEATS)["unit"]]
    told = judged(brief, [brief.unit, *brief.children(), *seats])
    changed = told[told["strength"].isin(WORTH_TELLING)]
    items = [point(brief, row) for _, row in changed.head(MOST).iterrows()]
    items.append(Point("", _tally(brief, told, seats)))
    return Points(words.say("section.exceptions"), tuple(items))


def _tally(brief: Brief, told: pd.DataFrame, seats: list[str]) -> str:
    """How many of the seats that could be judged left their usual range."""
    words, of_seats = brief.words, told[told["unit"].isin(seats)]
    compared = of_seats[of_seats["strength"] != "blocked"]
    if compared.empty and (behind := freshness.listed(words, stale_behind(brief, told), most=1)):
        return words.say("freshness.outside", what=behind)
    if compared.empty:
        return words.say("missing.none")
    left = compared.loc[compared["strength"].isin(WORTH_TELLING), "unit"].nunique()
    tested = words.tested(int(brief.edition.manifest.family.get("size", 0)))
    return f"{words.left_range(left, compared['unit'].nunique(), SEATS)} {tested}"
