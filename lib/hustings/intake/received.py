"""The files a person dropped on us: found, hashed and named, whatever stands among them."""

import hashlib
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from hustings.errors import InputError
from hustings.importers.registry import DOCUMENTS
from hustings.privacy import Pseudonyms
from hustings.roster import without_numbers

SAMPLE_MARK = "hustings-sample.json"
_TELEGRAM = "result.json"
_ATTACHED = frozenset(
    ("chats", "contacts", "files", "images", "photos", "profile_pictures", "round_video_messages",
     "stickers", "stories", "video_files", "voice_messages")
)  # fmt: skip
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
    pseudonyms: Pseudonyms | None = field(default=None, repr=False)  # for numbers in names

    @property
    def is_archive(self) -> bool:
        """Whether it is a zip of exports; a workbook is a zip too, but one document."""
        ending = self.path.suffix.lower()
        return zipfile.is_zipfile(self.path) and ending not in (".xlsx", *DOCUMENTS)

    def under(self, pseudonyms: Pseudonyms) -> "Received":
        """The same under a name, as its members are, in which no phone number stands."""
        known = replace(self, pseudonyms=pseudonyms)
        name, trouble = known.called(self.name), self.trouble
        if trouble:
            trouble = InputError(
                trouble.problem, where=known.called(trouble.where), fix=trouble.fix
            )
        return replace(known, name=name, trouble=trouble)

    def called(self, name: PurePosixPath | Path | str) -> str:
        """What it, or a member of it, is called where that is printed or stored."""
        plain = said(name)
        return without_numbers(plain, self.pseudonyms) if self.pseudonyms else plain


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
