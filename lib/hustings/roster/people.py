"""The roster as importers see it: who wrote, who worked, and whose text may be kept."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property

from hustings.privacy import Pseudonyms
from hustings.roster.decisions import Decisions, Persons
from hustings.roster.phones import canonical_phones, number_shown, plain_name


@dataclass(frozen=True)
class Author:
    """Who wrote a message, as far as known: a pseudonym, and the worker if it is one."""

    pseudonym: str
    worker: str | None
    consent: bool


@dataclass(frozen=True)
class People:
    """The roster as the importers may see it: pseudonyms only.

    aliases maps the pseudonym of a name or phone to a worker's pseudonym; an alias two workers
    share maps to the empty text and identifies nobody. Those in `roster_names` are only what the
    roster calls a worker, which others may be called too: they count where the worker works.
    """

    pseudonyms: Pseudonyms
    workers: frozenset[str] = frozenset()
    consenting: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    roster_names: frozenset[str] = frozenset()
    homes: Mapping[str, str] = field(default_factory=dict)  # worker -> unit
    decisions: Decisions = field(default_factory=Decisions)
    here: AbstractSet[str] = frozenset()  # units in whose chats we are
    _seen: dict[str, Author] = field(default_factory=dict, repr=False, compare=False)

    def around(self, units: AbstractSet[str]) -> "People":
        """The same people as seen in a chat that serves these units."""
        return replace(self, here=units, _seen={})

    def worker(self, phone: object) -> str | None:
        """The worker with this phone, or None; a cell with two numbers may name either."""
        for number in canonical_phones(phone)[0]:
            found = self._persons.person(self.pseudonyms.of("phone", number))
            if found in self.workers:
                return found
        return None

    def author(self, display: str) -> Author:
        """The author behind the name or number a chat export shows.

        A phone decides first, then a recorded alias or a reviewed merge. A display name alone
        never makes two authors one person: the roster's own name of a worker counts only in the
        chats of the unit the worker works in, and no text is kept on the strength of it.
        """
        if display not in self._seen:
            self._seen[display] = self._find(display)
        return self._seen[display]

    def of(self, token: str) -> Author:
        """The person behind a pseudonym, names of the roster counting nowhere."""
        person = self._persons.person(token)
        worker = person if person in self.workers else None
        return Author(person, worker, person in self._agreed)

    def tokens_of(self, token: str) -> tuple[str, ...]:
        """Every pseudonym of the person behind one."""
        return self._persons.all_of(token)

    def shown(self, token: str) -> Author:
        """The author behind the pseudonym of what a chat export shows."""
        found = self.of(token)
        if found.worker is None and (worker := self._by_roster_name(token)):
            return Author(worker, worker, consent=False)
        return found

    def _find(self, display: str) -> Author:
        number = number_shown(display)
        if number is not None:
            return self.of(self.pseudonyms.of("phone", number))
        return self.shown(self.pseudonyms.of("name", plain_name(display)))

    def _by_roster_name(self, token: str) -> str | None:
        named = self.aliases.get(token)
        if token not in self.roster_names or not named or token in self.decisions.named:
            return None
        return self._persons.person(named) if self.homes.get(named) in self.here else None

    @cached_property
    def _persons(self) -> Persons:
        sure = {a: w for a, w in self.aliases.items() if a not in self.roster_names}
        return Persons.of(self.workers, sure, self.decisions)

    @cached_property
    def _agreed(self) -> frozenset[str]:
        """Persons whose text may be kept: every row of theirs records consent, none withdrew."""
        refused = self.workers - self.consenting | self.decisions.withdrawn
        against = {self._persons.person(token) for token in refused}
        return frozenset(map(self._persons.person, self.consenting)) - against
