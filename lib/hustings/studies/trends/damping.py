"""Damped exponential smoothing of many series at once.

Gardner and McKenzie, "Forecasting trends in time series", Management Science 31 (1985). A
library fits one series in some 15 ms; a state's week has tens of thousands of series, so all
are smoothed together, with the best of a grid of settings for each.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from hustings.studies.medians import Floats

SETTLING = 8  # first weeks, whose errors tell more of the start than of the setting


@dataclass(frozen=True)
class Damping:
    """How fast level and slope follow what is seen, and how soon a slope fades."""

    level: float
    slope: float
    fading: float

    def steps(self, ahead: int) -> Floats:
        """What a slope of one adds up to after 1, 2 ... weeks."""
        return np.cumsum(self.fading ** np.arange(1, ahead + 1))


GRID = (
    *(Damping(level, 0.0, 0.9) for level in (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.95)),
    *(
        Damping(level, slope, fading)
        for level, slope, fading in product((0.1, 0.3, 0.6, 0.9), (0.1, 0.3), (0.8, 0.9, 0.98))
    ),
)


def smoothed(series: Floats, damping: Damping) -> tuple[Floats, Floats, Floats]:
    """Level and slope after each week, and the error of the forecast one week before.

    Args:
        series: units x weeks, without gaps.
    """
    level, slope = np.empty_like(series), np.zeros_like(series)
    error = np.zeros_like(series)
    level[:, 0] = series[:, 0]
    for week in range(1, series.shape[1]):
        fading = damping.fading * slope[:, week - 1]
        error[:, week] = series[:, week] - level[:, week - 1] - fading
        level[:, week] = level[:, week - 1] + fading + damping.level * error[:, week]
        slope[:, week] = fading + damping.level * damping.slope * error[:, week]
    return level, slope, error


def damped_forecast(series: Floats, ahead: int) -> Floats:
    """Units x weeks ahead, each unit by the setting that would have erred least."""
    least = np.full(len(series), np.inf)
    best = np.empty((len(series), ahead))
    for damping in GRID:
        level, slope, error = smoothed(series, damping)
        loss = (error[:, SETTLING:] ** 2).sum(axis=1)
        made = level[:, -1:] + slope[:, -1:] * damping.steps(ahead)
        best[loss < least] = made[loss < least]
        least = np.minimum(least, loss)
    return best


def past_errors(series: Floats, *, origins: int, ahead: int) -> Floats:
    """Units x past weeks x weeks ahead: seen less forecast; NaN where nothing was seen yet.

    The setting is chosen on the weeks before the first of these forecasts, so that none of
    them knew what it is judged by.
    """
    weeks = series.shape[1]
    first = weeks - origins
    least = np.full(len(series), np.inf)
    errors = np.full((len(series), origins, ahead), np.nan)
    for damping in GRID:
        level, slope, error = smoothed(series, damping)
        loss = (error[:, SETTLING:first] ** 2).sum(axis=1)
        better = loss < least
        least = np.minimum(least, loss)
        for origin, step in product(range(origins), range(ahead)):
            seen = first + origin + step
            if seen < weeks:
                at = first + origin - 1
                made = level[better, at] + slope[better, at] * damping.steps(step + 1)[-1]
                errors[better, origin, step] = series[better, seen] - made
    return errors
