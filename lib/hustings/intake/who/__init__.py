"""Who is who, as a person reviews it: what is known, what to merge, what was decided."""

from hustings.intake.who.counting import Known, known_people
from hustings.intake.who.deciding import Decided, Said, decide, decide_all
from hustings.intake.who.suggesting import LEAST_SURE, Evidence, Suggestion, suggest

__all__ = [
    "LEAST_SURE",
    "Decided",
    "Evidence",
    "Known",
    "Said",
    "Suggestion",
    "decide",
    "decide_all",
    "known_people",
    "suggest",
]
