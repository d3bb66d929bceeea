"""Facts of which two files may tell otherwise: one message under two names, or before an edit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Told(NamedTuple):
    """What one file says of a fact, in all that another file may say otherwise of it."""

    said: str
    named: str | None  # whom it is about: a pseudonym
    sure: bool  # whether that is somebody on the roster
    known_at: int  # when the file was exported, microseconds since 1970
    kind: str  # empty in tables without one
    edited: bool
    worded: bool  # whether anything was typed

    def may_be_about(self, other: "Told") -> bool:
        """Whether both may be about one person: two of the roster are two."""
        return self.named == other.named or not (self.sure and other.sure)


Later = Callable[[Told, Told], bool | None]
"""Of two rows of one minute that say different things and may be about one person: true if the
second stands for both, false if the first does, none if they are two facts."""


@dataclass(frozen=True)
class Retold:
    """Which of a table's rows may be one fact though their keys differ.

    Two files of one group may call one author by two names. They agree on the columns `at` and,
    unless `stands` says otherwise, on the column `said`; the columns `named` and `sure` say whom
    a row is about, and whether that is somebody known; `kind`, `edited` and `length` are columns
    that `stands` goes by, where the table has them.
    """

    at: tuple[str, ...]
    said: str
    named: str
    sure: str
    stands: Later
    kind: str = ""
    edited: str = ""
    length: str = ""
