"""Days, periods and moments in words; all of them Indian days."""

from datetime import date, datetime, time

from hustings.errors import UsageError
from hustings.period import IST, Period
from hustings.wording.numbers import Numbers

# From which hour on the clock's part of the day is said differently.
_PARTS = ((20, "night"), (16, "evening"), (12, "midday"), (4, "morning"), (0, "small_hours"))


class Dates(Numbers):
    """Figures and sentences, and days as people say them."""

    def day(self, day: date) -> str:
        """9 November 2026."""
        return self.say("date.day", d=day.day, month=self._month(day), year=self._year(day))

    def day_month(self, day: date) -> str:
        """9 November."""
        return self.say("date.day_month", d=day.day, month=self._month(day))

    def day_tick(self, day: date) -> str:
        """9 Nov, for the axis of a chart."""
        return self.say("date.day_tick", d=day.day, short=self._short(day))

    def weekday(self, day: date, *, short: bool = False) -> str:
        """Monday, or Mon."""
        return self.say(f"weekday{'_short' if short else ''}.{day.isoweekday()}")

    def period(self, period: Period) -> str:
        """9–15 November 2026; 28 September – 4 October 2026; November 2026."""
        if period.kind == "month":
            month, year = self._month(period.first), self._year(period.first)
            return self.say("date.month", month=month, year=year)
        return self.days(period.first, period.last)

    def days(self, first: date, last: date) -> str:
        """A span of days, naming month and year once where both ends share them."""
        if first == last:
            return self.day(first)
        ends: dict[str, str | int] = {
            "first": first.day, "last": last.day, "year": self._year(last),
        }  # fmt: skip
        if (first.year, first.month) == (last.year, last.month):
            return self.say("date.days", **ends, month=self._month(last))
        ends |= {"first_month": self._month(first), "last_month": self._month(last)}
        if first.year == last.year:
            return self.say("date.days_in_year", **ends)
        return self.say("date.days_over_years", **ends, first_year=self._year(first))

    def tick(self, period: Period) -> str:
        """A period on the axis of a chart: 9–15 Nov, 28 Sep – 4 Oct, Nov."""
        first, last = period.first, period.last
        if period.kind == "month":
            return self.say("date.month_tick", short=self._short(first))
        ends: dict[str, str | int] = {
            "first": first.day, "last": last.day, "short": self._short(last),
        }  # fmt: skip
        if first.month == last.month:
            return self.say("date.ticks", **ends)
        return self.say("date.ticks_over_months", **ends, first_short=self._short(first))

    def moment(self, moment: datetime) -> str:
        """16 November 2026, 6:00 am (IST).

        Raises: UsageError for a moment without its time zone.
        """
        if moment.tzinfo is None:
            raise UsageError(
                "A moment without a time zone cannot be written.",
                where=moment.isoformat(),
                fix="Give it its zone, for example datetime(..., tzinfo=UTC).",
            )
        there = moment.astimezone(IST)
        part = next(name for hour, name in _PARTS if there.hour >= hour)
        shown = self._in_digits(f"{there.hour % 12 or 12}:{there.minute:02d}")
        clock = self.say(f"date.clock.{part}", time=shown)
        return self.say("date.moment", day=self.day(there.date()), clock=clock)

    def due(self, moment: datetime) -> str:
        """Due Mon 16 Nov, 08:00: by Indian clocks, short enough for a cell of a table."""
        there = moment.astimezone(IST)
        weekday, day = self.weekday(there.date(), short=True), self.day_tick(there.date())
        return self.say("date.due", weekday=weekday, day=day, clock=self.clock(there.time()))

    def clock(self, shown: time) -> str:
        """07:00, as a timetable has it."""
        return self._in_digits(f"{shown:%H:%M}")

    def _month(self, day: date) -> str:
        return self.say(f"month.{day.month}")

    def _short(self, day: date) -> str:
        return self.say(f"month_short.{day.month}")

    def _year(self, day: date) -> str:
        return self.number(day.year, "plain")
