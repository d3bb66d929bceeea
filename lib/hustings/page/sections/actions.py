"""What to do before Sunday: where, what, who and by when, each by a stated rule."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from hustings.edition.printable import page_rests_on
from hustings.page.blocks import Action, Actions
from hustings.page.brief import Brief, number
from hustings.page.sections.lagging import late_reports, quiet_booths
from hustings.page.sections.steps import worker_steps
from hustings.page.sections.sure import judged
from hustings.privacy import SMALLEST_GROUP
from hustings.wording import freshness

MOST = 5
NAMED = 3  # groups or units named in one action; the rest is counted
LOW_POSTING = 0.5  # share of asked days; below it somebody should call
QUIET_WEEKS = 2  # a booth quiet for one week may be chance; for two somebody should go
SEATS = "vidhan_sabha"


def actions(brief: Brief, *, section: str = "actions") -> Actions:
    """At most five things to do, the most urgent first; the routine when there is nothing."""
    rules = (_falls, _silent, _exports, _old, _reports, _calls, _visits, _lapsed, _rises)
    found = [action for rule in rules for action in rule(brief)]
    if not found:
        found = [*(_visits(brief, least=1) if _within_a_seat(brief) else ()), *_asleep(brief)]
    if not found:
        found = [Action(brief.name(), brief.words.say("action.routine"))]
    return Actions(brief.words.say(f"section.{section}"), tuple(found[:MOST]))


def _who(brief: Brief, role: str) -> str:
    return brief.words.who_by(role, brief.due())


def _head(brief: Brief, unit: str = "") -> str:
    """Who answers for a unit, or for this one."""
    level = str(brief.edition.unit(unit)["level"]) if unit else brief.level
    role = f"{level}_head"
    return role if brief.words.knows(f"role.{role}") else "coordinator"


def _falls(brief: Brief) -> Iterator[Action]:
    """A clear fall below asks for a call; one seen for the first time, for a second look."""
    rows = judged(brief, [brief.unit, *brief.children()])
    rows = rows[rows["direction"] == "down"]
    clear = rows[(rows["strength"] == "clear") & (rows["unit"] != brief.unit)]
    for unit in list(dict.fromkeys(clear["unit"]))[:2]:
        metric = str(clear.loc[clear["unit"] == unit, "metric"].iloc[0])
        call = brief.words.say("action.call_about", metric=brief.words.metric(metric))
        yield Action(brief.name(str(unit)), call, _who(brief, _head(brief)))
    for _, row in rows[rows["strength"] == "likely"].head(1).iterrows():
        again = brief.words.say("action.confirm", metric=brief.words.metric(str(row["metric"])))
        yield Action(brief.name(str(row["unit"])), again, _who(brief, "strategist"))


def _groups(brief: Brief) -> pd.DataFrame:
    return brief.edition.within("groups", brief.unit)


def _places(brief: Brief, units: "pd.Series[str]") -> str:
    """Where some groups belong, as a reader looks for it."""
    names = list(dict.fromkeys(brief.name(str(code)) for code in units))
    return brief.words.listing(names, most=NAMED)


def _silent(brief: Brief) -> Iterator[Action]:
    """Groups seen to the end of the week whose last message is too old."""
    groups = _groups(brief)
    end = pd.Timestamp(brief.period.ends_at)
    limit = pd.Timedelta(days=brief.settings.thresholds.silent_days)
    quiet = groups[groups["reaches_week_end"].fillna(False) & (end - groups["last_at"] >= limit)]
    if quiet.empty:
        return
    days = brief.words.count("day", int((end - quiet["last_at"].max()).days))
    names = brief.words.listing([str(name) for name in quiet["name"]], most=NAMED)
    what = brief.words.say("action.wake_groups", groups=names, days=days)
    head = _head(brief, str(quiet["unit"].iloc[0]) if len(quiet) == 1 else "")
    yield Action(_places(brief, quiet["unit"]), what, _who(brief, head))


def _exports(brief: Brief) -> Iterator[Action]:
    """Groups whose newest export does not reach the end of the week."""
    groups = _groups(brief)
    behind = groups[~groups["reaches_week_end"].fillna(False) & groups["privacy_switch_at"].isna()]
    if behind.empty:
        return
    names = brief.words.listing([str(name) for name in behind["name"]], most=NAMED)
    what = brief.words.say("action.send_export", groups=names)
    yield Action(_places(brief, behind["unit"]), what, _who(brief, "data_head"))


def _old(brief: Brief) -> Iterator[Action]:
    """What is too old to show, chats apart: the rule above names their groups."""
    stale = page_rests_on(brief.ages, "", brief.unit, brief.edition.manifest.state)
    inputs = [age.input for age in stale if age.input.kind != "chats"]
    if names := freshness.named(brief.words, inputs):
        what = brief.words.say("action.send_again", what=brief.words.listing(names, most=NAMED))
        yield Action(brief.name(), what, _who(brief, "data_head"))


def _reports(brief: Brief) -> Iterator[Action]:
    """Units below whose written report did not come on time."""
    late, _ = late_reports(brief)
    if late:
        names = brief.words.listing([brief.name(code) for code in late], most=NAMED)
        what = brief.words.say("action.send_report", period=brief.words.period(brief.period))
        yield Action(names, what, _who(brief, f"{brief.settings.reporting.level}_head"))


def _calls(brief: Brief) -> Iterator[Action]:
    """Units below that posted on fewer than half of the days asked."""
    children = brief.children()
    if not children:
        return
    rows = brief.edition.rows("posting_compliance", children).dropna(subset=["value"])
    low = rows[rows["value"] < LOW_POSTING]
    if not low.empty:
        worst = low.sort_values("value")["unit"].head(NAMED)
        names = brief.words.listing([brief.name(str(code)) for code in worst])
        metric = brief.words.metric("posting_compliance")
        call = brief.words.say("action.call_about", metric=metric)
        yield Action(names, call, _who(brief, _head(brief)))


def _visits(brief: Brief, *, least: int = QUIET_WEEKS) -> Iterator[Action]:
    """Booths quiet for two weeks or more: named within a seat, counted above it."""
    quiet, _ = quiet_booths(brief)
    long = sorted((code for code in quiet if quiet[code] >= least), key=lambda c: -quiet[c])
    if not long:
        return
    words, days = brief.words, brief.words.count("week", least)
    if not _within_a_seat(brief):
        seat, booths = _seat_of_most(brief, long)
        what = words.say(
            "action.visit_some", booths=words.count("booth_oblique", booths), weeks=days
        )
        yield Action(brief.name(seat), what, _who(brief, _head(brief, seat)))
        return
    names = words.listing([brief.place(code) for code in long], most=NAMED)
    what = words.say("action.visit_week", booths=names)
    if least > 1:
        what = words.say("action.visit_booths", booths=names, weeks=days)
    yield Action(brief.name(), what, _who(brief, _head(brief)))


def _within_a_seat(brief: Brief) -> bool:
    """Whether the unit is small enough that its booths can be named."""
    return brief.level not in ("state", "lok_sabha", "district")


def _seat_of_most(brief: Brief, booths: list[str]) -> tuple[str, int]:
    """The assembly seat with most of some booths, and how many of them."""
    closure = brief.edition.table("closure")
    above = closure[closure["unit"].isin(booths) & (closure["level"] == SEATS)]
    return Counter(map(str, above["ancestor"])).most_common(1)[0]


def _lapsed(brief: Brief) -> Iterator[Action]:
    """Workers active last week and not in this: enough of them that nobody is singled out."""
    steps = worker_steps(brief)
    gone = number(steps["lapsed"]) if steps is not None else None
    if gone is not None and gone >= SMALLEST_GROUP and brief.level != "state":
        people = brief.words.count("worker_oblique", int(gone))
        what = brief.words.say("action.win_back", workers=people)
        yield Action(brief.name(), what, _who(brief, _head(brief)))


def _asleep(brief: Brief) -> Iterator[Action]:
    """Workers on the roster without an act in four weeks: work for a week without alarms."""
    steps = worker_steps(brief)
    if steps is None or pd.isna(steps["recent"]) or brief.level == "state":
        return
    people = int(steps["registered"] - steps["recent"])
    if people >= SMALLEST_GROUP:
        what = brief.words.say(
            "action.wake_workers", workers=brief.words.count("worker_oblique", people)
        )
        yield Action(brief.name(), what, _who(brief, _head(brief)))


def _rises(brief: Brief) -> Iterator[Action]:
    """A clear rise below is worth showing to the others."""
    rows = judged(brief, brief.children()) if brief.children() else pd.DataFrame()
    if rows.empty:
        return
    rows = rows[(rows["direction"] == "up") & (rows["strength"] == "clear")]
    for _, row in rows.head(1).iterrows():
        if brief.words.lexicon(str(row["metric"])).better == "higher":
            what = brief.words.say("action.share_method")
            yield Action(brief.name(str(row["unit"])), what, _who(brief, _head(brief)))
