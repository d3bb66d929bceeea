"""What an import did, file by file, for a person, a program and the store's books."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime

import pandas as pd

from hustings.errors import HustingsError
from hustings.importers.contract import Assumed, SetAside
from hustings.intake.aside import Aside
from hustings.intake.reading import LeftOut
from hustings.intake.received import Received
from hustings.metrics.strangers import Unknown


@dataclass
class FileOutcome:
    """What became of one received file."""

    name: str
    sha256: str
    exported_at: datetime
    sample: bool
    sources: list[str] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)  # by table
    stored: int = 0
    known: int = 0
    aside: Aside = field(default_factory=Aside)
    assumed: list[Assumed] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)  # members of it that are unreadable
    parts_left: int = 0  # members of it not read yet
    seen_before: bool = False  # this very file was imported earlier
    read_again: bool = False  # it was imported earlier, and would be read otherwise now
    booked: bool = False  # its line in the books is written
    groups: set[str] = field(default_factory=set)  # that it is about, as it calls them
    read_with: str = ""  # the clock and settings it is read with, as JSON
    error: HustingsError | None = None

    @classmethod
    def of(cls, received: Received) -> "FileOutcome":
        """An outcome to be filled in."""
        made = received.exported_at
        return cls(received.name, received.sha256, made, received.sample, error=received.trouble)

    def fail(self, error: HustingsError) -> None:
        """Note why it cannot be read; nothing of it counts any more."""
        self.error = error
        self.rows.clear()
        self.aside.clear()
        self.assumed.clear()
        self.left_out.clear()

    def leave_out(self, members: Iterable[LeftOut]) -> None:
        """Set members aside that could not be read, each as a row would be."""
        told = list(members)
        self.left_out += told
        for member in told:
            self.aside.add(member.told)

    @property
    def set_aside(self) -> list[SetAside]:
        """The first rows set aside; all are in the quarantine, and `counts` says how many."""
        return self.aside.rows

    @property
    def read(self) -> int:
        """Rows in the file: those kept and those set aside."""
        return self.rows.total() + self.aside.count

    @property
    def error_code(self) -> int:
        """The exit code of what went wrong; 0 when nothing did."""
        return self.error.exit_code if self.error else 0

    def counts(self) -> dict[str, int]:
        """Rows read, stored, quarantined and already known."""
        return {
            "read": self.read,
            "stored": self.stored,
            "quarantined": self.aside.count,
            "already_known": self.known,
        }

    def book_row(self) -> dict[str, object]:
        """This file's row of the `files` table."""
        return {
            "sha256": self.sha256,
            "name": self.name,
            "source": ", ".join(self.sources),
            "exported_at": pd.Timestamp(self.exported_at),
            "rows_read": self.read,
            "rows_stored": self.stored,
            "rows_set_aside": self.aside.count,
            "rows_known": self.known,
            "assumptions": json.dumps([asdict(a) for a in self.assumed], ensure_ascii=False),
            "read_with": self.read_with or None,
            "sample": self.sample,
        }


@dataclass
class Outcome:
    """What became of a whole import."""

    files: list[FileOutcome] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)  # links, pipes and devices
    unknown: Unknown | None = None  # messages by nobody known, after an import with chats in it

    def counts(self) -> dict[str, int]:
        """Rows read, stored, quarantined and already known, over all files."""
        total: Counter[str] = Counter(read=0, stored=0, quarantined=0, already_known=0)
        for file in self.files:
            total.update(file.counts())
        return dict(total)

    @property
    def failed(self) -> list[FileOutcome]:
        """The files that could not be read at all."""
        return [file for file in self.files if file.error]

    def closing_line(self) -> dict[str, object]:
        """The last line of a dry run: counts, and everything that was assumed or refused."""
        return {
            "counts": self.counts(),
            "files": [
                {
                    "name": file.name,
                    "sha256": file.sha256,
                    "sources": file.sources,
                    "counts": file.counts(),
                    "assumptions": [asdict(a) for a in file.assumed],
                    "set_aside": [asdict(row) for row in file.set_aside],
                    "left_out": [left.name for left in file.left_out],
                    "error": str(file.error) if file.error else None,
                    "seen_before": file.seen_before,
                    "read_again": file.read_again,
                }
                for file in self.files
            ],
            "passed_over": self.passed_over,
            "messages_by_nobody": asdict(self.unknown) if self.unknown else None,
            "assumptions": [
                {"file": file.name, **asdict(a)} for file in self.files for a in file.assumed
            ],
        }
