"""What a table's description is made of, and the check of rows against it."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from hustings.errors import SchemaError, UsageError, nearest
from hustings.schema.retold import Retold

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["text", "whole", "number", "share", "flag", "day", "moment"]
"""text: a string · whole: an integer · number: a float · share: 0 to 1 · flag: true/false ·
day: a calendar day in India · moment: a point in time, UTC."""


@dataclass(frozen=True)
class Column:
    """One column: its name, kind and meaning."""

    name: str
    kind: Kind
    meaning: str
    measured_in: str = ""  # people, posts, seconds ...; empty where nothing is counted
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: what a row is, what makes two rows the same, which week it belongs to."""

    name: str
    grain: str  # "one ..." : what a row is
    key: tuple[str, ...]  # rows equal in these are the same fact, seen twice
    columns: tuple[Column, ...]
    dated_by: str = ""  # the day or moment column that says which ISO week a row belongs to
    repeats: bool = False  # two equal rows in one file are two facts (two equal "done")
    to_the_minute: bool = False  # some phones write seconds, others do not: keys leave them out
    newest_wins: bool = False  # a later file's row replaces the earlier one with the same key
    retold: Retold | None = None  # how rows of other keys may still be the same fact
    counted: bool = True  # its rows are among those a file is said to hold
    _by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {column.name: column for column in self.columns})

    def __getitem__(self, name: str) -> Column:
        if name not in self._by_name:
            raise UsageError(
                f"The table {self.name} has no column '{name}'.", fix=nearest(name, self._by_name)
            )
        return self._by_name[name]

    @property
    def names(self) -> list[str]:
        """The columns' names, in order."""
        return list(self._by_name)


def check(rows: "pd.DataFrame", table: Table) -> None:
    """Refuse rows that breach the table's description.

    Args:    rows: one row per fact; columns the table lists as not required may be absent.
    Raises:  SchemaError listing every breach with its count and first example.
    """
    breaches = list(_breaches(rows, table))
    if breaches:
        raise SchemaError(
            f"{len(breaches)} breach(es) of the schema of {table.name}:\n  - "
            + "\n  - ".join(breaches),
            where=f"table {table.name}: {table.grain}",
            fix="Mend the rows, or set them aside with their reason before storing the rest.",
        )


def _breaches(rows: "pd.DataFrame", table: Table) -> Iterator[str]:
    for name in rows.columns.difference(table.names):
        yield f"unknown column '{name}'. {nearest(str(name), table.names)}"
    for column in table.columns:
        if column.name not in rows.columns:
            if column.required:
                yield f"column '{column.name}' is missing ({column.meaning})"
            continue
        yield from _column_breaches(rows[column.name], column)


def _column_breaches(values: "pd.Series[Any]", column: Column) -> Iterator[str]:
    present = values.dropna() if values.hasnans else values
    if column.required and len(present) < len(values):
        yield f"'{column.name}' is empty in {len(values) - len(present)} row(s)"
    if column.allowed and not set(present.unique()) <= set(column.allowed):
        strange = present[~present.isin(column.allowed)]
        yield (
            f"'{column.name}' holds {strange.iloc[0]!r} ({len(strange)} row(s)); "
            f"allowed: {', '.join(column.allowed)}"
        )
    if _is_kept_as(present, column.kind):
        return
    wrong = present[~_fits(present, column.kind)]
    if len(wrong):
        yield f"'{column.name}' should be {column.kind}; {len(wrong)} row(s), as {wrong.iloc[0]!r}"


def _is_kept_as(present: "pd.Series[Any]", kind: Kind) -> bool:
    """Whether the column can hold nothing else, so that its values need not be looked at."""
    import pandas as pd

    of = present.dtype
    if kind == "text":
        return isinstance(of, pd.StringDtype)
    if kind == "flag":
        return pd.api.types.is_bool_dtype(of)
    return kind in ("whole", "number") and pd.api.types.is_integer_dtype(of)


def _fits(present: "pd.Series[Any]", kind: Kind) -> "pd.Series[bool]":
    import pandas as pd

    if kind == "moment" and isinstance(present.dtype, pd.DatetimeTZDtype):
        return pd.Series(str(present.dtype.tz) == "UTC", index=present.index)
    if kind in ("whole", "number", "share") and pd.api.types.is_numeric_dtype(present):
        return _numbers_fit(present, kind)
    if pd.api.types.infer_dtype(present, skipna=True) == _ALL_OF_A_KIND.get(kind):
        return pd.Series(True, index=present.index)  # found out in one pass, without asking each
    return present.map(_TESTS[kind]).astype(bool)


def _numbers_fit(present: "pd.Series[Any]", kind: Kind) -> "pd.Series[bool]":
    """The same as asking value by value, but a column at a time."""
    import pandas as pd

    if pd.api.types.is_bool_dtype(present):
        return pd.Series(False, index=present.index)
    if kind == "whole":
        return (present == present.round()).astype(bool)
    if kind == "share":
        return ((present >= 0) & (present <= 1)).astype(bool)
    return pd.Series(True, index=present.index)


_ALL_OF_A_KIND: dict[Kind, str] = {"text": "string", "flag": "boolean", "day": "date"}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TESTS: "dict[Kind, Callable[[Any], bool]]" = {
    "text": lambda v: isinstance(v, str),
    "whole": lambda v: _is_number(v) and float(v).is_integer(),
    "number": _is_number,
    "share": lambda v: _is_number(v) and 0 <= v <= 1,
    "flag": lambda v: isinstance(v, bool) or type(v).__name__ == "bool",
    "day": lambda v: isinstance(v, dt.date) and not isinstance(v, dt.datetime),
    "moment": lambda v: isinstance(v, dt.datetime) and v.utcoffset() == dt.timedelta(0),
}
