"""A chat read from its file: batches of messages and of WhatsApp's own lines, in file order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from hustings.importers.whatsapp.alphabet import bare
from hustings.importers.whatsapp.decode import BLOCK, blocks
from hustings.importers.whatsapp.pending import Pending
from hustings.importers.whatsapp.survey import Survey
from hustings.importers.whatsapp.systemlines import (
    SECURITY_CODE,
    has_no_author,
    is_about_the_group,
    late_author,
)

LARGEST = 50_000  # lines in a batch
_MARKED = ("\u200e", SECURITY_CODE)
NOTICE_LINES = 200  # where WhatsApp's notice of encryption stands, if anywhere


@dataclass
class Batch:
    """Consecutive lines of a chat that bear a header, as columns."""

    line: list[int]  # in the file, counted from 1
    sent_at: npt.NDArray[np.int64]  # seconds since 1970 on the exporting phone's wall clock
    author: list[str | None]  # as the phone calls them; None for WhatsApp's own lines
    text: list[str]  # without white space around it; all of the line for WhatsApp's own
    beyond: dict[int, int]  # place -> letters over the longest text, counted but not kept
    unreadable: list[tuple[int, str]] = field(default_factory=list)  # line, why it cannot be read
    pasted: list[int] = field(default_factory=list)  # lines that only look like headers
    lead_lines: int = 0  # lines before the file's first header, told with the first batch

    def __len__(self) -> int:
        return len(self.line)


def read_chat(
    opened: Callable[[], BinaryIO], survey: Survey, *, block: int = BLOCK
) -> Iterator[Batch]:
    """Read a surveyed chat, holding two blocks of it at most.

    Args:    opened: opens the file from its start.
    Returns: batches in file order; one entry per header, with the lines that follow it. What
             stands before the first header is nobody's and is left out.
    """
    pending = Pending(survey)
    speakers = _Speakers()
    with opened() as file:
        for part in blocks(file, size=block):
            pending.take(part)
            yield from _batches(pending, speakers, end=False)
    yield from _batches(pending, speakers, end=True)


class _Speakers(dict[str | None, str | None]):
    """How each author is called, marks left out; None for none and for the start of a sentence."""

    def __missing__(self, written: str | None) -> str | None:
        if written is None:
            return None
        name = bare(written).strip() or written
        self[written] = called = None if has_no_author(name) else name
        return called


def _batches(pending: Pending, speakers: _Speakers, *, end: bool) -> Iterator[Batch]:
    ready = pending.ready(end=end)
    if not ready and end:
        yield _batch(pending, speakers, 0)  # it may still tell of unreadable lines
    while ready:
        size = min(ready, LARGEST)
        yield _batch(pending, speakers, size)
        ready -= size


def _batch(pending: Pending, speakers: _Speakers, size: int) -> Batch:
    given = pending.give(size)
    authors = list(map(speakers.__getitem__, given.author))
    batch = Batch(
        given.line,
        given.at,
        authors,
        given.text,
        {given.line.index(line): count for line, count in given.beyond.items()},
        given.unreadable,
        given.pasted,
        given.lead_lines,
    )
    _settle_unsigned(batch, given.author)
    _settle_signed(batch)
    return batch


def _settle_unsigned(batch: Batch, written: list[str | None]) -> None:
    """Lines without an author are WhatsApp's own, unless a colon without a space hides one."""
    for place in [place for place, author in enumerate(batch.author) if author is None]:
        if (before := written[place]) is not None:
            batch.text[place] = f"{before}: {batch.text[place]}"
        elif late := late_author(batch.text[place]):
            batch.author[place] = bare(late[0]).strip()
            batch.text[place] = late[1].strip()


def _settle_signed(batch: Batch) -> None:
    """Lines an iPhone signs with the group's or the actor's name, though nobody wrote them."""
    notice = sum(line <= NOTICE_LINES for line in batch.line[:NOTICE_LINES])
    marked = [place for place, text in enumerate(batch.text) if text.startswith(_MARKED)]
    for place in sorted({*range(notice), *marked}):
        author = batch.author[place]
        if author is not None and is_about_the_group(batch.text[place]):
            batch.author[place] = None
