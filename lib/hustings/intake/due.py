"""Which kept files are due: what they refer to came later, or a person said who is who.

Clean rows depend on raw files, on the lists and on decisions of who is who, and on nothing else:
when one of the latter changes, the files whose rows may come out otherwise are read again.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from hustings.importers.whatsapp.names import same_group
from hustings.intake.again import looked_at
from hustings.intake.kept import Booked
from hustings.intake.lists import Lists, people_of, placed_of
from hustings.intake.stage import Part, Stage
from hustings.privacy import Pseudonyms
from hustings.roster import Decisions, People
from hustings.schema import CLEAN, Table
from hustings.store import Snapshot, Writer

if TYPE_CHECKING:
    import ibis.expr.types as ir

DECIDED = "decisions"  # stands for a raw file in the housekeeping of the table of decisions

# Columns that hold whom a row is about, in tables that are no list.
PERSONS = (
    ("messages", "author"),
    ("group_people", "person"),
    ("message_marks", "author"),
    ("also_called", "person"),
    ("also_called", "called"),
    ("memberships", "person"),
    ("activity", "worker"),
    ("appointments", "worker"),
    ("reports_received", "worker"),
    ("attendance", "worker"),
    ("ratings", "rater"),
    ("ratings", "speaker"),
)
_BY_GROUP = ("messages", "group_people", "message_marks", "also_called", "memberships")


@dataclass(frozen=True)
class Followed:
    """What the stored rows follow: the lists and the decisions as they were when they were read."""

    snapshot: Snapshot
    pseudonyms: Pseudonyms
    frames: dict[str, pd.DataFrame]
    decisions: Decisions

    @classmethod
    def of(cls, snapshot: Snapshot, lists: Lists) -> "Followed":
        """The state of a store before anything is added to its lists."""
        return cls(snapshot, lists.pseudonyms, dict(lists.frames), _followed(snapshot))

    def to_read_again(self, lists: Lists) -> set[str]:
        """Hashes of the raw files some of whose rows may now come out otherwise."""
        if not self.snapshot.pin.versions or self._is_of(lists):
            return set()
        touched = self._touched(lists)
        came = {name for name in ("units", "accounts") if not _same(self.frames, lists, name)}
        due = self._waiting(touched, came) | self._about(touched) | self._groups(lists)
        return due | (self._unlisted_posts() if "accounts" in came else set())

    def _is_of(self, lists: Lists) -> bool:
        """Whether nothing was added to the lists, nor decided: most imports bring chats alone."""
        same = (frame is self.frames[name] for name, frame in lists.frames.items())
        return all(same) and lists.decisions == self.decisions

    def _touched(self, lists: Lists) -> set[str]:
        """Pseudonyms behind which somebody else stands now, or whose text may be kept now."""
        before = people_of(self.frames, self.decisions, self.pseudonyms)
        now = people_of(lists.frames, lists.decisions, self.pseudonyms)
        touched: set[str] = set()
        for token in _tokens(before) | _tokens(now):
            if _standing(before, token) != _standing(now, token):
                touched |= {token, before.of(token).pseudonym, before.aliases.get(token) or token}
        return touched

    def _waiting(self, touched: AbstractSet[str], came: AbstractSet[str]) -> set[str]:
        """Files with rows set aside that wait for one of these people or lists."""
        waits = self.snapshot.frame(
            "quarantine", columns=("sha256", "waits_for"), filled="waits_for"
        )
        wanted = touched | came
        due = [not wanted.isdisjoint(awaited.split()) for awaited in waits["waits_for"]]
        return set(waits.loc[due, "sha256"])

    def _about(self, touched: AbstractSet[str]) -> set[str]:
        """Files with rows about these people; of a group's chat every export."""
        if not touched:
            return set()
        due: set[str] = set()
        for table, column in PERSONS:
            if not self.snapshot.files(table):
                continue
            rows = self.snapshot.table(table)
            # A report without a sender was sent by somebody who may be known now.
            unknown = rows[column].fill_null("") == "" if table == "reports_received" else False
            about = rows[column].isin(sorted(touched)) | unknown
            if table == "appointments":  # those of a roster are as the roster has them
                about = about & ~rows.file.isin(self._rosters())
            named = "group" if table in _BY_GROUP else "file"
            found = set(self._listed(rows.filter(about).select(named).distinct(), named))
            due |= self._exports(found) if table in _BY_GROUP else found
        return due

    def _rosters(self) -> list[str]:
        files = self.snapshot.frame("files")
        return list(files.loc[files["source"].str.contains("roster"), "sha256"])

    def _groups(self, lists: Lists) -> set[str]:
        """Exports of groups that a list places, or marks official, otherwise than before."""
        before, now = placed_of(self.frames), placed_of(lists.frames)
        moved = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
        if not moved:
            return set()
        alike = {same_group(key) for key in moved}
        exported = set(self.snapshot.frame("group_exports")["group"])
        return self._exports({key for key in exported if same_group(key) in alike})

    def _unlisted_posts(self) -> set[str]:
        posts = self.snapshot.table("posts")
        known = sorted(self.frames["accounts"]["account"])
        return set(self._listed(posts.filter(~posts.account.isin(known)).select("file"), "file"))

    def _exports(self, groups: AbstractSet[str]) -> set[str]:
        exports = self.snapshot.frame("group_exports")
        return set(exports.loc[exports["group"].isin(groups), "file"])

    def _listed(self, rows: "ir.Table", column: str) -> list[str]:
        return list(self.snapshot.engine.execute(rows.distinct())[column])


@dataclass
class Due:
    """The files imported before that come to be due while lists are read."""

    stage: Stage
    books: Mapping[str, Booked]
    followed: Followed
    _taken: set[str] = field(default_factory=set)

    def parts(self) -> list[Part]:
        """The parts of files that have come to be due since this was asked last."""
        files = self.stage.outcome.files
        under_way = {file.sha256 for file in files if file.read_again and not file.booked}
        due = self.followed.to_read_again(self.stage.lists) & set(self.books)
        due = due - self._taken - under_way
        self._taken.update(due)
        outcomes, parts = looked_at(self.stage, [self.books[sha256] for sha256 in sorted(due)])
        # given anew or not, a file is told of once
        files[:] = [file for file in files if file.sha256 not in due] + outcomes
        return parts


def follow(decisions: Decisions, writer: Writer, *, now: pd.Timestamp) -> None:
    """Note in the store which decisions its rows follow from the next commit on."""
    rows = _rows(decisions)
    writer.withdraw([DECIDED])
    if len(rows):
        lines = rows["place"].tolist()
        writer.add("identities", rows, file=DECIDED, lines=lines, known_at=now)


def is_followed(snapshot: Snapshot, decisions: Decisions) -> bool:
    """Whether the stored rows follow these decisions."""
    return _followed(snapshot) == decisions


def _followed(snapshot: Snapshot) -> Decisions:
    rows = snapshot.frame("identities").sort_values("place").to_dict("records")
    return Decisions(
        tuple((row["one"], row["other"]) for row in rows if row["act"] == "merge"),
        frozenset((row["one"], row["other"]) for row in rows if row["act"] == "split"),
        frozenset(row["one"] for row in rows if row["act"] == "withdraw"),
    )


def _rows(decisions: Decisions) -> pd.DataFrame:
    merged = [("merge", one, other) for one, other in decisions.merges]
    split = [("split", one, other) for one, other in sorted(decisions.apart)]
    withdrawn = [("withdraw", one, None) for one in sorted(decisions.withdrawn)]
    rows = [(n, *row) for n, row in enumerate((*merged, *split, *withdrawn), start=1)]
    return pd.DataFrame(rows, columns=CLEAN["identities"].names)


def _tokens(people: People) -> set[str]:
    return {*people.workers, *people.aliases, *people.decisions.named}


def _standing(people: People, token: str) -> tuple[object, ...]:
    """All that a row about this pseudonym depends on."""
    found = people.of(token)
    named = people.aliases.get(token) if token in people.roster_names else None
    return found, named, people.homes.get(named or found.pseudonym)


def _same(before: dict[str, pd.DataFrame], lists: Lists, name: str) -> bool:
    one, other = (_plain(frame, CLEAN[name]) for frame in (before[name], lists.frames[name]))
    return one.equals(other)


def _plain(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    rows = frame[table.names].astype(object)
    return rows.where(rows.notna(), None).sort_values(list(table.key), ignore_index=True)
