"""A press made ready: workers that are warm, a stop that is gentle, a ledger without loose ends."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from hustings.edition import Edition
from hustings.press.pool import Pool, Workers
from hustings.press.printing import Press, Progress
from hustings.press.publishing import ledger_of
from hustings.press.warm import warm_up
from hustings.settings import Settings


def press_of(
    edition: Edition, settings: Settings, *, progress: Progress, again: bool = False
) -> Press:
    """The press of this office, on this machine."""

    def workers() -> Workers:
        warm_up(edition, settings)
        return Pool(settings.press.workers, settings.press.timeout_seconds)

    return Press(edition, settings, ledger_of(settings), workers, progress, again)


@contextmanager
def stopped_gently() -> Iterator[None]:
    """Let a timer or a shutdown end the press as Ctrl-C does, with no child left behind."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
