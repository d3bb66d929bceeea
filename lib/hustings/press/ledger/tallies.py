"""The ledger counted, for figures that are read each minute: no job is loaded but the last ones."""

from dataclasses import dataclass
from datetime import datetime

from hustings.press.ledger.ledger import Ledger
from hustings.press.ledger.rows import Job
from hustings.press.ledger.states import MISSED, SUCCEEDED

_LAST = "SELECT * FROM jobs WHERE id IN (SELECT max(id) FROM jobs GROUP BY entry) ORDER BY entry"
_PRINTED = """
SELECT max(job) AS job FROM runs JOIN jobs ON jobs.id = job GROUP BY entry ORDER BY entry"""
_MISSED = "SELECT entry, count(*) AS n FROM jobs WHERE state = :state GROUP BY entry ORDER BY entry"
_SUCCEEDED = """
SELECT entry, max(changed_at) AS at FROM history JOIN jobs ON jobs.id = history.job
WHERE run IS NULL AND history.state = :state GROUP BY entry ORDER BY entry"""


@dataclass(frozen=True)
class Tallies(Ledger):
    """What is counted per entry of the schedule; that of jobs printed by hand is empty."""

    def last_jobs(self) -> list[Job]:
        """The last job of each entry, whatever became of it."""
        return [Job.of(row) for row in self._some(_LAST)]

    def last_printed(self) -> list[Job]:
        """The last job of each entry that had pages to print."""
        return [self.job(row["job"]) for row in self._some(_PRINTED)]

    def missed(self) -> dict[str, int]:
        """How many slots of each entry are on record as missed."""
        return {row["entry"]: row["n"] for row in self._some(_MISSED, state=MISSED)}

    def succeeded_at(self) -> dict[str, datetime]:
        """When a job of each entry ended well for the last time."""
        rows = self._some(_SUCCEEDED, state=SUCCEEDED)
        return {row["entry"]: datetime.fromisoformat(row["at"]) for row in rows}
