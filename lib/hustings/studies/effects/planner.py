"""In which order to hold the camps, so that their effect can be seen at all.

A staggered rollout is a stepped wedge (Hussey and Hughes, Contemporary Clinical Trials 28, 2007).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hustings.errors import InputError, UsageError
from hustings.studies.asked import require
from hustings.studies.effects.cells import FEWEST_COMPARED
from hustings.studies.effects.detectable import smallest_effect, unit_noise
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

SEED = 1
FEWEST_UNITS, FEWEST_WEEKS = 6, 4
ORDERS_TRIED = 2000
TRIED = 12  # last weeks, and numbers of groups to each


@dataclass(frozen=True)
class CampPlan:
    """A proposed order of camps, and what it could detect.

    `order`: one row per unit: the week of its camp (1 is the first planned week), none for
    units whose camp comes after the comparison. `left_out`: units that lack a past week, and so
    have no place in the order. `smallest_effect`: the effect, in the units of the outcome, that
    would be seen four times in five; `by_hand` the same for the order people choose (strongest
    units first, as early as the camps allow). `leaning`: how far the proposed and the hand-made
    order follow the past level, -1 to 1; near 0 is fair.
    """

    order: pd.DataFrame
    left_out: tuple[str, ...]
    smallest_effect: float
    by_hand: float
    leaning: float
    leaning_by_hand: float


def plan_camps(
    past: pd.DataFrame,
    *,
    weeks: int,
    camps_a_week: int,
    outcome: str = "value",
    own_weeks: int = 0,
) -> CampPlan:
    """Spread camps over weeks so that early and late units are alike and the effect shows.

    Of even spreads of groups over the weeks, with one group left for the end, and of all
    camps at once, the one that shows the smallest effect is taken. Which unit goes when is drawn,
    and of two thousand draws the one least related to the past level and trend is proposed. It is
    a draw, so randomisation inference holds afterwards.

    Args:
        past: one row per `unit` and `period` before the camps; no treatment in it.
        weeks: planned weeks in which the outcome will be measured, the first without a camp.
        camps_a_week: how many units can have their camp in one week.
        own_weeks: weeks from the camp's own on that will not be counted.

    Raises:
        CannotJudgeError: fewer than six units or four past periods, or so few camps a week that
            no two units of a date could be compared with any others.
        UsageError: fewer than four weeks planned, or no camp a week.
        InputError: a missing column, or a unit twice in a period.
    """
    _plannable(weeks, camps_a_week)
    wide, left_out = _past(past, outcome)
    values = wide.to_numpy()
    level = values.mean(axis=1)
    slope = values @ _slope_weights(values.shape[1])
    noise, fade = unit_noise(values)

    def shows(dates: Floats) -> float:
        return smallest_effect(
            dates + own_weeks, weeks, noise=noise, fade=fade, anticipation=own_weeks
        )

    units, counted = len(wide), weeks - own_weeks
    dates = min(_spreads(units, counted, camps_a_week), key=shows)
    if np.isinf(shows(dates)):
        raise CannotJudgeError("no_order_shows", "No order of so few camps could show an effect.")
    drawn = _fairest(dates, np.column_stack([level, slope]))
    by_hand = np.empty(units)
    by_hand[np.argsort(-level, kind="stable")] = _at_once(units, counted, camps_a_week)
    order = pd.DataFrame({"unit": wide.index, "week": np.where(np.isinf(drawn), np.nan, drawn)})
    return CampPlan(
        order.sort_values(["week", "unit"], ignore_index=True),
        left_out,
        shows(drawn),
        shows(by_hand),
        _leaning(drawn, level),
        _leaning(by_hand, level),
    )


def _plannable(weeks: int, camps_a_week: int) -> None:
    if weeks < FEWEST_WEEKS:
        raise UsageError(
            f"{weeks} weeks are too few to plan camps over.", fix=f"Plan {FEWEST_WEEKS} or more."
        )
    if camps_a_week < 1:
        raise UsageError("No camp could be held in a week.", fix="Allow one a week or more.")


def _past(past: pd.DataFrame, outcome: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Units with a value in every past period, by period; and the names of the others."""
    require(past, ["unit", "period", outcome], "past")
    if past.duplicated(["unit", "period"]).any():
        raise InputError("A unit stands twice in one period.", fix="One row per unit and period.")
    wide = past.pivot(index="unit", columns="period", values=outcome).sort_index(axis=1)  # noqa: PD010
    whole = wide.dropna()
    if len(whole) < FEWEST_UNITS:
        raise CannotJudgeError(
            "too_few_units", "Too few units to plan a comparison.", units=len(whole),
            needed=FEWEST_UNITS,
        )  # fmt: skip
    if whole.shape[1] < FEWEST_WEEKS:
        raise CannotJudgeError(
            "too_few_past_weeks", "Too few past weeks to plan by.", weeks=whole.shape[1],
            needed=FEWEST_WEEKS,
        )  # fmt: skip
    return whole, tuple(str(name) for name in wide.index.difference(whole.index))


def _spreads(units: int, weeks: int, camps_a_week: int) -> Iterator[Floats]:
    """Dates in equal groups from week 2 on, the last group without a camp; and all at once.

    No group is smaller than can be compared. Over a long time not every last week and number of
    groups is tried, but some of each from few to many: neighbours differ by little.
    """
    yield _at_once(units, weeks, camps_a_week)
    for last in _some(2, weeks):
        for groups in _some(2, min(last, units // FEWEST_COMPARED)):
            steps = np.linspace(2, last, groups - 1).round()
            dates = np.sort(np.resize(np.append(steps, np.inf), units))
            if np.unique(dates[np.isfinite(dates)], return_counts=True)[1].max() <= camps_a_week:
                yield dates


def _some(first: int, last: int) -> list[int]:
    """Whole numbers from the first to the last, a dozen at most."""
    return sorted({round(one) for one in np.linspace(first, last, min(last - first + 1, TRIED))})


def _at_once(units: int, weeks: int, camps_a_week: int) -> Floats:
    week = 2 + np.arange(units) // camps_a_week
    return np.where(week <= weeks, week, np.inf).astype(float)


def _fairest(dates: Floats, traits: Floats) -> Floats:
    """Of many draws, the one whose dates follow the units' past least."""
    rng = np.random.default_rng(SEED)
    known = _known(dates)
    spread = traits - traits.mean(axis=0)
    spread /= np.where(spread.std(axis=0) > 0, spread.std(axis=0), 1.0)
    draws = np.array([rng.permutation(len(dates)) for _ in range(ORDERS_TRIED)])
    centred = known - known.mean()
    follows = np.abs(centred[draws] @ spread).max(axis=1)
    return np.asarray(dates[draws[int(np.argmin(follows))]])


def _leaning(dates: Floats, level: Floats) -> float:
    known = _known(dates)
    same = level.std() == 0 or known.std() == 0
    return 0.0 if same else float(np.corrcoef(-known, level)[0, 1])


def _known(dates: Floats) -> Floats:
    """Dates with those after the comparison one week after the last."""
    return np.where(np.isinf(dates), dates[np.isfinite(dates)].max() + 1, dates)


def _slope_weights(periods: int) -> Floats:
    time = np.arange(periods) - (periods - 1) / 2
    return np.asarray(time / (time**2).sum())
