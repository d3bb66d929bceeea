"""Lines of a chat as clean rows: pseudonyms for names, text only where it may be kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from hustings.importers.contract import Context, Rows
from hustings.importers.whatsapp.chat import NOBODY, Batch
from hustings.importers.whatsapp.columns import Laid
from hustings.importers.whatsapp.fingerprints import fingerprints
from hustings.importers.whatsapp.lines import Whole
from hustings.importers.whatsapp.split import with_texts
from hustings.importers.whatsapp.systemlines import event_of, privacy_switch
from hustings.importers.whatsapp.texts import Texts
from hustings.roster import Author

Place = npt.NDArray[np.int32]

# @919876543210, or on an iPhone a name or number between marks
_MENTION = r"@(?:\x{2068}[^\x{2069}\n]{1,80}\x{2069}|\+?[0-9][0-9 \-]{8,16}[0-9])"


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


@dataclass(frozen=True)
class Apart:
    """The lines of a batch, with what is known of the texts of its messages."""

    batch: Batch
    moments: pd.DatetimeIndex  # when each line was written
    messages: Whole  # their places in the batch
    events: Whole  # the places of WhatsApp's own lines
    late: Whole  # the places of lines dated after the export, which are in neither
    texts: Texts  # of the messages, each distinct one once
    which: pa.Int32Array  # which of those each message says


@dataclass
class Clean:
    """Turns batches of one group's chat into rows."""

    context: Context
    group: str  # `whatsapp:name`
    official: bool
    health: Health = field(default_factory=Health)
    people: Counter[str] = field(default_factory=Counter)  # messages of each, by pseudonym

    def apart(
        self, batch: Batch, moments: pd.DatetimeIndex, keep: npt.NDArray[np.bool_]
    ) -> "Apart":
        """The batch with its messages' texts taken apart; nothing is noted yet.

        Args: moments: when each line was written; keep: which count, the rest being set aside.
        """
        spoken = (batch.speaker != NOBODY) & keep
        places = np.flatnonzero(spoken)
        said = batch.texts.take(pa.array(places)).dictionary_encode()
        texts = Texts.of(said.dictionary, self.context.pseudonyms)
        events, late = np.flatnonzero(keep & ~spoken), np.flatnonzero(~keep)
        return Apart(batch, moments, places, events, late, texts, said.indices)

    def rows(self, apart: "Apart") -> list[Rows]:
        """The messages and the memberships in a batch."""
        both = self._messages(apart), self._memberships(apart)
        return [rows for rows in both if rows.lines]

    def _messages(self, apart: "Apart") -> Rows:
        batch, places, texts, which = apart.batch, apart.messages, apart.texts, apart.which
        author = batch.speaker[places]
        sent_at = apart.moments[places]
        self.health.note(sent_at)
        length = texts.length[which.to_numpy()]
        if batch.beyond:
            beyond = [batch.beyond.get(place, 0) for place in places.tolist()]
            length += np.array(beyond, np.int64)  # of no place, too
        frame = pd.DataFrame(
            {
                "group": _same(self.group, len(places)),
                **self._people(batch, author),
                "sent_at": sent_at,
                "kind": as_series(texts.kind.take(which)),
                "length": length,
                "links": texts.links[which.to_numpy()],
                "edited": texts.edited[which.to_numpy()],
                "text": self._kept(texts.own.take(which), batch, author),
                "fingerprint": as_series(texts.fingerprint.take(which)),
            }
        )
        return Rows("messages", frame, batch.line[places].tolist())

    def _author(self, batch: Batch, author: Place) -> dict[int, Author]:
        """Those who spoke, by their places among the batch's names."""
        here = np.unique(author).tolist()
        return {place: self.context.people.author(batch.names[place]) for place in here}

    def _people(self, batch: Batch, author: Place) -> dict[str, "pd.Series[Any]"]:
        token: list[str | None] = [None] * len(batch.names)
        known = np.zeros(len(batch.names), bool)
        times = np.bincount(author, minlength=len(batch.names)).tolist()
        for place, found in self._author(batch, author).items():
            token[place], known[place] = found.pseudonym, found.worker is not None
            self.people[found.pseudonym] += times[place]
        return {
            "author": as_series(pa.array(token, pa.string()).take(pa.array(author))),
            "on_roster": pd.Series(known[author]),
        }

    def _kept(self, own: pa.StringArray, batch: Batch, author: Place) -> "pd.Series[str]":
        """The texts that may be kept: official ones, and those of people who agreed."""
        if self.official:
            return as_series(_without_mentions(own))
        agreed = np.zeros(len(batch.names), bool)
        for place, found in self._author(batch, author).items():
            agreed[place] = found.consent
        if not agreed.any():
            return _same(None, len(own))
        kept = pc.if_else(pa.array(agreed[author]), own, pa.scalar(None, pa.string()))
        return as_series(_without_mentions(kept))

    def _memberships(self, apart: "Apart") -> Rows:
        batch, moments, places = apart.batch, apart.moments, apart.events.tolist()
        told: list[tuple[int, str, Author | None]] = []
        texts = batch.texts.take(pa.array(places, pa.int64()))
        for place, text in zip(places, texts.to_pylist(), strict=True):
            if switched := privacy_switch(text):
                self.health.privacy_switch_at = moments[place] if switched == "on" else None
            told += [(place, event, person) for event, person in self._members(text)]
        where = [place for place, _, _ in told]
        lines = batch.texts.take(pa.array(where, pa.int64()))
        frame = pd.DataFrame(
            {
                "group": _same(self.group, len(told)),
                "happened_at": moments[where],
                "event": _column([event for _, event, _ in told]),
                "person": _column([person.pseudonym if person else None for _, _, person in told]),
                "on_roster": pd.Series([bool(p and p.worker) for _, _, p in told], dtype=bool),
                "fingerprint": as_series(fingerprints(lines, self.context.pseudonyms)),
            }
        )
        return Rows("memberships", frame, batch.line[where].tolist())

    def _members(self, text: str) -> list[tuple[str, Author | None]]:
        """One event per person the line names; one without a person if it names none."""
        found = event_of(text)
        people = [self.context.people.author(person) for person in found.people]
        self.people.update({person.pseudonym: 0 for person in people})
        return [(found.event, person) for person in people] or [(found.event, None)]


def _without_mentions(texts: pa.StringArray) -> pa.StringArray:
    """Texts that name nobody else: who is called upon has agreed to nothing."""
    calling = Laid.of(texts).holding(b"@")
    if not len(calling):
        return texts
    named = pc.replace_substring_regex(texts.take(pa.array(calling)), _MENTION, "@…")
    return with_texts(texts, dict(zip(calling.tolist(), named.to_pylist(), strict=True)))


def _column(values: Sequence[str | None]) -> "pd.Series[str]":
    return as_series(pa.array(values, pa.string()))


def _same(value: str | None, length: int) -> "pd.Series[str]":
    return as_series(pa.array([value], pa.string()).take(pa.array(np.zeros(length, np.int64))))


def as_series(column: pa.StringArray) -> "pd.Series[str]":
    """A column of texts as pandas holds them, without making each a thing of Python's."""
    return pd.Series(pd.array(column.cast(pa.large_string()), dtype="str"))


def in_utc(seconds: npt.NDArray[np.int64], time_zone: str) -> pd.DatetimeIndex:
    """Wall-clock seconds of the exporting phone as moments; a doubled hour is taken as winter's."""
    local = pd.DatetimeIndex(seconds.astype("datetime64[s]"))
    winter = np.zeros(len(local), bool)
    return (
        local.tz_localize(time_zone, ambiguous=winter, nonexistent="shift_forward")
        .tz_convert("UTC")
        .as_unit("us")
    )
