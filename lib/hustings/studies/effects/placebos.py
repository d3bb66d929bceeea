"""What the same estimate gives where and when nothing changed: the measure of what chance does."""

from collections.abc import Callable
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
from scipy.stats import t as student

from hustings.studies.effects.interrupted import CONFIDENCE, FEWEST_AFTER, FEWEST_BEFORE
from hustings.studies.effects.one_unit import Contrast, synthetic_difference
from hustings.studies.medians import Floats

SEED = 1
MOST_UNITS, MOST_SETS = 120, 60  # up to these all are tried; of more, so many sets are drawn
Estimator = Callable[[Floats, Floats, int], Contrast]


def elsewhere(
    others: pd.DataFrame, before: int, ways: dict[str, Estimator], *, size: int = 1
) -> pd.DataFrame:
    """The estimates as if others had changed: each unit, or sets of as many units as changed.

    Args:    others: periods x units that did not change, in log.
    Returns: one row per unit or set (`unit`, names joined by " + "), one column per way; of more
             than 120 units, or 60 sets, only some are tried.
    """
    rest = others.to_numpy()
    rows = []
    for chosen in _sets(rest.shape[1], size):
        own, left = rest[:, chosen].mean(axis=1), np.delete(rest, chosen, axis=1)
        effects = {way: estimate(own, left, before).effect for way, estimate in ways.items()}
        rows.append({"unit": " + ".join(str(others.columns[at]) for at in chosen), **effects})
    return pd.DataFrame(rows)


def _sets(units: int, size: int) -> list[list[int]]:
    """Every unit or set where they are few, else as many different ones as are tried, drawn."""
    if comb(units, size) <= (MOST_UNITS if size == 1 else MOST_SETS):
        return [list(chosen) for chosen in combinations(range(units), size)]
    rng = np.random.default_rng(SEED)
    drawn: dict[tuple[int, ...], None] = {}
    while len(drawn) < MOST_SETS:
        drawn[tuple(sorted(rng.choice(units, size=size, replace=False).tolist()))] = None
    return [list(chosen) for chosen in drawn]


def against_placebos(
    contrasts: dict[str, Contrast], others: pd.DataFrame, units: int
) -> list[dict[str, object]]:
    """One row per way: the effect, its interval and p-value by how far the others stray.

    Args:
        others: what `elsewhere` gave.
        units: how many units did not change; sets of them share members and tell no more.
    """
    width = float(student.ppf((1 + CONFIDENCE) / 2, units - 1))
    rows: list[dict[str, object]] = []
    for way, one in contrasts.items():
        strays = others[way].to_numpy()
        error = float(np.sqrt(np.mean(strays**2)))
        rarer = 1 + int((np.abs(strays) >= abs(one.effect)).sum())
        rows.append(
            {
                "way": way,
                "effect": one.effect,
                "error": error,
                "low": one.effect - width * error,
                "high": one.effect + width * error,
                "p_value": rarer / (len(strays) + 1),
                "misfit": one.misfit,
            }
        )
    return rows


def earlier(own: Floats, others: Floats, periods: pd.Index, before: int) -> pd.DataFrame:
    """Dates within the time before, each with enough periods on either side of it."""
    rows = [
        {"begins": periods[at], "effect": synthetic_difference(own[:before], others[:before], at)
         .effect}
        for at in range(FEWEST_BEFORE, before - FEWEST_AFTER + 1)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["begins", "effect"])
