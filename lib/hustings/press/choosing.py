"""Which briefings are printed of those that were asked for, and which cannot be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hustings.errors import UsageError, nearest
from hustings.press.briefings import Briefing, Shelf
from hustings.press.plan import Asked, with_roll_ups


@dataclass(frozen=True)
class Chosen:
    """What is printed of what was asked for, by name; and notebooks that cannot be read.

    `lacking` were asked for. `unread` were not: they stop nothing, but one may sum up what is
    printed, so whoever prints has to say that they are left out.
    """

    briefings: Sequence[Briefing] = ()
    lacking: Mapping[str, UsageError] = field(default_factory=dict)
    unread: Mapping[str, UsageError] = field(default_factory=dict)

    def told(self) -> Iterator[str]:
        """Each notebook that cannot be read, in a sentence for the ledger."""
        for name, error in (*self.lacking.items(), *self.unread.items()):
            yield f"the briefing {name} cannot be read: {error.problem}"


def choose(notebooks: Path, names: Sequence[str], asked: Asked) -> Chosen:
    """The briefings of these names, and those that sum them up.

    Raises: UsageError for a name that no notebook has, and when none of the named can be read.
    """
    shelf = Shelf.of(notebooks)
    known = [*shelf.briefings, *shelf.unreadable]
    for name in names:
        if name not in known:
            raise UsageError(f"No briefing is called '{name}'.", fix=nearest(name, known))
    lacking = {name: shelf.unreadable[name] for name in names if name in shelf.unreadable}
    mine = [shelf.briefings[name] for name in dict.fromkeys(names) if name in shelf.briefings]
    if not mine and lacking:
        raise next(iter(lacking.values()))
    return Chosen(
        with_roll_ups(mine, list(shelf.briefings.values()), asked),
        lacking,
        {name: error for name, error in shelf.unreadable.items() if name not in lacking},
    )
