"""Rows of a table gathered into batches, and the cells of columns that no reader knows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from hustings.importers.contract import BATCH_ROWS, Rows, SourceFile
from hustings.importers.tabular.layout import loose
from hustings.importers.tabular.records import Record
from hustings.importers.tabular.refuse import refuse_voter_values
from hustings.importers.tabular.top import Header

_CHOICES = re.compile(r"[,;\n]")  # between the boxes one answer ticks


@dataclass(frozen=True)
class Batch:
    """Some rows: the line each starts on, and the cells of each field by our names."""

    lines: list[int]
    cells: dict[str, list[str]]
    title: str = ""  # what stands alone over their header, where the layout has titles

    def __getitem__(self, name: str) -> list[str]:
        """The cells of a field; empty texts where the file has no such column."""
        return self.cells[name] if name in self.cells else [""] * len(self.lines)

    def __contains__(self, name: str) -> bool:
        return name in self.cells

    def only(self, rows: Sequence[int]) -> "Batch":
        """The same fields with only some of the rows."""
        return Batch(
            [self.lines[row] for row in rows],
            {name: [cells[row] for row in rows] for name, cells in self.cells.items()},
            self.title,
        )


@dataclass
class Gathered:
    """Rows gathered column by column: many small lists kept long make Python's cleaning slow.

    Args: unknown: the places of columns no reader knows, whose cells are kept as `extras`.
    """

    header: Header
    file: SourceFile
    unknown: Sequence[int] = ()
    fresh: list[Record] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=dict)
    extras: list[tuple[int, str, str]] = field(default_factory=list)  # line, header, value

    def full(self) -> Iterator[Batch | Rows]:
        """Take in the fresh rows; the batch if it is full now."""
        rows = [cells for _, cells in self.fresh]
        if rows:
            refuse_voter_values(self.header.names, rows, self.file.name)
        self.lines += [line for line, _ in self.fresh]
        for name, places in self.header.columns.items():
            self.cells.setdefault(name, []).extend(_cells(rows, places))
        for place in self.unknown:
            name = " ".join(self.header.names[place].split())
            self.extras += [
                (line, name, cells[place]) for line, cells in self.fresh if cells[place].strip()
            ]
        self.fresh = []
        if len(self.lines) >= BATCH_ROWS or len(self.extras) >= BATCH_ROWS:
            yield from self._given()

    def rest(self) -> Iterator[Batch | Rows]:
        """Whatever is left, as a last batch."""
        yield from self.full()
        yield from self._given()

    def _given(self) -> Iterator[Batch | Rows]:
        if self.lines:
            always = self.header.always.items()
            said = {name: [text] * len(self.lines) for name, text in always}
            for name in self.header.answers.keys() & self.cells.keys():
                words = self.header.answers[name]
                self.cells[name] = [_meant(cell, words) for cell in self.cells[name]]
            batch = Batch(self.lines, {**said, **self.cells}, self.header.title)
            self.lines, self.cells = [], {}
            yield batch
        if self.extras:
            lines, headers, values = map(list, zip(*self.extras, strict=True))
            self.extras = []
            frame = pd.DataFrame(
                {"sha256": self.file.sha256, "row": lines, "header": headers, "value": values}
            )
            yield Rows("extras", frame, lines)


def _cells(rows: list[list[str]], places: tuple[int, ...]) -> list[str]:
    """One field's cells; under several headers (a reworded question) the first that is filled."""
    if len(places) == 1:
        return [row[places[0]] for row in rows]
    return [next((row[place] for place in places if row[place].strip()), "") for row in rows]


def _meant(cell: str, words: Mapping[str, str]) -> str:
    """An answer in our words: the whole of it, or each of the choices it joins."""
    if not cell.strip():
        return cell
    if (whole := words.get(loose(cell))) is not None:
        return whole
    parts = [words.get(loose(part)) for part in _CHOICES.split(cell)]
    if any(part is not None for part in parts):
        both = zip(parts, _CHOICES.split(cell), strict=True)
        return ", ".join(part if part is not None else own.strip() for part, own in both)
    return words.get("*", cell)
