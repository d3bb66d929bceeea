"""Lines of a CSV as records, each with the physical line it starts on; a stray quote costs one."""

import csv
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from hustings.importers.contract import SetAside

Record = tuple[int, list[str]]
"""The line a record starts on, and its cells."""

_UNCLOSED = (
    "a quotation mark opens here and does not close",
    "Export the file again; if it was edited by hand, close or remove the mark.",
)
_TOO_LONG = ("a cell is longer than 131,072 letters", "Shorten the cell, or export again.")


@dataclass
class Records:
    """The records of a CSV, to be gone through once.

    A record over several lines with another number of cells than the header was run together by
    a stray quotation mark: only its first line is set aside, and the others are read again.

    Args: blocks: the file's lines, some at a time; width: the number of cells in the header, 0
          while it is not known.
    """

    blocks: Iterable[list[str]]
    delimiter: str
    width: int = 0
    _start: int = 1  # the line the record under way starts on
    _offset: int = 0  # lines read before the present csv reader was made
    _ended: bool = False  # a line was asked for after the last
    _held: list[tuple[int, list[str]]] = field(default_factory=list)  # first line, block
    _again: list[str] = field(default_factory=list)  # lines to be read once more, last first
    _source: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self._source = chain.from_iterable(self._holding())

    def __iter__(self) -> Iterator[Record | SetAside]:
        while (yield from self._read()):
            pass

    def _read(self) -> Generator[Record | SetAside, None, bool]:
        """Read until the end (returns False) or past a record run together (True)."""
        reader = csv.reader(self._lines(), delimiter=self.delimiter)
        width, offset = self.width, self._offset
        try:
            for cells in reader:
                start, end = self._start, offset + reader.line_num
                if self._ended or (end > start and width and len(cells) != width):
                    break
                self._start = end + 1
                yield start, cells
            else:
                return False
        except csv.Error:  # a cell longer than csv.field_size_limit
            pass
        yield self._give_back(offset + reader.line_num)
        return True

    def _lines(self) -> Iterator[str]:
        while self._again:
            yield self._again.pop()
        yield from self._source
        self._ended = True

    def _holding(self) -> Iterator[list[str]]:
        """The blocks, those that the record under way may have begun in being kept."""
        first = 1
        for block in self.blocks:
            self._held = [(n, lines) for n, lines in self._held if n + len(lines) > self._start]
            self._held.append((first, block))
            first += len(block)
            yield block

    def _give_back(self, end: int) -> SetAside:
        """Set the first line of the record under way aside, and have the others read again."""
        start = self._start
        span = [
            line
            for first, block in self._held
            for line in block[max(0, start + 1 - first) : max(0, end + 1 - first)]
        ]
        reason = _UNCLOSED if self._ended or span else _TOO_LONG
        self._again.extend(reversed(span))
        self._start, self._offset, self._ended = start + 1, start, False
        return SetAside(start, *reason)
