"""One series, interrupted on one date: the level after it against the path before it.

Bernal, Cummins and Gasparrini, "Interrupted time series regression", International Journal of
Epidemiology 46 (2017).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from hustings.errors import InputError
from hustings.studies.asked import require
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

FEWEST_BEFORE, FEWEST_AFTER = 8, 3  # periods
HARMONICS = 2
CONFIDENCE = 0.95
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Interruption:
    """What the series did at the date, as a ratio of counts: 1.10 is a tenth more."""

    ratio: float
    low: float
    high: float
    p_value: float
    slope_ratio: float | None  # change of the trend per period, where one was asked for
    slope_low: float | None
    slope_high: float | None
    fitted: pd.DataFrame  # one row per period: outcome, expected, expected without the change
    overdispersion: float


def interrupted_series(
    table: pd.DataFrame,
    *,
    outcome: str,
    begins: object,
    exposure: str | None = None,
    slope_changes: bool = False,
    season: int | None = None,
    lags: int | None = None,
) -> Interruption:
    """Step (and change of slope) of a series of counts at a date, by quasi-Poisson regression.

    Args:
        table: one row per `period`, of one unit, equally spaced. A whole number or a pandas Period
            that has no row is a gap; of dates, give each its row, the count missing.
        outcome: counts, 0 or more; a missing count leaves its period out, and time goes on.
        begins: the first period after the change.
        exposure: column the counts are held against (people, followers).
        season: periods in a year; its two longest waves are taken out.
        lags: periods over which neighbours resemble each other; with it errors are those of
            Newey and West, else those of the overdispersed counts.

    Raises:
        CannotJudgeError: fewer than eight periods before or three after, nothing but zeros on one
            side, from which no ratio can be made, or a series that never moves.
        InputError: a negative count, or a missing column.
    """
    from statsmodels.api import GLM
    from statsmodels.genmod.families import Poisson

    rows = _rows(table, outcome, exposure)
    after = since(rows, begins)
    counts = rows[outcome].to_numpy(float)
    if not (counts[after].any() and counts[~after].any()):
        raise CannotJudgeError("nothing_counted", "All counts on one side of the date are zero.")
    weight = rows[exposure].to_numpy(float) if exposure else np.ones(len(rows))
    if np.ptp(counts / weight) == 0:
        raise CannotJudgeError("single_value", "The series never moves: nothing to judge it by.")
    place = rows["place"].to_numpy(float)
    design = _design(after, place, slope_changes=slope_changes, season=season)
    model = GLM(counts, design, family=Poisson(), exposure=weight)
    dispersed = model.fit(scale="X2")
    fit = dispersed if lags is None else model.fit(cov_type="HAC", cov_kwds={"maxlags": lags})
    width = float(norm.ppf((1 + CONFIDENCE) / 2))
    ratio, low, high = _ratio(fit.params[1], fit.bse[1], width)
    slope = _ratio(fit.params[3], fit.bse[3], width) if slope_changes else (None, None, None)
    return Interruption(
        ratio=ratio,
        low=low,
        high=high,
        p_value=float(fit.pvalues[1]),
        slope_ratio=slope[0],
        slope_low=slope[1],
        slope_high=slope[2],
        fitted=_fitted(rows, outcome, fit.params, design, weight, slope_changes=slope_changes),
        overdispersion=float(dispersed.scale),
    )


def since(rows: pd.DataFrame, begins: object) -> NDArray[np.bool_]:
    """Which rows of a series stand behind the date.

    Raises: CannotJudgeError where there are too few on one side of it.
    """
    try:
        after: NDArray[np.bool_] = (rows["period"] >= begins).to_numpy()
    except TypeError:
        raise InputError(
            f"The date {begins!r} cannot be compared with the periods.",
            fix=f"Give it as they are, as {rows['period'].iloc[0]!r}.",
        ) from None
    if after.sum() < FEWEST_AFTER or (~after).sum() < FEWEST_BEFORE:
        raise CannotJudgeError(
            "short_series", "The series is too short on one side of the date.",
            before=int((~after).sum()), after=int(after.sum()),
        )  # fmt: skip
    return after


def _rows(table: pd.DataFrame, outcome: str, exposure: str | None) -> pd.DataFrame:
    needed = ["period", outcome, *([exposure] if exposure else [])]
    require(table, needed, "series")
    rows = table[needed].sort_values("period")
    rows["place"] = _places(rows["period"])
    rows = rows.dropna()
    if (rows[outcome] < 0).any():
        raise InputError("A count is below zero.", fix="Ask for a column of counts.")
    return rows


def _places(periods: "pd.Series[Any]") -> Floats:
    """Where each period lies in time: a season and a trend go on where a count is missing."""
    if isinstance(periods.dtype, pd.PeriodDtype):
        return np.array([period.ordinal for period in periods], dtype=float)
    if pd.api.types.is_integer_dtype(periods):
        return periods.to_numpy(float)
    return np.arange(len(periods), dtype=float)


def _design(after: Flags, place: Floats, *, slope_changes: bool, season: int | None) -> Floats:
    time = place - place[0]
    since = np.where(after, time - time[np.argmax(after)], 0.0)
    columns = [np.ones(len(after)), after.astype(float), time - time.mean()]
    if slope_changes:
        columns.append(since)
    if season is not None:
        for wave in range(1, HARMONICS + 1):
            angle = 2 * np.pi * wave * time / season
            columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def _ratio(log: float, error: float, width: float) -> tuple[float, float, float]:
    middle, low, high = (float(np.exp(log + side * width * error)) for side in (0, -1, 1))
    return middle, low, high


def _fitted(
    rows: pd.DataFrame,
    outcome: str,
    params: Floats,
    design: Floats,
    weight: Floats,
    *,
    slope_changes: bool,
) -> pd.DataFrame:
    without = design.copy()
    without[:, [1, 3] if slope_changes else [1]] = 0.0
    return pd.DataFrame(
        {
            "period": rows["period"].to_numpy(),
            "outcome": rows[outcome].to_numpy(float),
            "expected": np.exp(design @ params) * weight,
            "without": np.exp(without @ params) * weight,
        }
    )
