"""How long workers stay: the answer, the weeks after they began, the ladder, the checks."""

from typing import Any

import pandas as pd

from hustings.page.blocks import Definitions, Point, Points, Table
from hustings.page.brief import Brief, number
from hustings.page.sections import studied

STUDY = "staying"
DOUBT = 0.05
WEEKS = (4, 8, 12, 16, 20, 24)
GROUPS = ("all", "earlier", "later")


def staying_answer(brief: Brief) -> Points:
    """How many stay eight weeks, whether those who came to the camp stay longer, who works."""
    if (no := studied.refused(brief, STUDY)) is not None:
        return no
    words, found = brief.words, studied.finding(brief, STUDY)
    said = {
        "stay": words.number(found.number("stay_8"), "percent"),
        "people": words.number(found.number("people")),
        "left": words.number(found.number("left")),
        "weeks": words.count("week", found.whole("weeks")),
    }
    return studied.answer(
        brief,
        Point(brief.words.told("staying.lead", said), brief.words.told("staying.told", said)),
        Point(words.say("staying.camp_lead"), _camp(brief)),
        Point(words.say("staying.ladder_lead"), _climbed(brief)),
    )


def staying_curve(brief: Brief) -> Table | None:
    """Share still there after so many weeks, of all with its interval; one row per span."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    curve = found.table("curve")
    groups = [group for group in GROUPS if (curve["group"] == group).any()]
    heads = (words.say(f"staying.group_{group}") for group in groups)
    return Table(
        section=words.say("staying.section"),
        nav=words.say("staying.nav"),
        caption=words.say("staying.caption"),
        columns=(words.say("staying.column_weeks"), *heads),
        rows=tuple(
            (
                words.number(weeks),
                *(_kept(brief, curve[curve["group"] == group], weeks) for group in groups),
            )
            for weeks in WEEKS
        ),
        note=_ahead(brief),
    )


def staying_ladder(brief: Brief) -> Table | None:
    """One row per rung: how many reached it, and the usual wait until the next."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    kinds = ("rung", "reached", "wait")
    return Table(
        section=words.say("staying.section_ladder"),
        nav=words.say("staying.nav_ladder"),
        caption=words.say("staying.caption_ladder"),
        columns=tuple(words.say(f"staying.column_{kind}") for kind in kinds),
        rows=tuple(
            (
                words.say(f"staying.rung_{row['rung']}"),
                _reached(brief, row),
                _wait(brief, number(row["middle"])),
            )
            for _, row in found.table("ladder").iterrows()
        ),
    )


def staying_checks(brief: Brief) -> Definitions | None:
    """What could make this picture wrong."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    names = ("roster", "eager", "still", "cohorts")
    told = {name: words.say(f"staying.check_{name}") for name in names[:3]}
    chance = found.number("cohorts_p")
    key = "unknown" if chance is None else "differ" if chance <= DOUBT else "alike"
    told["cohorts"] = words.say(f"staying.cohorts_{key}")
    return studied.checks(brief, *((words.say(f"staying.{name}"), told[name]) for name in names))


def _camp(brief: Brief) -> str:
    words, found = brief.words, studied.finding(brief, STUDY)
    chance = found.number("trained_p")
    if chance is None:
        return words.say("staying.camp_unknown")
    said = {
        "came": words.number(found.number("came_stay"), "percent"),
        "missed": words.number(found.number("missed_stay"), "percent"),
    }
    return words.say(f"staying.camp_{'differ' if chance <= DOUBT else 'alike'}", **said)


def _climbed(brief: Brief) -> str:
    words, found = brief.words, studied.finding(brief, STUDY)
    reached = found.table("ladder").set_index("rung")["reached"]
    return words.say(
        "staying.ladder",
        **{str(rung): words.number(int(people)) for rung, people in reached.items()},
    )


def _kept(brief: Brief, curve: pd.DataFrame, weeks: int) -> str:
    """The share at so many weeks; nothing beyond the time anybody was followed."""
    words = brief.words
    if curve.empty or curve["duration"].max() < weeks:
        return words.number(None)
    before = curve[curve["duration"] <= weeks]
    if before.empty:
        return words.number(1.0, "percent")
    last = before.iloc[-1]
    share = words.number(number(last["stays"]), "percent")
    if last["group"] != "all":  # three intervals beside each other do not fit a phone
        return share
    low, high = number(last["low"]), number(last["high"])
    if low is None or high is None:
        return share
    ends = words.range(words.number(low, "percent"), words.number(high, "percent"))
    return f"{share} ({ends})"


def _ahead(brief: Brief) -> str:
    words, found = brief.words, studied.finding(brief, STUDY)
    rows = found.table("ahead")
    if rows.empty:
        return words.say("staying.ahead_unknown")
    return words.say(
        "staying.ahead",
        share=words.number(found.number("expected"), "percent"),
        weeks=words.count("week", int(rows["period"].max())),
    )


def _reached(brief: Brief, row: "pd.Series[Any]") -> str:
    """How many are on a rung, and their share of those on the one below."""
    words, share = brief.words, number(row["share"])
    people = words.number(row["reached"])
    return people if share is None else f"{people} ({words.number(share, 'percent')})"


def _wait(brief: Brief, weeks: float | None) -> str:
    words = brief.words
    return words.number(None) if weeks is None else words.count("week", round(weeks))
