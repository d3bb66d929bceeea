"""Messages and comings and goings of a Telegram group, as WhatsApp's come: pseudonyms only."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pyarrow as pa

from hustings.importers.contract import Context, Finding, Placed, Rows, SetAside, SourceFile
from hustings.importers.tabular.dates import micros
from hustings.importers.tabular.rows import Values, clean_rows
from hustings.importers.telegram.chats import Chat, Messages
from hustings.importers.telegram.clock import Clock
from hustings.importers.telegram.content import (
    is_edited,
    is_forwarded,
    kind_of,
    links_in,
    reactions_of,
    text_of,
)
from hustings.importers.telegram.people import Persons
from hustings.importers.telegram.stream import Json, Object
from hustings.importers.whatsapp.fingerprints import fingerprints

BATCH = 20_000  # messages held in memory at once
GRACE = timedelta(days=1)  # a clock may be ahead of ours

# What Telegram tells of a group's members; every other action is kept as `other`.
_EVENTS = {
    "create_group": "created",
    "create_channel": "created",
    "invite_members": "added",
    "remove_members": "removed",
    "join_group_by_link": "joined",
    "join_group_by_request": "joined",
}
_ABOUT_MEMBERS = ("invite_members", "remove_members")
NO_TIME = "the message has no time", "Export the chat again; do not edit the file."
AHEAD = (
    "the message is dated after the export",
    "The file's own date is wrong: name the day of export with --exported-on.",
)


@dataclass
class Group:
    """Reads one group."""

    context: Context
    file: SourceFile
    chat: Chat
    key: str  # `telegram:name in plain form`
    placed: Placed
    clock: Clock
    persons: Persons
    zone_assumed: int = 0
    _moments: list[int] = field(default_factory=list)  # the first and the last so far
    _messages: int = 0
    _people: Counter[str] = field(default_factory=Counter)  # messages of each, by pseudonym

    def findings(self, messages: Messages) -> Iterator[Finding]:
        """Messages, memberships and reactions in batches, then how far to trust the export."""
        yield from self._named()
        batch: list[tuple[int, Object, int]] = []
        latest = self.file.exported_at + GRACE
        for line, message in messages:
            at, assumed = self.clock.read(message)
            if at is None or at > latest:
                yield SetAside(line, *(NO_TIME if at is None else AHEAD))
                continue
            self.zone_assumed += assumed
            batch.append((line, message, micros(at)))
            if len(batch) == BATCH:
                yield from self._rows(batch)
                batch = []
        yield from self._rows(batch)
        yield from self._names()
        yield from self._members()
        yield from self._health()

    def _named(self) -> Iterator[Finding]:
        values: Values = {
            "group": [self.key],
            "platform": ["telegram"],
            "name": [self.chat.name or self.key.partition(":")[2]],
            "unit": [self.placed.unit],
            "official": [self.placed.official],
        }
        yield from clean_rows("groups", values, [1])

    def _rows(self, batch: Sequence[tuple[int, Object, int]]) -> Iterator[Rows]:
        spoken = [item for item in batch if item[1].get("type") != "service"]
        yield from self._spoken(spoken)
        yield from self._told([item for item in batch if item[1].get("type") == "service"])

    def _spoken(self, batch: Sequence[tuple[int, Object, int]]) -> Iterator[Rows]:
        if not batch:
            return
        lines, messages, moments = map(list, zip(*batch, strict=True))
        self._messages += len(lines)
        self._moments = [min([*self._moments, *moments]), max([*self._moments, *moments])]
        authors = [self.persons.author(one.get("from"), one.get("from_id")) for one in messages]
        kinds, texts = list(map(kind_of, messages)), list(map(text_of, messages))
        shown = [
            text_of(one, naming=False) if text and (self.placed.official or who.consent) else None
            for one, text, who in zip(messages, texts, authors, strict=True)
        ]
        said = [text or f"<{kind}>" for text, kind in zip(texts, kinds, strict=True)]
        self._people.update(author.pseudonym for author in authors)
        facts: Values = {
            "group": [self.key] * len(lines),
            "author": [author.pseudonym for author in authors],
            "sent_at": moments,
            "fingerprint": _prints(said, self.context),
        }
        values: Values = {
            **facts,
            "on_roster": [author.worker is not None for author in authors],
            "kind": kinds,
            "length": list(map(len, texts)),
            "links": list(map(links_in, messages, texts)),
            "edited": list(map(is_edited, messages)),
            "text": shown,
        }
        yield from clean_rows("messages", values, lines)
        yield from self._marks(facts, messages, lines)

    def _marks(
        self, facts: Values, messages: Sequence[Object], lines: Sequence[int]
    ) -> Iterator[Rows]:
        """Reactions as of this export, and what is forwarded; most messages have neither."""
        reactions = list(map(reactions_of, messages))
        forwarded = list(map(is_forwarded, messages))
        kept = [row for row in range(len(lines)) if reactions[row] is not None or forwarded[row]]
        values: Values = {
            **{name: [column[row] for row in kept] for name, column in facts.items()},
            "counted_at": [micros(self.file.exported_at)] * len(kept),
            "reactions": [reactions[row] for row in kept],
            "forwarded": [forwarded[row] for row in kept],
        }
        yield from clean_rows("message_marks", values, [lines[row] for row in kept])

    def _told(self, batch: Sequence[tuple[int, Object, int]]) -> Iterator[Rows]:
        told = [
            (line, at, event, person)
            for line, message, at in batch
            for event, person in self._events(message)
        ]
        if not told:
            return
        lines, moments, events, people = map(list, zip(*told, strict=True))
        said = [f"{event} {person}" for event, person in zip(events, people, strict=True)]
        values: Values = {
            "group": [self.key] * len(lines),
            "happened_at": moments,
            "event": events,
            "person": people,
            "on_roster": [person in self.context.people.workers for person in people],
            "fingerprint": _prints(said, self.context),
        }
        yield from clean_rows("memberships", values, lines)

    def _events(self, message: Object) -> Iterator[tuple[str, str | None]]:
        """One event per person; whoever invites or removes themselves joins or leaves."""
        action = message.get("action")
        actor = self._person(message.get("actor"), message.get("actor_id"))
        event = _EVENTS.get(action, "other") if isinstance(action, str) else "other"
        members = message.get("members")
        if action in _ABOUT_MEMBERS and isinstance(members, list) and members:
            own = {"added": "joined", "removed": "left"}[event]
            for member in members:
                person = self._person(member)
                yield (own if person and person == actor else event), person
            return
        yield event, actor

    def _person(self, name: Json, known_by: Json = None) -> str | None:
        if not name and not known_by:
            return None
        person = self.persons.author(name, known_by).pseudonym
        self._people[person] += 0
        return person

    def _names(self) -> Iterator[Rows]:
        """Who goes by which name, so that a list that comes later finds the right messages."""
        names = list(self.persons.names())
        values: Values = {
            "group": [self.key] * len(names),
            "person": [person for person, _ in names],
            "called": [called for _, called in names],
        }
        yield from clean_rows("also_called", values, [1] * len(names))

    def _members(self) -> Iterator[Rows]:
        count = len(self._people)
        values: Values = {
            "group": [self.key] * count,
            "export": [self.file.export] * count,
            "person": list(self._people),
            "messages": list(self._people.values()),
        }
        yield from clean_rows("group_people", values, [1] * count)

    def _health(self) -> Iterator[Rows]:
        first, last = self._moments or (None, None)
        values: Values = {
            "group": [self.key],
            "export": [self.file.export],
            "exported_at": [micros(self.file.exported_at)],
            "first_at": [first],
            "last_at": [last],
            "messages": [self._messages],
            "probably_cut": [False],  # Telegram exports a chat whole, or the span one chose
            "date_order": ["ymd"],
            "date_order_assumed": [False],
        }
        yield from clean_rows("group_exports", values, [1])


def _prints(texts: Sequence[str], context: Context) -> list[str]:
    """The fingerprint of each text, as WhatsApp's messages bear them."""
    found: list[str] = fingerprints(pa.array(texts, pa.string()), context.pseudonyms).to_pylist()
    return found
