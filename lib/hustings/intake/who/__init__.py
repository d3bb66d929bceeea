"""Who is who, as a person reviews it: what is known, what to merge, what was decided."""

from hustings.intake.who.counting import Known, known_people
from hustings.intake.who.deciding import Decided, Said, decide, is_behind

__all__ = [
    "Decided",
    "Known",
    "Said",
    "decide",
    "is_behind",
    "known_people",
]
