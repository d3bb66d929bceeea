"""The usual day of each week, which one viral day cannot move, and the spikes set apart."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hustings.errors import UsageError
from hustings.studies.medians import Floats, observed_median
from hustings.studies.offset import log_offset

NEEDED = ("unit", "level", "metric", "day", "value")
COLUMNS = (
    "level", "unit", "metric", "week", "value", "total", "spike_share", "day_spread", "offset",
    "days",
)  # fmt: skip
LEFT_OUT = 3  # of a week's days: the lowest and the two highest
WEEKS_DOUBTED = 8.0  # unit-weeks at which half of a weekday's seeming effect is believed


def weekly_level(daily: pd.DataFrame, *, fewest_days: int = 5) -> pd.DataFrame:
    """The level of each week: the usual day, which one viral day cannot move.

    The mean of the week's days, each freed of its weekday's effect, without the lowest and the
    two highest. Two viral days hardly move it, nor one that was lost, and of small counts it
    tells much more than their median. A weekday's effect is its median distance from the week's
    middle in log(1 + y), over all units of one level and metric and all weeks but the newest,
    y being a day's value over the metric's `log_offset`: what is told in tens has the same
    changes as by ones. Zero is data; a day that is absent or empty is missing. Meant for what
    happens on most days: of a thing that happens on two days a week the usual day is zero.

    Args:
        daily: one row per unit x metric x day; needs unit, level, metric, day (an Indian day)
            and value (0 or more).
        fewest_days: a week with fewer observed days has no value and no spike share.

    Returns:
        One row per unit x metric x ISO week with an observed day: `value` (per day), `total`
        (sum over the observed days), `spike_share` (0-1, how much of the total lies above
        that many usual days), `day_spread` (sd of its days in log, the oddest left out:
        how little they agree on a level), `offset` (the same in all rows of a level and metric,
        as logs are to be taken of the values, too) and `days` observed.

    Raises:
        UsageError: when a column is missing, a day appears twice, or a value is negative.
    """
    _check(daily)
    observed = (_observed(part) for part in _by_group(daily))
    parts = [_weekly(part, fewest_days) for part in observed if len(part)]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    return pd.concat(parts, ignore_index=True)


def week_values(days: Floats, *, fewest_days: int = 5) -> dict[str, Floats]:
    """Value, total, spike share, day spread and offset of every week of one level and metric.

    Args:
        days: units x weeks x 7 values per day, Monday first; NaN is missing.
    """
    # The newest week does not teach what a weekday adds: its own days are what is judged by it.
    learned = slice(0, -1 if days.shape[1] > 1 else None)
    offset = log_offset(days[:, learned])
    logs = np.log1p(days / offset)
    # Nothing is nothing on any weekday: a silent week is 0, not a weekday's effect.
    logs = np.where(days == 0, 0.0, logs - _weekday_effect(logs[:, learned]))
    count = np.count_nonzero(~np.isnan(days), axis=-1)
    enough = count >= fewest_days
    value = _usual_day(np.maximum(np.expm1(logs), 0.0)) * offset
    total = np.nansum(days, axis=-1)
    above = np.maximum(total - count * value, 0.0)
    share = np.divide(above, total, out=np.zeros_like(total), where=total > 0)
    return {
        "value": np.where(enough, value, np.nan),
        "total": np.where(count > 0, total, np.nan),
        "spike_share": np.where(enough, share, np.nan),
        "day_spread": np.where(enough, _spread(logs), np.nan),
        "offset": np.full(count.shape, offset),
    }


def _usual_day(days: Floats) -> Floats:
    """The mean of each week's observed days but the lowest and the two highest."""
    ordered = np.sort(days, axis=-1)  # what is missing comes last
    count = np.count_nonzero(~np.isnan(days), axis=-1)[..., None]
    place = np.arange(days.shape[-1])
    first = np.where(count > LEFT_OUT, 1, 0)
    kept = (place >= first) & (place < np.maximum(count - (LEFT_OUT - 1), first + 1))
    total = np.sum(np.where(kept, ordered, 0.0), axis=-1)
    return np.asarray(total / np.count_nonzero(kept, axis=-1))


def _spread(logs: Floats) -> Floats:
    """Standard deviation of a week's days, the one farthest from their middle left out."""
    apart = np.abs(logs - observed_median(logs)[..., None])
    farthest = apart == np.fmax.reduce(apart, axis=-1, keepdims=True)
    first = farthest & (np.cumsum(farthest, axis=-1) == 1)
    rest = np.where(first, np.nan, logs)
    size = np.maximum(np.count_nonzero(~np.isnan(rest), axis=-1), 1)
    middle = np.nansum(rest, axis=-1) / size
    return np.asarray(np.sqrt(np.nansum((rest - middle[..., None]) ** 2, axis=-1) / size))


def _weekday_effect(logs: Floats) -> Floats:
    """What each weekday usually adds, in log; the fewer weeks it was seen in, the nearer to 0."""
    apart = (logs - observed_median(logs)[..., None]).reshape(-1, 7)
    seen = np.count_nonzero(~np.isnan(apart), axis=0)
    effect = np.where(seen > 0, observed_median(apart, axis=0), 0.0) * seen / (seen + WEEKS_DOUBTED)
    return np.asarray(effect - effect.mean())


def _check(daily: pd.DataFrame) -> None:
    absent = [name for name in NEEDED if name not in daily.columns]
    if absent:
        raise UsageError(
            "The daily table lacks columns.",
            where=", ".join(absent),
            fix=f"Hand in {', '.join(NEEDED)}.",
        )
    negative = daily["value"] < 0
    if negative.any():
        raise UsageError(
            "A daily value is negative, and the level is taken on a log scale.",
            where=", ".join(sorted(daily.loc[negative, "metric"].unique())),
            fix="Hand in gains and losses as two metrics.",
        )


def _by_group(table: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows of one level and metric after the other; never a second copy of them all."""
    level, metric = _small_codes(table["level"]), _small_codes(table["metric"])
    group = np.where((level < 0) | (metric < 0), -1, level * (metric.max(initial=0) + 1) + metric)
    order = np.argsort(group, kind="stable")
    ends = np.cumsum(np.bincount(group + 1, minlength=1))  # before the first: of no level or metric
    for first, last in pairwise(ends):
        yield table.iloc[order[first:last]]


def _small_codes(names: pd.Series) -> NDArray[np.int32]:
    """The place of each row's name among the names, in their order; -1 where there is none."""
    return pd.factorize(names, sort=True)[0].astype(np.int32)


def _observed(part: pd.DataFrame) -> pd.DataFrame:
    table = part.loc[part["value"].notna(), list(NEEDED)]
    return table.assign(day=pd.to_datetime(table["day"]).dt.normalize())


def _weekly(part: pd.DataFrame, fewest_days: int) -> pd.DataFrame:
    """All weeks of one level and metric."""
    day = part["day"].to_numpy(dtype="datetime64[D]").astype(np.int64) + 3  # 1970-01-01: Thursday
    first = int(day.min()) // 7
    unit, units = _numbered(part["unit"])
    _no_day_twice(part, unit, day)
    cube = np.full((len(units), int(day.max()) // 7 - first + 1, 7), np.nan)
    cube[unit, day // 7 - first, day % 7] = part["value"].to_numpy(dtype=float)
    found = week_values(cube, fewest_days=fewest_days)
    days = np.count_nonzero(~np.isnan(cube), axis=-1)
    row, week = np.nonzero(days)
    names = {
        "level": part["level"].iloc[0],
        "unit": units[row],
        "metric": part["metric"].iloc[0],
        "week": _week_keys(first, cube.shape[1])[week],
    }
    figures = {name: matrix[row, week] for name, matrix in found.items()}
    return pd.DataFrame(names | figures | {"days": days[row, week]})[list(COLUMNS)]


def _numbered(names: pd.Series) -> tuple[NDArray[np.intp], NDArray[np.object_]]:
    """The place of each row's name among the names, in their order, and those; categories too."""
    codes, found = pd.factorize(names)
    known = np.asarray(found, dtype=object)
    order = np.argsort(known)
    return np.argsort(order)[codes], known[order]


def _no_day_twice(part: pd.DataFrame, unit: NDArray[np.intp], day: NDArray[np.int64]) -> None:
    """One unit's day of one level and metric stands once."""
    twice = pd.Series(unit * (int(day.max()) + 1) + day).duplicated().to_numpy()
    if twice.any():
        first = part[twice].iloc[0]
        raise UsageError(
            f"{int(twice.sum())} days appear twice.",
            where=f"{first['unit']}, {first['metric']}, {first['day']:%Y-%m-%d}",
            fix="Add up the rows of one unit, metric and day first.",
        )


def _week_keys(first: int, count: int) -> np.ndarray:
    mondays = (np.arange(first, first + count) * 7 - 3).astype("datetime64[D]")
    iso = pd.DatetimeIndex(mondays).isocalendar()
    keys = iso["year"].astype(str) + "-W" + iso["week"].astype(str).str.zfill(2)
    return keys.to_numpy()
