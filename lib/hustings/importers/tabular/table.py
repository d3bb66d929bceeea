"""Open a table whatever it was saved as, find its header, and read its rows in batches."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from hustings.importers.contract import BATCH_ROWS, Assumed, Finding, SetAside, SourceFile
from hustings.importers.tabular.dayorder import Dates
from hustings.importers.tabular.decode import Lines, detect
from hustings.importers.tabular.layout import Layout
from hustings.importers.tabular.records import Record, Records
from hustings.importers.tabular.refuse import refuse_voter_columns, refuse_voter_values
from hustings.importers.tabular.strangers import not_such_a_table
from hustings.importers.tabular.top import HEADER_WITHIN, Header, locate, tops
from hustings.importers.tabular.workbook import Sheet, is_workbook, sheet_names


@dataclass(frozen=True)
class Batch:
    """Some rows: the line each starts on, and the cells of each field by our names."""

    lines: list[int]
    cells: dict[str, list[str]]

    def __getitem__(self, name: str) -> list[str]:
        """The cells of a field; empty texts where the file has no such column."""
        return self.cells[name] if name in self.cells else [""] * len(self.lines)

    def __contains__(self, name: str) -> bool:
        return name in self.cells


Part = Batch | SetAside | Assumed


@dataclass(frozen=True)
class Table:
    """An opened table: which layout it has, where its header stands, what lies in which column."""

    file: SourceFile
    layout: Layout
    header: Header
    source: Lines | Sheet
    delimiter: str = ","
    assumed: tuple[Assumed, ...] = ()  # what opening it took for granted

    @property
    def in_workbook(self) -> bool:
        """Whether it is a sheet of a workbook."""
        return isinstance(self.source, Sheet)

    def __contains__(self, name: str) -> bool:
        return name in self.header.columns

    def batches(self) -> Iterator[Batch]:
        """The rows alone, for a first look at them."""
        return (part for part in self.parts() if isinstance(part, Batch))

    def dates(self, name: str) -> Dates:
        """One field's dates over the whole file, to settle how they are written."""
        texts = (text for batch in self.batches() for text in batch[name])
        return Dates(texts, self.file.exported_at, self.in_workbook)

    def read(self, rows: Callable[[Batch], Iterator[Finding]]) -> Iterator[Finding]:
        """What a function makes of each batch, and what is set aside and assumed on the way."""
        for part in self.parts():
            if isinstance(part, Batch):
                yield from rows(part)
            else:
                yield part

    def parts(self) -> Iterator[Part]:
        """The rows in batches, between them what is set aside and assumed on the way.

        Files joined end to end repeat their header, often with other columns: from there on the
        new header counts.
        """
        header = self.header
        held: list[Record] = []
        source = self.source if isinstance(self.source, Sheet) else replace(self.source)
        for item in self._below_header(source):
            if isinstance(item, SetAside):
                yield item
                continue
            again = self._header_again(item, header)
            if again or len(held) == BATCH_ROWS:
                yield from _batch(held, header, self.file)
                held = []
            if again:
                yield Assumed("several exports are joined in this file", f"line {again.line}")
                header = again
            elif any(item[1]):
                fitted = self._fitted(item, header)
                if isinstance(fitted, SetAside):
                    yield fitted
                else:
                    held.append(fitted)
        yield from _batch(held, header, self.file)
        if isinstance(source, Lines) and (mended := source.mended()):
            yield mended

    def _below_header(self, source: Lines | Sheet) -> Iterator[Record | SetAside]:
        records: Iterable[Record | SetAside] = (
            source
            if isinstance(source, Sheet)
            else Records(source, self.delimiter, len(self.header.names))
        )
        below = (item for item in records if _line(item) > self.header.line)
        for first in islice(below, 1):
            if isinstance(first, SetAside) or not self._is_second_header(first):
                yield first
        yield from below

    def _is_second_header(self, record: Record) -> bool:
        pattern = self.layout.second_header
        return pattern is not None and any(map(pattern.search, record[1]))

    def _header_again(self, record: Record, header: Header) -> Header | None:
        if record[1] and record[1][0] in header.words:
            return Header.of(self.layout, record)
        return None

    def _fitted(self, record: Record, header: Header) -> Record | SetAside:
        """The row with as many cells as the header, or the reason why it cannot be."""
        line, cells = record
        width = len(header.names)
        if len(cells) == width:
            return record
        if len(cells) > width and (self.in_workbook or not any(cells[width:])):
            return line, cells[:width]
        if len(cells) < width and (self.in_workbook or not self.layout.even):
            return line, cells + [""] * (width - len(cells))
        return SetAside(
            line,
            f"the row has {len(cells)} cells where the header has {width}",
            "Export the file again; it was cut off or edited by hand.",
        )


def open_table(file: SourceFile, *layouts: Layout) -> Table:
    """Open a CSV or workbook as one of the layouts; of a workbook the first sheet that fits.

    Raises: InputError when no header fits, saying which columns were looked for, or how to export
    in English; RefusedError when a column is about voters.
    """
    tables = _sheets(file, layouts) if is_workbook(file) else _texts(file, layouts)
    table = next(tables, None)
    if table is None:
        raise not_such_a_table(file, layouts)
    refuse_voter_columns(table.header.names, file.name)
    others = [other.source.name for other in tables if isinstance(other.source, Sheet)]
    noted = [*table.assumed, *_left_aside(table), *_other_sheets(others)]
    return replace(table, assumed=tuple(noted))


def _texts(file: SourceFile, layouts: tuple[Layout, ...]) -> Iterator[Table]:
    encoding = detect(file)
    for delimiter, records in tops(lambda: Lines(file, encoding)):
        if found := locate(records, layouts):
            assumed = (encoding.assumed,) if encoding.assumed else ()
            yield Table(file, *found, Lines(file, encoding), delimiter, assumed)
            return


def _sheets(file: SourceFile, layouts: tuple[Layout, ...]) -> Iterator[Table]:
    for name in sheet_names(file):
        sheet = Sheet(file, name)
        if found := locate(list(islice(sheet, HEADER_WITHIN)), layouts):
            yield Table(file, *found, sheet)


def _left_aside(table: Table) -> Iterator[Assumed]:
    names = table.layout.left_aside(table.header.names, table.header.columns)
    if names:
        yield Assumed(
            f"{len(names)} column(s) are not needed and stay in the raw file only",
            ", ".join(f"'{' '.join(name.split())[:60]}'" for name in names[:20]),
        )


def _other_sheets(names: list[str]) -> Iterator[Assumed]:
    if names:
        yield Assumed("only the first sheet with such a table is read", f"left: {', '.join(names)}")


def _batch(held: list[Record], header: Header, file: SourceFile) -> Iterator[Batch]:
    if not held:
        return
    rows = [cells for _, cells in held]
    refuse_voter_values(header.names, rows[:1000], file.name)
    yield Batch(
        [line for line, _ in held],
        {name: _cells(rows, places) for name, places in header.columns.items()},
    )


def _cells(rows: list[list[str]], places: tuple[int, ...]) -> list[str]:
    """One field's cells; under several headers (a reworded question) the first that is filled."""
    if len(places) == 1:
        return [row[places[0]] for row in rows]
    return [next((row[place] for place in places if row[place].strip()), "") for row in rows]


def _line(item: Record | SetAside) -> int:
    return item.line if isinstance(item, SetAside) else item[0]
