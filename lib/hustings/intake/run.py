"""One import, from the files a person named to the swap of the pin."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa

from hustings.errors import UsageError, nearest
from hustings.importers import sources
from hustings.intake.again import read_again_where_settings_changed
from hustings.intake.allocating import give_back_what_was_freed
from hustings.intake.books import Books, told_of
from hustings.intake.due import Due, Followed, follow, is_followed
from hustings.intake.kept import booked
from hustings.intake.lists import Lists
from hustings.intake.outcome import FileOutcome, Outcome
from hustings.intake.received import Received, find, passed_over
from hustings.intake.stage import Found, Progress, Stage, silent, waiting_line
from hustings.intake.workers import Workers, cores
from hustings.metrics.strangers import unknown_messages
from hustings.privacy import Pseudonyms, load_key
from hustings.roster import without_numbers
from hustings.schema import CLEAN
from hustings.schema.chats import HOLD_TEXTS
from hustings.settings import Settings, key_file
from hustings.store import Snapshot, Writer, erase_replaced, open_preview, open_writer

LARGE = 4 * 2**20  # bytes; less is read before other processes have even started
MANY = 60  # files


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

    Kept files whose phone's clock is set otherwise than when they were read are read again first.

    Args:    source: read every file as this, instead of recognising it; exported_at: when the
             files were exported, where their own modification times do not say.
    Returns: what became of every file. A file that cannot be read does not stop the others.
    Raises:  BusyError when another import runs; StoreError when the disk is full; the file's own
             error when it was the only one.
    """
    _refuse_unknown(source)
    received = find(paths, now=now, exported_at=exported_at)
    outcome = _import(received, settings, now, source, wait_seconds, progress)
    outcome.passed_over = _passed_over(paths, _pseudonyms(settings))
    return outcome


def catch_up(
    settings: Settings, *, now: datetime, wait_seconds: float = 0, progress: Progress = silent
) -> Outcome:
    """Read again whatever a decision of who is who, or a setting, has changed since it was read.

    Returns: what became of every file that was read again.
    Raises:  BusyError when an import runs; StoreError when the disk is full.
    """
    return _import([], settings, now, None, wait_seconds, progress)


def _import(
    received: list[Received],
    settings: Settings,
    now: datetime,
    source: str | None,
    wait_seconds: float,
    progress: Progress,
) -> Outcome:
    data = settings.folders.data
    pseudonyms = _pseudonyms(settings)
    received = [file.under(pseudonyms) for file in received]
    with (
        open_writer(
            data / "clean", wait_seconds=wait_seconds, waiting=waiting_line(progress)
        ) as writer,
        _stage(settings, writer, pseudonyms, received) as stage,
    ):
        stage.progress = progress
        books = booked(Snapshot(writer.folder, writer.pin).frame("files"))
        given = {file.sha256 for file in received}
        read_again_where_settings_changed(stage, books, given=given)
        snapshot = Snapshot(writer.folder, writer.pin)
        due = Due(stage, booked(snapshot.frame("files")), Followed.of(snapshot, stage.lists))
        new = _found(stage, received, known=set(books))
        parts = stage.look(new, source=source)
        _raise_if_alone(received, new)
        keeping = Books(writer, stage.outcome, {file.sha256: file for file, _ in new}, data / "raw")
        if not is_followed(snapshot, stage.lists.decisions):
            follow(stage.lists.decisions, writer, now=pd.Timestamp(now))
        stage.read(parts, after_each=keeping.commit_if_large, more=due.parts)
        keeping.commit()
        if any(file.rows["messages"] for file in stage.outcome.files):
            stage.outcome.unknown = unknown_messages(Snapshot(writer.folder, writer.pin))
        erase_replaced(writer, HOLD_TEXTS)
    return stage.outcome


def preview(
    paths: list[Path],
    settings: Settings,
    *,
    now: datetime,
    source: str | None = None,
    exported_at: datetime | None = None,
    progress: Progress = silent,
) -> Iterator[str]:
    """A dry run: one JSON line per clean row that would be stored, then one with the counts.

    Nothing is stored and no raw file is kept; it waits for no other import.
    """
    _refuse_unknown(source)
    data = settings.folders.data
    pseudonyms = _pseudonyms(settings)
    found = find(paths, now=now, exported_at=exported_at)
    received = [file.under(pseudonyms) for file in found]
    with (
        open_preview(data / "clean") as writer,
        _stage(settings, writer, pseudonyms, received) as stage,
    ):
        stage.progress = progress
        new = _found(stage, received, known=set())
        parts = stage.look(new, source=source)
        _raise_if_alone(received, new)
        stage.read(parts, after_each=lambda: None)
        by_hash = {file.sha256: file for file in stage.outcome.files}
        for table, batch in writer.preview():
            for row in _json_rows(batch) if CLEAN[table].counted else ():
                by_hash[str(row.pop("file"))].stored += 1
                yield json.dumps({"table": table, **row}, ensure_ascii=False)
        for clock in writer.clocks:
            by_hash[clock.file].assumed.append(told_of(clock))
        for file in stage.outcome.files:
            file.known = file.rows.total() - file.stored
        stage.outcome.passed_over = _passed_over(paths, pseudonyms)
    yield json.dumps(stage.outcome.closing_line(), ensure_ascii=False, default=str)


@contextmanager
def _stage(
    settings: Settings, writer: Writer, pseudonyms: Pseudonyms, received: list[Received]
) -> Iterator[Stage]:
    """Where the files are read: on all cores if they are many or large, else in this process."""
    give_back_what_was_freed()
    lists = Lists.stored(settings, pseudonyms, Snapshot(writer.folder, writer.pin))
    lists.context()  # a state nobody knows is said once, not file by file
    stage = Stage(writer, lists)
    count = settings.exports.readers or cores()
    size = sum(_size(file.path) for file in received if not file.trouble)
    if count < 2 or (size < LARGE and len(received) < MANY):
        yield stage
        return
    with Workers(count) as stage.workers:
        yield stage


def _pseudonyms(settings: Settings) -> Pseudonyms:
    return Pseudonyms(load_key(key_file(), settings.folders.data))


def _passed_over(paths: list[Path], pseudonyms: Pseudonyms) -> list[str]:
    return [without_numbers(name, pseudonyms) for name in passed_over(paths)]


def _size(path: Path) -> int:
    """Its bytes; none when it has vanished meanwhile, which reading it will say."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _found(stage: Stage, received: list[Received], known: set[str]) -> Found:
    """The files to be looked at: each once, and none that was imported before."""
    new: Found = []
    seen: set[str] = set()
    for file in received:
        if file.sha256 and file.sha256 in seen:
            continue  # the same bytes under two names
        seen.add(file.sha256)
        outcome = FileOutcome.of(file)
        outcome.seen_before = file.sha256 in known
        again = next((f for f in stage.outcome.files if f.sha256 == file.sha256), None)
        if again is None:
            stage.outcome.files.append(outcome)
        if not outcome.seen_before and not outcome.error:
            new.append((file, outcome))
    return new


def _raise_if_alone(received: list[Received], new: Found) -> None:
    """A file that is imported by itself and is nothing we read ends the import with its error."""
    if len(received) == 1 and (error := received[0].trouble or (new and new[0][1].error)):
        raise error


def _refuse_unknown(source: str | None) -> None:
    """Said at once: a file that was imported before would never come to be read as it."""
    if source is not None and source not in (names := sources()):
        raise UsageError(f"No source is called '{source}'.", fix=nearest(source, names))


def _json_rows(batch: pa.RecordBatch) -> Iterator[dict[str, object]]:
    for row in batch.to_pylist():
        yield {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in row.items()
        }
