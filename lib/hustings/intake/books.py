"""The store's own books: what came of each file, written in the step that shows its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from hustings.errors import HustingsError
from hustings.importers.contract import Assumed
from hustings.intake.aside import quarantined
from hustings.intake.kept import keep_raw
from hustings.intake.outcome import FileOutcome, Outcome
from hustings.intake.received import Received
from hustings.schema import CLEAN
from hustings.store import ClockApart, Stored, Writer

ROWS_PER_COMMIT = 1_000_000  # what a killed import may have to read again

Tell = Callable[[list[Stored]], None]
"""Is given what a commit did before it becomes visible, and may add rows that tell of it."""


@dataclass
class Books:
    """Commits now and then, and writes a file's line in the books once it is wholly read."""

    writer: Writer
    outcome: Outcome
    received: dict[str, Received] = field(default_factory=dict)  # by hash
    raw: Path = Path()
    tell: Tell | None = None

    def commit_if_large(self) -> None:
        """Commit when much is staged; never between two members of one zip."""
        # A file is stored whole or not at all.
        halfway = any(f.parts_left > 0 and f.sources for f in self.outcome.files if not f.error)
        # What is read again goes in with the lists it is read for, or nobody would know it is due.
        again = any(f.read_again and not f.booked for f in self.outcome.files)
        if self.writer.staged_rows >= ROWS_PER_COMMIT and not halfway and not again:
            self.commit()

    def commit(self) -> None:
        """Make everything that was read visible, rows and books in one step."""
        for file in list(self._done()):
            self._keep(file)
        self.writer.withdraw(file.sha256 for file in self._done() if file.read_again)
        self.writer.commit(self._write)

    def _done(self) -> Iterator[FileOutcome]:
        for file in self.outcome.files:
            read = file.sources and not file.parts_left and not file.error
            if read and not file.booked:
                yield file

    def _keep(self, file: FileOutcome) -> None:
        """Keep the raw file before its rows are seen; one that has changed meanwhile is dropped."""
        received = self.received.get(file.sha256)
        if received is None or file.read_again:
            return
        try:
            keep_raw(received, self.raw)
        except HustingsError as error:
            file.fail(error)
            self.writer.drop(file.sha256)

    def _write(self, stored: list[Stored]) -> None:
        by_file = {file.sha256: file for file in self.outcome.files}
        for line in stored:
            if line.file in by_file and CLEAN[line.table].counted:
                by_file[line.file].stored += line.new
                by_file[line.file].known += line.known
        for clock in self.writer.clocks:
            if clock.file in by_file:
                by_file[clock.file].assumed.append(told_of(clock))
        self.writer.clocks.clear()
        if self.tell:
            self.tell(stored)
        done = list(self._done())
        if done:
            self._add_lines(done)
        for file in done:
            self._add_left_out(file)
        for file in done:
            file.booked = True

    def _add_lines(self, files: list[FileOutcome]) -> None:
        rows = pd.DataFrame([file.book_row() for file in files])
        self.writer.add(
            "files",
            rows,
            file=[file.sha256 for file in files],
            lines=[0] * len(files),
            known_at=[pd.Timestamp(file.exported_at) for file in files],
        )

    def _add_left_out(self, file: FileOutcome) -> None:
        """Members of a zip that nothing was read of; the rows of the others are staged by now."""
        if told := [member.told for member in file.left_out]:
            self.writer.add(
                "quarantine",
                quarantined(file.sha256, told),
                file=file.sha256,
                lines=[row.line for row in told],
                known_at=pd.Timestamp(file.exported_at),
            )


def told_of(clock: ClockApart) -> Assumed:
    """What is said of an export whose times were moved."""
    minutes, way = abs(clock.minutes), "fast" if clock.minutes > 0 else "slow"
    return Assumed(
        f"this phone's clock is {minutes} min {way}, so its times are set by the group's others",
        f"{clock.both} of {clock.of} messages then match; if it is the others that are wrong, "
        "set their clocks under [[exports.phones]] in settings.toml",
    )
