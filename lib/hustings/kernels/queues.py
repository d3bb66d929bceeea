"""Jupyter's channels within one process: messages lie in a queue until they are read."""

import asyncio
from collections import deque
from queue import Empty
from typing import Any

from jupyter_client.session import Session

FOREVER = 3600.0  # seconds between two looks for an answer that will not come

Message = dict[str, Any]  # as Jupyter's protocol describes it


class Queue:
    """One channel; messages are packed as they would be for a socket."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._packed: deque[list[bytes]] = deque()
        self._read = True  # whether anybody reads what is sent

    def begin(self) -> None:
        """Take messages, and have none yet."""
        self._packed.clear()
        self._read = True

    def end(self) -> None:
        """Take no more; what was sent before may still be read."""
        self._read = False

    def send_multipart(self, frames: list[bytes], **_: object) -> None:
        """Take a packed message."""
        if self._read:
            self._packed.append([bytes(frame) for frame in frames])

    def send(self, message: Message) -> None:
        """Take a message that is not packed yet."""
        self._session.send(self, message)

    async def get_msg(self, timeout: float | None = None) -> Message:
        """The next message. There is one already, or it never comes.

        Raises: queue.Empty when there is none and the caller does not wait forever.
        """
        while not self._packed:
            if timeout is not None:
                raise Empty
            await asyncio.sleep(FOREVER)
        return self.unpacked(self._packed.popleft())

    def unpacked(self, frames: list[bytes]) -> Message:
        """A message as its receiver has it."""
        _, parts = self._session.feed_identities(frames)
        message: Message = self._session.deserialize(parts)
        return message

    def taken(self) -> list[list[bytes]]:
        """Everything that lies there, still packed."""
        taken = list(self._packed)
        self._packed.clear()
        return taken
