"""What every importer is given and what it gives back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from hustings.errors import InputError
from hustings.geography import Units
from hustings.privacy import Pseudonyms
from hustings.roster import People
from hustings.settings import Settings

HEAD_BYTES = 65_536  # what a source is recognised from
BATCH_ROWS = 50_000  # rows held in memory at once


@dataclass(frozen=True)
class SourceFile:
    """One received file, or one member of a received zip."""

    name: str  # as received; a zip member is `archive.zip/member.txt`
    sha256: str  # of the received file
    exported_at: datetime  # UTC
    path: Path  # where the bytes of this file or member lie now
    trouble: InputError | None = None  # why a member could not be taken out of its zip
    member: str = ""  # SHA-256 of the member itself, if it is one

    @property
    def export(self) -> str:
        """SHA-256 of these very bytes, by which one export in a zip is told from another."""
        return self.member or self.sha256

    def open(self) -> BinaryIO:
        """Its bytes, from the start.

        Raises: InputError for a member that could not be taken out of its zip.
        """
        if self.trouble:
            raise self.trouble
        return self.path.open("rb")

    def head(self) -> bytes:
        """Its first bytes, enough to recognise it."""
        with self.open() as file:
            return file.read(HEAD_BYTES)


@dataclass(frozen=True)
class Rows:
    """A batch of clean rows for one table; `lines` says where each came from."""

    table: str
    frame: pd.DataFrame
    lines: list[int]


@dataclass(frozen=True)
class SetAside:
    """A row that could not be read: where, why, and how to mend it."""

    line: int
    reason: str
    fix: str = ""
    waits_for: str = ""  # pseudonyms of people, or names of lists, that would let it be read


@dataclass(frozen=True)
class Assumed:
    """Something the file does not say and we took to be so, with the evidence for it."""

    what: str
    evidence: str


Finding = Rows | SetAside | Assumed


@dataclass(frozen=True)
class Placed:
    """Where a group belongs."""

    unit: str | None
    official: bool


@dataclass(frozen=True)
class Context:
    """What a reader may know beyond its own file."""

    settings: Settings
    units: Units
    people: People
    pseudonyms: Pseudonyms
    placed: Mapping[str, Placed] = field(default_factory=dict)  # by `platform:name in plain form`
    accounts: Mapping[str, str] = field(
        default_factory=dict
    )  # `platform:handle or name` -> account


Sniff = Callable[[bytes, str], bool]
Read = Callable[[SourceFile, Context], Iterator[Finding]]


@dataclass(frozen=True)
class Source:
    """One kind of file: how it is recognised and how it is read."""

    name: str
    en: str
    hi: str
    tables: tuple[str, ...]
    order: int  # lists and rosters are read before what refers to them
    sniff: Sniff
    read: Read


SOURCES: dict[str, Source] = {}
"""Every known source by name, filled as the importers are loaded."""


def source(
    name: str, *, en: str, hi: str, tables: tuple[str, ...], sniff: Sniff, order: int = 50
) -> Callable[[Read], Read]:
    """Register a reader under the name `--source` takes.

    Args: sniff: says from a file's first bytes (and, only as a tie-break, its name) whether it
          is of this kind; order: 10 units, 20 roster, 30 groups and accounts, 50 everything else.
    """

    def register(read: Read) -> Read:
        SOURCES[name] = Source(name, en, hi, tables, order, sniff, read)
        return read

    return register
