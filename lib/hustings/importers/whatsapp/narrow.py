"""One phone's headers as bytes in fixed places: a fast stand-in for the general grammar.

A file almost always comes from one phone, whose headers differ only in digits, AM or PM and name.
Each way such a header can be laid out is a template: its bytes, every digit a zero. A template is
used only if the general grammar cuts it alike; lines that fit none are looked at by the grammar
afterwards, so nothing is lost by it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt

from hustings.importers.whatsapp.alphabet import bare
from hustings.importers.whatsapp.headers import Header, headers

SAMPLE = 2000  # headers looked at
MOST = 96  # templates, the commonest first
LONGEST = 64  # bytes of a header without its author
_FEWEST = 8  # fewer headers are not worth a template
_MOST_WORDS = 12  # beside the time

_FORMS = ("bracket", "dash", "first", "colon")
_CLOCK = re.compile(r"(?P<before>\D*)(?P<time>\d.*\d)(?P<after>\D*)", re.DOTALL)
_DIGITS = re.compile(r"[0-9]+")
_MARK = "\u200e"  # iPhones put a left-to-right mark before lines of media
_ZERO = ord("0")

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class _Layout:
    """A header taken apart; every digit is a zero."""

    form: str
    turned: bool  # the time comes first
    start: str
    date: str
    gap: str
    before: str  # the word before the time
    time: str
    after: str  # ... and behind it
    close: str

    @property
    def clock(self) -> str:
        return f"{self.before}{self.time}{self.after}"

    @property
    def head(self) -> str:
        """All of it, up to the author."""
        first, second = (self.date, self.clock)[:: -1 if self.turned else 1]
        return f"{self.start}{first}{self.gap}{second}{self.close}"

    def spans(self) -> tuple[slice, slice]:
        """Where in the head's bytes date and clock lie."""
        start, gap = len(self.start.encode()), len(self.gap.encode())
        date, clock = len(self.date.encode()), len(self.clock.encode())
        if self.turned:
            later = start + clock + gap
            return slice(later, later + date), slice(start, start + clock)
        later = start + date + gap
        return slice(start, start + date), slice(later, later + clock)


@dataclass(frozen=True)
class Template:
    """One layout in bytes."""

    head: bytes
    date: slice
    clock: slice
    bracket: bool
    date_digits: tuple[int, ...]  # their places
    clock_digits: tuple[int, ...]

    def date_of(self, number: int) -> str:
        """The date as the grammar writes it, from its digits read as one number."""
        date = _filled(self.head[self.date], number)
        return f"[{bare(date)}" if self.bracket else bare(date)

    def clock_of(self, number: int) -> str:
        """The clock as written, from its digits read as one number."""
        return _filled(self.head[self.clock], number)

    def written(self, date: int, clock: int) -> str:
        """The header as it stood in the file, but for the author."""
        text, upto = "", 0
        for span, number in sorted(((self.date, date), (self.clock, clock)), key=_start):
            text += self.head[upto : span.start].decode() + _filled(self.head[span], number)
            upto = span.stop
        return text + self.head[upto:].decode()

    @property
    def has_seconds(self) -> bool:
        """Whether the clock's last two digits are seconds."""
        return len(_DIGITS.findall(self.head[self.clock].decode())) == 3


@dataclass(frozen=True)
class Narrow:
    """A phone's templates, and the words to compare lines with."""

    templates: tuple[Template, ...]

    @property
    def width(self) -> int:
        """Bytes of a line that are looked at."""
        longest = max(len(template.head) for template in self.templates)
        return -(-longest // 8) * 8

    def fit(self, windows: Bytes) -> npt.NDArray[np.int16]:
        """Which template the start of each line fits, -1 for none.

        Args: windows: one row per line, its first `width` bytes.
        """
        over = windows - np.uint8(_ZERO)
        over *= over < np.uint8(10)
        words = [word.copy() for word in (windows - over).view(np.uint64).T]  # digits are zeros
        found = np.full(len(windows), -1, np.int16)
        left = np.arange(len(windows))
        for number, template in enumerate(self.templates):
            if not len(left):
                break
            fits = left
            for word, (value, mask) in zip(words, _words(template.head), strict=False):
                fits = fits[(word[fits] & mask) == value]
                if not len(fits):
                    break
            else:
                found[fits] = number
                left = np.flatnonzero(found < 0)
        return found


@cache
def _words(head: bytes) -> list[tuple[np.uint64, np.uint64]]:
    padded = head.ljust(-(-len(head) // 8) * 8, b"\x00")
    mask = (b"\xff" * len(head)).ljust(len(padded), b"\x00")
    values, masks = np.frombuffer(padded, np.uint64), np.frombuffer(mask, np.uint64)
    return list(zip(values, masks, strict=True))


def _start(part: tuple[slice, int]) -> int:
    return int(part[0].start)


@lru_cache(8192)
def _filled(pattern: bytes, number: int) -> str:
    digits = iter(str(number).zfill(pattern.count(b"0")))
    return "".join(next(digits) if letter == "0" else letter for letter in pattern.decode())


def narrow(sample: str, found: Sequence[Header]) -> Narrow | None:
    """The templates of the headers in a sample; None if it has too few.

    Args: sample: some lines, a newline in front of each; found: its headers, of no odd form.
    """
    seen: Counter[_Layout] = Counter()
    for header in found[:SAMPLE]:
        if layout := _layout(sample[header.start + 1 : header.end], header):
            seen[layout] += 1
    words = {(layout.before, layout.after) for layout in seen}
    if seen.total() < _FEWEST or len(words) > _MOST_WORDS:
        return None
    every: Counter[_Layout] = Counter()
    for layout, count in seen.items():
        every.update(dict.fromkeys(_alike(layout, words), 0))
        every[layout] += count
    chosen = [layout for layout, _ in every.most_common(MOST) if _is_cut_alike(layout)]
    return Narrow(tuple(map(_template, chosen))) if chosen else None


def _layout(written: str, header: Header) -> _Layout | None:
    """A header's layout; None where no template would do."""
    clock = _CLOCK.fullmatch(header.clock)
    date = header.date.removeprefix("[")
    if header.form not in _FORMS or not clock or not date.isascii() or not clock["time"].isascii():
        return None
    turned = written.find(header.clock) < written.find(date)
    first, second = (date, header.clock)[:: -1 if turned else 1]
    start, found, rest = written.partition(first)
    gap, also, rest = rest.partition(second)
    close = rest if header.author is None else rest.partition(header.author)[0]
    if not found or not also or len(written.encode()) > 4 * LONGEST:
        return None  # a mark or an odd space inside the date
    layout = _Layout(
        header.form, turned, start, _zeros(date), gap,
        clock["before"], _zeros(clock["time"]), clock["after"], close,
    )  # fmt: skip
    return layout if len(layout.head.encode()) <= LONGEST else None


def _zeros(text: str) -> str:
    return re.sub("[0-9]", "0", text)


def _alike(layout: _Layout, words: set[tuple[str, str]]) -> list[_Layout]:
    """The layouts the same phone may write on another day, at another hour."""
    starts = {layout.start} | ({f"{_MARK}["} if layout.start == "[" else set())
    hour = _DIGITS.sub("#", layout.time, count=1)
    times = [hour.replace("#", zeros) for zeros in ("0", "00")]
    short = [_one_or_two(run) for run in re.split("(0+)", layout.date)]
    dates = ["".join(parts) for parts in product(*short)]
    beside = words if layout.before or layout.after else {("", "")}
    return [
        _Layout(
            layout.form, layout.turned, start, date, layout.gap, before, time, after, layout.close
        )
        for start, date, time, (before, after) in product(starts, dates, times, sorted(beside))
    ]


def _one_or_two(run: str) -> tuple[str, ...]:
    return ("0", "00") if run in ("0", "00") else (run,)


def _is_cut_alike(layout: _Layout) -> bool:
    """Whether the general grammar finds just this header, date and clock in such a line."""
    head = re.sub("0", "1", layout.head)
    date, clock = re.sub("0", "1", layout.date), re.sub("0", "1", layout.clock)
    expected = f"[{date}" if layout.form == "bracket" else date
    if len(_DIGITS.findall(layout.time)) not in (2, 3) or len(head.encode()) > LONGEST:
        return False
    for author, line in (("x", f"\n{head}x: y"), (None, f"\n{head}x")):
        found = list(headers(line))
        ends = len(head) + (4 if author else 1)
        if [(h.start, h.end, h.author, h.date, h.clock) for h in found] != [
            (0, ends, author, expected, clock)
        ]:
            return False
    return True


def _template(layout: _Layout) -> Template:
    head = layout.head.encode()
    date, clock = layout.spans()
    return Template(
        head, date, clock, layout.form == "bracket", _digits(head, date), _digits(head, clock)
    )


def _digits(head: bytes, span: slice) -> tuple[int, ...]:
    return tuple(place for place in range(span.start, span.stop) if head[place] == _ZERO)
