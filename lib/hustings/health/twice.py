"""Messages that may stand in the store twice, because two phones tell of them differently.

Equal messages of two exports are recognised by group, minute, text and author. Where two phones
call one author by two names that nobody has merged, or where their clocks differ, both rows stay.
"""

from collections.abc import Mapping

from hustings.health.agreement import Agreement
from hustings.store import Snapshot


def under_two_names(snapshot: Snapshot) -> dict[str, int]:
    """By group: messages that stand at one minute with one text under two files.

    A message that came with a second file is new only if its author was called otherwise, or if
    two people wrote the same in one minute and the first file had but one of them; that is rare.
    """
    if not snapshot.files("messages"):
        return {}
    stored = snapshot.table("messages")
    minute = (stored.sent_at.epoch_seconds() / 60).floor().cast("int64")
    told = stored.mutate(minute=minute)
    fact = ["group", "minute", "fingerprint"]
    by_file = told.group_by(*fact, "file").agg(n=told.count())
    facts = by_file.group_by(*fact).agg(whole=by_file.n.sum(), most=by_file.n.max())
    spare = facts.filter(facts.whole > facts.most)
    counted = spare.group_by("group").agg(n=(spare.whole - spare.most).sum())
    rows = snapshot.engine.execute(counted).to_dict("records")
    return {str(row["group"]): int(row["n"]) for row in rows}


def counted_twice(group: str, by_names: Mapping[str, int], agreement: Agreement | None) -> int:
    """How many messages of a group may count twice, by reason of names or of clocks."""
    by_clock = agreement.both if agreement and agreement.offset_minutes else 0
    return max(by_names.get(group, 0), by_clock)
