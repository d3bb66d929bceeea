"""What followed when one unit's team changed: three estimates, and when to say nothing."""

from dataclasses import dataclass
from math import expm1
from typing import TYPE_CHECKING

import pandas as pd

from hustings import charts
from hustings.errors import UsageError
from hustings.metrics import find_metric
from hustings.page.blocks import ChartBlock, Definitions, Point, Points, Table
from hustings.page.brief import Brief
from hustings.page.sections import studied
from hustings.page.sections.trends import as_of
from hustings.period import Period

if TYPE_CHECKING:
    from hustings.studies.effects.reorganised import TeamChange

NEAR = pd.Timedelta(weeks=3)
STRENGTHS = {"moved": "likely", "largest": "hint", "not_seen": "none", "no_conclusion": "blocked"}


@dataclass(frozen=True)
class Team:
    """A unit whose team changed, the first week after it, and what the study says of one metric."""

    metric: str
    begins: str
    near: tuple[str, ...] = ()  # names of occasions within three weeks
    found: "TeamChange | None" = None
    reason: str = ""
    numbers: tuple[tuple[str, float | str], ...] = ()


def judge_team(brief: Brief, *, begins: str, metric: str) -> Team:
    """Compare this unit with the others of its level, before and after a week.

    Args:    begins: first week after the change, as 2026-W40; metric: one that counts something.
    Raises:  UsageError for a week or metric nobody knows.
    """
    from hustings.studies import CannotJudgeError, team_change

    if find_metric(metric).is_share:
        return Team(metric, begins, reason="share_metric")
    if not begins:
        return Team(metric, begins, reason="no_date")
    near = _near(brief, Period.parse(begins))
    rows = _rows(brief, metric)
    if rows.loc[rows["unit"] == brief.unit, "value"].isna().any():
        return Team(metric, begins, near, reason="missing_weeks")
    try:
        found = team_change(rows, changed=brief.unit, begins=begins, events_near=len(near))
    except CannotJudgeError as refusal:
        numbers = tuple(sorted(refusal.numbers.items()))
        return Team(metric, begins, near, reason=refusal.reason, numbers=numbers)
    return Team(metric, begins, near, found)


def team_answer(brief: Brief, team: Team) -> Points:
    """The verdict, why it is no more than that, and what chance alone could give."""
    words, found = brief.words, team.found
    if found is None:
        return studied.cannot(brief, team.reason, dict(team.numbers))
    head = found.estimates.iloc[0]
    said = {
        "metric": words.metric(team.metric),
        "amount": words.number(expm1(head["effect"]), "percent", signed=True),
        "range": studied.spread(brief, expm1(head["low"]), expm1(head["high"])),
        "units": words.number(len(found.elsewhere) + 1),
        "chance": words.number(found.smallest_p, "percent"),
    }
    doubts = [words.say(f"team.doubt_{doubt}") for doubt in found.reasons]
    lead = studied.told(brief, f"team.lead_{found.verdict}", said)
    told = studied.told(brief, "team.told", said)
    return studied.answer(
        brief,
        Point(lead, told, STRENGTHS[found.verdict]),  # type: ignore[arg-type]
        Point(words.say("team.doubts"), " ".join(doubts) or words.say("team.no_doubt")),
        Point(words.say("team.few"), studied.told(brief, "team.chance", said)),
    )


def team_chart(brief: Brief, team: Team) -> ChartBlock | None:
    """The gap between the unit and its stand-in, week by week around the date."""
    words, found = brief.words, team.found
    if found is None:
        return None
    path = found.path
    at = int((path["period"] < team.begins).sum())
    points = pd.DataFrame(
        {
            "offset": range(-at, len(path) - at),
            "label": [words.day_tick(Period.parse(str(key)).first) for key in path["period"]],
            "value": [expm1(gap) for gap in path["gap"]],
            "low": None,
            "high": None,
        }
    )
    chart = charts.event(
        points,
        event_text=words.say("team.event"),
        across_text=words.say("team.across"),
        title=words.say("team.title"),
        subtitle=words.say("team.subtitle", metric=words.metric(team.metric)),
        note=as_of(brief),
        number=lambda value: words.number(value, "percent", signed=True),
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("team.section"), chart.to_dict(), words.say("team.nav"))


def team_ways(brief: Brief, team: Team) -> Table | None:
    """One row per way of estimating: how much, from where to where."""
    words, found = brief.words, team.found
    if found is None:
        return None
    return Table(
        section=words.say("team.section_ways"),
        caption=words.say("team.caption"),
        columns=tuple(words.say(f"team.column_{kind}") for kind in ("way", "effect", "interval")),
        rows=tuple(
            (
                words.say(f"team.way_{row['way']}"),
                words.number(expm1(row["effect"]), "percent", signed=True),
                studied.spread(brief, expm1(row["low"]), expm1(row["high"])),
            )
            for _, row in found.estimates.iterrows()
        ),
        note=words.say("team.note"),
    )


def team_checks(brief: Brief, team: Team) -> Definitions | None:
    """Would other units, or other dates, look alike? What else happened then?"""
    words, found = brief.words, team.found
    if found is None:
        return None
    own = abs(float(found.estimates.iloc[0]["effect"]))
    others = found.elsewhere["synthetic_difference"].abs()
    earlier = found.earlier["effect"].abs()
    told = {
        "elsewhere": words.say(
            "team.check_elsewhere",
            n=words.number(int((others >= own).sum())),
            units=words.number(len(others)),
        ),
        "earlier": words.say(
            "team.check_earlier",
            n=words.number(int((earlier >= own).sum())),
            dates=words.number(len(earlier)),
        ),
        "near": words.say("team.check_near", names=words.listing(list(team.near)))
        if team.near
        else words.say("team.check_near_none"),
        "one": words.say("team.check_one"),
    }
    return studied.checks(brief, *((words.say(f"team.{k}"), text) for k, text in told.items()))


def _rows(brief: Brief, metric: str) -> pd.DataFrame:
    """One row per unit of this one's level and week."""
    state = brief.edition.manifest.state
    codes = [str(code) for code in brief.edition.under(state, brief.level)["unit"]]
    codes = list(dict.fromkeys([*codes, brief.unit]))
    rows = brief.edition.rows(metric, codes, periods=len(brief.edition.manifest.periods))
    return rows[["unit", "period", "value"]]


def _near(brief: Brief, begins: Period) -> tuple[str, ...]:
    """Listed occasions within three weeks of the date, of this unit or one above it."""
    try:
        rows = brief.edition.table("occasions")
    except UsageError:  # an edition made before they were kept
        return ()
    closure = brief.edition.table("closure")
    above = closure.loc[closure["unit"] == brief.unit, "ancestor"]
    monday = pd.Timestamp(begins.first)
    until = rows["until_on"].fillna(rows["from_on"])
    close = (rows["from_on"] <= monday + NEAR) & (until >= monday - NEAR)
    return tuple(sorted(rows.loc[close & rows["unit"].isin(above), "occasion"].astype(str)))
