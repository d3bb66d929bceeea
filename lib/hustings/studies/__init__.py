"""Studies: tables in, tables with intervals out; no drawing, no files, no sentences.

They load scipy, which a page or a panel does not need: each name is fetched on first use.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hustings.studies.changes import what_changed
    from hustings.studies.rules import ChangeRules, Changes, Family
    from hustings.studies.weekly import weekly_level

__all__ = ["ChangeRules", "Changes", "Family", "weekly_level", "what_changed"]

_HOMES = {
    "ChangeRules": "rules",
    "Changes": "rules",
    "Family": "rules",
    "weekly_level": "weekly",
    "what_changed": "changes",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'hustings.studies' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"hustings.studies.{_HOMES[name]}"), name)
