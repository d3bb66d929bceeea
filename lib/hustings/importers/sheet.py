"""Sheets people keep and forms they fill in: each described once, all read in one way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from hustings.importers.answers import AS_STAMPS, TIMESTAMP
from hustings.importers.contract import Assumed, Context, Finding, SetAside, SourceFile
from hustings.importers.crosswalks import open_form
from hustings.importers.places import Places
from hustings.importers.tabular import Batch, Field, Layout, Table, has_layout
from hustings.importers.tabular.cells import Column, Wrong, each
from hustings.importers.tabular.dates import Moments
from hustings.importers.tabular.dayorder import Order, settled
from hustings.importers.tabular.layout import Spelling
from hustings.importers.tabular.rows import clean_rows, picked, sieve
from hustings.importers.tabular.top import HasLayout
from hustings.schema import CLEAN

Read = Callable[[str], object]
Cell = Callable[["Reading", "Ask"], Read]
"""Makes the reader of a column's cells, once for a file."""

Answers = dict[str, list[object]]
Columns = dict[str, Column[object]]
Shape = Callable[[Columns, "Reading"], Columns]
"""What follows from several columns of a row together: further columns, further faults."""
Unfold = Callable[[Answers, list[int]], tuple[Answers, list[int]]]
"""Makes several rows of one where a row of the sheet tells several facts."""

SENT = "sent"  # when a form's answer came; orders answers that were given again
_AGAIN = "the same is answered again further on, and the last answer counts"


@dataclass(frozen=True)
class Ask:
    """One column of a sheet: what it fills, how people ask for it, how its cells are read."""

    name: str  # the table's column, or a name of the sheet's own
    spellings: tuple[Spelling, ...]  # whole questions in English and Hindi, or patterns
    cell: Cell
    needed: bool = False  # a file without it is no such sheet
    dated: bool = False  # holds days, whose order is settled by the whole file
    may_be_empty: bool = False  # needed as a column, but not in every row

    def field(self, *further: str) -> Field:
        """The same as the table reader wants it, with further spellings before any pattern."""
        whole = [text for text in self.spellings if isinstance(text, str)]
        rest = [text for text in self.spellings if not isinstance(text, str)]
        return Field(self.name, (*whole, *further, *rest), self.needed)

    @property
    def own(self) -> str:
        """Its name as a header."""
        return self.name.replace("_", " ")


@dataclass(frozen=True)
class Sheet:
    """One kind of sheet and the clean table it fills."""

    source: str
    table: str
    what: str  # as a person calls it
    asks: tuple[Ask, ...]
    unlike: tuple[Spelling, ...] = ()
    aside: tuple[Spelling, ...] = ()
    shape: Shape | None = None
    unfold: Unfold | None = None

    @cached_property
    def layout(self) -> Layout:
        """What it is recognised by."""
        spelled = [text for ask in self.asks for text in ask.spellings]
        own = [(ask.own,) if ask.own not in spelled else () for ask in self.asks]
        asked = [ask.field(*also) for ask, also in zip(self.asks, own, strict=True)]
        fields = (TIMESTAMP_ASK.field(), *asked)
        return Layout(self.what, fields, (*_ASIDE, *self.aside), self.unlike)

    @cached_property
    def layouts(self) -> tuple[Layout, ...]:
        """As people word it, or with the clean table's own names as they stand."""
        named = [Field(ask.name, (ask.own,), ask.needed) for ask in self.asks]
        fields = (TIMESTAMP_ASK.field(), *named)
        return self.layout, Layout(self.what, fields, self.layout.aside, self.unlike)

    @property
    def sniff(self) -> HasLayout:
        """Whether a file's first bytes hold its header."""
        return has_layout(*self.layouts)

    def read(self, file: SourceFile, context: Context) -> Iterator[Finding]:
        """Read a file of this kind; of rows that say the same again, the last one counts."""
        reading = Reading(self, file, context, open_form(file, context, self.source, *self.layouts))
        yield from reading.assumed()
        rows = _Kept(self.table, self.unfold)
        for part in reading.table.parts():
            if isinstance(part, Batch):
                yield from self._take(part, reading, rows)
            else:
                yield part
        yield from rows.given_again()
        yield from clean_rows(self.table, rows.values, rows.lines)
        yield from reading.notes()

    def _take(self, batch: Batch, reading: "Reading", rows: "_Kept") -> Iterator[SetAside]:
        columns: Columns = {
            ask.name: each(batch[ask.name], reader)
            for ask, reader in zip(reading.asks, reading.readers, strict=True)
        }
        if self.shape:
            columns = self.shape(columns, reading)
        required = reading.filled(columns)
        kept, aside = sieve(batch.lines, *(column.wrong for column in columns.values()), *required)
        yield from aside
        rows.add(columns, kept, batch.lines)


def _stamp(reading: "Reading", _ask: Ask) -> Read:
    return Moments(reading.orders[SENT], reading.file.exported_at)


TIMESTAMP_ASK = Ask(
    SENT,
    tuple(text for text in TIMESTAMP.spellings if isinstance(text, str)),
    _stamp,
    dated=True,
)
_ASIDE = ("email address", "username", "email", "start time", "id", "remarks", "टिप्पणी")


@dataclass
class Reading:
    """One file of a sheet while it is read: whatever its cells are read with."""

    sheet: Sheet
    file: SourceFile
    context: Context
    table: Table
    _places: dict[str, Places] = field(default_factory=dict)

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """The sheet's own columns, and the time stamp if it is a form's."""
        return (*((TIMESTAMP_ASK,) if SENT in self.table else ()), *self.sheet.asks)

    @cached_property
    def readers(self) -> tuple[Read, ...]:
        """The reader of each of them."""
        return tuple(ask.cell(self, ask) for ask in self.asks)

    @cached_property
    def orders(self) -> dict[str, Order]:
        """How the days of each column are written; where one does not decide, as the first."""
        names = [ask.name for ask in self.asks if ask.dated]
        found: dict[str, Order] = {}
        for name, seen in self.table.dates(*names).items() if names else ():
            if found:
                found[name] = settled(seen, next(iter(found.values())).day_first, AS_STAMPS)
            else:
                found[name] = settled(seen, self.context.settings.exports.day_first)
        return found

    def called(self, name: str) -> str:
        """A column as the file itself calls it."""
        places = self.table.header.columns.get(name)
        asked = next((ask for ask in self.asks if ask.name == name), None)
        own = self.table.header.names[places[0]] if places else ""
        shown = own or (str(asked.spellings[0]) if asked else name)
        return f"'{' '.join(shown.split())[:60]}'"

    def places(self, level: str | None = None) -> Places:
        """The reader of unit names; the level is tried first."""
        return self._places.setdefault(level or "", Places(self.context.units, level))

    def filled(self, columns: Columns) -> Iterator[Mapping[int, Wrong]]:
        """By column that may not be empty, the rows in which it is."""
        for column in CLEAN[self.sheet.table].columns:
            if column.required and (read := columns.get(column.name)):
                wrong = Wrong(
                    f"nothing is filled in under {self.called(column.name)}", "Fill it in."
                )
                yield {row: wrong for row, value in enumerate(read.values) if value is None}

    def assumed(self) -> Iterator[Assumed]:
        """What opening the file and settling its dates took for granted."""
        yield from self.table.assumed
        orders = (order.assumed for order in self.orders.values() if order.assumed)
        yield from dict.fromkeys(orders)

    def notes(self) -> Iterator[Assumed]:
        """What reading its rows took for granted."""
        for places in self._places.values():
            yield from places.assumed()


@dataclass
class _Kept:
    """The usable rows of a file, column by column, until its end says which of them count."""

    table: str
    unfold: Unfold | None = None
    values: Answers = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)

    def add(self, columns: Columns, kept: Sequence[int], lines: Sequence[int]) -> None:
        """Take in some rows of a batch."""
        fresh = picked({name: column.values for name, column in columns.items()}, kept)
        fresh.setdefault(SENT, [None] * len(kept))
        at = [lines[row] for row in kept]
        if self.unfold:
            fresh, at = self.unfold(fresh, at)
        for name in (SENT, *CLEAN[self.table].names):
            if name in fresh:
                self.values.setdefault(name, []).extend(fresh[name])
        self.lines += at

    def given_again(self) -> Iterator[SetAside]:
        """Take out the rows that a later one replaces, where the newest wins anyway."""
        table = CLEAN[self.table]
        sent = self.values.pop(SENT, [])
        if not table.newest_wins or not self.lines:
            return
        key = [self.values[name] for name in table.key if name in self.values]
        last: dict[tuple[object, ...], int] = {}
        in_order = sorted(range(len(self.lines)), key=lambda row: (_stamped(sent[row]), row))
        for row in in_order:
            last[tuple(column[row] for column in key)] = row
        counting = set(last.values())
        for row in range(len(self.lines)):
            if row not in counting:
                by = self.lines[last[tuple(column[row] for column in key)]]
                fix = f"Nothing to mend: line {by} counts, this one stays in the raw file."
                yield SetAside(self.lines[row], _AGAIN, fix)
        rows = sorted(counting)
        self.values = {name: [column[row] for row in rows] for name, column in self.values.items()}
        self.lines = [self.lines[row] for row in rows]


def _stamped(sent: object) -> int:
    return sent if isinstance(sent, int) else 0


def with_faults(column: Column[object], faults: Mapping[int, Wrong]) -> Column[object]:
    """The same column with further faults; those it has already come first."""
    return replace(column, wrong={**faults, **column.wrong})


def every(columns: Columns, *names: str) -> Iterator[tuple[object, ...]]:
    """Some columns' values, row by row."""
    return zip(*(columns[name].values for name in names), strict=True)
