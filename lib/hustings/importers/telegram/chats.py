"""The chats of an export, and a first look over each: what it is, whose, by which clock."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from hustings.importers.contract import SourceFile
from hustings.importers.tabular.decode import Encoding
from hustings.importers.telegram.clock import offset_of
from hustings.importers.telegram.stream import BrokenError, Json, Object, Stream, sound

PERSONAL = frozenset(
    ("personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes")
)
_LISTS = ("chats", "left_chats")


@dataclass
class Chat:
    """What the first look over one chat has shown."""

    place: int  # the how-many-eth of the file
    name: str = ""
    kind: str = ""  # as Telegram writes it; empty where it does not
    id: str = ""
    lines: int = 0  # messages and Telegram's own
    messages: int = 0
    moved: bool = False  # it became a supergroup, which goes on under the same name
    reacted: bool = False  # somebody reacted to something, so reactions are counted in it
    offsets: Counter[int] = field(default_factory=Counter)  # seconds its clock is ahead of UTC
    ids_of: dict[str, set[str]] = field(default_factory=dict)  # by display name

    @property
    def personal(self) -> bool:
        """Whether it is a talk of two, a bot's or a note to oneself: never read."""
        return self.kind in PERSONAL

    @property
    def channel(self) -> bool:
        """Whether it publishes posts; everything else is a group."""
        return self.kind.endswith("_channel")

    def see(self, message: Object) -> None:
        """Take one message into account."""
        self.lines += 1
        self.messages += message.get("type") != "service"
        self.moved |= message.get("action") == "migrate_to_supergroup"
        self.reacted |= bool(message.get("reactions"))
        if (offset := offset_of(message)) is not None:
            self.offsets[offset] += 1
        for name, who in (("from", "from_id"), ("actor", "actor_id")):
            called, known_by = message.get(name), person_id(message.get(who))
            if isinstance(called, str) and called and known_by:
                self.ids_of.setdefault(called, set()).add(known_by)


def person_id(value: Json) -> str:
    """A person's id as one text; until 2021 it was a bare number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return f"user{value}" if isinstance(value, int) else sound(value).strip()


Messages = Iterator[tuple[int, Object]]
"""Messages of one chat, each with the line it begins on."""


def surveyed(file: SourceFile, encoding: Encoding) -> tuple[list[Chat], BrokenError | None]:
    """Every chat of the file after a first look over it, and where the file breaks off if so."""
    chats: list[Chat] = []
    try:
        for chat, messages in walked(file, encoding):
            chats.append(chat)
            for _, message in messages:
                chat.see(message)
    except BrokenError as broken:
        return chats, broken
    return chats, None


def walked(file: SourceFile, encoding: Encoding) -> Iterator[tuple[Chat, Messages]]:
    """Each chat with its messages; its name and kind may be known only when all is read."""
    with io.TextIOWrapper(file.open(), encoding.name, errors=encoding.errors) as text:
        stream, places = Stream(text), count(1)
        whole = Chat(0)
        for key in stream.members():
            if key in _LISTS:
                yield from _listed(stream, places)
            elif key == "messages":
                yield from _one(whole, stream)
            else:
                _note(whole, key, stream)


def _listed(stream: Stream, places: Iterator[int]) -> Iterator[tuple[Chat, Messages]]:
    for key in stream.members():
        if key != "list":
            stream.skip()
            continue
        for _ in stream.elements():
            chat = Chat(next(places))
            for part in stream.members():
                if part == "messages":
                    yield from _one(chat, stream)
                else:
                    _note(chat, part, stream)


def _one(chat: Chat, stream: Stream) -> Iterator[tuple[Chat, Messages]]:
    messages = _messages(stream)
    yield chat, messages
    for _ in messages:  # whatever the caller did not want of it
        pass


def _messages(stream: Stream) -> Iterator[tuple[int, Object]]:
    for line in stream.elements():
        message = stream.value()
        if isinstance(message, dict):
            yield line, message


def _note(chat: Chat, key: str, stream: Stream) -> None:
    if key not in ("name", "type", "id"):
        stream.skip()
        return
    value = stream.value()
    if isinstance(value, str | int) and not isinstance(value, bool):
        setattr(chat, "kind" if key == "type" else key, sound(str(value)).strip())
