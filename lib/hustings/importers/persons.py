"""Persons of a roster while it is read: which rows are one person, and who shares a number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz

from hustings.importers.contract import Assumed

SAME_NAME = 85.0  # of 100: Ramesh Kumar and Rmesh Kumar are one person, Ramesh and Suresh are two


@dataclass(frozen=True, slots=True)
class Entry:
    """One usable row of a roster; names and numbers never leave the importer."""

    line: int
    numbers: tuple[str, ...]
    names: tuple[str, ...]  # in plain form
    known_as: tuple[str, ...]  # those of them that are recorded as other names
    unit: str
    post: str | None
    since: date | None
    until: date | None
    consent: bool


@dataclass(frozen=True)
class Person:
    """All rows of one person, oldest appointment first."""

    number: str
    entries: tuple[Entry, ...]

    @property
    def newest(self) -> Entry:
        """The row that says where the person works now."""
        return self.entries[-1]

    @property
    def since(self) -> date | None:
        """The first day on the roster, as far as any row says."""
        return min((entry.since for entry in self.entries if entry.since), default=None)

    @property
    def until(self) -> date | None:
        """The last day on the roster; None while any row is open."""
        ends = [entry.until for entry in self.entries]
        return None if None in ends else max(end for end in ends if end)

    @property
    def consent(self) -> bool:
        """Whether every row records consent: one No is a No."""
        return all(entry.consent for entry in self.entries)

    def names(self) -> set[str]:
        """Every name any row has."""
        return {name for entry in self.entries for name in entry.names}

    def known_as(self) -> set[str]:
        """The names any row records as other names, which are meant to be found by."""
        return {name for entry in self.entries for name in entry.known_as}

    def further_numbers(self) -> set[str]:
        """Every number but the first."""
        return {number for entry in self.entries for number in entry.numbers} - {self.number}


@dataclass
class Persons:
    """The rows of one roster."""

    _entries: list[Entry] = field(default_factory=list)
    _holders: dict[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)

    def see(self, line: int, numbers: Sequence[str], names: tuple[str, ...]) -> None:
        """Take note of a row's numbers, whether or not the rest of it is usable."""
        for number in numbers:
            self._holders.setdefault(number, []).append((line, names))

    def add(self, entry: Entry) -> None:
        """Take in a usable row."""
        self._entries.append(entry)

    def shared(self) -> Iterator[list[int]]:
        """The lines of each number that two persons have."""
        for rows in self._holders.values():
            called = {names for _, names in rows}
            if not all(same_person(one, other) for one, other in combinations(called, 2)):
                yield [line for line, _ in rows]

    def merged(self, leaving_out: set[int]) -> list[Person]:
        """Every person once, whatever number each row puts first."""
        first: dict[str, str] = {}
        entries: dict[str, list[Entry]] = {}
        for entry in self._entries:
            if entry.line in leaving_out:
                continue
            known = (first[number] for number in entry.numbers if number in first)
            own = next(known, entry.numbers[0])
            for number in entry.numbers:
                first.setdefault(number, own)
            entries.setdefault(own, []).append(entry)
        return [
            Person(number, tuple(sorted(rows, key=lambda row: row.since or date.min)))
            for number, rows in entries.items()
        ]


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows' names are of one person: one in common, or nearly so."""
    if not one or not other or set(one) & set(other):
        return True
    return any(fuzz.token_sort_ratio(a, b) >= SAME_NAME for a in one for b in other)


def notes(persons: Sequence[Person]) -> Iterator[Assumed]:
    """What merging took for granted."""
    several = [person for person in persons if len(person.entries) > 1]
    if several:
        rows = sum(len(person.entries) for person in several)
        yield Assumed(
            "rows with one number and one name are one person",
            f"{rows} rows are {len(several)} person(s)",
        )
    moved = sum(len({entry.unit for entry in person.entries}) > 1 for person in several)
    if moved:
        yield Assumed(
            "a person with posts in several units works where the newest post is",
            f"{moved} person(s)",
        )
