"""A chat read from its file: batches of messages and of WhatsApp's own lines, in file order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hustings.importers.whatsapp.alphabet import bare
from hustings.importers.whatsapp.columns import Laid
from hustings.importers.whatsapp.decode import BLOCK, blocks
from hustings.importers.whatsapp.lines import Whole
from hustings.importers.whatsapp.pending import Given, Pending
from hustings.importers.whatsapp.phrases import END, phrases
from hustings.importers.whatsapp.split import with_texts
from hustings.importers.whatsapp.survey import Survey
from hustings.importers.whatsapp.systemlines import (
    SECURITY_CODE,
    has_no_author,
    is_about_the_group,
    is_of_the_actor,
    late_author,
)

LARGEST = 50_000  # lines in a batch
_MARKED = ("\u200e", SECURITY_CODE, "~", "+", "\u202a")  # names of those in no contact book
_MARKED_FIRST = tuple({start.encode()[0] for start in _MARKED})
NOBODY = -1
SHORTEST_SENTENCE = 48  # bytes
NOTICE_LINES = 200  # where WhatsApp's notice of encryption stands, if anywhere


@dataclass
class Batch:
    """Consecutive lines of a chat that bear a header, as columns."""

    line: Whole  # in the file, counted from 1
    sent_at: Whole  # seconds since 1970 on the exporting phone's wall clock
    speaker: npt.NDArray[np.int32]  # place in `names`; NOBODY for WhatsApp's own lines
    names: list[str]  # as the phone calls them
    texts: pa.StringArray  # without white space around; all of the line for WhatsApp's own
    beyond: dict[int, int]  # place -> letters over the longest text, counted but not kept
    unreadable: list[tuple[int, str]] = field(default_factory=list)  # line, why it cannot be read
    pasted: list[int] = field(default_factory=list)  # lines that only look like headers
    lead_lines: int = 0  # lines before the file's first header, told with the first batch

    def __len__(self) -> int:
        return len(self.line)

    @property
    def author(self) -> list[str | None]:
        """Who spoke each line; None for WhatsApp's own."""
        return [self.names[place] if place >= 0 else None for place in self.speaker.tolist()]

    @property
    def text(self) -> list[str]:
        """What each line says."""
        return list(self.texts.to_pylist())


def read_chat(
    opened: Callable[[], BinaryIO], survey: Survey, *, block: int = BLOCK
) -> Iterator[Batch]:
    """Read a surveyed chat, holding two blocks of it at most.

    Args:    opened: opens the file from its start.
    Returns: batches in file order; one entry per header, with the lines that follow it. What
             stands before the first header is nobody's and is left out.
    """
    return map(Batches(survey), read_lines(opened, survey, block=block))


def read_lines(
    opened: Callable[[], BinaryIO], survey: Survey, *, block: int = BLOCK
) -> Iterator[Given]:
    """The same lines before it is told who says what in them."""
    pending = Pending(survey, block)
    with opened() as file:
        for part in blocks(file, size=block, sound=_sound(survey, block)):
            pending.take(part)
            yield from _given(pending, end=False)
    yield from _given(pending, end=True)


def _sound(survey: Survey, block: int) -> Sequence[bool]:
    """Which blocks the survey found as they should be."""
    memory = survey.memory
    return memory.sound if memory and memory.block == block else ()


class _Speakers(dict[str | None, str | None]):
    """How each author is called, marks left out; None for none and for the start of a sentence."""

    def __missing__(self, written: str | None) -> str | None:
        if written is None:
            return None
        name = bare(written).strip() or written
        self[written] = called = None if has_no_author(name) else name
        return called


def _given(pending: Pending, *, end: bool) -> Iterator[Given]:
    ready = pending.ready(end=end)
    if not ready and (end or pending.has_much_unreadable):
        yield pending.give(0)  # it tells of lines that cannot be read
    while ready:
        size = min(ready, LARGEST)
        yield pending.give(size)
        ready -= size


class Batches:
    """Tells in lines, as they are given out one after the other, who says what."""

    def __init__(self, survey: Survey) -> None:
        narrow = survey.narrow
        self._speakers = _Speakers()
        self._of_code = narrow is None or any(form.bracket for form in narrow.templates)

    def __call__(self, given: Given) -> Batch:
        """The lines as a batch."""
        written = given.author.dictionary_encode()
        names, called = _called(written.dictionary.to_pylist(), self._speakers)
        codes = written.indices.fill_null(len(called)).to_numpy(zero_copy_only=False)
        batch = Batch(
            given.line,
            given.at,
            np.append(called, np.int32(NOBODY))[codes],
            names,
            given.text,
            {int(np.flatnonzero(given.line == line)[0]): n for line, n in given.beyond.items()},
            given.unreadable,
            given.pasted,
            given.lead_lines,
        )
        _settle_unsigned(batch, given.author)
        _settle_signed(batch, of_code=self._of_code)
        return batch


def _called(written: list[str], speakers: _Speakers) -> tuple[list[str], npt.NDArray[np.int32]]:
    """The names of those who spoke, and which is whose as written."""
    known: dict[str, int] = {}
    places = [
        NOBODY if (name := speakers[author]) is None else known.setdefault(name, len(known))
        for author in written
    ]
    return list(known), np.array(places, np.int32)


def _settle_unsigned(batch: Batch, written: pa.StringArray) -> None:
    """Lines without an author are WhatsApp's own, unless a colon without a space hides one."""
    changes: dict[int, str] = {}
    for place in np.flatnonzero(batch.speaker == NOBODY).tolist():
        text = str(batch.texts[place].as_py())
        if (before := written[place].as_py()) is not None:
            changes[place] = f"{before}: {text}"
        elif late := late_author(text):
            batch.names.append(bare(late[0]).strip())
            batch.speaker[place] = len(batch.names) - 1
            changes[place] = late[1].strip()
    batch.texts = with_texts(batch.texts, changes)


def _settle_signed(batch: Batch, *, of_code: bool) -> None:
    """Lines an iPhone signs with the group's or the actor's name, though nobody wrote them.

    Args: of_code: whether there may be lines about a security code that have no mark; only
          iPhones sign them.
    """
    notice = int((batch.line[:NOTICE_LINES] <= NOTICE_LINES).sum())
    codes = set(_about_a_code(batch.texts)) if of_code else set[int]()
    likely = np.flatnonzero(np.isin(Laid.of(batch.texts).first(1), _MARKED_FIRST))
    likely = np.union1d(likely, [*range(notice), *codes]).astype(np.int64)
    texts = batch.texts.take(pa.array(likely)).to_pylist()
    for place, text in zip(likely.tolist(), texts, strict=True):
        speaker = int(batch.speaker[place])
        if place >= notice and place not in codes and not text.startswith(_MARKED):
            continue
        if speaker != NOBODY and (
            is_about_the_group(text) or is_of_the_actor(batch.names[speaker], text)
        ):
            batch.speaker[place] = NOBODY


def _about_a_code(texts: pa.StringArray) -> list[int]:
    """The places of texts that end as the sentence about a security code does, in any language."""
    long = np.flatnonzero(pc.binary_length(texts).to_numpy() > SHORTEST_SENTENCE)
    last = pc.utf8_slice_codeunits(texts.take(pa.array(long)), -END)
    found = pc.is_in(last, pa.array(sorted(phrases().ends)))
    places: list[int] = long[found.to_numpy(zero_copy_only=False)].tolist()
    return places
