"""Writing a page so that a reader sees the old one or the new one, never half of one."""

import os
import tempfile
from pathlib import Path

UNFINISHED = ".part"  # ends the name of a file that is being written; it begins with a dot


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file by way of a temporary one beside it; both file and folder are synced.

    Text is written as UTF-8. The folder must exist. After a crash at any moment the file holds its
    old or its new content.
    Raises: OSError as the disk gives it, with the temporary file removed.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fchmod(file.fileno(), 0o666 & ~_umask())
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0o077)  # can only be read by setting it
    os.umask(mask)
    return mask
