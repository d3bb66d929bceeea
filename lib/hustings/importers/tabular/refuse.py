"""Data about voters, which we never read: the whole file is refused."""

import re
from collections.abc import Iterable, Sequence

from hustings.errors import RefusedError
from hustings.importers.tabular.forbidden import FORBIDDEN, words_of

_EPIC = re.compile(r"[A-Z]{3}\d{7}")
_AADHAAR = re.compile(r"[2-9]\d{11}")
_FEWEST = 5  # cells in a column before its values alone can give it away

_TIMES = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip  # the dihedral group table of the Verhoeff checksum, which Aadhaar numbers carry
_TURNS = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def refuse_voter_columns(header: Iterable[str], file: str) -> None:
    """Refuse a table with a column about voters.

    Raises: RefusedError naming every such column.
    """
    found = [
        f"'{' '.join(name.split())[:60]}' ({kind})"
        for name in header
        for kind, pattern in FORBIDDEN.items()
        if pattern.search(words_of(name))
    ]
    if found:
        raise _refusal(found, file)


def refuse_voter_values(header: Sequence[str], rows: Sequence[Sequence[str]], file: str) -> None:
    """Refuse a table whose cells are voter card or Aadhaar numbers under another header.

    Raises: RefusedError naming every such column.
    """
    found = []
    for place, name in enumerate(header):
        cells = [row[place].replace(" ", "").replace("-", "") for row in rows if place < len(row)]
        cells = [cell for cell in cells if cell]
        for kind, is_one in (("voter identity", _EPIC.fullmatch), ("Aadhaar", _is_aadhaar)):
            if len(cells) >= _FEWEST and sum(map(bool, map(is_one, cells))) > 0.8 * len(cells):
                found.append(f"'{' '.join(name.split())[:60]}' ({kind} numbers)")
    if found:
        raise _refusal(found, file)


def _refusal(columns: list[str], file: str) -> RefusedError:
    return RefusedError(
        "The file holds data about voters, which is never imported.",
        where=f"{file}, column {', '.join(columns)}",
        fix="Remove the column from the sheet (and the question from the form), then import again.",
    )


def _is_aadhaar(cell: str) -> bool:
    """Twelve digits that carry the Verhoeff checksum; a phone with 91 in front is none."""
    if not _AADHAAR.fullmatch(cell) or re.match(r"91[6-9]", cell):
        return False
    check = 0
    for place, digit in enumerate(reversed(cell)):
        check = int(_TIMES[check][int(_TURNS[place % 8][int(digit)])])
    return check == 0
