"""One import at a time: the second waits, or is told who is at work."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hustings.errors import BusyError


@contextmanager
def lock(path: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the tables for one import.

    Raises: BusyError, naming the process, when another holds them longer than `wait_seconds`.
    """
    with path.open("a+") as file:
        _acquire(file, wait_seconds)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield  # the system lets go of the lock when the file closes, or the process dies


def _acquire(file: IO[str], wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as cause:
            if time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            file.seek(0)
            raise BusyError(
                f"Another import is running (process {file.read().strip() or 'unknown'}).",
                where=file.name,
                fix="Wait for it to end and import again, or give --wait SECONDS.",
            ) from cause
        return
