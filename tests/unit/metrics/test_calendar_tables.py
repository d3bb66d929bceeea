"""Weeks and days as tables."""

import datetime as dt

import ibis
import pandas as pd

from hustings.metrics.calendar import days, due_moments, week_ends, week_number
from hustings.period import Period
from hustings.settings import Reporting


def test_week_numbers_are_consecutive_over_the_ends_of_years():
    weeks, week = [], Period.parse("2014-W50")
    while week.key != "2033-W10":  # four years with a week 53 among them
        weeks.append(week.key)
        week = week.next()
    table = ibis.memtable({"week": weeks})
    numbers = table.mutate(number=week_number(table.week)).execute()["number"]
    assert numbers.tolist() == list(range(numbers[0], numbers[0] + len(weeks)))


def test_days_and_weeks_end_at_midnight_in_india():
    frame = days(["2026-W46"]).execute()
    assert frame["weekday"].tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert pd.Timestamp(frame["day"].iloc[0]).date() == dt.date(2026, 11, 9)
    assert frame["ends_at"].iloc[0] == pd.Timestamp("2026-11-09T18:30Z")
    ends = week_ends(["2026-W46", "2026-W53"]).execute()["ends_at"]
    assert ends.tolist() == [pd.Timestamp("2026-11-15T18:30Z"), pd.Timestamp("2027-01-03T18:30Z")]


def test_a_report_is_due_on_the_set_day_of_the_week_after():
    rule = Reporting(due_weekday=3, due_time=dt.time(9, 30))
    due = due_moments(["2026-W53"], rule).execute()["due_at"]
    assert due.tolist() == [pd.Timestamp("2027-01-06T04:00Z")]


def test_no_weeks_are_tables_without_rows():
    for table in (days([]), week_ends([]), due_moments([], Reporting())):
        assert len(table.execute()) == 0
