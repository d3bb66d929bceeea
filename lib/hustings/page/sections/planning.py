"""In which order to hold the coming camps: what it could show, the order, and how to keep it."""

from math import expm1, isinf
from typing import TYPE_CHECKING

import pandas as pd

from hustings.edition.freshness import STALE
from hustings.edition.planned import Planned, plan_next_camps
from hustings.page.blocks import Definitions, Point, Points, Table
from hustings.page.brief import Brief
from hustings.page.sections import studied
from hustings.period import Period

if TYPE_CHECKING:
    from hustings.studies.effects.planner import CampPlan


def plan_camps(brief: Brief, *, weeks: int, camps_a_week: int) -> Planned:
    """Plan so many weeks from the next one on.

    Raises: UsageError for fewer than four weeks, or no camp a week.
    """
    return plan_next_camps(brief.edition, weeks=weeks, camps_a_week=camps_a_week)


def plan_answer(brief: Brief, planned: Planned) -> Points:
    """The smallest effect the order could show, against the one chosen by hand; who is left out."""
    words, plan = brief.words, planned.plan
    if plan is None:
        if planned.reason == STALE:
            return studied.blocked(brief, brief.too_old_answer("camps"))
        return studied.cannot(brief, planned.reason, dict(planned.numbers))
    said = _figures(brief, planned, plan)
    by_hand = "by_hand_never" if isinf(plan.by_hand) else "by_hand"
    return studied.answer(
        brief,
        Point(words.told("plan.lead", said), words.told("plan.told", said)),
        Point(words.say("plan.hand"), words.told(f"plan.{by_hand}", said)),
        Point(words.say("plan.who"), words.told("plan.left", said)),
    )


def plan_order(brief: Brief, planned: Planned) -> Table | None:
    """One row per week with camps, and a last one of seats whose camp comes afterwards."""
    words, plan = brief.words, planned.plan
    if plan is None:
        return None
    order = plan.order
    weeks = sorted(order["week"].dropna().astype(int).unique())
    groups = [(week, order[order["week"] == week]) for week in weeks]
    after = order[order["week"].isna()]
    groups += [(0, after)] if len(after) else []
    kinds = ("week", "seats", "names")
    return Table(
        section=words.say("plan.section"),
        nav=words.say("plan.nav"),
        caption=words.say("plan.caption"),
        columns=tuple(words.say(f"plan.column_{kind}") for kind in kinds),
        rows=tuple(_row(brief, week, part) for week, part in groups),
        note=words.say("plan.note"),
    )


def plan_checks(brief: Brief, planned: Planned) -> Definitions | None:
    """What the promise rests on, and what would break it."""
    words, plan = brief.words, planned.plan
    if plan is None:
        return None
    said = _figures(brief, planned, plan)
    names = ("fair", "power", "keep", "counted")
    told = ((words.say(f"plan.{name}"), words.told(f"plan.check_{name}", said)) for name in names)
    return studied.checks(brief, *told)


def _row(brief: Brief, week: int, part: pd.DataFrame) -> tuple[str, ...]:
    words = brief.words
    monday = words.say("plan.afterwards")
    if week:
        monday = words.day(_ahead(brief.period, week).first)
    names = [brief.name(str(code)) for code in part["unit"]]
    return (monday, words.number(len(names)), words.listing(names))


def _ahead(period: Period, weeks: int) -> Period:
    for _ in range(weeks):
        period = period.next()
    return period


def _figures(brief: Brief, planned: Planned, plan: "CampPlan") -> dict[str, str]:
    words, dated = brief.words, int(plan.order["week"].notna().sum())
    return {
        "amount": words.number(expm1(plan.smallest_effect), "percent"),
        "by_hand": words.number(expm1(plan.by_hand), "percent"),
        "weeks": words.count("week", planned.weeks),
        "most": words.number(planned.camps_a_week),
        "seats": words.number(dated),
        "after": words.number(len(plan.order) - dated),
        "held": words.number(planned.held),
        "left_out": words.number(len(plan.left_out)),
        "leaning": words.number(plan.leaning, "rate", decimals=2),
        "leaning_by_hand": words.number(plan.leaning_by_hand, "rate", decimals=2),
    }
