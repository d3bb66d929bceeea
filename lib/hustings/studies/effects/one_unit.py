"""One unit changed on one date: estimates of what followed, from units that did not change.

Synthetic difference-in-differences: Arkhangelsky and others, American Economic Review 111
(2021). Synthetic control: Abadie, Diamond and Hainmueller, JASA 105 (2010).
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import differential_evolution, minimize

from hustings.errors import InputError
from hustings.studies.effects.simplex import simplex_weights, sparse_weights
from hustings.studies.medians import Floats

SEED = 1
IMPORTANCE = 10.0  # a trait may weigh exp(10) times less than the first


@dataclass(frozen=True)
class Contrast:
    """The changed unit against a weighted others: effect, weights, and the gap in each period."""

    effect: float
    units: Floats  # weight of each other unit
    periods: Floats  # weight of each period before; empty where periods are not weighed
    gap: Floats  # changed unit less its stand-in, in each period
    misfit: float  # root mean square of the gap before the change
    importance: Floats = field(default_factory=lambda: np.zeros(0))  # share of each trait, if any


def synthetic_difference(changed: Floats, others: Floats, before: int) -> Contrast:
    """Weighted units and weighted earlier periods, each level taken out.

    Args:
        changed: outcome of the changed unit by period.
        others: periods x unchanged units.
        before: number of periods before the change.

    Raises: InputError where a value is missing.
    """
    _whole(changed, others)
    early, late = others[:before], others[before:]
    noise = _noise(early)
    ridge = np.sqrt(len(late)) * noise**2 * before  # zeta^2 N_before, with one changed unit
    units = simplex_weights(_centred(early), _centred(changed[:before]), ridge=ridge)
    flat = _centred(early.T)
    periods = simplex_weights(flat, _centred(late.mean(axis=0)), ridge=1e-12 * noise**2)
    gap = changed - others @ units
    level = float(gap[:before] @ periods)
    return Contrast(
        float(gap[before:].mean() - level), units, periods, gap - level, _misfit(gap, before)
    )


def synthetic_control(
    changed: Floats,
    others: Floats,
    before: int,
    *,
    traits: tuple[Floats, Floats] | None = None,
    importance: Floats | None = None,
    exact: bool = False,
) -> Contrast:
    """Weighted units whose earlier path, or whose traits, are most like the changed unit's.

    Args:
        traits: predictors of the changed unit, and predictors x others; their importance is
            sought so that the earlier path fits best. Without them the path itself is fitted. The
            search goes on where published weights came from a nearer hollow, and may find others
            that fit better.
        importance: of each trait, where it is known, as when it was sought in other periods.
        exact: fit the path to the last decimal, a hundred times faster; else stop where the
            published estimates stop.

    Raises: InputError where a value is missing.
    """
    _whole(changed, others, *(traits or ()))
    early = others[:before]
    if traits is None and exact:
        units = simplex_weights(early, changed[:before])
    elif traits is None:
        units = sparse_weights(early, changed[:before], noise=_noise(early))
    else:
        if importance is None:
            importance = _importance(changed[:before], early, *traits)
        units = _by_traits(*traits, importance)
    gap = changed - others @ units
    misfit = float(np.sqrt(np.mean(gap[:before] ** 2)))
    told = np.zeros(0) if importance is None else importance / importance.sum()
    return Contrast(float(gap[before:].mean()), units, np.zeros(0), gap, misfit, told)


def plain_difference(changed: Floats, others: Floats, before: int) -> Contrast:
    """Plain difference-in-differences: all units and all earlier periods alike.

    Args: as `synthetic_difference`.
    Raises: InputError where a value is missing.
    """
    _whole(changed, others)
    units = np.full(others.shape[1], 1 / others.shape[1])
    gap = changed - others @ units
    level = float(gap[:before].mean())
    periods = np.full(before, 1 / before)
    return Contrast(
        float(gap[before:].mean() - level), units, periods, gap - level, _misfit(gap, before)
    )


def _whole(*given: Floats) -> None:
    if any(np.isnan(some).any() for some in given):
        raise InputError(
            "A value is missing.", fix="Leave out the unit it is of, or the period for all."
        )


def _centred(table: Floats) -> Floats:
    return np.asarray(table - table.mean(axis=0))


def _misfit(gap: Floats, before: int) -> float:
    return float(np.std(gap[:before]))


def _by_traits(own: Floats, theirs: Floats, importance: Floats) -> Floats:
    """Weights of the others whose traits, in standard deviations, are most like its own."""
    scale = np.column_stack([theirs, own]).std(axis=1)
    root = np.sqrt(importance / importance.sum()) / scale
    return simplex_weights(theirs * root[:, None], own * root)


def _importance(path: Floats, early: Floats, own: Floats, theirs: Floats) -> Floats:
    """What each trait must count for the earlier path to fit best."""

    def shares(logs: Floats) -> Floats:
        share = np.exp(logs - logs.max())
        return np.asarray(share / share.sum())

    def loss(logs: Floats) -> float:
        return float(np.mean((path - early @ _by_traits(own, theirs, shares(logs))) ** 2))

    # The loss has many hollows, in which a descent from even importance alone stays.
    wide = [(-IMPORTANCE, 0.0)] * len(own)
    options = {"maxiter": 3000, "fatol": 1e-8, "xatol": 1e-4}
    found = differential_evolution(
        loss, wide, rng=np.random.default_rng(SEED), maxiter=60, popsize=10, polish=False
    )
    return shares(minimize(loss, found.x, method="Nelder-Mead", options=options).x)


def _noise(early: Floats) -> float:
    return float(np.std(np.diff(early, axis=0), ddof=1))
