"""What cells write, on sys.stdout or straight to the system's handles, in its true order."""

import io
import os
import select
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import RLock, Thread
from typing import TYPE_CHECKING

from ipykernel.iostream import IOPubThread, OutStream

if TYPE_CHECKING:
    from jupyter_client.session import Session

    from hustings.kernels.queues import Queue

BLOCK = 65536  # bytes read at once


class Publisher(IOPubThread):  # type: ignore[misc]  # Jupyter's types are not read
    """Sends at once what ipykernel's own sends from a thread.

    A stream that has waited its time is sent with the next thing written, not in between.
    """

    def __init__(self, queue: "Queue") -> None:  # the thread of the real one is never made
        self.queue = queue
        self.thread = None
        self.io_loop = self
        self._due: list[tuple[float, Callable[[], None]]] = []

    def schedule(self, f: Callable[[], None]) -> None:
        """Do it now."""
        f()

    def send_multipart(self, frames: list[bytes], **_: object) -> None:
        """Send a packed message."""
        self.queue.send_multipart(frames)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Do it with the first thing written after so many seconds."""
        self._due.append((time.monotonic() + seconds, callback))

    def catch_up(self) -> None:
        """Do what has become due, earliest first."""
        now = time.monotonic()
        due = [callback for at, callback in self._due if at <= now]
        self._due = [(at, callback) for at, callback in self._due if at > now]
        for callback in due:
            callback()


class _Stream(OutStream):  # type: ignore[misc]  # Jupyter's types are not read
    """sys.stdout or sys.stderr of a cell; what was written to its handle before comes first."""

    def __init__(
        self, session: "Session", publisher: Publisher, capture: "Capture", name: str
    ) -> None:
        super().__init__(session, publisher, name, watchfd=False)
        self._capture = capture
        self.handle = {"stdout": 1, "stderr": 2}[name]

    def write(self, string: str) -> int | None:
        """Write text; a process forked from this one hands it on through the handle."""
        if not self._is_master_process() and isinstance(string, str):
            os.write(self.handle, string.encode(errors="replace"))
            return len(string)
        self._capture.drain()
        return self.add(string)

    def add(self, string: str) -> int | None:
        """Write text after what there is, and after what waits long enough to be sent."""
        self.pub_thread.catch_up()
        written: int | None = super().write(string)
        return written

    def flush(self) -> None:
        """Send what was written, to the handle too."""
        if self._is_master_process():
            self._capture.drain()
            super().flush()

    def fileno(self) -> int:
        """The handle as it was before cells ran, as with ipykernel's own."""
        return self._capture.before[self.handle]


class _Pipe:
    """What is written to one of the system's handles while cells run."""

    def __init__(self, stream: _Stream) -> None:
        self.stream = stream
        self.out, self.into = os.pipe()
        os.set_blocking(self.out, False)
        self._decoder = getincrementaldecoder("utf-8")(errors="replace")

    def drain(self) -> None:
        while True:
            try:
                found = os.read(self.out, BLOCK)
            except BlockingIOError:
                return
            if not found:
                return
            self.stream.add(self._decoder.decode(found))

    def close(self) -> None:
        os.close(self.out)
        os.close(self.into)


class Capture:
    """The streams of one notebook's cells; a thread empties the handles meanwhile."""

    def __init__(self, session: "Session", publisher: Publisher) -> None:
        self.before: dict[int, int] = {}  # each standard handle, as it was before a cell ran
        self._out = _Stream(session, publisher, self, "stdout")
        self._err = _Stream(session, publisher, self, "stderr")
        self._pipes = (_Pipe(self._out), _Pipe(self._err))
        self._reading = RLock()
        self._stop, self._stopping = os.pipe()
        self._thread = Thread(target=self._watch, name="handles", daemon=True)
        self._thread.start()

    def drain(self) -> None:
        """Take over what was written to the handles."""
        with self._reading:
            for pipe in self._pipes:
                pipe.drain()

    def close(self) -> None:
        """Stop reading; cells run no more."""
        os.close(self._stopping)
        self._thread.join()
        os.close(self._stop)
        for pipe in self._pipes:
            pipe.close()

    @contextmanager
    def cell(self) -> Iterator[None]:
        """Lead everything a cell writes here, and give it nothing to read."""
        was = sys.stdin, sys.stdout, sys.stderr
        handles = (os.open(os.devnull, os.O_RDONLY), *(pipe.into for pipe in self._pipes))
        with ExitStack() as undo:
            for place, handle in enumerate(handles):
                undo.enter_context(self._replaced(place, handle))
            os.close(handles[0])
            sys.stdin, sys.stdout, sys.stderr = io.StringIO(), self._out, self._err
            try:
                yield
            finally:
                sys.stdin, sys.stdout, sys.stderr = was

    @contextmanager
    def _replaced(self, place: int, handle: int) -> Iterator[None]:
        stream = (None, sys.__stdout__, sys.__stderr__)[place]
        if stream is not None:
            stream.flush()
        self.before[place] = os.dup(place)
        os.dup2(handle, place)
        try:
            yield
        finally:
            if stream is not None:
                stream.flush()
            os.dup2(self.before[place], place)
            os.close(self.before.pop(place))

    def _watch(self) -> None:
        """A pipe that is full would stop who writes into it."""
        watched = [self._stop, *(pipe.out for pipe in self._pipes)]
        while self._stop not in select.select(watched, [], [])[0]:
            self.drain()
