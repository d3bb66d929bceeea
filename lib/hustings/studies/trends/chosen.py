"""The way of forecasting that erred least in past weeks, for units of like size together."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from hustings.studies.medians import Floats
from hustings.studies.trends.damping import damped_forecast, past_errors

ORIGINS = 12  # past weeks from which was forecast as if nothing later were known
USUAL_WEEKS = 26
TERCILES = 3
FEWEST_APART = 30  # units; fewer are forecast in one way, as thirds of them would choose by luck

Thirds = NDArray[np.int64]
Level = Callable[[Floats], Floats]  # of units x weeks, one level per unit


@dataclass(frozen=True)
class Ahead:
    """Forecasts in log, by the way that did best.

    `expected`: units x weeks ahead. `errors`: units x past weeks x weeks ahead, seen less
    forecast; NaN where nothing was seen yet. `ways`: one per unit, of WAYS.
    """

    expected: Floats
    errors: Floats
    ways: NDArray[np.str_]


def _last(log: Floats) -> Floats:
    return log[:, -1]


def _usual(log: Floats) -> Floats:
    return np.asarray(np.median(log[:, -USUAL_WEEKS:], axis=1))


FLAT: dict[str, Level] = {"last": _last, "usual": _usual}
WAYS = ("damped", *FLAT)


def look_ahead(log: Floats, *, ahead: int) -> Ahead:
    """Damped smoothing, the last week repeated, or the median of half a year.

    What comes in lumps is worse smoothed than repeated, and best told by its usual week. A few
    weeks of one unit tell ways apart by luck, so a third of the units, by size, is forecast in
    one way (of few units, all are): that with the smallest mean absolute error, over all weeks
    ahead together.

    Args:
        log: units x weeks, without gaps; NaN before a unit's first week.
    """
    size = thirds(log) if len(log) >= FEWEST_APART else np.zeros(len(log), dtype=np.int64)
    shape = (ORIGINS, ahead)
    tried = {way: _by_record(log, partial(_errors, way=way, ahead=ahead), shape) for way in WAYS}
    ways = np.empty(len(log), dtype="<U6")
    for third in np.unique(size):
        here = size == third
        ways[here] = min(WAYS, key=lambda way: float(np.nanmean(np.abs(tried[way][here]))))
    expected, errors = np.empty((len(log), ahead)), np.empty((len(log), ORIGINS, ahead))
    for way in np.unique(ways):
        here = ways == way
        made = partial(_expected, way=str(way), ahead=ahead)
        expected[here] = _by_record(log[here], made, (ahead,))
        errors[here] = tried[str(way)][here]
    return Ahead(expected, errors, ways)


def errors_of_the_last(log: Floats, *, ahead: int) -> Floats:
    """As `Ahead.errors`, had the last week been repeated: what any way is held against."""
    made = partial(_errors, way="last", ahead=ahead)
    return _by_record(log, made, (ORIGINS, ahead))


def thirds(log: Floats) -> Thirds:
    """The third of the units, by mean level, that each belongs to; all are one where few."""
    level = np.nanmean(log, axis=1)
    if len(level) < 2 * TERCILES:
        return np.zeros(len(level), dtype=np.int64)
    return np.asarray(np.searchsorted(np.quantile(level, [1 / 3, 2 / 3]), level))


def _by_record(log: Floats, made: Callable[[Floats], Floats], shape: tuple[int, ...]) -> Floats:
    """What is made of each unit's own weeks, units whose record is as long together."""
    found = np.empty((len(log), *shape))
    first = np.argmax(~np.isnan(log), axis=1)
    for start in np.unique(first):
        here = first == start
        found[here] = made(log[here][:, start:])
    return found


def _expected(log: Floats, way: str, ahead: int) -> Floats:
    if way == "damped":
        return damped_forecast(log, ahead)
    return np.repeat(FLAT[way](log)[:, None], ahead, axis=1)


def _errors(log: Floats, way: str, ahead: int) -> Floats:
    if way == "damped":
        return past_errors(log, origins=ORIGINS, ahead=ahead)
    errors = np.full((len(log), ORIGINS, ahead), np.nan)
    first = log.shape[1] - ORIGINS
    for origin in range(ORIGINS):
        seen = log[:, first + origin : first + origin + ahead]
        made = FLAT[way](log[:, : first + origin])
        errors[:, origin, : seen.shape[1]] = seen - made[:, None]
    return errors
