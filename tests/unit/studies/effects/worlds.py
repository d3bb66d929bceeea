"""Panels with a known effect, drawn with a seed."""

import numpy as np
import pandas as pd

DATES = (12, 16, 20, 24, 28, 0)


def camps(seed: int, *, effect: float = 0.16, units: int = 60, weeks: int = 40) -> pd.DataFrame:
    """Units trained at different dates, errors that fade by half from week to week."""
    rng = np.random.default_rng(seed)
    dates = rng.permutation(np.resize(DATES, units))
    error = np.zeros((units, weeks))
    error[:, 0] = rng.normal(size=units)
    for week in range(1, weeks):
        error[:, week] = 0.5 * error[:, week - 1] + rng.normal(size=units) * 0.75**0.5
    shared = np.cumsum(rng.normal(size=weeks) * 0.1)
    value = rng.normal(size=(units, 1)) + shared[None, :] + 0.2 * error
    week = np.arange(1, weeks + 1)
    value = value + effect * ((dates[:, None] > 0) & (week[None, :] >= dates[:, None]))
    return pd.DataFrame(
        {
            "unit": np.repeat([f"u{at:02d}" for at in range(units)], weeks),
            "period": np.tile(week, units),
            "treated_from": np.repeat(dates, weeks),
            "value": value.ravel(),
        }
    )


def teams(seed: int, *, gain: float = 0.0, units: int = 30, weeks: int = 52) -> pd.DataFrame:
    """Weekly counts of units that share some of their ups and downs; u00 changed in week 40."""
    rng = np.random.default_rng(seed)
    common = np.cumsum(rng.normal(size=(weeks, 2)) * 0.03, axis=0)
    own = np.zeros((units, weeks))
    for week in range(1, weeks):
        own[:, week] = 0.7 * own[:, week - 1] + rng.normal(size=units) * 0.03
    log = 7 + rng.normal(size=(units, 1)) * 0.5 + rng.uniform(0, 1, (units, 2)) @ common.T + own
    log[0, 39:] += gain
    return pd.DataFrame(
        {
            "unit": np.repeat([f"u{at:02d}" for at in range(units)], weeks),
            "period": np.tile(np.arange(1, weeks + 1), units),
            "value": rng.poisson(np.exp(log)).ravel(),
        }
    )
