"""A reading process: answers what `Workers` asks over one socket, until the socket closes."""

import signal
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, cast

import pyarrow as pa

from hustings.errors import HustingsError
from hustings.importers.contract import Context
from hustings.intake.allocating import give_back_what_was_freed
from hustings.intake.reading import Job, Place, look_into, no_room
from hustings.intake.spool import read_spooled

if TYPE_CHECKING:
    from hustings.intake.received import Received


@dataclass
class Reader:
    """Answers one question after another, by the context it was told last."""

    context: Context | None = None

    def answer(self, kind: str, asked: object) -> object:
        """What a file holds, or what was read of it, or why there is no room for it."""
        try:
            if kind == "look":
                return look_into(*cast("tuple[Received, Place, str | None]", asked))
            return read_spooled(cast("Job", asked), cast("Context", self.context))
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
    give_back_what_was_freed()
    pa.set_cpu_count(1)  # the other cores have readers of their own
    Reader().serve(Connection(int(sys.argv[1])))
