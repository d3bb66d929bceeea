"""Lines of a CSV as records, each with the physical line it starts on; a stray quote costs one."""

import csv
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

from hustings.importers.contract import SetAside

Record = tuple[int, list[str]]
"""The line a record starts on, and its cells."""

_UNCLOSED = (
    "a quotation mark opens here and does not close",
    "Export the file again; if it was edited by hand, close or remove the mark.",
)
_TOO_LONG = ("a cell is longer than 131,072 letters", "Shorten the cell, or export again.")


@dataclass
class _Feed:
    """Feeds lines to the CSV reader and holds those of the record under way."""

    lines: Iterator[str]
    number: int = 0
    held: list[str] = field(default_factory=list)
    ended: bool = False  # the reader asked for a line after the last: a quotation is still open
    _again: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self.lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.number += 1
        self.held.append(line)
        return line

    @property
    def start(self) -> int:
        """The line the record under way starts on."""
        return self.number - len(self.held) + 1

    def give_back(self) -> None:
        """Put back every held line but the first, to be read again on its own."""
        self._again.extend(reversed(self.held[1:]))
        self.number -= len(self.held) - 1
        self.held.clear()
        self.ended = False


@dataclass
class Records:
    """The records of a CSV.

    `width` is the number of cells in the header, once known: a record over several lines with
    another number of cells was run together by a stray quotation mark, so only its first line is
    set aside and the others are read again.
    """

    lines: Iterable[str]
    delimiter: str
    width: int = 0

    def __iter__(self) -> Iterator[Record | SetAside]:
        feed = _Feed(iter(self.lines))
        while (yield from self._read(feed)):
            pass

    def _read(self, feed: _Feed) -> Generator[Record | SetAside, None, bool]:
        """Read until the end (returns False) or the first run-together record (True)."""
        try:
            for cells in csv.reader(feed, delimiter=self.delimiter):
                if feed.ended or self._run_together(feed, cells):
                    break
                yield feed.start, cells
                feed.held.clear()
            else:
                return False
        except csv.Error:  # a cell longer than csv.field_size_limit
            pass
        yield SetAside(feed.start, *(_UNCLOSED if feed.ended or len(feed.held) > 1 else _TOO_LONG))
        feed.give_back()
        return True

    def _run_together(self, feed: _Feed, cells: list[str]) -> bool:
        return len(feed.held) > 1 and self.width > 0 and len(cells) != self.width
