"""Small tables for readers: measured rows turned wide at the last moment, every cell as text."""

import csv
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from markupsafe import escape

from hustings.errors import UsageError, nearest
from hustings.text import csv_safe, without_invisible

if TYPE_CHECKING:
    import pandas as pd

Align = Literal["start", "end"]
_SHOWN = ("ok", "partial")  # the statuses under which a figure may be shown

KEYS = ("unit", "metric", "period", "platform")  # what may stand down the side or across the top


class Wording(Protocol):
    """What a table asks of the words of a language; `hustings.wording.Words` has it all."""

    def value(self, metric: str, value: float | None, /) -> str:
        """A figure of a metric, written; the sign for missing where it is None."""

    def difference(self, metric: str, now: float | None, before: float | None, /) -> str:
        """How far a figure moved, written."""

    def status(self, status: str, /) -> str:
        """The word for a measured row's status."""

    def label(self, metric: str, /) -> str:
        """The metric's name as it stands on a box or an axis."""


@dataclass(frozen=True)
class Table:
    """A table as a reader sees it; the first cell of each row is its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...] = ()  # words start, figures end; by default all but the first end
    note: str = ""

    def __post_init__(self) -> None:
        if not self.align:
            object.__setattr__(self, "align", ("start", *["end"] * (len(self.columns) - 1)))
        uneven = [row for row in (*self.rows, self.align) if len(row) != len(self.columns)]
        if uneven:
            raise UsageError(
                f"A row has {len(uneven[0])} cells under {len(self.columns)} columns.",
                where=f"{self.caption}: {uneven[0]}",
                fix="Give every row one cell for each column.",
            )

    def to_dict(self) -> dict[str, object]:
        """The table as JSON can hold it."""
        return asdict(self)

    def _repr_html_(self) -> str:
        return html(self)


@dataclass(frozen=True)
class Say:
    """How figures and keys are said to a reader.

    `called` names the keys of a column: {"unit": name_of_unit, "period": tick}.
    """

    words: Wording
    called: Mapping[str, Callable[[str], str]] = field(default_factory=dict)

    def key(self, column: str, key: object) -> str:
        """What a unit, metric, period or platform is called; metrics have their names anyway."""
        if column in self.called:
            return self.called[column](str(key))
        return self.words.label(str(key)) if column == "metric" else str(key)

    def cell(self, row: Mapping[str, object] | None) -> str:
        """A measured row's figure, or why there is none; without a row there is no data."""
        value = _figure(row)
        if row is None or (value is None and row["status"] in _SHOWN):
            return self.words.status("no_data")
        if value is None:
            return self.words.status(str(row["status"]))
        text = self.words.value(str(row["metric"]), value)
        return text if row["status"] == "ok" else f"{text} ({self.words.status('partial')})"


def as_text(cell: object) -> str:
    """A cell as it is; "" where it is missing."""
    return "" if cell is None else str(cell)


@dataclass(frozen=True)
class Show:
    """How one column of a listing is headed, written and aligned."""

    head: str
    write: Callable[[object], str] = as_text
    align: Align = "start"


def wide(
    rows: "pd.DataFrame",
    *,
    down: str,
    across: str,
    say: Say,
    head: str,
    caption: str,
    note: str = "",
) -> Table:
    """Measured rows as a table: one line per `down`, one column per `across`.

    Both are unit, metric, period or platform, and keep the order in which the rows name them. A
    cell without a figure says why; a cell that no row fills says that there is no data. Figures
    of incomplete data carry the word for it.

    Args:
        rows: measured rows, one for each cell.
        head: over the first column.

    Raises: UsageError for an unknown column, or where two rows would share a cell.
    """
    for column in (down, across):
        if column not in KEYS:
            raise UsageError(f"No table goes by '{column}'.", fix=nearest(column, KEYS))
    _refuse_shared_cells(rows, down, across)
    cells = {(row[down], row[across]): say.cell(row) for row in _records(rows)}
    tops = list(dict.fromkeys(key for _, key in cells))
    empty = say.cell(None)
    lines = [
        (say.key(down, side), *(cells.get((side, top), empty) for top in tops))
        for side in dict.fromkeys(key for key, _ in cells)
    ]
    heads = (head, *(say.key(across, top) for top in tops))
    return Table(caption, heads, tuple(lines), note=note)


def compare(
    rows: "pd.DataFrame",
    *,
    now: str,
    before: str,
    say: Say,
    heads: tuple[str, str, str, str],
    caption: str,
    note: str = "",
) -> Table:
    """Measured rows of one metric in two periods: one line per unit, with the change.

    Args:
        rows: one measured row per unit and period, of one metric and one platform.
        now, before: the keys of the two periods, as `2026-W46`.
        heads: over unit, the period before, the period now, the change.

    Raises: UsageError where the rows hold several metrics or platforms.
    """
    held = rows[rows["period"].isin([now, before])]
    _refuse_shared_cells(held, "unit", "period")
    records = {(row["unit"], row["period"]): row for row in _records(held)}
    lines = []
    for unit in dict.fromkeys(unit for unit, _ in records):
        first, last = records.get((unit, before)), records.get((unit, now))
        metric = str((last or first or {}).get("metric", ""))
        change = say.words.difference(metric, _figure(last), _figure(first))
        name = say.key("unit", unit)
        lines.append((name, say.cell(first), say.cell(last), change))
    return Table(caption, heads, tuple(lines), note=note)


def without_figures(
    rows: "pd.DataFrame",
    *,
    say: Say,
    heads: tuple[str, str],
    caption: str,
    note: str = "",
) -> Table:
    """Who is missing: one line per unit that has no figure, with the reason.

    Args:
        rows: measured rows of one metric and period.
        heads: over unit and reason.
    """
    lines = [
        (say.key("unit", row["unit"]), say.cell(row))
        for row in _records(rows)
        if _figure(row) is None
    ]
    return Table(caption, heads, tuple(lines), align=("start", "start"), note=note)


def listing(
    rows: "pd.DataFrame", columns: Mapping[str, Show], *, caption: str, note: str = ""
) -> Table:
    """Some columns of any small table, one line per row, in the order given.

    Args:    columns: how each column is shown; `write` gets None for a missing cell.
    Raises:  UsageError listing every column the rows lack.
    """
    have = [str(column) for column in rows.columns]
    if lacking := [column for column in columns if column not in have]:
        raise UsageError(
            f"The rows lack columns: {', '.join(lacking)}.",
            where=caption,
            fix=" ".join(f"{column}: {nearest(column, have)}" for column in lacking),
        )
    lines = [
        tuple(show.write(row[column]) for column, show in columns.items()) for row in _records(rows)
    ]
    heads = tuple(show.head for show in columns.values())
    return Table(caption, heads, tuple(lines), tuple(s.align for s in columns.values()), note)


def html(table: Table) -> str:
    """The table as HTML for JupyterLab, every text escaped and rid of invisible letters."""
    head = "".join(
        _tag("th", *cell, scope="col") for cell in zip(table.columns, table.align, strict=True)
    )
    body = "".join(f"<tr>{_line(row, table.align)}</tr>" for row in table.rows)
    note = f"<p>{_safe(table.note)}</p>" if table.note else ""
    return (
        f"<table><caption>{_safe(table.caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"
    )


def to_csv(table: Table, path: Path) -> None:
    """Write columns and rows for a spreadsheet: UTF-8 with a mark so that Excel shows Hindi.

    A cell that a spreadsheet would run as a formula is defused.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        for row in (table.columns, *table.rows):
            writer.writerow([csv_safe(without_invisible(cell)) for cell in row])


def _refuse_shared_cells(rows: "pd.DataFrame", down: str, across: str) -> None:
    shared = rows[rows.duplicated([down, across], keep=False)]
    if len(shared):
        first = shared.iloc[0]
        others = [key for key in KEYS if key not in (down, across)]
        several = [key for key in others if len(shared[key].unique()) > 1]
        raise UsageError(
            f"{len(shared)} rows would share cells of this table.",
            where=f"{down} {first[down]}, {across} {first[across]}",
            fix=f"Choose one {' and one '.join(several) or 'row'} before making the table.",
        )


def _records(rows: "pd.DataFrame") -> Iterator[dict[str, object]]:
    for row in rows.to_dict("records"):
        yield {str(key): None if _missing(cell) else cell for key, cell in row.items()}


def _missing(cell: object) -> bool:
    import pandas as pd  # only what turns rows into tables needs it

    return cell is None or cell is pd.NA or cell is pd.NaT or cell != cell  # noqa: PLR0124


def _figure(row: Mapping[str, object] | None) -> float | None:
    """The row's figure, where its status allows one to be shown."""
    if row is None or row["status"] not in _SHOWN:
        return None
    value = row["value"]
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _line(row: Sequence[str], align: Sequence[Align]) -> str:
    first, *rest = zip(row, align, strict=True)
    return _tag("th", *first, scope="row") + "".join(_tag("td", *cell) for cell in rest)


def _tag(name: str, text: str, align: Align, *, scope: str = "") -> str:
    scoped = f' scope="{scope}"' if scope else ""
    return f'<{name}{scoped} style="text-align:{align}">{_safe(text)}</{name}>'


def _safe(text: str) -> str:
    return str(escape(without_invisible(text)))
