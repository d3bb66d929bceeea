"""The log of who a person said is who: every line kept, every one reversible by a later line.

It holds pseudonyms only, and lies beside the raw files, outside the clean tables.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from hustings.errors import StoreError, UsageError
from hustings.roster.decisions import Decisions, Pair, pair

Act = Literal["merge", "split", "withdraw", "undo"]


@dataclass(frozen=True)
class Entry:
    """One line: what was decided, by whom, when and why."""

    act: Act
    one: str  # a pseudonym; of an undo the number of the line undone
    other: str  # the pseudonym of the other person; empty where there is none
    by: str
    why: str
    number: int = 0  # given when it is written; the first line is 1
    decided_at: str = ""  # ISO moment, UTC


@dataclass(frozen=True)
class Log:
    """The log of one office."""

    path: Path

    @classmethod
    def of(cls, data_folder: Path) -> "Log":
        """The log beside the raw files of a data folder."""
        return cls(data_folder / "people.jsonl")

    def entries(self) -> list[Entry]:
        """Every line, oldest first.

        Raises: StoreError naming the line that is none of ours.
        """
        if not self.path.exists():
            return []
        lines = self.path.read_text("utf-8").rstrip("\n").split("\n")
        return [self._entry(number, line) for number, line in enumerate(lines, start=1) if line]

    def append(self, entry: Entry, *, now: datetime) -> Entry:
        """Add one line; two writers each add theirs, and a reader sees a line whole or not at all.

        Raises: UsageError when it is to undo a line that is not there or is undone already.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(self.path.with_name(f".{self.path.name}.lock")):
            known = self.entries()
            if entry.act == "undo":
                _can_be_undone(entry.one, known)
            whole = replace(entry, number=len(known) + 1, decided_at=now.isoformat())
            self._write([*known, whole])
        return whole

    def decisions(self) -> Decisions:
        """What holds now, undone lines left out."""
        merges: dict[Pair, Pair] = {}
        apart, withdrawn = set[Pair](), set[str]()
        for entry in in_force(self.entries()):
            both = pair(entry.one, entry.other)
            if entry.act == "merge":
                apart.discard(both)
                merges[both] = (entry.one, entry.other)
            elif entry.act == "split":
                merges.pop(both, None)
                apart.add(both)
            elif entry.act == "withdraw":
                withdrawn.add(entry.one)
        return Decisions(tuple(merges.values()), frozenset(apart), frozenset(withdrawn))

    def _entry(self, number: int, line: str) -> Entry:
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError) as cause:
            raise StoreError(
                "The log of merges cannot be read.",
                where=f"{self.path.name}, line {number}",
                fix="Restore the file from a backup, or mend that line.",
            ) from cause
        return entry

    def _write(self, entries: list[Entry]) -> None:
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        with beside.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(e), ensure_ascii=False) + "\n" for e in entries)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)


def in_force(entries: list[Entry]) -> list[Entry]:
    """The entries nobody has undone; an undo may be undone as well."""
    undone = _undone(entries)
    return [entry for entry in entries if str(entry.number) not in undone and entry.act != "undo"]


def _undone(entries: list[Entry]) -> set[str]:
    undone: set[str] = set()
    for entry in reversed(entries):
        if entry.act == "undo" and str(entry.number) not in undone:
            undone.add(entry.one)
    return undone


def _can_be_undone(number: str, entries: list[Entry]) -> None:
    if number not in {str(entry.number) for entry in entries}:
        raise UsageError(
            f"The log has no line {number}.", fix="See the lines with: hustings people log"
        )
    if number in _undone(entries):
        raise UsageError(
            f"Line {number} is undone already.", fix="Undo the line that undid it instead."
        )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # let go of when the file closes, or the process dies
        yield
