"""The lines of a block as arrays: where they begin, and which begin with a phone's own header."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from hustings.importers.whatsapp.alphabet import MARKS, SPACES, SPOILT_MARK
from hustings.importers.whatsapp.columns import places_of
from hustings.importers.whatsapp.narrow import Bytes, Narrow, Template

Whole = npt.NDArray[np.int64]

NEWLINE, COLON, SPACE, TAB = b"\n: \t"
LONGEST_AUTHOR = 120  # letters, as the grammar has it

_BEHIND = 4  # bytes that may be looked at behind a block's last
_NUMBER, _LONGEST_BETWEEN = 4, 8  # digits, and letters between two numbers, at most
_BETWEEN = b" \t-/.:,hHmin"  # ASCII in front of a date's or a time's second number
_IS_BETWEEN = np.isin(np.arange(256), np.frombuffer(_BETWEEN, np.uint8))

# a digit, or the sign of an emperor's years before it
_MAYBE = re.compile(rf"[{MARKS}]*+(?:{SPOILT_MARK}(?=\[))?\[?[{MARKS}]*+(?:[RH]|令和|平成)?\d")
_MAY_BEGIN = np.frombuffer(b"[RH?", np.uint8)

# a bracket, a dash, an author's colon or a semicolon stands behind the time, in ASCII or beyond it
_CLOSE = re.compile(rb"[]\x80-\xff;]|[ \t]-|:(?:\s|\Z)")

_SPACE_LETTERS = re.findall(f"[{SPACES}]", "".join(map(chr, range(0x80, 0x3001))))
_ODD_SPACES = np.array([int.from_bytes(space.encode(), "big") for space in _SPACE_LETTERS])


@dataclass(frozen=True)
class Lines:
    """The lines of a block that begin with a header of the phone, and those that may with another.

    One entry per header, but for the count and the last two.
    """

    data: bytes
    count: int  # all lines, with a header or without
    at: Whole  # which line it is
    begin: Whole  # where that line begins
    stop: Whole  # ... and ends, the newline left out
    form: npt.NDArray[np.int16]  # the template each fits
    date: Whole  # the digits of its date, read as one number
    clock: Whole
    end: Whole  # where each header ends, without the author
    maybe: Whole  # other lines that may begin with a header
    maybe_begin: Whole  # where they begin


def lines_of(data: bytes, narrow: Narrow) -> Lines:
    """Find the headers of one phone at the starts of a block's lines."""
    letters = np.frombuffer(data + b"\x00" * narrow.width, np.uint8)
    newlines = places_of(letters[: len(data)], NEWLINE)
    start = np.concatenate([[0], newlines + 1, [len(data) + 1]])
    first = letters[start[:-1]]
    digit = first - np.uint8(48) < 10
    likely = np.flatnonzero(digit | (first == ord("[")) | (first == 0xE2))
    windows = np.lib.stride_tricks.sliding_window_view(letters, narrow.width)[start[likely]]
    form = narrow.fit(windows)
    fits = np.flatnonzero(form >= 0)
    date, clock, end = _parts(narrow.templates, form[fits], windows[fits], start[likely[fits]])
    sure = ~_goes_on(letters, end, form[fits], narrow.templates)
    at = likely[fits[sure]]
    maybe = _maybe(data, letters, start, first, at)
    return Lines(
        data, len(start) - 1, at, start[at], start[at + 1] - 1, form[fits[sure]], date[sure],
        clock[sure], end[sure], maybe, start[maybe],
    )  # fmt: skip


def _parts(
    templates: tuple[Template, ...], form: npt.NDArray[np.int16], windows: Bytes, start: Whole
) -> tuple[Whole, Whole, Whole]:
    date, clock, end = (np.zeros(len(form), np.int64) for _ in range(3))
    for number in np.flatnonzero(np.bincount(form, minlength=1)).tolist():
        template, rows = templates[number], np.flatnonzero(form == number)
        of_form = np.ascontiguousarray(windows[rows].T)  # a digit's place after the other
        date[rows] = _number(of_form, template.date_digits)
        clock[rows] = _number(of_form, template.clock_digits)
        end[rows] = start[rows] + len(template.head)
    return date, clock, end


def _number(columns: Bytes, places: tuple[int, ...]) -> Whole:
    number = np.zeros(columns.shape[1], np.int64)
    for place in places:
        number *= 10
        number += columns[place] - np.uint8(48)
    return number


def _goes_on(
    letters: Bytes, end: Whole, form: npt.NDArray[np.int16], templates: tuple[Template, ...]
) -> npt.NDArray[np.bool_]:
    """Whether more spaces, or a bracket's colon or dash, may belong to the header too."""
    closes = np.array([template.head.endswith(b"]") for template in templates])
    here, two = letters[end], letters[end + 1]
    colon = closes[form] & (here == COLON)
    dash = (here == ord("-")) | ((here == 0xE2) & (two == 0x80) & (letters[end + 2] >> 4 == 9))
    return np.asarray(colon | dash | (space_at(letters, end) > 0))


def space_at(letters: Bytes, at: Whole) -> Whole:
    """How many bytes the space at each place takes, 0 where there is none."""
    here = letters[at]
    taken = ((here == SPACE) | (here == TAB)).astype(np.int64)
    odd = np.flatnonzero((here == 0xC2) | (here == 0xE2) | (here == 0xE3))
    if len(odd):
        one, two, three = (letters[at[odd] + offset].astype(np.int64) for offset in range(3))
        taken[odd[(one == 0xC2) & (two == 0xA0)]] = 2
        code = (one << 16) | (two << 8) | three
        taken[odd[np.isin(code, _ODD_SPACES)]] = 3
    return np.asarray(taken, np.int64)


def _maybe(data: bytes, letters: Bytes, start: Whole, first: Bytes, at: Whole) -> Whole:
    """Lines without a known header that begin with a digit, behind marks and a bracket perhaps."""
    other = np.ones(len(first), bool)
    other[at] = False
    places = np.flatnonzero(other)
    one = first[places]
    two, three = letters[start[places] + 1], letters[start[places] + 2]
    sure = _may_go_on(letters, start[places], one - np.uint8(48) < 10)
    # what most lines in India begin with, if not with a digit: Latin, Devanagari, a picture
    no = (one < 0x80) & ~np.isin(one, _MAY_BEGIN)
    no |= (one == 0xE0) & ((two == 0xA4) | ((two == 0xA5) & ((three < 0xA6) | (three > 0xAF))))
    no |= (one == 0xF0) & (two == 0x9F) & (three != 0xAF)
    unsure = places[(one - np.uint8(48) >= 10) & ~no]
    found = np.sort(np.concatenate([places[sure], unsure]))
    digit = np.isin(found, places[sure])
    begins, ends = start[found].tolist(), (start[found + 1] - 1).tolist()
    lines = map(data.__getitem__, map(slice, begins, ends))
    return found[[_may_be(line, digit=d) for line, d in zip(lines, digit.tolist(), strict=True)]]


def _may_be(line: bytes, *, digit: bool) -> bool:
    """Whether a line may begin with a header, by its first letters and by what must close one."""
    if not _CLOSE.search(line):
        return False
    return digit or _MAYBE.match(line.decode("utf-8", "replace")) is not None


def _may_go_on(letters: Bytes, start: Whole, digit: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Whether lines that begin with a digit may go on as a date or a time does: `1. Roads` cannot.

    What the grammar has between two numbers is one of `_BETWEEN`; where letters other than ASCII
    are about, the grammar is asked.
    """
    found = digit.copy()
    places = np.flatnonzero(digit)
    padded = np.lib.stride_tricks.sliding_window_view(letters, _NUMBER + _LONGEST_BETWEEN + 1)
    windows = padded[np.minimum(start[places], len(padded) - 1)]
    near_end = start[places] >= len(padded)
    first = np.argmin(windows - np.uint8(48) < 10, axis=1)  # where the number ends, 0 if nowhere
    behind = np.arange(windows.shape[1]) >= first[:, None]
    other = behind & ~_IS_BETWEEN[windows]
    then = windows[np.arange(len(windows)), np.argmax(other, axis=1)]
    goes_on = (then - np.uint8(48) < 10) | (then >= 0x80) | (first == 0) | ~other.any(axis=1)
    found[places] = goes_on | near_end
    return found


def authors(lines: Lines) -> tuple[Whole, Whole]:
    """Where each header's author ends, -1 where there is none, and where its text begins."""
    letters, end = np.frombuffer(lines.data + b"\x00" * _BEHIND, np.uint8), lines.end
    colons = places_of(letters[: len(lines.data)], COLON)
    behind = letters[colons + 1]
    space = space_at(letters, colons + 1)
    last = (behind == NEWLINE) | (colons + 1 == len(lines.data))
    good = (space > 0) | last
    colons, space = colons[good], space[good]
    place = np.searchsorted(colons, end + 1)
    found = np.append(colons, len(lines.data))[place]
    text = found + 1 + np.append(space, 0)[place]
    none = found >= lines.stop
    for row in np.flatnonzero(~none & (found - end > LONGEST_AUTHOR)).tolist():
        none[row] = len(lines.data[end[row] : found[row]].decode()) > LONGEST_AUTHOR
    return np.where(none, -1, found), np.where(none, end, text)


def slices(data: bytes, start: Whole, end: Whole) -> pa.StringArray:
    """Parts of a block as texts; no part may begin before the one before it ends."""
    offsets = np.empty(2 * len(start) + 1, np.int32)
    offsets[0:-1:2], offsets[1:-1:2] = start, end
    offsets[-1] = offsets[-2] if len(start) else 0
    between = pa.StringArray.from_buffers(2 * len(start), pa.py_buffer(offsets), pa.py_buffer(data))
    return between.take(pa.array(np.arange(0, 2 * len(start), 2)))
