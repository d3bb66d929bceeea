"""A folder whose name the Delta library misreads, under a name that it reads rightly.

The library takes a path for a web address, once more than it spells one out: it looks for what lies
in a folder called `a%20b` in one called `a b`, a backslash in a name makes two folders of it, and
before brackets it gives up.
Links do not help, for it follows them first; but those below the table's folder it leaves.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

LOG = "_delta_log"
_KEPT: dict[str, TemporaryDirectory[str]] = {}  # gone when the process ends, links and all
_MISREAD = re.compile(r"%[0-9A-Fa-f]{2}|[][^|\\\x00-\x1f\x7f]")


def readable(folder: Path) -> Path:
    """A table's folder, or where its name is misread, one for this process that leads into it."""
    real = folder.resolve()
    return _led_into(real) if _MISREAD.search(str(real)) else real


def _led_into(real: Path) -> Path:
    """The stand-in as it has to be now: weeks that came since lead where they lie, too."""
    if str(real) not in _KEPT:
        _KEPT[str(real)] = TemporaryDirectory(prefix="hustings-")
    stand_in = Path(_KEPT[str(real)].name)
    stand_in.mkdir(exist_ok=True)  # a process forked off this one takes it along when it ends
    (real / LOG).mkdir(parents=True, exist_ok=True)  # a new table's: a link must lead somewhere
    for part in (real / LOG, *real.glob("week=*")):
        link = stand_in / part.name
        if not link.is_symlink():
            link.symlink_to(part)
    return stand_in
