"""Figures by day, as platforms export them for an account or for each of its posts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from hustings.importers.contract import Assumed, Finding, SourceFile
from hustings.importers.tabular import Batch
from hustings.importers.tabular.cells import Column, Wrong, each, is_total, needed, number
from hustings.importers.tabular.dates import micros, read_day
from hustings.importers.tabular.dayorder import Order
from hustings.importers.tabular.rows import Values, clean_rows, sieve

_NO_DAY = "there is no day", "Export again and do not edit the file."


@dataclass(frozen=True)
class Series:
    """One column of figures: our name for what it counts, and what the platform calls it."""

    figure: str
    called: str


@dataclass
class Days:
    """Turns rows of a day and several figures into one row per figure; an empty cell is none.

    Args: table: `account_days` or `post_days`; whose: the name of its first column;
          series: by the batch's field; day: the field that holds the day.
    """

    table: str
    whose: str
    file: SourceFile
    order: Order
    series: Mapping[str, Series]
    day: str = "date"
    totals: list[int] = field(default_factory=list)

    def rows(self, batch: Batch, owners: Column[str]) -> Iterator[Finding]:
        """One row per owner, day and figure; a last row of totals is left out."""
        latest = self.file.exported_at.date() + timedelta(days=1)
        total = [row for row, text in enumerate(batch[self.day]) if is_total(text)]
        self.totals += [batch.lines[row] for row in total]
        days = needed(each(batch[self.day], read_day(self.order, latest=latest)), *_NO_DAY)
        values = {name: each(batch[name], figure) for name in self.series if name in batch}
        kept, aside = sieve(
            batch.lines, owners.wrong, days.wrong, *(column.wrong for column in values.values())
        )
        left_out = {batch.lines[row] for row in total}
        yield from (item for item in aside if item.line not in left_out)
        kept = [row for row in kept if row not in set(total)]
        # One frame for all figures: joined exports of a day each come in very many batches.
        filled = [
            (self.series[name], row, column.values[row])
            for name, column in values.items()
            for row in kept
            if column.values[row] is not None
        ]
        long: Values = {
            self.whose: [owners.values[row] for _, row, _ in filled],
            "day": [days.values[row] for _, row, _ in filled],
            "figure": [series.figure for series, _, _ in filled],
            "called": [series.called for series, _, _ in filled],
            "value": [value for _, _, value in filled],
            "counted_at": [micros(self.file.exported_at)] * len(filled),
        }
        yield from clean_rows(self.table, long, [batch.lines[row] for _, row, _ in filled])

    def of(self, account: str) -> Callable[[Batch], Iterator[Finding]]:
        """The same for rows that are all of one account."""
        return lambda batch: self.rows(batch, Column([account] * len(batch.lines)))

    def assumed(self) -> Iterator[Assumed]:
        """What was taken for granted, once all is read."""
        if self.totals:
            yield Assumed("a row of totals is no day", "line " + ", ".join(map(str, self.totals)))


def figure(text: str) -> float | Wrong | None:
    """A day's figure; a day may lose more followers than it wins."""
    plain = text.strip()
    if plain[:1] in "-−" and plain[1:2].isdigit():
        value = number("the figure")(plain[1:])
        return -value if isinstance(value, float) else value
    return number("the figure")(plain)


def by_platforms_clock(evidence: str) -> Assumed:
    """The note that a day is not the Indian one; worded the same for every platform."""
    return Assumed("days are those of the platform's own clock, not of India's", evidence)
