"""Telling new rows from known ones, in one query per table."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb

from hustings.schema import Table
from hustings.store.contested import minute_sql
from hustings.store.deltalog import quoted
from hustings.store.shape import key_sql, week_sql

QUIET = "set enable_progress_bar = false"  # it would stand amid what a command prints
MEMORY = "160MB"
SLICE = 30_000  # rows told apart at once: what a commit holds in memory
DAY = 86_400_000_000  # microseconds


@dataclass(frozen=True)
class Slice:
    """Some days of the staged rows; rows of two slices are never the same fact."""

    where: str = "true"  # SQL


def slices(engine: duckdb.DuckDBPyConnection, table: Table, staged: Path) -> list[Slice]:
    """Cut many staged rows into slices of whole days, so that memory does not grow with a file.

    Only tables whose key holds the moment they are dated by can be cut: there equal facts bear
    equal moments.
    """
    count = engine.sql(f"select count(*) from read_parquet({quoted(staged)})").fetchall()[0][0]  # noqa: S608
    dated = table.dated_by
    if count <= SLICE or dated not in table.key or table[dated].kind != "moment":
        return [Slice()]
    days = engine.sql(
        f"""select epoch_us("{dated}") // {DAY} as day, count(*)
        from read_parquet({quoted(staged)}) where "{dated}" is not null group by day order by day"""  # noqa: S608
    ).fetchall()
    if not days:
        return [Slice()]
    cuts, held = [int(days[0][0])], 0
    for day, rows in days:
        if held and held + rows > SLICE:
            cuts.append(int(day))
            held = 0
        held += rows
    cuts.append(int(days[-1][0]) + 1)
    spans = [Slice(_within(dated, *span)) for span in pairwise(cuts)]
    return [*spans, Slice(f'"{dated}" is null')]


def _within(dated: str, first: int, end: int) -> str:
    start = datetime(1970, 1, 1, tzinfo=UTC)
    low, high = (
        f"timestamptz '{start + timedelta(day):%Y-%m-%d}T00:00:00Z'" for day in (first, end)
    )
    return f'"{dated}" >= {low} and "{dated}" < {high}'


def weeks_staged(engine: duckdb.DuckDBPyConnection, table: Table, staged: Path) -> set[str]:
    """The weeks that staged rows are of."""
    weeks = f"select distinct {week_sql(table)} from read_parquet({quoted(staged)})"  # noqa: S608
    return {str(week) for (week,) in engine.sql(weeks).fetchall()}


def place(
    engine: duckdb.DuckDBPyConnection, table: Table, staged: Path, dropped: set[str], some: Slice
) -> None:
    """Give every staged row of a slice its week and key: all as `placed`, each fact as `staged`.

    Where equal rows are separate facts, the second "done" in one minute of one file is told from
    the first by its place, and so is recognised in the next export as well. Texts stay on disk:
    a row is known here by its number in the staged file.
    """
    place = (
        "row_number() over (partition by fact, file, part order by line) - 1"
        if table.repeats
        else "0"
    )
    left_out = ", ".join(f"'{file}'" for file in ["", *sorted(dropped)])
    engine.sql(f"""
        create or replace table placed as
        with facts as (
            select file, part, line, known_at, file_row_number as number,
                {key_sql(table)} as fact, {week_sql(table)} as week, {minute_sql(table)} as minute
            from read_parquet({quoted(staged)}, file_row_number=true)
            where file not in ({left_out}) and {some.where}
        ), placed as (select *, {place} as place from facts)
        select * exclude (fact, place),
            (md5_number_lower(fact || chr(31) || place) & 9223372036854775807::ubigint)::bigint
                as row_key
        from placed
    """)  # noqa: S608  names, path and hashes are ours
    engine.sql(f"""
        create or replace table staged as select * from placed
        qualify row_number() over (partition by row_key, week
            order by known_at {"desc" if table.newest_wins else "asc"}, file, line) = 1
    """)  # noqa: S608


NEW = """create or replace table new as
    select s.*, false as instead from staged s
        anti join known k on s.row_key = k.row_key and s.week = k.week
        anti join contested c on s.minute = c.minute
    union all select p.*, t.instead from placed p join settled t using (number)"""


def whole(staged: Path, some: Slice) -> str:
    """SQL for the new rows of a slice with all their columns."""
    return f"""create or replace view fresh as select r.*, n.row_key, n.week from (
            select * from read_parquet({quoted(staged)}, file_row_number=true) where {some.where}
        ) r join new n on r.file_row_number = n.number"""  # noqa: S608  the path is ours


NEWER = """create or replace table new as select s.*, false as instead
    from staged s left join known k using (row_key)
    where k.row_key is null or (s.known_at >= k.known_at and s.file <> k.file)"""


@contextmanager
def engine_for(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine of bounded memory that spills into `scratch`."""
    engine = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "temp_directory": str(scratch),
            "threads": 1,
            "allocator_flush_threshold": "16MB",  # what was freed goes back to the system sooner
            "enable_external_file_cache": False,  # it would keep what was read, up to the limit
        }
    )
    engine.execute(QUIET)
    try:
        yield engine
    finally:
        engine.close()
