"""What followed the training camps: acts in seats that had one, against seats that had none yet."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from hustings.edition.further.finding import head_of
from hustings.edition.further.given import Given, Tables
from hustings.edition.further.strengths import strength_of
from hustings.period import Period
from hustings.privacy import SMALLEST_GROUP
from hustings.studies import (
    CannotJudgeError,
    selection,
    shuffled_before,
    shuffled_p_value,
    staggered_effect,
)

if TYPE_CHECKING:
    from hustings.studies.effects.pretrend import Pretrend
    from hustings.studies.effects.shuffled import ShuffledBefore
    from hustings.studies.effects.staggered import StaggeredEffect

METRIC, LEVEL = "acts", "vidhan_sabha"
TYPES = ("camp", "shivir")
MANY_TREATED = 40  # seats, from which on the formulas' own p-values are used
OWN_WEEK = 1  # the camp's own week: partly before it, and the camp itself is recorded as an act


def camps(given: Given) -> Tables:
    """Judge the camps on weekly acts per assembly seat, in log, in the whole weeks after them.

    Returns: `head`; `points`, one row per number of weeks from the camp's own; `held`, one row
             per camp and seat with who came; `cohorts`, one row per first week with the seats'
             level before.
    Raises:  CannotJudgeError when no camp was held, or there is nobody to compare with.
    """
    held = _held(given)
    if held.empty:
        raise CannotJudgeError("no_camps", "No camp is listed up to the end of the week.")
    panel = _panel(given, held)
    found = staggered_effect(panel, outcome="log_acts", anticipation=OWN_WEEK)
    figures = _effect(found) | _dates(panel)
    figures |= _before(panel, found)
    p_value = _p_value(panel, found, drawn=bool(figures["as_drawn"]))
    effect, low, high = _pooled(found)
    strength = strength_of(
        effect,
        (low, high),
        p_value=p_value,
        breakdown=found.breakdown,
        before=np.nan if figures["before_p"] is None else float(str(figures["before_p"])),
    )
    attended = _attended(given, held)
    return {
        "head": head_of(
            strength=strength, p_value=p_value, camps=held["event"].nunique(), **figures
        ),
        "points": found.events.assign(since=found.events["since"] + OWN_WEEK),
        "held": attended,
        "cohorts": _cohorts(panel),
    }


def _held(given: Given) -> pd.DataFrame:
    """One row per camp and assembly seat it was held for: event, unit, held_on, week."""
    events = given.rows("events")
    events = events[events["type"].isin(TYPES) & (events["held_on"] <= str(given.period.last))]
    seats = given.at_level(LEVEL)["ancestor"].unique()
    above = given.closure.loc[given.closure["unit"].isin(seats), ["unit", "ancestor"]]
    named = above.rename(columns={"unit": "seat", "ancestor": "unit"})
    placed = events.merge(named, on="unit")
    week = [Period.week_of(day.date()).key for day in pd.to_datetime(placed["held_on"])]
    rows = placed[["event", "held_on"]].assign(unit=placed["seat"], week=week)
    return rows.sort_values(["held_on", "unit", "event"], ignore_index=True)


def _panel(given: Given, held: pd.DataFrame) -> pd.DataFrame:
    """One row per seat and week: unit, period, treated_from (week after its camp), log_acts."""
    weekly = given.weekly(METRIC, LEVEL)
    first = held.groupby("unit")["week"].min().map(lambda week: Period.parse(week).next().key)
    return weekly.assign(treated_from=weekly["unit"].map(first), log_acts=np.log1p(weekly["value"]))


def _effect(found: "StaggeredEffect") -> dict[str, object]:
    effect, low, high = _pooled(found)
    return {
        "effect": effect,
        "low": low,
        "high": high,
        "breakdown": found.breakdown,
        "units": found.units,
        "treated": found.treated,
    }


def _before(panel: pd.DataFrame, found: "StaggeredEffect") -> dict[str, object]:
    """The test of the weeks before; by dates drawn anew where the seats are few.

    It looks at changes only, so levels that differ by date do not matter to it.
    """
    before: Pretrend | ShuffledBefore | None = found.pretrend
    if found.treated < MANY_TREATED:
        before = shuffled_before(panel, outcome="log_acts", anticipation=OWN_WEEK, draws=199)
    return {
        "before_p": before.p_value if before else None,
        "before_points": before.points if before else None,
        "drift_missed": before.drift_missed if before else None,
    }


def _pooled(found: "StaggeredEffect") -> tuple[float, float, float]:
    """The headline, in log: the eight whole weeks after the camp, with its interval."""
    row = found.overall[found.overall["way"] == "pooled"].iloc[0]
    return float(row["effect"]), float(row["low"]), float(row["high"])


def _dates(panel: pd.DataFrame) -> dict[str, object]:
    """Whether the dates were as good as drawn; unknown where too little was seen before."""
    try:
        found = selection(panel, outcome="log_acts")
    except CannotJudgeError as refusal:
        return {"as_drawn": 0, "selection_reason": refusal.reason}
    return {
        "as_drawn": int(found.as_drawn),
        "selection_p": found.p_value,
        "eager": found.eager,
    }


def _cohorts(panel: pd.DataFrame) -> pd.DataFrame:
    """Seats by the week of their first camp; that week again, not the first counted one."""
    try:
        groups = selection(panel, outcome="log_acts").groups
    except CannotJudgeError:
        return pd.DataFrame(columns=["treated_from", "units", "level", "slope"])
    week = [
        Period.parse(key).previous().key if isinstance(key, str) else key
        for key in groups["treated_from"]
    ]
    return groups.assign(treated_from=week)


def _p_value(panel: pd.DataFrame, found: "StaggeredEffect", *, drawn: bool) -> float:
    """By dates drawn anew where the seats are few and the dates as good as drawn."""
    if found.treated < MANY_TREATED and drawn:
        return shuffled_p_value(panel, outcome="log_acts", anticipation=OWN_WEEK, draws=199)
    return float(found.overall.loc[found.overall["way"] == "pooled", "p_value"].iloc[0])


def _attended(given: Given, held: pd.DataFrame) -> pd.DataFrame:
    """Each camp with how many were invited, came, and passed modules on average.

    Figures that would describe fewer than five people are left out.
    """
    rows = given.rows("attendance").astype({"attended": "bool"})
    came = rows[rows["attended"]]
    counts = pd.DataFrame(
        {
            "invited": rows.groupby("event").size(),
            "came": came.groupby("event").size(),
            "modules": came.groupby("event")["modules_passed"].mean(),
        }
    )
    each = held.drop(columns="week").merge(counts, left_on="event", right_index=True, how="left")
    each.loc[each["invited"].notna(), "came"] = each["came"].fillna(0)  # a register without a tick
    few = each["came"] < SMALLEST_GROUP
    each.loc[few, ["came", "modules"]] = np.nan
    each.loc[each["invited"] < SMALLEST_GROUP, "invited"] = np.nan
    return each[["event", "unit", "held_on", "invited", "came", "modules"]]
