"""Whether 09/11/2026 is the 9th of November or the 11th of September, by what a file shows."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from hustings.importers.contract import Assumed
from hustings.period import IST

_SLASHED = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"\s*\d{4}-\d{2}-(\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SERIALS = (36_526, 73_050)  # the years 2000 to 2099


@dataclass(frozen=True)
class Order:
    """How a column's dates are written.

    swapped: the workbook's real dates have day and month exchanged, because Excel read those it
    could (9/11) in its own order and left the others (9/28) as text.
    serials: numbers like 46335 are days as Excel counts them, shown where a cell has lost its
    date format.
    """

    day_first: bool
    swapped: bool = False
    serials: bool = False
    assumed: Assumed | None = None


@dataclass
class _Reading:
    """One of the two ways to read the column, and what speaks against it."""

    last: date
    future: int = 0
    rises: int = 0
    falls: int = 0
    _before: date | None = None

    def see(self, year: int, month: int, day: int) -> None:
        try:
            seen = date(year, month, day)
        except ValueError:
            return
        self.future += seen > self.last
        if self._before is not None:
            self.rises += seen > self._before
            self.falls += seen < self._before
        self._before = seen

    @property
    def jumps(self) -> int:
        """Steps against the direction the file mostly runs in."""
        return min(self.rises, self.falls)

    @property
    def in_order(self) -> bool:
        """Whether the file is sorted by this date, give or take a few rows."""
        return self.jumps <= 0.02 * (self.rises + self.falls)


@dataclass
class Evidence:
    """What a column's dates show, gathered in one pass."""

    exported_at: datetime  # no date can lie later
    in_workbook: bool = False
    dates: int = field(default=0, init=False)
    hyphens: int = field(default=0, init=False)  # of these, written 9-11-2026
    first_over_12: int = field(default=0, init=False)
    second_over_12: int = field(default=0, init=False)
    serials: int = field(default=0, init=False)
    iso: int = field(default=0, init=False)
    iso_day_over_12: int = field(default=0, init=False)
    day_first: _Reading = field(init=False)
    month_first: _Reading = field(init=False)

    def __post_init__(self) -> None:
        last = self.exported_at.astimezone(IST).date() + timedelta(days=1)
        self.day_first, self.month_first = _Reading(last), _Reading(last)

    def see(self, texts: Sequence[str]) -> None:
        """Take more of the column into account."""
        self.serials += sum(text[:5].isdecimal() and excel_day(text) is not None for text in texts)
        days = [text[:10] for text in texts]
        slashed = {
            day: (int(found[1]), int(found[2]), full_year(found[3]))
            for day, times in Counter(days).items()
            if (found := self._count(day, times))
        }
        if not slashed:
            return
        for day, _ in groupby(days):  # a run of one day says nothing about the order
            if day in slashed:
                first, second, year = slashed[day]
                self.day_first.see(year, second, first)
                self.month_first.see(year, first, second)

    def _count(self, day: str, times: int) -> re.Match[str] | None:
        if found := _ISO.match(day):
            self.iso += times
            self.iso_day_over_12 += times * (int(found[1]) > 12)
            return None
        if found := _SLASHED.match(day):
            self.dates += times
            self.hyphens += times * ("-" in found[0])
            self.first_over_12 += times * (int(found[1]) > 12)
            self.second_over_12 += times * (int(found[2]) > 12)
        return found

    @property
    def exchanged(self) -> bool:
        """Whether Excel took what dates it could for its own order and left the others as text."""
        over_12 = self.first_over_12 + self.second_over_12
        return self.in_workbook and self.iso > 0 == self.iso_day_over_12 and over_12 == self.dates


def settled(
    seen: Evidence, day_first: bool, why: str = "no date decides; settings say so"
) -> Order:
    """The order of a column's dates: by impossible fields, then the future, then the file's run.

    Args: day_first: what to take when the dates do not decide; why: the evidence for that.
    """
    if not seen.dates:
        return Order(day_first, serials=seen.serials > 0, assumed=_counted(seen))
    day_first, evidence = _by_evidence(seen) or (day_first, why)
    if seen.exchanged:
        evidence += f"; Excel exchanged day and month in the {seen.iso} others, changed back"
    if seen.serials:
        evidence += f"; {seen.serials} numbers are days as Excel counts them"
    order = "date order is day/month" if day_first else "date order is month/day"
    return Order(day_first, seen.exchanged, seen.serials > 0, Assumed(order, evidence))


def _counted(seen: Evidence) -> Assumed | None:
    if not seen.serials:
        return None
    return Assumed("numbers among the dates are days as Excel counts them", f"{seen.serials} dates")


def excel_day(text: str) -> float | None:
    """The number of a day as Excel counts them, its fraction the time of day; None if it is none.

    >>> excel_day("46335.75"), excel_day("2026")
    (46335.75, None)
    """
    if not _SERIAL.fullmatch(text):
        return None
    return number if _SERIALS[0] <= (number := float(text)) < _SERIALS[1] else None


def full_year(text: str) -> int:
    """A year as written; two digits are of this century."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def _by_evidence(seen: Evidence) -> tuple[bool, str] | None:
    first, second = seen.first_over_12, seen.second_over_12
    if first or second:
        most, field_name = (first, "first") if first >= second else (second, "second")
        evidence = f"{most} of {seen.dates} dates have a {field_name} field over 12"
        if first and second:
            evidence += f", but {min(first, second)} are the other way round"
        return first >= second, evidence
    day, month = seen.day_first, seen.month_first
    if bool(day.future) != bool(month.future):
        wrong = max(day.future, month.future)
        return not day.future, f"the other way {wrong} of {seen.dates} dates lie in the future"
    better, worse = sorted((day, month), key=lambda reading: reading.jumps)
    if better.in_order and worse.jumps >= max(1, 5 * better.jumps):
        evidence = f"so they run in order; the other way there are {worse.jumps} steps back"
        return better is day, evidence
    return None
