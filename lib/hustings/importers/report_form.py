"""Answers of the form of weekly reports: which unit's report came when."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hustings.errors import UsageError
from hustings.importers.answers import (
    AS_STAMPS,
    ASIDE,
    NO_STAMP,
    PHONE,
    TIMESTAMP,
    clock,
    sent_again,
    workers,
)
from hustings.importers.contract import Assumed, Context, Finding, SourceFile, source
from hustings.importers.crosswalks import open_form
from hustings.importers.places import Places
from hustings.importers.tabular import Batch, Field, Layout, has_layout
from hustings.importers.tabular.cells import Memory, Wrong, each, needed
from hustings.importers.tabular.dates import LONGEST_DATE, NO_DATE, Moments, read_day
from hustings.importers.tabular.dayorder import Order, settled
from hustings.importers.tabular.rows import Values, clean_rows, picked, sieve
from hustings.period import Period

REPORT = Layout(
    "the form of weekly reports",
    (
        TIMESTAMP,
        PHONE,
        Field(
            "week",
            (
                "week of the report",
                "which week",
                "किस सप्ताह की",
                "सप्ताह",
                re.compile(r"\bweek\b|period|सप्ताह|हफ\u093c?्ते|अवधि"),
            ),
            needed=True,
        ),
        Field(
            "link",
            (
                "report link",
                "रिपोर्ट का लिंक",
                re.compile(r"\blink\b|upload|\bfile\b|लिंक|फ\u093c?ाइल"),
            ),
        ),
        Field(
            "unit",
            (
                "unit reporting",
                "which unit reports",
                "किस इकाई की रिपोर्ट",
                "किस विधानसभा की रिपोर्ट",
                re.compile(r"unit|seat|इकाई|विधानसभा"),
            ),
            needed=True,
        ),
    ),
    aside=ASIDE,
)

_WEEK = re.compile(
    r"(?P<year>\d{4})\s*-?\s*w(?:eek)?\s*-?\s*(?P<week>\d{1,2})"
    r"|\bw(?:eek)?\s*-?\s*(?P<week_first>\d{1,2})\W{1,3}(?P<then_year>\d{4})",
    re.IGNORECASE,
)
_TO = r"\s*(?:\bto\b|से|[-–—])\s*"
_NTH = r"(\d{1,2})(?:st|nd|rd|th)?"
# Days of one month: `9 to 15 November 2026`, `November 9-15, 2026`.
_DAY_TO_DAY = re.compile(rf"{_NTH}{_TO}{_NTH},?\s+(\D+\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"([^\W\d]\D*?)\s*{_NTH}{_TO}{_NTH},?\s+(\d{{4}})", re.IGNORECASE)
# Between two whole dates; `2026-11-09/2026-11-15` is ISO's own way.
_FROM_TO = re.compile(
    r"\s+(?:to|से|-)\s+|[–—]|(?<=[/.-]\d{4})-(?=\d)|(?<=-\d\d-\d\d)/", re.IGNORECASE
)
_NO_WEEK = Wrong("no week is named", "Write it as 2026-W46, or any day of it.")


@source(
    "report_form",
    en="Form of weekly reports (Google Forms)",
    hi="साप्ताहिक रिपोर्ट फ़ॉर्म (गूगल फ़ॉर्म)",
    tables=("reports_received",),
    sniff=has_layout(REPORT),
)
def read_reports(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read reports received: one row per answer, also when a unit sends one week's twice."""
    table = open_form(file, context, "report_form", REPORT)
    seen = table.dates("sent", "week")
    moments = clock(seen["sent"], context)
    days = settled(seen["week"], moments.order.day_first, AS_STAMPS)
    yield from (*table.assumed, *filter(None, (moments.order.assumed, days.assumed)))
    places = Places(context.units, context.settings.reporting.level)
    weeks = _Weeks(days, file.exported_at)
    reader = _Reader(moments, weeks, workers(context.people), Memory(places))
    yield from table.read(reader.rows)
    yield from (*places.assumed(), *reader.assumed())


@dataclass(frozen=True)
class _Weeks:
    """A reader of weeks: 2026-W46, any day of it, or its first and last day."""

    order: Order
    exported_at: datetime

    def __call__(self, text: str) -> Period | Wrong:
        """The week a text names."""
        found = self._week(text)
        if isinstance(found, Period) and found.starts_at > self.exported_at + timedelta(days=1):
            return Wrong("the week lies in the future", "Correct the week.")
        return found

    def _week(self, text: str) -> Period | Wrong:
        if len(text) > LONGEST_DATE:  # a pattern would look long at a cell of a million letters
            return _NO_WEEK
        if named := _WEEK.search(text):
            year, week = named["year"] or named["then_year"], named["week"] or named["week_first"]
            try:
                return Period.parse(f"{year}-W{int(week):02d}")
            except UsageError as cause:
                return Wrong("there is no such week", cause.fix)
        day = read_day(self.order)(_first_day(text.strip()))
        if isinstance(day, date):
            return Period.week_of(day)
        return _NO_WEEK if day is None or day == NO_DATE else day


def _first_day(text: str) -> str:
    """The first of the days a text names, which may be those of one month."""
    if days := _DAY_TO_DAY.fullmatch(text):
        return f"{days[1]} {days[3]}"
    if days := _MONTH_FIRST.fullmatch(text):
        return f"{days[1]} {days[2]}, {days[4]}"
    return _FROM_TO.split(text)[0]


@dataclass
class _Reader:
    """Reads batches of answers."""

    moments: Moments
    weeks: _Weeks
    workers: Memory[str, str]
    places: Memory[str, str]
    _strangers: int = field(default=0, init=False)
    _reports: Counter[tuple[object, ...]] = field(default_factory=Counter, init=False)

    def rows(self, batch: Batch) -> Iterator[Finding]:
        """One row of `reports_received` per usable answer."""
        sent = needed(each(batch["sent"], self.moments), NO_STAMP)
        where = each(batch["unit"], self.places)
        weeks = each(batch["week"], self.weeks)
        who = each(batch["phone"], self.workers)
        kept, aside = sieve(batch.lines, sent.wrong, where.wrong, weeks.wrong)
        yield from aside
        self._strangers += sum(row in who.wrong for row in kept)
        self._reports.update((where.values[row], weeks.values[row]) for row in kept)
        values: Values = {
            "unit": where.values,
            "worker": who.values,
            "period": [week and week.key for week in weeks.values],
            "period_ends_on": [week and week.last for week in weeks.values],
            "received_at": sent.values,
        }
        lines = [batch.lines[row] for row in kept]
        yield from clean_rows("reports_received", picked(values, kept), lines)

    def assumed(self) -> Iterator[Assumed]:
        """That a report counts for its unit even if nobody knows the sender, or it came twice."""
        what = "of reports sent again for one unit and week the first says whether it was in time"
        yield from sent_again(self._reports, what)
        if self._strangers:
            yield Assumed(
                "a report counts whoever sent it",
                f"{self._strangers} came from numbers that nobody on the roster has",
            )
