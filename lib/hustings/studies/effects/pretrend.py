"""Were the treated already on another path? A test, what it could have missed, and what it bears.

Passing is no proof: the drift the test would have missed is given with it (Roth 2022).
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2, ncf
from scipy.stats import f as f_distribution

from hustings.studies.effects.averages import Average, by_share
from hustings.studies.effects.cells import Cells
from hustings.studies.medians import Floats

POWER = 0.8
LONGEST = 8  # periods before treatment that are tested
FLATTEST, STEEPEST = 0.0, 1e3  # in standard errors, between which the missed drift is sought


@dataclass(frozen=True)
class Pretrend:
    """A joint test that nothing was going on before treatment."""

    statistic: float
    points: int  # periods before treatment that were tested together
    p_value: float  # by the F distribution, for so many units
    p_value_all_cells: float
    """Chi-squared over all cohorts' periods, as published results give it; NaN where units are too
    few for so many cells. With many cells it rejects far too often: see `p_value`."""
    drift_missed: float  # per period, that this test would have found only four times in five


def pretrend(cells: Cells, first: Floats, *, anticipation: int = 0) -> Pretrend | None:
    """Test the periods before treatment together; none when there is no such period.

    Cohorts are averaged by periods since, the last eight before treatment: with a few dozen
    units, a test of every cell would reject at random.

    Args:
        cells: each against the period before it (base "varying").
        first: per unit the position of its first treated period.
        anticipation: periods before treatment that may already answer; they are not tested.
    """
    effect, influence = before(cells, first, anticipation=anticipation)
    if not len(effect):
        return None
    wald, inverse, known = wald_of(effect, influence)
    count = cells.influence.shape[0]
    room = count - known
    if room <= 0 or known == 0:
        return None
    every = cells.since < -anticipation
    whole, _, cells_known = wald_of(cells.effect[every], cells.influence[:, every])
    told = cells_known == np.count_nonzero(every)
    return Pretrend(
        wald,
        known,
        float(f_distribution.sf(wald * room / (known * (count - 1)), known, room)),
        float(chi2.sf(whole, cells_known)) if told else float("nan"),
        _missed(inverse, known, room),
    )


def before(cells: Cells, first: Floats, *, anticipation: int = 0) -> tuple[Floats, Floats]:
    """The tested periods' effects, and units x periods of influence on them."""
    last = -anticipation
    early = [int(one) for one in np.unique(cells.since) if last - LONGEST <= one < last]
    points = [by_share(cells, cells.since == one, first) for one in early]
    if not points:
        return np.zeros(0), np.zeros((len(first), 0))
    return np.array([one.effect for one in points]), np.column_stack(
        [one.influence for one in points]
    )


def wald_of(effect: Floats, influence: Floats) -> tuple[float, Floats, int]:
    """The joint statistic, the inverse of the effects' covariance, and its rank."""
    spread = influence - influence.mean(axis=0)
    covariance = spread.T @ spread / len(spread) ** 2
    inverse = np.linalg.pinv(covariance, hermitian=True)
    return float(effect @ inverse @ effect), inverse, int(np.linalg.matrix_rank(covariance))


def _missed(inverse: Floats, known: int, room: int) -> float:
    """The step per period at which the F test rejects four times in five."""
    step = np.ones(len(inverse))
    per_unit = float(step @ inverse @ step)
    if per_unit <= 0:
        return float("nan")
    edge = f_distribution.ppf(0.95, known, room)
    low, high = FLATTEST, STEEPEST
    for _ in range(60):
        middle = (low + high) / 2
        found = ncf.sf(edge, known, room, middle**2)
        low, high = (low, middle) if found > POWER else (middle, high)
    return float(high / per_unit**0.5)


def breakdown(effect: Average, width: float, before: Floats) -> float:
    """How many times the worst gap before treatment would erase the effect.

    Relative magnitudes (Rambachan and Roth 2023), with one gap of constant size: the near end
    of the effect's interval over the largest single gap between neighbouring periods before
    treatment. Below 1 a gap as large as one already seen would do. Infinite without any gap.

    Args:
        before: effects of the periods before treatment, each against the one before it.
    """
    near = max(abs(effect.effect) - width * effect.error, 0.0)
    worst = float(np.max(np.abs(before))) if len(before) else float("nan")
    if np.isnan(worst):
        return float("nan")
    return near / worst if worst > 0 else float("inf")
