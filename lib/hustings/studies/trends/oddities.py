"""Days that stand out of their season: spikes are named, and never counted as a trend."""

import numpy as np
import pandas as pd
from scipy.stats import t as student

from hustings.studies.medians import Floats
from hustings.studies.trends.seasons import take_apart

MOST = 0.02  # share of the days that may stand out
TO_DEVIATION = 1.4826  # a median absolute deviation, as a standard deviation


def odd_days(
    values: "pd.Series[float]", *, period: int = 7, most: float = MOST, doubt: float = 0.05
) -> pd.DataFrame:
    """Seasonal hybrid generalised ESD: Rosner (Technometrics 25, 1983) on what STL leaves.

    The median stands for the trend and the median absolute deviation for the spread, so that
    the spikes sought cannot hide each other (Hochenbaum and others 2017).

    Returns: one row per odd day, in order: `value`, `usual` (what its season and the median
        say), `score` in deviations. Errors as `take_apart`.
    """
    parts = take_apart(values, period=period).rows
    usual = parts["season"] + float(values.median())
    rest = (values - usual).to_numpy(float)
    found = _esd(rest, max(1, int(len(rest) * most)), doubt)
    place = np.array(sorted(found), dtype=int)
    scores = np.array([found[at] for at in sorted(found)])
    return pd.DataFrame(
        {
            "value": values.to_numpy(float)[place],
            "usual": usual.to_numpy(float)[place],
            "score": scores,
        },
        index=values.index[place],
    )


def _esd(rest: Floats, most: int, doubt: float) -> dict[int, float]:
    """Positions that stand out, with their scores."""
    count = len(rest)
    kept = list(np.argsort(rest, kind="stable"))
    taken: list[tuple[int, float]] = []
    many = 0
    for step in range(1, most + 1):
        some = rest[kept]
        middle = float(np.median(some))
        spread = float(np.median(np.abs(some - middle))) * TO_DEVIATION
        if spread == 0:
            break
        # sorted, so that the furthest stands at one of the two ends
        furthest = 0 if middle - some[0] > some[-1] - middle else len(kept) - 1
        score = float(abs(some[furthest] - middle)) / spread
        taken.append((int(kept.pop(furthest)), score))
        left = count - step
        edge = float(student.ppf(1 - doubt / (2 * (left + 1)), left - 1))
        if score > left * edge / ((left - 1 + edge**2) * (left + 1)) ** 0.5:
            many = step
    return dict(taken[:many])
