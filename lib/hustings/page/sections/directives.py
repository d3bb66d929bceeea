"""What followed the directive letters: each on the figure named in it, and how it was judged."""

import json
from math import expm1
from typing import Any

import pandas as pd

from hustings.edition.freshness import STALE
from hustings.edition.further.strengths import Strength
from hustings.page.blocks import Definitions, Point, Points, Table
from hustings.page.brief import Brief, number
from hustings.page.sections import studied

STUDY = "directives"
TOLD: tuple[Strength, ...] = ("likely", "hint")  # the words under which a letter is told by itself
MOST_TOLD = 2


def directives_answer(brief: Brief) -> Points:
    """How the letters could be judged, and those after which a figure moved."""
    if (no := studied.refused(brief, STUDY)) is not None:
        return no
    words, found = brief.words, studied.finding(brief, STUDY)
    names = ("letters", "others", "before_after", "unnamed")
    said = {name: words.number(found.whole(name)) for name in names}
    rows = found.table("rows")
    first = Point(words.told("directives.lead", said), words.told("directives.told", said))
    moved = [
        Point(_lead(brief, row), _outcome(brief, row), word)
        for word in TOLD
        for row in _letters(rows[rows["strength"] == word])[:MOST_TOLD]
    ]
    none = "no_word" if found.whole("others") else "none_held"
    nothing = Point(words.say("directives.nothing"), words.say(f"directives.{none}"))
    return studied.answer(brief, first, *(moved or [nothing]))


def directives_table(brief: Brief) -> Table | None:
    """One row per letter, the newest first: to whom, on which figure, what followed."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    kinds = ("letter", "issued", "audience", "figure", "before", "after", "verdict")
    return Table(
        section=words.say("directives.section"),
        nav=words.say("directives.nav"),
        caption=words.say("directives.caption"),
        columns=tuple(words.say(f"directives.column_{kind}") for kind in kinds),
        rows=tuple(_row(brief, row) for row in _letters(found.table("rows"))),
        note=words.say("directives.note"),
    )


def directives_checks(brief: Brief) -> Definitions | None:
    """What a reader should hold against such figures."""
    words = brief.words
    if studied.finding(brief, STUDY).reason:
        return None
    names = ("alone", "figure", "week", "forms")
    told = ((words.say(f"directives.{k}"), words.say(f"directives.check_{k}")) for k in names)
    return studied.checks(brief, *told)


def _row(brief: Brief, row: "pd.Series[Any]") -> tuple[str, ...]:
    words = brief.words
    metric = row["metric"] if row["design"] != "unnamed" else None
    ends = (words.value(metric, number(row[end])) if metric else "–" for end in ("before", "after"))
    return (
        str(row["directive"]),
        words.day(pd.Timestamp(str(row["issued_on"])).date()),
        _audience(brief, row),
        words.label(metric) if metric else words.say("directives.no_figure"),
        *ends,
        _outcome(brief, row),
    )


def _outcome(brief: Brief, row: "pd.Series[Any]") -> str:
    """The word with its interval; else "before/after only", and why no more can be said."""
    words = brief.words
    if row["design"] == "others":
        head = f"directives.{row['verdict']}"
        low, high = (expm1(float(row[end])) for end in ("low", "high"))
        said = {
            "amount": words.number(expm1(float(row["effect"])), "percent", signed=True),
            "range": studied.spread(brief, low, high),
        }
        return words.told(head, said)
    why = words.refusal(str(row["reason"]), _numbers(row))
    if row["reason"] == STALE:
        why = brief.too_old(str(row["metric"]), str(row["unit"]))
    if row["design"] in ("unnamed", STALE):
        return words.say("study.why", why=why)
    return words.say("directives.before_after", why=why)


def _lead(brief: Brief, row: "pd.Series[Any]") -> str:
    words = brief.words
    said = {"letter": str(row["directive"]), "metric": words.metric(row["metric"])}
    return words.told("directives.after", said)


def _audience(brief: Brief, row: "pd.Series[Any]") -> str:
    known = isinstance(row["level"], str)
    return brief.place(str(row["unit"])) if known else str(row["unit"])


def _numbers(row: "pd.Series[Any]") -> dict[str, float | str]:
    said: dict[str, float | str] = json.loads(str(row["refused"]) or "{}")
    return said


def _letters(rows: pd.DataFrame) -> "list[pd.Series[Any]]":
    return [row for _, row in rows.iterrows()]
