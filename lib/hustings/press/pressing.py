"""A press made ready: workers that are warm, a stop that is gentle, a ledger without loose ends.

A tick looks in here each minute and mostly finds nothing due: what printing needs is imported when
there is something to print.
"""

import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from hustings.press.publishing import ledger_of
from hustings.press.schedule import Entry, read_timetable, schedule_file
from hustings.press.schedule.pausing import pauses
from hustings.press.ticking import Measure, Ticker
from hustings.settings import Settings

if TYPE_CHECKING:
    from hustings.edition import Edition
    from hustings.press.printing import Press, Progress
    from hustings.press.workers import Workers

LOCAL = "local"  # of settings.press.executor: workers on this machine


def press_of(
    edition: "Edition", settings: Settings, *, progress: "Progress", again: bool = False
) -> "Press":
    """The press of this office, on this machine."""
    from hustings.press.printing import Press

    def workers(scheduled_at: datetime) -> "Workers":
        return workers_of(edition, settings, scheduled_at)

    return Press(edition, settings, ledger_of(settings), workers, progress, again)


def workers_of(edition: "Edition", settings: Settings, scheduled_at: datetime) -> "Workers":
    """Workers that are warm for an edition: on this machine, or where a scheduler has some.

    Args:   scheduled_at: what most of their pages are printed for.

    Raises: SettingsError when the scheduler cannot be reached.
    """
    press = settings.press
    if press.executor == LOCAL:
        from hustings.press.pool import Pool

        return Pool.warm(
            settings.read_from,
            edition.id,
            scheduled_at,
            workers=press.workers,
            timeout_seconds=press.timeout_seconds,
        )
    from hustings.press.cluster import Cluster

    return Cluster(press.executor, edition.id, timeout_seconds=press.timeout_seconds)


def ticker_of(
    settings: Settings, *, measure: Measure, progress: "Progress", environment: Mapping[str, str]
) -> Ticker:
    """What a tick of this office works with.

    Args:   environment: names the mail server, as HUSTINGS_SMTP_*.
    Raises: SettingsError when schedule.toml cannot be read.
    """
    from hustings.press.finishing import Desk

    def open_press(edition: "Edition", office: Settings, entry: Entry) -> "Press":
        limit = entry.timeout_seconds or office.press.timeout_seconds
        own = office.press.model_copy(update={"timeout_seconds": limit})
        press = press_of(edition, office.model_copy(update={"press": own}), progress=progress)
        wait = entry.retry_wait.total_seconds()
        return replace(press, retries=entry.retries, pause=lambda: time.sleep(wait))

    ledger = ledger_of(settings)
    return Ticker(
        settings,
        read_timetable(schedule_file(settings)),
        ledger,
        measure,
        open_press,
        Desk(settings, ledger, environment),
        paused=lambda name: name in pauses(settings),
    )


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
