"""How good the exports are: age, span, holes, cuts, clocks, and whether two of a group agree."""

from hustings.health.agreement import Agreement, OneSide, compare
from hustings.health.checking import check_exports
from hustings.health.holes import Hole, holes
from hustings.health.row import AccountHealth, Age, FormHealth, GroupHealth, Health, Pair, Span

__all__ = [
    "AccountHealth", "Age", "Agreement", "FormHealth", "GroupHealth", "Health", "Hole", "OneSide",
    "Pair", "Span", "check_exports", "compare", "holes",
]  # fmt: skip
