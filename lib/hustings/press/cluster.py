"""Workers on other machines: a task for each page, given to a Dask scheduler by its address.

A machine that joins in sees the office's folder under the same path, and runs `dask worker`. What
a page is made of comes back as bytes and is published here, once: a worker that dies halfway has
published nothing, and its page is made again by another.
"""

import os
import queue
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.errors import SettingsError
from hustings.kernels.child import Order
from hustings.kernels.shared import fork
from hustings.page.files import write_atomically
from hustings.press.ledger.states import CANCELLED, TIMED_OUT
from hustings.press.making import FILES, LOG, Problem, Task
from hustings.press.pool import JOB, WARM
from hustings.press.workers import LOST, Outcome, outcome_of

if TYPE_CHECKING:
    from distributed import Client, Future

REACHED_WITHIN = 10.0  # seconds


@dataclass(frozen=True)
class Made:
    """What a worker made of a task: its files, and how its process ended.

    `code` is the exit code of the process, None when its time was over.
    """

    files: Mapping[str, str]
    code: int | None


class Cluster:
    """Makes pages wherever the scheduler has a worker."""

    def __init__(self, address: str, edition: str, *, timeout_seconds: float) -> None:
        self._edition = edition
        self._limit = timeout_seconds
        self._client = _client(address)
        self._at_work: dict[int, tuple[Future, Path]] = {}
        self._ended: queue.SimpleQueue[int] = queue.SimpleQueue()

    @property
    def free(self) -> bool:
        """Whether one more can begin: as many as the workers have threads, and one to come."""
        threads: int = sum(self._client.nthreads().values())
        return len(self._at_work) <= threads

    @property
    def busy(self) -> bool:
        """Whether any is at work."""
        return bool(self._at_work)

    def begin(self, task: Task, folder: Path) -> None:
        """Give a task to the scheduler."""
        future = self._client.submit(
            make_there, task, self._edition, self._limit, key=f"hustings-{task.run}", pure=False
        )
        self._at_work[task.run] = (future, folder)
        future.add_done_callback(lambda _: self._ended.put(task.run))

    def ended(self, *, seconds: float) -> list[Outcome]:
        """Those that ended since, their files in their folders."""
        try:
            run = self._ended.get(timeout=seconds)
        except queue.Empty:
            return []
        future, folder = self._at_work.pop(run)
        return [self._outcome(run, future, folder)]

    def stop(self, run: int) -> None:
        """Forget a task; what its worker still makes is not published."""
        if run in self._at_work:
            self._at_work[run][0].cancel()

    def close(self) -> None:
        """Forget what is still at work."""
        for future, _ in self._at_work.values():
            future.cancel()
        self._client.close()

    def _outcome(self, run: int, future: "Future", folder: Path) -> Outcome:
        if future.cancelled():
            return Outcome(run, CANCELLED, Problem("stopped"))
        if (error := future.exception()) is not None:
            return Outcome(run, LOST, Problem(f"no worker could make it: {type(error).__name__}"))
        made: Made = future.result()
        for name, text in made.files.items():
            write_atomically(folder / name, text)
        if made.code is None:
            told = f"no result after {self._limit:g} seconds"
            return Outcome(run, TIMED_OUT, Problem(told))
        return outcome_of(run, folder, made.code)


def make_there(task: Task, edition: str, timeout_seconds: float) -> Made:
    """Make a page on the machine this runs on, in a process of its own.

    The worker has threads, so its pages are forked from a warm process beside it.
    """
    warm = [(WARM, task.settings_file, edition)]
    with tempfile.TemporaryDirectory(prefix="hustings-page-") as name:
        folder = Path(name)
        log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            process = fork(Order(JOB, (task, folder)), warm=warm, streams=(log, log))
        finally:
            os.close(log)
        try:
            code: int | None = process.wait(timeout_seconds)
        except TimeoutError:
            process.kill()
            process.wait()
            code = None
        there = [path for path in map(folder.joinpath, FILES) if path.exists()]
        return Made({path.name: path.read_text("utf-8", "replace") for path in there}, code)


def _client(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as cause:
        raise SettingsError(
            "Other machines cannot be reached: the package distributed is not installed.",
            fix="Install it with: pip install 'hustings[cluster]'",
        ) from cause
    try:
        return Client(address, timeout=REACHED_WITHIN)
    except OSError as cause:
        raise SettingsError(
            "The scheduler of the other machines does not answer.",
            where=address,
            fix="Start it with `dask scheduler`, and on each machine `dask worker ADDRESS`.",
        ) from cause
