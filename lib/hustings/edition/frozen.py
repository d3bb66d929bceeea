"""Reading a frozen table in one thread, so that a process which has read it may still be forked.

pyarrow's own ways from a path to a table, and its filters, start threads; from memory, column by
column, and told so, it needs none.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

Asked = Mapping[str, Collection[str] | None]
"""For each column the texts a row must have one of; None where it must have any value."""


def read_whole(paths: Iterable[Path]) -> pd.DataFrame:
    """A table, whole, from the files it lies in, one after the other."""
    return pd.concat([_frame(_read(path)) for path in paths], ignore_index=True)


def read_some(paths: Iterable[Path], columns: Sequence[str], asked: Asked) -> pd.DataFrame:
    """Some columns of the rows asked for, file by file, so that the others are soon let go."""
    needed = list(dict.fromkeys([*columns, *asked]))
    chosen = [_filtered(_read(path, needed, asked), asked).select(list(columns)) for path in paths]
    return _frame(pa.concat_tables(chosen))


def _filtered(rows: pa.Table, asked: Asked) -> pa.Table:
    masks = [_mask(rows[name], texts) for name, texts in asked.items()]
    return rows.filter(reduce(pc.and_, masks)) if masks else rows


def _mask(column: pa.ChunkedArray, texts: Collection[str] | None) -> pa.ChunkedArray:
    if texts is None:
        return pc.is_valid(column)
    return pc.is_in(column, pa.array(list(texts), pa.string()))


def _frame(rows: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = rows.to_pandas(use_threads=False)
    return frame


def _read(
    path: Path, columns: list[str] | None = None, asked: Asked = MappingProxyType({})
) -> pa.Table:
    file = pq.ParquetFile(pa.BufferReader(path.read_bytes()))
    names = file.schema_arrow.names
    wanted = {names.index(name): sorted(texts) for name, texts in asked.items() if texts}
    groups = map(file.metadata.row_group, range(file.num_row_groups))
    chosen = [at for at, group in enumerate(groups) if _may_hold(group, wanted)]
    return file.read_row_groups(chosen, columns, use_threads=False)


def _may_hold(group: pq.RowGroupMetaData, wanted: Mapping[int, list[str]]) -> bool:
    """Whether a group of rows may hold one that is wanted, by the ends of some of its columns.

    Rows lie in the order of their units: those of a few units in a group or two.
    """
    for column, texts in wanted.items():
        known = group.column(column).statistics
        if known is not None and known.has_min_max:
            place = bisect_left(texts, known.min)
            if place == len(texts) or texts[place] > known.max:
                return False
    return True
