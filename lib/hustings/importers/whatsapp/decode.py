"""Bytes into text in blocks of bounded size, whatever the encoding and the line ends."""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

BLOCK = 2**18  # bytes read at once, about 2,000 messages: what the processor keeps near
LONGEST_LINE = 2**20  # letters; a longer line is taken in pieces

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Block:
    """Some whole lines joined by newlines, without the newline of the last.

    A line of a million letters comes in pieces; every piece but its first is not `fresh`: its
    text continues the last line of the block before.
    """

    text: str
    fresh: bool


def encoding_of(head: bytes) -> str:
    """The encoding, by byte-order mark; else UTF-16 if every other byte of the start is zero.

    Returns: `utf-8`, `utf-16-le` or `utf-16-be`.
    """
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    start = head[:200]
    if len(start) >= 4:
        # dates, spaces and Latin letters have a zero high byte in UTF-16
        if start[1::2].count(0) > len(start) // 4:
            return "utf-16-le"
        if start[0::2].count(0) > len(start) // 4:
            return "utf-16-be"
    return "utf-8"


def decoded(head: bytes) -> str:
    """A file's first bytes as text, the line they may end in the middle of left out."""
    text = _decoder(encoding_of(head)).decode(head)
    return text[: text.rfind("\n")] if "\n" in text and len(head) >= 65_536 else text


def blocks(file: BinaryIO, *, size: int = BLOCK) -> Iterator[Block]:
    """The file's text, block by block; never more than a block and a longest line are held.

    Carriage returns, with a newline or alone, end a line; U+2028, U+0085 and form feeds do not.
    Bytes that are no text become U+FFFD. Byte-order marks at the start of a line are dropped.
    """
    start = file.read(200)
    decoder = _decoder(encoding_of(start))
    carried, fresh, data = "", True, start + file.read(size)
    while True:
        carried += decoder.decode(data, final=not data)
        cut = carried.rfind("\n") if data else len(carried.removesuffix("\n"))
        if cut < 0 and len(carried) >= LONGEST_LINE:
            yield Block(_without_boms(carried), fresh)
            carried, fresh = "", False
        elif cut >= 0 and (cut > 0 or data):
            yield Block(_without_boms(carried[:cut]), fresh)
            carried, fresh = carried[cut + 1 :], True
        if not data:
            return
        data = file.read(size)


def _decoder(encoding: str) -> io.IncrementalNewlineDecoder:
    inner = codecs.getincrementaldecoder(encoding)("replace")
    return io.IncrementalNewlineDecoder(inner, translate=True)


def _without_boms(text: str) -> str:
    if "\ufeff" not in text:
        return text
    while "\n\ufeff" in text:
        text = text.replace("\n\ufeff", "\n")
    return text.lstrip("\ufeff")
