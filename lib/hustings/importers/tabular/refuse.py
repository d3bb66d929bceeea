"""Data about voters, which we never read: the whole file is refused."""

import re
from collections.abc import Iterable, Sequence

from hustings.errors import RefusedError
from hustings.importers.tabular.forbidden import FORBIDDEN, words_of
from hustings.importers.tabular.telling import telling

_EPIC = re.compile(r"[A-Z]{3}[ /-]?\d{7}|[A-Z]{2}/\d{1,3}/\d{1,3}/\d{5,7}")
_AADHAAR = re.compile(r"[2-9]\d{11}")
_IN_FOURS = re.compile(r"\d{4}([ -])\d{4}\1\d{4}")
_HOLDS_A_NUMBER = re.compile(r"(?:\D*\d){7}")
_FEWEST = 3  # different numbers, written as Aadhaar's are or not; one in ten has the checksum
_MOSTLY = 0.8  # of the cells that hold a number
_LONGEST = 40  # letters of a cell that is a number and not a text
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")

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
        _called(name, kind)
        for name in header
        for kind, pattern in FORBIDDEN.items()
        if pattern.search(words_of(name))
    ]
    if found:
        raise _refusal(found, file)


def refuse_voter_values(header: Sequence[str], rows: Sequence[Sequence[str]], file: str) -> None:
    """Refuse a table whose cells are about voters under a header that does not say so.

    Raises: RefusedError naming every such column.
    """
    found = []
    columns = [
        {row[place].strip() for row in rows if place < len(row)} for place in range(len(header))
    ]
    for name, cells in zip(header, columns, strict=True):
        numbers = [cell for cell in cells if len(cell) < _LONGEST and _HOLDS_A_NUMBER.match(cell)]
        for kind, is_one in (("voter identity", _are_epic), ("Aadhaar", _are_aadhaar)):
            if numbers and is_one(numbers):
                found.append(_called(name, f"{kind} numbers"))
    found += [_called(name, kind) for name, kind in telling(header, columns)]
    if found:
        raise _refusal(found, file)


def _called(column: str, kind: str) -> str:
    return f"'{' '.join(column.split())[:60]}' ({kind})"


def _refusal(columns: list[str], file: str) -> RefusedError:
    return RefusedError(
        "The file holds data about voters, which is never imported.",
        where=f"{file}, column {', '.join(columns)}",
        fix="Remove the column from the sheet (and the question from the form), then import again.",
    )


def _are_epic(numbers: Sequence[str]) -> bool:
    """Whether nearly all are voter card numbers; in small letters only where there are several."""
    bare = [number.translate(_DIGITS) for number in numbers]
    if len(bare) >= _FEWEST:
        bare = [number.upper() for number in bare]
    return sum(bool(_EPIC.fullmatch(number)) for number in bare) > _MOSTLY * len(bare)


def _are_aadhaar(numbers: Sequence[str]) -> bool:
    """Whether nearly all are Aadhaar numbers: in fours as on the card, or several of them."""
    if len(numbers) < _FEWEST and not all(map(_IN_FOURS.fullmatch, numbers)):
        return False
    return sum(map(_is_aadhaar, numbers)) > _MOSTLY * len(numbers)


def _is_aadhaar(cell: str) -> bool:
    """Twelve digits that carry the Verhoeff checksum; a phone with 91 in front is none."""
    digits = cell.replace(" ", "").replace("-", "").translate(_DIGITS)
    if not _AADHAAR.fullmatch(digits) or re.match(r"91[6-9]", digits):
        return False
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = int(_TIMES[check][int(_TURNS[place % 8][int(digit)])])
    return check == 0
