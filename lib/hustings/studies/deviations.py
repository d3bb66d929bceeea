"""How far each week lies from a unit's own baseline, once what all units share is taken out."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtr

from hustings.studies.medians import (
    MAD_TO_SD,
    Floats,
    median_of_the_others,
    observed_median,
    trailing_median,
)
from hustings.studies.rules import ChangeRules

FEWEST_RESIDUALS = 6  # of a unit, before its own scale is looked at
SCALE_WEEKS = 52  # residuals older than a year say little about this week's noise
DF_PER_WEEK = 0.37  # the efficiency of a MAD against an sd in normal samples
LOADING_SD = 0.5  # how unequally units answer a shock, before any shock was seen
A_TENTH_CHANGED = 0.1  # what real changes in a tenth of the units add to the log median of |z|
LOADING_WORTH = 10.0  # units' worth of evidence that prior counts for
# What one week's units say together is taken in steps, or one day of one unit would move all the
# others by a hair, and now and then a hair is the difference between two verdicts. How often a
# hair crosses an edge goes with one over the step; one of half the noise adds 2 % to its variance.
SHOCK_STEP = 0.5  # of the usual unit's noise
WIDTH_STEP = 0.2  # of the log


@dataclass(frozen=True)
class Scaled:
    """Deviations of every unit (row) and week (column) of one block, in log.

    `own` is what is left of `deviation` after the unit's loading times the shock all share, the
    latter in steps of half the usual unit's noise; `common` is the median of the other units.
    `scale` is its standard deviation as known before that week, `df` its degrees of freedom,
    `z` the normal score of own / scale. NaN where it cannot be known.
    """

    baseline: Floats
    deviation: Floats
    common: Floats
    own: Floats
    scale: Floats
    df: Floats
    z: Floats


def scaled_deviations(
    log: Floats, extra: Floats, rules: ChangeRules, *, has_common: bool
) -> Scaled:
    """Judge each week of each unit by the weeks before it only.

    Args:
        log: units x weeks, the log (or logit) of the weekly value; NaN is missing.
        extra: units x weeks, variance a week has beyond its usual one, from few cases.
        has_common: whether the rows are enough of a kind to share a shock.
    """
    baseline = trailing_median(log, rules.baseline_weeks, rules.fewest_baseline_weeks)
    deviation = log - baseline
    common = median_of_the_others(deviation) if has_common else np.zeros_like(log)
    shared = _one_for_all(deviation, common, rules.fewest_units) if has_common else common
    shape = log.shape
    own, scale, df, z = (np.full(shape, np.nan) for _ in range(4))
    sums = _LoadingSums(deviation, common)
    spread: list[float] = []
    for week in range(shape[1]):
        noise, freedom = _noise(own[:, max(0, week - SCALE_WEEKS) : week])
        loading, doubt = sums.before(week, noise)
        shock = _stepped(shared[:, week], noise)
        own[:, week] = deviation[:, week] - loading * shock
        variance = noise + doubt * shock**2 + extra[:, week]
        sd = np.sqrt(variance)
        score = _normal_score(own[:, week] / sd, freedom)
        if has_common:
            wider, seen = _wider(score, spread)
            if np.isfinite(seen):
                spread.append(seen)
            sd = sd * wider
            score = _normal_score(own[:, week] / sd, freedom)
        scale[:, week], df[:, week], z[:, week] = sd, freedom, score
    return Scaled(baseline, deviation, common, own, scale, df, z)


def _one_for_all(deviation: Floats, common: Floats, fewest: int) -> Floats:
    """The median of all units of a week, or of each one's others where they are few.

    Taken to the nearest step each by itself, two medians a hair apart may fall on different steps,
    and half of the units be held against another shock than the rest. Of few units one would
    move the median it is held against.
    """
    many = np.count_nonzero(~np.isnan(deviation), axis=0) >= fewest
    return np.where(many & ~np.isnan(common), observed_median(deviation, axis=0), common)


def _stepped(shock: Floats, noise: Floats) -> Floats:
    """The shock, no finer than it can be known; as it is where no noise is known yet."""
    step = SHOCK_STEP * np.sqrt(observed_median(noise))
    return np.asarray(np.round(shock / step) * step if step > 0 else shock)


def _noise(past: Floats) -> tuple[Floats, Floats]:
    """Each unit's residual variance, shrunk to the block's, and its degrees of freedom.

    Moderated variances (Smyth 2004), on squared MADs instead of squared sds.
    """
    count = np.count_nonzero(~np.isnan(past), axis=1)
    if not count.size or count.max(initial=0) < FEWEST_RESIDUALS:
        return np.full(len(past), np.nan), np.full(len(past), np.nan)
    raw = (MAD_TO_SD * observed_median(np.abs(past))) ** 2
    raw = np.where(count >= FEWEST_RESIDUALS, raw, np.nan)
    df = DF_PER_WEEK * count
    usable = raw > 0  # a MAD of 0 says "too few moves", not "no noise"
    if not usable.any():
        return np.full(len(past), np.nan), np.full(len(past), np.nan)
    logs = np.log(raw[usable])
    centre = float(np.median(logs))
    spread = MAD_TO_SD * float(np.median(np.abs(logs - centre)))
    excess = spread**2 - float(np.mean(2 / df[usable]))  # beyond what so few weeks explain
    prior = min(2 / max(excess, 1e-6), float(len(logs)))
    total = prior + df
    return (prior * np.exp(centre) + df * raw) / total, total


def _normal_score(ratio: Floats, df: Floats) -> Floats:
    """Student ratios of unequal degrees of freedom made comparable: |z| with the ratio's sign."""
    return np.asarray(np.copysign(-ndtri(stdtr(df, -np.abs(ratio))), ratio))


def _wider(score: Floats, past: list[float]) -> tuple[float, float]:
    """How much wider than usual the units lie this week, beyond chance; never narrower than 1.

    Festivals move units unequally. What past festivals taught is in the loadings; what they
    did not is seen across the units themselves, by a median that real changes cannot move.
    """
    count = int(np.count_nonzero(~np.isnan(score)))
    if count < 2:
        return 1.0, np.nan
    seen = float(np.nanmedian(np.abs(score)))
    usual = float(np.median(past)) if len(past) >= FEWEST_RESIDUALS else 1 / MAD_TO_SD
    chance = A_TENTH_CHANGED + 1.2 / np.sqrt(count)  # standard error of a log median of |z|
    if seen <= 0 or usual <= 0:  # shares that usually stay where they are have no usual width
        return 1.0, seen
    wider = max(0.0, float(np.log(seen / usual)) - chance)
    return float(np.exp(round(wider / WIDTH_STEP) * WIDTH_STEP)), seen


class _LoadingSums:
    """What each unit's past says about how it answers a common shock."""

    def __init__(self, deviation: Floats, common: Floats) -> None:
        known = ~np.isnan(deviation) & ~np.isnan(common)
        shock = np.where(known, common, 0.0)
        answer = np.where(known, deviation, 0.0)
        self._shocks = _before(shock**2)
        self._answers = _before(shock * answer)

    def before(self, week: int, noise: Floats) -> tuple[Floats, Floats]:
        """Loadings and their variances from the weeks before one, shrunk to the group's median.

        The shock is the group's own median, so the median loading is 1.
        """
        shocks, answers = self._shocks[:, week], self._answers[:, week]
        variance = np.where(np.isnan(noise), np.inf, noise)
        spread = self._spread(shocks, answers, variance)
        weight = spread / (spread + variance / np.maximum(shocks, 1e-12))
        raw = answers / np.maximum(shocks, 1e-12)
        return 1 + weight * (raw - 1), spread * (1 - weight)

    @staticmethod
    def _spread(shocks: Floats, answers: Floats, variance: Floats) -> float:
        """Variance of the true loadings over the units: the prior's, mended by what was seen."""
        seen = (shocks > 1e-12) & np.isfinite(variance)
        if not seen.any():
            return LOADING_SD**2
        raw = answers[seen] / shocks[seen]
        error = float(np.median(variance[seen] / shocks[seen]))
        found = max(0.0, (MAD_TO_SD * float(np.median(np.abs(raw - 1)))) ** 2 - error)
        worth = len(raw) * (LOADING_SD**2 / (LOADING_SD**2 + error)) ** 2
        return (LOADING_WORTH * LOADING_SD**2 + worth * found) / (LOADING_WORTH + worth)


def _before(values: Floats) -> Floats:
    """Running sums over the weeks, each without its own week, to the last digit."""
    return np.cumsum(np.pad(values, ((0, 0), (1, 0)))[:, :-1], axis=1)
