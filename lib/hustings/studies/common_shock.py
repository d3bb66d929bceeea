"""What all units of a level share this week, as a finding of its own."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from hustings.studies.judged import Judged
from hustings.studies.medians import Floats, median_interval, observed_median
from hustings.studies.rules import ChangeRules

COLUMNS = (
    "level", "metric", "week", "common_log", "common_share", "low", "high", "p_value",
    "usual_share", "units", "n_weeks", "strength", "reason",
)  # fmt: skip


def common_shocks(judged: Sequence[Judged], week: str, rules: ChangeRules) -> pd.DataFrame:
    """How far the middle unit lies from its baseline this week.

    `low` and `high` hold the middle of the units with 95 % (order statistics of the median, so
    no normal curve); `p_value` is the rank of the shock among the past weeks' shocks, and
    cannot be under 1 / (weeks + 1); `usual_share` is the size 19 of 20 past weeks kept within.

    Returns: one row per level x metric. Levels of too few units are there, blocked.
    """
    rows = [row for one in judged for row in _rows(one, week, rules)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["level", "metric"], ignore_index=True)


def _rows(one: Judged, week: str, rules: ChangeRules) -> list[dict[str, object]]:
    names = sorted(set(zip(one.panel.level.tolist(), one.panel.metric.tolist(), strict=True)))
    if not one.panel.has_common:
        return [_blocked(level, metric, week, "too_few_units") for level, metric in names]
    level, metric = names[0]
    now = one.scaled.deviation[:, -1]
    units = int(np.count_nonzero(~np.isnan(now)))
    if units < rules.fewest_units:
        reason = "missing_this_week" if units == 0 else "too_few_units"
        return [_blocked(level, metric, week, reason)]
    past = observed_median(one.scaled.deviation[:, :-1], axis=0)
    return [
        {"level": level, "metric": metric, "week": week, "units": units}
        | _found(one, now[~np.isnan(now)], past[~np.isnan(past)], rules)
    ]


def _found(one: Judged, now: Floats, past: Floats, rules: ChangeRules) -> dict[str, object]:
    middle = float(np.median(now))
    low, high = median_interval(now, rules.coverage)
    start = observed_median(one.scaled.baseline[:, -1])
    shares = [float(one.panel.relative(start, np.asarray(move))) for move in (middle, low, high)]
    p = (1 + int(np.count_nonzero(np.abs(past) >= abs(middle)))) / (1 + len(past))
    usual = float(np.quantile(np.abs(past), rules.coverage)) if len(past) else np.nan
    return {
        "common_log": middle,
        "common_share": shares[0],
        "low": shares[1],
        "high": shares[2],
        "p_value": p,
        "usual_share": float(one.panel.relative(start, np.asarray(usual))),
        "n_weeks": len(past),
        "strength": _strength(shares, p, rules),
        "reason": "",
    }


def _strength(shares: list[float], p: float, rules: ChangeRules) -> str:
    """One week cannot confirm itself, so a common shock is at most likely."""
    apart = shares[1] > 0 or shares[2] < 0
    if not apart or abs(shares[0]) < rules.effect_floor:
        return "none"
    return "likely" if p <= 1 - rules.coverage else "hint"


def _blocked(level: str, metric: str, week: str, reason: str) -> dict[str, object]:
    figures = dict.fromkeys(
        ("common_log", "common_share", "low", "high", "p_value", "usual_share"), float("nan")
    )
    who = {"level": level, "metric": metric, "week": week, "units": 0, "n_weeks": 0}
    return who | figures | {"strength": "blocked", "reason": reason}
