"""Several kinds of names behind each figure at once: speakers, raters, events.

A linear mixed model with crossed random effects, fitted through the penalised least squares of
Bates and others (J. Statistical Software 67, 2015). The equations of the factor with most names
are solved one by one and taken out of the others', which are dense: with thousands of speakers
and raters ten times faster than factoring all of them together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize

from hustings.errors import InputError
from hustings.studies.asked import require_names, require_numbers
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

RATINGS = "table of ratings"
SMALLEST = 1e-6  # a ratio of deviations below this counts as none


@dataclass(frozen=True)
class Crossed:
    """A fitted model.

    `deviations`: per factor and "residual", the standard deviation between its names, in the
    units of the outcome. `effects`: per factor one row per name: `effect` (shrunk), `error`.
    `covariance`: of the effects of the first factor, in the order of its rows.
    `criterion`: minus twice the (restricted) log likelihood.
    """

    deviations: dict[str, float]
    effects: dict[str, pd.DataFrame]
    covariance: Floats
    intercept: float
    criterion: float


def crossed_effects(
    table: pd.DataFrame,
    *,
    outcome: str,
    factors: Sequence[str],
    fixed: Sequence[str] = (),
    restricted: bool = True,
) -> Crossed:
    """Fit outcome = intercept + fixed + one random effect for each factor + noise.

    Args:
        table: one row per rating.
        factors: columns of names; the first is the one of interest. All but the one with most
            names may have some thousands together.
        fixed: columns of names whose levels are taken out rather than shrunk.
        restricted: restricted likelihood, whose deviations are not too small on average.

    Raises:
        InputError: no factor, a missing column, or a row without a rating or a name.
        CannotJudgeError: fewer rows than fixed levels.
    """
    require_numbers(table, [outcome], RATINGS)
    require_names(table, [*factors, *fixed], RATINGS)
    if not factors:
        raise InputError("No factor is asked for.", fix="Name the columns of speakers and raters.")
    y = table[outcome].to_numpy(float)
    x = _design(table, fixed)
    if len(y) <= x.shape[1]:
        raise CannotJudgeError(
            "too_few_units", "No more ratings than fixed levels.", units=len(y),
            needed=x.shape[1] + 1,
        )  # fmt: skip
    codes = [pd.factorize(table[name], sort=True) for name in factors]
    model = _Model.of(y, x, [code for code, _ in codes], restricted=restricted)
    start = np.full(len(factors), -0.7)
    # As near as machines agree: where the search ends sooner, each ends somewhere else.
    best = minimize(
        model.criterion, start, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-9}
    )
    return _fitted(model, best.x, list(factors), [names for _, names in codes])


@dataclass(frozen=True)
class _Solved:
    """The mixed model equations at some ratios of deviations, the largest factor taken out."""

    ratios: list[Floats]  # per factor
    alone: Floats  # diagonal of the largest factor's equations
    cross: sparse.csr_matrix  # the largest factor x all others and the fixed
    rest: tuple[Floats, bool]  # Cholesky factor of what is left of the others'
    largest: Floats  # estimates of the largest factor, in relative deviations
    others: Floats  # estimates of the others, in order, then of the fixed
    square: float  # what is left of the outcome's square


@dataclass(frozen=True)
class _Model:
    """Sums over the ratings, made once; the largest factor apart from the others and the fixed."""

    sizes: list[int]
    big: int  # which factor has most names
    counts: Floats  # ratings of each of its names
    cross: sparse.csr_matrix  # its names x the others' and the fixed
    inner: Floats  # the others and the fixed among themselves
    sums: tuple[Floats, Floats]  # of the outcome, by its names and by the others and the fixed
    square: float
    ratings: int
    fixed: int
    restricted: bool

    @classmethod
    def of(
        cls, y: Floats, x: Floats, codes: Sequence[NDArray[np.intp]], *, restricted: bool
    ) -> "_Model":
        rows = np.arange(len(y))
        blocks = [sparse.csr_matrix((np.ones(len(y)), (rows, code))) for code in codes]
        sizes = [block.shape[1] for block in blocks]
        big = int(np.argmax(sizes))
        rest = sparse.hstack(
            [*blocks[:big], *blocks[big + 1 :], sparse.csr_matrix(x)], format="csr"
        )
        return cls(
            sizes,
            big,
            np.bincount(codes[big]).astype(float),
            (blocks[big].T @ rest).tocsr(),
            (rest.T @ rest).toarray(),
            (blocks[big].T @ y, rest.T @ y),
            float(y @ y),
            len(y),
            x.shape[1],
            restricted,
        )

    @property
    def free(self) -> int:
        return self.ratings - (self.fixed if self.restricted else 0)

    def solved(self, logs: Floats) -> _Solved:
        values = np.maximum(np.exp(logs), SMALLEST)
        ratios = [np.full(size, value) for size, value in zip(self.sizes, values, strict=True)]
        own = ratios[self.big]
        names = [ratio for at, ratio in enumerate(ratios) if at != self.big]
        other = np.concatenate([*names, np.ones(self.fixed)])
        alone = own**2 * self.counts + 1
        cross = (sparse.diags(own) @ self.cross @ sparse.diags(other)).tocsr()
        taken = sparse.diags(1 / np.sqrt(alone)) @ cross
        inner = self.inner * np.outer(other, other) - (taken.T @ taken).toarray()
        inner[np.diag_indices(len(other) - self.fixed)] += 1
        rest = cho_factor(inner, lower=True)
        left, right = own * self.sums[0], other * self.sums[1]
        others = cho_solve(rest, right - cross.T @ (left / alone))
        largest = (left - cross @ others) / alone
        square = self.square - float(left @ largest + right @ others)
        return _Solved(ratios, alone, cross, rest, largest, others, square)

    def criterion(self, logs: Floats) -> float:
        """Minus twice the log likelihood, all but the ratios of deviations profiled out."""
        solved = self.solved(logs)
        counted = len(solved.others) - (0 if self.restricted else self.fixed)
        pivots = np.diag(solved.rest[0])[:counted]
        spread = float(np.log(solved.alone).sum() + 2 * np.log(pivots).sum())
        return float(spread + self.free * (1 + np.log(2 * np.pi * solved.square / self.free)))


def _design(table: pd.DataFrame, fixed: Sequence[str]) -> Floats:
    levels = [pd.get_dummies(table[name], drop_first=True).to_numpy(float) for name in fixed]
    design = np.hstack([np.ones((len(table), 1)), *levels])
    kept = [0]
    for at in range(1, design.shape[1]):  # a level that others already tell is left out
        if np.linalg.matrix_rank(design[:, [*kept, at]]) > len(kept):
            kept.append(at)
    return design[:, kept]


def _fitted(model: _Model, logs: Floats, factors: list[str], names: list[pd.Index]) -> Crossed:
    solved = model.solved(logs)
    noise = (solved.square / model.free) ** 0.5
    sizes = [size for at, size in enumerate(model.sizes) if at != model.big]
    parts = np.split(solved.others, np.cumsum(sizes))
    intercept = float(parts.pop()[0])
    parts.insert(model.big, solved.largest)
    ratio = solved.ratios[0]
    covariance = _inverse_of_first(model, solved) * np.outer(ratio, ratio) * noise**2
    effects = {
        factor: pd.DataFrame({factor: labels, "effect": part * ratio})
        for factor, labels, part, ratio in zip(factors, names, parts, solved.ratios, strict=True)
    }
    effects[factors[0]]["error"] = np.sqrt(np.diag(covariance))
    spread = np.where(np.exp(logs) > SMALLEST, np.exp(logs), 0.0) * noise
    deviations = dict(zip(factors, (float(one) for one in spread), strict=True))
    return Crossed(
        {**deviations, "residual": noise}, effects, covariance, intercept, model.criterion(logs)
    )


def _inverse_of_first(model: _Model, solved: _Solved) -> Floats:
    """The first factor's block of the inverse of the equations."""
    if model.big != 0:
        first = model.sizes[0]
        unit = np.eye(len(solved.others), first)
        return np.asarray(cho_solve(solved.rest, unit)[:first])
    share = (sparse.diags(1 / solved.alone) @ solved.cross).toarray()
    return np.asarray(np.diag(1 / solved.alone) + share @ cho_solve(solved.rest, share.T))
