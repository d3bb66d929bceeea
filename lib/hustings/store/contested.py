"""Minutes of which several files tell differently: found in SQL, settled row by row."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import duckdb
import pyarrow as pa

from hustings.schema import Table
from hustings.schema.retold import Retold, Told
from hustings.store.retelling import Row, Settled, settled
from hustings.store.shape import key_sql

NONE = """
    create or replace table settled (number bigint, instead boolean);
    create or replace table replaced (week varchar, row_key bigint)"""


def minute_sql(table: Table) -> str:
    """SQL for what all rows have in common that may be one fact; none where only equal keys are."""
    return f"hash({key_sql(table, table.retold.at)})" if table.retold else "null::ubigint"


# A minute is calm where nobody has anything new, or everybody who tells of it has the same.
_FIND = """
    create or replace table contested as
    with every as (
        select minute, row_key, concat(file, '/', member) as source from placed
        union all
        select minute, row_key, '' from stored semi join placed using (minute)
    ), told as (
        select minute, source, count(*) as rows from every group by all
    ), facts as (
        select minute, count(distinct row_key) as facts from every group by minute
    )
    select minute from told join facts using (minute) group by minute, facts
    having count(*) > 1 and min(rows) < facts
        and facts > coalesce(max(rows) filter (source = ''), 0)"""


def settle(engine: duckdb.DuckDBPyConnection, table: Table, staged: str) -> None:
    """Fill `settled` with the staged rows to be added, and `replaced` with rows they stand for.

    Expects the tables `placed`, of what is staged, and `known`, of what is stored.

    Args: staged: SQL for the staged rows with all their columns.
    """
    engine.sql(NONE)
    engine.sql("create or replace table contested (minute ubigint)")
    if table.retold is None:
        return
    engine.sql(
        f"create or replace view stored as select *, {minute_sql(table)} as minute from known"  # noqa: S608
    )
    engine.sql(_FIND)
    told = _told(table.retold)
    ours = engine.sql(
        f"""select minute, concat(p.file, '/', p.member), p.row_key, p.number, '', {told}
        from placed p join {staged} r on r.number = p.number semi join contested using (minute)
        order by minute, r.known_at, p.file, p.member, p.line"""  # noqa: S608  names are ours
    ).fetchall()
    if not ours:
        return
    theirs = engine.sql(
        f"""select minute, '', row_key, -1, week, {told}
        from stored r semi join contested using (minute) order by minute, file, line"""  # noqa: S608
    ).fetchall()
    weeks = {row[2]: row[4] for row in theirs}
    done = list(_each(theirs, ours, table.retold))
    instead = {row.number for one in done for row in one.instead}
    _fill(
        engine,
        "settled",
        [(row.number, row.number in instead) for one in done for row in one.added],
    )
    _fill(
        engine,
        "replaced",
        [(weeks[row.key], row.key) for one in done for row in one.dropped],
    )


def _told(retold: Retold) -> str:
    """SQL for a row as it is told, in the order of `Told`."""
    kind = f'r."{retold.kind}"' if retold.kind else "''"
    edited = f'coalesce(r."{retold.edited}", false)' if retold.edited else "false"
    worded = f'coalesce(r."{retold.length}", 0) > 0' if retold.length else "false"
    return (
        f'r."{retold.said}", r."{retold.named}", coalesce(r."{retold.sure}", false), '
        f"epoch_us(r.known_at), {kind}, {edited}, {worded}"
    )


Fetched = tuple[Any, ...]
"""A row as the engine gives it: minute, source, key, number, week, and what is told."""


def _each(theirs: list[Fetched], ours: list[Fetched], retold: Retold) -> Iterator[Settled]:
    stored = {
        minute: [_row(row) for row in rows] for minute, rows in groupby(theirs, lambda r: r[0])
    }
    for minute, rows in groupby(ours, lambda row: row[0]):
        files = [[_row(row) for row in same] for _, same in groupby(rows, lambda row: row[1])]
        yield settled(stored.get(minute, []), files, retold.stands)


def _row(fetched: Fetched) -> Row:
    _, _, key, number, _, *told = fetched
    return Row(key, number, Told(*told))


def _fill(engine: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[object, object]]) -> None:
    if rows:
        one, other = (pa.array(list(column)) for column in zip(*rows, strict=True))
        engine.from_arrow(pa.table([one, other], ["one", "other"])).insert_into(table)
