"""Rows on their way in, in files of so many rows each: what is noted of a file grows with it."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from hustings.schema import Table
from hustings.store.appending import give_up
from hustings.store.deltalog import quoted
from hustings.store.shape import staged_schema

ROWS = 250_000  # in one file, or a little more
GROUP = 16_384  # rows that are compressed together
NUMBER = pa.field("number", pa.int64())  # by which a row is known until it is stored


def read_sql(paths: tuple[Path, ...], *, named: bool = False) -> str:
    """SQL for all rows of some files; a folder above called `unit=x` is no column of theirs.

    Args: named: with the column `filename` as well.
    """
    how = f"hive_partitioning=false, filename={str(named).lower()}"
    return f"read_parquet([{', '.join(map(quoted, paths))}], {how})"


@dataclass
class Staged:
    """The rows staged of one table, numbered in the order they came."""

    folder: Path
    table: Table
    rows: int = 0
    _paths: list[Path] = field(default_factory=list)
    _open: pq.ParquetWriter | None = None
    _last: int = 0  # number of the row that began the file being written

    def add(self, rows: pa.Table) -> None:
        """Write prepared rows."""
        if self._open is None:
            path = self.folder / f"{self.table.name}-{len(self._paths)}.parquet"
            schema = staged_schema(self.table).append(NUMBER)
            self._open, self._last = pq.ParquetWriter(path, schema, compression="zstd"), self.rows
            self._paths.append(path)
        numbers = np.arange(self.rows, self.rows + len(rows))
        self._open.write_table(rows.append_column(NUMBER, pa.array(numbers)), row_group_size=GROUP)
        self.rows += len(rows)
        if self.rows - self._last >= ROWS:
            self.closed()

    def closed(self) -> tuple[Path, ...]:
        """The files, whole; more rows go into another one."""
        if self._open:
            self._open.close()
            self._open = None
        return tuple(self._paths)

    def give_up(self) -> None:
        """Leave unfinished what is being written."""
        if self._open:
            give_up(self._open)
            self._open = None

    def remove(self) -> None:
        """Delete the files, once their rows are stored."""
        for path in self.closed():
            path.unlink()
        self._paths.clear()
