"""How many messages in chats belong to nobody we know: a count beside figures, no figure itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from hustings.metrics.inputs import CleanTables


@dataclass(frozen=True)
class Unknown:
    """Messages in chats, and those of them whose author is nobody on the roster."""

    messages: int = 0
    by_nobody: int = 0
    authors: int = 0
    nobodies: int = 0  # different authors whom nobody knows

    @property
    def share(self) -> float | None:
        """Of all messages those by nobody known, 0 to 1; None if there are no messages."""
        return self.by_nobody / self.messages if self.messages else None


def unknown_messages(clean: "CleanTables", *, week: str | None = None) -> Unknown:
    """Messages by nobody on the roster, deleted ones included, in all groups.

    Args: week: only those of one ISO week.
    """
    messages = clean.table("messages", weeks=[week] if week else None)
    workers = clean.table("workers").select(author="worker").distinct()
    by_author = messages.group_by("author").agg(messages=messages.count())
    strangers = by_author.anti_join(workers, "author")
    (every, authors), (theirs, nobodies) = (_summed(clean, t) for t in (by_author, strangers))
    return Unknown(every, theirs, authors, nobodies)


def _summed(clean: "CleanTables", by_author: "ir.Table") -> tuple[int, int]:
    found = clean.engine.execute(
        by_author.aggregate(messages=by_author.messages.sum(), authors=by_author.count())
    )
    # The sum over no author at all is none, and truly zero messages.
    return int(found["messages"].fillna(0).iloc[0]), int(found["authors"].iloc[0])
