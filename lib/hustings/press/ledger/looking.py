"""A ledger that is only looked at: nothing is made, moved on or locked."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from hustings.press.ledger.ledger import Ledger
from hustings.press.ledger.tables import NEWEST

__all__ = ["NEWEST", "Looked"]


@dataclass(frozen=True)
class Looked(Ledger):
    """A ledger as it lies there, also in a folder nobody may write to; writing to it fails."""

    def version(self) -> int:
        """The version of its tables; `NEWEST` is the one this code knows."""
        with self._reading() as db:
            return int(db.execute("PRAGMA user_version").fetchone()[0])

    def faults(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when it is whole."""
        with self._reading() as db:
            found = [str(row[0]) for row in db.execute("PRAGMA quick_check(5)")]
        return [] if found == ["ok"] else found

    def newest_slot(self) -> datetime | None:
        """The latest slot of any entry that was given or recorded; None when there is none."""
        with self._reading() as db:
            row = db.execute("SELECT max(scheduled_at) FROM jobs WHERE entry <> ''").fetchone()
        return datetime.fromisoformat(row[0]) if row[0] else None

    def _opened(self) -> sqlite3.Connection:
        """Without a log of writes beside it, SQLite would make one even to read: then as a still.

        Raises: sqlite3.Error, which `_reading` tells.
        """
        log = self.path.with_name(f"{self.path.name}-wal")
        still = not log.exists() or not log.stat().st_size
        address = f"{self.path.absolute().as_uri()}?mode=ro{'&immutable=1' if still else ''}"
        try:
            db = sqlite3.connect(address, uri=True, isolation_level=None)
        except sqlite3.Error as cause:
            raise self._broken(cause) from cause
        db.row_factory = sqlite3.Row
        return db
