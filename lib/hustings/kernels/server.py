"""The warm process: it forks on request, watches its children, and ends with its owner.

It has one thread and serves one socket in a private folder. Each request comes on a connection of
its own, which stays open as long as the child lives: over it the client sends signals and hears
the end, and when it closes early the child is killed with everything it started.
"""

import os
import select
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from pathlib import Path
from typing import NoReturn

from hustings.errors import HustingsError
from hustings.kernels.alone import require_alone
from hustings.kernels.child import Order, become
from hustings.kernels.descendants import adopt, end_orphans

TICK = 0.5  # seconds after which a dead owner is noticed
ASKING = 5.0  # seconds a client may take to say what it wants


@dataclass
class _Child:
    """A child, and the connection of the client that asked for it."""

    pid: int
    connection: Connection
    folder: str  # where its sockets are; removed with it when its client is gone


@dataclass
class Server:
    """Forks children of this process until its owner, or the last child of a stale one, ends."""

    folder: Path
    owner: int
    is_stale: Callable[[], bool]
    _children: dict[int, _Child] = field(default_factory=dict)
    _retiring: bool = False

    def serve(self, ready: Callable[[], None]) -> None:
        """Serve until the owner is gone; nothing is left running or lying about afterwards."""
        adopt()
        wake, woken = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        signal.set_wakeup_fd(woken)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(self.folder / "socket"))
            listener.listen(64)
            ready()
            try:
                while os.getppid() == self.owner and not (self._retiring and not self._children):
                    self._turn(listener, wake)
            finally:
                self._end()

    def _turn(self, listener: socket.socket, wake: int) -> None:
        """Wait for something to happen, and see to it."""
        clients = {child.connection.fileno(): child for child in self._children.values()}
        asking = listener.fileno()
        readable, _, _ = select.select([asking, wake, *clients], [], [], TICK)
        for found in readable:
            if found == asking:
                self._accept(listener)
            elif found == wake:
                os.read(wake, 1024)
            else:
                self._heed(clients[found])
        self._reap()

    def _accept(self, listener: socket.socket) -> None:
        """Read one request and fork for it, or say why not."""
        accepted, _ = listener.accept()
        connection = Connection(accepted.detach())
        try:
            if not connection.poll(ASKING):
                connection.close()
                return
            order: Order = connection.recv()
            streams = [recv_handle(connection) for _ in range(order.streams)]
        except (EOFError, OSError):
            connection.close()
            return
        try:
            self._fork(order, connection, streams, listener)
        finally:
            for handle in streams:
                os.close(handle)

    def _fork(
        self, order: Order, connection: Connection, streams: list[int], listener: socket.socket
    ) -> None:
        if order.fresh and self.is_stale():
            self._retiring = True
            connection.send(("stale", None))
            connection.close()
            return
        try:
            require_alone()
        except HustingsError as error:
            connection.send(("refused", error))
            connection.close()
            return
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            self._be_child(order, connection, streams, listener)
        self._children[pid] = _Child(pid, connection, order.folder)
        connection.send(("started", pid))

    def _be_child(
        self, order: Order, connection: Connection, streams: list[int], listener: socket.socket
    ) -> NoReturn:
        """Let go of what is the server's alone, and do what was asked."""
        signal.set_wakeup_fd(-1)
        listener.close()
        connection.close()
        for child in self._children.values():
            child.connection.close()
        become(order, streams)

    def _heed(self, child: _Child) -> None:
        """Pass a signal on; without its client a child has nobody to work for."""
        try:
            asked: int = child.connection.recv()
        except (EOFError, OSError):
            _kill_group(child.pid, signal.SIGKILL)
            self._bury(child, self._wait(child))
            shutil.rmtree(child.folder, ignore_errors=True)
            return
        _kill_group(child.pid, signal.Signals(asked))

    def _reap(self) -> None:
        """Tell of children that have ended, after ending what they started."""
        for child in list(self._children.values()):
            ended = os.waitid(
                os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT
            )  # not yet waited for, so its number is still its own
            if ended is not None:
                _kill_group(child.pid, signal.SIGKILL)
                self._bury(child, self._wait(child))

    def _wait(self, child: _Child) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])

    def _bury(self, child: _Child, code: int) -> None:
        del self._children[child.pid]
        end_orphans(child.pid, alive=self._children)
        with suppress(OSError):  # nobody may be listening any more
            child.connection.send(("ended", code))
        child.connection.close()

    def _end(self) -> None:
        for child in list(self._children.values()):
            _kill_group(child.pid, signal.SIGKILL)
            self._bury(child, self._wait(child))
        shutil.rmtree(self.folder, ignore_errors=True)


def _kill_group(pid: int, signum: signal.Signals) -> None:
    """Signal a child and all in its group; it may not have made its group yet."""
    try:
        os.killpg(pid, signum)
    except ProcessLookupError:
        try:
            os.kill(pid, signum)
        except ProcessLookupError:  # ended, and so did all it started
            return
