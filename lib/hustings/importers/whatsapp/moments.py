"""Headers' dates and clocks as days and seconds: each is read once, whoever many bear it."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from hustings.importers.whatsapp.alphabet import bare
from hustings.importers.whatsapp.clock import seconds_of
from hustings.importers.whatsapp.dates import NO_DAY, Days, skeleton
from hustings.importers.whatsapp.narrow import Template
from hustings.importers.whatsapp.split import Cut

NO_TIME = -1

_NOT_READ = -2
_MINUTES = 10_000  # an hour of two digits and a minute of two
_LAST_SECOND = 59

Whole = npt.NDArray[np.int64]


@dataclass
class Moments:
    """Reads the headers of one file."""

    templates: tuple[Template, ...]  # by form
    days: Days
    _minutes: dict[int, Whole] = field(default_factory=dict)  # by form: seconds of hour and minute
    _strangers: dict[str, int] = field(default_factory=dict)
    _kinds: dict[str, int] = field(default_factory=dict)

    def of(self, rows: Cut) -> tuple[Whole, Whole]:
        """Days since 1970, and seconds since midnight; NO_DAY and NO_TIME where there is none."""
        day, second = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
        for form in np.unique(rows.form).tolist():
            places = np.flatnonzero(rows.form == form)
            if form < 0:
                strangers = [rows.strangers[line] for line in rows.line[places].tolist()]
                day[places] = [self.days[stranger.date] for stranger in strangers]
                second[places] = [self._second(stranger.clock) for stranger in strangers]
            else:
                day[places] = self._days(self.templates[form], rows.date[places])
                second[places] = self._seconds(form, rows.clock[places])
        return day, second

    def date(self, rows: Cut, place: int) -> str:
        """One header's date as the grammar writes it."""
        form = int(rows.form[place])
        if form < 0:
            return rows.strangers[int(rows.line[place])].date
        return self.templates[form].date_of(int(rows.date[place]))

    def kinds(self, rows: Cut) -> list[int]:
        """A number for what each header's date looks like without its numbers."""
        of_form = [self._kind(template.date_of(0)) for template in self.templates]
        found = np.array([*of_form, 0], np.int64)[rows.form]
        for place in np.flatnonzero(rows.form < 0).tolist():
            found[place] = self._kind(bare(rows.strangers[int(rows.line[place])].date))
        return list(found.tolist())

    def _kind(self, date: str) -> int:
        return self._kinds.setdefault(skeleton(date), len(self._kinds))

    def clock(self, rows: Cut, place: int) -> str:
        """One header's clock as written."""
        form = int(rows.form[place])
        if form < 0:
            return rows.strangers[int(rows.line[place])].clock
        return self.templates[form].clock_of(int(rows.clock[place]))

    def header(self, rows: Cut, place: int, author: str, text: str) -> str:
        """One header with its author, as written in front of the text."""
        form = int(rows.form[place])
        if form < 0:
            return rows.strangers[int(rows.line[place])].written
        start = self.templates[form].written(int(rows.date[place]), int(rows.clock[place]))
        if not author:
            return start
        return f"{start}{author}:" if text[:1] in ("", "\n") else f"{start}{author}: "

    def _days(self, template: Template, dates: Whole) -> Whole:
        starts = np.flatnonzero(np.diff(dates, prepend=-1))  # equal dates stand together
        read = [self.days[template.date_of(date)] for date in dates[starts].tolist()]
        return np.repeat(np.array(read, np.int64), np.diff(starts, append=len(dates)))

    def _seconds(self, form: int, clocks: Whole) -> Whole:
        template = self.templates[form]
        minutes, seconds = np.divmod(clocks, 100) if template.has_seconds else (clocks, None)
        known = self._minutes.setdefault(form, np.full(_MINUTES, _NOT_READ, np.int64))
        for minute in np.unique(minutes[known[minutes] == _NOT_READ]).tolist():
            clock = template.clock_of(minute * 100 if template.has_seconds else minute)
            known[minute] = self._second(clock)
        found = known[minutes]
        if seconds is None:
            return found
        return np.where((found == NO_TIME) | (seconds > _LAST_SECOND), NO_TIME, found + seconds)

    def _second(self, clock: str) -> int:
        if clock not in self._strangers:
            seconds = seconds_of(clock)
            self._strangers[clock] = NO_TIME if isinstance(seconds, str) else seconds
        return self._strangers[clock]


__all__ = ["NO_DAY", "NO_TIME", "Moments"]
