"""Who will come back, and how often: acts as a habit that some day ends."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import gammaln, hyp2f1

from hustings.errors import InputError
from hustings.studies.asked import require
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

FEWEST_PEOPLE, FEWEST_RETURNS = 30, 30


@dataclass(frozen=True)
class Habit:
    """Rates and drop-outs of a body of workers.

    Acts come at a person's own rate, gamma(`r`, `alpha`) over people; after each act she stops
    for good with a chance of her own, beta(`a`, `b`) over people.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float

    def expected(self, table: pd.DataFrame, *, ahead: float) -> "pd.Series[float]":
        """Acts to be expected of each person in the time ahead, given what she did."""
        x, recency, age = _columns(table)
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        reach = hyp2f1(r + x, b + x, a + b + x - 1, ahead / (alpha + age + ahead))
        gone = ((alpha + age) / (alpha + age + ahead)) ** (r + x)
        more = (a + b + x - 1) / (a - 1) * (1 - gone * reach)
        return pd.Series(more / (1 + self._odds_stopped(x, recency, age)), index=table.index)

    def active(self, table: pd.DataFrame) -> "pd.Series[float]":
        """Chance that each person has not stopped."""
        chance = 1 / (1 + self._odds_stopped(*_columns(table)))
        return pd.Series(chance, index=table.index)

    def _odds_stopped(self, x: Floats, recency: Floats, age: Floats) -> Floats:
        odds = self.a / (self.b + np.maximum(x, 1) - 1)
        odds = odds * ((self.alpha + age) / (self.alpha + recency)) ** (self.r + x)
        return np.asarray(np.where(x > 0, odds, 0.0))


def repeat_habit(table: pd.DataFrame) -> Habit:
    """Fit the BG/NBD model (Fader, Hardie and Lee, Marketing Science 24, 2005).

    Args:
        table: one row per person: `returns` (acts after the first), `recency` (time from the
            first act to the last; 0 without returns) and `age` (time from the first act to
            now), all times in one unit.

    Raises:
        CannotJudgeError: fewer than thirty people or thirty returns.
        InputError: a missing column, or times that contradict each other.
    """
    x, recency, age = _columns(table)
    if len(table) < FEWEST_PEOPLE or x.sum() < FEWEST_RETURNS:
        raise CannotJudgeError(
            "too_few_returns", "Too few people or returns to learn a habit from.",
            people=len(table), returns=float(x.sum()),
        )  # fmt: skip
    scale = float(age.max())

    def loss(logs: Floats) -> float:
        return -_log_likelihood(*np.exp(logs), x=x, recency=recency / scale, age=age / scale)

    options = {"xatol": 1e-7, "fatol": 1e-7, "maxiter": 8000, "maxfev": 8000}
    starts = [np.zeros(4), np.array([-1.0, -1.0, 0.0, 1.0])]
    found = [minimize(loss, one, method="Nelder-Mead", options=options) for one in starts]
    best = min(found, key=lambda one: float(one.fun))
    r, alpha, a, b = (float(one) for one in np.exp(best.x))
    fitted = _log_likelihood(r, alpha * scale, a, b, x=x, recency=recency, age=age)
    return Habit(r, alpha * scale, a, b, fitted)


def _columns(table: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    require(table, ["returns", "recency", "age"], "table of people")
    x, recency, age = (table[name].to_numpy(float) for name in ("returns", "recency", "age"))
    if (x < 0).any() or (recency > age).any() or (recency[x == 0] != 0).any():
        raise InputError(
            "Times contradict each other: 0 <= recency <= age, and 0 without returns.",
            fix="Count time from each person's first act.",
        )
    return x, recency, age


def _log_likelihood(
    r: float, alpha: float, a: float, b: float, *, x: Floats, recency: Floats, age: Floats
) -> float:
    shared = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    shared = shared + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    still = -(r + x) * np.log(alpha + age)
    again = np.maximum(x, 1)
    stopped = np.log(a) - np.log(b + again - 1) - (r + x) * np.log(alpha + recency)
    both = np.where(x > 0, np.logaddexp(still, stopped), still)
    return float((shared + both).sum())
