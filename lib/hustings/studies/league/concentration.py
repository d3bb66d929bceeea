"""How much of the whole a few carry."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from hustings.errors import InputError
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

FEWEST = 10
DRAWS, SEED = 999, 1


@dataclass(frozen=True)
class Concentration:
    """How unevenly a total is spread over `n` people, posts or units.

    `gini`: 0 where all have the same, towards 1 where one has all. `top_tenth`: the share of
    the total held by the tenth that has most. Ends are of 95 % bootstrap intervals.
    """

    gini: float
    gini_low: float
    gini_high: float
    top_tenth: float
    top_tenth_low: float
    top_tenth_high: float
    n: int


def concentration(amounts: ArrayLike) -> Concentration:
    """Gini and the share of the top tenth, with intervals.

    Args:
        amounts: one per person, 0 or more; a missing one is an error, not a zero.

    Raises:
        CannotJudgeError: fewer than ten, or a total of 0.
        InputError: a missing or negative amount.
    """
    values = _checked(amounts)
    rng = np.random.default_rng(SEED)
    drawn = np.sort(rng.choice(values, size=(DRAWS, len(values))), axis=1)
    ginis, tops = _gini(drawn), _top_tenth(drawn)
    own = np.sort(values)[None, :]
    gini, top = float(_gini(own)[0]), float(_top_tenth(own)[0])
    ends = [np.quantile(one, [0.025, 0.975]) for one in (ginis, tops)]
    (gini_low, gini_high), (top_low, top_high) = ((float(a), float(b)) for a, b in ends)
    return Concentration(gini, gini_low, gini_high, top, top_low, top_high, len(values))


def difference_in_gini(first: ArrayLike, second: ArrayLike) -> tuple[float, float, float]:
    """Second less first, with the 95 % interval, both at the size of the smaller.

    The Gini of a few is lower than that of many drawn from the same; only equal numbers compare.
    """
    one, two = _checked(first), _checked(second)
    size = min(len(one), len(two))
    rng = np.random.default_rng(SEED)
    gaps = _gini(np.sort(rng.choice(two, size=(DRAWS, size)), axis=1)) - _gini(
        np.sort(rng.choice(one, size=(DRAWS, size)), axis=1)
    )
    low, high = np.quantile(gaps, [0.025, 0.975])
    return float(gaps.mean()), float(low), float(high)


def _checked(amounts: ArrayLike) -> Floats:
    values = np.asarray(amounts, dtype=float)
    if not (values >= 0).all():
        raise InputError("An amount is missing or below zero.", fix="Leave the missing out.")
    if len(values) < FEWEST or values.sum() == 0:
        raise CannotJudgeError("too_few_amounts", "Too few to compare.", amounts=len(values))
    return values


def _gini(ordered: Floats) -> Floats:
    count = ordered.shape[1]
    place = 2 * np.arange(1, count + 1) - count - 1
    return np.asarray(ordered @ place / (count * np.maximum(ordered.sum(axis=1), 1e-300)))


def _top_tenth(ordered: Floats) -> Floats:
    most = max(1, round(ordered.shape[1] / 10))
    total = np.maximum(ordered.sum(axis=1), 1e-300)
    return np.asarray(ordered[:, -most:].sum(axis=1) / total)
