"""What followed when one unit's team changed: three estimates, and when to say nothing."""

from hustings import charts
from hustings.edition.dated import Dated, judge_dated, same_level, wandering_level
from hustings.edition.freshness import STALE
from hustings.errors import CannotJudgeError
from hustings.page.blocks import ChartBlock, Definitions, Point, Points, Table, Text
from hustings.page.brief import Brief
from hustings.page.sections import studied
from hustings.page.sections.trends import as_of
from hustings.wording import dated as worded


def judge_team(brief: Brief, *, begins: str, metric: str) -> Dated:
    """Compare this unit with the others of its level, before and after a week.

    Args:    begins: first week after the change, as 2026-W40; metric: one that counts something.
    Raises:  UsageError for a week or metric nobody knows.
    """
    compared = same_level(brief.edition, brief.unit)
    return judge_dated(
        brief.edition, changed=[brief.unit], compared=compared, begins=begins, metric=metric
    )


def team_answer(brief: Brief, team: Dated) -> Points:
    """The verdict, why it is no more than that, and what chance alone could give."""
    words, found = brief.words, team.found
    if found is None:
        if team.reason == STALE:
            return studied.blocked(brief, brief.too_old(team.metric))
        return studied.cannot(brief, team.reason, dict(team.numbers))
    return studied.answer(
        brief,
        Point(worded.lead(words, team), worded.told(words, team), team.strength),
        Point(words.say("team.doubts"), worded.doubts(words, team, found)),
        Point(words.say("team.few"), worded.chance(words, team, found)),
    )


def team_chart(brief: Brief, team: Dated) -> ChartBlock | None:
    """The gap between the unit and its stand-in, week by week around the date."""
    words, found = brief.words, team.found
    if found is None:
        return None
    chart = charts.event(
        worded.gap(words, team, found),
        event_text=words.say("team.event"),
        across_text=words.say("team.across"),
        title=words.say("team.title"),
        subtitle=words.say("team.subtitle", metric=words.metric(team.metric)),
        note=as_of(brief),
        number=lambda value: words.number(value, "percent", signed=True),
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("team.section"), chart.to_dict(), words.say("team.nav"))


def team_ways(brief: Brief, team: Dated) -> Table | None:
    """One row per way of estimating: how much, from where to where."""
    words, found = brief.words, team.found
    if found is None:
        return None
    return Table(
        section=words.say("team.section_ways"),
        caption=words.say("team.caption"),
        columns=tuple(words.say(f"team.column_{kind}") for kind in ("way", "effect", "interval")),
        rows=tuple(worded.ways(words, found)),
        note=words.say("team.note"),
    )


def team_level(brief: Brief, team: Dated) -> Table | Text | None:
    """One row per belief how far the unit's own level wanders by itself; or why neither is had."""
    words, found = brief.words, team.found
    if found is None:
        return None
    section = words.say("team.section_level")
    compared = [str(code) for code in found.weights["unit"]]
    try:
        level = wandering_level(brief.edition, team, changed=[brief.unit], compared=compared)
    except CannotJudgeError as refusal:
        why = words.refusal(refusal.reason, refusal.numbers)
        return Text(section, (words.say("study.why", why=why),))
    return Table(
        section=section,
        caption=words.say("team.caption_level"),
        columns=tuple(words.say(f"team.column_{kind}") for kind in ("level", "effect", "interval")),
        rows=tuple(worded.levels(words, level)),
        note=words.say("team.note_level"),
        folded=True,
    )


def team_checks(brief: Brief, team: Dated) -> Definitions | None:
    """Would other units, or other dates, look alike? What else happened then?"""
    if team.found is None:
        return None
    return studied.checks(brief, *worded.checks(brief.words, team, team.found))
