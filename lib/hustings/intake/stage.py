"""Reading many files: lists one by one, everything else on all cores, stored in one order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import pandas as pd
import pyarrow as pa

from hustings.errors import HustingsError
from hustings.importers import sources
from hustings.importers.contract import Assumed
from hustings.intake.kept import read_with
from hustings.intake.lists import Lists
from hustings.intake.outcome import FileOutcome, Outcome
from hustings.intake.reading import FileRead, Job, Looked, Place, look_into, read_job
from hustings.intake.received import Received
from hustings.intake.spool import SpooledRead, read_spooled
from hustings.intake.workers import Workers
from hustings.settings import Settings
from hustings.store import Writer

FACTS = 50  # sources of this order and above refer to the lists, and none refers to them

Progress = Callable[[str, int, int], None]  # what, how many done, of how many


def silent(what: str, done: int, of: int) -> None:
    """Show no progress."""


def waiting_line(progress: Progress) -> Callable[[str], None]:
    """Tells whoever watches the progress that another import goes first."""
    return lambda holder: progress(f"Waiting for another import (process {holder}) to end", 0, 0)


Found = list[tuple[Received, FileOutcome]]
"""Files to be looked at, each with what is to become of it."""


@dataclass(frozen=True)
class Part:
    """One readable member of a received file, and what it was recognised as."""

    received: Received
    number: int
    source: str
    named: str | None  # the source somebody said it is, if anybody did
    outcome: FileOutcome = field(compare=False, repr=False)


def _order(part: Part) -> int:
    return sources()[part.source].order


def _in_order(parts: list[Part]) -> list[Part]:
    return sorted(parts, key=lambda p: (_order(p), p.received.exported_at, p.received.name))


@dataclass
class _Straight:
    """Rows of a lone file on their way to the store, which forgets them should the file fail."""

    writer: Writer

    def __call__(self, table: str, rows: pa.Table) -> None:
        self.writer.add_prepared(table, rows)

    def end(self, *, keep: bool) -> None:
        del keep


@dataclass
class Stage:
    """Everything a file meets between being found and being committed."""

    writer: Writer
    lists: Lists
    outcome: Outcome = field(default_factory=Outcome)
    workers: Workers | None = None
    progress: Progress = silent
    _rows: int = 0

    @property
    def settings(self) -> Settings:
        """The campaign's, with files and groups called as they are stored."""
        return self.lists.settings

    @property
    def place(self) -> Place:
        """Where zips are unpacked."""
        settings = self.settings
        return Place(self.writer.scratch, settings.exports.largest_unzipped_mb, settings.crosswalk)

    def look(self, files: Found, *, source: str | None = None) -> list[Part]:
        """Recognise the parts of every file; or take all as one source, if that is named."""
        parts: list[Part] = []
        asked = [(received, self.place, source) for received, _ in files]
        for done, ((received, outcome), looked) in enumerate(
            zip(files, self._looked(asked), strict=True)
        ):
            self.progress(received.name, done, len(files))
            if looked.error:
                outcome.fail(looked.error)
                continue
            outcome.parts_left = len(looked.parts)
            outcome.leave_out(looked.left_out)
            if looked.left:
                left = ", ".join(looked.left[:10])
                outcome.assumed.append(Assumed("some members of the zip are attachments", left))
            parts += [
                Part(received, number, name, source, outcome) for number, name in looked.parts
            ]
        return parts

    def _looked(self, asked: list[tuple[Received, Place, str | None]]) -> Iterator[Looked]:
        if self.workers is None:
            yield from (look_into(*one) for one in asked)
            return
        for given in self.workers.looked(asked):
            yield given if isinstance(given, Looked) else Looked(error=given)

    def read(
        self,
        parts: list[Part],
        *,
        after_each: Callable[[], None],
        more: Callable[[], list[Part]] = list,
    ) -> None:
        """Read every part, lists before what refers to them, and stage what they hold.

        Args: more: asked first, and whenever all lists of one kind are read: parts to be read as
              well, because of what the lists say now.
        """
        waiting, done = _in_order([*parts, *more()]), 0
        while waiting and (kind := _order(waiting[0])) < FACTS:
            part, *waiting = waiting
            done += 1
            self._take([part], self._here([part]), done, done + len(waiting))
            after_each()
            if not waiting or _order(waiting[0]) > kind:
                waiting = _in_order([*waiting, *more()])
        jobs = [list(same) for _, same in groupby(waiting, lambda p: p.received.sha256)]
        of = done + len(jobs)
        for job, read in zip(jobs, self._reads(jobs), strict=True):
            done += 1
            self._take(job, read, done, of)
            after_each()

    def _take(self, job: list[Part], read: FileRead, done: int, of: int) -> None:
        self._settle(job, read)
        self._rows += read.rows.total()
        self.progress(f"{self._rows:,} rows  {job[0].received.name}", done, of)

    def _reads(self, jobs: list[list[Part]]) -> Iterator[FileRead]:
        if self.workers is None:
            yield from map(self._here, jobs)
            return
        self.workers.tell(self.lists.context())
        for given in self.workers.read(self._job(job) for job in jobs):
            if isinstance(given, HustingsError):
                yield FileRead(error=given)
                continue
            yield self._stored(given)

    def _here(self, job: list[Part]) -> FileRead:
        if job[0].outcome.error:  # another part of the same file could not be read
            return FileRead(error=job[0].outcome.error)
        asked = self._job(job), self.lists.context()
        if job[0].received.is_archive:
            return self._stored(read_spooled(*asked))
        return read_job(*asked, lambda _: _Straight(self.writer))

    def _job(self, job: list[Part]) -> Job:
        parts = tuple((part.number, part.source) for part in job)
        return Job(job[0].received, parts, self.place)

    def _stored(self, spooled: SpooledRead) -> FileRead:
        read, files = spooled
        for table, path in files:
            self._store(table, path, keep=read.error is None)
        return read

    def _store(self, table: str, path: Path, *, keep: bool) -> None:
        """Stage what waits on disk."""
        if keep:
            # not mapped: the pages of a large file would count as memory of ours
            with pa.OSFile(str(path)) as opened, pa.ipc.open_stream(opened) as stream:
                for batch in stream:
                    self.writer.add_prepared(table, pa.Table.from_batches([batch]))
        path.unlink()

    def _settle(self, job: list[Part], read: FileRead) -> None:
        outcome = job[0].outcome
        outcome.sources += read.sources
        outcome.leave_out(read.left_out)
        outcome.parts_left -= len(job)
        nothing = not outcome.sources and not outcome.parts_left
        if error := read.error or (outcome.left_out[0].error if nothing else None):
            outcome.fail(outcome.error or error)
            self.writer.drop(outcome.sha256)
            return
        outcome.rows.update(read.rows)
        outcome.aside.add_all(read.aside)
        outcome.assumed += read.assumed
        outcome.groups |= read.groups
        outcome.read_with = read_with(
            self.settings,
            name=outcome.name,
            groups=outcome.groups,
            folder=job[0].received.called(job[0].received.path.parent.name),
            source=job[0].named,
            sources=outcome.sources,
            left_out=[left.name for left in outcome.left_out],
        )
        for table, frame in read.listed:
            self.lists.add(table, frame, pd.Timestamp(outcome.exported_at))
