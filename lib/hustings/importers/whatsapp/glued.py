"""Where a file goes on in another encoding: exports glued together as bytes.

On Windows `copy` and `>>` append what they are given, and PowerShell gives UTF-16 to a file of
UTF-8. A line that begins with a byte-order mark, a date or a time in another encoding than the
line before shows the seam.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

HELD = 32  # bytes, more than what shows a seam

# What begins a line in each encoding: a byte-order mark, or the first number of a date or a time
# and what separates it from the next, direction marks and a bracket perhaps. Digits are Latin,
# Arabic or of an Indian script.
_DIGIT = rb"(?:[0-9]|\xe0[\xa4-\xb5][\x80-\xbf]|\xd9[\xa0-\xa9]|\xdb[\xb0-\xb9])"
_LOW, _HIGH = rb"[\x60-\x6f\xe6-\xf9]", rb"[\x06\x09-\x0d]"
_DIGIT_LE, _DIGIT_BE = rb"(?:[0-9]\0|%b%b)" % (_LOW, _HIGH), rb"(?:\0[0-9]|%b%b)" % (_HIGH, _LOW)
_MARK = rb"(?:\xe2\x80[\x8b-\xae])?"
_MARK_LE, _MARK_BE = rb"(?:[\x0b-\x2e]\x20)?", rb"(?:\x20[\x0b-\x2e])?"
_NUMBER = _MARK + rb"\[?" + _DIGIT + rb"{1,4}" + _MARK
_NUMBER_LE = _MARK_LE + rb"(?:\[\0)?" + _DIGIT_LE + rb"{1,4}" + _MARK_LE
_NUMBER_BE = _MARK_BE + rb"(?:\0\[)?" + _DIGIT_BE + rb"{1,4}" + _MARK_BE
_UTF_8 = rb"\xef\xbb\xbf|" + _NUMBER + rb"(?:[-/.: ]|\. |\xe5\xb9\xb4)" + _DIGIT
_LITTLE = rb"\xff\xfe|" + _NUMBER_LE + rb"(?:[-/.: ]\0|\x74\x5e)"
_BIG = rb"\xfe\xff|" + _NUMBER_BE + rb"(?:\0[-/.: ]|\x5e\x74)"
_SEAMS = {
    "utf-8": rb"[\r\n](?:(?P<utf_16_le>(?=%b))|(?P<utf_16_be>(?=%b)))" % (_LITTLE, _BIG),
    "utf-16-le": rb"[\r\n]\0(?:(?P<utf_8>(?=%b))|(?P<utf_16_be>(?=%b)))" % (_UTF_8, _BIG),
    "utf-16-be": rb"\0[\r\n](?:(?P<utf_8>(?=%b))|(?P<utf_16_le>(?=%b)))" % (_UTF_8, _LITTLE),
}


def parts(file: BinaryIO, start: bytes, size: int, encoding: str) -> Iterator[tuple[str, bytes]]:
    """The file's bytes with their encodings, cut at every seam and elsewhere as they are read.

    Args: start: what has been read of the file; encoding: in which that begins.
    """
    data = start + file.read(size)
    while data:
        following = file.read(size)
        while found := _seam(data, encoding):
            yield encoding, data[: found[0]]
            data, encoding = data[found[0] :], found[1]
        keep = _kept(data, following, encoding)
        yield encoding, data[: len(data) - keep]
        data = data[len(data) - keep :] + following if keep else following


def first_part(start: bytes) -> bytes:
    """A file's first bytes up to the first seam there may be, whatever the encoding."""
    ends = [found[0] for encoding in _SEAMS if (found := _seam(start, encoding))]
    return start[: min(ends, default=len(start))]


def _seam(data: bytes, encoding: str) -> tuple[int, str] | None:
    """Where the bytes first go on in another encoding, and in which; None if they do not.

    UTF-8 holds no zeros and UTF-16 has them in every header, so most files need no other look.
    """
    if encoding not in _SEAMS or (encoding == "utf-8" and b"\0" not in data):
        return None
    for found in re.finditer(_SEAMS[encoding], data):
        if (encoding == "utf-8" or found.start() % 2 == 0) and found.lastgroup:
            return found.end(), found.lastgroup.replace("_", "-")
    return None


def _kept(data: bytes, following: bytes, encoding: str) -> int:
    """How many of the last bytes are looked at again, together with what follows them."""
    if not following or encoding not in _SEAMS:
        return 0
    if encoding == "utf-8":
        edge = data[-HELD:] + following[:HELD]
        return min(HELD, len(data)) if _seam(edge, encoding) else 0
    return min(len(data), HELD + len(data) % 2)
