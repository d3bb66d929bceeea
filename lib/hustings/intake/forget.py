"""Undoing the import of one file, as if it had never come; importing it again undoes that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hustings.errors import UsageError, nearest
from hustings.intake.again import read_again
from hustings.intake.due import Due, Followed
from hustings.intake.kept import Booked, booked
from hustings.intake.lists import Lists
from hustings.intake.stage import Progress, Stage, silent, waiting_line
from hustings.privacy import Pseudonyms, load_key
from hustings.roster import without_numbers
from hustings.schema import CLEAN
from hustings.schema.chats import HOLD_TEXTS
from hustings.schema.keeping import KEEPING
from hustings.settings import Settings, key_file
from hustings.store import Snapshot, Stored, erase_replaced, open_writer

FEWEST_LETTERS = 6  # of a hash that may stand for the whole
BY_HAND = "by hand"  # stands in the log where other rows name their raw file
BOOKS = frozenset(table.name for table in CLEAN.values() if table in KEEPING or not table.counted)


@dataclass(frozen=True)
class Forgotten:
    """What undoing an import did."""

    name: str
    sha256: str
    gone: int  # rows that only this file gave
    kept: int  # rows that others gave as well
    read_again: list[str]  # the files that gave them back
    failed: list[str]  # files that could not be read again and stay as they are


def forget_file(
    called: str,
    settings: Settings,
    *,
    now: datetime,
    wait_seconds: float = 0,
    progress: Progress = silent,
) -> Forgotten:
    """Take back what one imported file gave; rows that other files gave as well stay.

    The kept copy of the raw file stays too, so that it can be imported again.

    Args:   called: the file's name, the last part of it, or the first letters of its hash.
    Raises: UsageError when no file, or more than one, is called so.
    """
    data = settings.folders.data
    pseudonyms = Pseudonyms(load_key(key_file(), data))
    with open_writer(
        data / "clean", wait_seconds=wait_seconds, waiting=waiting_line(progress)
    ) as writer:
        before = Snapshot(writer.folder, writer.pin)
        books = booked(before.frame("files"))
        book = _called(called, books, without_numbers(called, pseudonyms))
        gone = frozenset({book.sha256})
        followed = Followed.of(before, Lists.stored(settings, pseudonyms, before))
        lists = Lists.stored(settings, pseudonyms, before, without=gone)
        stage = Stage(writer, lists, progress=progress)
        log = _Log(stage, before, book, now)
        others = {sha256: other for sha256, other in books.items() if sha256 not in gone}
        due = Due(stage, others, followed)
        read_again(stage, books, frozenset(), gone=gone, more=due.parts, tell=log.write)
        erase_replaced(writer, HOLD_TEXTS)
    names = {
        ok: [f.name for f in stage.outcome.files if bool(f.error) != ok] for ok in (True, False)
    }
    return Forgotten(book.name, book.sha256, log.gone, log.kept, names[True], names[False])


@dataclass
class _Log:
    """Counts what is gone and what stays, and notes it in the commit that does it."""

    stage: Stage
    before: Snapshot
    book: Booked
    now: datetime
    gone: int = 0
    kept: int = 0

    def write(self, stored: list[Stored]) -> None:
        """Take the outcome of the commit under way."""
        read = {file.sha256 for file in self.stage.outcome.files if not file.error}
        ours = self._rows({self.book.sha256})
        back = sum(line.new for line in stored if line.table not in BOOKS)
        self.gone = min(ours, max(0, ours + self._rows(read) - back))
        self.kept = ours - self.gone
        row = {
            "sha256": [self.book.sha256],
            "name": [self.book.name],
            "forgotten_at": [pd.Timestamp(self.now)],
            "rows_gone": [self.gone],
            "rows_kept": [self.kept],
        }
        rows = pd.DataFrame(row).astype({"forgotten_at": "datetime64[us, UTC]"})
        moment = pd.Timestamp(self.now)
        self.stage.writer.add("forgotten", rows, file=BY_HAND, lines=[0], known_at=moment)

    def _rows(self, files: set[str]) -> int:
        """How many facts stood under some files before."""
        tables = [name for name in self.before.pin.versions if name in CLEAN and name not in BOOKS]
        named = pa.array(sorted(files), pa.string())
        return sum(
            pc.sum(pc.is_in(pq.ParquetFile(path).read(["file"]).column(0), named)).as_py() or 0
            for name in tables
            for path in self.before.files(name)
        )


def _called(called: str, books: Mapping[str, Booked], stored: str) -> Booked:
    """The one file that goes by a name, as it is stored, or by the first letters of its hash."""
    by_hash = [
        book
        for sha256, book in books.items()
        if len(called) >= FEWEST_LETTERS and sha256.startswith(called.lower())
    ]
    exact = [book for book in books.values() if book.name == stored]
    last = [book for book in books.values() if book.name.rpartition("/")[2] == stored]
    found = by_hash or exact or last
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"{len(found)} imported files are called '{called}'.",
            where="; ".join(f"{book.sha256[:12]} {book.name}" for book in found[:10]),
            fix="Name it by the first letters of its hash.",
        )
    names = [book.name for book in books.values()]
    raise UsageError(f"No imported file is called '{called}'.", fix=nearest(called, names))
