"""The ledger: every job and every run that ever was, in one SQLite file.

Each call opens the file and closes it again. The press forks its workers, and an open database
must not be carried over a fork; and a ledger nobody holds open can be copied at any time.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hustings.errors import StoreError, UsageError
from hustings.press.ledger.entering import entered, kept_settings, new_job
from hustings.press.ledger.owner import Owner
from hustings.press.ledger.rows import Job, Order, Recorded, Step, stamped
from hustings.press.ledger.states import CANCELLED, OPEN, QUEUED, RUNNING
from hustings.press.ledger.tables import migrate

MOST = 2**63 - 1  # what a number of the ledger can be
WAIT_SECONDS = 60  # for another process' write to end

_JOBS = """
SELECT * FROM jobs
WHERE (:entry IS NULL OR entry = :entry) AND (:state IS NULL OR state = :state)
ORDER BY id DESC"""
_RUNS = """
SELECT * FROM runs
WHERE (:job IS NULL OR job = :job) AND (:state IS NULL OR state = :state)
    AND (:briefing IS NULL OR briefing = :briefing) AND (:unit IS NULL OR unit = :unit)
ORDER BY id DESC LIMIT :most"""
_PAGES = "SELECT * FROM runs WHERE edition = :edition AND page <> '' ORDER BY id"
_HISTORY = """
SELECT * FROM history
WHERE (:job IS NULL OR job = :job) AND (:run IS NULL OR run = :run)
ORDER BY id"""


@dataclass(frozen=True)
class Ledger:
    """Jobs and runs; what is written is on the disk when a call returns."""

    path: Path

    def open_job(self, scheduled_at: datetime, asked: Mapping[str, object]) -> Job:
        """Enter a job printed by hand; this process works on it."""
        with self._writing() as db:
            (row,) = new_job(db, "", scheduled_at, RUNNING, asked=asked)
        return Job.of(row)

    def take_slot(
        self, entry: str, scheduled_at: datetime, asked: Mapping[str, object]
    ) -> Job | None:
        """Enter the job of a slot; this process works on it. None when the slot was given."""
        with self._writing() as db:
            rows = new_job(db, entry, scheduled_at, RUNNING, asked=asked)
        return Job.of(rows[0]) if rows else None

    def record_slots(
        self, entry: str, slots: Iterable[datetime], state: str, told: str
    ) -> list[datetime]:
        """Enter slots in which nothing is printed; gives those that were still free."""
        with self._writing() as db:
            return [slot for slot in slots if new_job(db, entry, slot, state, told=told)]

    def take_over(self, job: Job) -> bool:
        """Go on with a job whose owner is gone; whether this process has it now."""
        with self._writing() as db:
            changed = db.execute(
                "UPDATE jobs SET owner = ?, tries = tries + 1"
                " WHERE id = ? AND owner = ? AND state = ?",
                (str(Owner.current()), job.id, job.owner, RUNNING),
            )
            return changed.rowcount == 1

    def settle_job(self, job: int, state: str, told: str = "") -> None:
        """Say how a job ended; what had ended stays as it was."""
        with self._writing() as db:
            db.execute(
                "UPDATE jobs SET state = ?, told = ? WHERE id = ? AND state = ?",
                (state, told, job, RUNNING),
            )

    def enter(self, job: int, orders: Iterable[Order]) -> list[Recorded]:
        """Enter runs, all or none, each with the next attempt that is free."""
        with self._writing() as db:
            return [entered(db, job, order) for order in orders]

    def try_again(self, run: Recorded) -> Recorded:
        """Enter a new run of what a run was to print; the old one stays as it ended."""
        with self._writing() as db:
            return entered(db, run.job, run)

    def keep_settings(self, told: Mapping[str, object]) -> str:
        """Keep what was set, once; gives the digest that runs name it by."""
        with self._writing() as db:
            return kept_settings(db, told)

    def settings(self, digest: str) -> Mapping[str, object] | None:
        """What was set, by its digest; None where it is not on record."""
        rows = self._some("SELECT told FROM settings WHERE digest = :digest", digest=digest)
        return {**json.loads(rows[0]["told"])} if rows else None

    def claim(self, run: Recorded) -> bool:
        """Begin a run; False when it was cancelled meanwhile, or somebody else has it."""
        with self._writing() as db:
            changed = db.execute(
                "UPDATE runs SET state = ?, owner = ? WHERE id = ? AND state = ?",
                (RUNNING, str(Owner.current()), run.id, QUEUED),
            )
            return changed.rowcount == 1

    def settle(
        self, run: int, state: str, *, told: str = "", page: str = "", cell: int | None = None
    ) -> bool:
        """Say how a run ended; False when it had ended before."""
        with self._writing() as db:
            changed = db.execute(
                "UPDATE runs SET state = ?, told = ?, page = ?, cell = ?"
                " WHERE id = ? AND state IN (?, ?)",
                (state, told, page, cell, run, *OPEN),
            )
            return changed.rowcount == 1

    def cancel(self, runs: Iterable[int]) -> int:
        """Stop runs: those that wait end here, those at work are stopped by whoever works on them.

        Returns: how many were queued or at work.
        """
        with self._writing() as db:
            stopped = 0
            for run in runs:
                waiting = db.execute(
                    "UPDATE runs SET state = ? WHERE id = ? AND state = ?", (CANCELLED, run, QUEUED)
                )
                at_work = db.execute(
                    "UPDATE runs SET stop = 1 WHERE id = ? AND state = ?", (run, RUNNING)
                )
                stopped += waiting.rowcount + at_work.rowcount
            return stopped

    def stopped(self, job: int) -> set[int]:
        """The runs at work of a job that somebody wants stopped."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT id FROM runs WHERE job = ? AND stop AND state = ?", (job, RUNNING)
            )
            return {row["id"] for row in rows}

    def job(self, ident: int) -> Job:
        """One job. Raises: UsageError when there is none of that number."""
        return Job.of(self._one("SELECT * FROM jobs WHERE id = ?", ident, "job"))

    def run(self, ident: int) -> Recorded:
        """One run. Raises: UsageError when there is none of that number."""
        return Recorded.of(self._one("SELECT * FROM runs WHERE id = ?", ident, "run"))

    def jobs(self, *, entry: str | None = None, state: str | None = None) -> list[Job]:
        """Jobs, the newest first."""
        return [Job.of(row) for row in self._some(_JOBS, entry=entry, state=state)]

    def runs(
        self,
        *,
        job: int | None = None,
        state: str | None = None,
        briefing: str | None = None,
        unit: str | None = None,
        most: int = -1,
    ) -> list[Recorded]:
        """Runs in the order they were entered; with `most` the last so many."""
        rows = self._some(_RUNS, job=job, state=state, briefing=briefing, unit=unit, most=most)
        return [Recorded.of(row) for row in reversed(rows)]

    def newest(self, job: int) -> list[Recorded]:
        """The last attempt at everything a job was to print."""
        last = {(run.briefing, run.period, run.name): run for run in self.runs(job=job)}
        return list(last.values())

    def pages(self, edition: str) -> dict[tuple[str, str], Recorded]:
        """The last run of an edition that gave a page, by briefing and name."""
        rows = self._some(_PAGES, edition=edition)
        return {(row["briefing"], row["name"]): Recorded.of(row) for row in rows}

    def first_seen(self, entry: str, now: datetime) -> datetime:
        """When an entry of the schedule was first seen: now, unless it was before."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO entries VALUES (?, ?) ON CONFLICT DO NOTHING", (entry, stamped(now))
            )
            row = db.execute("SELECT seen_at FROM entries WHERE entry = ?", (entry,)).fetchone()
        return datetime.fromisoformat(row["seen_at"])

    def last_slot(self, entry: str) -> datetime | None:
        """The latest slot of an entry of the schedule that was given or recorded."""
        with self._reading() as db:
            row = db.execute(
                "SELECT max(scheduled_at) AS last FROM jobs WHERE entry = ?", (entry,)
            ).fetchone()
        return datetime.fromisoformat(row["last"]) if row and row["last"] else None

    def history(self, *, job: int | None = None, run: int | None = None) -> list[Step]:
        """What happened, oldest first."""
        return [Step.of(row) for row in self._some(_HISTORY, job=job, run=run)]

    def _one(self, query: str, ident: int, what: str) -> sqlite3.Row:
        row: sqlite3.Row | None = None
        if ident <= MOST:
            with self._reading() as db:
                row = db.execute(query, (ident,)).fetchone()
        if row is None:
            see = "jobs" if what == "job" else "list"
            raise UsageError(f"There is no {what} {ident}.", fix=f"See: hustings runs {see}")
        return row

    def _some(self, query: str, **asked: object) -> list[sqlite3.Row]:
        with self._reading() as db:
            return list(db.execute(query, asked))

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        db = self._opened()
        try:
            yield db
        except sqlite3.Error as cause:
            raise self._broken(cause) from cause
        finally:
            db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")  # a write that failed is rolled back when the file is closed

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            db = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA synchronous = FULL")  # what is said to be done outlives a power cut
            db.execute("PRAGMA foreign_keys = ON")
            migrate(db)
        except sqlite3.Error as cause:
            raise self._broken(cause) from cause
        return db

    def _broken(self, cause: sqlite3.Error) -> StoreError:
        return StoreError(
            f"The ledger of runs cannot be used: {cause}.",
            where=str(self.path),
            fix="See that the disk has room and the file is yours to write; else restore it.",
        )
