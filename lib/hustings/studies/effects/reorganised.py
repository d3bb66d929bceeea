"""Teams reorganised on one date: three estimates side by side, and when to say nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from scipy.stats import norm

from hustings.errors import InputError, UsageError, nearest
from hustings.studies.asked import require
from hustings.studies.effects.interrupted import (
    CONFIDENCE,
    FEWEST_AFTER,
    FEWEST_BEFORE,
    interrupted_series,
)
from hustings.studies.effects.one_unit import Contrast, synthetic_control, synthetic_difference
from hustings.studies.effects.placebos import Estimator, against_placebos, earlier, elsewhere
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

FEWEST_OTHERS = 4  # beside one changed unit; one more for each further one
WORST_MISFIT = 0.2  # of the effect; a stand-in that misses more before the date shows nothing
DOUBT = 0.05
WAYS: dict[str, Estimator] = {
    "synthetic_difference": synthetic_difference,
    "synthetic_control": partial(synthetic_control, exact=True),
}


@dataclass(frozen=True)
class TeamChange:
    """What followed the date, three ways, and how often a date that means nothing looks alike.

    `estimates`: one row per way (`synthetic_difference` is the headline, then
    `synthetic_control` and `interrupted_series`), effects in log: 0.1 is about a tenth more.
    `elsewhere`: one row per other unit (or set of as many units as changed), its estimate as if
    it had changed. `earlier`: one row per earlier date, the estimate as if the change had been
    then. `path`: one row per period: what changed, its stand-in and the gap. `weights`: one row
    per other unit. `verdict` is "moved", "largest" (the largest among so few that chance cannot
    be left out), "not_seen" or "no_conclusion"; `reasons` say why it is no more than that.
    """

    estimates: pd.DataFrame
    elsewhere: pd.DataFrame
    earlier: pd.DataFrame
    path: pd.DataFrame
    weights: pd.DataFrame
    verdict: str
    reasons: tuple[str, ...]
    smallest_p: float  # that so many units could give
    changed: int  # units


def team_change(
    table: pd.DataFrame,
    *,
    changed: str | Sequence[str],
    begins: object,
    outcome: str = "value",
    events_near: int = 0,
) -> TeamChange:
    """Estimate what followed a change on one date, against units that kept their teams.

    The headline is synthetic difference-in-differences on the log of the weekly outcome; its
    interval is that of the same estimate made for every other unit (placebos in space) with
    Student's t on units - 2 degrees. No p-value is under 1 / units. Where several units changed
    together, their mean log stands for them, each alike, and the placebos are sets of as many.

    Args:
        table: one row per `unit` and `period`; outcome 0 or more. Units with a missing period are
            left out.
        changed: the unit, or the units, that changed.
        begins: the first period after the change.
        events_near: festivals, elections and the like within three weeks of the date; with any
            the change "cannot be separated" from them.

    Raises:
        CannotJudgeError: too few other units (four beside one changed, one more for each further
            one), fewer than eight periods before, three after, or nothing but zeros on one side.
        UsageError: a unit that is not in the table, or none.
    """
    wide = _wide(table, outcome)
    names = _changed(changed, wide)
    before = int((wide.index < begins).sum())
    _judgeable(wide, before, len(names))
    log = pd.DataFrame(np.log1p(wide.to_numpy()), index=wide.index, columns=wide.columns)
    own, others = log[names].mean(axis=1), log.drop(columns=names)
    path, rest = own.to_numpy(), others.to_numpy()
    contrasts = {way: one(path, rest, before) for way, one in WAYS.items()}
    strays = elsewhere(others, before, WAYS, size=len(names))
    rows = against_placebos(contrasts, strays, rest.shape[1])
    estimates = pd.DataFrame([*rows, _series_row(np.expm1(own), begins)])
    head = contrasts["synthetic_difference"]
    reasons = _doubts(estimates, head, events_near)
    smallest = 1 / (len(strays) + 1)
    return TeamChange(
        estimates,
        strays,
        earlier(path, rest, wide.index, before),
        _path(wide.index, path, head),
        pd.DataFrame({"unit": others.columns, "weight": head.units}),
        _verdict(estimates.iloc[0], reasons, smallest),
        reasons,
        smallest,
        len(names),
    )


def _changed(changed: str | Sequence[str], wide: pd.DataFrame) -> list[str]:
    names = [changed] if isinstance(changed, str) else list(dict.fromkeys(changed))
    gone = [name for name in names if name not in wide]
    if gone or not names:
        raise UsageError(
            f"No unit {gone[0]!r} with a value in every period." if gone else "No unit is named.",
            fix=nearest(gone[0] if gone else "", [str(name) for name in wide]),
        )
    return names


def _wide(table: pd.DataFrame, outcome: str) -> pd.DataFrame:
    require(table, ["unit", "period", outcome], "panel")
    if table.duplicated(["unit", "period"]).any():
        raise InputError("A unit stands twice in one period.", fix="One row per unit and period.")
    if (table[outcome] < 0).any():
        raise InputError("An outcome is below zero.", fix="Ask for counts or amounts.")
    wide = table.pivot(index="period", columns="unit", values=outcome)  # noqa: PD010
    return wide.sort_index().dropna(axis=1).astype(float)


def _judgeable(wide: pd.DataFrame, before: int, changed: int) -> None:
    others, needed = len(wide.columns) - changed, FEWEST_OTHERS + changed - 1
    if others < needed:
        raise CannotJudgeError(
            "too_few_units", "Too few units to compare with.", units=others, needed=needed
        )
    after = len(wide) - before
    if before < FEWEST_BEFORE or after < FEWEST_AFTER:
        raise CannotJudgeError(
            "short_series", "The series is too short on one side of the date.", before=before,
            after=after,
        )  # fmt: skip


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


def _verdict(head: "pd.Series[float]", doubts: tuple[str, ...], smallest: float) -> str:
    if "estimates_disagree" in doubts or "stand_in_misses" in doubts:
        seen = head["low"] > 0 or head["high"] < 0
        return "no_conclusion" if seen or "estimates_disagree" in doubts else "not_seen"
    if head["low"] <= 0 <= head["high"]:
        return "not_seen"
    if smallest > DOUBT:
        return "largest" if head["p_value"] <= smallest else "not_seen"
    return "moved" if head["p_value"] <= DOUBT else "not_seen"
