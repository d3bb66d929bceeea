"""The units of a state, what they are called, what lies in what, and how to draw them."""

from hustings.geography.hexagons import hexagons
from hustings.geography.registry import Units
from hustings.geography.unit import RANK, Match, Tree, Unit

__all__ = ["RANK", "Match", "Tree", "Unit", "Units", "hexagons"]
