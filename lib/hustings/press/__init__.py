"""The press: one notebook × many units × languages, printed as pages."""

from hustings.press.briefings import Briefing, find_briefing, list_briefings
from hustings.press.plan import Run, plan_runs
from hustings.press.printing import Printed, print_runs

__all__ = [
    "Briefing",
    "Printed",
    "Run",
    "find_briefing",
    "list_briefings",
    "plan_runs",
    "print_runs",
]
