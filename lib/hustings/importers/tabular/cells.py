"""One cell's text as a number, a yes or no, an id; or the reason why it is none."""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

LARGEST_COUNT = 10**13  # a thousand times everyone alive; beyond it lies damage, not an audience
LONGEST_COUNT = 100  # digits, leading zeros among them; of thousands Python makes no number

MISSING = frozenset({"", "-", "--", "–", "—", "n/a", "na", "#n/a", "null", "none", "nan"})

TOTALS = frozenset(
    ("total", "totals", "grand total", "sum", "कुल", "कुल योग", "योग", "gesamt", "合計")
)

_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3}")  # 1,234,567 or 12,34,567
_SPACED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+")
_WHOLE = re.compile(r"(\d+)(?:\.0+)?")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")
_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,2}):(\d{2})")
_MANGLED = re.compile(r"-?\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)

_YES = frozenset(
    {
        "yes", "y", "true", "1", "✓", "✔", "☑", "agree", "agreed", "i agree", "consent", "18+",
        "हाँ", "हां", "हा", "जी", "जी हाँ", "जी हां", "हाँ जी", "हां जी", "सहमत", "सहमत हूँ",
        "सहमत हूं", "haan", "han", "ji haan", "haan ji",
    }
)  # fmt: skip
_NO = frozenset(
    {
        "no", "n", "false", "0", "नहीं", "नही", "ना", "जी नहीं", "असहमत", "✗", "☐", "nahi", "nahin",
        "ji nahi", "ji nahin",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Wrong:
    """Why a cell cannot be read, and how to mend it."""

    reason: str
    fix: str = ""
    waits_for: str = ""  # pseudonyms of people, or names of lists, that would let it be read


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column of a batch, read: a value or None per row, and by row number what is wrong."""

    values: list[T | None]
    wrong: dict[int, Wrong] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Iterable[T | Wrong | None]) -> "Column[T]":
        """A column of what was found row by row."""
        every = list(found)
        wrong = {row: value for row, value in enumerate(every) if isinstance(value, Wrong)}
        return cls([None if isinstance(value, Wrong) else value for value in every], wrong)


class Memory(dict[K, T | Wrong | None]):
    """A reader that reads each text once, however often it comes."""

    def __init__(self, read: Callable[[K], T | Wrong | None]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: K) -> T | Wrong | None:
        found = self[text] = self._read(text)
        return found


def each(texts: Iterable[K], read: Callable[[K], T | Wrong | None] | Memory[K, T]) -> Column[T]:
    """Read every cell of a column; a text that comes again is read once.

    Args: read: a function, or a memory kept from batch to batch.
    """
    memory = read if isinstance(read, Memory) else Memory(read)
    return Column.of(map(memory.__getitem__, texts))


def needed(column: Column[T], reason: str, fix: str = "") -> Column[T]:
    """The same column, an empty cell in it being a fault."""
    empty = {
        row: Wrong(reason, fix)
        for row, value in enumerate(column.values)
        if value is None and row not in column.wrong
    }
    return Column(column.values, {**column.wrong, **empty})


def count(name: str, *, signed: bool = False) -> Callable[[str], int | Wrong | None]:
    """A reader of whole numbers: 1234, 1,234, 12,34,567, 424.0, १२३; empty and `-` are missing."""

    def read(text: str) -> int | Wrong | None:
        plain = _plain(text)
        if plain.isdecimal() and len(plain) < 13:
            return int(plain)
        if plain.lower() in MISSING:
            return None
        negative = plain.startswith(("-", "−")) and plain[1:2].isdigit()
        found = _WHOLE.fullmatch(_ungrouped(plain[1:] if negative else plain))
        if not found or len(found[1]) > LONGEST_COUNT or int(found[1]) > LARGEST_COUNT:
            return Wrong(
                f"{name} is not a whole number",
                "Export again with full numbers (1234, not 1.2K) and do not edit the file.",
            )
        if negative and not signed and int(found[1]):
            return Wrong(f"{name} is below zero", "Correct the number, or export again.")
        return -int(found[1]) if negative else int(found[1])

    return read


def number(name: str) -> Callable[[str], float | Wrong | None]:
    """A reader of decimal numbers, none below zero."""

    def read(text: str) -> float | Wrong | None:
        plain = _plain(text)
        if plain.lower() in MISSING:
            return None
        if not _DECIMAL.fullmatch(bare := _ungrouped(plain)) or float(bare) > LARGEST_COUNT:
            return Wrong(f"{name} is not a number", "Export again and do not edit the file.")
        return float(bare)

    return read


def seconds(text: str) -> float | Wrong | None:
    """The length of a video: seconds, or 1:02:03; exports write 0 for what is no video."""
    if clock := _CLOCK.fullmatch(_plain(text)):
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        return float(3600 * hours + 60 * minutes + rest) or None
    return number("the length")(text) or None


def flag(text: str) -> bool | None:
    """Yes or no in English or Hindi; None for anything else."""
    word = " ".join(text.split()).strip(".!").casefold()
    return True if word in _YES else False if word in _NO else None


def words(text: str) -> str | None:
    """A short text without spaces around it; None when empty."""
    return text.strip() or None


def is_total(text: str) -> bool:
    """Whether a cell names a row of totals."""
    return " ".join(text.split()).strip(" :*").casefold() in TOTALS


def is_mangled(text: str) -> bool:
    """Whether Excel has rounded a long id to 1.22158E+17."""
    return bool(_MANGLED.fullmatch(text.strip()))


def rounded_from(mangled: str, whole: str) -> bool:
    """Whether a rounded id (1.22158E+17, or with other last digits) is left of a whole one."""
    if mangled.isdecimal():  # fifteen digits survive in Excel, and some more in other programs
        rounded = (whole[:15].ljust(len(whole), "0"), str(int(float(whole))))
        return mangled != whole and mangled in rounded
    decimals = len(mangled.strip().lower().replace(",", ".").partition("e")[0].partition(".")[2])
    return float(mangled.replace(",", ".")) == float(f"{Decimal(whole):.{decimals}E}")


def _plain(text: str) -> str:
    return text.strip().lstrip("'").translate(_DIGITS)


def _ungrouped(text: str) -> str:
    if _GROUPED.fullmatch(text):
        return text.replace(",", "")
    return re.sub(r"\s", "", text) if _SPACED.fullmatch(text) else text
