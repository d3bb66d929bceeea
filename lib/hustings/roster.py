"""Who is who: one worker behind many phones, names and exporters' contact books."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hustings.errors import InputError
from hustings.privacy import Pseudonyms

_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_SPLIT = re.compile(r"[,;/|\n]|\bor\b|\bया\b")
_HYPHENS_AND_SPACES = re.compile(
    r"[\s\u00a0\u202f\u2010-\u2015\u2212().\-\u200e\u200f\u202a-\u202e]+"
)
_MOBILE = re.compile(r"[6-9]\d{9}")
_FOREIGN = re.compile(r"\+\d{7,15}")
_PHONE_LIKE = re.compile(r"\+?[\d\s\u00a0\u202f\u2010-\u2015().\-]{7,24}")


@dataclass(frozen=True)
class Author:
    """Who wrote a message, as far as known: a pseudonym, and the worker if it is one."""

    pseudonym: str
    worker: str | None
    consent: bool


@dataclass(frozen=True)
class People:
    """The roster as the importers may see it: pseudonyms only.

    aliases maps the pseudonym of a name or phone to a worker's pseudonym; an alias two workers
    share maps to the empty text and identifies nobody.
    """

    pseudonyms: Pseudonyms
    workers: frozenset[str] = frozenset()
    consenting: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    _seen: dict[str, Author] = field(default_factory=dict, repr=False, compare=False)

    def worker(self, phone: object) -> str | None:
        """The worker with this phone, or None; a cell with two numbers may name either."""
        for number in canonical_phones(phone)[0]:
            token = self.pseudonyms.of("phone", number)
            found = token if token in self.workers else self.aliases.get(token)
            if found:
                return found
        return None

    def author(self, display: str) -> Author:
        """The author behind the name or number a chat export shows.

        A phone decides first, then a recorded alias. A display name alone never makes two
        authors one person, but the same name in one roster's alias list does.
        """
        if display not in self._seen:
            self._seen[display] = self._find(display)
        return self._seen[display]

    def _find(self, display: str) -> Author:
        plain = plain_name(display)
        numbers = canonical_phones(plain)[0] if _PHONE_LIKE.fullmatch(plain) else []
        if numbers:
            token = self.pseudonyms.of("phone", numbers[0])
            worker = token if token in self.workers else self.aliases.get(token) or None
        else:
            token = self.pseudonyms.of("name", plain)
            worker = self.aliases.get(token) or None
        return Author(worker or token, worker, worker in self.consenting)


def plain_name(display: str) -> str:
    """A display name as compared: no invisible marks, no push-name tilde, one case, one form."""
    from hustings.text import normalise

    return normalise(display).lstrip("~ ").casefold().strip()


def canonical_phones(cell: object) -> tuple[list[str], str]:
    """Every phone number in a cell as E.164, and why there is none if there is none.

    Indian mobiles have ten digits starting 6 to 9. Reads 9876543210.0, 9.87654E+09 is refused
    (digits are lost), +91, 0 and spaces in front are accepted; two numbers in one cell are two.

    >>> canonical_phones("098765 43210 / +91-91234 56789")
    (['+919876543210', '+919123456789'], '')
    """
    text = _cell_text(cell)
    if not text:
        return [], "no number"
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", text):
        return [], "the sheet has rounded the number (format the column as text)"
    found = [number for part in _SPLIT.split(text) if (number := _one_phone(part))]
    if not found:
        return [], "not a phone number"
    return list(dict.fromkeys(found)), ""


def _cell_text(cell: object) -> str:
    if cell is None or (isinstance(cell, float) and cell != cell):  # noqa: PLR0124  NaN
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).translate(_DIGITS).strip().lstrip("'")
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def _one_phone(part: str) -> str | None:
    digits = _HYPHENS_AND_SPACES.sub("", part)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+91"):
        digits = digits[3:].lstrip("0")
    elif digits.startswith("+"):
        return digits if _FOREIGN.fullmatch(digits) else None
    elif len(digits) == 12 and digits.startswith("91"):
        digits = digits[2:]
    elif len(digits) == 11 and digits.startswith("0"):
        digits = digits[1:]
    return f"+91{digits}" if _MOBILE.fullmatch(digits) else None


def read_merges(path: Path, pseudonyms: Pseudonyms) -> dict[str, str]:
    """Read merges made by hand: which name or number is which worker.

    The file is a CSV kept beside the raw files, because it holds names: `Name or number,Worker's
    number`. A line starting with # is a remark.

    Returns: pseudonym of the name or number -> worker's pseudonym; empty if there is no file.
    Raises:  InputError naming every line that holds no usable pair.
    """
    import csv

    if not path.exists():
        return {}
    merges: dict[str, str] = {}
    wrong: list[str] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.reader(file), start=1):
            if number == 1 or not any(row) or row[0].startswith("#"):
                continue
            phones = canonical_phones(row[1])[0] if len(row) > 1 else []
            if len(phones) != 1 or not row[0].strip():
                wrong.append(f"line {number}")
                continue
            merges[_token(row[0], pseudonyms)] = pseudonyms.of("phone", phones[0])
    if wrong:
        raise InputError(
            "Some merges name no worker's number.",
            where=f"{path.name}, {', '.join(wrong)}",
            fix="Write two cells: the name or number as it appears, and one mobile number.",
        )
    return merges


def _token(name_or_number: str, pseudonyms: Pseudonyms) -> str:
    plain = plain_name(name_or_number)
    numbers = canonical_phones(plain)[0] if _PHONE_LIKE.fullmatch(plain) else []
    return pseudonyms.of("phone", numbers[0]) if numbers else pseudonyms.of("name", plain)
