"""The smallest effect that camps on given dates could show, without drawing a single campaign.

The pooled effect is a weighted sum of unit-weeks whose weights depend on the dates alone; so its
spread follows from the spread of one unit-week and its likeness to the weeks before.
"""

import numpy as np
from scipy.stats import norm
from scipy.stats import t as student

from hustings.studies.effects.cells import FEWEST_COMPARED
from hustings.studies.effects.staggered import POOLED_PERIODS
from hustings.studies.medians import Floats

POWER, DOUBT = 0.8, 0.05
FADES = np.append(np.arange(0, 0.95, 0.01), np.arange(0.95, 0.999, 0.002))  # that are tried


def smallest_effect(
    dates: Floats, weeks: int, *, noise: float, fade: float, anticipation: int = 0
) -> float:
    """The effect seen four times in five at the 5 % level, by the estimate to be used later.

    Args:
        dates: first counted week of each unit, 1 the first planned; infinite where it has none.
        noise: standard deviation of one unit-week's error.
        fade: likeness of a unit's errors from one week to the next, 0 to 1.
        anticipation: weeks right before the first counted one that are passed over.

    Returns: infinite where the dates leave nobody to compare with.
    """
    when, sizes = np.unique(dates, return_counts=True)
    weights = pooled_weights(when, sizes.astype(float), weeks, anticipation=anticipation)
    if not weights.any():
        return float("inf")
    apart = np.abs(np.subtract.outer(np.arange(weeks), np.arange(weeks)))
    likeness = fade**apart if fade else np.eye(weeks)
    spread = np.einsum("kt,ts,ks->k", weights, likeness, weights) / sizes
    width = float(student.ppf(1 - DOUBT / 2, len(dates) - 1) + norm.ppf(POWER))
    return width * noise * float(np.sqrt(spread.sum()))


def pooled_weights(when: Floats, sizes: Floats, weeks: int, *, anticipation: int = 0) -> Floats:
    """What the mean of each group of units in each week counts for in the pooled effect.

    Args:
        when: first counted week of each group, from 1; infinite where it has none.
        sizes: units in each group.

    Returns: groups x weeks; nothing but zeros where nobody can be compared.
    """
    cells: dict[int, list[tuple[float, Floats]]] = {}  # by weeks since: units, weights
    for group, first in enumerate(when):
        base = int(first) - 2 - anticipation if np.isfinite(first) else -1
        if base < 0 or sizes[group] < FEWEST_COMPARED:
            continue
        for week in range(int(first) - 1, min(weeks, int(first) - 1 + POOLED_PERIODS)):
            others = np.where(when - 1 > week + anticipation, sizes, 0).astype(float)
            if others.sum() < FEWEST_COMPARED:
                continue
            share = others / others.sum()
            share[group] -= 1.0
            one = np.zeros((len(when), weeks))
            one[:, week] -= share
            one[:, base] += share
            cells.setdefault(week - int(first) + 1, []).append((float(sizes[group]), one))
    total = np.zeros((len(when), weeks))
    for parts in cells.values():
        units = sum(count for count, _ in parts)
        for count, one in parts:
            total += one * count / units / len(cells)
    return total


def unit_noise(values: Floats) -> tuple[float, float]:
    """Standard deviation and fading of what units and weeks leave of units x weeks.

    By how far a unit's weeks lie apart, the further the longer between them: a unit's own mean
    over a short past swallows slow ups and downs, differences of its weeks do not. Beyond half
    the past the differences are too few and too much alike.
    """
    units, weeks = values.shape
    rest = values - values.mean(axis=0)
    lags = np.arange(1, max(weeks // 2, 2))
    apart = np.array([np.mean((rest[:, lag:] - rest[:, :-lag]) ** 2) for lag in lags])
    apart *= units / (units - 1)
    pairs = weeks - lags
    shapes = 1 - FADES[:, None] ** lags
    scale = (shapes * pairs * apart).sum(axis=1) / (shapes**2 * pairs).sum(axis=1)
    misfit = ((apart - scale[:, None] * shapes) ** 2 * pairs).sum(axis=1)
    best = int(np.argmin(misfit))
    return float(np.sqrt(max(scale[best], 0.0) / 2)), float(FADES[best])
