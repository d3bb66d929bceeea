"""A warm process as its owner has it, and the children it forks."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from pathlib import Path
from socket import AF_UNIX, socket
from typing import Self

from hustings.errors import HustingsError
from hustings.kernels.alone import KEPT_MEMORY, ONE_THREAD
from hustings.kernels.child import Order

SOCKET_OF = "HUSTINGS_FORKS"  # in the environment: the socket of a warm process to use
PREFIX = "hustings-"  # of the private folders; then the owner's process number
LONGEST = 80  # characters of a folder whose sockets' names the system still takes


# Modules beside the caller are not found before a kernel says that they are.
_PROGRAM = """
import sys
sys.path[:] = filter(None, sys.path)
from hustings.kernels.__main__ import main
main(*sys.argv[1:])
"""


class OutdatedError(Exception):
    """The warm process has loaded code that has changed since."""


@dataclass
class Forked:
    """A forked child, much as `subprocess.Popen` has one."""

    pid: int
    _connection: Connection
    returncode: int | None = None
    stdin: None = None
    stdout: None = None
    stderr: None = None

    def poll(self) -> int | None:
        """The exit code, negative for a signal, or None while it works."""
        if self.returncode is None and self._connection.poll():
            self._hear()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and give the exit code.

        Raises: TimeoutError when it still works after so many seconds.
        """
        if self.returncode is None:
            if not self._connection.poll(timeout):
                raise TimeoutError(f"process {self.pid} still works after {timeout} seconds")
            self._hear()
        return self.returncode or 0

    def send_signal(self, signum: int) -> None:
        """Signal the child and all in its group; one that has ended is not there to hear it."""
        if self.poll() is None:
            with suppress(OSError):
                self._connection.send(int(signum))

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it and all in its group."""
        self.send_signal(signal.SIGKILL)

    def fileno(self) -> int:
        """A handle that can be read when the child has ended, for `select` and its like."""
        return self._connection.fileno()

    def close(self) -> None:
        """Let go of it: a child that still works is killed."""
        self._connection.close()

    def _hear(self) -> None:
        try:
            _, self.returncode = self._connection.recv()
        except (EOFError, OSError):  # the warm process was killed, and its children with it
            self.returncode = -signal.SIGKILL
            with suppress(ProcessLookupError):  # what they started was not
                os.killpg(self.pid, signal.SIGKILL)
        self._connection.close()


@dataclass
class Forks:
    """A warm process to fork from; use it as a context, or close it.

    Other processes use it, too, when the environment's HUSTINGS_FORKS names its socket.
    """

    socket: Path
    _process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    _owner: int = field(default_factory=os.getpid, repr=False)

    @classmethod
    def start(
        cls,
        *warm: Sequence[str],
        environment: Mapping[str, str] | None = None,
        cwd: str | None = None,
    ) -> Self:
        """Start a warm process of one's own, which ends when this process does.

        Args: warm: what it calls before it serves: each `module:function`, then its arguments.
        Raises: HustingsError when it cannot load, or has more than one thread afterwards.
        """
        _sweep()
        folder = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")
        if len(folder) > LONGEST:
            shutil.rmtree(folder)
            raise HustingsError(
                "The folder for temporary files has too long a name for sockets.",
                where=folder,
                fix="Set TMPDIR to a shorter one.",
            )
        reading, writing = os.pipe()
        given = dict(os.environ if environment is None else environment)
        library = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (library, given.get("PYTHONPATH"))))
        process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            [
                sys.executable,
                "-c",
                _PROGRAM,
                folder,
                str(os.getpid()),
                str(writing),
                *map(json.dumps, warm),
            ],
            pass_fds=[writing],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for its owner
            env={**given, "PYTHONPATH": path, **ONE_THREAD, **KEPT_MEMORY},
            cwd=cwd,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            said = told.read()
        made = cls(Path(folder) / "socket", process)
        if said != "ready":
            made.close()
            raise HustingsError(
                "The warm process did not start.",
                where=said or f"exit code {process.returncode}",
                fix="See what it wrote to the standard error.",
            )
        return made

    @property
    def pid(self) -> int:
        """The warm process that this one started; 0 where another one did."""
        return self._process.pid if self._process else 0

    def fork(
        self,
        job: str,
        *arguments: object,
        environment: Mapping[str, str] | None = None,
        cwd: str | None = None,
        streams: Sequence[int] = (),
    ) -> Forked:
        """Have a child do a job; see `hustings.kernels.child.Order` for what it is given.

        Raises: HustingsError when the warm process is gone or refuses to fork.
        """
        order = Order(job, arguments, environment, cwd, len(streams))
        return self.ordered(order, streams)

    def ordered(self, order: Order, streams: Sequence[int] = ()) -> Forked:
        """The same, all said in one order.

        Raises: OutdatedError when fresh code was asked for and the warm process has older.
        """
        connection = self._connected()
        connection.send(replace(order, streams=len(streams)))
        for handle in streams:
            send_handle(connection, handle, None)
        try:
            word, value = connection.recv()
        except (EOFError, OSError) as cause:
            raise self._gone() from cause
        if word == "started":
            return Forked(value, connection)
        connection.close()
        raise value if word == "refused" else OutdatedError("The code has changed.")

    def close(self) -> None:
        """End the warm process and every child of it."""
        if self._process is None or os.getpid() != self._owner:
            return  # another process's; or ours, seen from a fork of ours
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self.socket.parent, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connected(self) -> Connection:
        made = socket(AF_UNIX)
        try:
            made.connect(str(self.socket))
        except OSError as cause:
            made.close()
            raise self._gone() from cause
        return Connection(made.detach())

    def _gone(self) -> HustingsError:
        return HustingsError(
            "The warm process has ended.", where=str(self.socket), fix="Start it again."
        )


def _sweep() -> None:
    """Remove folders of owners that were killed together with their warm process."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}[0-9]*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        mine = folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.getuid()
        if owner.isdigit() and mine and not _is_alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # alive, and somebody else's
        return True
    return True
