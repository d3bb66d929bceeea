"""Telling new rows from known ones, in one query per table."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from hustings.schema import Table
from hustings.store.shape import key_sql, week_sql

MEMORY = "1GB"  # beyond it the query spills to disk


def numbered(table: Table, staged: Path, dropped: set[str]) -> str:
    """SQL that gives every staged row its week and key.

    Where equal rows are separate facts, the second "done" in one minute of one file is told from
    the first by its place, and so is recognised in the next export as well. Texts stay on disk:
    a row is known here by its number in the staged file.
    """
    place = (
        "row_number() over (partition by fact, file order by line) - 1" if table.repeats else "0"
    )
    left_out = ", ".join(f"'{file}'" for file in ["", *sorted(dropped)])
    return f"""
        create table staged as
        with facts as (
            select file, line, known_at, file_row_number as number,
                {key_sql(table)} as fact, {week_sql(table)} as week
            from read_parquet('{staged}', file_row_number=true) where file not in ({left_out})
        ), placed as (select *, {place} as place from facts)
        select * exclude (fact, place),
            (md5_number_lower(fact || chr(31) || place) & 9223372036854775807::ubigint)::bigint
                as row_key
        from placed
        qualify row_number() over (partition by row_key, week
            order by known_at {"desc" if table.newest_wins else "asc"}, file, line) = 1
    """  # noqa: S608  names, path and hashes are ours


NEW = """create table new as select s.* from staged s anti join known k
    on s.row_key = k.row_key and s.week = k.week"""


def whole(staged: Path) -> str:
    """SQL for the new rows with all their columns."""
    return f"""create view fresh as select r.*, n.row_key, n.week
        from read_parquet('{staged}', file_row_number=true) r
        join new n on r.file_row_number = n.number"""  # noqa: S608  the path is ours


NEWER = """create table new as select s.* from staged s left join known k using (row_key)
    where k.row_key is null or (s.known_at >= k.known_at and s.file <> k.file)"""


@contextmanager
def engine_for(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine of bounded memory that spills into `scratch`."""
    engine = duckdb.connect(
        config={"memory_limit": MEMORY, "temp_directory": str(scratch), "threads": 2}
    )
    try:
        yield engine
    finally:
        engine.close()
