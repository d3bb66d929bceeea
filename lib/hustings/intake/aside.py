"""Rows set aside: each goes into the store's quarantine as it comes, and a few are remembered."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

from hustings.importers.contract import SetAside
from hustings.intake.received import Received
from hustings.store import prepared

REMEMBERED = 5_000  # rows of a file that are told of one by one; of all others only their kind is
MOST_KINDS = 500  # beyond them a row counts with those of the kind met last
BATCH = 8_192  # rows stored at once

_VARYING = re.compile(r"'[^']*'|\d+")  # what differs in remarks of one kind


@dataclass
class Aside:
    """The rows set aside in one file: how many, the first of them, and of the rest their kinds."""

    count: int = 0
    rows: list[SetAside] = field(default_factory=list)
    _rest: dict[str, tuple[SetAside, int]] = field(default_factory=dict)  # one of each kind

    def add(self, row: SetAside, times: int = 1) -> None:
        """Count a row, or one that stands for several."""
        self.count += times
        if times == 1 and len(self.rows) < REMEMBERED:
            self.rows.append(row)
            return
        kind = _VARYING.sub("", row.reason)
        if kind not in self._rest and len(self._rest) >= MOST_KINDS:
            kind = next(reversed(self._rest))
        first, before = self._rest.get(kind, (row, 0))
        self._rest[kind] = first, before + times

    def add_all(self, other: "Aside") -> None:
        """Count what was set aside in another member of the same file."""
        for row, times in other.kinds():
            self.add(row, times)

    def kinds(self) -> Iterator[tuple[SetAside, int]]:
        """Every row remembered, and one of each kind for the rest, with how many it stands for."""
        yield from ((row, 1) for row in self.rows)
        yield from self._rest.values()

    def clear(self) -> None:
        """Forget them all."""
        self.count = 0
        self.rows.clear()
        self._rest.clear()


def quarantined(sha256: str, rows: list[SetAside]) -> pd.DataFrame:
    """One row per row set aside in a file, as the `quarantine` table keeps them."""
    return pd.DataFrame(
        {
            "sha256": [sha256] * len(rows),
            "row": [row.line for row in rows],
            "reason": [row.reason for row in rows],
            "fix": [row.fix for row in rows],
            "waits_for": [row.waits_for or None for row in rows],
        }
    )


@dataclass
class Quarantine:
    """Rows set aside in one file on their way to the store."""

    received: Received
    sink: Callable[[str, pa.Table], None]
    _waiting: list[SetAside] = field(default_factory=list)

    def add(self, row: SetAside) -> None:
        """Take a row; it is handed on with others."""
        self._waiting.append(row)
        if len(self._waiting) >= BATCH:
            self.hand_on()

    def hand_on(self) -> None:
        """Hand on what waits.

        All rows of a file are those of one part: two members of a zip may each have a third line
        that is set aside, and both are to be stored.
        """
        rows, sha256 = self._waiting, self.received.sha256
        if not rows:
            return
        frame = quarantined(sha256, rows)
        lines, made = [row.line for row in rows], pd.Timestamp(self.received.exported_at)
        self.sink(
            "quarantine", prepared("quarantine", frame, file=sha256, lines=lines, known_at=made)
        )
        self._waiting = []
