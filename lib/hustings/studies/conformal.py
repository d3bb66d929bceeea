"""How rare a score is among past scores: ranks where there are many, a fitted tail beyond."""

from dataclasses import dataclass

import numpy as np

from hustings.studies.medians import Floats

TAIL_SHARE = 0.05  # the upper part of the past scores the tail is fitted to
FEWEST_IN_TAIL = 20
TAIL_SHAPE, TAIL_SHAPE_SD = 0.0, 0.12  # generalised Pareto shape before looking
FURTHEST = 5.0  # the tail is followed to 1 / (5 x past scores), no further
# Three points that stand for a normal: Gauss-Hermite.
POINTS, WEIGHTS = (-(3**0.5), 0.0, 3**0.5), (1 / 6, 2 / 3, 1 / 6)


@dataclass(frozen=True)
class Reference:
    """Past absolute scores, and the tail fitted above `start`."""

    scores: Floats  # ascending
    start: float
    share: float  # of the past scores above start
    shapes: tuple[float, ...]
    widths: tuple[float, ...]
    floor: float  # the smallest p-value ever given

    @classmethod
    def of(cls, scores: Floats, *, floor: float = 0.0) -> "Reference":
        """Learn from past absolute scores; NaN are left out.

        Args:
            floor: a smallest p-value above what so many scores would allow.
        """
        ordered = np.sort(scores[~np.isnan(scores)])
        count = len(ordered)
        tail = min(max(FEWEST_IN_TAIL, int(TAIL_SHARE * count)), count // 2)
        start = float(ordered[count - tail - 1])
        beyond = ordered[count - tail :] - start
        shape, doubt = _shape(beyond)
        shapes = tuple(shape + doubt * point for point in POINTS)
        widths = tuple(float(beyond.mean()) * (1 - shape) for shape in shapes)
        floor = max(floor, 1 / (FURTHEST * count))
        return cls(ordered, start, (tail + 1) / (count + 1), shapes, widths, floor)

    def p_value(self, score: Floats) -> Floats:
        """Chance of a score at least this large among unchanged unit-weeks; NaN stays NaN."""
        count = len(self.scores)
        above = count - np.searchsorted(self.scores, score, side="left")
        ranked = (above + 1) / (count + 1)
        # A score seen before is at least as likely as it was; only past the largest does the
        # fitted tail speak alone.
        far = np.maximum(self._tail(score), above / (count + 1))
        p = np.where(score > self.start, far, ranked)
        return np.where(np.isnan(score), np.nan, np.maximum(p, self.floor))

    def score_of(self, p: float) -> float:
        """The score whose p-value is `p`, were there no floor."""
        if p >= self.share:
            return float(np.quantile(self.scores, 1 - p, method="higher"))
        low, high = self.start, self.start + 1.0
        while self._tail(np.array(high)) > p and high < 1e3:
            high += high - self.start
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if self._tail(np.array(middle)) > p else (low, middle)
        return high

    def _tail(self, score: Floats) -> Floats:
        """Predictive tail: a generalised Pareto, averaged over what its shape may be."""
        beyond = np.maximum(score - self.start, 0.0)
        total = np.zeros_like(beyond)
        for weight, shape, width in zip(WEIGHTS, self.shapes, self.widths, strict=True):
            if abs(shape) < 1e-6:
                total += weight * np.exp(-beyond / width)
            else:
                total += weight * np.maximum(1 + shape * beyond / width, 0.0) ** (-1 / shape)
        return self.share * total


def _shape(beyond: Floats) -> tuple[float, float]:
    """Shape of a generalised Pareto and its doubt: Hosking and Wallis (1987), shrunk."""
    count = len(beyond)
    mean = float(beyond.mean())
    rest = (count - np.arange(1, count + 1)) / max(count - 1, 1)
    second = float((beyond * rest).mean())
    found = 2 - mean / (mean - 2 * second) if mean > 2 * second > 0 else 0.0
    error = 4 / 3 / count  # variance of the estimate near 0
    weight = TAIL_SHAPE_SD**2 / (TAIL_SHAPE_SD**2 + error)
    shape = TAIL_SHAPE + weight * (min(max(found, -0.4), 0.6) - TAIL_SHAPE)
    return shape, (weight * error) ** 0.5
