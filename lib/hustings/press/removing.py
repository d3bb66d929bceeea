"""Taking a file or a folder away so that it is there whole or not at all."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

GOING = ".going"  # ends the name of a folder that is being deleted; it begins with a dot


def remove(path: Path) -> None:
    """Delete a file, or a folder by way of a new name under which nobody looks for it.

    A link is taken away itself, never what it leads to. What is not there is gone already.
    Raises: OSError as the disk gives it.
    """
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
        return
    if path.is_dir():
        from hustings.store.pin import sync_folder  # with it comes the query engine

        aside = path.with_name(f".{path.name}{GOING}")
        shutil.rmtree(aside, ignore_errors=True)  # left by a crash before a second try
        path.rename(aside)
        sync_folder(path.parent)
        shutil.rmtree(aside)


def sweep(folder: Path) -> None:
    """Finish what a crash left half deleted, anywhere in a folder."""
    for left in sorted(folder.rglob(f".*{GOING}")):
        shutil.rmtree(left, ignore_errors=True)


def bytes_of(paths: Sequence[Path]) -> int:
    """Bytes on the disk that are free once all these are gone.

    Editions share files with each other and with the shelf of figures: one counts only if every
    name it has is among them.
    """
    found = list(_files(paths))
    names = Counter((state.st_dev, state.st_ino) for state in found)
    whole = {
        (state.st_dev, state.st_ino): state.st_size
        for state in found
        if names[state.st_dev, state.st_ino] >= state.st_nlink
    }
    return sum(whole.values())


def _files(paths: Sequence[Path]) -> Iterator[os.stat_result]:
    for path in paths:
        inside = path.rglob("*") if path.is_dir() and not path.is_symlink() else [path]
        yield from (each.lstat() for each in inside if each.is_symlink() or each.is_file())
