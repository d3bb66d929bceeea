"""Closed spans of time: ISO weeks and months, whose days are days in India."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from hustings.errors import UsageError

IST = ZoneInfo("Asia/Kolkata")

Kind = Literal["week", "month"]
FIRST_YEAR, LAST_YEAR = 2000, 2199  # of moments that pages are printed for
AS_A_MOMENT = "Write it with its zone, as 2026-11-16T07:00+05:30, or leave it empty for now."

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_LOOSE_WEEK = re.compile(r"(\d{4})\D{0,3}w(?:eek)?\D?(\d{1,2})", re.IGNORECASE)
_LOOSE_MONTH = re.compile(r"(\d{4})[-/. ](\d{1,2})")


@dataclass(frozen=True, order=True)
class Period:
    """One ISO week (Monday to Sunday) or one calendar month, in Indian days.

    >>> Period.parse("2026-W46").first
    datetime.date(2026, 11, 9)
    >>> Period.parse("2026-W01").previous()
    Period('2025-W52')
    """

    first: date
    kind: Kind

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2026-W46` or `2026-11`.

        Raises: UsageError for anything else, with the spelling that was probably meant.
        """
        if match := _WEEK.fullmatch(text):
            year, week = int(match[1]), int(match[2])
            try:
                return cls(date.fromisocalendar(year, week, 1), "week")
            except ValueError as cause:
                last = date(year, 12, 28).isocalendar().week if year > 0 else 52
                raise UsageError(
                    f"The year {year} has no week {week}.",
                    where=repr(text),
                    fix=f"Use a week from {year}-W01 to {year}-W{last}.",
                ) from cause
        if (match := _MONTH.fullmatch(text)) and 1 <= int(match[2]) <= 12 and int(match[1]) > 0:
            return cls(date(int(match[1]), int(match[2]), 1), "month")
        raise UsageError("This is not a period.", where=repr(text), fix=_suggestion(text))

    @classmethod
    def week_of(cls, when: date | datetime) -> "Period":
        """The ISO week a day, or a moment seen from India, falls in."""
        day = _day_in_india(when)
        return cls(day - timedelta(days=day.weekday()), "week")

    @classmethod
    def month_of(cls, when: date | datetime) -> "Period":
        """The month a day, or a moment seen from India, falls in."""
        return cls(_day_in_india(when).replace(day=1), "month")

    @classmethod
    def last_complete_week(cls, now: datetime) -> "Period":
        """The newest week that had ended by `now`, which must carry its zone."""
        return cls.week_of(now).previous()

    @property
    def last(self) -> date:
        """The last day, itself inside the period."""
        return self.next().first - timedelta(days=1)

    @property
    def starts_at(self) -> datetime:
        """The first moment, in UTC."""
        return datetime.combine(self.first, time(), IST).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The first moment after the period, in UTC."""
        return self.next().starts_at

    @property
    def key(self) -> str:
        """How the period is written everywhere: `2026-W46`, `2026-11`."""
        if self.kind == "month":
            return f"{self.first:%Y-%m}"
        year, week, _ = self.first.isocalendar()
        return f"{year:04d}-W{week:02d}"

    def days(self) -> list[date]:
        """Every day of the period, in order."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def next(self) -> "Period":
        """The period right after."""
        if self.kind == "week":
            return Period(self.first + timedelta(days=7), "week")
        return Period.month_of(self.first + timedelta(days=32))

    def previous(self, steps: int = 1) -> "Period":
        """The period `steps` before this one."""
        if self.kind == "week":
            return Period(self.first - timedelta(days=7 * steps), "week")
        months = self.first.year * 12 + self.first.month - 1 - steps
        return Period(date(months // 12, months % 12 + 1, 1), "month")

    def trailing(self, count: int) -> list["Period"]:
        """The last `count` periods up to and with this one, oldest first."""
        return [self.previous(back) for back in range(count - 1, -1, -1)]

    def contains(self, when: date | datetime) -> bool:
        """Whether a day, or a moment seen from India, falls inside."""
        return self.first <= _day_in_india(when) <= self.last

    def __str__(self) -> str:
        return self.key

    def __repr__(self) -> str:
        return f"Period({self.key!r})"


def days_between(earlier: datetime, later: datetime) -> int:
    """How many Indian days one moment lies before another, as a reader of dates counts; never < 0.

    >>> days_between(datetime(2026, 11, 12, 18, tzinfo=UTC), datetime(2026, 11, 21, 1, tzinfo=UTC))
    9
    """
    return max(0, (_day_in_india(later) - _day_in_india(earlier)).days)


def moment_of(scheduled: str) -> datetime:
    """The moment a page is printed for; the present one where none is named.

    Raises: UsageError for what is no moment, or one without its zone, or of no year we print for.
    """
    if not scheduled:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(scheduled)
    except ValueError as cause:
        raise UsageError("This is not a moment.", where=repr(scheduled), fix=AS_A_MOMENT) from cause
    if moment.tzinfo is None:
        raise UsageError(
            "A moment without its zone may be any of two days.", where=scheduled, fix=AS_A_MOMENT
        )
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:  # the ends of the calendar know no other zone
        years = f"{FIRST_YEAR} to {LAST_YEAR}"
        fix = f"Name a moment of the years {years}, as 2026-11-16T07:00+05:30."
        raise UsageError("Nothing is printed for that year.", where=scheduled, fix=fix)
    return moment.astimezone(UTC)


def _day_in_india(when: date | datetime) -> date:
    if not isinstance(when, datetime):
        return when
    if when.tzinfo is None:
        raise UsageError(
            "A moment without a time zone belongs to no day.",
            where=when.isoformat(),
            fix="Give the moment its zone, for example datetime(..., tzinfo=UTC).",
        )
    return when.astimezone(IST).date()


def _suggestion(text: str) -> str:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        pass
    else:
        return f"Did you mean the week of that day, '{Period.week_of(day)}'?"
    for pattern, kind in ((_LOOSE_WEEK, "W"), (_LOOSE_MONTH, "")):
        if match := pattern.search(text):
            guess = f"{match[1]}-{kind}{int(match[2]):02d}"
            if guess == text:
                continue
            try:
                return f"Did you mean '{Period.parse(guess)}'?"
            except UsageError:
                continue
    return "Write a week as 2026-W46 or a month as 2026-11."
