"""Workers on this machine: a forked child per page, a few at a time, each its own process group."""

import multiprocessing
import os
import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from hustings.press.delivery.server import without_server
from hustings.press.ledger.states import CANCELLED, FAILED, SUCCEEDED, TIMED_OUT
from hustings.press.making import LOG, Problem, Task, made_page, make

NO_PROBLEM = Problem("")
LOST = "lost"  # a worker that was killed: nobody's fault that we know of, so it is tried again


@dataclass(frozen=True)
class Outcome:
    """How the work on one run ended: a state of the ledger, or `lost`."""

    run: int
    state: str
    problem: Problem = NO_PROBLEM


class Workers(Protocol):
    """Whoever makes pages: here, or on other machines."""

    @property
    def free(self) -> bool:
        """Whether one more can begin."""

    @property
    def busy(self) -> bool:
        """Whether any is at work."""

    def begin(self, task: Task, folder: Path) -> None:
        """Begin a page, which is to lie in this folder."""

    def ended(self, *, seconds: float) -> list[Outcome]:
        """Those that ended since, after waiting a while for the first."""

    def stop(self, run: int) -> None:
        """End a page that is being made; its outcome is `cancelled`."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End whatever is still at work."""


@dataclass
class _Child:
    process: BaseProcess
    task: Task
    folder: Path
    deadline: float
    stopped: bool = False


class Pool:
    """Workers forked from this process, which has loaded everything already."""

    def __init__(self, workers: int, timeout_seconds: float) -> None:
        self._most = workers
        self._limit = timeout_seconds
        self._at_work: dict[int, _Child] = {}  # by the sentinel of its process
        self._fork = multiprocessing.get_context("fork")

    @property
    def free(self) -> bool:
        """Whether one more can begin."""
        return len(self._at_work) < self._most

    @property
    def busy(self) -> bool:
        """Whether any is at work."""
        return bool(self._at_work)

    def begin(self, task: Task, folder: Path) -> None:
        """Fork a child that makes a page."""
        process = self._fork.Process(target=_work, args=(task, folder), daemon=True)
        process.start()
        deadline = time.monotonic() + self._limit
        self._at_work[process.sentinel] = _Child(process, task, folder, deadline)

    def ended(self, *, seconds: float) -> list[Outcome]:
        """Those that ended since, and those whose time is over."""
        found = [
            self._outcome(self._at_work.pop(int(str(sentinel))))
            for sentinel in wait(list(self._at_work), timeout=seconds)
        ]
        now = time.monotonic()
        for late in [s for s, child in self._at_work.items() if child.deadline < now]:
            child = self._at_work.pop(late)
            _kill(child)
            told = f"no result after {self._limit:g} seconds"
            found.append(Outcome(child.task.run, TIMED_OUT, Problem(told)))
        return found

    def stop(self, run: int) -> None:
        """Kill the child that makes a page."""
        for child in self._at_work.values():
            if child.task.run == run:
                child.stopped = True
                _kill(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave no child behind."""
        for child in self._at_work.values():
            _kill(child)
        self._at_work.clear()

    def _outcome(self, child: _Child) -> Outcome:
        child.process.join()
        _kill(child)  # what it started and left behind
        run, code = child.task.run, child.process.exitcode
        if child.stopped:
            return Outcome(run, CANCELLED, Problem("stopped"))
        if code == 0 and made_page(child.folder, run) is not None:
            return Outcome(run, SUCCEEDED)
        problem = Problem.read(child.folder)
        if code == 1 and problem:
            return Outcome(run, FAILED, problem)
        told = Problem(f"the process ended early (exit code {code})")
        return Outcome(run, LOST if code == -signal.SIGKILL else FAILED, told)


def _kill(child: _Child) -> None:
    """End a child and whatever it started; it leads its own process group."""
    pid = child.process.pid
    if pid is not None:
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            child.process.kill()
    child.process.join()


def _work(task: Task, folder: Path) -> None:
    os.setsid()
    for secret in os.environ.keys() - without_server(os.environ).keys():
        del os.environ[secret]  # a notebook that shows its environment shows no password
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os._exit(0 if make(task, folder) else 1)
