"""A ledger that tells of each change of state, once it is written down."""

import logging
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hustings.press.ledger.ledger import Ledger
from hustings.press.ledger.rows import Job, Order, Recorded
from hustings.press.ledger.states import FAILED, MISSED, PARTIAL, RUNNING, STALE, TIMED_OUT
from hustings.press.telling import EVENTS, tell

WARNED = (FAILED, TIMED_OUT, MISSED, STALE, PARTIAL)
# When each began that is at work in this process, whichever ledger of it is asked.
_BEGAN: dict[tuple[Path, str, int], float] = {}
# What a cell raised; its message is left out, for it may hold rows of data.
_ERROR = re.compile(r"cell \d+: (\w+):")


@dataclass(frozen=True)
class Told(Ledger):
    """Says what is begun, tried again and ended, and how many seconds that took."""

    def open_job(self, scheduled_at: datetime, asked: Mapping[str, object]) -> Job:
        """As the ledger does."""
        job = super().open_job(scheduled_at, asked)
        self._job(job, RUNNING)
        return job

    def take_slot(
        self, entry: str, scheduled_at: datetime, asked: Mapping[str, object]
    ) -> Job | None:
        """As the ledger does."""
        job = super().take_slot(entry, scheduled_at, asked)
        if job:
            self._job(job, RUNNING)
        return job

    def record_slots(
        self, entry: str, slots: Iterable[datetime], state: str, told: str
    ) -> list[datetime]:
        """As the ledger does."""
        free = super().record_slots(entry, slots, state, told)
        for slot in free:
            tell("slot", level=_level(state), entry=entry, slot=slot.isoformat(), state=state)
        return free

    def take_over(self, job: Job) -> bool:
        """As the ledger does."""
        taken = super().take_over(job)
        if taken:
            self._job(job, "taken over")
        return taken

    def settle_job(self, job: int, state: str, told: str = "") -> None:
        """As the ledger does."""
        super().settle_job(job, state, told)
        if EVENTS.handlers and (now := self.job(job)).state == state:
            self._job(now, state)

    def enter(self, job: int, orders: Iterable[Order]) -> list[Recorded]:
        """As the ledger does."""
        return [self._run(run, run.state) for run in super().enter(job, orders)]

    def try_again(self, run: Recorded) -> Recorded:
        """As the ledger does."""
        return self._run(super().try_again(run), "tried again")

    def claim(self, run: Recorded) -> bool:
        """As the ledger does."""
        claimed = super().claim(run)
        if claimed:
            self._run(run, RUNNING)
        return claimed

    def settle(
        self, run: int, state: str, *, told: str = "", page: str = "", cell: int | None = None
    ) -> bool:
        """As the ledger does."""
        settled = super().settle(run, state, told=told, page=page, cell=cell)
        if settled and EVENTS.handlers:
            self._run(self.run(run), state)
        return settled

    def _job(self, job: Job, state: str) -> None:
        slot = job.scheduled_at.isoformat()
        took = self._seconds("job", job.id, state)
        tell(
            "job", level=_level(state), job=job.id, entry=job.entry, slot=slot, state=state,
            seconds=took,
        )  # fmt: skip

    def _run(self, run: Recorded, state: str) -> Recorded:
        kind = _ERROR.match(run.told)
        tell(
            "run", level=_level(state), job=run.job, run=run.id, briefing=run.briefing,
            period=run.period, unit=run.unit, language=run.language, attempt=run.attempt,
            state=state, cell=run.cell, error=kind[1] if kind else None,
            seconds=self._seconds("run", run.id, state),
        )  # fmt: skip
        return run

    def _seconds(self, kind: str, ident: int, state: str) -> float | None:
        """Since it began in this process; None at its beginning, and where it began elsewhere."""
        now, key = time.monotonic(), (self.path, kind, ident)
        if state == RUNNING:
            _BEGAN[key] = now
            return None
        began = _BEGAN.pop(key, None)
        return None if began is None else round(now - began, 3)


def _level(state: str) -> int:
    return logging.WARNING if state in WARNED else logging.INFO
