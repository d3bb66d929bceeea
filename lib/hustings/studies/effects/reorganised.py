"""One team reorganised on one date: three estimates side by side, and when to say nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from scipy.stats import norm
from scipy.stats import t as student

from hustings.errors import InputError, UsageError, nearest
from hustings.studies.effects.interrupted import (
    CONFIDENCE,
    FEWEST_AFTER,
    FEWEST_BEFORE,
    interrupted_series,
)
from hustings.studies.effects.one_unit import Contrast, synthetic_control, synthetic_difference
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

FEWEST_OTHERS = 4
WORST_MISFIT = 0.2  # of the effect; a stand-in that misses more before the date shows nothing
DOUBT = 0.05
Estimator = Callable[[Floats, Floats, int], Contrast]
WAYS: dict[str, Estimator] = {
    "synthetic_difference": synthetic_difference,
    "synthetic_control": partial(synthetic_control, exact=True),
}


@dataclass(frozen=True)
class TeamChange:
    """What followed the date, three ways, and how often a date that means nothing looks alike.

    `estimates`: one row per way (`synthetic_difference` is the headline, then
    `synthetic_control` and `interrupted_series`), effects in log: 0.1 is about a tenth more.
    `elsewhere`: one row per unit, its estimate as if it had changed. `earlier`: one row per
    earlier date, the changed unit's estimate as if it had changed then. `path`: one row per
    period: the unit, its stand-in and the gap. `weights`: one row per other unit.
    `verdict` is "moved", "largest" (the largest among so few units that chance cannot be left
    out), "not_seen" or "no_conclusion"; `reasons` say why it is no more than that.
    """

    estimates: pd.DataFrame
    elsewhere: pd.DataFrame
    earlier: pd.DataFrame
    path: pd.DataFrame
    weights: pd.DataFrame
    verdict: str
    reasons: tuple[str, ...]
    smallest_p: float  # that so many units could give


def team_change(
    table: pd.DataFrame,
    *,
    changed: str,
    begins: object,
    outcome: str = "value",
    events_near: int = 0,
) -> TeamChange:
    """Estimate what followed a change in one unit on one date, against units that kept theirs.

    The headline is synthetic difference-in-differences on the log of the weekly outcome; its
    interval is that of the same estimate made for every other unit (placebos in space) with
    Student's t on units - 2 degrees. No p-value is under 1 / units.

    Args:
        table: one row per `unit` and `period`; outcome 0 or more. Units with a missing period are
            left out.
        begins: the first period after the change.
        events_near: festivals, elections and the like within three weeks of the date; with any
            the change "cannot be separated" from them.

    Raises:
        CannotJudgeError: fewer than four other units, eight periods before, or three after.
        UsageError: a unit that is not in the table.
    """
    wide = _wide(table, outcome)
    if changed not in wide:
        raise UsageError(
            f"No unit {changed!r} with a value in every period.",
            fix=nearest(changed, [str(name) for name in wide]),
        )
    before = int((wide.index < begins).sum())
    _judgeable(wide, before)
    log = pd.DataFrame(np.log1p(wide.to_numpy()), index=wide.index, columns=wide.columns)
    own, others = log[changed].to_numpy(), log.drop(columns=changed)
    contrasts = {way: one(own, others.to_numpy(), before) for way, one in WAYS.items()}
    elsewhere = pd.DataFrame({way: _elsewhere(others, before, one) for way, one in WAYS.items()})
    estimates = pd.DataFrame(
        [*_placebo_rows(contrasts, elsewhere), _series_row(wide[changed], begins)]
    )
    head = contrasts["synthetic_difference"]
    reasons = _doubts(estimates, head, events_near)
    return TeamChange(
        estimates,
        elsewhere.rename_axis("unit").reset_index(),
        _earlier(own, others.to_numpy(), wide.index, before),
        _path(wide.index, own, head),
        pd.DataFrame({"unit": others.columns, "weight": head.units}),
        _verdict(estimates.iloc[0], reasons, len(wide.columns)),
        reasons,
        1 / len(wide.columns),
    )


def _wide(table: pd.DataFrame, outcome: str) -> pd.DataFrame:
    if table.duplicated(["unit", "period"]).any():
        raise InputError("A unit stands twice in one period.", fix="One row per unit and period.")
    if (table[outcome] < 0).any():
        raise InputError("An outcome is below zero.", fix="Ask for counts or amounts.")
    wide = table.pivot(index="period", columns="unit", values=outcome)  # noqa: PD010
    return wide.sort_index().dropna(axis=1).astype(float)


def _judgeable(wide: pd.DataFrame, before: int) -> None:
    if len(wide.columns) - 1 < FEWEST_OTHERS:
        raise CannotJudgeError(
            "too_few_units", "Too few units to compare with.", units=len(wide.columns) - 1,
            needed=FEWEST_OTHERS,
        )  # fmt: skip
    after = len(wide) - before
    if before < FEWEST_BEFORE or after < FEWEST_AFTER:
        raise CannotJudgeError(
            "short_series", "The series is too short on one side of the date.", before=before,
            after=after,
        )  # fmt: skip


def _elsewhere(others: pd.DataFrame, before: int, estimate: Estimator) -> "pd.Series[float]":
    rest = others.to_numpy()
    found = [
        estimate(rest[:, at], np.delete(rest, at, axis=1), before).effect
        for at in range(rest.shape[1])
    ]
    return pd.Series(found, index=others.columns)


def _placebo_rows(
    contrasts: dict[str, Contrast], elsewhere: pd.DataFrame
) -> list[dict[str, object]]:
    width = float(student.ppf((1 + CONFIDENCE) / 2, len(elsewhere) - 1))
    rows: list[dict[str, object]] = []
    for way, one in contrasts.items():
        others = elsewhere[way].to_numpy()
        error = float(np.sqrt(np.mean(others**2)))
        rarer = 1 + int((np.abs(others) >= abs(one.effect)).sum())
        rows.append(
            {
                "way": way,
                "effect": one.effect,
                "error": error,
                "low": one.effect - width * error,
                "high": one.effect + width * error,
                "p_value": rarer / (len(others) + 1),
                "misfit": one.misfit,
            }
        )
    return rows


def _series_row(series: "pd.Series[float]", begins: object) -> dict[str, object]:
    rows = series.rename("value").rename_axis("period").reset_index()
    lags = max(1, round(len(rows) ** (1 / 3)))
    found = interrupted_series(rows, outcome="value", begins=begins, lags=lags)
    low, effect, high = (float(np.log(one)) for one in (found.low, found.ratio, found.high))
    error = (high - low) / (2 * float(norm.ppf((1 + CONFIDENCE) / 2)))
    return {
        "way": "interrupted_series",
        "effect": effect,
        "error": error,
        "low": low,
        "high": high,
        "p_value": found.p_value,
    }


def _earlier(own: Floats, others: Floats, periods: pd.Index, before: int) -> pd.DataFrame:
    """Dates within the time before, each with enough periods on either side of it."""
    rows = [
        {"begins": periods[at], "effect": synthetic_difference(own[:before], others[:before], at)
         .effect}
        for at in range(FEWEST_BEFORE, before - FEWEST_AFTER + 1)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["begins", "effect"])


def _path(periods: pd.Index, own: Floats, head: Contrast) -> pd.DataFrame:
    return pd.DataFrame(
        {"period": periods, "changed": own, "stand_in": own - head.gap, "gap": head.gap}
    )


def _doubts(estimates: pd.DataFrame, head: Contrast, events_near: int) -> tuple[str, ...]:
    doubts = []
    if len(set(np.sign(estimates["effect"]))) > 1:
        doubts.append("estimates_disagree")
    if head.misfit > WORST_MISFIT * abs(head.effect):
        doubts.append("stand_in_misses")
    if events_near:
        doubts.append("events_near")
    return tuple(doubts)


def _verdict(head: "pd.Series[float]", doubts: tuple[str, ...], units: int) -> str:
    if "estimates_disagree" in doubts or "stand_in_misses" in doubts:
        seen = head["low"] > 0 or head["high"] < 0
        return "no_conclusion" if seen or "estimates_disagree" in doubts else "not_seen"
    if head["low"] <= 0 <= head["high"]:
        return "not_seen"
    if 1 / units > DOUBT:
        return "largest" if head["p_value"] <= 1 / units else "not_seen"
    return "moved" if head["p_value"] <= DOUBT else "not_seen"
