"""Ticks in forks of this process that are killed at a chosen write, as by a power cut."""

import builtins
import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

from hustings.press.ledger import Ledger

WRITES = ("fsync", "replace", "rename", "unlink", "mkdir", "link", "fchmod")
STATEMENTS = ("INSERT", "UPDATE", "DELETE", "BEGIN", "COMMIT", "CREATE", "PRAGMA user_version =")


class Counter:
    """Counts writes of all kinds, and kills this process before the one it was told."""

    def __init__(self, killed_at: int) -> None:
        self.killed_at = killed_at
        self.passed = 0

    def __call__(self) -> None:
        self.passed += 1
        if self.passed == self.killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Count from here on whatever this process writes: files, names, ledger."""
        for name in WRITES:
            setattr(os, name, self._counted(getattr(os, name)))
        opened, handle = builtins.open, os.open

        def counted_open(file, mode="r", *rest, **named):
            if set(mode) & set("wax+"):
                self()
            return opened(file, mode, *rest, **named)

        def counted_handle(path, flags, *rest, **named):
            if flags & (os.O_WRONLY | os.O_RDWR):
                self()
            return handle(path, flags, *rest, **named)

        builtins.open, os.open = counted_open, counted_handle
        connect = sqlite3.connect

        def counted_connect(*given, **named):
            db = connect(*given, **named)
            db.set_trace_callback(self._statement)
            return db

        sqlite3.connect = counted_connect

    def _counted(self, work: Callable) -> Callable:
        def counted(*given, **named):
            self()
            return work(*given, **named)

        return counted

    def _statement(self, text: str) -> None:
        if text.lstrip().upper().startswith(tuple(each.upper() for each in STATEMENTS)):
            self()


def forked(work: Callable[[], None], note: Path, killed_at: int = 0) -> int:
    """Do some work in a fork; gives how many writes it made, or 0 when it was killed before one."""
    pid = os.fork()
    if pid == 0:
        counter = Counter(killed_at)
        code = 1
        try:
            counter.watch()
            work()
            code = 0
        finally:
            counter.killed_at = 0
            note.write_text(str(counter.passed), "utf-8")
            os._exit(code)
    ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert ended in (0, -signal.SIGKILL), f"the tick ended with {ended}"
    return int(note.read_text("utf-8")) if ended == 0 else 0


def open_ends(ledger: Ledger) -> list[str]:
    """What the ledger says is still open."""
    runs = [run.title for run in ledger.runs() if run.state in ("queued", "running")]
    return runs + [f"job {job.id}" for job in ledger.jobs() if job.state in ("queued", "running")]
