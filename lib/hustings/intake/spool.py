"""Prepared rows that wait on disk until the member of a file they come from is wholly read."""

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from hustings.importers.contract import Context
from hustings.intake.reading import FileRead, Job, read_job

SpooledRead = tuple[FileRead, list[tuple[str, Path]]]
"""What was read, and the files in which its rows wait, each with its table."""


@dataclass
class Spool:
    """The rows of one member: one Arrow file per table."""

    folder: Path
    stem: str
    files: dict[str, Path] = field(default_factory=dict)
    _open: dict[str, pa.RecordBatchStreamWriter] = field(default_factory=dict)

    def __call__(self, table: str, rows: pa.Table) -> None:
        """Take prepared rows of one table."""
        if table not in self._open:
            self.files[table] = path = self.folder / f"{self.stem}.{table}.arrow"
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            self._open[table] = pa.ipc.new_stream(str(path), rows.schema, options=options)
        self._open[table].write_table(rows)

    def end(self, *, keep: bool) -> None:
        """Have everything in the files, or none of it."""
        for writer in self._open.values():
            writer.close()
        for path in () if keep else self.files.values():
            path.unlink()
        self.files = self.files if keep else {}


def read_spooled(job: Job, context: Context) -> SpooledRead:
    """Read a job whose rows nobody takes yet, or some of whose members may have to be left out.

    Raises: StoreError when there is no room for what is read.
    """
    spools: list[Spool] = []

    def begin(number: int) -> Spool:
        spools.append(Spool(job.place.scratch, f"{job.received.sha256}-{number}"))
        return spools[-1]

    read = read_job(job, context, begin)
    return read, [each for spool in spools for each in spool.files.items()]
