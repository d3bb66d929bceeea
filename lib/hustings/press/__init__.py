"""The press: one notebook × many units × languages, printed as pages."""

from hustings.press.briefings import Briefing, find_briefing, list_briefings
from hustings.press.plan import Asked, Run, plan_runs, with_roll_ups

__all__ = [
    "Asked",
    "Briefing",
    "Run",
    "find_briefing",
    "list_briefings",
    "plan_runs",
    "with_roll_ups",
]
