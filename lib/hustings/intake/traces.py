"""What one export says, message by message, read once from its kept raw file.

A clean row stands under the first file that gave it, so that no message is stored twice. Which
others gave it as well is told by reading those files again: only minute, keyed fingerprint, kind
and a pseudonym of the author's name as shown are kept of it, under `data/traces`, until the file
is forgotten or would be read otherwise. They may be deleted at any time.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hustings.errors import HustingsError, StoreError
from hustings.importers.contract import Context, Placed
from hustings.intake.kept import Booked, taken_out
from hustings.intake.reading import Job, Place, look_into, read_job
from hustings.roster import People
from hustings.settings import Settings

ROWS = 16_384  # read at once
READING = ".reading-"
LONGEST = 86_400  # seconds; an older folder is one that a killed check left behind
AS_WRITTEN = "3"  # another number, and every trace is read anew

_MICROS = 60_000_000


@dataclass(frozen=True)
class Traces:
    """Reads traces, or finds those read before."""

    settings: Settings
    context: Context

    @property
    def folder(self) -> Path:
        """Where they are kept."""
        return self.settings.folders.data / "traces"

    def of(self, book: Booked, group: str, export: str) -> pd.DataFrame | None:
        """One row per message of one group in one export: minute, fingerprint, kind, edited, name.

        Args:    book: the file; export: the export's own hash, for a zip may hold several.
        Returns: None where the kept raw file is gone or can no longer be read.
        """
        parts = self.parts(book, group, export)
        nothing = pa.schema(_TOLD).empty_table().to_pandas()
        return None if parts is None else pd.concat([nothing, *parts], ignore_index=True)

    def parts(self, book: Booked, group: str, export: str) -> Iterator[pd.DataFrame] | None:
        """The same in parts, so that a long export takes no room."""
        path = self._path(book)
        if not path.exists() and not self._read(book, path):
            return None
        return _parts(path, group, export)

    def sweep(self, books: Iterable[Booked]) -> None:
        """Delete what belongs to no imported file as it is read now."""
        wanted = {self._path(book).name for book in books}
        for path in self.folder.glob("*"):
            if path.name.startswith(READING) and time() - path.stat().st_mtime < LONGEST:
                continue  # another check is at it
            if path.name not in wanted:
                path.unlink() if path.is_file() else shutil.rmtree(path)

    def _path(self, book: Booked) -> Path:
        told = hashlib.sha256(f"{AS_WRITTEN}|{book.read_with}".encode()).hexdigest()[:8]
        return self.folder / f"{book.sha256}-{told}.parquet"

    def _read(self, book: Booked, path: Path) -> bool:
        """Read a kept file and put what it says there; says whether it can be read."""
        settings = self.settings
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=READING, dir=self.folder) as scratch:
            place = Place(Path(scratch), settings.exports.largest_unzipped_mb, settings.crosswalk)
            beside, raw = Path(scratch) / path.name, settings.folders.data / "raw"
            try:
                received = taken_out(book, raw, place.scratch, self.context.pseudonyms)
                looked = look_into(received, place, book.named)
                job = Job(received, looked.parts, place)
                error = looked.error or _traced(job, self.context, beside)
            except StoreError:
                raise
            except HustingsError as cause:
                error = cause
            if not error:
                beside.replace(path)
            return not error


def blind(context: Context) -> Context:
    """The same, but nobody is known and nothing official: names as shown, and no text is kept."""
    people = People(context.pseudonyms)
    placed: Mapping[str, Placed] = {
        group: Placed(place.unit, official=False) for group, place in context.placed.items()
    }
    return replace(context, people=people, placed=placed)


_TOLD = {"minute": pa.int64(), "fingerprint": pa.string(), "kind": pa.string(),
         "edited": pa.bool_(), "name": pa.string()}  # fmt: skip
_SCHEMA = pa.schema({"group": pa.string(), "member": pa.int32(), **_TOLD})
_EXPORTS = "exports"  # the exports that the members are, as JSON; one not read whole is none


def _traced(job: Job, context: Context, path: Path) -> HustingsError | None:
    """Write what a file's members say."""
    exports: dict[int, str] = {}
    with pq.ParquetWriter(path, _SCHEMA, compression="zstd", store_schema=False) as writer:
        read = read_job(job, context, lambda member: _Traced(writer, member, exports))
        writer.add_key_value_metadata({_EXPORTS: json.dumps(exports)})
    return read.error


@dataclass
class _Traced:
    """The traces of one member. Which export its messages are of it says at its end."""

    writer: pq.ParquetWriter
    member: int
    exports: dict[int, str]
    _export: str = ""

    def __call__(self, table: str, rows: pa.Table) -> None:
        if table == "messages":
            minutes = pc.divide(pc.cast(rows["sent_at"], pa.int64()), _MICROS)
            members = pa.array(np.full(len(rows), self.member, np.int32))
            edited = pc.fill_null(rows["edited"], False)
            columns = [rows["group"], members, minutes, rows["fingerprint"], rows["kind"], edited]
            told = pa.Table.from_arrays([*columns, rows["author"]], schema=_SCHEMA)
            self.writer.write_table(told, row_group_size=ROWS)
        if table == "group_exports":
            self._export = str(rows["export"][0].as_py())

    def end(self, *, keep: bool) -> None:
        if keep:
            self.exports[self.member] = self._export


def _parts(path: Path, group: str, export: str) -> Iterator[pd.DataFrame]:
    with pq.ParquetFile(path, pre_buffer=False) as file:
        exports = json.loads(file.metadata.metadata[_EXPORTS.encode()])
        members = pa.array([int(n) for n, its in exports.items() if its == export], pa.int32())
        for rows in file.iter_batches(ROWS, use_threads=False):
            its = pc.and_(pc.equal(rows["group"], group), pc.is_in(rows["member"], members))
            yield rows.filter(its).select(list(_TOLD)).to_pandas()
