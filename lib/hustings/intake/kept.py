"""Raw files as we keep them: under their hash, so that anything can be read again."""

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from hustings.errors import InputError
from hustings.intake.received import Received
from hustings.privacy import Pseudonyms
from hustings.settings import Crosswalk, Settings
from hustings.store.pin import sync_folder

_CHUNK = 2**20
STORED_AS = 3  # by which keys rows are told apart; another number, and every file is read anew


def keep_raw(received: Received, raw: Path) -> None:
    """Keep the file as received, under its hash; a copy that is already there is left alone.

    Raises: InputError when the file is no longer what it was when the import began.
    """
    target = raw_path(raw, received.sha256, received.name)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        if _copied(received.path, beside) != received.sha256:
            raise InputError(
                "The file changed while it was being imported.",
                where=received.name,
                fix="Wait until it is wholly copied, then import it again.",
            )
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(target.parent)


def raw_path(raw: Path, sha256: str, name: str) -> Path:
    """Where the file of a hash is kept; its ending stays, because some formats go by it."""
    return raw / sha256[:2] / f"{sha256}{Path(name).suffix.lower()[:12]}"


def _copied(source: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as original, target.open("wb") as copy:
        while chunk := original.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


@dataclass(frozen=True)
class Booked:
    """One line of the books: a file that was imported."""

    name: str
    sha256: str
    exported_at: datetime  # UTC
    sample: bool
    sources: tuple[str, ...]
    rows_known: int
    read_with: str  # as JSON; empty for a file that was read before this was noted

    @property
    def noted(self) -> dict[str, object]:
        """The clock and settings it was read with."""
        return dict(json.loads(self.read_with)) if self.read_with else {}

    @property
    def groups(self) -> set[str]:
        """The groups it is about."""
        groups = self.noted.get("groups")
        return {str(group) for group in groups} if isinstance(groups, list) else set()

    @property
    def left_out(self) -> list[str]:
        """Its members that could not be read while others could."""
        left_out = self.noted.get("left_out")
        return [str(name) for name in left_out] if isinstance(left_out, list) else []

    @property
    def folder(self) -> str:
        """The folder it lay in, because some exports name their account only there."""
        return str(self.noted.get("folder") or "file")

    @property
    def named(self) -> str | None:
        """The source somebody said it is, if anybody did."""
        return str(source) if (source := self.noted.get("source")) else None


def booked(files: pd.DataFrame) -> dict[str, Booked]:
    """The table of files as lines of the books, by hash."""
    lines = files.sort_values("sha256").to_dict("records")
    return {
        str(line["sha256"]): Booked(
            str(line["name"]),
            str(line["sha256"]),
            pd.Timestamp(line["exported_at"]).to_pydatetime(),
            bool(line["sample"]),
            tuple(str(line["source"]).split(", ")),
            int(line["rows_known"]),
            noted if isinstance(noted := line.get("read_with"), str) else "",
        )
        for line in lines
    }


def taken_out(book: Booked, raw: Path, scratch: Path, pseudonyms: Pseudonyms) -> Received:
    """A kept file as it was received, to be read once more.

    Raises: InputError when the kept copy is gone.
    """
    kept = raw_path(raw, book.sha256, book.name)
    if not kept.exists():
        raise InputError(
            "The kept copy of a file is gone, so it cannot be read again.",
            where=f"{book.name} ({kept})",
            fix="Put the file back under that path, or forget it with `hustings forget-file`.",
        )
    folder = scratch / "again" / book.sha256 / book.folder
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / kept.name
    place.unlink(missing_ok=True)
    place.symlink_to(kept)
    received = Received(place, book.name, book.sha256, book.exported_at, sample=book.sample)
    return received.under(pseudonyms)


def read_with(
    settings: Settings,
    *,
    name: str,
    groups: set[str],
    folder: str,
    source: str | None,
    sources: Collection[str],
    left_out: Collection[str] = (),
) -> str:
    """How a file is being read, as the books keep it: another text means it must be read again."""
    clock = asdict(settings.exports.clock(file=name, group=min(groups, default="")))
    noted = {
        **clock,
        **_crosswalks(settings.crosswalk, sources),
        "meta_offset_minutes": settings.exports.meta_offset_minutes,
        "groups": sorted(groups),
        "stored_as": STORED_AS,
        "folder": folder,
        "source": source,
        **({"left_out": sorted(left_out)} if left_out else {}),
    }
    return json.dumps(noted, ensure_ascii=False, sort_keys=True)


def _crosswalks(crosswalks: Mapping[str, Crosswalk], sources: Collection[str]) -> dict[str, str]:
    """What people have confirmed about the questions of these sources, shortened to a hash."""
    told = {
        name: crosswalk.model_dump(mode="json")
        for name, crosswalk in crosswalks.items()
        if crosswalk.confirmed and crosswalk.source in sources
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return {"crosswalks": hashlib.sha256(text.encode()).hexdigest()[:16]} if told else {}


def is_read_otherwise(book: Booked, settings: Settings) -> bool:
    """Whether the settings have come to say something else of a file than when it was read."""
    if not book.read_with:
        return False
    now = read_with(
        settings,
        name=book.name,
        groups=book.groups,
        folder=str(book.noted.get("folder") or ""),
        source=book.named,
        sources=book.sources,
        left_out=book.left_out,
    )
    return now != book.read_with
