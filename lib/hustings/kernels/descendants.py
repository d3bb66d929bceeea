"""What a child has started, found again after it went its own way.

A program that makes a session of its own is out of reach of its starter's process group. The warm
process adopts such programs when their starter ends (Linux can do that), and ends them too.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Container
from pathlib import Path

STARTED_BY = "HUSTINGS_STARTED_BY"  # in the environment of all that a child starts: the child's pid

_SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)
_SET_CHILD_SUBREAPER = 36


def adopt() -> None:
    """Become the parent of descendants whose own parent ends."""
    _prctl(_SET_CHILD_SUBREAPER, 1)


def end_with_parent(parent: int) -> None:
    """Have this process killed when its parent ends, however that ends."""
    _prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we could say so
        os.kill(os.getpid(), signal.SIGKILL)


def end_orphans(starter: int, *, alive: Container[int]) -> None:
    """Kill what an ended child left behind, and what that left behind in turn.

    Args: alive: the children that still work; what says nothing of its starter is spared while
          there are any, for it may be theirs.
    """
    while found := [pid for pid in _adopted(alive) if _is_of(pid, starter, alive)]:
        for pid in found:
            os.kill(pid, signal.SIGKILL)  # ours until waited for, so the number is still its own
            os.waitpid(pid, 0)


def _adopted(alive: Container[int]) -> list[int]:
    me = os.getpid()
    listed = Path(f"/proc/{me}/task/{me}/children")
    pids = map(int, listed.read_text().split()) if listed.exists() else ()
    return [pid for pid in pids if pid not in alive]


def _is_of(pid: int, starter: int, alive: Container[int]) -> bool:
    try:
        lines = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:  # it has ended; it only needs to be waited for
        return True
    mark = f"{STARTED_BY}=".encode()
    named = [line.removeprefix(mark) for line in lines if line.startswith(mark)]
    return int(named[-1]) == starter if named else not alive


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value)
