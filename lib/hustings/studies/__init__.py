"""Studies: tables in, tables with intervals out; no drawing, no files, no sentences.

They load scipy, which a page or a panel does not need: each name is fetched on first use.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hustings.studies.changes import what_changed
    from hustings.studies.effects.interrupted import interrupted_series
    from hustings.studies.effects.planner import plan_camps
    from hustings.studies.effects.reorganised import team_change
    from hustings.studies.effects.shuffled import selection, shuffled_p_value
    from hustings.studies.effects.staggered import staggered_effect
    from hustings.studies.refusal import CannotJudgeError
    from hustings.studies.rules import ChangeRules, Changes, Family
    from hustings.studies.weekly import weekly_level

_HOMES = {
    "CannotJudgeError": "refusal",
    "ChangeRules": "rules",
    "Changes": "rules",
    "Family": "rules",
    "interrupted_series": "effects.interrupted",
    "plan_camps": "effects.planner",
    "selection": "effects.shuffled",
    "shuffled_p_value": "effects.shuffled",
    "staggered_effect": "effects.staggered",
    "team_change": "effects.reorganised",
    "weekly_level": "weekly",
    "what_changed": "changes",
}

__all__ = [
    "CannotJudgeError",
    "ChangeRules",
    "Changes",
    "Family",
    "interrupted_series",
    "plan_camps",
    "selection",
    "shuffled_p_value",
    "staggered_effect",
    "team_change",
    "weekly_level",
    "what_changed",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'hustings.studies' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"hustings.studies.{_HOMES[name]}"), name)
