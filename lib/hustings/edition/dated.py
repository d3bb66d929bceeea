"""What followed a date that was named, in some units against others, asked of a frozen edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from hustings.edition.edition import Edition
from hustings.edition.freshness import STALE
from hustings.edition.further.strengths import Strength
from hustings.errors import UsageError
from hustings.metrics import find_metric
from hustings.period import Period

if TYPE_CHECKING:
    from hustings.studies.effects.reorganised import TeamChange
    from hustings.studies.effects.structural import Structural

NEAR = pd.Timedelta(weeks=3)
RATES = ("share", "times", "acts per worker")  # of a rate, a log would not be what it says
STRENGTHS: dict[str, Strength] = {
    "moved": "likely",
    "largest": "hint",
    "not_seen": "none",
    "no_conclusion": "blocked",
}
"""The word for each verdict; never "clear", which needs a date that others had at other times."""


@dataclass(frozen=True)
class Dated:
    """One metric, the units a change was made in, its first week, and what the study says."""

    metric: str
    begins: str
    near: tuple[str, ...] = ()  # names of occasions within three weeks
    found: "TeamChange | None" = None
    reason: str = ""
    numbers: tuple[tuple[str, float | str], ...] = ()
    left_out: int = 0  # units asked to compare with that lack a week

    @property
    def strength(self) -> Strength:
        """How sure that is: likely, hint, none, or blocked."""
        return STRENGTHS[self.found.verdict] if self.found else "blocked"


def judge_dated(
    edition: Edition, *, changed: Sequence[str], compared: Sequence[str], begins: str, metric: str
) -> Dated:
    """Compare units with others before and after a week; a refusal is an answer with its reason.

    Args:
        changed: the units that changed. compared: those they are held against; of units in both,
            and of those with a week missing, none is compared with.
        begins: first week after the change, as 2026-W40. metric: one that counts something.

    Raises: UsageError for a unit, week or metric nobody knows.
    """
    from hustings.studies import CannotJudgeError, team_change

    unasked = _unasked(changed, begins, metric)
    if unasked:
        return Dated(metric, begins, reason=unasked)
    near = occasions_near(edition, changed, Period.parse(begins))
    codes = list(dict.fromkeys([*changed, *compared]))
    rows = edition.rows(metric, codes, periods=len(edition.manifest.periods))
    unfit = _unfit(rows, changed)
    if unfit:
        return Dated(metric, begins, near, reason=unfit)
    table = rows[["unit", "period", "value"]]
    try:
        found = team_change(table, changed=changed, begins=begins, events_near=len(near))
    except CannotJudgeError as refusal:
        numbers = tuple(sorted(refusal.numbers.items()))
        return Dated(metric, begins, near, reason=refusal.reason, numbers=numbers)
    left_out = len(codes) - found.changed - len(found.weights)
    return Dated(metric, begins, near, found, left_out=left_out)


def wandering_level(
    edition: Edition, dated: Dated, *, changed: Sequence[str], compared: Sequence[str]
) -> "Structural":
    """The same date, with a level of the changed units' own that may wander beside the others.

    Args:
        dated: a date that was judged, of these changed units. compared: all it was judged
            against, or some of them; of these, and of the changed, the mean log is taken.

    Returns: effects in log.
    Raises:  CannotJudgeError where the series are too short, or never moved.
    """
    from hustings.studies import structural_series

    rows = edition.rows(dated.metric, [*changed, *compared], periods=len(edition.manifest.periods))
    logs = rows.assign(log=np.log1p(rows["value"])).pivot_table("log", "period", "unit")
    table = pd.DataFrame({"own": logs[list(changed)].mean(axis=1),
                          "others": logs[list(compared)].mean(axis=1)})  # fmt: skip
    return structural_series(
        table.reset_index(), outcome="own", begins=dated.begins, beside=["others"]
    )


def _unasked(changed: Sequence[str], begins: str, metric: str) -> str:
    """What the question lacks; nothing where it can be asked."""
    if find_metric(metric).measured_in in RATES:
        return "share_metric"
    if not begins:
        return "no_date"
    return "" if changed else "no_unit"


def _unfit(rows: pd.DataFrame, changed: Sequence[str]) -> str:
    """What keeps the figures from a comparison; nothing where they can be compared."""
    if (rows["status"] == STALE).any():
        return STALE
    if rows.loc[rows["unit"].isin(changed), "value"].isna().any():
        return "missing_weeks"
    return "below_zero" if (rows["value"] < 0).any() else ""


def same_level(edition: Edition, unit: str) -> list[str]:
    """Codes of the state's units of one unit's level, itself among them."""
    level = str(edition.unit(unit)["level"])
    return [str(code) for code in edition.under(edition.manifest.state, level)["unit"]]


def siblings(edition: Edition, unit: str) -> list[str]:
    """Codes of the units of its level right below the same one, itself among them.

    A unit of both trees has its siblings in the seat tree.
    """
    own, units = edition.unit(unit), edition.table("units")
    tree = "seat_parent" if isinstance(own["seat_parent"], str) else "district_parent"
    alike = (units[tree] == own[tree]) & (units["level"] == own["level"])
    return [str(code) for code in units.loc[alike, "unit"]]


def occasions_near(edition: Edition, units: Sequence[str], begins: Period) -> tuple[str, ...]:
    """Listed occasions within three weeks of a date, of these units or any above them."""
    try:
        rows = edition.table("occasions")
    except UsageError:  # an edition made before they were kept
        return ()
    return occasions_within(rows, edition.table("closure"), units, begins)


def occasions_within(
    rows: pd.DataFrame, closure: pd.DataFrame, units: Sequence[str], begins: Period
) -> tuple[str, ...]:
    """The same, of a list of occasions and the units above each."""
    above = closure.loc[closure["unit"].isin(units), "ancestor"]
    monday = pd.Timestamp(begins.first)
    starts = pd.to_datetime(rows["from_on"])
    until = pd.to_datetime(rows["until_on"]).fillna(starts)
    close = (starts <= monday + NEAR) & (until >= monday - NEAR)
    return tuple(sorted(rows.loc[close & rows["unit"].isin(above), "occasion"].astype(str)))
