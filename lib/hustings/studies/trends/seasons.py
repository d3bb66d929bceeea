"""A series taken apart into trend, season and rest, without letting odd periods bend them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from hustings.errors import InputError
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

ODD = 1e-8  # a robustness weight below this: the period was left out altogether
FEWEST_SEASONS = 2
NARROWEST = 7  # years


@dataclass(frozen=True)
class Seasons:
    """A series in parts.

    `rows`: one row per period: `value`, `trend`, `season`, `rest`, `weight` (0 to 1: how far
    the period was believed) and whether it was `odd`.
    """

    rows: pd.DataFrame
    period: int


def take_apart(
    values: "pd.Series[float]", *, period: int, window: int | None = None, robust: bool = True
) -> Seasons:
    """Robust STL (Cleveland and others, J. Official Statistics 6, 1990), by statsmodels.

    Args:
        values: equally spaced, in order; a missing value is an error, as STL has no place for it.
        period: observations in one season: 7 for days, 12 for months, 52 for weeks.
        window: years, an odd number from 7, over which a season is smoothed that may change
            slowly; without it the season is the same in all years.
        robust: odd periods bend neither trend nor season; else each is believed whole.

    Raises:
        CannotJudgeError: less than two whole seasons.
        InputError: a missing value, or a window that is even or too short.
    """
    from statsmodels.tsa.seasonal import STL

    series = values.to_numpy(float)
    if np.isnan(series).any():
        raise InputError(
            "A value is missing.", where=str(values.index[int(np.argmax(np.isnan(series)))]),
            fix="Take the series apart on a stretch without gaps.",
        )  # fmt: skip
    if len(series) < FEWEST_SEASONS * period:
        raise CannotJudgeError(
            "short_series", "Less than two whole seasons.", before=len(series), after=0
        )
    if window is not None and (window < NARROWEST or window % 2 == 0):
        raise InputError(
            f"A season is not smoothed over {window} years.", fix="Ask for 7, 9, 11 or more."
        )
    over = window or 10 * len(series) + 1
    fit = STL(
        series,
        period=period,
        seasonal=over,
        seasonal_deg=0,
        robust=robust,
        # Every tenth of a window is smoothed and the rest drawn between, as published figures are.
        seasonal_jump=max(1, -(-over // 10)),
        trend_jump=max(1, -(-_trend_window(period, over) // 10)),
        low_pass_jump=max(1, -(-((period + 1) | 1) // 10)),
    ).fit(inner_iter=1 if robust else 2, outer_iter=15 if robust else 0)
    season = _one_season(fit.seasonal, period) if window is None else fit.seasonal
    rows = pd.DataFrame(
        {
            "value": series,
            "trend": fit.trend,
            "season": season,
            "rest": series - fit.trend - season,
            "weight": fit.weights,
            "odd": fit.weights < ODD,
        },
        index=values.index,
    )
    return Seasons(rows, period)


def _trend_window(period: int, window: int) -> int:
    return int(np.ceil(1.5 * period / (1 - 1.5 / window))) | 1


def _one_season(season: Floats, period: int) -> Floats:
    """The mean of each place in the season, as a periodic window has it."""
    place = np.arange(len(season)) % period
    means = np.array([season[place == one].mean() for one in range(period)])
    return means[place]
