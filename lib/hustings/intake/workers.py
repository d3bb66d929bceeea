"""Processes that read files beside ours, one per core; their answers come in the order asked.

Each is a fresh Python that talks over a socket of its own. Forking this process instead would copy
the locks of the threads that the table libraries run; and a fresh one sees the end of its socket,
so it goes away by itself when this process is killed.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self, cast

from hustings.errors import HustingsError, InputError, StoreError
from hustings.intake.reading import Job, Looked, Place
from hustings.intake.received import Received
from hustings.intake.spool import SpooledRead

AHEAD = 8  # answers per process that may wait for their turn; they wait on disk
MOST = 8  # processes: beyond it the one that stores is what everybody waits for

Asked = tuple[str, object]


def cores() -> int:
    """How many cores this process may use."""
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(able or 1, MOST)


@dataclass
class _Worker:
    """One process and our end of its socket."""

    process: "subprocess.Popen[bytes]"
    connection: Connection
    knows: int = 0  # which context it was told last

    @classmethod
    def start(cls) -> "_Worker":
        ours, theirs = Pipe()
        handle = theirs.fileno()
        library = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (library, os.environ.get("PYTHONPATH"))))
        process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            [sys.executable, "-m", "hustings.intake.worker", str(handle)],
            pass_fds=[handle],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            process_group=0,  # Ctrl-C is for the process that stores, from the first moment on
            env={**os.environ, "PYTHONPATH": path},
        )
        theirs.close()
        return cls(process, ours)

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.wait()


@dataclass
class Workers:
    """Some reading processes; started when first asked, gone when this is left."""

    count: int
    _free: "SimpleQueue[_Worker]" = field(default_factory=SimpleQueue)
    _all: list[_Worker] = field(default_factory=list)
    _threads: ThreadPoolExecutor = field(init=False)
    _context: bytes = b""
    _told: int = 0

    def __post_init__(self) -> None:
        self._threads = ThreadPoolExecutor(self.count, "reading")

    def __enter__(self) -> Self:
        for _ in range(self.count):
            self._start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._all:  # first, so that no thread waits for an answer that never comes
            worker.process.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._all:
            worker.end()

    def tell(self, context: object) -> None:
        """Give every process what the jobs asked from now on may know."""
        self._context = bytes(ForkingPickler.dumps(("context", context)))
        self._told += 1

    def looked(
        self, asked: Iterable[tuple[Received, Place, str | None]]
    ) -> Iterator[Looked | HustingsError]:
        """What each file holds, or what befell the process that looked, in the order asked."""
        for given in self._answers(("look", one) for one in asked):
            yield cast("Looked | HustingsError", given)

    def read(self, jobs: Iterable[Job]) -> Iterator[SpooledRead | HustingsError]:
        """What each job read, or what befell the process that read it, in the order asked."""
        for given in self._answers(("read", job) for job in jobs):
            yield cast("SpooledRead | HustingsError", given)

    def _answers(self, asked: Iterable[Asked]) -> Iterator[object]:
        waiting: deque[Future[object]] = deque()
        for one in asked:
            waiting.append(self._threads.submit(self._ask, one))
            if len(waiting) >= AHEAD * self.count:
                yield _unless_no_room(waiting.popleft().result())
        while waiting:
            yield _unless_no_room(waiting.popleft().result())

    def _ask(self, asked: Asked) -> object:
        worker = self._free.get()
        try:
            if worker.knows != self._told:
                worker.connection.send_bytes(self._context)
                worker.knows = self._told
            worker.connection.send(asked)
            given: object = worker.connection.recv()
        except (EOFError, OSError):  # it was killed, most likely by the system for want of memory
            with suppress(OSError):
                worker.end()
            self._start()
            return _ended()
        self._free.put(worker)
        return given

    def _start(self) -> None:
        worker = _Worker.start()
        self._all.append(worker)
        self._free.put(worker)


def _unless_no_room(given: object) -> object:
    if isinstance(given, StoreError):
        raise given
    return given


def _ended() -> InputError:
    return InputError(
        "The process that read the file was ended, perhaps because the memory ran out.",
        fix="Close other programs and import the file again, by itself; if that does not help, "
        "export the chat or the table in smaller parts.",
    )
