"""One import at a time: the second waits, or is told who is at work."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hustings.errors import BusyError

Told = Callable[[str], None]


@contextmanager
def lock(path: Path, wait_seconds: float, waiting: Told | None = None) -> Iterator[None]:
    """Hold the tables for one import.

    Args:   waiting: is told once, if another import is at work, whom this one waits for.
    Raises: BusyError, naming the process, when another holds them longer than `wait_seconds`.
    """
    with path.open("a+") as file:
        _acquire(file, wait_seconds, waiting)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield  # the system lets go of the lock when the file closes, or the process dies


def _acquire(file: IO[str], wait_seconds: float, waiting: Told | None) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as cause:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            if time.monotonic() < deadline:
                if waiting:
                    waiting(holder)
                    waiting = None
                time.sleep(0.1)
                continue
            raise BusyError(
                f"Another import is running (process {holder}).",
                where=file.name,
                fix="Wait for it to end and import again, or give --wait SECONDS.",
            ) from cause
        return
