"""Who is at work on something, so that work nobody does any more is found after a crash."""

import os
from dataclasses import dataclass
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Owner:
    """A process of one start of one machine: a number alone is given to others later."""

    host: str
    boot: str
    pid: int
    began: str  # in ticks since the machine started, which no change of the clock touches

    @classmethod
    def current(cls) -> "Owner":
        """This process."""
        pid = os.getpid()
        return cls(os.uname().nodename, _boot(), pid, _began(pid))

    @classmethod
    def read(cls, text: str) -> "Owner":
        """What `str` wrote."""
        host, boot, pid, began = text.rsplit(" ", 3)
        return cls(host, boot, int(pid), began)

    def __str__(self) -> str:
        return f"{self.host} {self.boot} {self.pid} {self.began}"

    @property
    def alive(self) -> bool:
        """Whether it may still be at work; that of another machine cannot be known to be dead."""
        here = Owner.current()
        if self.host != here.host:
            return True
        if self.boot != here.boot:
            return False
        return self.began == _began(self.pid) != ""


def _boot() -> str:
    return _BOOT.read_text("ascii").strip() if _BOOT.exists() else "-"


def _began(pid: int) -> str:
    """When a process started; empty for one that has ended, also where nobody waited for it."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
    fields = told.rpartition(")")[2].split()
    return "" if fields[0] in ("Z", "X") else fields[19]
