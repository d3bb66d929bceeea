"""Opening the clean tables to write: one import at a time, what a killed one left undone first."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hustings.schema import CLEAN
from hustings.store.deltalog import open_log
from hustings.store.faults import said_plainly
from hustings.store.lock import Told, lock
from hustings.store.pin import Pin
from hustings.store.writing import Writer

PREVIEW = ".preview-"
LONGEST_PREVIEW = 86_400  # seconds; an older folder is one that a killed dry run left behind


@contextmanager
def open_writer(
    folder: Path, *, wait_seconds: float = 0, waiting: Told | None = None
) -> Iterator[Writer]:
    """Open the clean tables for one import; a second import waits, or is told why not.

    What an import left behind when it was killed is undone first: the tables go back to what the
    pin says.

    Args:   waiting: is told, once, whom it waits for.
    Raises: BusyError when another import holds the tables longer than `wait_seconds`; StoreError
            when the disk is full or the folder may not be written.
    """
    staging = folder / ".staging"
    with said_plainly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with lock(folder / ".lock", wait_seconds, waiting):
            shutil.rmtree(staging, ignore_errors=True)
            _sweep(folder)
            staging.mkdir()
            pin = Pin.read(folder)
            _undo_unpinned(folder, pin)
            writer = Writer(folder, pin, staging)
            try:
                yield writer
            finally:
                writer.give_up()
                shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def open_preview(folder: Path) -> Iterator[Writer]:
    """A writer to stage rows with and look at them; it never commits, so it waits for nobody."""
    roomy = folder if folder.is_dir() else None  # a temporary folder of the system may be small
    with (
        said_plainly(folder),
        TemporaryDirectory(prefix=PREVIEW, dir=roomy) as staging,
    ):
        pin = Pin.read(folder)
        writer = Writer(folder, pin, Path(staging))
        try:
            yield writer
        finally:
            writer.give_up()


def _sweep(folder: Path) -> None:
    """Clear away what a dry run left behind that was killed."""
    for left in folder.glob(f"{PREVIEW}*"):
        if time.time() - left.stat().st_mtime > LONGEST_PREVIEW:
            shutil.rmtree(left, ignore_errors=True)


def _undo_unpinned(folder: Path, pin: Pin) -> None:
    for name in CLEAN:
        path = folder / name
        if not path.is_dir():
            continue
        if name not in pin.versions:
            shutil.rmtree(path)  # its first import never reached the pin
            continue
        delta = open_log(path)
        if delta.version() != pin.versions[name]:
            delta.restore(pin.versions[name])
