"""Small units drawn towards what is usual: what each likely is, not what it happened to be."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import brentq, minimize
from scipy.stats import beta as beta_distribution
from scipy.stats import betabinom, gamma, nbinom, norm

from hustings.errors import InputError
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

FEWEST_UNITS = 5
MOST_ALIKE = 1e7  # a prior worth so many trials: units that differ by chance alone


@dataclass(frozen=True)
class Shrunk:
    """Units drawn towards their middle.

    `rows`: one row per unit, in the order given: `raw`, `shrunk`, `low`, `high` and `kept`, the
    share of the unit's own distance from the middle that is believed (0 to 1). `draws`: 2,000
    plausible worlds x units. `middle`: what a unit without data of its own would be given.
    """

    rows: pd.DataFrame
    draws: Floats
    middle: float


DRAWS, SEED = 2000, 1


def shrunk_rates(table: pd.DataFrame, *, confidence: float = 0.95) -> Shrunk:
    """Rates, each a numerator of its denominator: beta-binomial, prior fitted to all units.

    Args:
        table: one row per unit: `numerator`, `denominator` (counts; 0 <= numerator <=
            denominator). A unit with denominator 0 gets the middle, with its whole width.

    Raises:
        CannotJudgeError: fewer than five units with a denominator.
        InputError: counts that are no counts.
    """
    part, whole = _counts(table, "numerator", "denominator")
    if (part > whole).any():
        raise InputError("A numerator is above its denominator.", fix="Swap or mend the columns.")

    def loss(place: Floats) -> float:
        mean, weight = 1 / (1 + np.exp(-place[0])), np.exp(place[1])
        chance = betabinom.logpmf(part, whole, mean * weight, (1 - mean) * weight)
        return -float(chance[whole > 0].sum())

    start = np.array([_logit(part.sum() / whole.sum()), np.log(50.0)])
    best = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-8})
    mean, weight = 1 / (1 + np.exp(-best.x[0])), float(min(np.exp(best.x[1]), MOST_ALIKE))
    hits, misses = mean * weight + part, (1 - mean) * weight + whole - part
    known = beta_distribution(hits, misses)
    draws = known.rvs(size=(DRAWS, len(part)), random_state=np.random.default_rng(SEED))
    raw = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return _of(raw, hits / (hits + misses), known.interval(confidence), whole / (whole + weight),
               draws, mean)  # fmt: skip


def shrunk_counts(table: pd.DataFrame, *, confidence: float = 0.95) -> Shrunk:
    """Counts per exposure (acts per worker, posts per week): gamma-Poisson, prior fitted.

    Args:
        table: one row per unit: `count` and `exposure` (above 0).

    Raises:
        CannotJudgeError: fewer than five units.
        InputError: counts that are no counts, or an exposure of 0.
    """
    count, exposure = _counts(table, "count", "exposure")
    if (exposure <= 0).any():
        raise InputError("An exposure is not above zero.", fix="Leave out units without any.")

    def loss(place: Floats) -> float:
        shape, rate = np.exp(place)
        return -float(nbinom.logpmf(count, shape, rate / (rate + exposure)).sum())

    middle = count.sum() / exposure.sum()
    start = np.array([0.0, -np.log(max(middle, 1e-9))])
    best = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-8})
    shape, rate = (float(min(one, MOST_ALIKE)) for one in np.exp(best.x))
    known = gamma(shape + count, scale=1 / (rate + exposure))
    draws = known.rvs(size=(DRAWS, len(count)), random_state=np.random.default_rng(SEED))
    return _of(count / exposure, (shape + count) / (rate + exposure), known.interval(confidence),
               exposure / (exposure + rate), draws, shape / rate)  # fmt: skip


def shrunk_means(table: pd.DataFrame, *, confidence: float = 0.95) -> Shrunk:
    """Means with known errors: Morris's empirical Bayes (JASA 78, 1983).

    With equal errors this is the estimator of James and Stein. The interval allows for the
    middle and the spread of the units being estimated too.

    Args:
        table: one row per unit: `mean` and its standard `error` (above 0).

    Raises:
        CannotJudgeError: fewer than five units.
        InputError: an error that is not above 0.
    """
    mean, error = (table[name].to_numpy(float) for name in ("mean", "error"))
    if not (error > 0).all():
        raise InputError("A standard error is not above zero.", fix="Leave out units with one case")
    if len(mean) < FEWEST_UNITS:
        raise _too_few(len(mean))
    own, units = error**2, len(mean)
    spread = _spread(mean, own)
    weight = 1 / (own + spread)
    middle = float(mean @ weight / weight.sum())
    pulled = (units - 3) / (units - 1) * own / (own + spread)
    doubt = 2 / (units - 3) * pulled**2 * (own.mean() + spread) / (own + spread)
    variance = own * (1 - (units - 1) / units * pulled) + doubt * (mean - middle) ** 2
    shrunk = mean - pulled * (mean - middle)
    width = float(norm.ppf((1 + confidence) / 2)) * np.sqrt(variance)
    noise = np.random.default_rng(SEED).normal(size=(DRAWS, units))
    return _of(mean, shrunk, (shrunk - width, shrunk + width), 1 - pulled,
               shrunk + np.sqrt(variance) * noise, middle)  # fmt: skip


def _spread(mean: Floats, own: Floats) -> float:
    """Variance between units at which their weighted squares are as many as they should be."""

    def excess(spread: float) -> float:
        weight = 1 / (own + spread)
        middle = mean @ weight / weight.sum()
        return float(weight @ (mean - middle) ** 2) - (len(mean) - 1)

    if excess(0.0) <= 0:
        return 0.0
    return float(brentq(excess, 0.0, 2 * float(np.var(mean)) * len(mean)))


def _counts(table: pd.DataFrame, above: str, below: str) -> tuple[Floats, Floats]:
    gone = [name for name in (above, below) if name not in table]
    if gone:
        raise InputError(f"The units have no column {gone[0]!r}.", fix=f"{above} and {below}")
    part, whole = (table[name].to_numpy(float) for name in (above, below))
    if not ((part >= 0).all() and (whole >= 0).all()):
        raise InputError("A count is missing or below zero.", fix="Leave such units out.")
    if (whole > 0).sum() < FEWEST_UNITS:
        raise _too_few(int((whole > 0).sum()))
    return part, whole


def _too_few(units: int) -> CannotJudgeError:
    return CannotJudgeError(
        "too_few_units", "Too few units to learn what is usual.", units=units, needed=FEWEST_UNITS
    )


def _logit(share: float) -> float:
    inside = min(max(share, 1e-6), 1 - 1e-6)
    return float(np.log(inside / (1 - inside)))


def _of(
    raw: Floats,
    shrunk: Floats,
    ends: tuple[Floats, Floats],
    kept: Floats,
    draws: Floats,
    middle: float,
) -> Shrunk:
    rows = pd.DataFrame(
        {"raw": raw, "shrunk": shrunk, "low": ends[0], "high": ends[1], "kept": kept}
    )
    return Shrunk(rows, np.asarray(draws), float(middle))
