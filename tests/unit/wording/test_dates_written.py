"""Days, weeks and moments are Indian days, with months in full."""

from datetime import UTC, date, datetime

import pytest

from hustings.errors import UsageError
from hustings.period import Period
from hustings.wording import Words

EN, HI = Words("en"), Words("hi")


@pytest.mark.parametrize(
    ("period", "english", "hindi"),
    [
        ("2026-W46", "9–15 November 2026", "9–15 नवंबर 2026"),
        ("2026-W40", "28 September – 4 October 2026", "28 सितंबर – 4 अक्टूबर 2026"),
        ("2026-W01", "29 December 2025 – 4 January 2026", "29 दिसंबर 2025 – 4 जनवरी 2026"),
        ("2026-02", "February 2026", "फ़रवरी 2026"),
    ],
)
def test_periods(period, english, hindi):
    assert EN.period(Period.parse(period)) == english
    assert HI.period(Period.parse(period)) == hindi


@pytest.mark.parametrize(
    ("period", "english", "hindi"),
    [
        ("2026-W46", "9–15 Nov", "9–15 नव"),
        ("2026-W40", "28 Sep – 4 Oct", "28 सित – 4 अक्टू"),
        ("2026-11", "Nov", "नव"),
    ],
)
def test_periods_on_an_axis(period, english, hindi):
    assert EN.tick(Period.parse(period)) == english
    assert HI.tick(Period.parse(period)) == hindi


@pytest.mark.parametrize(
    ("moment", "english", "hindi"),
    [
        ("2026-10-05T00:30", "6:00 am", "सुबह 6:00 बजे"),
        ("2026-10-04T18:45", "12:15 am", "रात 12:15 बजे"),
        ("2026-10-05T06:35", "12:05 pm", "दोपहर 12:05 बजे"),
        ("2026-10-05T12:00", "5:30 pm", "शाम 5:30 बजे"),
        ("2026-10-05T16:29", "9:59 pm", "रात 9:59 बजे"),
    ],
)
def test_moments_are_said_in_indian_time(moment, english, hindi):
    utc = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert EN.moment(utc) == f"5 October 2026, {english} (IST)"
    assert HI.moment(utc) == f"5 अक्टूबर 2026, {hindi} (भारतीय समय)"


def test_a_moment_without_its_zone_is_refused():
    with pytest.raises(UsageError, match="time zone"):
        EN.moment(datetime(2026, 10, 5, 6, 0))  # noqa: DTZ001


def test_days():
    assert EN.day(date(2026, 11, 9)) == "9 November 2026"
    assert HI.day_month(date(2026, 10, 6)) == "6 अक्टूबर"
    assert EN.day_tick(date(2026, 11, 9)) == "9 Nov"
    assert EN.weekday(date(2026, 11, 9)) == "Monday"
    assert HI.weekday(date(2026, 11, 15), short=True) == "रवि"
    assert EN.days(date(2026, 11, 9), date(2026, 11, 9)) == "9 November 2026"


def test_a_year_has_no_comma_and_follows_the_digits():
    words = Words("hi", digits="devanagari")
    assert words.period(Period.parse("2026-W46")) == "९–१५ नवंबर २०२६"
