"""Statements in circulation: which are open, and how soon the others were answered."""

from typing import Any

import pandas as pd

from hustings.page.blocks import Action, Actions, Definitions, Point, Points, Table
from hustings.page.brief import Brief, number
from hustings.page.sections import studied
from hustings.period import IST
from hustings.text.shortening import shortened

STUDY = "claims"
SHOWN = 70  # letters of a claim
HOURS_A_DAY = 24


def claims_answer(brief: Brief) -> Points:
    """What is open, how soon we answered, and how much of it is seen in posts we hold."""
    if (no := studied.refused(brief, STUDY)) is not None:
        return no
    words, found = brief.words, studied.finding(brief, STUDY)
    said = {
        name: words.number(found.number(name))
        for name in ("claims", "open", "answered", "with_evidence", "posts", "mentions")
    }
    said["lag"] = _days(brief, found.number("lag_hours"))
    key = "some" if found.whole("open") else "none"
    oldest = _oldest(brief) if found.whole("open") else words.say("claims.open_told_none")
    answered = "answered" if found.whole("answered") else "answered_none"
    return studied.answer(
        brief,
        Point(words.told(f"claims.open_{key}", said), oldest),
        Point(words.say("claims.answered_lead"), words.told(f"claims.{answered}", said)),
        Point(words.say("claims.seen_lead"), words.told("claims.seen", said)),
    )


def claims_table(brief: Brief) -> Table | None:
    """One row per claim, the longest open first."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    kinds = ("claim", "first_seen", "state", "lag", "evidence", "mentions")
    return Table(
        section=words.say("claims.section"),
        nav=words.say("claims.nav"),
        caption=words.say("claims.caption"),
        columns=tuple(words.say(f"claims.column_{kind}") for kind in kinds),
        rows=tuple(_row(brief, row) for _, row in found.table("rows").iterrows()),
        note=words.say("claims.note"),
    )


def claims_actions(brief: Brief) -> Actions | None:
    """An answer for each open claim."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason or not found.whole("open"):
        return None
    rows = found.table("rows")
    who = words.who_by("social_head", brief.due())
    items = tuple(
        Action(str(code), words.say("claims.action"), who)
        for code in rows.loc[rows["state"] == "open", "claim"]
    )
    return Actions(words.say("section.actions"), items)


def claims_checks(brief: Brief) -> Definitions | None:
    """What could make this picture wrong."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    names = ("held", "match", "fade", "listed")
    items = ((words.say(f"claims.{name}"), words.say(f"claims.check_{name}")) for name in names)
    return studied.checks(brief, *items)


def _oldest(brief: Brief) -> str:
    words, rows = brief.words, studied.finding(brief, STUDY).table("rows")
    row = rows[rows["state"] == "open"].iloc[0]
    end = pd.Timestamp(brief.period.ends_at)
    days = words.count("day", int((end - row["first_seen"]).days))
    return words.say("claims.oldest", claim=_short(row), days=days)


def _row(brief: Brief, row: "pd.Series[Any]") -> tuple[str, ...]:
    words = brief.words
    return (
        _short(row),
        words.day_month(row["first_seen"].tz_convert(IST).date()),
        words.say(f"claims.state_{row['state']}"),
        _days(brief, number(row["lag_hours"])),
        words.number(number(row["evidence"])),
        words.number(number(row["mentions"])),
    )


def _short(row: "pd.Series[Any]") -> str:
    return f"{row['claim']}: {shortened(str(row['text']), SHOWN)}"


def _days(brief: Brief, hours: float | None) -> str:
    words = brief.words
    if hours is None:
        return words.number(None)
    if hours < 2 * HOURS_A_DAY:
        return words.count("hour", round(hours))
    return words.count("day", round(hours / HOURS_A_DAY))
