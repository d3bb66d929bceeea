"""Studies: tables in, tables with intervals out; no drawing, no files, no sentences.

They load scipy, which a page or a panel does not need: each name is fetched on first use.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hustings.studies.changes import what_changed
    from hustings.studies.claims.variants import near_duplicates
    from hustings.studies.claims.watch import claims_watch
    from hustings.studies.discoveries import adjusted_p_values
    from hustings.studies.effects.interrupted import interrupted_series
    from hustings.studies.effects.one_unit import (
        plain_difference,
        synthetic_control,
        synthetic_difference,
    )
    from hustings.studies.effects.planner import plan_camps
    from hustings.studies.effects.reorganised import team_change
    from hustings.studies.effects.resampled import resampled_error
    from hustings.studies.effects.shuffled import selection, shuffled_before, shuffled_p_value
    from hustings.studies.effects.staggered import staggered_effect
    from hustings.studies.effects.structural import structural_series
    from hustings.studies.growth import growth_curve
    from hustings.studies.league.concentration import concentration, difference_in_gini
    from hustings.studies.league.ranks import league_table
    from hustings.studies.league.shrinkage import shrunk_counts, shrunk_means, shrunk_rates
    from hustings.studies.platform_figures import audience_shares, daily_figures
    from hustings.studies.refusal import CannotJudgeError
    from hustings.studies.rules import ChangeRules, Changes, Family
    from hustings.studies.seat_strength import strength
    from hustings.studies.shares import share_interval
    from hustings.studies.speakers.crossed import crossed_effects
    from hustings.studies.speakers.hearing import second_hearing
    from hustings.studies.trends.forecasts import forecast
    from hustings.studies.trends.hierarchy import forecast_tree, reconciled
    from hustings.studies.trends.occasions import festivals, occasions_near
    from hustings.studies.trends.oddities import odd_days
    from hustings.studies.trends.seasons import take_apart
    from hustings.studies.turns import change_points
    from hustings.studies.voice.amplification import amplification
    from hustings.studies.voice.matching import carried_down, who_carried
    from hustings.studies.weekly import weekly_level
    from hustings.studies.workers.cohorts import project_retention
    from hustings.studies.workers.ladder import ladder
    from hustings.studies.workers.repeating import repeat_habit
    from hustings.studies.workers.staying import leaving_rates, retention_curve

_HOMES = {
    "CannotJudgeError": "refusal",
    "ChangeRules": "rules",
    "Changes": "rules",
    "Family": "rules",
    "adjusted_p_values": "discoveries",
    "amplification": "voice.amplification",
    "audience_shares": "platform_figures",
    "carried_down": "voice.matching",
    "change_points": "turns",
    "claims_watch": "claims.watch",
    "concentration": "league.concentration",
    "crossed_effects": "speakers.crossed",
    "daily_figures": "platform_figures",
    "difference_in_gini": "league.concentration",
    "festivals": "trends.occasions",
    "forecast": "trends.forecasts",
    "forecast_tree": "trends.hierarchy",
    "growth_curve": "growth",
    "interrupted_series": "effects.interrupted",
    "ladder": "workers.ladder",
    "league_table": "league.ranks",
    "leaving_rates": "workers.staying",
    "near_duplicates": "claims.variants",
    "occasions_near": "trends.occasions",
    "odd_days": "trends.oddities",
    "plain_difference": "effects.one_unit",
    "plan_camps": "effects.planner",
    "project_retention": "workers.cohorts",
    "reconciled": "trends.hierarchy",
    "repeat_habit": "workers.repeating",
    "resampled_error": "effects.resampled",
    "retention_curve": "workers.staying",
    "second_hearing": "speakers.hearing",
    "selection": "effects.shuffled",
    "share_interval": "shares",
    "shrunk_counts": "league.shrinkage",
    "shrunk_means": "league.shrinkage",
    "shrunk_rates": "league.shrinkage",
    "shuffled_before": "effects.shuffled",
    "shuffled_p_value": "effects.shuffled",
    "staggered_effect": "effects.staggered",
    "strength": "seat_strength",
    "structural_series": "effects.structural",
    "synthetic_control": "effects.one_unit",
    "synthetic_difference": "effects.one_unit",
    "take_apart": "trends.seasons",
    "team_change": "effects.reorganised",
    "weekly_level": "weekly",
    "what_changed": "changes",
    "who_carried": "voice.matching",
}

__all__ = [
    "CannotJudgeError",
    "ChangeRules",
    "Changes",
    "Family",
    "adjusted_p_values",
    "amplification",
    "audience_shares",
    "carried_down",
    "change_points",
    "claims_watch",
    "concentration",
    "crossed_effects",
    "daily_figures",
    "difference_in_gini",
    "festivals",
    "forecast",
    "forecast_tree",
    "growth_curve",
    "interrupted_series",
    "ladder",
    "league_table",
    "leaving_rates",
    "near_duplicates",
    "occasions_near",
    "odd_days",
    "plain_difference",
    "plan_camps",
    "project_retention",
    "reconciled",
    "repeat_habit",
    "resampled_error",
    "retention_curve",
    "second_hearing",
    "selection",
    "share_interval",
    "shrunk_counts",
    "shrunk_means",
    "shrunk_rates",
    "shuffled_before",
    "shuffled_p_value",
    "staggered_effect",
    "strength",
    "structural_series",
    "synthetic_control",
    "synthetic_difference",
    "take_apart",
    "team_change",
    "weekly_level",
    "what_changed",
    "who_carried",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'hustings.studies' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"hustings.studies.{_HOMES[name]}"), name)
