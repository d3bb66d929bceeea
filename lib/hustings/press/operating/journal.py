"""The press's log for programs: one JSON object a line in data/logs/press.jsonl.

An event has `at` (UTC), `level`, `event`, and of `job`, `entry`, `run`, `briefing`, `unit`,
`language`, `state`, `seconds`, `error` and the like what applies. Nothing of exports stands in it:
no names or numbers of people, no texts, no addresses, and of an error only its kind.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from hustings.press.telling import EVENTS
from hustings.settings import Settings

LARGEST, KEPT = 2_000_000, 5  # bytes of one file, and files beside it: some months


@contextmanager
def journal(settings: Settings) -> Iterator[None]:
    """Write down what happens inside; where that cannot be written, it happens all the same."""
    handler = _Rotating(file_of(settings))
    EVENTS.addHandler(handler)
    level, EVENTS.propagate = EVENTS.level, False
    EVENTS.setLevel(logging.INFO)
    try:
        yield
    finally:
        EVENTS.removeHandler(handler)
        EVENTS.setLevel(level)
        EVENTS.propagate = True
        handler.close()


def file_of(settings: Settings) -> Path:
    """Where the log lies; older ones beside it end with .1, .2 and so on."""
    return settings.folders.data / "logs" / "press.jsonl"


class _Rotating(RotatingFileHandler):
    """The standard one, which makes its folder when there is something to write.

    Of two processes that turn the file over at once, one goes on in the older file: no line is
    lost.
    """

    def __init__(self, path: Path) -> None:
        from pythonjsonlogger.json import JsonFormatter

        super().__init__(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
        renamed = {"levelname": "level", "message": "event"}
        fields = "%(levelname)s %(message)s"
        self.setFormatter(
            JsonFormatter(fields, rename_fields=renamed, timestamp="at", json_ensure_ascii=False)
        )

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; a full disk stops no page, so one sentence says so and no more is tried."""
        try:
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
            if self.shouldRollover(record):
                self.doRollover()
            self.stream = self.stream or self._open()
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except OSError as error:
            EVENTS.removeHandler(self)
            sys.stderr.write(f"the log cannot be written: {error}\n")
