"""Lines of a chat as clean rows: pseudonyms for names, text only where it may be kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from hustings.importers.contract import Context, Rows
from hustings.importers.whatsapp.chat import Batch
from hustings.importers.whatsapp.clusters import counts
from hustings.importers.whatsapp.fingerprints import fingerprints
from hustings.importers.whatsapp.kinds import Content, content, odd_ones, without_votes
from hustings.importers.whatsapp.systemlines import event_of, privacy_switch
from hustings.roster import Author
from hustings.text import links

_PLAIN_ADDRESS = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[A-Za-z0-9/_?=&%#+-]*)?")

MEDIA = frozenset(
    ("media", "image", "video", "audio", "sticker", "gif", "document", "contact", "view_once")
)


@dataclass
class Health:
    """What is noted of an export while its lines pass by."""

    messages: int = 0
    first_at: pd.Timestamp | None = None
    last_at: pd.Timestamp | None = None
    privacy_switch_at: pd.Timestamp | None = None

    def note(self, moments: pd.DatetimeIndex) -> None:
        """Count some messages."""
        if len(moments):
            self.messages += len(moments)
            first, last = moments.min(), moments.max()
            self.first_at = first if self.first_at is None else min(self.first_at, first)
            self.last_at = last if self.last_at is None else max(self.last_at, last)


@dataclass
class Clean:
    """Turns batches of one group's chat into rows."""

    context: Context
    group: str  # `whatsapp:name`
    official: bool
    health: Health = field(default_factory=Health)

    def rows(
        self, batch: Batch, moments: pd.DatetimeIndex, keep: npt.NDArray[np.bool_]
    ) -> list[Rows]:
        """The messages and the memberships in a batch.

        Args: moments: when each line was written; keep: which count, the rest being set aside.
        """
        spoken = np.fromiter((a is not None for a in batch.author), bool, len(batch)) & keep
        return [
            rows
            for rows in (
                self._messages(batch, moments, np.flatnonzero(spoken).tolist()),
                self._memberships(batch, moments, np.flatnonzero(keep & ~spoken).tolist()),
            )
            if rows.lines
        ]

    def _messages(self, batch: Batch, moments: pd.DatetimeIndex, places: list[int]) -> Rows:
        names = [batch.author[place] or "" for place in places]
        author = {name: self.context.people.author(name) for name in set(names)}
        read = _Read.of([batch.text[place] for place in places])
        sent_at = moments[places]
        self.health.note(sent_at)
        length = counts([text or "" for text in read.text])
        for index, place in enumerate(places if batch.beyond else ()):
            length[index] += batch.beyond.get(place, 0)
        pseudonym = {name: found.pseudonym for name, found in author.items()}
        frame = pd.DataFrame(
            {
                "group": _same(self.group, len(places)),
                "author": _column(list(map(pseudonym.__getitem__, names))),
                "sent_at": sent_at,
                "kind": _column(read.kind),
                "length": length,
                "links": read.links,
                "edited": read.edited,
                "text": self._kept(read.text, names, author),
                "fingerprint": _column(fingerprints(read.print, self.context.pseudonyms)),
            }
        )
        return Rows("messages", frame, [batch.line[place] for place in places])

    def _kept(
        self, texts: list[str | None], names: list[str], author: dict[str, Author]
    ) -> "pd.Series[str]":
        """The texts that may be kept: official ones, and those of people who agreed."""
        if self.official:
            return _column(texts)
        agreed = {name for name, found in author.items() if found.consent}
        if not agreed:
            return _same(None, len(texts))
        return _column(
            [text if name in agreed else None for text, name in zip(texts, names, strict=True)]
        )

    def _memberships(self, batch: Batch, moments: pd.DatetimeIndex, places: list[int]) -> Rows:
        told: list[tuple[int, str, str | None]] = []
        for place in places:
            text = batch.text[place]
            if privacy_switch(text) == "on":
                self.health.privacy_switch_at = moments[place]
            told += [(place, event, person) for event, person in self._members(text)]
        where = [place for place, _, _ in told]
        prints = fingerprints([batch.text[place] for place in where], self.context.pseudonyms)
        frame = pd.DataFrame(
            {
                "group": _same(self.group, len(told)),
                "happened_at": moments[where],
                "event": _column([event for _, event, _ in told]),
                "person": _column([person for _, _, person in told]),
                "fingerprint": _column(prints),
            }
        )
        return Rows("memberships", frame, [batch.line[place] for place in where])

    def _members(self, text: str) -> list[tuple[str, str | None]]:
        """One event per person the line names; one without a person if it names none."""
        found = event_of(text)
        author = self.context.people.author
        people = [author(person).pseudonym for person in found.people]
        return [(found.event, person) for person in people] or [(found.event, None)]


def _column(values: Sequence[str | None]) -> "pd.Series[str]":
    return pd.Series(pd.array(list(values), dtype="str"))


def _same(value: str | None, length: int) -> "pd.Series[str]":
    return pd.Series(pd.array([value], dtype="str").take(np.zeros(length, np.int64)))


@dataclass(frozen=True)
class _Read:
    """Texts told apart, as columns."""

    kind: list[str]
    text: list[str | None]
    edited: npt.NDArray[np.bool_]
    links: npt.NDArray[np.int64]
    print: list[str]  # what the fingerprint is taken of

    @classmethod
    def of(cls, texts: list[str]) -> "_Read":
        kind, own = ["text"] * len(texts), list[str | None](texts)
        edited = np.zeros(len(texts), bool)
        print_ = list(texts)
        for place in odd_ones(texts):
            found = content(texts[place])
            kind[place], own[place], edited[place] = found.kind, found.text, found.edited
            print_[place] = _print_of(found)
        return cls(kind, own, edited, _link_counts(own), print_)


def _print_of(found: Content) -> str:
    """What makes two exports' lines the same: phones word a left-out picture differently."""
    if found.text:
        return without_votes(found.text) if found.kind == "poll" else found.text
    return "<media>" if found.kind in MEDIA else f"<{found.kind}>"


def _link_counts(texts: Sequence[str | None]) -> npt.NDArray[np.int64]:
    found = np.zeros(len(texts), np.int64)
    for place, text in enumerate(texts):
        if text and ("/" in text or "ww." in text or "WW." in text):
            found[place] = _links_in(text)
    return found


def _links_in(text: str) -> int:
    """How many web addresses; one plain address among words is told without taking it apart."""
    if text.count("://") == 1 and "WW." not in text:
        word, *others = [word for word in text.split() if "/" in word or "ww." in word]
        if not others and _PLAIN_ADDRESS.fullmatch(word):
            return 1
    return len(links(text))


def in_utc(seconds: npt.NDArray[np.int64], time_zone: str) -> pd.DatetimeIndex:
    """Wall-clock seconds of the exporting phone as moments; a doubled hour is taken as winter's."""
    local = pd.DatetimeIndex(seconds.astype("datetime64[s]"))
    winter = np.zeros(len(local), bool)
    return (
        local.tz_localize(time_zone, ambiguous=winter, nonexistent="shift_forward")
        .tz_convert("UTC")
        .as_unit("us")
    )
