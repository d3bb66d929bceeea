"""Whom to expect in a group's chat: the people of its unit and of those around it."""

from hustings.geography import Units

WIDE = ("country", "state")  # levels at which a place says nothing of who writes


def nearby(unit: str | None, units: Units) -> frozenset[str]:
    """The units whose people are to be expected in a chat: its own, those below and those above.

    In a chat of the whole state anybody may write: the place tells nobody from his namesakes.
    """
    if unit is None or unit not in units or units[unit].level in WIDE:
        return frozenset()
    near = (units[unit], *units.under(unit), *units.ancestors(unit))
    return frozenset(each.code for each in near if each.level not in WIDE)
