"""One import, from the files a person named to the swap of the pin."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa

from hustings.errors import HustingsError, InputError, UsageError, nearest
from hustings.importers import SOURCES, Source, recognise, sources
from hustings.importers.contract import Assumed, Rows, SetAside, SourceFile
from hustings.intake.lists import Lists
from hustings.intake.outcome import FileOutcome, Outcome
from hustings.intake.received import Received, find, keep_raw, opened
from hustings.privacy import Pseudonyms, load_key
from hustings.settings import Crosswalk, Settings, key_file
from hustings.store import Snapshot, Stored, Writer, open_writer

ROWS_PER_COMMIT = 1_000_000  # what a killed import may have to read again
CHATS = ("whatsapp",)  # beside a chat, the other members of a zip are what its members attached

Progress = Callable[[str, int, int], None]  # what, how many done, of how many


def silent(what: str, done: int, of: int) -> None:
    """Show no progress."""


@dataclass
class _Part:
    """One readable part of a received file, and what it was recognised as."""

    file: SourceFile
    source: Source
    outcome: FileOutcome


@dataclass
class _Import:
    settings: Settings
    writer: Writer
    lists: Lists
    outcome: Outcome = field(default_factory=Outcome)
    progress: Progress = silent

    def read(self, parts: list[_Part], *, after_each: Callable[[], None]) -> None:
        """Read every part, lists before what refers to them."""
        parts.sort(key=lambda part: (part.source.order, part.file.exported_at, part.file.name))
        for done, part in enumerate(parts):
            self.progress(part.file.name, done, len(parts))
            if part.outcome.error is None:
                self._read_one(part)
            after_each()
        self.progress("", len(parts), len(parts))

    def _read_one(self, part: _Part) -> None:
        outcome = part.outcome
        outcome.sources.append(part.source.name)
        try:
            for finding in part.source.read(part.file, self.lists.context()):
                self._take(finding, outcome)
            outcome.parts_left -= 1
        except HustingsError as error:
            outcome.error = error
            outcome.rows.clear()
            outcome.set_aside.clear()
            self.writer.drop(outcome.sha256)

    def _take(self, finding: Rows | SetAside | Assumed, outcome: FileOutcome) -> None:
        if isinstance(finding, SetAside):
            outcome.set_aside.append(finding)
        elif isinstance(finding, Assumed):
            outcome.assumed.append(finding)
        elif len(finding.frame) and not _is_unplaced(finding):
            outcome.rows[finding.table] += len(finding.frame)
            self.lists.add(finding.table, finding.frame)
            self.writer.add(
                finding.table,
                finding.frame,
                file=outcome.sha256,
                lines=finding.lines,
                known_at=pd.Timestamp(outcome.exported_at),
            )

    def keep_books(self, stored: list[Stored]) -> None:
        """Write what this commit did into the tables of files and of rows set aside."""
        by_file = {file.sha256: file for file in self.outcome.files}
        for line in stored:
            by_file[line.file].stored += line.new
            by_file[line.file].known += line.known


def import_files(
    paths: list[Path],
    settings: Settings,
    *,
    now: datetime,
    source: str | None = None,
    exported_at: datetime | None = None,
    wait_seconds: float = 0,
    progress: Progress = silent,
) -> Outcome:
    """Import files and folders; a file whose bytes were imported before is passed over.

    Args:    source: read every file as this, instead of recognising it; exported_at: when the
             files were exported, where their own modification times do not say.
    Returns: what became of every file. A file that cannot be read does not stop the others.
    Raises:  BusyError when another import runs; StoreError when the disk is full; the file's own
             error when it was the only one.
    """
    data = settings.folders.data
    pseudonyms = Pseudonyms(load_key(key_file(), data))
    received = find(paths, now=now, exported_at=exported_at)
    with open_writer(data / "clean", wait_seconds=wait_seconds) as writer, ExitStack() as stack:
        snapshot = Snapshot(writer.folder, writer.pin)
        work = _Import(settings, writer, Lists.stored(settings, pseudonyms, snapshot))
        work.progress = progress
        known = set(snapshot.frame("files")["sha256"])
        parts = _parts(received, work, stack, source=source, known=known)
        for file in received:
            if file.sha256 not in known:
                keep_raw(file, data / "raw")
        open_files = _OpenBooks(work)
        work.read(parts, after_each=open_files.commit_if_large)
        open_files.commit()
    return work.outcome


def _is_unplaced(rows: Rows) -> bool:
    """Whether this is a chat naming its own group without knowing its unit.

    Only the list of groups places a group; stored, such a row would stand in the list's way.
    """
    return rows.table == "groups" and bool(rows.frame["unit"].isna().all())


@dataclass
class _OpenBooks:
    """Commits now and then, and writes a file's line in the books once it is wholly read."""

    work: _Import
    _written: set[str] = field(default_factory=set)

    def commit_if_large(self) -> None:
        # A file is stored whole or not at all, so no commit between two members of one zip.
        halfway = any(
            f.parts_left > 0 and f.sources for f in self.work.outcome.files if not f.error
        )
        if self.work.writer.staged_rows >= ROWS_PER_COMMIT and not halfway:
            self.commit()

    def commit(self) -> None:
        self.work.writer.commit(self._books)

    def _books(self, stored: list[Stored]) -> None:
        self.work.keep_books(stored)
        done = [
            file
            for file in self.work.outcome.files
            if file.sources and not file.parts_left and not file.error
            if file.sha256 not in self._written
        ]
        if done:
            self._written.update(file.sha256 for file in done)
            self._write("files", [pd.DataFrame([file.book_row()]) for file in done], done)
        if cut := [file for file in done if file.set_aside]:
            self._write("quarantine", [file.quarantine_rows() for file in cut], cut)

    def _write(self, table: str, parts: list[pd.DataFrame], files: list[FileOutcome]) -> None:
        rows = pd.concat(parts, ignore_index=True)
        moments = {file.sha256: pd.Timestamp(file.exported_at) for file in files}
        lines = rows["row"].tolist() if "row" in rows else [0] * len(rows)
        self.work.writer.add(
            table,
            rows,
            file=rows["sha256"].tolist(),
            lines=lines,
            known_at=[moments[sha256] for sha256 in rows["sha256"]],
        )


def preview(
    paths: list[Path],
    settings: Settings,
    *,
    now: datetime,
    source: str | None = None,
    exported_at: datetime | None = None,
    wait_seconds: float = 0,
) -> Iterator[str]:
    """A dry run: one JSON line per clean row that would be stored, then one with the counts.

    Nothing is stored and no raw file is kept.
    """
    data = settings.folders.data
    pseudonyms = Pseudonyms(load_key(key_file(), data))
    received = find(paths, now=now, exported_at=exported_at)
    with open_writer(data / "clean", wait_seconds=wait_seconds) as writer, ExitStack() as stack:
        snapshot = Snapshot(writer.folder, writer.pin)
        work = _Import(settings, writer, Lists.stored(settings, pseudonyms, snapshot))
        parts = _parts(received, work, stack, source=source, known=set())
        work.read(parts, after_each=lambda: None)
        by_hash = {file.sha256: file for file in work.outcome.files}
        for table, batch in writer.preview():
            for row in _json_rows(batch):
                by_hash[str(row.pop("file"))].stored += 1
                yield json.dumps({"table": table, **row}, ensure_ascii=False)
        for file in work.outcome.files:
            file.known = file.rows.total() - file.stored
    yield json.dumps(work.outcome.closing_line(), ensure_ascii=False, default=str)


def _parts(
    received: list[Received],
    work: _Import,
    stack: ExitStack,
    *,
    source: str | None,
    known: set[str],
) -> list[_Part]:
    work.lists.context()  # a state nobody knows is said once, not file by file
    if source is not None and source not in (names := sources()):
        # Said at once: a file that was imported before would never come to be read as it.
        raise UsageError(f"No source is called '{source}'.", fix=nearest(source, names))
    parts: list[_Part] = []
    for done, file in enumerate(received):
        work.progress(file.name, done, len(received))
        outcome = FileOutcome.of(file)
        if any(other.sha256 == file.sha256 for other in work.outcome.files):
            continue  # the same bytes under two names
        work.outcome.files.append(outcome)
        if file.sha256 in known:
            outcome.seen_before = True
            continue
        try:
            limit = work.settings.exports.largest_unzipped_mb
            members = stack.enter_context(
                opened(file, largest_mb=limit, scratch=work.writer.scratch)
            )
            parts += _recognised(members, outcome, source, work.settings.crosswalk)
        except HustingsError as error:
            outcome.error = error
            if len(received) == 1:
                raise
    return parts


def _recognised(
    members: list[SourceFile],
    outcome: FileOutcome,
    source: str | None,
    crosswalks: Mapping[str, Crosswalk],
) -> list[_Part]:
    """The parts of one received file; what a chat's members attached is not imported."""
    parts: list[_Part] = []
    refusals: list[InputError] = []
    for member in members:
        try:
            parts.append(_Part(member, recognise(member, source, crosswalks), outcome))
        except InputError as refusal:
            refusals.append(refusal)
    chats = [part for part in parts if part.source.name in CHATS]
    parts = chats or parts
    if not parts:
        raise refusals[0]
    if left := [m.name for m in members if m not in [part.file for part in parts]]:
        outcome.assumed.append(
            Assumed("some members of the zip are attachments", ", ".join(left[:10]))
        )
    outcome.parts_left = len(parts)
    return parts


def _json_rows(batch: pa.RecordBatch) -> Iterator[dict[str, object]]:
    for row in batch.to_pylist():
        yield {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in row.items()
        }


__all__ = ["SOURCES", "InputError", "import_files", "preview"]
