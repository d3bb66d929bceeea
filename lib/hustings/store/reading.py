"""Reading clean tables: one pinned moment, through Ibis, whatever an import does meanwhile."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hustings.errors import StoreError, UsageError, nearest
from hustings.schema import CLEAN
from hustings.store.deltalog import WEEK_IN_PATH, live_files, week_of_file
from hustings.store.pin import Pin
from hustings.store.shape import WEEK, stored_schema
from hustings.store.telling import QUIET

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend


@dataclass(frozen=True)
class Snapshot:
    """The clean tables as of one pin; two reads of it always agree."""

    folder: Path  # data/clean
    pin: Pin
    _files: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def take(cls, folder: Path) -> "Snapshot":
        """The clean tables as they are pinned now."""
        return cls(folder, Pin.read(folder))

    @cached_property
    def engine(self) -> "Backend":
        """The embedded engine the tables are read with; started on first use."""
        import ibis  # about a second of CPU

        engine = ibis.duckdb.connect()
        engine.raw_sql(QUIET)
        return engine

    def table(self, name: str, *, weeks: Iterable[str] | None = None) -> "ibis.Table":
        """One clean table as an Ibis expression, all of it or some weeks only.

        Raises: UsageError for a table nobody has described.
        """
        files = self.files(name, weeks=weeks)
        import ibis

        none = stored_schema(CLEAN[name]).empty_table()
        if not files:
            return ibis.memtable(none)
        # Not as hive partitions: folders above the office may be called `unit=x`.
        stored = self.engine.read_parquet(
            files, hive_partitioning=False, filename=True, union_by_name=True
        )
        week = stored.filename.re_extract(WEEK_IN_PATH, 1)
        stored = stored.mutate(week=week).drop("filename")
        later = [column for column in none.schema if column.name not in stored.columns]
        # Rows stored before the table gained a column have nothing in it.
        return stored.mutate(**{column.name: _nothing(column) for column in later})

    def frame(
        self,
        name: str,
        *,
        weeks: Iterable[str] | None = None,
        columns: Iterable[str] | None = None,
        filled: str = "",
    ) -> pd.DataFrame:
        """One clean table as pandas: one row per fact, housekeeping columns included.

        Read as it lies, without the engine: an import needs small lists, and no second of CPU.

        Args: columns: only these; filled: a column, to leave out every row that has nothing in it.
        """
        paths = self.files(name, weeks=weeks)
        schema = stored_schema(CLEAN[name])
        if columns is not None:
            schema = pa.schema([schema.field(column) for column in columns])
        parts = [part for path in paths for part in _read(path, schema, filled)]
        frame: pd.DataFrame = pa.concat_tables(parts or [_empty(schema)]).to_pandas()
        return frame

    def files(self, name: str, *, weeks: Iterable[str] | None = None) -> list[str]:
        """The Parquet files behind one table, all of them or those of some weeks."""
        if name not in CLEAN:
            raise UsageError(f"No clean table is called '{name}'.", fix=nearest(name, CLEAN))
        if name not in self._files:
            self._files[name] = live_files(self.folder, name, self.pin)
        if weeks is None:
            return self._files[name]
        wanted = set(weeks)
        return [path for path in self._files[name] if week_of_file(path) in wanted]

    def weeks(self, name: str) -> dict[str, str]:
        """A fingerprint of each week of one table; it changes when, and only when, rows came."""
        by_week: dict[str, list[str]] = {}
        for path in self.files(name):
            by_week.setdefault(week_of_file(path), []).append(Path(path).name)
        return {
            week: hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()
            for week, names in sorted(by_week.items())
        }


Made = TypeVar("Made")


def read_whole(folder: Path, work: Callable[[Snapshot], Made]) -> Made:
    """What some work makes of the clean tables as they are pinned.

    An import may replace rows meanwhile and erase what it replaced: then the work is done anew, of
    what is pinned now.
    """
    while True:
        snapshot = Snapshot.take(folder)
        try:
            return work(snapshot)
        except (OSError, StoreError, duckdb.Error):
            if Pin.read(folder) == snapshot.pin:
                raise


def _empty(schema: pa.Schema) -> pa.Table:
    return pa.Table.from_arrays([_as_seen(pa.nulls(0, c.type)) for c in schema], schema.names)


def _as_seen(found: pa.ChunkedArray) -> pa.ChunkedArray:
    """Days are moments in pandas, which has no days."""
    return found.cast(pa.timestamp("s")) if pa.types.is_date(found.type) else found


def _read(path: str, schema: pa.Schema, filled: str) -> Iterator[pa.Table]:
    """One file's rows in parts; columns that the table gained later are missing."""
    stored = pq.ParquetFile(path)
    there = [name for name in schema.names if name in stored.schema_arrow.names]
    if not filled:
        yield _shaped(stored.read(there), path, schema)
    elif filled in there:
        for batch in stored.iter_batches(columns=there):
            rows = pa.Table.from_batches([batch])
            yield _shaped(rows.filter(pc.is_valid(rows[filled])), path, schema)


def _shaped(rows: pa.Table, path: str, schema: pa.Schema) -> pa.Table:
    columns = []
    for column in schema:
        if column.name == WEEK.name:
            found = pa.array([week_of_file(path)], column.type).take(pa.array([0] * len(rows)))
        elif column.name in rows.column_names:
            found = rows[column.name].cast(column.type)
        else:
            found = pa.nulls(len(rows), column.type)
        columns.append(_as_seen(found))
    return pa.Table.from_arrays(columns, names=schema.names)


def _nothing(column: "pa.Field") -> "ir.Scalar":
    import ibis
    from ibis.formats.pyarrow import PyArrowType

    return ibis.null(PyArrowType.to_ibis(column.type))
