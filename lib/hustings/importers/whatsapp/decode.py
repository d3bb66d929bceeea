"""Bytes into text in blocks of bounded size, whatever the encoding and the line ends."""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

BLOCK = 2**18  # bytes read at once, about 2,000 messages: what the processor keeps near
LONGEST_LINE = 2**20  # letters; a longer line is taken in pieces
FEWEST_ZEROS = 3  # bytes
BYTE_BY_BYTE = "hustings-byte-by-byte"  # how a codec is told what to do with bad bytes

_BOMS = (  # the mark of UTF-32 begins as that of UTF-16 does
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
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
    """The encoding, by byte-order mark; else UTF-16 or UTF-32 by where the zeros of the start are.

    Returns: `utf-8`, `utf-16-le`, `utf-16-be`, `utf-32-le` or `utf-32-be`. A file in the code
             page of a Western Windows is `utf-8` here: see `_byte_by_byte`.
    """
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    start = head[: 400 - 400 % 4]
    zeros = [start[place::4].count(0) for place in range(4)]
    # digits, spaces and Latin letters have zeros for their high bytes; UTF-8 text has none at all
    if sum(zeros) < len(start) // 20 or sum(zeros) < FEWEST_ZEROS:
        return "utf-8"
    if min(zeros[2:]) > len(start) // 5:
        return "utf-32-le"
    if min(zeros[:2]) > len(start) // 5:
        return "utf-32-be"
    odd, even = zeros[1] + zeros[3], zeros[0] + zeros[2]
    if odd == even:
        return "utf-8"
    return "utf-16-le" if odd > even else "utf-16-be"


def decoded(head: bytes) -> str:
    """A file's first bytes as text, the line they may end in the middle of left out."""
    text = _decoder(encoding_of(head)).decode(head)
    return text[: text.rfind("\n")] if "\n" in text and len(head) >= 65_536 else text


def blocks(file: BinaryIO, *, size: int = BLOCK) -> Iterator[Block]:
    """The file's text, block by block; never more than a block and a longest line are held.

    Carriage returns, with a newline or alone, end a line; U+2028, U+0085 and form feeds do not.
    Bytes that are no UTF-8 are letters of a Western Windows, or else U+FFFD. Byte-order marks at
    the start of a line are dropped.
    """
    start = file.read(400)
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
    errors = BYTE_BY_BYTE if encoding == "utf-8" else "replace"
    inner = codecs.getincrementaldecoder(encoding)(errors)
    return io.IncrementalNewlineDecoder(inner, translate=True)


def _byte_by_byte(error: UnicodeError) -> tuple[str, int]:
    """What a Western Windows (code page 1252) means by bytes that are no UTF-8.

    A chat saved there in its old code page differs from UTF-8 in the letters of names and texts
    only. Files of both kinds joined together are read right, too.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(BYTE_BY_BYTE, _byte_by_byte)


def _without_boms(text: str) -> str:
    if "\ufeff" not in text:
        return text
    while "\n\ufeff" in text:
        text = text.replace("\n\ufeff", "\n")
    return text.lstrip("\ufeff")
