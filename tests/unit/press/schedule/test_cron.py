"""Cron text is read or refused with the field, what it may hold and what is nearest."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from hustings.errors import SettingsError
from hustings.press.schedule.cron import Cron

BERLIN, NEW_YORK, LORD_HOWE = "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"


def local(text, zone, first, last):
    """The slots between two days as that clock shows them, with their offset."""
    clock = ZoneInfo(zone)
    ends = (datetime.fromisoformat(day).replace(tzinfo=clock) for day in (first, last))
    slots = list(Cron.parse(text, zone).between(*ends))
    assert all(slot.second == slot.microsecond == 0 for slot in slots)
    return [slot.astimezone(clock).isoformat(" ", "minutes") for slot in slots]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("61 7 * * 1", ("minute '61'", "0 to 59")),
        ("0 24 * * 1", ("hour '24'", "0 to 23")),
        ("0 7 32 * *", ("day of month '32'", "1 to 31", "LW")),
        ("0 7 0 * *", ("day of month '0'", "1 to 31")),
        ("0 7 * 13 *", ("month '13'", "1 to 12")),
        ("0 7 * JUNE *", ("month 'JUNE'", "did you mean JUN?")),
        ("0 7 * * MONDAY", ("day of week 'MONDAY'", "did you mean MON?")),
        ("0 7 * * 8", ("day of week '8'", "0 to 7")),
        ("0 7 * * FRI-MON", ("'FRI-MON'", "FRI-SAT,SUN-MON")),
        ("0 22-2 * * *", ("hour '22-2'", "22-23,0-2")),
        ("0 7 * * SAT-SUN", ("'SAT-SUN'", "SAT,SUN")),
        ("0 7 L-3 * *", ("day of month 'L-3'",)),
        ("0 7 15W * *", ("day of month '15W'",)),
        ("0 7 ? * 1", ("day of month '?'",)),
        ("*/0 * * * *", ("minute '*/0'",)),
        ("1,,2 * * * *", ("minute '1,,2'",)),
        ("60 25 * * *", ("minute '60'", "hour '25'")),
        ("0 7 * *", ("five fields", "this one has 4")),
        ("0 0 7 * * 1", ("five fields", "this one has 6")),
        ("", ("five fields", "this one has 0")),
        ("0 7 30 2 *", ("names no moment",)),
        ("0 0 */30 2 1#5", ("names no moment",)),
        ("@reboot", ("@reboot names none", "caught up")),
        ("@weekley", ("'@weekley'", "@weekly")),
        ("० ७ * * *", ("no cron text",)),
        ("9" * 5000 + " * * * *", ("no cron text",)),
        ("9" * 190 + " * * * *", ("minute",)),
    ],
)
def test_a_bad_text_is_refused_with_what_was_meant(text, said):
    with pytest.raises(SettingsError) as caught:
        Cron.parse(text, "Asia/Kolkata")
    for part in said:
        assert part in str(caught.value)


def outcome(text):
    try:
        return Cron.parse(text, "Asia/Kolkata")
    except SettingsError as refused:
        return refused


@given(st.text("0123456789*/,-#LWMONAJ @?x", max_size=24))
@settings(max_examples=tries(300), deadline=None, derandomize=True)
def test_any_text_is_read_or_refused_in_words(text):
    read = outcome(text)
    if isinstance(read, SettingsError):
        assert read.problem
        assert read.fix
        return
    moment = datetime(2026, 11, 29, tzinfo=UTC)
    assert next(read.after(moment)) > moment > next(read.before(moment))


def test_a_zone_nobody_knows_is_refused_with_the_nearest():
    with pytest.raises(SettingsError, match="Asia/Kolkata"):
        Cron.parse("0 7 * * *", "Asia/Kolkatta")


def test_a_moment_without_its_zone_is_refused():
    with pytest.raises(ValueError, match="without its time zone"):
        Cron.parse("0 7 * * *", "Asia/Kolkata").after(datetime.fromisoformat("2026-11-29"))


@pytest.mark.parametrize("sunday", ["0", "7", "SUN", "sun"])
def test_sunday_is_0_and_7(sunday):
    shown = local(f"0 7 * * {sunday}", "Asia/Kolkata", "2026-11-01", "2026-11-20")
    assert [day[:10] for day in shown] == ["2026-11-01", "2026-11-08", "2026-11-15"]


def test_of_two_restricted_days_either_will_do():
    shown = local("0 7 13 * FRI", "Asia/Kolkata", "2026-10-01", "2026-10-20")
    assert [day[8:10] for day in shown] == ["02", "09", "13", "16"]


def test_last_days_and_counted_weekdays_are_known():
    first_of_2028 = ("2028-01-01", "2028-04-01")
    assert [d[:10] for d in local("0 7 L * *", "Asia/Kolkata", *first_of_2028)] == [
        "2028-01-31", "2028-02-29", "2028-03-31",
    ]  # fmt: skip
    assert [d[:10] for d in local("0 7 LW 4 *", "Asia/Kolkata", "2028-01-01", "2029-01-01")] == [
        "2028-04-28"  # the 30th is a Sunday
    ]
    assert [d[:10] for d in local("0 7 * * FRI#1", "Asia/Kolkata", *first_of_2028)] == [
        "2028-01-07", "2028-02-04", "2028-03-03",
    ]  # fmt: skip


def test_india_never_sets_its_clock():
    shown = local("30 2 * * *", "Asia/Kolkata", "2026-01-01", "2027-01-01")
    assert len(shown) == 365
    assert {time[11:] for time in shown} == {"02:30+05:30"}


@pytest.mark.parametrize(
    ("zone", "text", "days", "slots"),
    [
        (BERLIN, "30 2 * * *", ("2026-03-28", "2026-03-31"), [
            "2026-03-28 02:30+01:00", "2026-03-29 03:00+02:00", "2026-03-30 02:30+02:00"]),
        (BERLIN, "30 2 * * *", ("2026-10-24", "2026-10-27"), [
            "2026-10-24 02:30+02:00", "2026-10-25 02:30+02:00", "2026-10-26 02:30+01:00"]),
        (NEW_YORK, "0,30 2,3 * * *", ("2026-03-08", "2026-03-09"), [
            "2026-03-08 03:00-04:00", "2026-03-08 03:30-04:00"]),
        (NEW_YORK, "30 1 * * SUN", ("2026-11-01", "2026-11-02"), ["2026-11-01 01:30-04:00"]),
        (LORD_HOWE, "15 2 * * *", ("2026-10-03", "2026-10-06"), [
            "2026-10-03 02:15+10:30", "2026-10-04 02:30+11:00", "2026-10-05 02:15+11:00"]),
        (LORD_HOWE, "45 1 * * *", ("2026-04-04", "2026-04-07"), [
            "2026-04-04 01:45+11:00", "2026-04-05 01:45+11:00", "2026-04-06 01:45+10:30"]),
        ("Pacific/Apia", "0 7 * * *", ("2011-12-29", "2012-01-01"), [  # a whole day was skipped
            "2011-12-29 07:00-10:00", "2011-12-31 00:00+14:00", "2011-12-31 07:00+14:00"]),
        ("America/Santiago", "0 0 * * *", ("2026-09-05", "2026-09-07"), [  # at midnight itself
            "2026-09-06 01:00-03:00", "2026-09-07 00:00-03:00"]),
    ],
)  # fmt: skip
def test_a_fixed_time_comes_once_whatever_is_done_to_the_clock(zone, text, days, slots):
    assert local(text, zone, *days) == slots


def test_a_running_time_goes_by_what_the_clock_shows():
    spring = local("*/30 2,3 * * *", BERLIN, "2026-03-29", "2026-03-30")
    assert spring == ["2026-03-29 03:00+02:00", "2026-03-29 03:30+02:00"]
    assert local("*/30 2 * * *", BERLIN, "2026-03-29", "2026-03-30") == []
    autumn = local("*/30 2 * * *", BERLIN, "2026-10-25", "2026-10-26")
    assert [time[11:] for time in autumn] == [
        "02:00+02:00", "02:30+02:00", "02:00+01:00", "02:30+01:00",
    ]  # fmt: skip
    half = local("*/15 1 * * *", LORD_HOWE, "2026-04-05", "2026-04-06")
    assert [time[11:] for time in half] == [
        "01:00+11:00", "01:15+11:00", "01:30+11:00", "01:45+11:00", "01:30+10:30", "01:45+10:30",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["45 2 * * *", "*/45 2 * * *"])
def test_a_moment_in_the_second_showing_knows_what_the_first_had(text):
    cron = Cron.parse(text, BERLIN)
    second = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)
    first_0245 = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    assert first_0245 in islice(cron.before(second), 2)
    assert min(islice(cron.after(second), 2)) > second


TEXTS = ("30 2 * * *", "0,30 1,2,3 * * *", "*/30 * * * *", "* 2 * * *", "15 */1 * * *", "0 0 * * *")
ZONES = (BERLIN, NEW_YORK, LORD_HOWE, "America/Santiago")
AROUND = ("2026-03-08", "2026-03-29", "2026-04-05", "2026-09-06", "2026-10-04", "2026-10-25",
          "2026-11-01")  # fmt: skip


@given(
    st.sampled_from(TEXTS),
    st.sampled_from(ZONES),
    st.sampled_from(AROUND),
    st.integers(-40_000_000_000, 60_000_000_000),
)
@settings(max_examples=tries(150), deadline=None, derandomize=True)
def test_forward_and_back_agree_from_any_moment_around_a_set_clock(text, zone, day, shift):
    cron = Cron.parse(text, zone)
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(microseconds=shift)
    every = list(cron.between(moment - timedelta(days=2), moment + timedelta(days=2)))
    assert every == sorted(set(every))
    later = [slot for slot in every if slot > moment]
    earlier = [slot for slot in every if slot < moment]
    assert list(islice(cron.after(moment), len(later))) == later
    assert list(islice(cron.before(moment), len(earlier))) == earlier[::-1]
