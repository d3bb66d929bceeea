"""How good the exports are: age, span, holes, cuts, clocks, and whether two of a group agree."""

from hustings.health.agreement import Agreement, OneSide, compare
from hustings.health.holes import Hole, holes

__all__ = ["Agreement", "Hole", "OneSide", "compare", "holes"]
