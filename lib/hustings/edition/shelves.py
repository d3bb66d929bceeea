"""The folder of editions: written whole, opened again by name, checked by hash."""

import hashlib
import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from hustings.edition.edition import Edition
from hustings.edition.manifest import Manifest
from hustings.errors import EditionError, nearest
from hustings.store.pin import sync_folder


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
    period = max(Manifest.from_json(_read(folder / name)).period for name in known)
    return open_edition(folder, period)


def listed(folder: Path) -> list[str]:
    """The names of all editions, oldest period first."""
    return sorted(path.parent.name for path in folder.glob("[0-9]*/manifest.json"))


def freeze(folder: Path, manifest: Manifest, tables: Mapping[str, pd.DataFrame]) -> Edition:
    """Write an edition so that it appears whole or not at all.

    An edition of that name that is there already is the same edition, and is left as it is.
    """
    target = folder / manifest.edition
    if (target / "manifest.json").exists():
        return _opened(target)
    beside = folder / f".{manifest.edition}.{os.getpid()}"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    hashes = {}
    for name, rows in sorted(tables.items()):
        path = beside / f"{name}.parquet"
        rows.to_parquet(path, index=False)
        hashes[name] = _sha256(path)
        _sync(path)
    whole = Manifest(**vars(manifest) | {"tables": hashes})
    (beside / "manifest.json").write_text(whole.to_json(), "utf-8")
    _sync(beside / "manifest.json")
    sync_folder(beside)
    shutil.rmtree(target, ignore_errors=True)  # a folder without a manifest is no edition
    beside.rename(target)
    sync_folder(folder)
    return _opened(target)


@cache  # an edition never changes; its hashes are checked once a process
def _opened(folder: Path) -> Edition:
    manifest = Manifest.from_json(_read(folder))
    for name, digest in manifest.tables.items():
        path = folder / f"{name}.parquet"
        if not path.exists() or _sha256(path) != digest:
            raise EditionError(
                f"The table {name} of edition {manifest.edition} is not what was frozen.",
                where=str(path),
                fix="Remove the edition's folder and measure the period again.",
            )
    return Edition(folder, manifest)


def _read(folder: Path) -> str:
    return (folder / "manifest.json").read_text("utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
