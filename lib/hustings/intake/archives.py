"""What is inside a received file: itself, or the texts and sheets of a zip, unpacked with care."""

import errno
import hashlib
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from hustings.errors import InputError, RefusedError
from hustings.importers.contract import SourceFile
from hustings.intake.received import Received

READABLE = (".txt", ".csv", ".tsv", ".xlsx", ".json")
ZIP = ".zip"
EXPANSION = 250  # a text that unzips to more than this many times its size is a bomb
ALWAYS_FINE = 64 * 2**20  # ... but this much is never one
MOST_MEMBERS = 20_000  # a full export with media has a few thousand

# What the zip library lets through when a zip is cut off, locked, or points outside itself.
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError,
           NotImplementedError, RuntimeError)  # fmt: skip
_NO_SUCH_PLACE = (errno.EINVAL, None)
_CHUNK = 2**20


@contextmanager
def opened(
    received: Received, *, largest_mb: int, scratch: Path | None = None
) -> Iterator[list[SourceFile]]:
    """The readable parts of a received file: itself, or a zip's texts and sheets.

    A phone exports a chat as a zip, and an office packs many of those into another: zips within a
    zip are opened as well, zips within those are not.
    Members are written under names of our own, so a member called ../../x lands nowhere else;
    below `scratch`, which the next import clears, should this one be killed.
    One that is locked or broken carries its trouble and leaves the others as they are.

    Raises: RefusedError for an archive bomb; InputError for an empty, locked or broken file, and
            for a zip of which no member can be taken out.
    """
    if received.path.stat().st_size == 0:
        raise InputError(
            "The file is empty.",
            where=received.name,
            fix="Export it again; the transfer may have broken off.",
        )
    if not received.is_archive:
        yield [SourceFile(received.name, received.sha256, received.exported_at, received.path)]
        return
    with TemporaryDirectory(prefix="hustings-", dir=scratch) as folder:
        room = max(ALWAYS_FINE, EXPANSION * received.path.stat().st_size)
        unpacking = _Unpacking(received, Path(folder), min(largest_mb * 2**20, room))
        members = list(unpacking.members(received.path, received.name))
        if not members:
            raise InputError(
                "The zip holds nothing we read.",
                where=received.name,
                fix="Export it again, without media: the export holds a text, a table or a JSON "
                "file.",
            )
        if members[0].trouble and all(member.trouble for member in members):
            raise members[0].trouble
        yield members


@dataclass
class _Unpacking:
    """One received zip on its way into a folder, as many bytes of it as there is room for."""

    received: Received
    folder: Path
    room: int  # bytes
    seen: int = 0  # members, whether we read them or not

    def __post_init__(self) -> None:
        self._number = count()

    def members(self, path: Path, name: str, *, within: bool = False) -> Iterator[SourceFile]:
        """The texts and sheets of a zip, and unless it is within another, of the zips in it."""
        with self._as_damage(name, within=within), zipfile.ZipFile(path) as archive:
            for member in self._worth_reading(archive, name, within=within):
                yield from self._taken(
                    archive, member, f"{name}/{self.received.called(member.filename)}"
                )

    def _taken(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str
    ) -> Iterator[SourceFile]:
        ending = _ending(member.filename)
        target = self.folder / f"{next(self._number)}{ending}"
        taken = SourceFile(name, self.received.sha256, self.received.exported_at, target)
        try:
            with self._as_damage(name, within=True):
                sha256 = self._unzip(archive, member, target)
            if ending != ZIP:
                yield replace(taken, member=sha256)
                return
            yield from self.members(target, name, within=True)
        except RefusedError:
            raise
        except InputError as trouble:
            yield replace(taken, trouble=trouble)
        target.unlink(missing_ok=True)

    def _worth_reading(
        self, archive: zipfile.ZipFile, name: str, *, within: bool
    ) -> list[zipfile.ZipInfo]:
        members = archive.infolist()
        self.seen += len(members)
        if self.seen > MOST_MEMBERS:
            raise RefusedError(
                f"The zip holds {self.seen} files, more than any export does.",
                where=name,
                fix=f"Import the export itself; at most {MOST_MEMBERS} members are looked at.",
            )
        of_one_chat = _is_of_one_chat([self.received.called(m.filename) for m in members], name)
        endings = READABLE if within or of_one_chat else (*READABLE, ZIP)
        wanted = [m for m in members if m.filename.lower().endswith(endings) and not _is_odd(m)]
        return sorted(wanted, key=lambda member: member.filename)

    def _unzip(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> str:
        """Unzip one member, stopping where the room ends whatever it claims; returns its hash."""
        digest = hashlib.sha256()
        with archive.open(member) as source, target.open("wb") as out:
            while chunk := source.read(_CHUNK):
                self.room -= len(chunk)
                if self.room < 0:
                    raise RefusedError(
                        "The zip unpacks to far more than an export holds; it looks like a bomb.",
                        where=f"{self.received.name}, {self._own(member)[:80]}",
                        fix="Unzip it yourself if you trust it and import the text, or raise "
                        "exports.largest_unzipped_mb in settings.toml.",
                    )
                digest.update(chunk)
                out.write(chunk)
        return digest.hexdigest()

    def _own(self, member: zipfile.ZipInfo) -> str:
        return self.received.called(Path(member.filename).name)

    @contextmanager
    def _as_damage(self, name: str, *, within: bool) -> Iterator[None]:
        """Say plainly whatever the zip library says of what is cut off, locked or broken."""
        try:
            yield
        except (*_DAMAGE, OSError) as cause:
            if isinstance(cause, OSError) and cause.errno not in _NO_SUCH_PLACE:
                raise
            why = self.received.called(str(cause))  # which may quote a member's name
            raise InputError(
                f"This member of the zip cannot be opened: {why}."
                if within
                else f"The zip cannot be opened: {why}.",
                where=name,
                fix="Export it again without a password; the transfer may have broken off.",
            ) from cause


def _ending(name: str) -> str:
    return next(ending for ending in (*READABLE, ZIP) if name.lower().endswith(ending))


def _is_of_one_chat(members: list[str], name: str) -> bool:
    """Whether a phone made this zip of one chat: a zip in it was attached by a member."""
    own = f"{PurePosixPath(name).stem}.txt".casefold()
    return any(member.casefold() in ("_chat.txt", own) for member in members)


def _is_odd(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a folder, a link or a device, none of which holds an export."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    return member.is_dir() or kind not in (0, stat.S_IFREG)
