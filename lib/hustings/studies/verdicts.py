"""From p-values to verdicts: the state over three weeks, the strength, the order of telling."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hustings.studies.judged import Judged, Signs, past_is_flat, past_weeks, too_few_residuals
from hustings.studies.medians import Floats
from hustings.studies.rules import ChangeRules

LOWEST_BREAKDOWN = 1.0  # times the largest move of the baseline weeks; "clear" needs more


def states(signs: Signs) -> NDArray[np.object_]:
    """new, confirmed (2 of 3 weeks), fading (found lately, not now) or none, of the last week."""
    now = signs[:, -1]
    before = np.pad(signs, ((0, 0), (2, 0)))[:, -3:-1]
    again = (before == now[:, None]).any(axis=1)
    lately = (before != 0).any(axis=1)
    return np.select(
        [(now != 0) & again, now != 0, lately], ["confirmed", "new", "fading"], "none"
    ).astype(object)


def reasons(judged: Judged, rules: ChangeRules) -> NDArray[np.object_]:
    """Why each unit cannot be judged this week; empty where it can."""
    panel = judged.panel
    few = past_weeks(panel)[:, -1] < rules.fewest_past_weeks
    young = np.isnan(judged.scaled.baseline[:, -1]) | too_few_residuals(judged)
    return np.select(
        [
            np.isnan(panel.log[:, -1]),
            few | young,
            past_is_flat(panel)[:, -1] | np.isnan(judged.scaled.z[:, -1]),
            np.isnan(judged.p[:, -1]),
        ],
        ["missing_this_week", "too_few_weeks", "single_value", "too_few_units"],
        "",
    ).astype(object)


def breakdown(judged: Judged, signs: Signs, rules: ChangeRules) -> Floats:
    """This week's own move over the largest of the baseline weeks; under 1 it is nothing new.

    Weeks found changed are left out: they are the change, not what it is measured by.
    """
    own = np.where(signs == 0, np.abs(judged.scaled.own), np.nan)
    before = own[:, -1 - rules.baseline_weeks : -1]
    worst = np.max(np.nan_to_num(before, nan=0.0), axis=1, initial=0.0)
    now = np.abs(judged.scaled.own[:, -1])
    beyond = np.divide(now, worst, out=np.full(len(now), np.nan), where=worst > 0)
    return np.asarray(beyond)


def strengths(rows: pd.DataFrame, nominal: float) -> NDArray[np.object_]:
    """clear, likely, hint, none or blocked for each row."""
    found = rows["state"].isin(["new", "confirmed"])
    clear = found & (rows["state"] == "confirmed") & (rows["breakdown"] >= LOWEST_BREAKDOWN)
    apart = (rows["low"] > 0) | (rows["high"] < 0)
    hint = apart & rows["floor_passed"] & (rows["q_value"] > nominal)
    return np.select(
        [rows["q_value"].isna(), clear, found, hint], ["blocked", "clear", "likely", "hint"], "none"
    ).astype(object)


def ranked(rows: pd.DataFrame, rules: ChangeRules) -> pd.DataFrame:
    """Adds `rank` among the reported, by audience times the effect's nearer bound, and `shown`."""
    found = rows["state"].isin(["new", "confirmed"])
    ends = rows[["low", "high"]]
    nearer = ends.abs().min(axis=1).where(ends.prod(axis=1) > 0, 0.0)
    weight = (nearer * rows["audience"]).where(found)
    order = rows.assign(_weight=-weight)[found].sort_values(["_weight", "level", "metric", "unit"])
    rank = pd.Series(range(1, len(order) + 1), index=order.index, dtype="Int64")
    place = order.groupby("direction").cumcount()
    shown = place.reindex(rows.index) < rules.most_shown
    return rows.assign(rank=rank.reindex(rows.index), shown=shown)
