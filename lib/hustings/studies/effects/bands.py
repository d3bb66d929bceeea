"""Bands that hold for a whole curve at once, not for each of its points alone."""

import numpy as np

from hustings.studies.medians import Floats

DRAWS = 1999


def simultaneous_width(influence: Floats, *, confidence: float, seed: int) -> float:
    """How many standard errors a band needs to hold at every point together.

    Multiplier bootstrap of the largest studentised deviation, each unit's influence flipped
    at random (Callaway and Sant'Anna 2021, algorithm 1, with Rademacher weights).

    Args:
        influence: units x points.
    """
    spread = influence - influence.mean(axis=0)
    scale = np.sqrt((spread**2).sum(axis=0))
    kept = scale > 0
    if not kept.any():
        return 0.0
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), size=(DRAWS, len(spread)))
    largest = np.abs(signs @ spread[:, kept] / scale[kept]).max(axis=1)
    return float(np.quantile(largest, confidence))
