"""New rows of one table: files of a week each, made visible by one entry in the table's log.

A row that another is to stand for goes in the same entry: its file is written anew without it.

The Delta library could write the rows too, once for each slice of an import; it takes twice the
memory for that and reads the log anew each time. The log is all its own.
"""

import json
import os
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.schema import Field, Schema
from deltalake.transaction import AddAction, RemoveAction

from hustings.schema import Table
from hustings.store.deltalog import address, files_of, open_log, week_of_file
from hustings.store.pin import sync_folder
from hustings.store.shape import ROW_KEY, stored_schema

WEEK = "week"  # the partition: part of a file's path, and of no file
MOST_ROWS = 1_000_000  # in a file: what is noted of its parts is held until it is closed
KEPT = {"delta.logRetentionDuration": "interval 3650 days"}


@dataclass
class Appending:
    """Rows on their way into a table; nobody sees them before `commit`.

    Whatever stops it, leaving it gives up the file that is being written.
    """

    folder: Path  # of the table
    table: Table
    _added: list[AddAction] = field(default_factory=list)
    _dropped: dict[str, list[pa.Array]] = field(default_factory=dict)  # row keys, by week
    _open: "_File | None" = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._open:
            self._open.give_up()
            self._open = None

    def add(self, batches: Iterable[pa.RecordBatch]) -> None:
        """Write rows, those of one week after those of another."""
        for batch in batches:
            for week, rows in _by_week(batch):
                if self._open is None or self._open.week != week or self._open.rows >= MOST_ROWS:
                    self._close()
                    self._open = _File(self.folder, week, rows.schema)
                self._open.write(rows)

    def drop(self, week: str, keys: pa.ChunkedArray) -> None:
        """Take rows of a week out that stand in the table now."""
        self._dropped.setdefault(week, []).extend(keys.chunks)

    @property
    def is_due(self) -> bool:
        """Whether there is anything to commit."""
        return bool(self._added or self._open or self._dropped)

    def commit(self) -> int:
        """Have everything added seen by whoever opens the table anew; returns its version.

        Of a list whose newest rows win, what was added is all there is from then on.
        """
        self._close()
        table = _opened(self.folder, self.table)
        removed = self._rewritten(table)
        if self._added or removed:
            mode = "overwrite" if self.table.newest_wins else "append"
            actions: list[AddAction | RemoveAction] = [*self._added, *removed]
            table.create_write_transaction(actions, mode, table.schema(), [WEEK])
            table.update_incremental()  # the transaction leaves what it was made from as it was
            _sync_log(self.folder, table.version())
        return table.version()

    def _rewritten(self, table: DeltaTable) -> list[RemoveAction]:
        """Write the files anew that hold dropped rows, without them; returns what goes for that."""
        removed: list[RemoveAction] = []
        files: dict[str, list[str]] = {}
        for file in files_of(table, self.folder) if self._dropped else ():
            files.setdefault(week_of_file(file), []).append(file)
        for week, keys in sorted(self._dropped.items()):
            dropped = pa.chunked_array(keys, ROW_KEY.type)
            paths = [f"{WEEK}={week}/{Path(file).name}" for file in files.get(week, ())]
            for path in paths:
                if self._without(path, week, dropped):
                    now, size = int(time.time() * 1000), (self.folder / path).stat().st_size
                    removed.append(RemoveAction(path, True, now, size, {WEEK: week}))
        return removed

    def _without(self, path: str, week: str, dropped: pa.ChunkedArray) -> bool:
        """Write one file anew without some rows; says whether it holds any of them."""
        stood = pq.ParquetFile(self.folder / path)
        keys = stood.read([ROW_KEY.name]).column(0)
        gone = pc.sum(pc.is_in(keys, dropped)).as_py() or 0
        if not gone:
            return False
        if gone < len(keys):
            self._open = _File(self.folder, week, stood.schema_arrow)
            for rows in stood.iter_batches():
                stays = pc.invert(pc.is_in(rows.column(ROW_KEY.name), dropped))
                self._open.write(rows.filter(stays))
            self._close()
        return True

    def _close(self) -> None:
        if self._open:
            self._added.append(self._open.close())
            self._open = None


@dataclass
class _File:
    """One file of rows of one week, being written."""

    folder: Path
    week: str
    schema: pa.Schema
    rows: int = 0
    path: str = field(init=False)
    writer: pq.ParquetWriter = field(init=False)

    def __post_init__(self) -> None:
        (self.folder / f"{WEEK}={self.week}").mkdir(parents=True, exist_ok=True)
        self.path = f"{WEEK}={self.week}/part-{uuid.uuid4()}.parquet"
        self.writer = pq.ParquetWriter(self.folder / self.path, self.schema, compression="zstd")

    def write(self, rows: pa.RecordBatch) -> None:
        """Add rows."""
        self.writer.write_batch(rows)
        self.rows += len(rows)

    def give_up(self) -> None:
        """Leave it unfinished and away."""
        give_up(self.writer)
        (self.folder / self.path).unlink(missing_ok=True)

    def close(self) -> AddAction:
        """Have it on the disk; returns what the log says of it: how many rows, and none of them."""
        self.writer.close()
        written = self.folder / self.path
        with written.open("rb") as file:
            os.fsync(file.fileno())
        sync_folder(written.parent)
        return AddAction(
            path=self.path,
            size=written.stat().st_size,
            partition_values={WEEK: self.week},
            modification_time=int(time.time() * 1000),
            data_change=True,
            stats=json.dumps({"numRecords": self.rows}),
        )


def give_up(writer: pq.ParquetWriter) -> None:
    """Close a file that may be unfinished, or the collector would meet a full disk once more."""
    with suppress(OSError, pa.ArrowException):
        writer.close()
    writer.is_open = False


def _by_week(batch: pa.RecordBatch) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Runs of rows of one week, without it."""
    weeks = batch.column(WEEK).dictionary_encode()
    codes = weeks.indices.to_numpy()
    starts = np.flatnonzero(np.diff(codes, prepend=-1)).tolist()
    rows = batch.drop_columns([WEEK])
    for start, end in zip(starts, [*starts[1:], len(codes)], strict=True):
        yield str(weeks.dictionary[codes[start]].as_py()), rows.slice(start, end - start)


def _opened(folder: Path, table: Table) -> DeltaTable:
    """The table, made if it is new, with every column that its description has gained since."""
    if not (folder / "_delta_log").is_dir():
        return DeltaTable.create(
            address(folder), stored_schema(table), partition_by=[WEEK], configuration=KEPT
        )
    found = open_log(folder)
    known = {column.name for column in found.schema().fields}
    gained: list[Field] = [
        column
        for column in Schema.from_arrow(stored_schema(table)).fields
        if column.name not in known
    ]
    if gained:
        found.alter.add_columns(gained)
    return found


def _sync_log(folder: Path, version: int) -> None:
    """The library leaves its entry to the system, which a power cut would find in memory."""
    log = folder / "_delta_log"
    with (log / f"{version:020}.json").open("rb") as file:
        os.fsync(file.fileno())
    sync_folder(log)
