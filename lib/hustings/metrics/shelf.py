"""Where figures of a week are kept until something that enters them changes."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq


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

    def has(self, names: Sequence[str], week: str, stamp: str) -> bool:
        """Whether they are kept, under each of these names."""
        return all(self.path(name, week, stamp).exists() for name in names)

    def rows(self, name: str, stamps: Mapping[str, str], schema: pa.Schema) -> pa.Table:
        """The kept rows of some weeks, one below the other."""
        files = [str(self.path(name, week, stamp)) for week, stamp in sorted(stamps.items())]
        table: pa.Table = ds.dataset(files, schema=schema, format="parquet").to_table()
        return table

    def put(self, name: str, rows: pa.Table, stamps: Mapping[str, str]) -> None:
        """Keep rows under their `week`; a week without rows is kept too, as known to be empty."""
        for week, stamp in stamps.items():
            target = self.path(name, week, stamp)
            target.parent.mkdir(parents=True, exist_ok=True)
            for old in target.parent.glob(f"{week}.*.parquet"):
                old.unlink()  # made from rows that are no longer so
            beside = target.with_name(f".{target.name}.{os.getpid()}")
            pq.write_table(rows.filter(pc.equal(rows["week"], week)), beside)
            beside.replace(target)

    def remember(self, names: Sequence[str], key: str, stamps: Mapping[str, str]) -> None:
        """Note which stamps follow from `key`, the digest of all that they are made from."""
        target = self._note(names)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        beside.write_text(json.dumps({"key": key, "stamps": dict(stamps)}), "utf-8")
        beside.replace(target)

    def remembered(self, names: Sequence[str], key: str) -> dict[str, str] | None:
        """The stamps noted for this key, if all that they stand for is still kept."""
        try:
            note = json.loads(self._note(names).read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return None  # a note that cannot be read is as good as none: the figures are made anew
        stamps: dict[str, str] = note["stamps"]
        whole = all(self.has(names, week, stamp) for week, stamp in stamps.items())
        return stamps if note["key"] == key and whole else None

    def _note(self, names: Sequence[str]) -> Path:
        return self.folder / names[-1] / "stamps.json"
