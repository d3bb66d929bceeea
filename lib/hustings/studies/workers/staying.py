"""How long workers stay active, when many are still active as we look."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from hustings.errors import InputError
from hustings.studies.asked import require, require_numbers
from hustings.studies.refusal import CannotJudgeError

FEWEST_PEOPLE, FEWEST_LEFT = 10, 3
PEOPLE = "table of people"
HALF = 0.5 + 1e-9  # a product of shares that is a half may end just above it


@dataclass(frozen=True)
class Staying:
    """Curves of staying.

    `curve`: one row per group and duration at which someone left: `stays` (0 to 1), interval,
    people still `at_risk`, `left` then and `unfinished` (still active when last seen) up to it.
    `middle`: one row per group: duration by which half have left, none where over half stay,
    with its interval. `p_value`: log-rank test that all groups are alike; none for one group.
    """

    curve: pd.DataFrame
    middle: pd.DataFrame
    p_value: float | None


def retention_curve(
    table: pd.DataFrame, *, group: str | None = None, confidence: float = 0.95
) -> Staying:
    """Kaplan and Meier's curve (JASA 53, 1958) of how many stay how long.

    Those still active when last seen are not counted as leaving: their duration is known to be
    at least what was seen. Intervals are Greenwood's on the log-minus-log scale, which stay
    within 0 and 1.

    Args:
        table: one row per person: `duration` in any unit of time, above or equal 0; `left` True
            where the person left at its end, False where she was still active.
        group: column by which to compare (cohort, trained or not).

    Raises:
        CannotJudgeError: fewer than ten people, or fewer than three who left.
        InputError: a missing column, a missing or negative duration, or a `left` that says
            neither; 1 and 2, as some tables have it, are not 0 and 1.
    """
    _checked(table, group)
    parts = [("all", table)] if group is None else list(table.groupby(group, sort=True))
    curves, middles = [], []
    for name, part in parts:
        curve = _curve(part, confidence).assign(group=name)
        curves.append(curve)
        middles.append({"group": name, "people": len(part), **_middle(curve)})
    p_value = None
    if group is not None and len(parts) > 1:
        from statsmodels.duration.survfunc import survdiff

        status = table["left"].to_numpy(int)
        p_value = float(survdiff(table["duration"].to_numpy(float), status, table[group])[1])
    columns = ["group", "duration", "stays", "low", "high", "at_risk", "left", "unfinished"]
    return Staying(pd.concat(curves, ignore_index=True)[columns], pd.DataFrame(middles), p_value)


@dataclass(frozen=True)
class LeavingRates:
    """One row per trait: `ratio` of the rate of leaving per unit of it, interval, p-value."""

    rows: pd.DataFrame
    log_likelihood: float


def leaving_rates(table: pd.DataFrame, *, traits: Sequence[str]) -> LeavingRates:
    """Cox's proportional hazards (JRSS B 34, 1972): what goes with leaving earlier.

    Ties are taken as Efron does. A ratio of 1.2 means a fifth more leave at any time per unit
    of the trait, the others alike; it does not say that the trait makes them leave.

    Args:
        table: one row per person, as for `retention_curve`, with a number for each trait.

    Raises:
        CannotJudgeError: as `retention_curve`.
        InputError: as `retention_curve`, or a trait that is missing or no number.
    """
    from statsmodels.duration.hazard_regression import PHReg

    _checked(table, None)
    require_numbers(table, traits, PEOPLE)
    fit = PHReg(
        table["duration"].to_numpy(float),
        table[list(traits)].to_numpy(float),
        status=table["left"].to_numpy(int),
        ties="efron",
    ).fit(disp=0)
    width = float(norm.ppf(0.975))
    rows = pd.DataFrame(
        {
            "trait": list(traits),
            "ratio": np.exp(fit.params),
            "low": np.exp(fit.params - width * fit.bse),
            "high": np.exp(fit.params + width * fit.bse),
            "p_value": fit.pvalues,
        }
    )
    return LeavingRates(rows, float(fit.llf))


def _checked(table: pd.DataFrame, group: str | None) -> None:
    needed = ["duration", "left", *([group] if group else [])]
    require(table, needed, PEOPLE)
    if not table["left"].isin([False, True]).all():
        raise InputError(
            "Column 'left' says something else than whether a person left.",
            fix="True or 1 where she left, False or 0 where she was still active.",
        )
    if not (table["duration"] >= 0).all():
        raise InputError(
            "A duration is missing or below zero.", fix="Leave out people never seen active."
        )
    left = int(table["left"].sum())
    if len(table) < FEWEST_PEOPLE or left < FEWEST_LEFT:
        raise CannotJudgeError(
            "too_few_people", "Too few people, or too few who left.", people=len(table), left=left
        )


def _curve(part: pd.DataFrame, confidence: float) -> pd.DataFrame:
    from statsmodels.duration.survfunc import SurvfuncRight

    found = SurvfuncRight(part["duration"].to_numpy(float), part["left"].to_numpy(int))
    stays, error = found.surv_prob, found.surv_prob_se
    width = float(norm.ppf((1 + confidence) / 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.log(stays)
        reach = np.exp(width * error / (stays * np.abs(log)))
        low, high = stays**reach, stays ** (1 / reach)
    inside = (stays > 0) & (stays < 1)
    risk = found.n_risk.astype(int)
    rows = pd.DataFrame(
        {
            "duration": found.surv_times,
            "stays": stays,
            "low": np.where(inside, low, np.nan),
            "high": np.where(inside, high, np.nan),
            "at_risk": risk,
            "left": found.n_events.astype(int),
        }
    )
    rows["unfinished"] = len(part) - rows["left"].cumsum().shift(fill_value=0) - risk
    return rows


def _middle(curve: pd.DataFrame) -> dict[str, float]:
    """First durations by which the curve and its ends are at a half or below."""
    ends = {"middle": "stays", "low": "low", "high": "high"}
    found = {}
    for name, column in ends.items():
        below = curve.loc[curve[column] <= HALF, "duration"]
        found[name] = float(below.iloc[0]) if len(below) else float("nan")
    return found
