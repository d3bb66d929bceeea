"""In which order to hold the camps, so that their effect can be seen at all.

A staggered rollout is a stepped wedge (Hussey and Hughes, Contemporary Clinical Trials 28, 2007).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from hustings.errors import InputError
from hustings.studies.effects.panel import EffectPanel
from hustings.studies.effects.shuffled import pooled_effect
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

SEED = 1
POWER, DOUBT = 0.8, 0.05
FEWEST_UNITS, FEWEST_WEEKS = 6, 4
ORDERS_TRIED = 2000
CAMPAIGNS_DRAWN = 200


@dataclass(frozen=True)
class CampPlan:
    """A proposed order of camps, and what it could detect.

    `order`: one row per unit: the week of its camp (1 is the first planned week), none for
    units whose camp comes after the comparison. `smallest_effect`: the effect, in the units
    of the outcome, that would be seen four times in five; `by_hand` the same for the order
    people choose (strongest units first, as early as the camps allow). `leaning`: how far the
    proposed and the hand-made order follow the past level, -1 to 1; near 0 is fair.
    """

    order: pd.DataFrame
    smallest_effect: float
    by_hand: float
    leaning: float
    leaning_by_hand: float


def plan_camps(
    past: pd.DataFrame, *, weeks: int, camps_a_week: int, outcome: str = "value"
) -> CampPlan:
    """Spread camps over weeks so that early and late units are alike and the effect shows.

    The spread over weeks is even, with an equal group left for the end; which unit goes when
    is drawn, and of two thousand draws the one least related to the past level and trend is
    proposed. It is a draw, so randomisation inference holds afterwards.

    Args:
        past: one row per `unit` and `period` before the camps; no treatment in it.
        weeks: planned weeks in which the outcome will be measured, the first without a camp.
        camps_a_week: how many units can have their camp in one week.

    Raises:
        CannotJudgeError: fewer than six units, four past periods or four weeks.
        InputError: a missing column, or a unit twice in a period.
    """
    wide = _past(past, outcome)
    if len(wide) < FEWEST_UNITS or wide.shape[1] < FEWEST_WEEKS or weeks < FEWEST_WEEKS:
        raise CannotJudgeError(
            "too_few_units", "Too few units or weeks to plan a comparison.", units=len(wide),
            needed=FEWEST_UNITS,
        )  # fmt: skip
    values = wide.to_numpy()
    level = values.mean(axis=1)
    slope = values @ _slope_weights(values.shape[1])
    dates = _spread(len(wide), weeks, camps_a_week)
    drawn = _fairest(dates, np.column_stack([level, slope]))
    by_hand = np.empty(len(wide))
    by_hand[np.argsort(-level, kind="stable")] = _at_once(len(wide), weeks, camps_a_week)
    noise, fade = _noise(values)
    order = pd.DataFrame({"unit": wide.index, "week": np.where(np.isinf(drawn), np.nan, drawn)})
    return CampPlan(
        order.sort_values(["week", "unit"], ignore_index=True),
        smallest_effect(drawn, weeks, noise=noise, fade=fade),
        smallest_effect(by_hand, weeks, noise=noise, fade=fade),
        _leaning(drawn, level),
        _leaning(by_hand, level),
    )


def smallest_effect(dates: Floats, weeks: int, *, noise: float, fade: float) -> float:
    """The effect seen four times in five at the 5 % level, by the estimate to be used later.

    Campaigns without any effect are drawn with these dates; how far the pooled effect strays
    in them tells what could be seen. Infinite where the dates leave nobody to compare with.

    Args:
        dates: week of each unit's camp, 1 the first planned; infinite where it has none.
        noise: standard deviation of one unit-week's error.
        fade: likeness of a unit's errors from one week to the next, 0 to 1.
    """
    rng = np.random.default_rng(SEED)
    first = dates - 1
    strays = []
    for _ in range(CAMPAIGNS_DRAWN):
        error = _faded(rng, (len(dates), weeks), fade) * noise
        one = EffectPanel(np.arange(len(dates)).astype(object), np.arange(weeks).astype(object),
                          error, first, np.zeros((len(dates), 0)))  # fmt: skip
        effect = pooled_effect(one)
        if effect is None:
            return float("inf")
        strays.append(effect)
    width = float(norm.ppf(1 - DOUBT / 2) + norm.ppf(POWER))
    return width * float(np.sqrt(np.mean(np.square(strays))))


def _faded(rng: np.random.Generator, shape: tuple[int, int], fade: float) -> Floats:
    fresh = rng.normal(size=shape)
    error = fresh.copy()
    for week in range(1, shape[1]):
        error[:, week] = fade * error[:, week - 1] + fresh[:, week] * (1 - fade**2) ** 0.5
    return error


def _past(past: pd.DataFrame, outcome: str) -> pd.DataFrame:
    gone = [name for name in ("unit", "period", outcome) if name not in past]
    if gone:
        raise InputError(f"The past has no column {gone[0]!r}.", fix="unit, period and the outcome")
    if past.duplicated(["unit", "period"]).any():
        raise InputError("A unit stands twice in one period.", fix="One row per unit and period.")
    return past.pivot(index="unit", columns="period", values=outcome).dropna().sort_index(axis=1)  # noqa: PD010


def _spread(units: int, weeks: int, camps_a_week: int) -> Floats:
    """Dates in equal groups over weeks 2 and later, the last group without a camp."""
    groups = min(weeks, units)
    steps = np.linspace(2, weeks, groups - 1).round() if groups > 1 else np.array([2.0])
    even = np.resize(np.append(steps, np.inf), units)
    dates = np.sort(even)
    for week in range(2, weeks):
        late = np.flatnonzero(dates == week)[camps_a_week:]
        dates[late] = week + 1
    dates[np.flatnonzero(dates == weeks)[camps_a_week:]] = np.inf
    return np.sort(dates)


def _at_once(units: int, weeks: int, camps_a_week: int) -> Floats:
    week = 2 + np.arange(units) // camps_a_week
    return np.where(week <= weeks, week, np.inf).astype(float)


def _fairest(dates: Floats, traits: Floats) -> Floats:
    """Of many draws, the one whose dates follow the units' past least."""
    rng = np.random.default_rng(SEED)
    known = np.where(np.isinf(dates), dates[np.isfinite(dates)].max() + 1, dates)
    spread = traits - traits.mean(axis=0)
    spread /= np.where(spread.std(axis=0) > 0, spread.std(axis=0), 1.0)
    draws = np.array([rng.permutation(len(dates)) for _ in range(ORDERS_TRIED)])
    centred = known - known.mean()
    follows = np.abs(centred[draws] @ spread).max(axis=1)
    return np.asarray(dates[draws[int(np.argmin(follows))]])


def _leaning(dates: Floats, level: Floats) -> float:
    known = np.where(np.isinf(dates), dates[np.isfinite(dates)].max() + 1, dates)
    return float(np.corrcoef(-known, level)[0, 1]) if level.std() > 0 else 0.0


def _slope_weights(periods: int) -> Floats:
    time = np.arange(periods) - (periods - 1) / 2
    return np.asarray(time / (time**2).sum())


def _noise(values: Floats) -> tuple[float, float]:
    """Standard deviation and fading of what units and weeks leave, corrected for short series."""
    rest = values - values.mean(axis=1, keepdims=True)
    rest = rest - rest.mean(axis=0)
    units, weeks = values.shape
    noise = float(np.sqrt((rest**2).sum() / ((units - 1) * (weeks - 1))))
    raw = float((rest[:, 1:] * rest[:, :-1]).sum() / (rest[:, :-1] ** 2).sum())
    # A short series' own mean pulls the estimate down by about (1 + 3 rho) / weeks (Kendall).
    fade = min(max((weeks * raw + 1) / (weeks - 3), 0.0), 0.95) if weeks > 4 else max(raw, 0.0)
    return noise, fade
