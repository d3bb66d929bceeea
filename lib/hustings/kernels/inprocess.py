"""An IPython kernel in this very process, and a client for it: ipykernel's own, without sockets.

So what a cell shows is put together by ipykernel and nbclient, as with any other kernel.
"""

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import current_thread, main_thread
from types import FrameType, SimpleNamespace

from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session
from traitlets import Any, Type
from traitlets.config import Config
from zmq.sugar.frame import Frame

from hustings.kernels import seeding
from hustings.kernels.alone import ONE_THREAD
from hustings.kernels.queues import Message, Queue
from hustings.kernels.streams import Capture, Publisher


class _NoDebugger:
    """Nobody steps through a briefing; the real one is loaded and started at some cost."""

    def __init__(self, *_: object) -> None:
        """Take what the real one is given."""


class QuietKernel(IPythonKernel):  # type: ignore[misc]  # Jupyter's types are not read
    """ipykernel's kernel, without sockets, threads, history file or debugger."""

    debugger_class = Type(_NoDebugger)
    shell_stream = Any()  # the real one takes nothing but a socket
    _supports_kernel_subshells = False
    sets: Mapping[str, str] = {}  # what IPython sets in the environment of its cells

    @classmethod
    def made(cls) -> "QuietKernel":
        """The one of this process; its shell is as new, whatever ran in it before.

        The environment is left as it was: only cells see what IPython sets in it.
        """
        if cls.initialized():
            kernel: QuietKernel = cls.instance()
            if kernel.execution_count > 1:  # nothing of an earlier notebook may be seen
                kernel.shell.reset(new_session=True)
            for queue in (kernel.iopub_socket, kernel.shell_stream):
                queue.begin()
            return kernel
        before = dict(os.environ)
        os.environ.update(ONE_THREAD)  # among them what keeps the debugger's import quiet
        session = Session(key=os.urandom(16), check_pid=False)  # a fork of us may go on with it
        published = Queue(session)
        made: QuietKernel = cls.instance(
            config=Config(
                {"HistoryManager": {"enabled": False}, "Kernel": {"_execute_sleep": 0.0}}
            ),
            log=logging.getLogger(__name__),
            session=session,
            iopub_socket=published,
            iopub_thread=Publisher(published),
            shell_stream=Queue(session),
            shell_channel_thread=SimpleNamespace(parent_thread=main_thread()),
        )
        after = {name: text for name, text in os.environ.items() if name not in ONE_THREAD}
        made.sets = {name: text for name, text in after.items() if before.get(name) != text}
        os.environ.clear()
        os.environ.update(before)
        return made

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing is queued behind a cell that fails."""


class _Loop:
    """The running loop, as much of it as the kernel asks for; notes when the kernel should end."""

    def __init__(self) -> None:
        self.ends_at: float | None = None
        self.stop: Callable[[], None] | None = None

    def add_callback(self, callback: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_soon_threadsafe(callback)

    def call_later(self, seconds: float, _: object) -> None:
        """Only exit() asks for it: the kernel ends a moment later."""
        self.ends_at = time.monotonic() + seconds


@dataclass(frozen=True)
class Limit:
    """How long a cell may take; only kept where it runs in the main thread."""

    seconds: float | None = None
    interrupts: bool = False  # then it fails as if interrupted, else the notebook ends with it


class _TimeUpError(BaseException):
    """Stops a cell that has run too long; no cell catches it by mistake."""


class QuietClient:
    """What nbclient needs of a kernel client; cells run while it asks for them.

    Raises nothing of its own: after exit(), or when time is up, answers do not come, and nbclient
    finds out as it would with a kernel in a process of its own.
    """

    allow_stdin = False

    def __init__(self, kernel: QuietKernel, capture: Capture, limit: Limit) -> None:
        self.session = Session(key=kernel.session.key)
        self._kernel, self._capture, self._limit = kernel, capture, limit
        self._loop = kernel.io_loop = _Loop()
        self._asked = Queue(self.session)
        self._time_is_up = False
        self.iopub_channel = kernel.iopub_socket
        self.shell_channel = SimpleNamespace(get_msg=self._answer, send=self._asked.send)

    def start_channels(self) -> None:
        """There is nothing to connect."""

    def stop_channels(self) -> None:
        """There is nothing to disconnect."""

    def wait_for_ready(self, timeout: float | None = None) -> None:
        """It is."""

    def is_alive(self) -> bool:
        """Whether the kernel is there, be it that no cell runs any more."""
        ends = self._loop.ends_at
        return ends is None or time.monotonic() < ends

    async def execute(self, code: str, **options: object) -> str:
        """Run a cell to its end; its messages wait in the channels."""
        content = {"code": code, "silent": False, "allow_stdin": False, **options}
        asked = self._ask("execute_request", content)
        with _limited(self._limit.seconds, self._stop):
            await self._heed()
        return asked

    def kernel_info(self) -> str:
        """Ask what kernel this is."""
        return self._ask("kernel_info_request", {})

    def _ask(self, kind: str, content: dict[str, object]) -> str:
        message = self.session.msg(kind, content)
        self._asked.send(message)
        return str(message["header"]["msg_id"])

    async def _answer(self, timeout: float | None = None) -> Message:
        await self._heed()
        answer: Message = await self._kernel.shell_stream.get_msg(timeout)
        return answer

    async def _heed(self) -> None:
        """Have the kernel see to what it was asked."""
        for frames in self._asked.taken():
            if self.is_alive() and not self._time_is_up:
                await self._dispatch(frames)

    async def _dispatch(self, frames: list[bytes]) -> None:
        try:
            with self._capture.cell():
                await self._kernel.dispatch_shell([Frame(frame) for frame in frames])
        except _TimeUpError:  # it came when the cell itself was done
            return

    def _stop(self) -> None:
        """Break the cell off and, unless that is an answer, let nothing out of it any more."""
        if self._limit.interrupts:
            raise KeyboardInterrupt
        self._time_is_up = True
        for queue in (self._kernel.iopub_socket, self._kernel.shell_stream):
            queue.end()
        raise _TimeUpError


class QuietManager:
    """What nbclient needs of a kernel manager: there is a kernel already."""

    has_kernel = True

    def __init__(self, kernel: QuietKernel, capture: Capture, limit: Limit) -> None:
        self._client = QuietClient(kernel, capture, limit)

    def client(self) -> QuietClient:
        """The one client."""
        return self._client

    def interrupt_kernel(self) -> None:
        """A cell whose time is up has been broken off already."""


@contextmanager
def kernel_manager(limit: Limit) -> Iterator[QuietManager]:
    """A kernel manager for one notebook; afterwards this process is as it was."""
    kernel = QuietKernel.made()
    before = dict(os.environ)
    os.environ.update(kernel.sets)
    paths = list(sys.path)
    sys.path.insert(_before_installed(paths), "")  # modules beside a notebook are found
    capture = Capture(kernel.session, kernel.iopub_thread)
    seeding.load_ipython_extension(kernel.shell)
    try:
        yield QuietManager(kernel, capture, limit)
    finally:
        seeding.unload_ipython_extension(kernel.shell)
        capture.close()
        sys.path[:] = paths
        os.environ.clear()
        os.environ.update(before)


def _before_installed(paths: list[str]) -> int:
    """Where IPython has its kernels look beside the notebook: after Python's own modules."""
    installed = [n for n, path in enumerate(paths) if path.endswith("-packages")]
    return installed[0] if installed else 0


@contextmanager
def _limited(seconds: float | None, stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` within this thread after so many seconds."""
    if not seconds or current_thread() is not main_thread():
        yield
        return

    def ring(_: int, __: FrameType | None) -> None:
        stop()

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
