"""How many messages in chats belong to nobody we know: a count beside figures, no figure itself."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

if TYPE_CHECKING:
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

    Counted without the engine: every import of a chat asks this, and needs it for nothing else.

    Args: week: only those of one ISO week.
    """
    workers = set(clean.frame("workers", columns=["worker"])["worker"])
    by_author: Counter[str | None] = Counter()  # a message without an author has None
    for path in clean.files("messages", weeks=[week] if week else None):
        for batch in pq.ParquetFile(path).iter_batches(columns=["author"]):
            for each in batch.column(0).value_counts().to_pylist():
                by_author[each["values"]] += each["counts"]
    theirs = [count for author, count in by_author.items() if author not in workers]
    return Unknown(by_author.total(), sum(theirs), len(by_author), len(theirs))
