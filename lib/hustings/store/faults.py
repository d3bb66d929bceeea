"""What the disk and the libraries below say when they cannot write, as one plain error."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from deltalake.exceptions import DeltaError

from hustings.errors import StoreError

# The libraries hand the system's own words on inside theirs, without its number.
_FULL_NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = ("no space left", "disk quota", "file too large", "os error 28", "disk full")
_UNHARMED = "nothing of what was being imported is visible, and nothing stored before was lost."


@contextmanager
def said_plainly(folder: Path) -> Iterator[None]:
    """Turn whatever stops a write to the clean tables into a StoreError with a way out."""
    try:
        yield
    except (OSError, DeltaError, duckdb.Error) as cause:
        if _is_full(cause):
            raise StoreError(
                "The disk is full.",
                where=str(folder),
                fix=f"Free some space, then import again: {_UNHARMED}",
            ) from cause
        said = getattr(cause, "strerror", None) or " ".join(str(cause).split())[:300]
        raise StoreError(
            f"The clean tables could not be read or written: {said}.",
            where=str(getattr(cause, "filename", None) or folder),
            fix=f"Mend the folder or its permissions, then import again: {_UNHARMED}",
        ) from cause


def _is_full(cause: Exception) -> bool:
    said = str(cause).lower()
    return getattr(cause, "errno", None) in _FULL_NUMBERS or any(
        words in said for words in _FULL_WORDS
    )
