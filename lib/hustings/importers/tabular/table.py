"""Open a table whatever it was saved as, find its header, and read its rows in batches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from hustings.importers.contract import Assumed, Finding, Rows, SetAside, SourceFile
from hustings.importers.tabular.batches import Batch, Gathered
from hustings.importers.tabular.dayorder import Evidence
from hustings.importers.tabular.decode import Lines, detect
from hustings.importers.tabular.layout import Layout
from hustings.importers.tabular.records import Record, Records
from hustings.importers.tabular.refuse import refuse_voter_columns, refuse_voter_values
from hustings.importers.tabular.strangers import not_such_a_table
from hustings.importers.tabular.top import HEADER_WITHIN, Header, locate, tops
from hustings.importers.tabular.workbook import Sheet, is_workbook, sheet_names

Part = Batch | SetAside | Assumed | Rows

SHOWN = 20  # columns named one by one
_SEPARATOR = "sep="  # a line for Excel alone; files joined end to end hold it midway
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

    def above(self) -> list[list[str]]:
        """The filled cells of each row over the header: titles and notes."""
        rows = []
        for item in self._records(_afresh(self.source)):
            if _line(item) >= self.header.line:
                break
            if isinstance(item, tuple):
                rows.append([cell.strip() for cell in item[1] if cell.strip()])
        return [row for row in rows if row]

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
        """What a function makes of each batch, and what is set aside and assumed on the way.

        Cells of a platform's columns that no reader knows come as rows of `extras`. What a person
        writes into a sheet beside what we ask for is nobody's business and not kept.
        """
        for part in self.parts(extras=self.layout.even):
            if isinstance(part, Batch):
                yield from rows(part)
            else:
                yield part

    def parts(self, *, extras: bool = False) -> Iterator[Part]:
        """The rows in batches, between them what is set aside and assumed on the way.

        Files joined end to end repeat their header, often with other columns: from there on the
        new header counts.
        """
        source = _afresh(self.source)
        gathered = self._gathered(self.header, extras)
        for item in self._rows(source):
            if isinstance(item, tuple):
                gathered.fresh.append(item)
                if len(gathered.fresh) == _CHUNK:
                    yield from gathered.full()
            elif isinstance(item, Header):
                yield Assumed("several exports are joined in this file", f"line {item.line}")
                if replace(item, line=gathered.header.line) == gathered.header:
                    continue  # many exports of a day each are few batches all the same
                refuse_voter_columns(item.names, self.file.name)
                yield from gathered.rest()
                gathered = self._gathered(item, extras)
            else:
                yield item
        yield from gathered.rest()
        yield from source.mended() if isinstance(source, Lines) else ()

    def _gathered(self, header: Header, extras: bool) -> Gathered:
        unknown = self.layout.unknown(header.names, header.columns) if extras else ()
        return Gathered(header, self.file, unknown)

    def _rows(self, source: Lines | Sheet) -> Iterator[Record | SetAside | Header]:
        """The rows that are not empty, each as wide as its header; and headers that come again."""
        header = self.header
        held: list[Record] = []  # a row that is a title if a header comes next
        for item in self._below_header(source):
            if isinstance(item, SetAside):
                yield item
                continue
            cells = item[1]
            if not any(cells) or (self.layout.titled and _only_cell(cells) == _SEPARATOR):
                continue
            again = cells[0] in header.words and Header.of(self.layout, item)
            if again:
                header = replace(again, title=_only_cell(held[0][1]) if held else "")
                held = []
                yield header
                continue
            yield from (self._fitted(row, header) for row in held)
            held = [item] if self.layout.titled and _only_cell(cells) else []
            if not held:
                yield item if len(cells) == len(header.names) else self._fitted(item, header)
        yield from (self._fitted(row, header) for row in held)

    def _records(self, source: Lines | Sheet) -> Iterator[Record | SetAside]:
        if isinstance(source, Sheet):
            return iter(source)
        return iter(Records(source.blocks(), self.delimiter, len(self.header.names)))

    def _below_header(self, source: Lines | Sheet) -> Iterator[Record | SetAside]:
        below = self._records(source)
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


def _afresh(source: Lines | Sheet) -> Lines | Sheet:
    """The same source, to be read once more from its start."""
    return source if isinstance(source, Sheet) else replace(source)


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
    for above in table.above():
        if len(above) > 1:  # no title, but the upper half of a header in two rows
            refuse_voter_columns(above, file.name)
    others = [other.source.name for other in tables if isinstance(other.source, Sheet)]
    noted = [*table.assumed, *_unknown(table), *_other_sheets(others)]
    return replace(table, assumed=tuple(noted))


def every_row(file: SourceFile) -> Iterator[Record]:
    """The rows of a file that is no single table: of a text, or of a workbook's first sheet."""
    if is_workbook(file):
        for name in sheet_names(file)[:1]:  # a damaged workbook may have none
            yield from Sheet(file, name)
        return
    lines = Lines(file, detect(file))
    # No header tells the delimiter here, so it is the one that parts the most rows into cells.
    parted = {sign: sum(len(row) > 1 for _, row in top) for sign, top in tops(lines.blocks)}
    delimiter = max(parted, key=lambda sign: parted[sign])
    yield from (item for item in Records(lines.blocks(), delimiter) if isinstance(item, tuple))


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
        records = list(islice(sheet, HEADER_WITHIN))
        if found := locate(records, layouts):
            yield Table(file, *found, sheet)
        _refuse_beside([cells for _, cells in records], file.name)


def _refuse_beside(rows: list[list[str]], file: str) -> None:
    """Refuse a sheet about voters beside the wanted one: it would be kept with it."""
    for number, cells in enumerate(rows[:3]):  # a title or two may stand above the header
        refuse_voter_columns([cell for cell in cells if not number or len(cell) < 80], file)
    widest = max(rows, key=len, default=[])
    refuse_voter_values(widest, rows, file)


def _unknown(table: Table) -> Iterator[Assumed]:
    """The columns nobody here knows: a platform's one by one, as its next files hold them too."""
    header = table.header
    places = table.layout.unknown(header.names, header.columns)
    names = [f"'{' '.join(header.names[place].split())[:60]}'" for place in places]
    if table.layout.even:
        for name in names[:SHOWN]:
            yield Assumed(f"the column {name} is new to us: kept aside", "its cells are in extras")
        if left := names[SHOWN:]:
            yield Assumed("more columns are new to us: kept aside", f"{len(left)}, as {left[0]}")
    elif names:
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        yield Assumed(
            "columns that are not asked for stay in the raw file only",
            ", ".join(names[:SHOWN]) + more,
        )


def _other_sheets(names: list[str]) -> Iterator[Assumed]:
    if names:
        yield Assumed("only the first sheet with such a table is read", f"left: {', '.join(names)}")


def _only_cell(cells: list[str]) -> str:
    """A row's only filled cell, the way titles stand; nothing for any other row."""
    filled = [cell for cell in cells if cell.strip()]
    return " ".join(filled[0].split()) if len(filled) == 1 else ""


def _line(item: Record | SetAside) -> int:
    return item.line if isinstance(item, SetAside) else item[0]
