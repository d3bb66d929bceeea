"""From columns read to clean rows: what is wrong is set aside, the rest takes the table's form."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from hustings.importers.contract import BATCH_ROWS, Rows, SetAside
from hustings.importers.tabular.cells import Wrong
from hustings.schema import CLEAN

if TYPE_CHECKING:
    from hustings.schema import Kind

Values = Mapping[str, Sequence[object]]
"""By column of a clean table, one value per row; moments as microseconds since 1970, UTC."""

_DTYPES: dict["Kind", str] = {
    "text": "str",
    "whole": "Int64",
    "number": "float64",
    "share": "float64",
    "flag": "boolean",
    "day": "object",
    "moment": "Int64",
}


def sieve(lines: Sequence[int], *faults: Mapping[int, Wrong]) -> tuple[list[int], list[SetAside]]:
    """The rows in which nothing is wrong, and the others with the gravest fault (given first)."""
    wrong: dict[int, Wrong] = {}
    for found in reversed(faults):
        wrong.update(found)
    aside = [
        SetAside(lines[row], w.reason, w.fix, " ".join(_awaited(row, faults)))
        for row, w in sorted(wrong.items())
    ]
    return [row for row in range(len(lines)) if row not in wrong], aside


def _awaited(row: int, faults: Sequence[Mapping[int, Wrong]]) -> list[str]:
    """What a row waits for, where every one of its faults is that something is not known yet."""
    awaited = [found[row].waits_for for found in faults if row in found]
    return list(dict.fromkeys(awaited)) if all(awaited) else []


def clean_rows(table: str, values: Values, lines: Sequence[int]) -> Iterator[Rows]:
    """The rows as the table's schema wants them, in batches; nothing if there are none."""
    kinds = {name: CLEAN[table][name].kind for name in values}
    moments = {name: "datetime64[us, UTC]" for name, kind in kinds.items() if kind == "moment"}
    for start in range(0, len(lines), BATCH_ROWS):
        part = slice(start, start + BATCH_ROWS)
        frame = pd.DataFrame({name: column[part] for name, column in values.items()}, dtype=object)
        typed = frame.astype({name: _DTYPES[kind] for name, kind in kinds.items()})
        yield Rows(table, typed.astype(moments), list(lines[part]))


def picked(values: Values, rows: Sequence[int]) -> dict[str, list[object]]:
    """The same columns with only some of the rows."""
    return {name: [column[row] for row in rows] for name, column in values.items()}
