"""How many letters a reader counts in each of many texts, much faster than one by one.

The rules are those of grapheme clusters (Unicode Annex 29, GB3 to GB13), with which
`hustings.text.letters` counts a single text; the classes of letters come from the same library.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Codes = npt.NDArray[np.uint32]
Classes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]

_ASCII = 0x80  # below it every letter stands alone

_HIGHEST = 0x20000  # above lie ideographs, which stand alone, and the tags below
_TAGS = range(0xE0000, 0xE1000)

_PROPERTIES = (  # a later one overrides
    (16, "GCB=Extend"), (1, "InCB=Extend"), (2, "GCB=SpacingMark"), (3, "GCB=ZWJ"),
    (4, "GCB=Prepend"), (5, "GCB=L"), (6, "GCB=V"), (7, "GCB=T"), (8, "GCB=LV"), (9, "GCB=LVT"),
    (10, "GCB=Regional_Indicator"), (11, "Extended_Pictographic"), (12, "InCB=Consonant"),
    (13, "InCB=Linker"), (14, "GCB=Control"), (14, "GCB=LF"), (15, "GCB=CR"),
)  # fmt: skip
EXTEND, SPACING, ZWJ, PREPEND, L, V, T, LV, LVT = range(1, 10)
FLAG, PICTURE, CONSONANT, LINKER, CONTROL, CR, LONE_EXTEND = range(10, 17)
_MARKS = (EXTEND, ZWJ, LINKER)  # ZWNJ, a lone extender, keeps a conjunct apart


@dataclass(frozen=True)
class Letters:
    """Many texts as one row of letters, with a newline between two texts."""

    codes: Codes
    first: Whole  # where each text begins
    length: Whole  # of each text, in code points

    @classmethod
    def of(cls, texts: pa.StringArray) -> "Letters":
        """The letters of some texts, none of which may be missing."""
        length = pc.utf8_length(texts).to_numpy().astype(np.int64)
        whole = pa.ListArray.from_arrays(pa.array([0, len(texts)], pa.int32()), texts)
        text = str(pc.binary_join(whole, "\n")[0].as_py())
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        return cls(codes, np.cumsum(length + 1) - length - 1, length)

    def counts(self) -> Whole:
        """Letters of each text as a reader counts them; lines must end in newlines alone."""
        if not len(self.codes) or self.codes.max() < _ASCII:
            return self.length
        upto = np.cumsum(_starts(self.codes), dtype=np.int32)
        last = self.first + self.length - 1  # of an empty text, the newline before it
        counted = upto[last].astype(np.int64)
        counted[last < 0] = 0  # nothing stands before the first
        counted[1:] -= counted[:-1] + 1
        return counted


def counts(texts: pa.StringArray) -> Whole:
    """Letters of each text as a reader counts them; lines must end in newlines alone."""
    return Letters.of(texts).counts()


@cache
def _table() -> Classes:
    import regex  # only where something else than ASCII is counted

    table = np.zeros(0x110000, np.uint8)
    for low, high in ((0, 0xD800), (0xE000, _HIGHEST), (_TAGS.start, _TAGS.stop)):
        letters = "".join(map(chr, range(low, high)))
        for number, name in _PROPERTIES:
            for run in regex.finditer(rf"\p{{{name}}}+", letters):
                table[low + run.start() : low + run.end()] = number
    return table


def _starts(codes: Codes) -> Mask:
    """Which letters begin a cluster."""
    kind = _table()[codes]
    starts = ~_is(kind, EXTEND, LONE_EXTEND, ZWJ, LINKER, SPACING)
    before, here = kind[:-1], kind[1:]
    inner = starts[1:]
    if not starts.all():  # a mark at the start of a line stands alone
        inner |= (before == CONTROL) | (before == CR)
        starts[0] = True
    if _any(kind, PREPEND):
        inner &= (before != PREPEND) | (here == CONTROL) | (here == CR)
    if _any(kind, CR):
        inner &= ~((before == CR) & (codes[1:] == 10))
    if _any(kind, L, V, T, LV, LVT):
        inner &= ~_hangul(before, here)
    if _any(kind, LINKER):
        _join_conjuncts(kind, starts)
    if _any(kind, ZWJ) and _any(kind, PICTURE):
        _join_pictures(kind, starts)
    if _any(kind, FLAG):
        _join_flags(kind, starts)
    return starts


def _any(kind: Classes, *wanted: int) -> bool:
    return any(bool((kind == one).any()) for one in wanted)


def _hangul(before: Classes, here: Classes) -> Mask:
    after_l = (before == L) & _is(here, L, V, LV, LVT)
    after_v = _is(before, LV, V) & _is(here, V, T)
    after_t = _is(before, LVT, T) & (here == T)
    return np.asarray(after_l | after_v | after_t)


def _join_conjuncts(kind: Classes, starts: Mask) -> None:
    """क् + ष is one letter: marks with a linker among them, and a consonant."""
    ends = np.flatnonzero((kind[1:] == CONSONANT) & _is(kind[:-1], *_MARKS)) + 1
    at, linked = ends - 1, np.zeros(len(ends), bool)
    while True:
        mark = (at >= 0) & _is(kind[at], *_MARKS)
        if not mark.any():
            break
        linked |= mark & (kind[at] == LINKER)
        at = np.where(mark, at - 1, at)
    starts[ends[linked]] = False


def _is(kind: Classes, *wanted: int) -> Mask:
    """Which letters are of one of the classes; comparing is quicker than a table."""
    found = kind == wanted[0]
    for one in wanted[1:]:
        found |= kind == one
    return found


def _join_pictures(kind: Classes, starts: Mask) -> None:
    """A family is one picture: picture, marks, joiner, picture."""
    ends = np.flatnonzero((kind[1:] == PICTURE) & (kind[:-1] == ZWJ)) + 1
    at = ends - 2
    while (mark := (at >= 0) & _is(kind[at], EXTEND, LONE_EXTEND, LINKER)).any():
        at = np.where(mark, at - 1, at)
    starts[ends[(at >= 0) & (kind[at] == PICTURE)]] = False


def _join_flags(kind: Classes, starts: Mask) -> None:
    """Two regional letters are one flag; in a longer row, every two."""
    flags = kind == FLAG
    places = np.flatnonzero(flags)
    row_start = np.concatenate([[True], np.diff(places) > 1])
    first_of_row = np.maximum.accumulate(np.where(row_start, places, 0))
    starts[places[(places - first_of_row) % 2 == 1]] = False
