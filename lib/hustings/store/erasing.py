"""Having rows that were replaced gone from the disk as well, where they must not be kept."""

from collections.abc import Iterable
from pathlib import Path

from hustings.store.deltalog import live_files, open_log
from hustings.store.writing import Writer


def erase_replaced(writer: Writer, names: Iterable[str]) -> int:
    """Delete what some tables' folders hold beside the pinned version: rows, and words in the log.

    To be called at the end of whatever writes, while the writer holds the lock. What a killed one
    left goes with the next: files are looked for as they lie, and go last. Whoever reads an older
    moment meanwhile reads anew: see `read_whole`.

    Returns: how many files of rows were deleted.
    """
    gone = 0
    for name in names:
        folder, live = writer.folder / name, set(live_files(writer.folder, name, writer.pin))
        replaced = [path for path in folder.glob("week=*/*.parquet") if str(path) not in live]
        if not replaced:
            continue
        version = writer.pin.versions[name]
        open_log(folder, version).create_checkpoint()
        _shorten(folder / "_delta_log", version)
        for path in replaced:
            path.unlink()
        gone += len(replaced)
    return gone


def _shorten(log: Path, version: int) -> None:
    """Delete a log's older entries: they quote the least and the greatest text of a file."""
    for entry in log.iterdir():
        number = entry.name.partition(".")[0]
        if number.isdigit() and int(number) < version:
            entry.unlink()
