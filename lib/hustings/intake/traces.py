"""What one export says, message by message, read once from its kept raw file.

A clean row stands under the first file that gave it, so that no message is stored twice. Which
others gave it as well is told by reading those files again: only minute, keyed fingerprint, kind
and a pseudonym of the author's name as shown are kept of it, under `data/traces`, until the file
is forgotten or would be read otherwise. They may be deleted at any time.
"""

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hustings.errors import HustingsError
from hustings.importers.contract import Context, Placed
from hustings.intake.kept import Booked, taken_out
from hustings.intake.reading import Job, Place, look_into, read_job
from hustings.roster import People
from hustings.settings import Settings

AS_WRITTEN = "2"  # another number, and every trace is read anew

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
        path = self._path(book)
        if not path.exists():
            rows = self._read(book)
            if rows is None:
                return None
            _put(rows, path)
        its = [("group", "==", group), ("export", "==", export)]
        told = pq.read_table(path, columns=list(_TOLD), filters=its, partitioning=None)
        frame: pd.DataFrame = told.to_pandas()
        return frame

    def sweep(self, books: Iterable[Booked]) -> None:
        """Delete what belongs to no imported file as it is read now."""
        wanted = {self._path(book).name for book in books}
        for path in self.folder.glob("*"):
            if path.name not in wanted:
                path.unlink() if path.is_file() else shutil.rmtree(path)

    def _path(self, book: Booked) -> Path:
        told = hashlib.sha256(f"{AS_WRITTEN}|{book.read_with}".encode()).hexdigest()[:8]
        return self.folder / f"{book.sha256}-{told}.parquet"

    def _read(self, book: Booked) -> pa.Table | None:
        settings, parts = self.settings, list[pa.Table]()
        scratch = self.folder / ".reading"
        place = Place(scratch, settings.exports.largest_unzipped_mb, settings.crosswalk)
        try:
            raw = settings.folders.data / "raw"
            received = taken_out(book, raw, scratch, self.context.pseudonyms)
            looked = look_into(received, place, book.named)
            job = Job(received, looked.parts, place)
            read = read_job(job, self.context, lambda _: _Traced(parts))
        except HustingsError:
            return None
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        return None if read.error or looked.error else pa.concat_tables([_NONE, *parts])


def blind(context: Context) -> Context:
    """The same, but nobody is known and nothing official: names as shown, and no text is kept."""
    people = People(context.pseudonyms)
    placed: Mapping[str, Placed] = {
        group: Placed(place.unit, official=False) for group, place in context.placed.items()
    }
    return replace(context, people=people, placed=placed)


_FEW = pa.dictionary(pa.int32(), pa.string())  # texts that come again and again take little room
_TOLD = {"minute": pa.int64(), "fingerprint": pa.string(), "kind": _FEW, "edited": pa.bool_(),
         "name": _FEW}  # fmt: skip
_NONE = pa.schema({"group": _FEW, "export": _FEW, **_TOLD}).empty_table()


@dataclass
class _Traced:
    """The traces of one member, which go to the others' once it is wholly read.

    Which export its messages are of it says at its end.
    """

    parts: list[pa.Table]
    _own: list[pa.Table] = field(default_factory=list)
    _export: str = ""

    def __call__(self, table: str, rows: pa.Table) -> None:
        if table == "messages":
            micros = pc.cast(rows["sent_at"], pa.int64())
            columns = [
                rows["group"].dictionary_encode(), pa.nulls(len(rows), _FEW),
                pc.divide(micros, _MICROS), rows["fingerprint"], rows["kind"].dictionary_encode(),
                pc.fill_null(rows["edited"], False), rows["author"].dictionary_encode(),
            ]  # fmt: skip
            self._own.append(pa.Table.from_arrays(columns, schema=_NONE.schema))
        if table == "group_exports":
            self._export = str(rows["export"][0].as_py())

    def end(self, *, keep: bool) -> None:
        for rows in self._own if keep else ():
            export = pa.DictionaryArray.from_arrays(np.zeros(len(rows), np.int32), [self._export])
            self.parts.append(rows.set_column(1, "export", export))


def _put(rows: pa.Table, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    pq.write_table(rows.unify_dictionaries(), beside, compression="zstd", store_schema=False)
    beside.replace(path)
