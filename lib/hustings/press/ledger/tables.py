"""The ledger's tables (`1.sql` and after), and how an older ledger becomes a newer one."""

import sqlite3
from functools import cache
from importlib.resources import files

from hustings.errors import StoreError

NEWEST = 2  # each numbered script takes a ledger one version on; those that were released stay


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a ledger to the newest version; several processes may try at once.

    Raises: StoreError for one that newer code has written.
    """
    if _version(connection) == NEWEST:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    version = _version(connection)  # again: another process may have been quicker
    if version > NEWEST:
        connection.execute("ROLLBACK")
        raise StoreError(
            f"The ledger of runs is of version {version}, this code knows {NEWEST}.",
            fix="Use the newer code, or move the ledger aside: pages stay, its history goes.",
        )
    for step in range(version, NEWEST):
        for statement in _statements(step + 1):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {NEWEST}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@cache
def _statements(number: int) -> tuple[str, ...]:
    """Single statements of a script: `executescript` would commit before the whole is there."""
    script = files("hustings.press.ledger").joinpath(f"{number}.sql").read_text("utf-8")
    found, held = [], ""
    for line in script.splitlines():
        held += line + "\n"
        if sqlite3.complete_statement(held):
            found.append(held)
            held = ""
    return tuple(found)
