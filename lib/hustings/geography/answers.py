"""What is said when a name cannot be resolved: the candidates, where each lies, how to mend it."""

from collections.abc import Callable, Sequence

from hustings.errors import InputError
from hustings.geography.unit import Unit
from hustings.text import without_invisible

Ancestors = Callable[[str], Sequence[Unit]]

_SHOWN = 60  # letters of the text repeated in a message
_LISTED = 8  # candidates listed in a message


def described(unit: Unit, ancestors: Ancestors | None = None) -> str:
    """`Kanke (block in Ranchi, IN-JH-B-3223)`."""
    level = unit.level.replace("_", " ")
    above = next(iter(ancestors(unit.code)), None) if ancestors else None
    place = f" in {above.name_en}" if above else ""
    return f"{unit.name_en} ({level}{place}, {unit.code})"


def unknown(
    text: str, levels: Sequence[str], near: Sequence[Unit], ancestors: Ancestors | None = None
) -> InputError:
    """Nobody knows such a unit; the nearest are offered."""
    kind = levels[0].replace("_", " ") if len(levels) == 1 else "unit"
    offered = _listed(near, ancestors)
    return InputError(
        f"Nobody knows a {kind} called '{_shown(text)}'.",
        fix=(f"Did you mean {offered}? " if offered else "")
        + "Write a name or code from the list of units, or add it to your own list.",
    )


def elsewhere(text: str, within: str, found: Sequence[Unit], ancestors: Ancestors) -> InputError:
    """There is such a unit, but not below the one asked for."""
    return InputError(
        f"There is no '{_shown(text)}' within {within}.",
        fix=f"There is {_listed(found, ancestors)}.",
    )


def misplaced(unit: Unit, levels: Sequence[str], within: str, ancestors: Ancestors) -> InputError:
    """A code that is known, but of another level or not below the unit asked for."""
    kinds = " or ".join(level.replace("_", " ") for level in levels) or "unit"
    return InputError(
        f"{unit.code} is no {kinds}{f' within {within}' if within else ''}.",
        fix=f"It is {described(unit, ancestors)}.",
    )


def ambiguous(text: str, found: Sequence[Unit], ancestors: Ancestors) -> InputError:
    """Several units fit equally well."""
    return InputError(
        f"'{_shown(text)}' may be any of {len(found)} units: {_listed(found, ancestors)}.",
        fix="Say which: add the level or the place it lies in ('Kanke block', 'Dumri, Gumla'), "
        "or write the code.",
    )


def contradicted(text: str, found: Sequence[Unit], ancestors: Ancestors) -> InputError:
    """The parts of the text name places that do not lie in one another."""
    return InputError(
        f"The parts of '{_shown(text)}' do not belong together.",
        fix=f"There is {_listed(found, ancestors)}. Write one of them, or its code.",
    )


def _listed(units: Sequence[Unit], ancestors: Ancestors | None) -> str:
    unique = list({unit.code: unit for unit in units}.values())
    told = "; ".join(described(unit, ancestors) for unit in unique[:_LISTED])
    more = len(unique) - _LISTED
    return f"{told}; and {more} more" if more > 0 else told


def _shown(text: str) -> str:
    seen = " ".join(without_invisible(text).split())
    return seen if len(seen) <= _SHOWN else f"{seen[:_SHOWN]}…"
