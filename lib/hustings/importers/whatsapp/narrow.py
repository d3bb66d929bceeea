"""One phone's header as a pattern of its own: a fast stand-in for the general grammar.

A file almost always comes from one phone, whose headers differ only in digits, AM or PM and name.
The narrow pattern matches a part of what the general grammar matches and cuts it alike; lines it
does not know are looked at by the general grammar afterwards, so nothing is lost by it.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from hustings.importers.whatsapp.headers import AUTHOR, Header, headers

SAMPLE = 2000  # headers looked at
_FEWEST = 8  # fewer are not worth a pattern
_MOST_WORDS = 12  # beside the time

_DIGITS = re.compile(r"[0-9]+")
_CLOCK = re.compile(r"(?P<before>\D*)(?P<time>\d.*\d)(?P<after>\D*)", re.DOTALL)
_LEAD = "\n\u200e?"  # iPhones put a left-to-right mark before lines of media


@dataclass(frozen=True)
class Shape:
    """What all headers of one phone have in common."""

    form: str
    date: str  # a pattern
    gap: str  # between date and clock, as written
    time: str  # a pattern
    before: bool  # a word stands before the time
    after: bool  # ... or after it
    close: str  # between clock and author, as written


@dataclass(frozen=True)
class Narrow:
    """A shape's pattern; its groups are date, clock and author."""

    pattern: re.Pattern[str]
    gap: str
    close: str

    def written(self, date: str, clock: str, author: str | None, text: str) -> str:
        """The line as it stood in the file, but for a mark before it."""
        start = f"{date}{self.gap}{clock}{self.close}"
        if author is None:
            return start + text
        return f"{start}{author}:{text}" if text[:1] in ("", "\n") else f"{start}{author}: {text}"


def narrow(sample: str) -> Narrow | None:
    """The pattern of the commonest shape in a sample; None if the sample has too few headers.

    Args: sample: some lines, a newline in front of each.
    """
    counts: Counter[Shape] = Counter()
    words: dict[Shape, set[tuple[str, str]]] = {}
    for number, header in enumerate(headers(sample)):
        if number >= SAMPLE:
            break
        parts = _shape(sample, header)
        if parts:
            shape, beside = parts
            counts[shape] += 1
            words.setdefault(shape, set()).add(beside)
    if not counts:
        return None
    shape, count = counts.most_common(1)[0]
    if count < _FEWEST or len(words[shape]) > _MOST_WORDS:
        return None
    return Narrow(re.compile(_pattern(shape, words[shape])), shape.gap, shape.close)


def _shape(sample: str, header: Header) -> tuple[Shape, tuple[str, str]] | None:
    """A header's shape and the words beside its time; None where no narrow pattern would do."""
    written = sample[header.start : header.end].lstrip("\n\u200e")
    if header.form not in ("bracket", "dash") or not written.startswith(header.date):
        return None  # a mark or an odd space inside the date
    behind = written[len(header.date) :]
    gap, found, rest = behind.partition(header.clock)
    clock = _CLOCK.fullmatch(header.clock)
    close = rest.removesuffix(_author_part(rest, header))
    if not found or not clock or not clock["time"].isascii() or not header.date.isascii():
        return None
    shape = Shape(
        form=header.form,
        date=_date_pattern(header.date),
        gap=gap,
        time=_time_pattern(clock["time"]),
        before=bool(clock["before"]),
        after=bool(clock["after"]),
        close=close,
    )
    return shape, (clock["before"], clock["after"])


def _author_part(rest: str, header: Header) -> str:
    return "" if header.author is None else rest[rest.index(header.author) :]


def _date_pattern(date: str) -> str:
    return _digits_as(date, lambda run: "[0-9]{4}" if len(run) == 4 else "[0-9]{1,2}")


def _time_pattern(time: str) -> str:
    first, *others = _DIGITS.findall(time)
    patterns = iter(["[0-9]{1,2}" if len(first) < 3 else "", *("[0-9]{2}" for _ in others)])
    return _digits_as(time, lambda _run: next(patterns))


def _digits_as(text: str, pattern_of: Callable[[str], str]) -> str:
    parts = re.split(r"([0-9]+)", text)
    return "".join(
        pattern_of(part) if part.isdigit() else re.escape(part) for part in parts if part
    )


def _pattern(shape: Shape, words: set[tuple[str, str]]) -> str:
    befores = sorted({before for before, _ in words}, key=len, reverse=True)
    afters = sorted({after for _, after in words}, key=len, reverse=True)
    clock = _one_of(befores, present=shape.before) + shape.time
    clock += _one_of(afters, present=shape.after)
    return f"{_LEAD}({shape.date}){re.escape(shape.gap)}({clock}){re.escape(shape.close)}{AUTHOR}"


def _one_of(words: list[str], *, present: bool) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})" if present else ""
