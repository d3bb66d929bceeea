"""Who is meant by a name and an id in one chat of Telegram."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hustings.importers.contract import Context
from hustings.importers.telegram.chats import person_id
from hustings.importers.telegram.stream import Json
from hustings.roster import Author, token_of

NOBODY = "deleted account"


@dataclass
class Persons:
    """Authors of one chat.

    A person keeps one pseudonym under every name, since Telegram shows an id beside it; a worker
    is known by any of the names the roster or a merge records. A name without an id (of somebody
    added by another) is the person's of that id, if only one in this chat bears it.
    """

    context: Context
    ids_of: Mapping[str, set[str]]
    _names_of: dict[str, set[str]] = field(init=False)
    _known: dict[str, Author] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names_of = {}
        for name, ids in self.ids_of.items():
            for one in ids:
                self._names_of.setdefault(one, set()).add(name)

    def author(self, name: Json, known_by: Json) -> Author:
        """The person behind a message; a deleted account has no name, and may have no id."""
        called = name if isinstance(name, str) else ""
        ids = {person_id(known_by)} - {""} or self.ids_of.get(called, set())
        if len(ids) == 1:
            (one,) = ids
            if one not in self._known:
                self._known[one] = self._identified(one)
            return self._known[one]
        return self.context.people.author(called or NOBODY)

    def _identified(self, one: str) -> Author:
        """The worker or merged person that any of the id's names stands for, else the id itself."""
        merged: Author | None = None
        for name in sorted(self._names_of.get(one, ())):
            found = self.context.people.author(name)
            if found.worker:
                return found
            if found.pseudonym != self._token(name):
                merged = found
        return merged or Author(self.context.pseudonyms.of("telegram", one), None, consent=False)

    def names(self) -> Iterator[tuple[str, str]]:
        """Each person's pseudonym with that of each name it goes by here."""
        for one, names in sorted(self._names_of.items()):
            person = self.author(None, one).pseudonym
            for called in sorted({self._token(name) for name in names}):
                yield person, called

    def _token(self, name: str) -> str:
        return token_of(name, self.context.pseudonyms)
