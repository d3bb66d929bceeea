"""The press: one notebook × many units × languages, printed as pages.

Importing the package loads nothing heavy, for papermill does so in every process it starts, to
list its engines; each name below is fetched on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hustings.press.briefings import Briefing, find_briefing, list_briefings
    from hustings.press.plan import Asked, Run, plan_runs, with_roll_ups

_HOMES = {
    "Asked": "hustings.press.plan",
    "Briefing": "hustings.press.briefings",
    "Run": "hustings.press.plan",
    "find_briefing": "hustings.press.briefings",
    "list_briefings": "hustings.press.briefings",
    "plan_runs": "hustings.press.plan",
    "with_roll_ups": "hustings.press.plan",
}

__all__ = [
    "Asked",
    "Briefing",
    "Run",
    "find_briefing",
    "list_briefings",
    "plan_runs",
    "with_roll_ups",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'hustings.press' has no attribute {name!r}")
