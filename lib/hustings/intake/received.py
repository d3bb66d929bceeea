"""The files a person dropped on us: found, hashed, unzipped with care, kept as received."""

import errno
import hashlib
import lzma
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from hustings.errors import InputError, RefusedError
from hustings.importers.contract import SourceFile

SAMPLE_MARK = "hustings-sample.json"
READABLE = (".txt", ".csv", ".tsv", ".xlsx", ".json")
_TELEGRAM = "result.json"
_ATTACHED = frozenset(
    ("chats", "contacts", "files", "images", "photos", "profile_pictures", "round_video_messages",
     "stickers", "stories", "video_files", "voice_messages")
)  # fmt: skip
EXPANSION = 250  # a text that unzips to more than this many times its size is a bomb
ALWAYS_FINE = 64 * 2**20  # ... but this much is never one
MOST_MEMBERS = 20_000  # a full export with media has a few thousand

# What the zip library lets through when a zip is cut off, locked, or points outside itself.
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError,
           NotImplementedError, RuntimeError)  # fmt: skip
_NO_SUCH_PLACE = (errno.EINVAL, None)

_CHUNK = 2**20
_LITTER = ("truth.json", "Thumbs.db", "desktop.ini")
_KINDS = (
    (stat.S_ISLNK, "a link to something else"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # a phone's own file names hold some


@dataclass(frozen=True)
class Received:
    """One file as received."""

    path: Path
    name: str  # relative to the folder that was named
    sha256: str
    exported_at: datetime  # UTC; the file's own modification time unless told otherwise
    sample: bool
    trouble: InputError | None = None  # why it cannot even be opened

    @property
    def is_archive(self) -> bool:
        """Whether it is a zip of exports; a workbook is a zip too, but one document."""
        return zipfile.is_zipfile(self.path) and self.path.suffix.lower() != ".xlsx"


def find(
    paths: list[Path], *, now: datetime, exported_at: datetime | None = None
) -> list[Received]:
    """Every file under the paths, in a steady order; links, devices and hidden files are left.

    A folder within that may not be opened, and a link, pipe, socket or device that was named
    itself, stand in the list with their trouble, unopened.

    Raises: InputError for a path that is not there, or when there is no file at all.
    """
    found: list[Received] = []
    for path in paths:
        if not _is_there(path):
            raise InputError(
                "There is no such file or folder.", where=said(path), fix="Check the name."
            )
        found += (
            _within(path, now, exported_at) if path.is_dir() else _named(path, now, exported_at)
        )
    if not found:
        raise InputError(
            "There is nothing to import.",
            where=", ".join(map(said, paths)),
            fix="Put the exported files (.txt, .zip, .csv, .xlsx) there and import again.",
        )
    return found


def _within(folder: Path, now: datetime, exported_at: datetime | None) -> Iterator[Received]:
    shut: list[OSError] = []
    for file in _beneath(folder, shut):
        if _is_ours_to_read(file, folder):
            yield _received(file, folder, now, exported_at)
    for cause in shut:
        closed = Path(cause.filename)
        if _is_in_sight(closed, folder):
            name = said(closed.relative_to(folder) if closed != folder else closed.name)
            trouble = InputError(
                f"The folder cannot be opened: {cause.strerror}.",
                where=name,
                fix="Check that you may read it; nothing in it was imported.",
            )
            yield Received(closed, name, "", now, sample=False, trouble=trouble)


def _named(path: Path, now: datetime, exported_at: datetime | None) -> Iterator[Received]:
    if kind := _kind(path):
        trouble = InputError(
            f"It is {kind}, which is never opened.",
            where=said(path.name),
            fix="Name the exported file itself.",
        )
        yield Received(path, said(path.name), "", now, sample=False, trouble=trouble)
    elif _is_ours_to_read(path, path.parent):
        yield _received(path, path.parent, now, exported_at)


def _beneath(folder: Path, shut: list[OSError]) -> list[Path]:
    """All that lies in a folder, links not followed; folders that do not open go to `shut`."""
    walked = os.walk(folder, onerror=shut.append)
    return sorted(Path(at, name) for at, inner, files in walked for name in (*inner, *files))


def _kind(file: Path) -> str | None:
    """What stands there instead of a file or folder; None as well for what is gone by now."""
    try:
        mode = file.lstat().st_mode
    except OSError:
        return None  # opening it will say why
    return next((kind for is_it, kind in _KINDS if is_it(mode)), None)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name no disk can hold
        return False


def _received(file: Path, base: Path, now: datetime, exported_at: datetime | None) -> Received:
    name = said(file.relative_to(base))
    try:
        made = exported_at or _modified(file, now)
        return Received(file, name, _sha256(file), made, _sample(file))
    except OSError as cause:
        trouble = InputError(
            f"The file cannot be opened: {cause.strerror or cause}.",
            where=name,
            fix="Check that you may read it, or copy it again from the phone.",
        )
        return Received(file, name, "", now, sample=False, trouble=trouble)


def said(path: Path | PurePosixPath | str) -> str:
    """A file's name as it may be printed and stored: no line breaks, no turned direction."""
    text = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _UNPRINTABLE.sub("\ufffd", _TURNING.sub("", text))


def passed_over(paths: list[Path]) -> list[str]:
    """Links, pipes, devices and folders of attachments: never opened, but told of."""
    return [
        said(file.relative_to(path))
        for path in paths
        if path.is_dir()
        for file in _beneath(path, [])
        if _is_attached(file) or _kind(file)
    ]


def _is_ours_to_read(file: Path, base: Path) -> bool:
    litter = file.name in (SAMPLE_MARK, *_LITTER)
    return _is_in_sight(file, base) and not (litter or _kind(file) or file.is_dir())


def _is_in_sight(file: Path, base: Path) -> bool:
    """Whether it is neither hidden nor among what members of a chat attached."""
    within = file.relative_to(base).parts
    hidden = any(part.startswith(".") for part in within)
    return not hidden and not any(map(_is_attached, list(file.parents)[: max(0, len(within) - 1)]))


def _is_attached(folder: Path) -> bool:
    """Whether it is where Telegram puts what members sent: their sheets are no lists of ours."""
    return folder.name in _ATTACHED and folder.is_dir() and (folder.parent / _TELEGRAM).exists()


def _modified(file: Path, now: datetime) -> datetime:
    return min(datetime.fromtimestamp(file.stat().st_mtime, UTC), now)


def _sample(file: Path) -> bool:
    """Whether the sample's mark lies in the file's folder or up to three above it."""
    return any((folder / SAMPLE_MARK).exists() for folder in list(file.resolve().parents)[:4])


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@contextmanager
def opened(
    received: Received, *, largest_mb: int, scratch: Path | None = None
) -> Iterator[list[SourceFile]]:
    """The readable parts of a received file: itself, or a zip's texts and sheets.

    Members are written under names of our own, so a member called ../../x lands nowhere else;
    below `scratch`, which the next import clears, should this one be killed.

    Raises: RefusedError for an archive bomb; InputError for an empty, locked or broken file.
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
        yield list(_members(received, Path(folder), largest_mb * 2**20))


def _members(received: Received, folder: Path, largest: int) -> Iterator[SourceFile]:
    try:
        with zipfile.ZipFile(received.path) as archive:
            members = _worth_reading(archive, received)
            limit = min(largest, max(ALWAYS_FINE, EXPANSION * received.path.stat().st_size))
            for number, member in enumerate(members):
                target = folder / f"{number}{_ending(member.filename)}"
                limit -= _unzip(archive, member, target, limit, received)
                name = f"{received.name}/{said(member.filename)}"
                yield SourceFile(name, received.sha256, received.exported_at, target)
    except (*_DAMAGE, OSError) as cause:
        if isinstance(cause, OSError) and cause.errno not in _NO_SUCH_PLACE:
            raise
        raise InputError(
            f"The zip cannot be opened: {cause}.",
            where=received.name,
            fix="Export it again without a password; the transfer may have broken off.",
        ) from cause


def _worth_reading(archive: zipfile.ZipFile, received: Received) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise RefusedError(
            f"The zip holds {len(members)} files, more than any export does.",
            where=received.name,
            fix=f"Import the export itself; at most {MOST_MEMBERS} members are looked at.",
        )
    wanted = [m for m in members if m.filename.lower().endswith(READABLE) and not _is_odd(m)]
    if not wanted:
        raise InputError(
            "The zip holds nothing we read.",
            where=received.name,
            fix=f"Look inside: an export has a {', '.join(READABLE)} member.",
        )
    return sorted(wanted, key=lambda member: member.filename)


def _ending(name: str) -> str:
    return next(ending for ending in READABLE if name.lower().endswith(ending))


def _is_odd(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a folder, a link or a device, none of which holds an export."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    return member.is_dir() or kind not in (0, stat.S_IFREG)


def _unzip(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, limit: int, received: Received
) -> int:
    """Unzip one member, stopping at the limit whatever size it claims; returns its bytes."""
    written = 0
    with archive.open(member) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > limit:
                raise RefusedError(
                    "The zip unpacks to far more than an export holds; it looks like a bomb.",
                    where=f"{received.name}, {said(Path(member.filename).name)[:80]}",
                    fix="Unzip it yourself if you trust it and import the text, or raise "
                    "exports.largest_unzipped_mb in settings.toml.",
                )
            out.write(chunk)
    return written
