"""Who is known in a store, and what waits for somebody to be."""

from dataclasses import dataclass

from hustings.metrics.strangers import Unknown, unknown_messages
from hustings.store import Snapshot


@dataclass(frozen=True)
class Known:
    """Who is known, and what waits for somebody to be."""

    workers: int
    consenting: int
    aliases: int  # further names and numbers that point to one worker
    decisions: int
    unknown: Unknown
    answers_waiting: int  # rows of forms and sheets set aside until somebody is on the roster


def known_people(snapshot: Snapshot) -> Known:
    """Who is known in a store."""
    workers, aliases = snapshot.frame("workers"), snapshot.frame("aliases")
    waits = snapshot.frame("quarantine", columns=["waits_for"], filled="waits_for")["waits_for"]
    people = waits[~waits.isin(["units", "accounts"])]
    return Known(
        workers=len(workers),
        consenting=int(workers["consent"].eq(True).sum()),
        aliases=int(aliases["worker"].fillna("").ne("").sum()),
        decisions=len(snapshot.frame("identities")),
        unknown=unknown_messages(snapshot),
        answers_waiting=len(people),
    )
