"""What the ledger gives back: one job or one run as it stood when it was asked."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from hustings.press.ledger.owner import Owner


@dataclass(frozen=True)
class Job:
    """All runs of one command, or of one slot of the schedule."""

    id: int
    entry: str  # of the schedule; empty when printed by hand
    scheduled_at: datetime
    state: str
    asked: Mapping[str, object]  # how it was asked for, so that it can be asked for again
    owner: str
    tries: int  # how many processes have worked on it, one after the other
    told: str

    @classmethod
    def of(cls, row: sqlite3.Row) -> "Job":
        """A job as it lies in the ledger."""
        plain = dict(row)
        return cls(**plain | _read(plain, "asked"))

    @property
    def abandoned(self) -> bool:
        """Whether whoever worked on it is gone."""
        return self.state == "running" and not Owner.read(self.owner).alive


@dataclass(frozen=True)
class Order:
    """A run to be entered: what is to be printed, and from what."""

    briefing: str
    period: str
    name: str
    unit: str
    language: str
    scheduled_at: datetime
    edition: str
    code: str
    environment: str
    notebook: str  # SHA-256 of the notebook as it was
    parameters: Mapping[str, str | int | float]
    settings: str  # digest of what was set, as the ledger keeps it; empty where it is not on record


@dataclass(frozen=True)
class Recorded(Order):
    """One run: what was to be printed, from what, and what became of it."""

    id: int
    job: int
    attempt: int
    retry_of: int | None
    state: str
    owner: str
    stop: bool
    page: str  # SHA-256 of the page; empty when there is none
    cell: int | None  # of the notebook, where it failed
    told: str

    @classmethod
    def of(cls, row: sqlite3.Row) -> "Recorded":
        """A run as it lies in the ledger."""
        plain = {"settings": ""} | dict(row)  # a ledger only looked at may be an older one
        return cls(**plain | _read(plain, "parameters") | {"stop": bool(plain["stop"])})

    @property
    def title(self) -> str:
        """How people call it."""
        return f"{self.briefing} {self.period} {self.name}"


@dataclass(frozen=True)
class Step:
    """One change of state, of a run or of a whole job."""

    job: int
    run: int | None
    changed_at: datetime
    state: str
    told: str

    @classmethod
    def of(cls, row: sqlite3.Row) -> "Step":
        """A step as it lies in the ledger."""
        plain = dict(row)
        del plain["id"]
        return cls(**plain | {"changed_at": datetime.fromisoformat(plain["changed_at"])})


def stamped(moment: datetime) -> str:
    """A moment as it is written; one moment is written one way, or a slot could be given twice."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _read(plain: Mapping[str, str], told: str) -> dict[str, object]:
    scheduled_at = datetime.fromisoformat(plain["scheduled_at"])
    return {told: json.loads(plain[told]), "scheduled_at": scheduled_at}
