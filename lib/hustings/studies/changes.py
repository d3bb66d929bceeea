"""What changed this week: every unit and metric against its own past, among all that was tested."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from hustings.studies.common_shock import common_shocks
from hustings.studies.judged import Judged, Signs, past_weeks
from hustings.studies.medians import Floats
from hustings.studies.panels import panels_of, week_keys
from hustings.studies.replay import Replayed, replay
from hustings.studies.rules import ChangeRules, Changes, Family
from hustings.studies.spikes import spikes
from hustings.studies.turns import since
from hustings.studies.verdicts import breakdown, ranked, reasons, states, strengths

# Intervals are drawn for fewer misses than promised, as festival weeks miss more often.
MISSES_KEPT = 0.8
FIGURES = (
    "change_log", "change_share", "low", "high", "common_share", "breakdown",
    "detectable_up", "detectable_down",
)  # fmt: skip
COLUMNS = (
    "level", "unit", "metric", "week", "value", "baseline", "change_log", "change_share", "low",
    "high", "p_value", "q_value", "common_share", "spike_share", "audience", "floor_passed",
    "state", "direction", "strength", "reason", "breakdown", "n_weeks", "detectable_up",
    "detectable_down", "since", "since_low", "since_high", "rank", "shown",
)  # fmt: skip


def what_changed(weekly: pd.DataFrame, week: str, rules: ChangeRules | None = None) -> Changes:
    """Which units and metrics moved this week, held against their own weeks and each other.

    A week is compared with the median of the eight before it; what all units of a level share
    is taken out, weighted by how each unit usually answers it; what is left is divided by the
    unit's own noise and ranked among all past weeks of all units, so that no normal curve is
    assumed. False discoveries are controlled (Benjamini and Hochberg 1995) over every test of
    the week, at a level lowered until past weeks, replayed, raise false alarms rarely enough.

    Args:
        weekly: one row per unit x metric x week; needs level, unit, metric, week (2026-W46),
            value (empty = missing, 0 = zero); may have kind ("count", the default, or "share"),
            denominator (cases behind a share), audience (size used in ranking), spike_share and
            day_spread (from `weekly_level`; without them weeks that one or two days made
            cannot be judged among their like, and false alarms are more frequent). Weeks
            after `week` are not looked at.
        week: the ISO week judged.
        rules: what counts as a change.

    Returns:
        `Changes`. Its `rows` have one row per unit x metric seen at or before the week. `value`
        and `baseline` are in the metric's own unit; `change_share`, `low`, `high`,
        `common_share`, `detectable_up` and `detectable_down` are shares of the baseline
        (0.3 = 30 % above) and `change_log` its log (of the odds, for shares); `audience` as
        given, else the unit's part of its level.
        Where a row is blocked, `reason` says why and every figure that was not found is NaN:
        missing_this_week, too_few_weeks, single_value (its past never moved) or too_few_units.
        A row that was tested may carry below_floor (separable, but too small to matter) or
        no_peers (too few units at its level to take a common shock out).
    """
    rules = rules or ChangeRules()
    judged = [Judged.of(panel, rules) for panel in panels_of(weekly, week, rules)]
    replayed = replay(judged, rules)
    signs = [one.signs(replayed.nominal) for one in judged]
    cuts = _cuts(judged, signs, replayed.nominal)
    parts = [
        _rows(one, part, week, rules).assign(**_detectable(one, part, cuts, rules))
        for one, part in zip(judged, signs, strict=True)
    ]
    rows = _finished(parts, rules, replayed.nominal)
    return Changes(
        week=week,
        rows=rows,
        common=common_shocks(judged, week, rules),
        spikes=spikes(judged, week),
        family=_family(rows, replayed),
    )


def _cuts(judged: Sequence[Judged], signs: Sequence[Signs], nominal: float) -> tuple[float, float]:
    """The p-values that what was found, and one unit more, had to reach."""
    reported = sum(int(np.count_nonzero(part[:, -1])) for part in signs)
    tests = sum(int(np.count_nonzero(~np.isnan(one.q[:, -1]))) for one in judged)
    return nominal * max(reported, 1) / max(tests, 1), nominal * (reported + 1) / max(tests, 1)


def _rows(one: Judged, signs: Signs, week: str, rules: ChangeRules) -> pd.DataFrame:
    panel, scaled = one.panel, one.scaled
    own, expected = scaled.own[:, -1], panel.log[:, -1] - scaled.own[:, -1]
    half = one.move_at((1 - rules.coverage) * MISSES_KEPT)
    dated = since(one, signs, week_keys(week, panel.log.shape[1]))
    return pd.DataFrame(
        {
            "level": panel.level,
            "unit": panel.unit,
            "metric": panel.metric,
            "week": week,
            "value": panel.value[:, -1],
            "baseline": panel.natural(scaled.baseline[:, -1]),
            "change_log": own,
            "change_share": panel.relative(expected, own),
            "low": panel.relative(expected, own - half),
            "high": panel.relative(expected, own + half),
            "p_value": one.p[:, -1],
            "q_value": one.q[:, -1],
            "common_share": _common_share(one, expected),
            "spike_share": panel.spike_share[:, -1],
            "audience": panel.audience,
            "floor_passed": one.large[:, -1],
            "state": states(signs),
            "direction": np.select([own > 0, own < 0], ["up", "down"], "none"),
            "reason": reasons(one, rules),
            "breakdown": breakdown(one, signs, rules),
            "n_weeks": past_weeks(panel)[:, -1],
            "since": dated[:, 0],
            "since_low": dated[:, 1],
            "since_high": dated[:, 2],
        }
    )


def _common_share(one: Judged, expected: Floats) -> Floats:
    """What was taken out as shared, as a share of the baseline; NaN where nothing could be."""
    if not one.panel.has_common:
        return np.full(len(expected), np.nan)
    base = one.scaled.baseline[:, -1]
    return one.panel.relative(base, expected - base)


def _detectable(
    one: Judged, signs: Signs, cuts: tuple[float, float], rules: ChangeRules
) -> dict[str, Floats]:
    """The smallest rise and fall of each unit that would have been reported this week.

    NaN where no change of one unit could have been, however large: too few past weeks.
    """
    found = signs[:, -1] != 0
    move = np.where(found, one.move_at(cuts[0]), one.move_at(cuts[1]))
    able = np.where(found, one.reachable(cuts[0]), one.reachable(cuts[1]))
    move = np.where(able, move, np.nan)
    expected = one.panel.log[:, -1] - one.scaled.own[:, -1]
    rise, fall = one.panel.relative(expected, move), one.panel.relative(expected, -move)
    return {
        "detectable_up": np.maximum(rise, rules.effect_floor),
        "detectable_down": np.minimum(fall, -rules.effect_floor),
    }


def _finished(parts: Sequence[pd.DataFrame], rules: ChangeRules, nominal: float) -> pd.DataFrame:
    """All panels' rows in one table, with strength and rank; figures of blocked rows emptied."""
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))
    rows = rows.sort_values(["level", "metric", "unit"], ignore_index=True)
    blocked = rows["q_value"].isna()
    rows.loc[blocked, list(FIGURES)] = np.nan
    rows.loc[blocked, ["state", "direction"]] = "none"
    rows.loc[blocked, "floor_passed"] = False
    small = ~blocked & ~rows["floor_passed"] & ((rows["low"] > 0) | (rows["high"] < 0))
    rows.loc[small, "reason"] = "below_floor"
    rows.loc[~blocked & ~small & rows["common_share"].isna(), "reason"] = "no_peers"
    rows["strength"] = strengths(rows, nominal)
    return ranked(rows, rules)[list(COLUMNS)]


def _family(rows: pd.DataFrame, replayed: Replayed) -> Family:
    tested = rows["strength"] != "blocked"
    return Family(
        size=int(tested.sum()),
        blocked=int((~tested).sum()),
        nominal=replayed.nominal,
        replayed=replayed.weeks,
        alarms=replayed.alarms,
        realised=replayed.realised,
        reported=int(rows["rank"].notna().sum()),
        unseen=int((tested & (rows["strength"] == "none")).sum()),
    )
