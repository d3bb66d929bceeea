"""What next week is likely to bring, with intervals that held in the past weeks."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hustings.errors import InputError
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError
from hustings.studies.trends.damping import damped_forecast, past_errors

FEWEST_WEEKS = 24
FEWEST_ERRORS = 20  # pooled past errors behind one interval
ORIGINS = 12  # past weeks from which was forecast as if nothing later were known
TERCILES = 3
LEVELS = (0.8, 0.95)
Thirds = NDArray[np.int64]


@dataclass(frozen=True)
class Forecasts:
    """What is expected, and how well the same method did.

    `rows`: one row per unit and weeks `ahead`: the unit's `size`, `expected`, and `low_80`,
    `high_80`, `low_95`, `high_95`, in the units of the value. `coverage`: one row per weeks
    `ahead` and `size` (third of the units by level): share of past weeks inside each interval,
    made without them, and `weeks` judged. `error_ratio`: mean absolute error over that of
    repeating the last value, per weeks ahead; below 1 is better than no method. `refused`: one
    row per unit left out, with `reason`.
    """

    rows: pd.DataFrame
    coverage: pd.DataFrame
    error_ratio: pd.DataFrame
    refused: pd.DataFrame


def forecast(table: pd.DataFrame, *, ahead: int = 4) -> Forecasts:
    """Damped exponential smoothing of each unit's log, intervals pooled over units.

    Each unit's method is that of Gardner and McKenzie (1985). How far past
    forecasts strayed, in deviations of the unit's own steps, is pooled over units of like size
    and over past weeks, so that a 95 % interval does not need a hundred weeks of one unit.

    Args:
        table: one row per `unit` and `week` with `value` 0 or more; weeks equally spaced.
            A unit with a gap, or with fewer than 24 weeks, is left out with its reason.
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
    errors = past_errors(log, origins=ORIGINS, ahead=ahead)
    refused = reason[reason != ""].rename("reason").rename_axis("unit").reset_index()
    return told(kept.index, log, damped_forecast(log, ahead), errors, refused)


def told(
    units: pd.Index, log: Floats, expected: Floats, errors: Floats, refused: pd.DataFrame
) -> Forecasts:
    """Forecasts in log and their past errors, by whatever method, with intervals and record.

    Args:
        log, expected: units x weeks seen, units x weeks ahead. errors: units x past weeks x
            weeks ahead.
    """
    scale = _scales(log)
    past = errors / scale[:, None, None]
    size = _thirds(log.mean(axis=1))
    rows = _rows(units, expected, scale, size, past)
    return Forecasts(rows, _coverage(past, size), _ratios(log, errors), refused)


def wide(table: pd.DataFrame) -> pd.DataFrame:
    """Units x weeks, both in order."""
    if table.duplicated(["unit", "week"]).any():
        raise InputError("A unit stands twice in one week.", fix="One row per unit and week.")
    if (table["value"] < 0).any():
        raise InputError("A value is below zero.", fix="Forecast counts or amounts.")
    return table.pivot(index="unit", columns="week", values="value").sort_index(axis=1)  # noqa: PD010


def refusals(weeks: pd.DataFrame, *, even_flat: bool = False) -> "pd.Series[str]":
    """Why each unit of a wide table cannot be forecast; empty where it can."""
    seen = weeks.notna().to_numpy()
    begun = np.logical_or.accumulate(seen, axis=1)
    gap = (begun & ~seen).any(axis=1)
    short = ~begun.all(axis=1) | (weeks.shape[1] < FEWEST_WEEKS)
    flat = (weeks.nunique(axis=1).to_numpy() < 3) & (not even_flat)
    said = np.select([gap, short, flat], ["gap", "short_series", "flat"], "")
    return pd.Series(said, index=weeks.index)


def _scales(log: Floats) -> Floats:
    """Each unit's usual step from week to week; never quite nothing."""
    step = np.abs(np.diff(log, axis=1))
    return np.asarray(np.maximum(np.median(step, axis=1), 0.25 * step.mean(axis=1)) + 1e-9)


def _thirds(level: Floats) -> Thirds:
    if len(level) < 2 * TERCILES:
        return np.zeros(len(level), dtype=np.int64)
    return np.asarray(np.searchsorted(np.quantile(level, [1 / 3, 2 / 3]), level))


def _width(errors: Floats, level: float) -> float:
    """The error that a share of past errors stay within; with the one more that n asks for."""
    known = np.sort(np.abs(errors[~np.isnan(errors)]))
    if len(known) < FEWEST_ERRORS:
        return float("nan")
    place = min(int(np.ceil(level * (len(known) + 1))), len(known)) - 1
    return float(known[place])


def _rows(
    units: pd.Index, expected: Floats, scale: Floats, size: Thirds, past: Floats
) -> pd.DataFrame:
    ahead = expected.shape[1]
    rows = {
        "unit": np.repeat(units, ahead),
        "ahead": np.tile(np.arange(1, ahead + 1), len(units)),
        "size": np.repeat(size, ahead),
        "expected": np.expm1(expected).ravel(),
    }
    for level in LEVELS:
        widths = {
            third: [_width(past[size == third, :, step], level) for step in range(ahead)]
            for third in np.unique(size)
        }
        reach = np.array([widths[third] for third in size]) * scale[:, None]
        name = f"{level:.0%}".rstrip("%")
        rows[f"low_{name}"] = np.maximum(np.expm1(expected - reach), 0.0).ravel()
        rows[f"high_{name}"] = np.expm1(expected + reach).ravel()
    return pd.DataFrame(rows)


def _coverage(past: Floats, size: Thirds) -> pd.DataFrame:
    """Each past week judged by intervals made from the other past weeks."""
    rows = []
    for third in np.unique(size):
        for step in range(past.shape[2]):
            errors = past[size == third, :, step]
            row: dict[str, float] = {"ahead": step + 1, "size": int(third)}
            row["weeks"] = int((~np.isnan(errors)).sum())
            for level in LEVELS:
                row[f"inside_{level:.0%}".rstrip("%")] = _inside(errors, level)
            rows.append(row)
    return pd.DataFrame(rows)


def _inside(errors: Floats, level: float) -> float:
    inside: list[NDArray[np.bool_]] = []
    for origin in range(errors.shape[1]):
        width = _width(np.delete(errors, origin, axis=1), level)
        seen = errors[:, origin][~np.isnan(errors[:, origin])]
        if len(seen) and not np.isnan(width):
            inside.append(np.abs(seen) <= width)
    return float(np.concatenate(inside).mean()) if inside else float("nan")


def _ratios(log: Floats, errors: Floats) -> pd.DataFrame:
    rows = []
    for step in range(errors.shape[2]):
        kept = ~np.isnan(errors[:, :, step])
        naive = np.full(errors.shape[:2], np.nan)
        for origin in range(ORIGINS):
            until = log.shape[1] - ORIGINS + origin
            if until + step < log.shape[1]:
                naive[:, origin] = log[:, until + step] - log[:, until - 1]
        mean = float(np.abs(errors[:, :, step][kept]).mean())
        rows.append({"ahead": step + 1, "ratio": mean / float(np.abs(naive[kept]).mean())})
    return pd.DataFrame(rows)
