"""Progress a person can read: what, how many of how many, time left."""

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from hustings.wording import Words

SECONDS_BETWEEN_LINES = 5.0  # where the output is no terminal: a log, a pipe


@dataclass
class Progress:
    """Shows one line that is rewritten on a terminal, or a line now and then in a log."""

    verb: str
    words: "Words | None" = None  # English where none are given
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    _began: float = field(default_factory=time.monotonic)
    _shown: float = 0.0
    _first: int | None = None
    _last: int = 0

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show that `done` of `of` are done and what is being worked on."""
        from hustings.wording import Words
        from hustings.wording.remarks import translated

        now, words = time.monotonic(), self.words or Words("en")
        what = translated(what, words.language)
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
        left = self._left(done, of, now, words)
        line = words.say(
            "progress.line", verb=self.verb, done=done, of=of, time=left, what=what[-60:]
        ).rstrip()
        if live:
            self.stream.write(f"\r\x1b[K{line}" + ("\n" if over else ""))
        else:
            self.stream.write(line + "\n")
        self.stream.flush()

    def _left(self, done: int, of: int, now: float, words: "Words") -> str:
        if done >= of:
            return words.say("progress.took", time=_plain(now - self._began, words))
        fresh = done - (self._first or 0)
        if fresh <= 0:
            return ""
        left = (now - self._began) / fresh * (of - done)
        return words.say("progress.left", time=_plain(left, words))


def _plain(seconds: float, words: "Words") -> str:
    if seconds < 90:
        return words.say("progress.seconds", n=round(seconds))
    return words.say("progress.minutes", n=round(seconds / 60))
