"""The folder of editions: written whole, opened again by name, checked by hash."""

import hashlib
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import pandas as pd

from hustings.edition.edition import Edition
from hustings.edition.manifest import Manifest
from hustings.errors import EditionError, nearest
from hustings.period import Period
from hustings.store.pin import sync_folder

MEND = "Remove the edition's folder and measure the period again."


def open_edition(folder: Path, name: str) -> Edition:
    """Open an edition by its name, or the newest of a period by the period.

    Raises: EditionError when there is none, or when a frozen table is not what was frozen.
    """
    known = listed(folder)
    if name not in known:
        of_period = [edition for edition in known if edition.startswith(f"{name}-")]
        if not of_period:
            raise EditionError(
                f"There is no edition '{name}'.",
                where=str(folder),
                fix=f"{nearest(name, known)} Or make one: hustings measure PERIOD.",
            )
        name = max(of_period, key=lambda edition: (folder / edition).stat().st_mtime_ns)
    return _opened(folder / name)


def latest(folder: Path) -> Edition:
    """The edition of the newest period, the one made last if there are several."""
    known = listed(folder)
    if not known:
        raise EditionError(
            "There is no edition yet.",
            where=str(folder),
            fix="Import exports (hustings import FOLDER), then: hustings measure PERIOD.",
        )
    return open_edition(folder, max(map(_period, known)))


def manifest_of(folder: Path, name: str) -> Manifest:
    """What an edition says of itself, read without looking at its tables.

    Raises: EditionError where that is not what was frozen.
    """
    return _card(folder / name)


def preceding(edition: Edition) -> Edition | None:
    """The edition readers had before: of the nearest earlier period, the one made last.

    One made after this edition does not count, for this edition's readers did not have it; nor
    does one of another state. A damaged one is passed over: it must not stop what is printed now.
    Returns: None where there is none.
    """
    folder = edition.folder.parent
    for period in sorted(
        {_period(name) for name in listed(folder)}, key=Period.parse, reverse=True
    ):
        if Period.parse(period) >= edition.period:
            continue
        cards = _readable(folder, [name for name in listed(folder) if _period(name) == period])
        for card in sorted(cards, key=lambda card: (card.built_at, card.edition), reverse=True):
            if _was_had(card, edition.manifest) and (found := _whole(folder / card.edition)):
                return found
    return None


def _readable(folder: Path, names: list[str]) -> list[Manifest]:
    cards = []
    for name in names:
        with suppress(EditionError):
            cards.append(manifest_of(folder, name))
    return cards


def _was_had(card: Manifest, later: Manifest) -> bool:
    return card.state == later.state and card.built_at <= later.built_at


def _whole(folder: Path) -> Edition | None:
    try:
        return _opened(folder)
    except EditionError:
        return None


def listed(folder: Path) -> list[str]:
    """The names of all editions, oldest period first."""
    return sorted(path.parent.name for path in folder.glob("[0-9]*/manifest.json"))


def freeze(
    folder: Path,
    manifest: Manifest,
    tables: Mapping[str, pd.DataFrame],
    parts: Mapping[str, Path] = {},
) -> Edition:
    """Write an edition so that it appears whole or not at all.

    An edition of that name that is there already is the same edition, and is left as it is.

    Args: tables: to be written; parts: files kept elsewhere, taken by reference: a table's name,
          or that and a week, as `measured/2026-W46`.
    """
    target = folder / manifest.edition
    if (target / "manifest.json").exists():
        return _opened(target)
    beside = folder / f".{manifest.edition}.{os.getpid()}"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for name, rows in tables.items():
        rows.to_parquet(beside / f"{name}.parquet", index=False)
    for name, path in parts.items():
        _take(path, beside / f"{name}.parquet")
    hashes = {}
    for name in sorted([*tables, *parts]):
        hashes[name] = _sha256(beside / f"{name}.parquet")
        _sync(beside / f"{name}.parquet")
    whole = Manifest(**vars(manifest) | {"tables": hashes})
    (beside / "manifest.json").write_text(whole.to_json(), "utf-8")
    _sync(beside / "manifest.json")
    for inside in (*(path for path in beside.iterdir() if path.is_dir()), beside):
        sync_folder(inside)
    shutil.rmtree(target, ignore_errors=True)  # a folder without a manifest is no edition
    beside.rename(target)
    sync_folder(folder)
    return _opened(target)


def _take(path: Path, target: Path) -> None:
    """Have a file here too, without writing it again where the disk can do that."""
    target.parent.mkdir(exist_ok=True)
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)


@cache  # an edition never changes; its hashes are checked once a process
def _opened(folder: Path) -> Edition:
    manifest = _card(folder)
    for name, digest in manifest.tables.items():
        path = folder / f"{name}.parquet"
        if not path.exists() or _sha256(path) != digest:
            raise EditionError(
                f"The table {_table(name)} of edition {manifest.edition} is not what was frozen.",
                where=str(path),
                fix=MEND,
            )
    return Edition(folder, manifest)


def _period(name: str) -> str:
    return name.rpartition("-")[0]


def _table(part: str) -> str:
    return part.partition("/")[0]


def _card(folder: Path) -> Manifest:
    path = folder / "manifest.json"
    try:
        return Manifest.from_json(path.read_text("utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError) as cause:
        raise EditionError(
            f"What the edition {folder.name} says of itself cannot be read.",
            where=str(path),
            fix=MEND,
        ) from cause


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
