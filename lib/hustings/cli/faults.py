"""What a disk or its rights refused, as an error that says problem, where and fix."""

import errno

from hustings.errors import HustingsError, StoreError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
NOT_THERE = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EIO}
)


def of_disk(error: OSError) -> HustingsError | None:
    """What to tell a person of it; None for what is no matter of files: that is a fault of ours.

    What is stored and published is put in place whole, so nothing of it is harmed.
    """
    where = " -> ".join(str(name) for name in (error.filename, error.filename2) if name)
    told = f"{where}: {error.strerror}" if where else str(error.strerror)
    if error.errno in FULL:
        return StoreError(
            "The disk is full.",
            where=told,
            fix="Make room (hustings prune --dry-run says what would go), then do it again.",
        )
    if error.errno in REFUSED:
        return StoreError(
            "A file or folder may not be read or written.",
            where=told,
            fix="Give it to the user who works here: chown -R USER FOLDER. See: hustings doctor",
        )
    if error.errno in NOT_THERE:
        return StoreError(
            "A file or folder is not there, or is not what it should be.",
            where=told,
            fix="Restore it, or take what is in its place away. See: hustings doctor",
        )
    return None
