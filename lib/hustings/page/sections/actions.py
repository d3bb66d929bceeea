"""What to do before Sunday: each by a stated rule, from what the edition shows."""

import pandas as pd

from hustings.page.blocks import Action, Actions
from hustings.page.brief import Brief, number
from hustings.page.sections.sure import judged

MOST = 5
NAMED = 3  # groups or units named in one action; the rest is counted
LOW_POSTING = 0.5  # share of asked days; below it somebody should call


def actions(brief: Brief) -> Actions:
    """At most five things to do, the most urgent first; the routine when there is nothing."""
    found = [*_falls(brief), *_silent(brief), *_exports(brief), *_reports(brief), *_calls(brief)]
    if not found:
        found = [Action(brief.name(), brief.words.say("action.routine"))]
    return Actions(brief.words.say("section.actions"), tuple(found[:MOST]))


def _who(brief: Brief, role: str) -> str:
    return brief.words.who_by(role, brief.due())


def _head(brief: Brief) -> str:
    """Who answers for this unit."""
    role = f"{brief.level}_head"
    return role if brief.words.knows(f"role.{role}") else "coordinator"


def _falls(brief: Brief) -> list[Action]:
    """A clear fall below asks for a call; one seen for the first time, for a second look."""
    rows = judged(brief, [brief.unit, *brief.children()])
    rows = rows[rows["direction"] == "down"]
    found = []
    clear = rows[(rows["strength"] == "clear") & (rows["unit"] != brief.unit)]
    for unit in list(dict.fromkeys(clear["unit"]))[:2]:
        place = brief.name(str(unit))
        call = brief.words.say("action.call", units=place)
        found.append(Action(place, call, _who(brief, _head(brief))))
    for _, row in rows[rows["strength"] == "likely"].head(1).iterrows():
        again = brief.words.say("action.confirm", metric=brief.words.metric(str(row["metric"])))
        found.append(Action(brief.name(str(row["unit"])), again, _who(brief, "strategist")))
    return found


def _groups(brief: Brief) -> pd.DataFrame:
    closure = brief.edition.table("closure")
    below = closure.loc[closure["ancestor"] == brief.unit, "unit"]
    groups = brief.edition.table("groups")
    return groups[groups["unit"].isin(below)]


def _silent(brief: Brief) -> list[Action]:
    """Groups seen to the end of the week whose last message is too old."""
    groups = _groups(brief)
    end = pd.Timestamp(brief.period.ends_at)
    limit = pd.Timedelta(days=brief.settings.thresholds.silent_days)
    quiet = groups[groups["reaches_week_end"].fillna(False) & (end - groups["last_at"] >= limit)]
    if quiet.empty:
        return []
    days = brief.words.count("day", int((end - quiet["last_at"].max()).days))
    names = brief.words.listing([str(name) for name in quiet["name"]], most=NAMED)
    what = brief.words.say("action.wake_groups", groups=names, days=days)
    return [Action(brief.name(), what, _who(brief, _head(brief)))]


def _exports(brief: Brief) -> list[Action]:
    """Groups whose newest export does not reach the end of the week."""
    groups = _groups(brief)
    behind = groups[~groups["reaches_week_end"].fillna(False) & groups["privacy_switch_at"].isna()]
    if behind.empty:
        return []
    names = brief.words.listing([str(name) for name in behind["name"]], most=NAMED)
    what = brief.words.say("action.send_export", groups=names)
    return [Action(brief.name(), what, _who(brief, "data_head"))]


def _reports(brief: Brief) -> list[Action]:
    """Units below whose written report did not come on time."""
    level = brief.settings.reporting.level
    units = [str(code) for code in brief.edition.under(brief.unit, level)["unit"]]
    if not units:
        return []
    rows = brief.edition.rows("reports_on_time", units)
    late = rows[rows["value"] == 0]["unit"]
    if late.empty:
        return []
    names = brief.words.listing([brief.name(str(code)) for code in late], most=NAMED)
    what = brief.words.say("action.send_report", period=brief.words.period(brief.period))
    return [Action(names, what, _who(brief, f"{level}_head"))]


def _calls(brief: Brief) -> list[Action]:
    """Units below that posted on fewer than half of the days asked."""
    children = brief.children()
    if not children:
        return []
    rows = brief.edition.rows("posting_compliance", children)
    low = rows[rows["value"].map(lambda value: (number(value) or 1.0) < LOW_POSTING)]
    if low.empty:
        return []
    worst = low.sort_values("value")["unit"].head(NAMED)
    names = brief.words.listing([brief.name(str(code)) for code in worst])
    call = brief.words.say("action.call", units=names)
    return [Action(names, call, _who(brief, _head(brief)))]
