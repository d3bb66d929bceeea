"""Posts of a Telegram channel."""

from collections.abc import Iterator
from dataclasses import dataclass

from hustings.importers.contract import Assumed, Finding, SourceFile
from hustings.importers.posts import Posts
from hustings.importers.tabular.cells import Column, Wrong
from hustings.importers.tabular.dates import micros
from hustings.importers.telegram.chats import Chat, Messages
from hustings.importers.telegram.clock import Clock
from hustings.importers.telegram.content import is_forwarded, kind_of, reactions_of, text_of
from hustings.importers.telegram.groups import AHEAD, BATCH, GRACE, NO_TIME
from hustings.importers.telegram.stream import Object

LONGEST = 7 * 86_400  # seconds; no video of Telegram is longer
_TYPES = {"image": "photo", "video": "video", "text": "text"}


@dataclass
class Channel:
    """Reads one channel; how often a post was seen is not in Telegram's file."""

    file: SourceFile
    chat: Chat
    account: str
    clock: Clock
    posts: Posts
    zone_assumed: int = 0
    forwarded: int = 0
    service: int = 0

    def findings(self, messages: Messages) -> Iterator[Finding]:
        """Posts and their reactions, in batches."""
        batch: list[tuple[int, Object]] = []
        for line, message in messages:
            if message.get("type") == "service":  # a new title or photo, a pinned post: no post
                self.service += 1
                continue
            batch.append((line, message))
            if len(batch) == BATCH:
                yield from self._rows(batch)
                batch = []
        yield from self._rows(batch)
        yield from self._assumed()

    def _rows(self, batch: list[tuple[int, Object]]) -> Iterator[Finding]:
        messages = [message for _, message in batch]
        texts = list(map(text_of, messages))
        self.forwarded += sum(map(is_forwarded, messages))
        yield from self.posts.rows(
            [line for line, _ in batch],
            Column.of(map(self._id, messages)),
            [(moments := Column.of(map(self._moment, messages))).wrong],
            {
                "account": [self.account] * len(batch),
                "published_at": moments.values,
                "time_known": [True] * len(batch),
                "type": [_TYPES.get(kind_of(message), "other") for message in messages],
                "text": [text or None for text in texts],
                "permalink": list(map(self._address, messages)),
                "seconds": list(map(_seconds, messages)),
            },
            {"reactions": list(map(self._reactions, messages))},
        )

    def _id(self, message: Object) -> str | Wrong:
        number = message.get("id")
        if isinstance(number, bool) or not isinstance(number, int):
            return Wrong("there is no post id", "Export again and do not edit the file.")
        return f"{self.chat.id or self.account.partition(':')[2]}/{number}"

    def _moment(self, message: Object) -> int | Wrong:
        at, assumed = self.clock.read(message)
        if at is None or at > self.file.exported_at + GRACE:
            return Wrong(*(NO_TIME if at is None else AHEAD))
        self.zone_assumed += assumed
        return micros(at)

    def _reactions(self, message: Object) -> int | None:
        """Reactions; none where the export shows others' and the post has no list of them."""
        counted = reactions_of(message)
        return 0 if counted is None and self.chat.reacted else counted

    def _address(self, message: Object) -> str | None:
        """The address that opens the post for those who follow the channel."""
        return f"https://t.me/c/{self.chat.id}/{message.get('id')}" if self.chat.id else None

    def _assumed(self) -> Iterator[Assumed]:
        if self.service:
            yield Assumed("lines about a channel itself are no posts", f"{self.service} line(s)")
        if self.forwarded:
            yield Assumed(
                "posts a channel took over from elsewhere count as its own",
                f"{self.forwarded} post(s) of {self.account}",
            )


def _seconds(message: Object) -> float | None:
    length = message.get("duration_seconds")
    return float(length) if isinstance(length, int | float) and 0 < length < LONGEST else None
