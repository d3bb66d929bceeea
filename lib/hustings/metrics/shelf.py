"""Where figures of a week are kept until something that enters them changes."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

GROUP_ROWS = 20_000  # rows read together: a few units' rows are found without reading the rest


@dataclass(frozen=True)
class Shelf:
    """A folder of one Parquet file per name, week and stamp; it may be thrown away at any time."""

    folder: Path
    definition: str  # of the code and rules that make what is kept

    def stamp(self, *prints: str) -> str:
        """A short name for what a week's figures were made from."""
        text = "\n".join([self.definition, *prints])
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:20]

    def path(self, name: str, week: str, stamp: str) -> Path:
        """Where the rows of one week would be kept."""
        return self.folder / name / f"{week}.{stamp}.parquet"

    def has(self, name: str, week: str, stamp: str) -> bool:
        """Whether they are kept."""
        return self.path(name, week, stamp).exists()

    def put(self, name: str, week: str, stamp: str, rows: "pa.Table | bytes") -> Path:
        """Keep the rows of one week, or a file of them; those kept before are forgotten."""
        target = self.path(name, week, stamp)
        target.parent.mkdir(parents=True, exist_ok=True)
        for old in target.parent.glob(f"{week}.*.parquet"):
            old.unlink()  # made from rows that are no longer so
        _replace(target, rows if isinstance(rows, bytes) else as_file(rows))
        return target

    def remember(self, name: str, noted: Mapping[str, tuple[str, str]]) -> None:
        """Note for some weeks which stamp follows from a key, the digest of all that enters."""
        target = self._note(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, json.dumps(self._noted(name) | dict(noted), sort_keys=True).encode())

    def remembered(self, name: str, keys: Mapping[str, str]) -> dict[str, str]:
        """The stamps noted for these weeks under these keys, of what is still kept.

        An empty stamp says that the week is known to have no rows.
        """
        noted = self._noted(name)
        found = {week: noted[week][1] for week in keys if noted.get(week, [""])[0] == keys[week]}
        return {w: stamp for w, stamp in found.items() if not stamp or self.has(name, w, stamp)}

    def _noted(self, name: str) -> dict[str, list[str]]:
        try:
            noted: dict[str, list[str]] = json.loads(self._note(name).read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {}  # a note that cannot be read is as good as none: the figures are made anew
        return noted

    def _note(self, name: str) -> Path:
        return self.folder / name / "stamps.json"


def as_file(rows: pa.Table, group_rows: int = GROUP_ROWS) -> bytes:
    """Rows as a Parquet file: the same rows give the same bytes."""
    sink = pa.BufferOutputStream()
    pq.write_table(rows.combine_chunks(), sink, row_group_size=group_rows, store_schema=False)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def rows_of(paths: Iterable[Path], schema: pa.Schema) -> pa.Table:
    """The rows of some files, one below the other, as the schema has them."""
    tables = [
        pq.read_table(path, columns=schema.names, partitioning=None).cast(schema) for path in paths
    ]
    return pa.concat_tables([schema.empty_table(), *tables])


def _replace(target: Path, content: bytes) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(target)
