"""The office's folders: room, rights, and whether a file can be put there in one step."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hustings.press.operating.diagnosis import BROKEN, GOOD, LOOK, Diagnosis
from hustings.settings import Settings, key_file

# A week of one state's pages with its edition takes some 200 MB; an import needs room for a copy.
LITTLE_ROOM, NO_ROOM = 2_000_000_000, 300_000_000  # bytes
FEW_FILES, NO_FILES = 50_000, 5_000  # that the disk can still hold
OTHERS = 0o077  # rights of everybody but the owner


def room(settings: Settings) -> Iterator[Diagnosis]:
    """Room for bytes and for files on the disks of the data and of the reports."""
    for folder in _written(settings):
        there = _nearest(folder)
        free, disk = shutil.disk_usage(there).free, os.statvfs(there)
        left = disk.f_favail if disk.f_files else FEW_FILES  # a disk that counts none has no limit
        where = f"{folder.name}: {free / 1e9:.1f} GB"
        if free >= LITTLE_ROOM and left >= FEW_FILES:
            yield Diagnosis("room", GOOD, where)
            continue
        full = free < NO_ROOM or left < NO_FILES
        yield Diagnosis(
            "room",
            BROKEN if full else LOOK,
            where=f"{where}, {left:,} files",
            problem="The disk is nearly full.",
            fix="See what may go: hustings prune --dry-run, then: hustings prune.",
        )


def rights(settings: Settings) -> Iterator[Diagnosis]:
    """Whether the folders can be read and written."""
    for folder in _written(settings):
        if os.access(_nearest(folder), os.W_OK | os.X_OK):
            yield Diagnosis("rights", GOOD, folder.name)
        else:
            yield Diagnosis(
                "rights",
                BROKEN,
                where=str(folder),
                problem="The press may not write to this folder.",
                fix="Give it to the user the timer runs as: chown -R USER FOLDER.",
            )
    notebooks = settings.folders.notebooks / "briefings"
    if os.access(notebooks, os.R_OK | os.X_OK):
        yield Diagnosis("rights", GOOD, notebooks.name)
    else:
        yield Diagnosis(
            "rights",
            BROKEN,
            where=str(notebooks),
            problem="The notebooks cannot be read.",
            fix="Restore the folder, or name it under [folders] in settings.toml.",
        )


def one_step(settings: Settings) -> Iterator[Diagnosis]:
    """Whether a file can be put in place in one step, so that no crash leaves half of one."""
    for folder in _written(settings):
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            continue  # said by `rights`; a folder that is not there yet is made when needed
        with tempfile.TemporaryDirectory(prefix=".doctor-", dir=folder) as aside:
            old, new = Path(aside) / "old", Path(aside) / "new"
            old.write_text("old", "ascii")
            new.write_text("new", "ascii")
            new.replace(old)
            whole = old.read_text("ascii") == "new" and not new.exists()
        if whole:
            yield Diagnosis("one_step", GOOD, folder.name)
        else:
            yield Diagnosis(
                "one_step",
                BROKEN,
                where=str(folder),
                problem="This disk does not put a file in place in one step.",
                fix="Move the folder to a disk of this machine.",
            )


def key(settings: Settings) -> Iterator[Diagnosis]:
    """Whether the key of the pseudonyms is there, outside the data, and its owner's alone."""
    path, data = key_file(), settings.folders.data
    if not path.exists():
        if not (data / "clean" / "pin.json").exists():
            yield Diagnosis("key", GOOD, "-")  # made by the first import
            return
        yield Diagnosis(
            "key",
            BROKEN,
            where=str(path),
            problem="The key of the pseudonyms is gone, and there is data it belongs to.",
            fix="Restore it before anything is imported: a new one makes every known person a "
            "stranger.",
        )
    elif path.resolve().is_relative_to(data.resolve()):
        yield Diagnosis(
            "key",
            BROKEN,
            where=str(path),
            problem="The pseudonym key lies in the data folder.",
            fix="Move it out and point HUSTINGS_KEY_FILE at it: whoever copies data/ must not be "
            "able to turn pseudonyms back.",
        )
    elif path.stat().st_mode & OTHERS:
        yield Diagnosis(
            "key",
            LOOK,
            where=str(path),
            problem="Others on this machine may read the key of the pseudonyms.",
            fix="Keep it to yourself: chmod 600 FILE.",
        )
    else:
        yield Diagnosis("key", GOOD, str(path))


def private(settings: Settings) -> Iterator[Diagnosis]:
    """Whether letters are their owner's alone."""
    outbox = settings.folders.data / "outbox"
    if outbox.is_dir() and outbox.stat().st_mode & OTHERS:
        yield Diagnosis(
            "private",
            LOOK,
            where=str(outbox),
            problem="Others on this machine may read the letters in the outbox.",
            fix="Keep them to yourself: chmod 700 FOLDER.",
        )
    else:
        yield Diagnosis("private", GOOD, outbox.name)


def _written(settings: Settings) -> tuple[Path, ...]:
    return settings.folders.data, settings.folders.reports


def _nearest(folder: Path) -> Path:
    """A folder, or the nearest one above it that is there."""
    return next(each for each in (folder, *folder.parents) if each.is_dir())
