"""A table's log as the Delta library keeps it, opened wherever the folder lies.

The library takes a path for a web address: a folder called `My Campaign`, `काम` or `100%` must be
spelt out to it, and the paths it gives back are spelt so, too. What it misreads even so has a
stand-in.
"""

from pathlib import Path

from deltalake import DeltaTable

from hustings.errors import StoreError
from hustings.store.pin import Pin
from hustings.store.standins import readable

WEEK_IN_PATH = r"week=([^/\\]+)[/\\][^/\\]*$"  # the last folder: those above may be called so too


def open_log(folder: Path, version: int | None = None) -> DeltaTable:
    """The table in a folder as of a version; the newest without one."""
    return DeltaTable(address(folder), version=version)


def address(folder: Path) -> str:
    """A folder as the library wants it."""
    return readable(folder).as_uri()


def files_of(table: DeltaTable, folder: Path) -> list[str]:
    """The Parquet files of a table, as paths."""
    # `week=2026-W40/part-….parquet` has nothing in it that would have to be spelt out
    inside = (Path(uri).parts[-2:] for uri in table.file_uris())
    return [str(folder.joinpath(*parts)) for parts in inside]


def live_files(folder: Path, name: str, pin: Pin) -> list[str]:
    """The Parquet files that make up one table as pinned, in a steady order."""
    if name not in pin.versions:
        return []
    path = folder / name
    try:
        table = open_log(path, pin.versions[name])
    except Exception as cause:
        raise StoreError(
            f"The table {name} cannot be opened at its pinned version {pin.versions[name]}.",
            where=str(path),
            fix="Restore data/clean from a backup, or move it away and import the raw files again.",
        ) from cause
    return sorted(files_of(table, path))


def week_of_file(path: str) -> str:
    """The partition a live file belongs to."""
    return Path(path).parent.name.removeprefix("week=")


def quoted(path: Path | str) -> str:
    """A path as SQL writes it."""
    return "'{}'".format(str(path).replace("'", "''"))
