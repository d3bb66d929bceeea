"""Names behind pseudonyms, read once more from the raw files, for whoever reviews who is who.

Names are kept nowhere but in the raw files: where those are erased, so are the names, and no copy
of the data carries more of them. The price is reading the files again, some seconds for a million
messages; a review comes once in a while.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from hustings.errors import HustingsError
from hustings.importers import recognise
from hustings.importers.contract import Context, Rows, SourceFile
from hustings.importers.persons import Person
from hustings.importers.roster_sheet import persons_in
from hustings.intake.archives import opened
from hustings.intake.kept import Booked, taken_out
from hustings.intake.stage import Progress, silent
from hustings.roster import Author, People

CHATS = ("whatsapp", "telegram")
_PUSHED = "~"  # a phone writes it before a name that its bearer chose


@dataclass(frozen=True)
class Shown:
    """How a chat shows somebody."""

    name: str
    pushed: bool  # a name its bearer chose, not one that somebody saved
    groups: frozenset[str]


@dataclass
class NameBook:
    """Names by pseudonym: of those who write in chats, and of the persons on rosters."""

    shown: dict[str, Shown] = field(default_factory=dict)
    workers: dict[str, Person] = field(default_factory=dict)

    def called(self, token: str) -> str:
        """What to call somebody: the roster's name, else the chat's, else the pseudonym."""
        if token in self.workers:
            return self.workers[token].newest.names[0]
        return self.shown[token].name if token in self.shown else token


@dataclass(frozen=True)
class _Listening(People):
    """People of whom nobody is known, which remembers every name it is asked for."""

    heard: dict[str, str] = field(default_factory=dict)  # pseudonym -> name as shown

    def around(self, units: AbstractSet[str]) -> "People":
        """The same: who is meant does not depend on the place here."""
        del units
        return self

    def author(self, display: str) -> Author:
        """The author by no more than what is shown."""
        author = super().author(display)
        self.heard.setdefault(author.pseudonym, display)
        return author


def read_names(
    books: Iterable[Booked],
    context: Context,
    *,
    wanted: AbstractSet[str],
    exports: Mapping[str, AbstractSet[str]],
    raw: Path,
    scratch: Path,
    progress: Progress = silent,
) -> NameBook:
    """Read names from the rosters, and from the chats for as far as they are wanted.

    Args:    books: the files that were imported; wanted: pseudonyms whose names are asked for;
             exports: by hash of an export, the wanted pseudonyms that write in its groups.
    Returns: what was found. A file that cannot be read again adds nothing.
    """
    book = NameBook()
    newest_first = sorted(books, key=lambda each: each.exported_at, reverse=True)
    asked = [each for each in newest_first if each.sha256 in exports or "roster" in each.sources]
    for done, each in enumerate(asked):
        progress(each.name, done, len(asked))
        missing = {t for t in exports.get(each.sha256, ()) if t in wanted and t not in book.shown}
        if "roster" not in each.sources and not missing:
            continue
        with ExitStack() as stack:
            for member in _members(each, raw, scratch, context, stack):
                _note(member, context, book)
    progress("", len(asked), len(asked))
    return book


def _members(
    book: Booked, raw: Path, scratch: Path, context: Context, stack: ExitStack
) -> list[SourceFile]:
    limit = context.settings.exports.largest_unzipped_mb
    try:
        received = taken_out(book, raw, scratch, context.pseudonyms)
        return list(stack.enter_context(opened(received, largest_mb=limit, scratch=scratch)))
    except HustingsError:
        return []


def _note(member: SourceFile, context: Context, book: NameBook) -> None:
    """Note the names in one file; a member of a zip that is no export has none."""
    try:
        source = recognise(member, None, context.settings.crosswalk)
        if source.name == "roster":
            for person in persons_in(member, context):
                token = context.pseudonyms.of("phone", person.number)
                book.workers.setdefault(token, person)
        elif source.name in CHATS:
            _note_chat(member, context, book)
    except HustingsError:
        return


def _note_chat(member: SourceFile, context: Context, book: NameBook) -> None:
    listening = _Listening(context.pseudonyms)
    source = recognise(member, None, context.settings.crosswalk)
    groups: set[str] = set()
    for finding in source.read(member, replace(context, people=listening)):
        if isinstance(finding, Rows) and finding.table == "groups":
            groups.update(finding.frame["group"].astype(str))
    for token, name in listening.heard.items():
        known = book.shown.get(token)
        pushed = name.lstrip("\u200e\u200f\u202a-\u202e ").startswith(_PUSHED)
        where = frozenset(groups) | (known.groups if known else frozenset())
        book.shown[token] = Shown(name.strip("\u200e\u200f\u202a\u202c "), pushed, where)
