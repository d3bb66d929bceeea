"""Open a table whatever it was saved as, find its header, and read its rows in batches."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from hustings.importers.contract import BATCH_ROWS, Assumed, Finding, SetAside, SourceFile
from hustings.importers.tabular.dayorder import Evidence
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

_CHUNK = 500  # rows turned into columns at once; divides a batch


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

    def dates(self, *names: str) -> dict[str, Evidence]:
        """What some fields' dates show over the whole file, to settle how they are written."""
        seen = {name: Evidence(self.file.exported_at, self.in_workbook) for name in names}
        for batch in self.batches():
            for name, evidence in seen.items():
                evidence.see(batch[name])
        return seen

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
        source = self.source if isinstance(self.source, Sheet) else replace(self.source)
        gathered = _Gathered(self.header, self.file.name)
        for item in self._rows(source):
            if isinstance(item, tuple):
                gathered.fresh.append(item)
                if len(gathered.fresh) == _CHUNK:
                    yield from gathered.full()
            elif isinstance(item, Header):
                yield from gathered.rest()
                yield Assumed("several exports are joined in this file", f"line {item.line}")
                gathered = _Gathered(item, self.file.name)
            else:
                yield item
        yield from gathered.rest()
        yield from source.mended() if isinstance(source, Lines) else ()

    def _rows(self, source: Lines | Sheet) -> Iterator[Record | SetAside | Header]:
        """The rows that are not empty, each as wide as its header; and headers that come again."""
        header = self.header
        for item in self._below_header(source):
            if isinstance(item, SetAside):
                yield item
                continue
            cells = item[1]
            if not any(cells):
                continue
            again = cells[0] in header.words and Header.of(self.layout, item)
            if again:
                header = again
                yield header
            else:
                yield item if len(cells) == len(header.names) else self._fitted(item, header)

    def _below_header(self, source: Lines | Sheet) -> Iterator[Record | SetAside]:
        records: Iterable[Record | SetAside] = (
            source
            if isinstance(source, Sheet)
            else Records(source.blocks(), self.delimiter, len(self.header.names))
        )
        below = iter(records)
        for item in below:
            if _line(item) == self.header.line:
                break
        for first in islice(below, 1):
            if isinstance(first, SetAside) or not self._is_second_header(first):
                yield first
        yield from below

    def _is_second_header(self, record: Record) -> bool:
        pattern = self.layout.second_header
        return pattern is not None and any(map(pattern.search, record[1]))

    def _fitted(self, record: Record, header: Header) -> Record | SetAside:
        """The row with as many cells as the header, or the reason why it cannot be."""
        line, cells = record
        width = len(header.names)
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
    for delimiter, records in tops(Lines(file, encoding).blocks):
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


@dataclass
class _Gathered:
    """Rows gathered column by column: many small lists kept long make Python's cleaning slow."""

    header: Header
    file: str
    fresh: list[Record] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=dict)

    def full(self) -> Iterator[Batch]:
        """Take in the fresh rows; the batch if it is full now."""
        rows = [cells for _, cells in self.fresh]
        if rows and not self.lines:
            refuse_voter_values(self.header.names, rows, self.file)
        self.lines += [line for line, _ in self.fresh]
        for name, places in self.header.columns.items():
            self.cells.setdefault(name, []).extend(_cells(rows, places))
        self.fresh = []
        if len(self.lines) >= BATCH_ROWS:
            yield from self._given()

    def rest(self) -> Iterator[Batch]:
        """Whatever is left, as a last batch."""
        yield from self.full()
        yield from self._given()

    def _given(self) -> Iterator[Batch]:
        if self.lines:
            batch = Batch(self.lines, self.cells)
            self.lines, self.cells = [], {}
            yield batch


def _cells(rows: list[list[str]], places: tuple[int, ...]) -> list[str]:
    """One field's cells; under several headers (a reworded question) the first that is filled."""
    if len(places) == 1:
        return [row[places[0]] for row in rows]
    return [next((row[place] for place in places if row[place].strip()), "") for row in rows]


def _line(item: Record | SetAside) -> int:
    return item.line if isinstance(item, SetAside) else item[0]
