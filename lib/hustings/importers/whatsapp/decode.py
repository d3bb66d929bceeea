"""Bytes into blocks of UTF-8 of bounded size, whatever the encoding and the line ends."""

import codecs
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from hustings.importers.codepage import is_spoilt, looks_spoilt, restored
from hustings.importers.whatsapp.columns import places_of
from hustings.importers.whatsapp.glued import first_part, parts

BLOCK = 2**22  # bytes read at once, about 40,000 messages
LONGEST_LINE = 2**20  # bytes; a longer line is taken in pieces

FEWEST_ZEROS = 3  # bytes
BYTE_BY_BYTE = "hustings-byte-by-byte"  # how a codec is told what to do with bad bytes


_BOM = "\ufeff".encode()
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

    A line of a million bytes comes in pieces; every piece but its first is not `fresh`: its
    text continues the last line of the block before.
    """

    data: bytes  # valid UTF-8
    fresh: bool

    @property
    def text(self) -> str:
        """The block, decoded."""
        return self.data.decode()


def encoding_of(head: bytes) -> str:
    """The encoding, by byte-order mark; else UTF-16 or UTF-32 by where the zeros of the start are.

    Returns: `utf-8`, `utf-16-le`, `utf-16-be`, `utf-32-le` or `utf-32-be`. A file in the code
             page of a Western Windows is `utf-8` here: see `_byte_by_byte`.
    """
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    start = head[: 400 - 400 % 4]
    first = first_part(start)
    return "utf-8" if b"\0" not in first else _by_zeros(first) or _by_zeros(start) or "utf-8"


def _by_zeros(start: bytes) -> str:
    """UTF-16 or UTF-32, or nothing."""
    zeros = [start[place::4].count(0) for place in range(4)]
    # digits, spaces and Latin letters have zeros for their high bytes; UTF-8 text has none at all
    if sum(zeros) < len(start) // 20 or sum(zeros) < FEWEST_ZEROS:
        return ""
    if min(zeros[2:]) > len(start) // 5:
        return "utf-32-le"
    if min(zeros[:2]) > len(start) // 5:
        return "utf-32-be"
    odd, even = zeros[1] + zeros[3], zeros[0] + zeros[2]
    if odd == even:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def decoded(head: bytes) -> str:
    """A file's first bytes as text, the line they may end in the middle of left out."""
    pieces = list(_pieces(io.BytesIO(head), len(head)))
    text = b"".join(pieces).decode("utf-8", BYTE_BY_BYTE)
    text = restored(text) if is_spoilt(pieces) else text
    return text[: text.rfind("\n")] if "\n" in text and len(head) >= 65_536 else text


def blocks(
    file: BinaryIO, *, size: int = BLOCK, sure: bool = True, sound: Sequence[bool] = ()
) -> Iterator[Block]:
    """The file's text, block by block; never more than a block and a longest line are held.

    Carriage returns, with a newline or alone, end a line; U+2028, U+0085 and form feeds do not.
    Bytes that are no UTF-8 are letters of a Western Windows, or else U+FFFD. Byte-order marks at
    the start of a line are dropped. What was saved in a wrong code page is as it was before.

    Args: sure: whether the blocks must be valid UTF-8 without such marks; who looks at dates only
          need not care. sound: of each of the first blocks, what `is_sound` said of it.
    """
    spoilt = _is_spoilt(file)
    for (data, fresh), known in zip(
        _raw_blocks(file, size), chain(sound, repeat(False)), strict=False
    ):
        yield Block(_clean(data, sure=sure and not known, spoilt=spoilt), fresh)


def _raw_blocks(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    carried, fresh = b"", True
    for data in _pieces(file, size):
        carried += data
        cut = carried.rfind(b"\n")
        if cut < 0 and len(carried) >= LONGEST_LINE:
            whole = _whole_letters(carried)
            yield carried[:whole], fresh
            carried, fresh = carried[whole:], False
        elif cut >= 0:
            yield carried[:cut], fresh
            carried, fresh = carried[cut + 1 :], True
    if rest := carried.removesuffix(b"\n"):
        yield rest, fresh


def came_back(file: BinaryIO) -> tuple[int, int]:
    """How many lines that were saved in a wrong code page are as they were before, how many not."""
    if not _is_spoilt(file):
        return 0, 0
    lines = [line for block in blocks(file) for line in block.text.split("\n")]
    lost = sum(map(looks_spoilt, lines))
    return sum(not line.isascii() for line in lines) - lost, lost


def _is_spoilt(file: BinaryIO) -> bool:
    """Whether the whole file was saved in a wrong code page; it is at its start again then."""
    if not file.seekable():
        return False
    found = is_spoilt(_pieces(file, BLOCK))
    file.seek(0)
    return found


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The file as UTF-8 with newlines, cut anywhere."""
    start = file.read(400)
    before = "utf-8"
    decoder: _Newlines | _Recoder = _Newlines()
    for encoding, data in parts(file, start, size, encoding_of(start)):
        if encoding != before:
            yield decoder.decode(b"", final=True)
            decoder = _Newlines() if encoding == "utf-8" else _Recoder(encoding)
            before = encoding
        yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


@dataclass
class _Newlines:
    """Carriage returns of UTF-8 made newlines; nothing else is changed."""

    _held: bytes = b""  # a carriage return whose newline may come with the next piece

    def decode(self, data: bytes, *, final: bool = False) -> bytes:
        data, self._held = self._held + data, b""
        if b"\r" not in data:
            return data
        if data.endswith(b"\r") and not final:
            data, self._held = data[:-1], b"\r"
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


class _Recoder:
    """The same for another encoding, made UTF-8."""

    def __init__(self, encoding: str) -> None:
        self._decoder = _decoder(encoding)

    def decode(self, data: bytes, *, final: bool = False) -> bytes:
        return self._decoder.decode(data, final=final).encode()


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


def _whole_letters(data: bytes) -> int:
    """Where the last letter begins: it may go on in the next piece."""
    end = len(data) - 1
    while end > len(data) - 4 and data[end] & 0xC0 == 0x80:
        end -= 1
    return end


def _clean(data: bytes, *, sure: bool, spoilt: bool) -> bytes:
    if spoilt:
        data = restored(data.decode("utf-8", BYTE_BY_BYTE)).encode()
    if not sure or is_sound(data):
        return data
    data = data.decode("utf-8", BYTE_BY_BYTE).encode()
    while b"\n" + _BOM in data:
        data = data.replace(b"\n" + _BOM, b"\n")
    while data.startswith(_BOM):
        data = data.removeprefix(_BOM)
    return data


def is_sound(data: bytes) -> bool:
    """Whether the bytes are UTF-8, with no byte-order mark at the start of a line."""
    if not _is_utf8(data):
        return False
    letters = np.frombuffer(data, np.uint8)
    likely = places_of(letters, _BOM[0])
    begins = likely[(likely == 0) | (letters[likely - 1] == ord("\n"))]
    return not any(data.startswith(_BOM, place) for place in begins.tolist())


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are text, told in a small part of the time it takes to decode them."""
    if data.isascii():
        return True
    ends = pa.py_buffer(len(data).to_bytes(4, "little").rjust(8, b"\x00"))
    try:
        pa.StringArray.from_buffers(1, ends, pa.py_buffer(data)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True
