"""What is known of the export of one group, one account or one form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from hustings.health.agreement import Agreement
from hustings.health.holes import Hole
from hustings.period import days_between

Rests = Literal["none", "one", "alike", "two"]
"""On how many sources a group rests: no export; one that no other confirms; several that read as
if one phone had made them; two that differ in names, clock or date order."""


@dataclass(frozen=True)
class Age:
    """How old the newest export is, and how old it may be."""

    exported_at: datetime | None  # UTC; None if there never was one
    days: int | None
    limit: int  # days
    needed: bool  # whether a scheduled briefing rests on it

    @classmethod
    def of(cls, exported_at: datetime | None, now: datetime, limit: int, *, needed: bool) -> "Age":
        """The age at a moment, in Indian days."""
        days = None if exported_at is None else days_between(exported_at, now)
        return cls(exported_at, days, limit, needed)

    @property
    def is_stale(self) -> bool:
        """Whether a briefing needs it and it is older than its rule, or was never there."""
        return self.needed and (self.days is None or self.days > self.limit)


@dataclass(frozen=True)
class Span:
    """From when to when there is anything, and the days in between on which there is nothing."""

    first_at: datetime | None = None
    last_at: datetime | None = None
    holes: tuple[Hole, ...] = ()

    @property
    def days_missing(self) -> int:
        """How many days the holes are."""
        return sum(hole.days for hole in self.holes)


@dataclass(frozen=True)
class Pair:
    """Two exports of one group, by their hashes, and how far they agree."""

    newer: str
    older: str
    agreement: Agreement
    alike: bool  # they read as if one phone had made them


@dataclass(frozen=True)
class GroupHealth:
    """The exports of one group."""

    group: str
    platform: str
    name: str
    unit: str | None
    exports: int
    age: Age
    span: Span = field(default_factory=Span)
    messages: int | None = None  # in the newest export
    probably_cut: bool = False  # the oldest messages are missing
    privacy_switch_at: datetime | None = None
    date_order: str | None = None
    date_order_assumed: bool = False
    pasted: int = 0  # lines whose times run backwards within a message, over all exports
    rests_on: Rests = "none"
    pair: Pair | None = None

    @property
    def looks_edited(self) -> bool:
        """Whether two exports differ where neither can have been cut."""
        return self.pair is not None and self.pair.agreement.looks_edited


@dataclass(frozen=True)
class AccountHealth:
    """The exports of one account."""

    account: str
    platform: str
    name: str
    side: str
    unit: str | None
    exports: int
    age: Age
    span: Span = field(default_factory=Span)
    posts: int | None = None
    date_order_assumed: bool = False


@dataclass(frozen=True)
class FormHealth:
    """The exports of one kind of form."""

    source: str
    exports: int
    age: Age


@dataclass(frozen=True)
class Health:
    """Everything `hustings check` tells."""

    checked_at: datetime
    sample: bool
    groups: tuple[GroupHealth, ...]
    accounts: tuple[AccountHealth, ...]
    forms: tuple[FormHealth, ...]

    @property
    def stale(self) -> Mapping[str, int]:
        """How many of each kind are staler than their rule; kinds without any are left out."""
        counted = {
            kind: sum(row.age.is_stale for row in rows)
            for kind, rows in (
                ("group", self.groups), ("account", self.accounts), ("form", self.forms)
            )
        }  # fmt: skip
        return {kind: n for kind, n in counted.items() if n}
