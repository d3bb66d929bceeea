"""The pin: one small file that says which version of every clean table is the truth.

A Delta table is atomic by itself; an import touches several. Readers look only at the versions
pinned here, and the pin is replaced in one step at the very end of an import, so they see all of
an import or nothing of it.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hustings.errors import StoreError


@dataclass(frozen=True)
class Pin:
    """The pinned version of each table; a table not named here holds nothing yet."""

    versions: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Pin":
        """The pin of a store, empty where nothing was stored yet.

        Raises: StoreError when the file is there but is not a pin.
        """
        path = folder / "pin.json"
        try:
            versions = json.loads(path.read_text("utf-8"))["versions"]
            return cls({str(name): int(version) for name, version in versions.items()})
        except FileNotFoundError:
            return cls()
        except (ValueError, KeyError, TypeError, AttributeError) as cause:
            raise StoreError(
                "The pin of the clean tables cannot be read.",
                where=str(path),
                fix="Restore the file from a backup of data/clean, or move data/clean away and "
                "import the raw files again: they are all kept in data/raw.",
            ) from cause

    def write(self, folder: Path) -> None:
        """Make this the truth, in one step that a power cut cannot halve."""
        text = json.dumps({"versions": dict(sorted(self.versions.items()))}, indent=1)
        replace_file(folder / "pin.json", text.encode("utf-8"))


def replace_file(path: Path, content: bytes) -> None:
    """Put new content at a path so that a reader, now or after a power cut, sees old or new."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the folder's own entries on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
