"""Storing rows: staged, told apart from what is known, appended, and pinned in one step."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from hustings.schema import CLEAN, Table
from hustings.store.appending import Appending
from hustings.store.clocks import ClockApart, set_clocks
from hustings.store.contested import settle
from hustings.store.deltalog import WEEK_IN_PATH, live_files, open_log, week_of_file
from hustings.store.neighbours import leave_neighbours
from hustings.store.pin import Pin
from hustings.store.shape import prepared, stored_schema
from hustings.store.staging import Staged
from hustings.store.telling import (
    NEW,
    NEWER,
    Slice,
    engine_for,
    place,
    slices,
    weeks_staged,
    whole,
)

BATCH = 16_384  # rows handed from the engine to the table at once


@dataclass(frozen=True)
class Stored:
    """What became of one file's rows in one table."""

    table: str
    file: str
    new: int
    known: int


@dataclass
class Writer:
    """One import under way: nothing it adds is seen by anybody before `commit`."""

    folder: Path  # data/clean
    pin: Pin
    _staging: Path
    _tables: dict[str, Staged] = field(default_factory=dict)
    _staged: dict[tuple[str, str], int] = field(default_factory=dict)
    _dropped: set[str] = field(default_factory=set)
    _withdrawn: set[str] = field(default_factory=set)
    clocks: list[ClockApart] = field(default_factory=list)  # set by others of their group so far

    def add(
        self,
        name: str,
        rows: pd.DataFrame,
        *,
        file: str | list[str],
        lines: list[int],
        known_at: pd.Timestamp | list[pd.Timestamp],
    ) -> None:
        """Stage rows of one table.

        Args: rows: one row per fact, in the table's shape; file: the raw file all came from, or
              the one of each; lines: where in it each stood; known_at: when it was exported.
        Raises: SchemaError listing every breach.
        """
        self.add_prepared(name, prepared(name, rows, file=file, lines=lines, known_at=known_at))

    def add_prepared(self, name: str, rows: pa.Table) -> None:
        """Stage rows that `prepared` has checked, perhaps in another process."""
        if name not in self._tables:
            self._tables[name] = Staged(self._staging, CLEAN[name])
        self._tables[name].add(rows)
        for counted in rows["file"].value_counts().to_pylist():
            key = name, str(counted["values"])
            self._staged[key] = self._staged.get(key, 0) + counted["counts"]

    @property
    def scratch(self) -> Path:
        """A folder for passing files; it is gone after this import, or with the next one."""
        return self._staging

    @property
    def staged_rows(self) -> int:
        """Rows staged since the last commit."""
        return sum(self._staged.values())

    def drop(self, file: str) -> None:
        """Forget what was staged from one raw file, because the rest of it cannot be read."""
        self._dropped.add(file)
        for key in [key for key in self._staged if key[1] == file]:
            del self._staged[key]

    def withdraw(self, files: Iterable[str]) -> None:
        """Take every stored row of some raw files out of all tables, with the next commit.

        The same files may be added anew in that commit: readers see the old rows or the new ones.
        """
        self._withdrawn.update(files)

    def preview(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        """The rows a commit would store, table by table, without storing them."""
        with engine_for(self._staging) as engine:
            self._set_clocks(engine, self.pin)
            for name in list(self._tables):
                table = CLEAN[name]
                columns = ", ".join(f'"{column}"' for column in [*table.names, "file", "line"])
                for _ in self._told_apart(engine, table, self.pin):
                    rows = engine.view("fresh").project(columns).order("file, line")
                    for batch in rows.to_arrow_reader(BATCH):
                        yield name, batch

    def commit(self, books: Callable[[list[Stored]], None] | None = None) -> list[Stored]:
        """Append what is new, then make it visible in one step.

        Args:    books: is given the outcome before the pin moves, and may `add` rows that tell
                 of it (the table of files), which become visible in the same step.
        Returns: one row per table and file, with how many rows were new and how many known.
        """
        versions = dict(self.pin.versions)
        self._take_out(versions)
        outcome = self._append_staged(versions)
        if books:
            books(outcome)
            self._append_staged(versions)
        self.pin = Pin(versions)
        self.pin.write(self.folder)
        return outcome

    def _take_out(self, versions: dict[str, int]) -> None:
        if not self._withdrawn:
            return
        listed = ", ".join(f"'{file}'" for file in sorted(self._withdrawn))
        for name in versions:
            delta = open_log(self.folder / name)
            delta.delete(f"file in ({listed})")
            versions[name] = delta.version()
        self._withdrawn.clear()

    def _append_staged(self, versions: dict[str, int]) -> list[Stored]:
        outcome: list[Stored] = []
        with engine_for(self._staging) as engine:
            self._set_clocks(engine, Pin(versions))
            for name in list(self._tables):
                new = self._append(engine, CLEAN[name], versions)
                outcome += [
                    Stored(name, file, new[file], count - new[file])
                    for (staged, file), count in self._staged.items()
                    if staged == name
                ]
                self._tables.pop(name).remove()
        self._staged.clear()
        return outcome

    def _append(
        self, engine: duckdb.DuckDBPyConnection, table: Table, versions: dict[str, int]
    ) -> Counter[str]:
        """Append the new rows of one table; gives how many there were of each file."""
        new: Counter[str] = Counter()
        with Appending(self.folder / table.name, table) as appending:
            for _ in self._told_apart(engine, table, Pin(versions)):
                # What stands instead of a stored row is a fact that was known before.
                counted = "select file, count(*) filter (not instead) from new group by file"
                if found := engine.sql(counted).fetchall():
                    new.update(dict(found))
                    appending.add(_rows(engine, table).to_arrow_reader(BATCH))
                for week, keys in _replaced(engine):
                    appending.drop(week, keys)
            if appending.is_due:
                versions[table.name] = appending.commit()
        return new

    def give_up(self) -> None:
        """Leave unfinished what is staged and not committed."""
        for unfinished in self._tables.values():
            unfinished.give_up()

    def _set_clocks(self, engine: duckdb.DuckDBPyConnection, pin: Pin) -> None:
        staged = {name: table.closed() for name, table in self._tables.items()}
        pa.default_memory_pool().release_unused()
        if "messages" not in staged:
            return
        weeks = weeks_staged(engine, CLEAN["messages"], staged["messages"])
        live = [
            path for path in live_files(self.folder, "messages", pin) if week_of_file(path) in weeks
        ]
        self.clocks += set_clocks(engine, staged, live, self._dropped)

    def _told_apart(
        self, engine: duckdb.DuckDBPyConnection, table: Table, pin: Pin
    ) -> Iterator[None]:
        """Have the engine hold staged rows of one table, and which are new, slice by slice."""
        live = live_files(self.folder, table.name, pin)  # no two slices hold the same fact
        for some in slices(engine, table, self._tables[table.name].closed()):
            place(engine, table, self._dropped, some)
            _known(engine, table, live, some).create_view("known")
            settle(engine, table, some.rows)
            engine.sql(NEWER if table.newest_wins else NEW)
            leave_neighbours(engine, table, some.rows)
            engine.sql(whole(some))
            yield


def _replaced(engine: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, pa.ChunkedArray]]:
    """The keys of stored rows that others are to stand for, by week."""
    replaced = engine.sql("from replaced").to_arrow_table()
    for week in pc.unique(replaced["week"]).to_pylist():
        yield week, replaced.filter(pc.equal(replaced["week"], week))["row_key"]


def _rows(engine: duckdb.DuckDBPyConnection, table: Table) -> duckdb.DuckDBPyRelation:
    """The new rows of a slice, week by week; of a list all rows but those that were replaced."""
    columns = ", ".join(f'"{name}"' for name in stored_schema(table).names)
    if table.newest_wins:
        return engine.sql(
            f"select {columns} from known anti join new using (row_key) "  # noqa: S608
            f"union all select {columns} from fresh order by week, row_key"
        )
    return engine.sql(f"select {columns} from fresh order by week, file, line")  # noqa: S608


def _known(
    engine: duckdb.DuckDBPyConnection, table: Table, live: list[str], some: Slice
) -> duckdb.DuckDBPyRelation:
    """What is stored already that may be of a slice's facts; of a list, all of it."""
    weeks = {week for (week,) in engine.sql("select distinct week from staged").fetchall()}
    # A list is written whole, so all of it must be at hand, whichever weeks are touched.
    files = [path for path in live if table.newest_wins or week_of_file(path) in weeks]
    none = engine.from_arrow(stored_schema(table).empty_table())
    if not files:
        return none
    none.create_view("none")  # gives a column that the table gained later to older rows
    stored = engine.sql(
        """from none union all by name
        select * exclude (filename), regexp_extract(filename, $week, 1) as week
        from read_parquet($files, hive_partitioning=false, filename=true, union_by_name=true)""",
        params={"files": files, "week": WEEK_IN_PATH},
    )
    return stored.filter(some.where)
