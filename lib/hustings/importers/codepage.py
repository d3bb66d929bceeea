"""Text that was saved once more in a wrong code page, and how it comes back: `à¤†à¤œ` is `आज`.

A program that takes UTF-8 for the text of a Western Windows shows each byte as a letter, and may
save those letters as UTF-8. Every letter of such a file is one of 256, so that it can be told from
a sound file, in which somebody may have forwarded such rubbish.
"""

import codecs
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

CODEC = "hustings-spoilt"  # how spoilt UTF-8 is read as what it was before
SPOILT = "the file was saved in a wrong code page, and is read as it was before"
_LONGEST = 2**20  # bytes of a line that is waited for
_MOST = 3  # times that a file was spoilt one after the other
_BYTE = {
    ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0x100)
}  # five bytes have no letter there, and stay control characters

# How letters of India, emoji and marks of punctuation look then.
_SPOILT = re.compile(
    rb"\xc3\xa0\xc2[\xa4-\xb7]|\xc3\xa2(?:\xe2\x82\xac|\xc2\x80)|\xc3\xb0(?:\xc5\xb8|\xc2\x9f)"
    rb"|\xc3\xaf\xc2\xbb\xc2\xbf"
)
_SPOILT_TEXT = re.compile("à[\xa4-\xb7]|â[€\x80]|ð[Ÿ\x9f]|ï»¿")
# Bytes of UTF-8 that begin a letter beyond those 256, or go on with one.
_SOUND = re.compile(
    rb"[\xc4\xc7-\xca\xcc-\xe1\xe3-\xee\xf0-\xff]|\xef(?!\xbb\xbf)|\xe2[^\x80\x82\x84]"
    rb"|\xc5[^\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6[^\x92]|\xcb[^\x86\x9c]|\xe2\x80[^\x93\x94\x98-\x9a\x9c-\x9e"
    rb"\xa0-\xa2\xa6\xb0\xb9\xba]|\xe2\x82[^\xac]|\xe2\x84[^\xa2]"
)


def is_spoilt(parts: Iterable[bytes]) -> bool:
    """Whether all that is not ASCII in a text was saved in a wrong code page.

    Args: parts: the text as UTF-8, cut anywhere.
    """
    found = False
    for part in parts:
        if part.isascii():
            continue
        if _SOUND.search(part):
            return False
        found = found or bool(_SPOILT.search(part))
    return found


def looks_spoilt(text: str) -> bool:
    """Whether something in a text looks as if it had been saved in a wrong code page."""
    return bool(_SPOILT_TEXT.search(text))


def restored(text: str) -> str:
    """The lines of a spoilt text as they were; one that does not come back stays as it is."""
    text = text.replace("\ufeff", "")  # a mark that was put before it when it was spoilt
    return _restored(text) or "\n".join(_restored(line) or line for line in text.split("\n"))


def _restored(text: str) -> str | None:
    for _ in range(_MOST):
        try:
            text = text.translate(_BYTE).encode("latin-1").decode()
        except UnicodeError:
            return None
        if not looks_spoilt(text):
            return text
    return text


class _Decoder(codecs.BufferedIncrementalDecoder):
    """Line by line, because a letter comes back only as a whole."""

    def _buffer_decode(self, data: "ReadableBuffer", errors: str, final: bool) -> tuple[str, int]:
        held = bytes(data)
        cut = len(held) if final else held.rfind(b"\n") + 1
        if not cut and len(held) > _LONGEST:
            cut = held.rfind(b" ") + 1
        return restored(held[:cut].decode("utf-8", errors)), cut


def _codec(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != CODEC:
        return None
    encode, decode, *_ = codecs.lookup("utf-8")
    return codecs.CodecInfo(encode, decode, name=CODEC, incrementaldecoder=_Decoder)


codecs.register(_codec)
