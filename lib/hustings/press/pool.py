"""Workers on this machine: a page each, a few at a time, forked from a warm process."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import wait
from pathlib import Path
from typing import Self

from hustings.kernels.forks import SOCKET_OF, Forked, Forks
from hustings.press.delivery.server import without_server
from hustings.press.ledger.states import TIMED_OUT
from hustings.press.making import LOG, Problem, Task
from hustings.press.workers import Outcome, outcome_of

JOB = "hustings.press.making:work"
WARM = "hustings.press.warm:load"


@dataclass
class _Child:
    process: Forked
    task: Task
    folder: Path
    deadline: float
    stopped: bool = False


class Pool:
    """Makes pages in children of a warm process that it starts, and ends."""

    def __init__(
        self, forks: Forks, workers: int, timeout_seconds: float, environment: Mapping[str, str]
    ) -> None:
        self._forks = forks
        self._most = workers
        self._limit = timeout_seconds
        # a notebook that shows its environment shows no password
        self._environment = without_server(environment) | {SOCKET_OF: str(forks.socket)}
        self._at_work: dict[int, _Child] = {}  # by the handle that tells its end

    @classmethod
    def warm(
        cls,
        settings_file: Path,
        edition: str,
        scheduled_at: datetime,
        *,
        workers: int,
        timeout_seconds: float,
    ) -> Self:
        """A pool whose warm process has read an edition of an office, for pages of a moment."""
        environment = {**os.environ, "HUSTINGS_SETTINGS": str(settings_file)}
        warm = (WARM, str(settings_file), edition, scheduled_at.isoformat())
        forks = Forks.start(warm, environment=environment)
        return cls(forks, workers, timeout_seconds, environment)

    @property
    def free(self) -> bool:
        """Whether one more can begin."""
        return len(self._at_work) < self._most

    @property
    def busy(self) -> bool:
        """Whether any is at work."""
        return bool(self._at_work)

    def begin(self, task: Task, folder: Path) -> None:
        """Fork a child that makes a page, and writes what else it says into a log beside it."""
        log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            process = self._forks.fork(
                JOB, task, folder, environment=self._environment, streams=(log, log)
            )
        finally:
            os.close(log)
        deadline = time.monotonic() + self._limit
        self._at_work[process.fileno()] = _Child(process, task, folder, deadline)

    def ended(self, *, seconds: float) -> list[Outcome]:
        """Those that ended since, and those whose time is over."""
        found = []
        for handle in wait(list(self._at_work), timeout=seconds):
            child = self._at_work.pop(int(str(handle)))
            code = child.process.wait()
            found.append(outcome_of(child.task.run, child.folder, code, stopped=child.stopped))
        now = time.monotonic()
        for late in [handle for handle, child in self._at_work.items() if child.deadline < now]:
            child = self._at_work.pop(late)
            _end(child)
            told = f"no result after {self._limit:g} seconds"
            found.append(Outcome(child.task.run, TIMED_OUT, Problem(told)))
        return found

    def stop(self, run: int) -> None:
        """Kill the child that makes a page."""
        for child in self._at_work.values():
            if child.task.run == run:
                child.stopped = True
                child.process.kill()

    def close(self) -> None:
        """Leave no child behind."""
        for child in self._at_work.values():
            _end(child)
        self._at_work.clear()
        self._forks.close()


def _end(child: _Child) -> None:
    child.process.kill()
    child.process.wait()
