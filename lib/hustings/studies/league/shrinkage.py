"""Small units drawn towards what is usual: what each likely is, not what it happened to be."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import betabinom, nbinom, norm

from hustings.errors import InputError
from hustings.studies.asked import require, require_numbers
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

FEWEST_UNITS = 5
UNITS = "table of units"


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
MEANS, WEIGHTS = 41, 61  # places at which the prior is tried
LIGHTEST, HEAVIEST = 0.5, 1e5  # cases a prior may be worth; the last is "alike but for chance"


def shrunk_rates(table: pd.DataFrame, *, confidence: float = 0.95) -> Shrunk:
    """Rates, each a numerator of its denominator: beta-binomial, prior learnt from all units.

    How sure the prior is counts too: intervals are drawn over every prior the units leave
    plausible (Gelman and others, Bayesian Data Analysis, section 5.3), as the single best one
    makes them too narrow when units are few.

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
    near = _logit(part.sum() / whole.sum())
    logits = near + np.linspace(-3, 3, MEANS) * _logit_error(part, whole)
    means, weights = _places(1 / (1 + np.exp(-logits)))
    known = whole > 0
    chance = betabinom.logpmf(
        part[known, None], whole[known, None], means * weights, (1 - means) * weights
    ).sum(axis=0)
    chance = chance + np.log(means * (1 - means)) - np.log(weights) / 2
    mean, weight = _drawn(chance, means, weights)
    hits = mean[:, None] * weight[:, None] + part
    misses = (1 - mean[:, None]) * weight[:, None] + whole - part
    draws = np.random.default_rng(SEED).beta(hits, misses)
    raw = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return _of(raw, (hits / (hits + misses)).mean(axis=0), _ends(draws, confidence),
               (whole / (whole + weight[:, None])).mean(axis=0), draws, mean.mean())  # fmt: skip


def shrunk_counts(table: pd.DataFrame, *, confidence: float = 0.95) -> Shrunk:
    """Counts per exposure (acts per worker, posts per week): gamma-Poisson, as `shrunk_rates`.

    Args:
        table: one row per unit: `count` and `exposure` (above 0).

    Raises:
        CannotJudgeError: fewer than five units.
        InputError: counts that are no counts, or an exposure of 0.
    """
    count, exposure = _counts(table, "count", "exposure")
    if (exposure <= 0).any():
        raise InputError("An exposure is not above zero.", fix="Leave out units without any.")
    raw = count / exposure
    middle = max(count.sum(), 0.5) / exposure.sum()
    wide = np.std(np.log(raw + middle / 2)) / np.sqrt(len(raw)) + 1 / np.sqrt(count.sum() + 1)
    scale = float(np.median(exposure))
    means, weights = _places(middle * np.exp(np.linspace(-4, 4, MEANS) * wide))
    weights = weights * scale / 10  # in exposure: a prior may be worth far less than one unit
    shape = means * weights
    chance = nbinom.logpmf(count[:, None], shape, weights / (weights + exposure[:, None])).sum(
        axis=0
    )
    mean, weight = _drawn(chance - np.log(weights) / 2, means, weights)
    shape, rate = (mean * weight)[:, None] + count, weight[:, None] + exposure
    draws = np.random.default_rng(SEED).gamma(shape, 1 / rate)
    return _of(raw, (shape / rate).mean(axis=0), _ends(draws, confidence),
               (exposure / rate).mean(axis=0), draws, mean.mean())  # fmt: skip


def _places(means: Floats) -> tuple[Floats, Floats]:
    """Every mean with every weight, as two flat columns."""
    weights = np.geomspace(LIGHTEST, HEAVIEST, WEIGHTS)
    grid = np.meshgrid(means, weights, indexing="ij")
    return grid[0].ravel(), grid[1].ravel()


def _drawn(chance: Floats, means: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Priors drawn as often as the units make them likely."""
    share = np.exp(chance - chance.max())
    chosen = np.random.default_rng(SEED).choice(len(means), size=DRAWS, p=share / share.sum())
    return means[chosen], weights[chosen]


def _ends(draws: Floats, confidence: float) -> tuple[Floats, Floats]:
    low, high = np.quantile(draws, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    return low, high


def _logit_error(part: Floats, whole: Floats) -> float:
    """How far the mean of all units may be off on the logit scale, taken rather too wide."""
    known = whole > 0
    logits = np.log((part[known] + 0.5) / (whole[known] - part[known] + 0.5))
    return float(np.std(logits) / np.sqrt(known.sum()) + 1 / np.sqrt(part.sum() + 1))


def shrunk_means(table: pd.DataFrame, *, confidence: float = 0.95) -> Shrunk:
    """Means with known errors: Morris's empirical Bayes (JASA 78, 1983).

    With equal errors this is the estimator of James and Stein. The interval allows for the
    middle and the spread of the units being estimated too.

    Args:
        table: one row per unit: `mean` and its standard `error` (above 0).

    Raises:
        CannotJudgeError: fewer than five units.
        InputError: an error that is not above 0, or a mean or an error that is missing.
    """
    require_numbers(table, ["mean", "error"], UNITS)
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
    require(table, [above, below], UNITS)
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
