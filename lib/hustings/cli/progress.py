"""Progress a person can read: what, how many of how many, time left."""

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

SECONDS_BETWEEN_LINES = 5.0  # where the output is no terminal: a log, a pipe


@dataclass
class Progress:
    """Shows one line that is rewritten on a terminal, or a line now and then in a log."""

    verb: str
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    _began: float = field(default_factory=time.monotonic)
    _shown: float = 0.0
    _first: int | None = None
    _last: int = 0

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show that `done` of `of` are done and what is being worked on."""
        now = time.monotonic()
        if not of:  # nothing is counted: there is only something to say, or nothing to do
            self.stream.write(f"{what}\n" if what else "")
            self.stream.flush()
            return
        if self._first is None or done < self._last:  # begins, or begins anew with other work
            self._first, self._began = done, now
        self._last = done
        over = done >= of
        live = self.stream.isatty()
        if not live and not over and now - self._shown < SECONDS_BETWEEN_LINES:
            return
        self._shown = now
        line = f"{self.verb} {done} of {of}{self._left(done, of, now)}  {what[-60:]}".rstrip()
        if live:
            self.stream.write(f"\r\x1b[K{line}" + ("\n" if over else ""))
        else:
            self.stream.write(line + "\n")
        self.stream.flush()

    def _left(self, done: int, of: int, now: float) -> str:
        fresh = done - (self._first or 0)
        if fresh <= 0 or done >= of:
            return f", {now - self._began:.0f} s" if done >= of else ""
        left = (now - self._began) / fresh * (of - done)
        return f", about {_plain(left)} left"


def _plain(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
