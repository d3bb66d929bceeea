"""Days and moments as exports, forms and spreadsheets write them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from hustings.importers.tabular.cells import MISSING, Wrong
from hustings.importers.tabular.dayorder import Order, excel_day, full_year
from hustings.period import IST

IST_MINUTES = 330
MICROSECONDS = 1_000_000
EARLIEST = date(2004, 1, 1)  # before it none of the platforms was

_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_NUMERIC = re.compile(r"(\d{1,4})([/.\-])(\d{1,2})\2(\d{4}|\d{2})")
_NAMED = re.compile(
    r"(?:[^\W\d_]+\.?,? )?(?:(?P<m1>[^\W\d_]{3,}\w*)\.? (?P<d1>\d{1,2}),? "
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?[ -](?P<m2>[^\W\d_][\w\u0900-\u097f]+)\.?,?[ -])"
    r"(?P<y>\d{4}|\d{2})"
)
_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)? ?([ap])?\.?(?(4)m\.?)"
    r" ?(?:(z|utc|ist)|(?:gmt|utc)? ?([+-]\d{1,2}):?(\d{2})?)?",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january जनवरी जन", "feb february फरवरी फ़रवरी फर", "mar march मार्च",
            "apr april अप्रैल", "may मई", "jun june जून", "jul july जुलाई",
            "aug august अगस्त अग", "sep sept september सितंबर सितम्बर सित",
            "oct october अक्टूबर अक्तूबर अक्टू", "nov november नवंबर नवम्बर नव",
            "dec december दिसंबर दिसम्बर दिस",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

LONGEST_DATE = 100  # letters; a pattern would look long at a cell of a million
NO_DATE = Wrong("this is not a date", "Write it as 2026-11-09, or export again.")


def read_day(
    order: Order, *, earliest: date = EARLIEST, latest: date | None = None
) -> Callable[[str], date | Wrong | None]:
    """A reader of days; empty is missing.

    Args: order: how slashed dates are written; latest: a later day is refused as lying ahead.
    """

    def read(text: str) -> date | Wrong | None:
        plain = tidy(text)
        if plain.lower() in MISSING:
            return None
        day = _day(_split(plain)[0], order)
        if isinstance(day, Wrong):
            return day
        if day < earliest:
            return Wrong(f"the date lies before {earliest.year}", "Correct the year.")
        if latest is not None and day > latest:
            return Wrong(
                "the date lies in the future",
                "Correct the date; if it is right, check the file's own date of export.",
            )
        return day

    return read


@dataclass
class Moments:
    """A reader of moments, as microseconds since 1970 in UTC; a day alone is its midnight.

    Days and times of day are kept apart and each read once: a million time stamps hold few of
    either.
    """

    order: Order
    exported_at: datetime
    offset_minutes: int = IST_MINUTES  # of times that carry no zone themselves
    _days: dict[str, int | Wrong] = field(default_factory=dict, repr=False)
    _clocks: dict[str, tuple[int, int | None] | Wrong] = field(default_factory=dict, repr=False)

    def __call__(self, text: str) -> int | Wrong | None:
        """The moment a text says; empty is missing."""
        day_text, clock_text = _split(text)
        day = self._days.get(day_text)
        if day is None:
            if tidy(text).lower() in MISSING:
                return None
            day = self._days[day_text] = self._midnight(day_text)
        clock = self._clocks.get(clock_text)
        if clock is None:
            clock = self._clocks[clock_text] = _clock(tidy(clock_text))
        if isinstance(day, Wrong):
            return day
        if isinstance(clock, Wrong):
            return clock
        seconds, zone = clock
        minutes = self.offset_minutes if zone is None else zone
        return (day + seconds - 60 * minutes) * MICROSECONDS

    def _midnight(self, text: str) -> int | Wrong:
        latest = self.exported_at.astimezone(IST).date() + timedelta(days=1)
        day = read_day(self.order, latest=latest)(text)
        if day is None:
            return NO_DATE
        if isinstance(day, Wrong):
            return day
        serial = excel_day(tidy(text)) if self.order.serials else None
        part_of_day = round(serial % 1 * 86_400) if serial else 0
        return (day - date(1970, 1, 1)).days * 86_400 + part_of_day


def micros(moment: datetime) -> int:
    """A moment as microseconds since 1970 in UTC."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def noon(day: date) -> int:
    """Noon in India on a day, where the hour is not known, as microseconds since 1970 in UTC."""
    return micros(datetime(day.year, day.month, day.day, 12, tzinfo=IST))


def tidy(text: str) -> str:
    """A date's text with plain digits and single spaces."""
    return _SPACES.sub(" ", text.translate(_DIGITS)).strip(" '")


def _split(text: str) -> tuple[str, str]:
    """The part that says the day and the part that says the time of day."""
    colon = text.find(":")
    if colon < 0:
        return text, ""
    cut = text.rfind(" ", 0, colon)
    if cut < 0:
        cut = max(text.rfind(mark, 0, colon) for mark in "T\u00a0\u202f,")
    return (text[:cut], text[cut + 1 :]) if cut > 0 else (text, "")


def _day(text: str, order: Order) -> date | Wrong:
    if len(text) > LONGEST_DATE:
        return NO_DATE
    text = tidy(text).rstrip(",")
    if order.serials and (serial := excel_day(text)):
        return date(1899, 12, 30) + timedelta(days=int(serial))
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found, order)
    if found := _NAMED.fullmatch(text):
        month = _MONTHS.get((found["m1"] or found["m2"]).rstrip(".").lower())
        if month is None:
            return NO_DATE
        return _real(full_year(found["y"]), month, int(found["d1"] or found["d2"]))
    return NO_DATE


def _numeric(found: re.Match[str], order: Order) -> date | Wrong:
    first, mark, second, third = found[1], found[2], int(found[3]), found[4]
    if len(first) == 4:
        year, month, day = int(first), second, int(third)
        return _real(year, day, month) if order.swapped and mark == "-" else _real(year, month, day)
    if len(first) == 3:
        return NO_DATE
    one, year = int(first), full_year(third)
    day_first = mark == "." or order.day_first  # dots are written day first everywhere
    read, other = ((second, one), (one, second)) if day_first else ((one, second), (second, one))
    best = _real(year, *read)
    # 13 cannot be a month: that date is the other way round, whatever the rest of the file does.
    return _real(year, *other) if isinstance(best, Wrong) and read[0] > 12 else best


def _real(year: int, month: int, day: int) -> date | Wrong:
    try:
        return date(year, month, day)
    except ValueError:
        return Wrong("there is no such day in the calendar", "Correct the date.")


def _clock(text: str) -> tuple[int, int | None] | Wrong:
    """Seconds since midnight, and the zone in minutes if the text says one."""
    if not text:
        return 0, None
    found = _CLOCK.fullmatch(text)
    if not found:
        return Wrong("this is not a time of day", "Write it as 13:28, or export again.")
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return Wrong("there is no such time of day", "Correct the time.")
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return Wrong("there is no such time of day", "Correct the time.")
    return 3600 * hour + 60 * minute + second, _zone(found)


def _zone(found: re.Match[str]) -> int | None:
    if found[5]:
        return IST_MINUTES if found[5].lower() == "ist" else 0
    if not found[6]:
        return None
    hours = int(found[6])
    minutes = 60 * abs(hours) + int(found[7] or 0)
    return -minutes if found[6].startswith("-") else minutes
