"""When a series moved to another level, with the range of weeks it may have been."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.studies.judged import Judged, Signs
from hustings.studies.medians import Floats, observed_median
from hustings.studies.verdicts import states

PENALTY = 3.0  # times the log of the number of weeks, for each change point
SHORTEST = 2  # weeks between change points; one odd week is no level
WITHIN = 3.84  # 95 % point of chi-squared with one degree of freedom


@dataclass(frozen=True)
class Turn:
    """The first position of a new level, and the earliest and latest it may have been."""

    at: int
    earliest: int
    latest: int


def change_points(series: Floats) -> list[int]:
    """Positions at which a series takes another level: where each new level begins.

    Optimal partitioning (Jackson and others 2005) with squared error, on the series divided
    by its whole standard deviation, and a penalty of 3 log n for each point. NaN are not
    allowed; a constant series has none.
    """
    count = len(series)
    sd = float(np.std(series)) if count else 0.0
    if count < 2 * SHORTEST or sd == 0:
        return []
    cost = _costs((series - series.mean()) / sd)
    penalty = PENALTY * np.log(count)
    best = np.full(count + 1, np.inf)
    best[0] = -penalty
    begin = np.zeros(count + 1, dtype=int)
    for end in range(SHORTEST, count + 1):
        total = best[: end - SHORTEST + 1] + cost[: end - SHORTEST + 1, end] + penalty
        begin[end] = int(np.argmin(total))
        best[end] = total[begin[end]]
    points: list[int] = []
    end = count
    while begin[end] > 0:
        end = int(begin[end])
        points.append(end)
    return points[::-1]


def last_turn(series: Floats) -> Turn | None:
    """The last change point and the positions the series cannot tell from it, at 95 %."""
    points = change_points(series)
    if not points:
        return None
    start = points[-2] if len(points) > 1 else 0
    piece = series[start:]
    cost = _costs(piece - piece.mean())
    places = np.arange(SHORTEST, len(piece) - SHORTEST + 1)
    total = cost[0, places] + cost[places, len(piece)]
    noise = float(total.min()) / max(len(piece) - 2, 1)
    near = places[total - total.min() <= WITHIN * noise]
    at = int(places[np.argmin(total)])
    return Turn(start + at, start + int(near.min()), start + int(near.max()))


def since(judged: Judged, signs: Signs, weeks: NDArray[np.object_]) -> NDArray[np.object_]:
    """Units x 3: the week each confirmed change began, the earliest and the latest it may have."""
    dated = np.full((len(signs), 3), None, dtype=object)
    level = _own_level(judged)
    for row in np.flatnonzero(states(signs) == "confirmed"):
        seen = np.flatnonzero(~np.isnan(level[row]))
        turn = last_turn(level[row][seen])
        if turn is not None:
            dated[row] = weeks[seen[[turn.at, turn.earliest, turn.latest]]]
    return dated


def _own_level(judged: Judged) -> Floats:
    """Each unit's log level without what its level of units shares."""
    log = judged.panel.log
    if not judged.panel.has_common:
        return log
    return log - observed_median(log - observed_median(log)[:, None], axis=0)


def _costs(series: Floats) -> Floats:
    """Squared error about the mean of every stretch [start, end); start >= end is 0."""
    count = len(series)
    total = np.concatenate([[0.0], np.cumsum(series)])
    squares = np.concatenate([[0.0], np.cumsum(series**2)])
    length = np.maximum(np.arange(count + 1)[None, :] - np.arange(count + 1)[:, None], 1)
    gone = (total[None, :] - total[:, None]) ** 2 / length
    return np.asarray(np.maximum(np.triu(squares[None, :] - squares[:, None] - gone), 0.0))
