"""A block of text cut at its headers: fast where the phone is known, by the grammar elsewhere."""

import re
from dataclasses import dataclass, field
from operator import methodcaller

import numpy as np
import numpy.typing as npt

from hustings.importers.whatsapp.alphabet import MARKS
from hustings.importers.whatsapp.headers import headers
from hustings.importers.whatsapp.narrow import Narrow

_MAYBE = re.compile(rf"\n[{MARKS}]*+\[?[{MARKS}]*+\d")
_newlines = methodcaller("count", "\n")


@dataclass
class Cut:
    """The messages of a block as columns: one entry per header, in file order."""

    lead: str = ""  # what stands before the first header
    line: list[int] = field(default_factory=list)  # counted from 0 at the block's first line
    date: list[str] = field(default_factory=list)
    clock: list[str] = field(default_factory=list)
    author: list[str | None] = field(default_factory=list)
    text: list[str] = field(default_factory=list)  # not yet trimmed
    prefix: dict[int, str] = field(default_factory=dict)  # by line: headers the grammar found

    def __len__(self) -> int:
        return len(self.line)

    def extend(self, more: "Cut", start: int = 0, stop: int | None = None) -> None:
        """Add some of another's lines at the end."""
        part = slice(start, stop)
        self.line += more.line[part]
        self.date += more.date[part]
        self.clock += more.clock[part]
        self.author += more.author[part]
        self.text += more.text[part]
        self.prefix |= more.prefix

    def only(self, places: list[int]) -> "Cut":
        """A copy with some of the lines."""
        return Cut(
            self.lead,
            [self.line[place] for place in places],
            [self.date[place] for place in places],
            [self.clock[place] for place in places],
            [self.author[place] for place in places],
            [self.text[place] for place in places],
            self.prefix,
        )


def cut(block: str, narrow: Narrow | None) -> Cut:
    """Cut a block at every header.

    Args: block: whole lines; the first must begin a line. narrow: the pattern of the file's own
          phone; what it does not find is looked for with the general grammar, so that the result
          is the same with and without it.
    """
    text = f"\n{block}"
    if narrow is None:
        found = Cut()
        found.lead = _cut_general(text, -1, found)[1:]
        return found
    lead, *parts = narrow.pattern.split(text)
    texts = parts[3::4]
    inside = np.fromiter(map(_newlines, texts), np.int64, len(texts))
    line = np.cumsum(inside + 1) - inside - 1 + lead.count("\n")
    known = Cut(lead[1:], line.tolist(), parts[0::4], parts[1::4], parts[2::4], texts)
    return _with_strangers(lead, known, np.flatnonzero(inside))


def _cut_general(text: str, line: int, into: Cut) -> str:
    """Add the text's headers to the columns; returns what stands before the first.

    Args: line: the line the text starts on; the newline in front of a header is in the text.
    """
    found = list(headers(text))
    if not found:
        return text
    ends = [header.start for header in found[1:]] + [len(text)]
    counted = 0
    for header, end in zip(found, ends, strict=True):
        line += text.count("\n", counted, header.start + 1)
        counted = header.start + 1
        into.line.append(line)
        into.date.append(header.date)
        into.clock.append(header.clock)
        into.author.append(header.author)
        into.text.append(text[header.end : end])
        into.prefix[line] = text[counted : header.end]
    return text[: found[0].start]


def _with_strangers(lead: str, known: Cut, several_lines: npt.NDArray[np.int64]) -> Cut:
    """Look for other phones' headers in the lead and in every text of several lines."""
    finds: dict[int, tuple[str, Cut]] = {}
    if lead:
        _look(lead, -1, -1, finds)
    for index in several_lines.tolist():
        if _MAYBE.search(known.text[index]):
            _look(known.text[index], known.line[index], index, finds)
    return _merged(known, finds) if finds else known


def _look(text: str, line: int, index: int, finds: dict[int, tuple[str, Cut]]) -> None:
    strangers = Cut()
    before = _cut_general(text, line, strangers)
    if len(strangers):
        finds[index] = (before, strangers)


def _merged(known: Cut, finds: dict[int, tuple[str, Cut]]) -> Cut:
    merged = Cut(lead=known.lead)
    if -1 in finds:
        before, strangers = finds[-1]
        merged.lead = before[1:]
        merged.extend(strangers)
    start = 0
    for index in sorted(finds.keys() - {-1}):
        before, strangers = finds[index]
        merged.extend(known, start, index + 1)
        merged.text[-1] = before
        merged.extend(strangers)
        start = index + 1
    merged.extend(known, start)
    return merged
