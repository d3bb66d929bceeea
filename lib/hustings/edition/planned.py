"""In which order to hold the coming camps, planned from a frozen edition."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hustings.edition.edition import Edition
from hustings.edition.further.finding import Finding

if TYPE_CHECKING:
    from hustings.studies.effects.planner import CampPlan

METRIC, LEVEL = "acts", "vidhan_sabha"  # what the page on past camps judges
OWN_WEEKS = 1  # of a camp, which that page does not count


@dataclass(frozen=True)
class Planned:
    """The plan of so many weeks from the next one on, or why there is none."""

    weeks: int
    camps_a_week: int
    held: int = 0  # seats that had a camp already, and are not planned
    plan: "CampPlan | None" = None
    reason: str = ""
    numbers: tuple[tuple[str, float | str], ...] = ()


def plan_next_camps(edition: Edition, *, weeks: int, camps_a_week: int) -> Planned:
    """An order of camps for the assembly seats that had none yet, from their weekly acts in log.

    Raises: UsageError for fewer than four weeks, or no camp a week.
    """
    from hustings.studies import CannotJudgeError, plan_camps

    past_camps = Finding.of(edition, "camps")
    if past_camps.reason not in ("", "no_camps"):  # which seats had one is not known
        numbers = tuple(sorted(past_camps.refused.items()))
        return Planned(weeks, camps_a_week, reason=past_camps.reason, numbers=numbers)
    held = set(past_camps.table("held")["unit"])
    seats = edition.under(edition.manifest.state, LEVEL)["unit"]
    waiting = [str(code) for code in seats if code not in held]
    rows = edition.rows(METRIC, waiting, periods=len(edition.manifest.periods))
    past = rows[["unit", "period"]].assign(value=np.log1p(rows["value"]))
    try:
        plan = plan_camps(past, weeks=weeks, camps_a_week=camps_a_week, own_weeks=OWN_WEEKS)
    except CannotJudgeError as refusal:
        numbers = tuple(sorted(refusal.numbers.items()))
        return Planned(weeks, camps_a_week, len(held), reason=refusal.reason, numbers=numbers)
    return Planned(weeks, camps_a_week, len(held), plan)
