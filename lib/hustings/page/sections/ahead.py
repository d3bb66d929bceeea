"""What the next weeks may bring, and how well such forecasts held so far."""

from typing import TYPE_CHECKING

import pandas as pd

from hustings.page.blocks import Table, Text
from hustings.page.brief import Brief, number
from hustings.page.sections.studied import finding
from hustings.period import Period

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

STUDY = "ahead"
WEEKS_NEEDED = 24  # as the study refuses fewer
COLUMNS = ("metric", "expected", "likely_between", "safely_between", "record")


def ahead(brief: Brief) -> Table | Text | None:
    """Expected figures of this unit with both intervals and their record; or why there are none.

    Nothing for units that are never forecast: those of the district tree and below a seat.
    """
    words, rows = brief.words, _rows(brief)
    if rows is None:
        return None
    if old := brief.too_old_answer(STUDY):
        said = words.say("freshness.not_shown", what=old)
        return Text(words.say("section.ahead"), (said,), words.say("nav.ahead"))
    shown = rows[(rows["unit"] == brief.unit) & rows["shown"].astype(bool)]
    section = words.say("section.ahead")
    if shown.empty:
        return Text(
            section, (words.say("ahead.short", weeks=WEEKS_NEEDED),), words.say("nav.ahead")
        )
    note = [words.say("ahead.note")]
    if rows["unit"].isin(brief.children()).any():
        note.append(words.say("ahead.adds", units=words.units(brief.child_level(), oblique=True)))
    return Table(
        section=section,
        nav=words.say("nav.ahead"),
        caption=words.say("ahead.caption"),
        columns=tuple(words.say(f"column.{name}") for name in COLUMNS),
        rows=tuple(_cells(brief, row) for row in shown.to_dict("records")),
        note=" ".join(note),
        folded=True,
    )


def _rows(brief: Brief) -> pd.DataFrame | None:
    """All forecasts of the edition; None where this unit's level has none, or none were asked."""
    found = finding(brief, STUDY)
    if brief.level not in ("state", "lok_sabha", "vidhan_sabha") or found.reason == "not_studied":
        return None
    return found.table("rows")


def _cells(brief: Brief, row: "Mapping[Hashable, object]") -> tuple[str, ...]:
    words, metric = brief.words, str(row["metric"])
    week = words.period(Period.parse(str(row["week"])))
    share = {name: words.number(number(row[f"inside_{level}"]), "percent")
             for name, level in (("likely", 80), ("safely", 95))}  # fmt: skip
    spans = [
        words.range(
            *(words.value(metric, number(row[f"{end}_{level}"])) for end in ("low", "high"))
        )
        for level in (80, 95)
    ]
    return (
        words.say("ahead.figure", metric=words.label(metric), week=week),
        words.value(metric, number(row["expected"])),
        *spans,
        words.say("ahead.record", **share, n=words.number(number(row["judged"]))),
    )
