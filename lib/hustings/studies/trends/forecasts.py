"""What next week is likely to bring, with intervals that held in the past weeks."""

from collections.abc import Sequence
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

    `rows`: one row per unit and weeks `ahead`: `expected`, and `low_80`, `high_80`, `low_95`,
    `high_95`, in the units of the value. `coverage`: one row per weeks `ahead` and `size`
    (third of the units by level): share of past weeks inside each interval, made without
    them, and `weeks` judged. `error_ratio`: mean absolute error over that of repeating the
    last value, per weeks ahead; below 1 is better than no method. `refused`: one row per
    unit left out, with `reason`.
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
    wide = _wide(table)
    reason = wide.apply(_refusal, axis=1)
    kept = wide[reason == ""]
    if kept.empty:
        raise CannotJudgeError(
            "short_series", "No unit has enough weeks without a gap.", before=wide.shape[1], after=0
        )
    log = np.log1p(kept.to_numpy(float))
    scale = _scales(log)
    past = past_errors(log, origins=ORIGINS, ahead=ahead) / scale[:, None, None]
    size = _thirds(log.mean(axis=1))
    expected = damped_forecast(log, ahead)
    rows = _rows(kept.index, expected, scale, size, past)
    refused = reason[reason != ""].rename("reason").rename_axis("unit").reset_index()
    return Forecasts(
        rows, _coverage(past, size), _ratios(log, past * scale[:, None, None]), refused
    )


def _wide(table: pd.DataFrame) -> pd.DataFrame:
    if table.duplicated(["unit", "week"]).any():
        raise InputError("A unit stands twice in one week.", fix="One row per unit and week.")
    if (table["value"] < 0).any():
        raise InputError("A value is below zero.", fix="Forecast counts or amounts.")
    return table.pivot(index="unit", columns="week", values="value").sort_index(axis=1)  # noqa: PD010


def _refusal(row: "pd.Series[float]") -> str:
    seen = row.loc[row.first_valid_index() :] if row.notna().any() else row.iloc[:0]
    if row.isna().any() and seen.isna().any():
        return "gap"
    if len(seen) < len(row) or len(row) < FEWEST_WEEKS:
        return "short_series"
    return "flat" if row.nunique() < 3 else ""


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
    rows = []
    for at, unit in enumerate(units):
        for step in range(expected.shape[1]):
            row = {"unit": unit, "ahead": step + 1, "expected": np.expm1(expected[at, step])}
            for level in LEVELS:
                reach = _width(past[size == size[at], :, step], level) * scale[at]
                name = f"{level:.0%}".rstrip("%")
                row[f"low_{name}"] = max(float(np.expm1(expected[at, step] - reach)), 0.0)
                row[f"high_{name}"] = float(np.expm1(expected[at, step] + reach))
            rows.append(row)
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


def reconciled(
    expected: Floats, members: Sequence[Sequence[int]], *, leaves: int, errors: Floats
) -> Floats:
    """Forecasts of leaves and of sums of leaves made to add up.

    Weighted least squares over the hierarchy (Wickramasuriya, Athanasopoulos and Hyndman,
    JASA 114, 2019) with the variances of past errors.

    Args:
        expected: forecasts, leaves first, then the sums.
        members: for each sum, the positions of its leaves.
        leaves: number of leaves.
        errors: standard deviation of each forecast's past errors, in the same order.
    """
    adding = np.vstack([np.eye(leaves), np.zeros((len(members), leaves))])
    for at, some in enumerate(members):
        adding[leaves + at, list(some)] = 1.0
    weight = 1 / np.maximum(errors, 1e-12) ** 2
    known = adding.T @ (weight[:, None] * adding)
    return np.asarray(adding @ np.linalg.solve(known, adding.T @ (weight * expected)))
