"""A reading process: answers what `Workers` asks over one socket, until the socket closes."""

import signal
import sys
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyarrow as pa

from hustings.errors import HustingsError
from hustings.importers.contract import Context
from hustings.intake.reading import FileRead, Job, Place, look_into, no_room, read_job

if TYPE_CHECKING:
    from hustings.intake.received import Received


@dataclass
class Spool:
    """Prepared rows on their way to the process that stores: one Arrow file per table."""

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

    def close(self) -> None:
        """Have everything in the files."""
        for writer in self._open.values():
            writer.close()


def _read(job: Job, context: Context) -> tuple[FileRead, dict[str, Path]]:
    numbers = "-".join(str(number) for number, _ in job.parts[:1])
    spool = Spool(job.place.scratch, f"{job.received.sha256}-{numbers}")
    try:
        read = read_job(job, context, spool)
    finally:
        spool.close()
    return read, spool.files


@dataclass
class Reader:
    """Answers one question after another, by the context it was told last."""

    context: Context | None = None

    def answer(self, kind: str, asked: object) -> object:
        """What a file holds, or what was read of it, or why there is no room for it."""
        try:
            if kind == "look":
                return look_into(*cast("tuple[Received, Place, str | None]", asked))
            return _read(cast("Job", asked), cast("Context", self.context))
        except HustingsError as error:
            return error
        except OSError as cause:
            return no_room(cause)

    def serve(self, connection: Connection) -> None:
        """Answer until nobody asks any more."""
        while True:
            try:
                kind, asked = connection.recv()
            except EOFError:
                return
            if kind == "context":
                self.context = asked
            else:
                connection.send(self.answer(kind, asked))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that stores to answer
    pa.set_cpu_count(1)  # the other cores have readers of their own
    Reader().serve(Connection(int(sys.argv[1])))
