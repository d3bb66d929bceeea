"""What next week is likely to bring, with intervals that held in the past weeks."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from hustings.errors import InputError
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError
from hustings.studies.trends.chosen import (
    Ahead,
    Thirds,
    errors_of_the_last,
    look_ahead,
    thirds,
)

FEWEST_WEEKS = 24
FEWEST_ERRORS = 20  # pooled past errors behind one interval
LEVELS = (0.8, 0.95)


@dataclass(frozen=True)
class Forecasts:
    """What is expected, and how well the same method did.

    `rows`: one row per unit and weeks `ahead`: the unit's `size`, the `way` it was forecast
    ("damped", "last" or "usual"), `expected`, and `low_80`, `high_80`, `low_95`, `high_95`, in
    the units of the value; no interval is narrower than that of a week nearer. `coverage`: one
    row per weeks `ahead` and `size` (third of the units by level): share of past weeks inside
    each interval, made without them, and `weeks` judged. Where fewer than 20 past errors are known,
    as of a few units far ahead, both ends are NaN. `error_ratio`: mean absolute error in
    log over that of repeating the last value, per weeks ahead; below 1 is better than no method.
    These are the weeks the way was chosen on, so weeks to come may be a little worse. `refused`:
    one row per unit left out, with `reason`.
    """

    rows: pd.DataFrame
    coverage: pd.DataFrame
    error_ratio: pd.DataFrame
    refused: pd.DataFrame


def forecast(table: pd.DataFrame, *, ahead: int = 4) -> Forecasts:
    """Each unit's log by the way that erred least among its like, intervals pooled over units.

    Ways are damped smoothing (Gardner and McKenzie 1985), the last week repeated and the median
    of half a year, so that no third of the units was worse forecast than by its last week. How far
    past forecasts strayed, in deviations of the unit's own steps, is pooled over units of like size
    and over past weeks, so that a 95 % interval does not need a hundred weeks of one unit.

    Args:
        table: one row per `unit` and `week` with `value` 0 or more; weeks equally spaced, without
            a season. A unit's record begins with its own first week and ends with the table's;
            one with a gap, or with fewer than 24 weeks, is left out with its reason.
        ahead: weeks to look ahead.

    Raises:
        CannotJudgeError: no unit can be forecast.
        InputError: a unit twice in a week, or a value below zero.
    """
    weeks = wide(table)
    reason = refusals(weeks)
    kept = weeks[reason == ""]
    if kept.empty:
        raise CannotJudgeError(
            "short_series",
            "No unit has enough weeks without a gap.",
            before=weeks.shape[1],
            after=0,
        )
    log = np.log1p(kept.to_numpy(float))
    refused = reason[reason != ""].rename("reason").rename_axis("unit").reset_index()
    return told(kept.index, log, look_ahead(log, ahead=ahead), refused)


def told(units: pd.Index, log: Floats, made: Ahead, refused: pd.DataFrame) -> Forecasts:
    """Forecasts in log and their past errors, by whatever method, with intervals and record.

    Args:
        log: units x weeks seen; NaN before a unit's first.
    """
    scale = _scales(log)
    past = made.errors / scale[:, None, None]
    size = thirds(log)
    rows = _rows(units, made, scale, size, past)
    return Forecasts(rows, _coverage(past, size), _ratios(log, made.errors), refused)


def wide(table: pd.DataFrame) -> pd.DataFrame:
    """Units x weeks, both in order."""
    if table.duplicated(["unit", "week"]).any():
        raise InputError("A unit stands twice in one week.", fix="One row per unit and week.")
    if (table["value"] < 0).any():
        raise InputError("A value is below zero.", fix="Forecast counts or amounts.")
    return table.pivot(index="unit", columns="week", values="value").sort_index(axis=1)  # noqa: PD010


def refusals(weeks: pd.DataFrame, *, in_tree: bool = False) -> "pd.Series[str]":
    """Why each unit of a wide table cannot be forecast; empty where it can.

    Args: in_tree: a flat unit can be, and one that began later than the table cannot.
    """
    seen = weeks.notna().to_numpy()
    begun = np.logical_or.accumulate(seen, axis=1)
    gap = (begun & ~seen).any(axis=1)
    short = begun.sum(axis=1) < (max(FEWEST_WEEKS, weeks.shape[1]) if in_tree else FEWEST_WEEKS)
    flat = (weeks.nunique(axis=1).to_numpy() < 3) & (not in_tree)
    said = np.select([gap, short, flat], ["gap", "short_series", "flat"], "")
    return pd.Series(said, index=weeks.index)


def _scales(log: Floats) -> Floats:
    """Each unit's usual step from week to week; never quite nothing."""
    step = np.abs(np.diff(log, axis=1))
    middle, mean = np.nanmedian(step, axis=1), np.nanmean(step, axis=1)
    return np.asarray(np.maximum(middle, 0.25 * mean) + 1e-9)


def _widths(errors: Floats, level: float) -> Floats:
    """For each week ahead, the error that a share of past errors stay within.

    Nearer weeks' widths that chance made larger than a further one's are levelled with it (pool
    adjacent violators, Ayer and others 1955): nobody knows more of a week further off.
    """
    found = np.array([_width(errors[..., step], level) for step in range(errors.shape[-1])])
    known = ~np.isnan(found)
    pools: list[tuple[float, int]] = []
    for width in found[known]:
        pools.append((float(width), 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, weeks), (other, more) = pools[-2:]
            pools[-2:] = [((one * weeks + other * more) / (weeks + more), weeks + more)]
    found[known] = [mean for mean, weeks in pools for _ in range(weeks)]
    return found


def _width(errors: Floats, level: float) -> float:
    """The error that a share of past errors stay within; with the one more that n asks for."""
    known = np.sort(np.abs(errors[~np.isnan(errors)]))
    if len(known) < FEWEST_ERRORS:
        return float("nan")
    place = min(int(np.ceil(level * (len(known) + 1))), len(known)) - 1
    return float(known[place])


def _rows(units: pd.Index, made: Ahead, scale: Floats, size: Thirds, past: Floats) -> pd.DataFrame:
    expected, ahead = made.expected, made.expected.shape[1]
    rows = {
        "unit": np.repeat(units, ahead),
        "ahead": np.tile(np.arange(1, ahead + 1), len(units)),
        "size": np.repeat(size, ahead),
        "way": np.repeat(made.ways, ahead),
        "expected": np.expm1(expected).ravel(),
    }
    for level in LEVELS:
        widths = {third: _widths(past[size == third], level) for third in np.unique(size)}
        reach = np.array([widths[third] for third in size]) * scale[:, None]
        low, high = _ends(expected, reach)
        name = f"{level:.0%}".rstrip("%")
        rows[f"low_{name}"], rows[f"high_{name}"] = low.ravel(), high.ravel()
    return pd.DataFrame(rows)


def _ends(expected: Floats, reach: Floats) -> tuple[Floats, Floats]:
    """Both ends in the units of the value, each span at least as wide as the one of a week nearer.

    What is expected to fall would else have its span shrink with it, in people if not in per cent.
    """
    low, high = np.empty_like(expected), np.empty_like(expected)
    span = np.zeros(len(expected))
    for step in range(expected.shape[1]):
        middle, wide = expected[:, step], reach[:, step]
        needed = np.arcsinh(span * np.exp(-middle) / 2)
        needed = np.where(needed > middle, np.log1p(span) - middle, needed)  # none is below zero
        wide = np.where(np.isnan(span), wide, np.maximum(wide, needed))
        low[:, step] = np.maximum(np.expm1(middle - wide), 0.0)
        high[:, step] = np.expm1(middle + wide)
        span = high[:, step] - low[:, step]
    return low, high


def _coverage(past: Floats, size: Thirds) -> pd.DataFrame:
    """Each past week judged by intervals made from the other past weeks."""
    rows = []
    for third in np.unique(size):
        errors = past[size == third]
        inside = {level: _inside(errors, level) for level in LEVELS}
        for step in range(past.shape[2]):
            row: dict[str, float] = {"ahead": step + 1, "size": int(third)}
            row["weeks"] = int((~np.isnan(errors[:, :, step])).sum())
            for level in LEVELS:
                row[f"inside_{level:.0%}".rstrip("%")] = float(inside[level][step])
            rows.append(row)
    return pd.DataFrame(rows)


def _inside(errors: Floats, level: float) -> Floats:
    """For each week ahead, the share of past errors within widths made without their week."""
    hits = np.full(errors.shape, np.nan)
    for origin in range(errors.shape[1]):
        widths = _widths(np.delete(errors, origin, axis=1), level)
        known = ~np.isnan(errors[:, origin]) & ~np.isnan(widths)
        hits[:, origin] = np.where(known, np.abs(errors[:, origin]) <= widths, np.nan)
    seen = np.count_nonzero(~np.isnan(hits), axis=(0, 1))
    within = np.nansum(hits, axis=(0, 1))
    return np.where(seen > 0, within / np.maximum(seen, 1), np.nan)


def _ratios(log: Floats, errors: Floats) -> pd.DataFrame:
    ahead = errors.shape[2]
    naive = errors_of_the_last(log, ahead=ahead)
    rows = []
    for step in range(ahead):
        ours, theirs = (np.abs(some[:, :, step]) for some in (errors, naive))
        known = not np.isnan(theirs).all()
        ratio = float(np.nanmean(ours)) / float(np.nanmean(theirs)) if known else float("nan")
        rows.append({"ahead": step + 1, "ratio": ratio})
    return pd.DataFrame(rows)
