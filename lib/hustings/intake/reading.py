"""One received file, looked into and read: what a process of its own can do as well as ours."""

import errno
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

import pandas as pd
import pyarrow as pa

from hustings.errors import HustingsError, InputError, RefusedError, StoreError
from hustings.importers import recognise, sources
from hustings.importers.contract import (
    Assumed,
    Context,
    Rows,
    SetAside,
    SourceFile,
)
from hustings.importers.registry import CHATS
from hustings.intake.archives import opened
from hustings.intake.aside import Aside, Quarantine
from hustings.intake.received import Received
from hustings.schema import CLEAN
from hustings.settings import Crosswalk
from hustings.store import prepared

LISTS = ("units", "workers", "aliases", "groups", "accounts")  # what other files refer to

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Place:
    """Where received files may be unpacked, how large they may be, and how forms are known."""

    scratch: Path
    largest_mb: int
    crosswalks: Mapping[str, Crosswalk] = field(default_factory=dict)


class Sink(Protocol):
    """Takes what one member gives."""

    def __call__(self, table: str, rows: pa.Table) -> None:
        """Take prepared rows of one table."""

    def end(self, *, keep: bool) -> None:
        """Nothing more comes; where it is not to be kept, the rest of the member was unreadable."""


Begin = Callable[[int], Sink]
"""Gives the sink of the member of a number."""


@dataclass(frozen=True)
class LeftOut:
    """A member of a zip that could not be read while others could."""

    name: str
    error: InputError

    @property
    def told(self) -> SetAside:
        """What is said of it where rows set aside are told of."""
        within = " ".join(self.error.where.split())
        where = within if self.name in within else self.name
        problem = " ".join(self.error.problem.split())
        return SetAside(0, f"'{where}' in a zip could not be read: {problem}", self.error.fix)


@dataclass(frozen=True)
class Looked:
    """What one received file holds: its readable members by number, each with its source."""

    parts: tuple[tuple[int, str], ...] = ()
    left: tuple[str, ...] = ()  # members that are attachments
    left_out: tuple[LeftOut, ...] = ()
    error: HustingsError | None = None


@dataclass(frozen=True)
class Job:
    """Some members of one received file, to be read one after the other."""

    received: Received
    parts: tuple[tuple[int, str], ...]
    place: Place


@dataclass
class FileRead:
    """What reading a job found, apart from the rows themselves."""

    sources: list[str] = field(default_factory=list)  # of the members that were read
    rows: Counter[str] = field(default_factory=Counter)  # by table
    aside: Aside = field(default_factory=Aside)
    assumed: list[Assumed] = field(default_factory=list)
    listed: list[tuple[str, pd.DataFrame]] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)  # the groups it is about, as it calls them
    left_out: list[LeftOut] = field(default_factory=list)
    error: HustingsError | None = None

    def add(self, other: "FileRead") -> None:
        """Count what another member gave, too."""
        self.sources += other.sources
        self.rows.update(other.rows)
        self.aside.add_all(other.aside)
        self.assumed += other.assumed
        self.listed += other.listed
        self.groups |= other.groups


def look_into(received: Received, place: Place, source: str | None) -> Looked:
    """Recognise the parts of one received file; what a chat's members attached is not imported.

    Args: source: take every part as this, instead of recognising it.
    """
    try:
        with (
            _as_input_error(received.name),
            opened(received, largest_mb=place.largest_mb, scratch=place.scratch) as members,
        ):
            return _recognised(members, source, place.crosswalks)
    except StoreError:
        raise
    except HustingsError as error:
        return Looked(error=error)


def _recognised(
    members: list[SourceFile], source: str | None, crosswalks: Mapping[str, Crosswalk]
) -> Looked:
    parts: list[tuple[int, str]] = []
    refusals: dict[int, InputError] = {}
    for number, member in enumerate(members):
        try:
            if member.trouble:
                raise member.trouble
            parts.append((number, recognise(member, source, crosswalks).name))
        except InputError as refusal:
            refusals[number] = refusal
    # What must not be imported must not be kept either, and a raw file is kept whole.
    if refused := next((e for e in refusals.values() if isinstance(e, RefusedError)), None):
        raise refused
    chats = [part for part in parts if part[1] in CHATS]
    if not parts:
        raise next(iter(refusals.values()))
    taken = {number for number, _ in chats or parts}
    rest = [(number, member) for number, member in enumerate(members) if number not in taken]
    # What is sent in a chat need be nothing we read; what an office packs should be.
    left_out = [
        LeftOut(member.name, refusals[number])
        for number, member in rest
        if member.trouble or not chats
    ]
    left = [member.name for _, member in rest if chats and not member.trouble]
    return Looked(tuple(chats or parts), tuple(left), tuple(left_out))


def read_job(job: Job, context: Context, begin: Begin) -> FileRead:
    """Read a job, handing the rows of each member to its sink as they come.

    A member of a zip that cannot be read is left out, unless it is one that is refused.

    Returns: what was found beside the rows; where it holds an error, the rows count for nothing.
    Raises:  StoreError when there is no room for what is read.
    """
    read = FileRead()
    received, place = job.received, job.place
    try:
        with (
            _as_input_error(received.name),
            opened(received, largest_mb=place.largest_mb, scratch=place.scratch) as members,
        ):
            for part in job.parts:
                try:
                    read.add(_read_part(part, received, members[part[0]], context, begin))
                except RefusedError:
                    raise
                except InputError as error:
                    if not received.is_archive:
                        raise
                    read.left_out.append(LeftOut(members[part[0]].name, error))
    except StoreError:
        raise
    except HustingsError as error:
        return FileRead(error=error)
    return read


def _read_part(
    part: tuple[int, str], received: Received, member: SourceFile, context: Context, begin: Begin
) -> FileRead:
    number, source = part
    read, sink, whole = FileRead(sources=[source]), begin(number), False
    quarantine = Quarantine(received, partial(put, sink))
    try:
        with _as_input_error(member.name):
            for finding in sources()[source].read(member, context):
                if isinstance(finding, SetAside):
                    read.aside.add(finding)
                    quarantine.add(finding)
                else:
                    _take(finding, received, part, read, sink)
            quarantine.hand_on()
        whole = True
    finally:
        sink.end(keep=whole)
    return read


def _take(
    finding: Rows | Assumed,
    received: Received,
    member: tuple[int, str],
    read: FileRead,
    sink: Sink,
) -> None:
    part, source = member
    if isinstance(finding, Assumed):
        read.assumed.append(finding)
    elif len(finding.frame):
        if finding.table == "groups":
            read.groups.update(finding.frame["name"].astype(str))
        # A chat names its own group, but only the list of groups says what the group is.
        if finding.table != "groups" or source not in CHATS:
            _take_rows(finding, received, part, read, sink)


def _take_rows(rows: Rows, received: Received, part: int, read: FileRead, sink: Sink) -> None:
    if CLEAN[rows.table].counted:
        read.rows[rows.table] += len(rows.frame)
    if rows.table in LISTS:
        read.listed.append((rows.table, rows.frame))
    made = pd.Timestamp(received.exported_at)
    file, lines = received.sha256, rows.lines
    ready = prepared(rows.table, rows.frame, file=file, lines=lines, known_at=made, part=part)
    put(sink, rows.table, ready)


def put(sink: Sink, table: str, rows: pa.Table) -> None:
    """Hand rows on.

    Raises: StoreError when there is no room for them.
    """
    try:
        sink(table, rows)
    except OSError as cause:
        raise no_room(cause) from cause


@contextmanager
def _as_input_error(name: str) -> Iterator[None]:
    """One odd file must not stop the others: whatever befalls its reader is said of the file."""
    try:
        yield
    except HustingsError:
        raise
    except OSError as cause:
        if cause.errno in _DISK_FULL:
            raise no_room(cause) from cause
        raise InputError(
            f"The file cannot be opened: {cause.strerror or cause}.",
            where=name,
            fix="Copy it again from the phone, check that you may read it, and import once more.",
        ) from cause
    except Exception as cause:
        said = " ".join(str(cause).split())[:200]
        raise InputError(
            f"The file is so unlike others of its kind that reading it failed ({said}).",
            where=name,
            fix="Export it again; if that does not help, send the file's first lines to whoever "
            f"looks after Hustings, with this word: {type(cause).__name__}.",
        ) from cause


def no_room(cause: OSError) -> StoreError:
    """The error to stop at when what was read cannot be put anywhere."""
    return StoreError(
        "The disk is full." if cause.errno in _DISK_FULL else f"Writing failed: {cause.strerror}.",
        where=str(cause.filename or "the data folder"),
        fix="Free some space, then import again: nothing of what was being imported is visible, "
        "and nothing stored before was lost.",
    )
