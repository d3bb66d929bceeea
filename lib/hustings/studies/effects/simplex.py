"""Weights that are never negative and add up to one, fitted by least squares."""

import numpy as np
from scipy.optimize import nnls

from hustings.studies.medians import Floats

FIRM = 1e4  # how much heavier than the data the sum to one weighs


def simplex_weights(design: Floats, target: Floats, *, ridge: float = 0.0) -> Floats:
    """Weights w >= 0 with sum 1 that make design @ w most like the target.

    Non-negative least squares (Lawson and Hanson 1974) with a firm row for the sum; the usual
    gradient solvers stop at even weights on unscaled data and report success.

    Args:
        design: rows to match x columns to weigh.
        ridge: penalty on the squared weights, in squared units of the target.
    """
    columns = design.shape[1]
    scale = float(np.abs(design).max()) or 1.0
    rows = [design / scale, np.full((1, columns), FIRM)]
    wanted = [target / scale, np.array([FIRM])]
    if ridge:
        rows.append(np.eye(columns) * np.sqrt(ridge) / scale)
        wanted.append(np.zeros(columns))
    found, _ = nnls(np.vstack(rows), np.concatenate(wanted), maxiter=50 * columns)
    return np.asarray(found / found.sum())


def sparse_weights(design: Floats, target: Floats, *, noise: float) -> Floats:
    """Weights w >= 0 with sum 1, found coarsely, thinned out, and refined from there.

    The procedure behind the published synthetic controls (Arkhangelsky and others 2021): a
    Frank-Wolfe descent of 100 steps, weights under a quarter of the largest dropped, and a
    longer descent over the rest. Where units outnumber periods it does not chase the last
    decimals of the fit, which are noise, and so differs a little from the exact optimum.

    Args:
        noise: standard deviation of the target's step from one period to the next.
    """
    even = np.full(design.shape[1], 1 / design.shape[1])
    coarse = _descend(design, target, even, noise=noise, steps=100)
    kept = np.where(coarse > coarse.max() / 4, coarse, 0.0)
    return _descend(design, target, kept / kept.sum(), noise=noise, steps=10_000)


def _descend(design: Floats, target: Floats, start: Floats, *, noise: float, steps: int) -> Floats:
    weights, error = start, design @ start - target
    for _ in range(steps):
        slope = design.T @ error
        best = int(np.argmin(slope))
        way = design[:, best] - (error + target)
        length = float(way @ way)
        step = float(error @ -way) / length if length else 0.0
        step = min(max(step, 0.0), 1.0)
        gain = step * (2 * float(error @ -way) - step * length) / len(target)
        weights = weights * (1 - step)
        weights[best] += step
        error = error + step * way
        if gain <= (1e-5 * noise) ** 2:
            break
    return weights
