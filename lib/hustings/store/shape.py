"""How a table's description becomes columns on disk, and what the store adds to each row."""

import pandas as pd
import pyarrow as pa

from hustings.errors import SchemaError
from hustings.schema import CLEAN, Column, Kind, Table, check

KINDS: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "share": pa.float64(),
    "flag": pa.bool_(),
    "day": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
}

UNDATED = "undated"

HOUSEKEEPING = (
    Column("file", "text", "SHA-256 of the raw file", required=True),
    Column("line", "whole", "the line or row in it", required=True),
    Column("known_at", "moment", "when that file was exported", required=True),
)

MEMBER = pa.field("member", pa.int32())  # which member of a zip; two may be exports of one group
ROW_KEY = pa.field("row_key", pa.int64())  # hash of the key; how a fact seen twice is recognised
WEEK = pa.field("week", pa.string())  # ISO week in India; the partition


def staged_schema(table: Table) -> pa.Schema:
    """The columns of rows on their way in."""
    return pa.schema([*_fields(table), MEMBER])


def stored_schema(table: Table) -> pa.Schema:
    """The columns of rows at rest."""
    return pa.schema([*_fields(table), ROW_KEY, WEEK])


def _fields(table: Table) -> list[pa.Field]:
    return [pa.field(c.name, KINDS[c.kind]) for c in (*table.columns, *HOUSEKEEPING)]


def prepared(
    name: str,
    rows: pd.DataFrame,
    *,
    file: str | list[str],
    lines: list[int],
    known_at: pd.Timestamp | list[pd.Timestamp],
    part: int = 0,
) -> pa.Table:
    """Rows of one table, checked and with their housekeeping, as they are staged.

    Args:   part: which member of a zip they stand in.
    Raises: SchemaError listing every breach.
    """
    check(rows, CLEAN[name])
    rows = rows.assign(file=file, line=lines, known_at=known_at, member=part)
    return to_arrow(rows, CLEAN[name])


def to_arrow(rows: pd.DataFrame, table: Table) -> pa.Table:
    """Rows as columns of exactly the table's kinds; absent optional columns become missing.

    Raises: SchemaError naming the column that does not fit.
    """
    schema = staged_schema(table)
    columns = []
    for column in schema:
        if column.name not in rows.columns:
            columns.append(pa.nulls(len(rows), column.type))
            continue
        try:
            columns.append(pa.array(rows[column.name], type=column.type, from_pandas=True))
        except (pa.ArrowInvalid, pa.ArrowTypeError) as cause:
            raise SchemaError(
                f"The column '{column.name}' does not fit its kind: {cause}",
                where=f"table {table.name}",
                fix="Mend the rows, or set them aside before storing the rest.",
            ) from cause
    return pa.Table.from_arrays(columns, schema=schema)


def key_sql(table: Table, columns: tuple[str, ...] = ()) -> str:
    """SQL for the text two rows share when they are the same fact, or alike in some columns."""
    parts = ", ".join(
        f"coalesce(cast({_plain(table[name], table)} as varchar), '')"
        for name in columns or table.key
    )
    return f"concat_ws(chr(31), {parts})"


def _plain(column: Column, table: Table) -> str:
    if column.kind != "moment":
        return f'"{column.name}"'
    # Numbers of microseconds do not depend on the session's time zone; printed times do.
    whole = f'epoch_us("{column.name}")'
    return f"{whole} // 60000000" if table.to_the_minute else whole


def week_sql(table: Table) -> str:
    """SQL for the ISO week, seen from India, a row belongs to."""
    if not table.dated_by:
        return f"'{UNDATED}'"
    day = f'"{table.dated_by}"'
    if table[table.dated_by].kind == "moment":
        # India has no daylight saving: adding its offset is its local time, without a zone table.
        day = f"make_timestamp(epoch_us({day}) + 19800000000)"
    return f"strftime({day}, '%G-W%V')"
