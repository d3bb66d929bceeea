"""Entering jobs and runs: the rows that everything else in the ledger is about."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from hustings.press.ledger.owner import Owner
from hustings.press.ledger.rows import Order, Recorded, stamped
from hustings.press.ledger.states import QUEUED, RUNNING


def new_job(
    db: sqlite3.Connection,
    entry: str,
    scheduled_at: datetime,
    state: str,
    *,
    asked: Mapping[str, object] | None = None,
    told: str = "",
) -> list[sqlite3.Row]:
    """The new job's row; no row when its slot was given already."""
    owner = str(Owner.current()) if state == RUNNING else ""
    return db.execute(
        "INSERT INTO jobs (entry, scheduled_at, state, asked, owner, told)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING *",
        (entry, stamped(scheduled_at), state, _json(asked or {}), owner, told),
    ).fetchall()


def entered(db: sqlite3.Connection, job: int, order: Order) -> Recorded:
    """A new run; one of the same page and moment as an earlier one tries that again."""
    identity = (order.briefing, order.name, stamped(order.scheduled_at))
    before = db.execute(
        "SELECT id, attempt FROM runs WHERE briefing = ? AND name = ? AND scheduled_at = ?"
        " ORDER BY attempt DESC LIMIT 1",
        identity,
    ).fetchone()
    row = db.execute(
        "INSERT INTO runs (job, briefing, name, scheduled_at, period, unit, language, attempt,"
        " retry_of, state, edition, code, environment, notebook, parameters, settings)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
        (
            job, *identity, order.period, order.unit, order.language,
            before["attempt"] + 1 if before else 1, before["id"] if before else None, QUEUED,
            order.edition, order.code, order.environment, order.notebook, _json(order.parameters),
            order.settings,
        ),
    ).fetchone()  # fmt: skip
    return Recorded.of(row)


def kept_settings(db: sqlite3.Connection, told: Mapping[str, object]) -> str:
    """The digest by which some settings are kept; they are entered once."""
    text = _json(told)
    digest = sha256(text.encode()).hexdigest()[:12]
    db.execute("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, text))
    return digest


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
