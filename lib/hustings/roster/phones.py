"""Phone numbers and names as people type them, in the one form in which they are compared."""

import re

from hustings.privacy import Pseudonyms

_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_SPLIT = re.compile(r"[,;/|\n]|\bor\b|\bया\b")
_HYPHENS_AND_SPACES = re.compile(
    r"[\s\u00a0\u202f\u2010-\u2015\u2212().\-\u200e\u200f\u202a-\u202e]+"
)
_MOBILE = re.compile(r"[6-9]\d{9}")
# A mobile among words or beside another: `9876543210 (W)`, `98765 43210 98765 43211`.
_BETWEEN_DIGITS = r"[\s\u00a0\u202f\u2010-\u2015().\-]{0,3}"
_AMONG_WORDS = re.compile(
    rf"(?<!\d)(?:(?:\+|00)?91{_BETWEEN_DIGITS}|0{_BETWEEN_DIGITS})?"
    rf"([6-9](?:{_BETWEEN_DIGITS}\d){{9}})(?!\d)"
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3}){2,4}")  # a sheet's thousands: 9,876,543,210
LONGEST = 200  # letters of a cell of numbers
_FOREIGN = re.compile(r"\+\d{7,15}")
_GAP = r"[\s\u00a0\u202f\u2010-\u2015._\-]"
_IN_A_NAME = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:(?:\+|00)?91{_GAP}?|0)?(?:[6-9]\d{{9}}|[6-9]\d{{4}}{_GAP}\d{{5}}"
    rf"|[6-9]\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}|[6-9]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{4}})"
    rf"|\+\d{{1,3}}(?:{_GAP}?\d){{6,12}})(?![A-Za-z0-9])"
)  # as phones and people group the digits, so that no date is taken for a number
_ACCOUNT = re.compile(r"(?:facebook|instagram|telegram|youtube|x)[ _@-]$", re.IGNORECASE)
_PHONE_LIKE = re.compile(r"\+?[\d\s\u00a0\u202f\u2010-\u2015().\-]{7,24}")


def canonical_phones(cell: object) -> tuple[list[str], str]:
    """Every phone number in a cell as E.164, and why there is none if there is none.

    Indian mobiles have ten digits starting 6 to 9. Reads 9876543210.0, 9.87654E+09 is refused
    (digits are lost), +91, 0 and spaces in front are accepted; two numbers in one cell are two,
    whatever stands between them.

    >>> canonical_phones("098765 43210 / +91-91234 56789")
    (['+919876543210', '+919123456789'], '')
    """
    text = _cell_text(cell)
    if not text:
        return [], "no number"
    powers = re.fullmatch(r"(\d)(?:\.(\d+))?[eE]\+?(\d{1,3})", text)
    if powers and len(powers[2] or "") == int(powers[3]):
        text = powers[1] + powers[2]  # 9.876543210E+09 has lost no digit
    elif powers:
        return [], "the sheet has rounded the number (format the column as text)"
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    found = [number for part in _SPLIT.split(text[:LONGEST]) for number in _phones_in(part)]
    if not found:
        return [], "not a phone number"
    return list(dict.fromkeys(found)), ""


def _cell_text(cell: object) -> str:
    if cell is None or (isinstance(cell, float) and cell != cell):  # noqa: PLR0124  NaN
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).translate(_DIGITS).strip().lstrip("'")
    return text.partition(".")[0] if re.fullmatch(r"\d+\.0+", text) else text


def _phones_in(part: str) -> list[str]:
    """The number a text is, or those it holds where no other digit stands beside them."""
    if whole := _one_phone(part):
        return [whole]
    if any(letter.isdigit() for letter in _AMONG_WORDS.sub("", part)):
        return []
    return list(filter(None, (_one_phone(number) for number in _AMONG_WORDS.findall(part))))


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


def plain_name(display: str) -> str:
    """A display name as compared: no invisible marks, no push-name tilde, one case, one form."""
    from hustings.text import normalise

    return normalise(display).lstrip("~ ").casefold().strip()


def number_shown(display: str) -> str | None:
    """The number that a chat shows in place of a name, or None if it shows a name.

    >>> number_shown("+91 98765 43210"), number_shown("Asha Didi 2")
    ('+919876543210', None)
    """
    plain = plain_name(display)
    numbers = canonical_phones(plain)[0] if _PHONE_LIKE.fullmatch(plain) else []
    return numbers[0] if numbers else None


def stand_in(number: str, pseudonyms: Pseudonyms) -> str:
    """What a chat or file that is called by a number is called by instead."""
    return f"chat {pseudonyms.of('phone', number)[:8]}"


def without_numbers(name: str, pseudonyms: Pseudonyms) -> str:
    """A file's name with a stand-in for each phone number; an account's own number stays."""

    def masked(found: re.Match[str]) -> str:
        numbers = canonical_phones(found[0].replace("_", " "))[0]
        keep = not numbers or _ACCOUNT.search(name[: found.start()])
        return found[0] if keep else stand_in(numbers[0], pseudonyms)

    return _IN_A_NAME.sub(masked, name)


def token_of(display: str, pseudonyms: Pseudonyms) -> str:
    """The pseudonym of a name or number as it is shown."""
    number = number_shown(display)
    if number is not None:
        return pseudonyms.of("phone", number)
    return pseudonyms.of("name", plain_name(display))
