"""Several kinds of names behind each figure at once: speakers, raters, events.

A linear mixed model with crossed random effects, fitted through the sparse penalised least
squares of Bates and others (J. Statistical Software 67, 2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import minimize
from scipy.sparse.linalg import splu

from hustings.studies.medians import Floats

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
        factors: columns of names; the first is the one of interest.
        fixed: columns of names whose levels are taken out rather than shrunk.
        restricted: restricted likelihood, whose deviations are not too small on average.
    """
    y = table[outcome].to_numpy(float)
    x = _design(table, fixed)
    codes = [pd.factorize(table[name], sort=True) for name in factors]
    sizes = [len(names) for _, names in codes]
    rows = np.arange(len(y))
    blocks = [
        sparse.csc_matrix((np.ones(len(y)), (rows, code)), shape=(len(y), size))
        for (code, _), size in zip(codes, sizes, strict=True)
    ]
    model = _Model(y, x, sparse.hstack(blocks, format="csc"), np.array(sizes), restricted)
    start = np.full(len(factors), -0.7)
    # As near as machines agree: where the search ends sooner, each ends somewhere else.
    best = minimize(
        model.criterion, start, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-9}
    )
    return _fitted(model, best.x, list(factors), [names for _, names in codes])


@dataclass(frozen=True)
class _Model:
    y: Floats
    x: Floats
    z: sparse.csc_matrix
    sizes: np.typing.NDArray[np.int64]
    restricted: bool

    def parts(self, logs: Floats) -> tuple[sparse.csc_matrix, Floats, Floats]:
        """The mixed model equations, their right side, and each effect's relative deviation."""
        ratio = np.repeat(np.maximum(np.exp(logs), SMALLEST), self.sizes)
        scaled = self.z @ sparse.diags(ratio)
        inner = (scaled.T @ scaled + sparse.eye(scaled.shape[1])).tocsc()
        cross = sparse.csc_matrix(scaled.T @ self.x)
        whole = sparse.bmat([[inner, cross], [cross.T, sparse.csc_matrix(self.x.T @ self.x)]])
        right = np.concatenate([scaled.T @ self.y, self.x.T @ self.y])
        return whole.tocsc(), np.asarray(right), ratio

    def criterion(self, logs: Floats) -> float:
        """Minus twice the log likelihood, all but the ratios of deviations profiled out."""
        whole, right, _ = self.parts(logs)
        solved = _factored(whole)
        square = float(self.y @ self.y - right @ solved.solve(right))
        free = len(self.y) - (self.x.shape[1] if self.restricted else 0)
        effects = self.z.shape[1]
        spread = _log_determinant(solved)
        if not self.restricted:
            spread = _log_determinant(_factored(whole[:effects, :effects].tocsc()))
        return float(spread + free * (1 + np.log(2 * np.pi * square / free)))


def _design(table: pd.DataFrame, fixed: Sequence[str]) -> Floats:
    levels = [pd.get_dummies(table[name], drop_first=True).to_numpy(float) for name in fixed]
    design = np.hstack([np.ones((len(table), 1)), *levels])
    kept = [0]
    for at in range(1, design.shape[1]):  # a level that others already tell is left out
        if np.linalg.matrix_rank(design[:, [*kept, at]]) > len(kept):
            kept.append(at)
    return design[:, kept]


def _factored(matrix: sparse.csc_matrix) -> "splu":
    return splu(matrix, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True})


def _log_determinant(solved: "splu") -> float:
    return float(np.log(np.abs(solved.U.diagonal())).sum())


def _fitted(model: _Model, logs: Floats, factors: list[str], names: list[pd.Index]) -> Crossed:
    whole, right, ratio = model.parts(logs)
    solved = _factored(whole)
    found = solved.solve(right)
    free = len(model.y) - (model.x.shape[1] if model.restricted else 0)
    noise = float((model.y @ model.y - right @ found) / free) ** 0.5
    first = int(model.sizes[0])
    unit = np.zeros((len(right), first))
    unit[np.arange(first), np.arange(first)] = 1.0
    covariance = solved.solve(unit)[:first] * np.outer(ratio[:first], ratio[:first]) * noise**2
    effects = {}
    ends = np.cumsum(model.sizes)
    for at, (factor, labels) in enumerate(zip(factors, names, strict=True)):
        some = slice(int(ends[at] - model.sizes[at]), int(ends[at]))
        rows = pd.DataFrame({factor: labels, "effect": found[some] * ratio[some]})
        if at == 0:
            rows["error"] = np.sqrt(np.diag(covariance))
        effects[factor] = rows
    spread = np.where(np.exp(logs) > SMALLEST, np.exp(logs), 0.0) * noise
    deviations = dict(zip(factors, (float(one) for one in spread), strict=True))
    count = model.z.shape[1]
    return Crossed(
        {**deviations, "residual": noise},
        effects,
        covariance,
        float(found[count]),
        model.criterion(logs),
    )
