"""Weeks and months begin and end where India's days do."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.errors import UsageError
from hustings.period import Period

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_a_week_runs_monday_to_sunday():
    week = Period.parse("2026-W46")
    assert (week.first, week.last) == (date(2026, 11, 9), date(2026, 11, 15))
    assert len(week.days()) == 7


def test_sunday_evening_in_london_is_already_monday_in_india():
    assert Period.week_of(datetime(2026, 11, 15, 18, 29, tzinfo=UTC)).key == "2026-W46"
    assert Period.week_of(datetime(2026, 11, 15, 18, 30, tzinfo=UTC)).key == "2026-W47"


def test_a_period_starts_and_ends_at_indian_midnight():
    assert Period.parse("2026-11").starts_at == datetime(2026, 10, 31, 18, 30, tzinfo=UTC)
    assert Period.parse("2026-11").ends_at == datetime(2026, 11, 30, 18, 30, tzinfo=UTC)


def test_the_last_complete_week_is_never_the_running_one():
    sunday_night = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
    assert Period.last_complete_week(sunday_night).key == "2026-W46"


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("2026-W54", "2026-W01 to 2026-W53"),
        ("2025-W53", "2025-W01 to 2025-W52"),
        ("2026w3", "2026-W03"),
        ("2026-W3", "2026-W03"),
        ("2026 week 46", "2026-W46"),
        ("2026/11", "2026-11"),
        ("2026-11-12", "2026-W46"),
        ("last week", "2026-W46"),
        ("2026-13", "2026-W46"),
        ("", "2026-W46"),
    ],
)
def test_a_wrong_period_is_refused_with_the_right_spelling(wrong, hint):
    with pytest.raises(UsageError) as caught:
        Period.parse(wrong)
    assert hint in caught.value.fix


def test_a_moment_without_zone_belongs_to_no_week():
    with pytest.raises(UsageError, match="without a time zone"):
        Period.week_of(datetime(2026, 11, 15, 18, 29))  # noqa: DTZ001


@given(DAYS)
def test_every_day_lies_in_its_own_week_and_month(day):
    for period in (Period.week_of(day), Period.month_of(day)):
        assert period.contains(day)
        assert Period.parse(period.key) == period
        assert period.previous().next() == period
        assert period.previous().last < period.first


@given(DAYS, st.integers(0, 60))
def test_going_back_many_steps_is_going_back_one_step_many_times(day, steps):
    for start in (Period.week_of(day), Period.month_of(day)):
        one_by_one = start
        for _ in range(steps):
            one_by_one = one_by_one.previous()
        assert start.previous(steps) == one_by_one


def test_trailing_periods_are_oldest_first_and_end_with_this_one():
    keys = [period.key for period in Period.parse("2026-W02").trailing(3)]
    assert keys == ["2025-W52", "2026-W01", "2026-W02"]
