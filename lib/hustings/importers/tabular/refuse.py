"""Data about voters, which we never read: the whole file is refused."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from hustings.errors import RefusedError

_EDGE = r"(?<![\u0900-\u097F])"  # \b does not see where a Devanagari word begins and ends
_END = r"(?![\u0900-\u097F])"

# DPDP Act 2023 asks for the least data a purpose needs; ours never needs any of these.
_FORBIDDEN = {
    "voter identity": re.compile(
        r"\bvoter (?:id|i d|card|number|no|epic|serial)\b|\bvoterid\b|\bepic\b|\belector\w* id\b"
        r"|मतदाता\s*(?:पहचान|परिचय|क्रमांक|कार्ड|आईडी)|वोटर\s*(?:आई\s*डी|आईडी|कार्ड)|ईपिक"
    ),
    "Aadhaar": re.compile(rf"\ba{{1,2}}dha{{1,2}}r\b|\buidai\b|{_EDGE}आधार{_END}(?!\s*पर)"),
    "caste": re.compile(
        rf"\b(?:sub ?)?castes?\b|\bjaa?ti\b|\bsc\s*/\s*st\b|\bobc\b"
        rf"|{_EDGE}(?:उप)?जाति{_END}|{_EDGE}जाती{_END}"
    ),
    "religion": re.compile(rf"\breligions?\b|\bdharma?\b|{_EDGE}(?:धर्म|मज\u093c?हब|पंथ){_END}"),
    "vote intention": re.compile(
        r"\bvot(?:e|er|ing) ?(?:intention|preference|choice|lean\w*)\b"
        r"|\bwill (?:you |they |he |she )?vote\b|\bvot(?:e|ed|es|ing) (?:for|to)\b"
        r"|\bwhom\b.*\bvote\b|\b(?:party|political) (?:preference|leaning|support\w*)\b"
        rf"|(?:किसे|किसको|किस पार्टी).*(?:वोट|{_EDGE}मत{_END})"
    ),
}
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
        for kind, pattern in _FORBIDDEN.items()
        if pattern.search(_words(name))
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


def _words(header: str) -> str:
    text = unicodedata.normalize("NFC", header).casefold()
    return re.sub(r"[\s_.:-]+", " ", text)


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
