"""The first records of a file, read under every delimiter it may have: where headers are found."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from hustings.importers.contract import HEAD_BYTES, SourceFile
from hustings.importers.tabular.decode import head_text
from hustings.importers.tabular.layout import Layout
from hustings.importers.tabular.records import Record, Records
from hustings.importers.tabular.workbook import Sheet, is_workbook, sheet_names

DELIMITERS = (",", ";", "\t", "|")
HEADER_WITHIN = 20  # records; titles and notes stand above a header, never more than these

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[\r\n]*')


@dataclass(frozen=True)
class Header:
    """A table's header: the line it stands on, the names in it, our names for its columns."""

    line: int
    names: tuple[str, ...]
    columns: dict[str, tuple[int, ...]]
    words: frozenset[str]  # the names as a set
    always: Mapping[str, str]  # what every row says that no column does
    answers: Mapping[str, Mapping[str, str]]  # by our names: answer -> the word it stands for
    title: str = ""  # what stands alone in the row over it, of a header further down

    @classmethod
    def of(cls, layout: Layout, record: Record) -> "Header | None":
        """The header a record is, or None if it is none of this layout."""
        line, cells = record
        if not layout.fits(cells):
            return None
        columns, words = layout.columns(cells), frozenset(cells)
        return cls(line, tuple(cells), columns, words, layout.always, layout.answers)


def locate(records: Sequence[Record], layouts: Iterable[Layout]) -> tuple[Layout, Header] | None:
    """The first record that is the header of one of the layouts."""
    for layout in layouts:
        for record in records:
            if header := Header.of(layout, record):
                return layout, header
    return None


def tops(blocks: Callable[[], Iterable[list[str]]]) -> Iterator[tuple[str, list[Record]]]:
    """The first records under each delimiter; only one if the file names it (`sep=;`)."""
    first = next(chain.from_iterable(blocks()), "")
    named = _SEPARATOR_LINE.fullmatch(first)
    for delimiter in (named[1],) if named else DELIMITERS:
        records = (item for item in Records(blocks(), delimiter) if isinstance(item, tuple))
        yield delimiter, list(islice(records, HEADER_WITHIN))


@lru_cache(maxsize=2)  # every source looks at the same head
def head_tops(head: bytes) -> tuple[tuple[str, list[Record]], ...]:
    """The first records of a file's first bytes, under each delimiter."""
    lines = io.StringIO(head_text(head), newline="").readlines()
    return tuple(tops(lambda: [lines]))


@dataclass(frozen=True)
class HasLayout:
    """A sniff function: whether one of the layouts' headers stands in a file's first bytes."""

    layouts: tuple[Layout, ...]

    def __call__(self, head: bytes, _name: str) -> bool:
        """Whether the file is of this kind."""
        return any(locate(records, self.layouts) for _, records in head_tops(head))


def has_layout(*layouts: Layout) -> HasLayout:
    """The sniff function of some layouts."""
    return HasLayout(layouts)


def heads(file: SourceFile) -> Iterator[bytes]:
    """What a file is recognised from: its first bytes, or each sheet's first rows as a CSV."""
    if not is_workbook(file):
        yield file.head()
        return
    for name in sheet_names(file):
        text = io.StringIO()
        csv.writer(text).writerows(row for _, row in islice(Sheet(file, name), HEADER_WITHIN))
        yield text.getvalue().encode()[:HEAD_BYTES]
