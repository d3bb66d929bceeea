"""Reading kept files once more: after a setting of theirs changed, or another was forgotten."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from hustings.errors import HustingsError
from hustings.importers import sources
from hustings.intake.books import Books, Tell
from hustings.intake.kept import Booked, is_read_otherwise, taken_out
from hustings.intake.outcome import FileOutcome
from hustings.intake.stage import FACTS, Found, Part, Stage
from hustings.schema import CLEAN


def read_again_where_settings_changed(
    stage: Stage, books: Mapping[str, Booked], *, given: AbstractSet[str]
) -> None:
    """Read the files anew whose clock, date order, offset or crosswalk is otherwise than before.

    Args: books: every file that was imported, by hash; given: those somebody imports once more,
          which are read anew if members of theirs could not be read.
    """
    settings = stage.settings
    if changed := {
        sha
        for sha, book in books.items()
        if is_read_otherwise(book, settings) or (book.left_out and sha in given)
    }:
        read_again(stage, books, changed)


def read_again(
    stage: Stage,
    books: Mapping[str, Booked],
    changed: AbstractSet[str],
    *,
    gone: AbstractSet[str] = frozenset(),
    more: Callable[[], list[Part]] = list,
    tell: Tell | None = None,
) -> None:
    """Replace what some kept files gave by what they give now, in one commit.

    A row stands in the store once, under the first file that gave it. So whatever else gave rows
    of the same kind is read again as well, and gives back what it shares with them. A file that
    cannot be read stays as it is.

    Args: books: every file that was imported, by hash; changed: files to read again; gone: files
          whose rows are to vanish; more: as in `Stage.read`; tell: is given the outcome before it
          becomes visible.
    """
    touched = changed | gone
    again = (touched | set(_sharing(books, touched))) - gone
    outcomes, parts = looked_at(stage, [books[sha256] for sha256 in sorted(again)])
    stage.outcome.files += outcomes
    stage.read(parts, after_each=lambda: None, more=more)
    stage.writer.withdraw(gone | {outcome.sha256 for outcome in outcomes if not outcome.error})
    Books(stage.writer, stage.outcome, tell=tell).commit()


def looked_at(stage: Stage, books: list[Booked]) -> tuple[list[FileOutcome], list[Part]]:
    """Take kept files out once more: what is to become of each, and the parts to be read."""
    raw, scratch = stage.settings.folders.data / "raw", stage.writer.scratch
    outcomes: list[FileOutcome] = []
    by_source: dict[str | None, Found] = {}
    for book in books:
        made = book.exported_at
        outcome = FileOutcome(book.name, book.sha256, made, book.sample, read_again=True)
        outcomes.append(outcome)
        try:
            received = taken_out(book, raw, scratch, stage.lists.pseudonyms)
            outcome.name = received.name
        except HustingsError as error:
            outcome.fail(error)
            continue
        by_source.setdefault(book.named, []).append((received, outcome))
    looked = (stage.look(files, source=source) for source, files in by_source.items())
    return outcomes, [part for parts in looked for part in parts]


def _sharing(books: Mapping[str, Booked], touched: AbstractSet[str]) -> Iterator[str]:
    """The other files that may have given rows which now stand under one of these."""
    for sha256, book in books.items():
        if sha256 not in touched and any(_shares(book, books[other]) for other in touched):
            yield sha256


def _shares(book: Booked, other: Booked) -> bool:
    """Whether a file may have given rows that stand under another.

    Of a list the newer row replaced the older, which is nowhere else; of facts one row stands,
    and a later file has it among the rows known before, whichever of them gave that row.
    """
    (tables, is_list), (others, _) = _gives(book), _gives(other)
    shared = tables & others
    replacing = {table for table in shared if CLEAN[table].newest_wins}
    if replacing and (is_list or replacing - {"groups"}):
        return True
    if not shared or not (book.rows_known or other.rows_known):
        return False
    return not book.groups or not other.groups or bool(book.groups & other.groups)


def _gives(book: Booked) -> tuple[set[str], bool]:
    """The tables a file gave rows to, and whether it is a list that other files refer to."""
    known = sources()
    named = [known[name] for name in book.sources if name in known]
    tables = {table for source in named for table in source.tables}
    return tables, any(source.order < FACTS for source in named)
