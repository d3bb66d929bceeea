"""Having rows that were replaced gone from the disk as well, where they must not be kept."""

from collections.abc import Iterable
from pathlib import Path

from hustings.store.deltalog import open_log
from hustings.store.pin import Pin
from hustings.store.writing import Writer


def erase_replaced(writer: Writer, names: Iterable[str]) -> int:
    """Delete what some tables' folders hold beside the pinned version: rows, and words in the log.

    To be called after a commit, while the writer holds the lock. Whoever measures from an older
    moment at that time is told that its rows are gone, and measures again.

    Returns: how many files of rows were deleted.
    """
    gone, versions = 0, dict(writer.pin.versions)
    tables = {name: open_log(writer.folder / name) for name in names if name in versions}
    for name, table in tables.items():
        erased = table.vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False)
        gone += len({Path(file).name for file in erased})
        table.create_checkpoint()
        versions[name] = table.version()
    writer.pin = Pin(versions)
    writer.pin.write(writer.folder)
    for name, table in tables.items():
        _shorten(writer.folder / name / "_delta_log", table.version())
    return gone


def _shorten(log: Path, version: int) -> None:
    """Delete a log's older entries: they quote the least and the greatest text of a file."""
    for entry in log.iterdir():
        number = entry.name.partition(".")[0]
        if number.isdigit() and int(number) < version:
            entry.unlink()
