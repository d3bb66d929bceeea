"""Cron text in a time zone: which moments it names, after or before another.

Five fields: minute, hour, day of month, month, day of week. Months and days may be named; Sunday
is 0 and 7; where both days are restricted, either will do; `L` is the last day of the month, `5#1`
its first Friday, `5L` its last.

Where the clock is set forward or back (daylight saving), as Debian's cron has it:

* Fixed times, which have no `*` at the start of minute and hour: one that falls into the skipped
  hour comes once, at the first moment after; one in the hour that is shown twice comes once, the
  first time.
* All others go by what the clock shows: nothing in the skipped hour, twice in the doubled one.

A slot is a moment: two times of one text that fall on the same moment are one slot.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from hustings.errors import SettingsError
from hustings.press.schedule.crontext import FIELDS, spelled_out
from hustings.settings import known_time_zone

_ANY_YEAR = datetime(2000, 1, 1, tzinfo=UTC)  # a text that names nothing in 50 years is refused


@dataclass(frozen=True)
class Cron:
    """One cron text, checked, and the zone whose clock it means.

    >>> monday = Cron.parse("0 7 * * MON", "Asia/Kolkata")
    >>> next(monday.after(datetime(2026, 11, 11, tzinfo=UTC)))
    datetime.datetime(2026, 11, 16, 1, 30, tzinfo=datetime.timezone.utc)
    """

    fields: str  # five of them, with one space between
    zone: str

    @classmethod
    def parse(cls, text: str, zone: str) -> "Cron":
        """Read a cron text, or one of @daily, @weekly, @monthly, @yearly and @hourly.

        Raises: SettingsError that names every wrong field, what it may hold and what is nearest;
        for a text that names no moment at all; and for a zone nobody knows.
        """
        try:
            known_time_zone(zone)
        except ValueError as cause:
            raise SettingsError(f"The time zone cannot be used: {cause}", where=zone) from cause
        fields = spelled_out(text)
        if wrong := [
            field.fault(part)
            for field, part in zip(FIELDS, fields.split(), strict=True)
            if not _is_readable(field.alone(part))
        ]:
            raise SettingsError(
                f"The cron text cannot be read: {'; '.join(wrong)}.",
                where=repr(text),
                fix="Write minute, hour, day of month, month and day of week, as in 0 7 * * MON.",
            )
        found = cls(fields, zone)
        if not _is_readable(fields) or next(found.after(_ANY_YEAR), None) is None:
            raise SettingsError(
                "The cron text names no moment: there is no such day in those months.",
                where=repr(text),
                fix="Choose a day that those months have; L is the last day of each.",
            )
        return found

    @cached_property
    def parsed(self) -> CronSim:
        """The sets of minutes, hours, days, months and days of the week it stands for."""
        return CronSim(self.fields, _ANY_YEAR)

    @cached_property
    def at_fixed_times(self) -> bool:
        """Whether it names times of day, instead of going by the running clock."""
        return not any(part.startswith("*") for part in self.fields.split()[:2])

    def after(self, moment: datetime) -> Iterator[datetime]:
        """Slots later than a moment, which must carry its zone: UTC, oldest first, without end."""
        there = self._seen(moment)
        wall = there.replace(tzinfo=None, fold=0)
        if not there.fold:  # what the clock showed before may be shown once more
            wall -= self._doubled(wall)
        return self._beyond(moment, CronSim(self.fields, wall), ahead=True)

    def before(self, moment: datetime) -> Iterator[datetime]:
        """Slots earlier than a moment, which must carry its zone: UTC, newest first."""
        there = self._seen(moment)
        wall = there.replace(tzinfo=None, fold=0)
        if there.fold:  # what the clock is about to show may have been shown already
            wall += self._doubled(wall)
        return self._beyond(moment, CronSim(self.fields, wall, reverse=True), ahead=False)

    def between(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """Slots later than the first moment, up to and with the last: UTC, oldest first."""
        return takewhile(lambda slot: slot <= last, self.after(first))

    @cached_property
    def _clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def _seen(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError(f"a moment without its time zone: {moment.isoformat()}")
        return moment.astimezone(UTC).astimezone(self._clock)

    def _twice(self, wall: datetime) -> tuple[datetime, datetime]:
        """The moment a clock shows this, read by the offset before and after it is set, if it is.

        Equal on all usual days; the second is later where the hour is shown twice, and earlier
        where it is skipped.
        """
        first = wall.replace(tzinfo=self._clock, fold=0).astimezone(UTC)
        return first, wall.replace(tzinfo=self._clock, fold=1).astimezone(UTC)

    def _doubled(self, wall: datetime) -> timedelta:
        """How far the clock is set back after showing this; zero on all usual days."""
        first, second = self._twice(wall)
        return max(second - first, timedelta())

    def _moments(self, wall: datetime) -> list[datetime]:
        """The slots that one showing of the clock makes, oldest first."""
        first, second = self._twice(wall)
        if first == second:
            return [first]
        if second < first:
            return [self._set_forward(second, first)] if self.at_fixed_times else []
        return [first] if self.at_fixed_times else [first, second]

    def _set_forward(self, before: datetime, after: datetime) -> datetime:
        """The first moment of the new offset, between one of the old and one of the new."""
        new = after.astimezone(self._clock).utcoffset()
        while after - before > timedelta(seconds=1):
            middle = (before + (after - before) / 2).replace(microsecond=0)
            if middle.astimezone(self._clock).utcoffset() == new:
                after = middle
            else:
                before = middle
        return after

    def _beyond(
        self, moment: datetime, walls: Iterable[datetime], *, ahead: bool
    ) -> Iterator[datetime]:
        last = moment
        for slot in self._in_order(walls, ahead=ahead):
            if slot > last if ahead else slot < last:
                last = slot
                yield slot

    def _in_order(self, walls: Iterable[datetime], *, ahead: bool) -> Iterator[datetime]:
        """Slots in the order of time; the far half of a doubled hour waits for the near one."""
        far: deque[datetime] = deque()
        for wall in walls:
            slots = self._moments(wall)[:: 1 if ahead else -1]
            for near in slots[:1]:
                while far and (far[0] < near if ahead else far[0] > near):
                    yield far.popleft()
                yield near
            far.extend(slots[1:])
        yield from far


def _is_readable(fields: str) -> bool:
    try:
        CronSim(fields, _ANY_YEAR)
    except (CronSimError, ValueError, AssertionError):
        return False
    return True
