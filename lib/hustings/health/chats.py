"""The health of every group's exports, the newest two of different phones laid side by side."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from hustings.health.agreement import compare
from hustings.health.holes import holes
from hustings.health.row import Age, GroupHealth, Pair, Rests, Span
from hustings.intake.kept import Booked
from hustings.intake.traces import Traces
from hustings.metrics.rollups import indian
from hustings.store import Snapshot

NEWEST = 4  # exports of a group that are laid beside its newest, at most, itself included
ALIKE = 0.9  # of the messages both have: so many authors are called the same on one phone only

_PASTED = re.compile(r"(\d+) line\(s\) that look like messages are text pasted into one")

Row = dict[str, Any]  # one row of a table, as pandas hands it over


@dataclass(frozen=True)
class Chats:
    """What is needed to judge the chats: the store, the books and the kept files."""

    snapshot: Snapshot
    books: Mapping[str, Booked]
    traces: Traces
    now: datetime
    limit: int  # days

    def health(self) -> list[GroupHealth]:
        """One row per group that is listed or was exported, by name."""
        exports = self.snapshot.frame("group_exports")
        by_group = {
            str(group): _rows(its.sort_values("exported_at"))
            for group, its in (exports.groupby("group") if len(exports) else ())
        }
        listed = {str(row["group"]): row for row in _rows(self.snapshot.frame("groups"))}
        # Before anything else takes room: it may mean reading long files.
        pairs = {group: self._pair(group, its) for group, its in by_group.items()}
        spoken = spoken_days(self.snapshot, "messages", "group", "sent_at")
        pasted = pasted_lines(self.snapshot.frame("files"))
        found = [
            self._one(
                group,
                listed.get(group, {}),
                by_group.get(group, []),
                pairs.get(group, ("none", None)),
                spoken.get(group, set()),
                pasted,
            )
            for group in {*listed, *by_group}
        ]
        return sorted(found, key=lambda row: (row.name.casefold(), row.group))

    def _one(
        self,
        group: str,
        listed: Row,
        exports: list[Row],
        laid: tuple[Rests, Pair | None],
        spoken: set[date],
        pasted: Mapping[str, int],
    ) -> GroupHealth:
        platform, _, plain = group.partition(":")
        newest = exports[-1] if exports else {}
        switched = moment(newest.get("privacy_switch_at"))
        unit = text(listed.get("unit"))
        rests, pair = laid
        return GroupHealth(
            group=group,
            platform=platform,
            name=text(listed.get("name")) or plain,
            unit=unit,
            exports=len(exports),
            # Nobody can export a group whose members have turned the privacy switch on.
            age=Age.of(
                moment(newest.get("exported_at")),
                self.now,
                self.limit,
                needed=unit is not None and switched is None,
            ),
            span=Span(
                min(filter(None, (moment(row["first_at"]) for row in exports)), default=None),
                max(filter(None, (moment(row["last_at"]) for row in exports)), default=None),
                tuple(holes(spoken)),
            ),
            messages=None if pd.isna(newest.get("messages")) else int(newest["messages"]),
            probably_cut=_is_cut(exports),
            privacy_switch_at=switched,
            date_order=text(newest.get("date_order")),
            date_order_assumed=newest.get("date_order_assumed") is True,
            pasted=sum(pasted.get(file, 0) for file in {str(row["file"]) for row in exports}),
            rests_on=rests,
            pair=pair,
        )

    def _pair(self, group: str, exports: list[Row]) -> tuple[Rests, Pair | None]:
        """The newest export beside the newest of another phone; else beside any of the same time.

        Only the newest few are looked at, and only where they show the same time.
        """
        first: Pair | None = None
        newer = exports[-1]
        for older in reversed(exports[-NEWEST:-1]):
            pair = self._laid(group, newer, older)
            if pair and not pair.alike:
                return "two", pair
            first = first or pair
        return ("alike", first) if first else ("one", None)

    def _laid(self, group: str, newer: Row, older: Row) -> Pair | None:
        files = str(newer["file"]), str(older["file"])
        hashes = str(newer["export"]), str(older["export"])
        if not all(file in self.books for file in files):
            return None
        one, other = (
            self.traces.parts(self.books[file], group, export)
            for file, export in zip(files, hashes, strict=True)
        )
        if one is None or other is None or (agreement := compare(one, other)) is None:
            return None
        alike = (
            (agreement.same_names or 0) >= ALIKE
            and agreement.offset_minutes == 0
            and newer["date_order"] == older["date_order"]
        )
        return Pair(*hashes, agreement, alike)


def _is_cut(exports: list[Row]) -> bool:
    """Whether what came before the oldest message known is not known: no whole export has it."""
    starts = [(row["first_at"], row["probably_cut"] is not True) for row in exports]
    known = [start for start in starts if not pd.isna(start[0])]
    oldest = min((first for first, _ in known), default=None)
    return bool(known) and not any(whole for first, whole in known if first == oldest)


def spoken_days(snapshot: Snapshot, table: str, column: str, moment: str) -> dict[str, set[date]]:
    """The Indian days on which there is a row, by group or account."""
    if not snapshot.files(table):
        return {}
    rows = snapshot.table(table)
    days = rows.select(who=rows[column], day=indian(rows[moment]).date()).distinct()
    found: dict[str, set[date]] = {}
    for row in snapshot.engine.execute(days).to_dict("records"):
        found.setdefault(str(row["who"]), set()).add(pd.Timestamp(row["day"]).date())
    return found


def pasted_lines(files: pd.DataFrame) -> dict[str, int]:
    """How many lines of each file run backwards in time within a message, as its reader said."""
    found: dict[str, int] = {}
    for row in _rows(files):
        for remark in json.loads(row["assumptions"] or "[]"):
            if told := _PASTED.match(remark["what"]):
                found[str(row["sha256"])] = found.get(str(row["sha256"]), 0) + int(told[1])
    return found


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def moment(value: object) -> datetime | None:
    """A cell that may be missing as a moment."""
    return None if pd.isna(value) else pd.Timestamp(value).to_pydatetime()  # type: ignore[arg-type, call-overload]


def text(value: object) -> str | None:
    """A cell that may be missing as text."""
    return value if isinstance(value, str) and value else None
