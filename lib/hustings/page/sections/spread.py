"""The roll-up's own parts: exceptions first, and the spread behind the state's figure."""

import pandas as pd

from hustings.page.blocks import Point, Points, Table, Text
from hustings.page.brief import Brief, number
from hustings.page.sections.figures import key_metrics
from hustings.page.sections.opening import WORTH_TELLING, no_data
from hustings.page.sections.sure import judged, point

SEATS = "vidhan_sabha"
MOST = 6


def exceptions(brief: Brief) -> Points:
    """Units that left their usual range this week, strongest first; at most six shown."""
    words = brief.words
    seats = [str(code) for code in brief.edition.under(brief.unit, SEATS)["unit"]]
    told = judged(brief, [brief.unit, *brief.children(), *seats])
    changed = told[told["strength"].isin(WORTH_TELLING)]
    items = [point(brief, row) for _, row in changed.head(MOST).iterrows()]
    items.append(Point(words.units(SEATS, len(seats)), _tally(brief, told, seats)))
    return Points(words.say("section.exceptions"), tuple(items))


def _tally(brief: Brief, told: pd.DataFrame, seats: list[str]) -> str:
    """How many of the seats that could be judged left their usual range."""
    words, of_seats = brief.words, told[told["unit"].isin(seats)]
    compared = of_seats[of_seats["strength"] != "blocked"]
    if compared.empty:
        return words.say("missing.none")
    left = compared.loc[compared["strength"].isin(WORTH_TELLING), "unit"].nunique()
    tested = words.tested(int(brief.edition.manifest.family.get("size", 0)))
    return f"{words.left_range(left, compared['unit'].nunique(), SEATS)} {tested}"


def spread(brief: Brief) -> Table | Text:
    """The key figures over assembly seats: state, median seat, lowest tenth, seats with data."""
    words = brief.words
    seats = [str(code) for code in brief.edition.under(brief.unit, SEATS)["unit"]]
    shown = [metric for metric in key_metrics(brief) if brief.measured(metric, seats)]
    rows = brief.edition.rows(shown, seats)
    if rows["value"].isna().all():
        return no_data(brief, "spread")
    cells = []
    for metric in shown:
        values = rows.loc[rows["metric"] == metric, "value"].dropna()
        median = number(values.median()) if len(values) else None
        tenth = number(values.quantile(0.1)) if len(values) else None
        cells.append(
            (
                words.label(metric),
                words.value(metric, brief.value(metric)),
                words.value(metric, median),
                words.value(metric, tenth),
                words.say("number.part_of", part=len(values), whole=len(seats)),
            )
        )
    kinds = ("metric", "value", "median", "lowest_tenth", "n")
    return Table(
        section=words.say("section.spread"),
        nav=words.say("nav.spread"),
        caption=f"{words.say('section.spread')} · {words.units(SEATS)}",
        columns=tuple(words.say(f"column.{kind}") for kind in kinds),
        rows=tuple(cells),
    )
