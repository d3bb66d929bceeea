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
from hustings.store.shape import key_sql, week_sql
from hustings.store.staging import read_sql

QUIET = "set enable_progress_bar = false"  # it would stand amid what a command prints
MEMORY = "160MB"
SLICE = 30_000  # rows told apart at once: what a commit holds in memory
MINUTE = 60_000_000  # microseconds
DAY = 1440 * MINUTE
START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Slice:
    """Some of the staged rows; rows of two slices are never the same fact."""

    files: tuple[Path, ...]  # that hold them all, and maybe others
    where: str = "true"  # SQL, true as well of what is stored of the same facts

    @property
    def rows(self) -> str:
        """SQL for the rows with all their columns."""
        return f"(select * from {read_sql(self.files)} where {self.where})"  # noqa: S608


def slices(
    engine: duckdb.DuckDBPyConnection, table: Table, staged: tuple[Path, ...]
) -> list[Slice]:
    """Cut many staged rows into slices, so that memory does not grow with a file.

    They are cut by the moment they are dated by, or else by a whole number of theirs. Only tables
    whose key holds it can be cut: there equal facts bear equal moments, or equal numbers.
    """
    cut = _Cut.of(table)
    if cut is None:
        return [Slice(staged)]
    told = f"filename, count(*), count({cut.number}), min({cut.number}), max({cut.number})"
    held = engine.sql(f"from {read_sql(staged, named=True)}").aggregate(told).fetchall()
    if sum(rows for _, rows, *_ in held) <= SLICE:
        return [Slice(staged)]
    of = {Path(name): (low, high) for name, _, dated, low, high in held if dated}
    places = cut.places(engine, read_sql(staged))
    found = [
        Slice(
            tuple(
                path for path in staged if path in of and of[path][0] < end and first <= of[path][1]
            ),
            cut.within(first, end),
        )
        for first, end in pairwise(places)
    ]
    without = tuple(Path(name) for name, rows, dated, *_ in held if rows > dated)
    return [*found, *([Slice(without, f'"{cut.column}" is null')] if without else [])]


@dataclass(frozen=True)
class _Cut:
    """Where a table may be cut: between two units of a number that is part of its key."""

    column: str
    moment: bool

    @classmethod
    def of(cls, table: Table) -> "_Cut | None":
        dated = table.dated_by
        if table.newest_wins:  # such a list is written whole
            return None
        if dated in table.key and table[dated].kind == "moment":
            return cls(dated, moment=True)
        whole = [name for name in table.key if table[name].kind == "whole"]
        return cls(whole[0], moment=False) if whole else None

    @property
    def number(self) -> str:
        return f'epoch_us("{self.column}")' if self.moment else f'"{self.column}"'

    @property
    def units(self) -> tuple[int, ...]:
        """A day, and where it has too many rows, a minute; of other numbers some, then each."""
        return (DAY, MINUTE) if self.moment else (SLICE, 1)

    def places(self, engine: duckdb.DuckDBPyConnection, rows: str) -> list[int]:
        """Where to cut: at the first row, after about as many as a slice holds, after the last."""
        places, held = list[int](), 0
        for first, end, count in self._counted(engine, rows, "true", self.units):
            if not places or held + count > SLICE:
                places[-1:] = [first, end]
                held = 0
            places[-1] = end
            held += count
        return places

    def _counted(
        self, engine: duckdb.DuckDBPyConnection, rows: str, where: str, units: tuple[int, ...]
    ) -> Iterator[tuple[int, int, int]]:
        """First, end and rows of every unit that has any, the larger ones cut into smaller."""
        unit, *smaller = units
        found = engine.sql(
            f"""select floor({self.number} / {unit})::bigint, count(*) from {rows}
            where "{self.column}" is not null and {where} group by 1 order by 1"""  # noqa: S608
        ).fetchall()
        for at, count in found:
            span = int(at) * unit, (int(at) + 1) * unit
            if count > SLICE and smaller:
                yield from self._counted(engine, rows, self.within(*span), tuple(smaller))
            else:
                yield *span, int(count)

    def within(self, first: int, end: int) -> str:
        """SQL for whether a row lies between two numbers, the end left out."""
        low, high = map(self._said, (first, end))
        return f'"{self.column}" >= {low} and "{self.column}" < {high}'

    def _said(self, number: int) -> str:
        if not self.moment:
            return str(number)
        return f"timestamptz '{START + timedelta(microseconds=number):%Y-%m-%dT%H:%M:%S}Z'"


def weeks_staged(
    engine: duckdb.DuckDBPyConnection, table: Table, staged: tuple[Path, ...]
) -> set[str]:
    """The weeks that staged rows are of."""
    weeks = f"select distinct {week_sql(table)} from {read_sql(staged)}"  # noqa: S608
    return {str(week) for (week,) in engine.sql(weeks).fetchall()}


def place(engine: duckdb.DuckDBPyConnection, table: Table, dropped: set[str], some: Slice) -> None:
    """Give every staged row of a slice its week and key: all as `placed`, each fact as `staged`.

    Where equal rows are separate facts, the second "done" in one minute of one file is told from
    the first by its place, and so is recognised in the next export as well. Texts stay on disk:
    a row is known here by its number.
    """
    place = (
        "row_number() over (partition by fact, file, member order by line) - 1"
        if table.repeats
        else "0"
    )
    left_out = ", ".join(f"'{file}'" for file in ["", *sorted(dropped)])
    engine.sql(f"""
        create or replace table placed as
        with facts as (
            select file, member, line, known_at, number,
                {key_sql(table)} as fact, {week_sql(table)} as week, {minute_sql(table)} as minute
            from {some.rows} where file not in ({left_out})
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


def whole(some: Slice) -> str:
    """SQL for the new rows of a slice with all their columns."""
    return f"""create or replace view fresh as select r.*, n.row_key, n.week
        from {some.rows} r join new n using (number)"""  # noqa: S608  the paths are ours


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
