"""Damped exponential smoothing of many series at once.

Gardner and McKenzie, "Forecasting trends in time series", Management Science 31 (1985). A
library fits one series in some 15 ms; a state's week has tens of thousands of series, so all
are smoothed together, with the best of a grid of settings for each.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from hustings.studies.medians import Floats
from hustings.studies.panels import Flags

WEEKS_SHARED = 20.0
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
    made = np.empty((len(series), ahead))
    for damping, units in _settings(series):
        level, slope, _ = smoothed(series[units], damping)
        made[units] = level[:, -1:] + slope[:, -1:] * damping.steps(ahead)
    return made


def past_errors(series: Floats, *, origins: int, ahead: int) -> Floats:
    """Units x past weeks x weeks ahead: seen less forecast; NaN where nothing was seen yet.

    The setting is chosen on the weeks before the first of these forecasts, so that none of
    them knew what it is judged by.
    """
    weeks = series.shape[1]
    first = weeks - origins
    errors = np.full((len(series), origins, ahead), np.nan)
    for damping, units in _settings(series[:, :first]):
        level, slope, _ = smoothed(series[units], damping)
        steps = damping.steps(ahead)
        for origin, step in product(range(origins), range(ahead)):
            seen, at = first + origin + step, first + origin - 1
            if seen < weeks:
                made = level[:, at] + slope[:, at] * steps[step]
                errors[units, origin, step] = series[units, seen] - made
    return errors


def _settings(series: Floats) -> list[tuple[Damping, Flags]]:
    """Each setting with the units it is the best for, if there are any.

    Few weeks of one unit tell settings apart by luck, so how well each does for the middle unit
    counts as so many weeks more.
    """
    losses = [(smoothed(series, damping)[2][:, SETTLING:] ** 2).sum(axis=1) for damping in GRID]
    logs = np.log(np.array(losses) + 1e-12)
    seen = max(series.shape[1] - SETTLING, 0)
    middle = np.median(logs - logs[0], axis=1, keepdims=True)
    best = np.argmin(seen * logs + WEEKS_SHARED * middle, axis=0)
    return [(damping, best == at) for at, damping in enumerate(GRID) if (best == at).any()]
