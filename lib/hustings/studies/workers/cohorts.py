"""How many of a cohort will still be with us: a projection that lets the loyal be loyal."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import betaln

from hustings.errors import InputError
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

FEWEST_PERIODS = 3


@dataclass(frozen=True)
class Projection:
    """A fitted cohort and its future.

    `rows`: one row per period from 0: share `kept` as seen (missing in the future) and
    `expected` by the model, 0 to 1. `alpha`, `beta`: of the beta distribution of each person's
    chance to leave in one period.
    """

    rows: pd.DataFrame
    alpha: float
    beta: float
    log_likelihood: float


def project_retention(kept: Sequence[float], *, periods: int) -> Projection:
    """The shifted beta-geometric projection (Fader and Hardie, J. Interactive Marketing 2007).

    Everyone has a chance of leaving of her own; the wavering go first, so that those who remain
    leave more and more rarely. A straight line through falling retention does not know that.

    Args:
        kept: people of the cohort still active after 0, 1, 2 ... periods; never rising.
        periods: how many periods from the start to project.

    Raises:
        CannotJudgeError: fewer than three periods seen after the start, or nobody left.
        InputError: a count that rises, or none to begin with.
    """
    seen = np.asarray(kept, dtype=float)
    if not len(seen) or seen[0] <= 0 or (np.diff(seen) > 0).any() or (seen < 0).any():
        raise InputError(
            "These are no counts of a cohort: they begin above zero and never rise.",
            where=str(list(kept)[:12]),
            fix="Count people of one starting period who are still active after each period.",
        )
    if len(seen) <= FEWEST_PERIODS or seen[-1] == seen[0]:
        raise CannotJudgeError(
            "short_cohort",
            "The cohort was seen too briefly, or nobody left.",
            periods=len(seen) - 1,
        )
    left, still = -np.diff(seen), seen[-1]

    def loss(logs: Floats) -> float:
        alpha, beta = np.exp(logs)
        time = np.arange(1, len(seen))
        leaving = betaln(alpha + 1, beta + time - 1) - betaln(alpha, beta)
        staying = betaln(alpha, beta + len(seen) - 1) - betaln(alpha, beta)
        return -float(left @ leaving + still * staying)

    best = minimize(loss, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-7})
    alpha, beta = (float(one) for one in np.exp(best.x))
    time = np.arange(periods + 1)
    share = np.full(periods + 1, np.nan)
    share[: len(seen)] = seen[: periods + 1] / seen[0]
    expected = np.exp(betaln(alpha, beta + time) - betaln(alpha, beta))
    rows = pd.DataFrame({"period": time, "kept": share, "expected": expected})
    return Projection(rows, alpha, beta, -float(best.fun))
