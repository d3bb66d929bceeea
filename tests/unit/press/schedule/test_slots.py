"""Each slot is given out once, to be printed or as missed, whatever clock and timer do."""

import time
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from hustings.press.schedule import Due, Entry, due, slots
from hustings.press.schedule.slots import LISTED, Span

START = datetime(2026, 11, 1, tzinfo=UTC)


def entry(schedule="0 7 * * MON", **said):
    return Entry(name="monday", briefings=("weekly_seat",), schedule=schedule, **said)


def at(text):
    """A moment of November 2026 on an Indian clock, as 16 07:00."""
    return datetime.fromisoformat(f"2026-11-{text}+05:30").astimezone(UTC)


def test_a_slot_is_due_from_its_moment_on_and_not_before():
    told = {"settled": at("09 07:00"), "since": START}
    assert due(entry(), now=at("16 06:59"), **told) == Due()
    assert due(entry(), now=at("16 07:00"), **told) == Due(run=at("16 07:00"))


def test_after_an_outage_the_newest_slot_is_printed_and_older_ones_are_missed():
    found = due(entry(), settled=at("02 07:00"), since=START, now=at("24 06:00"))
    assert found == Due(run=at("23 07:00"), missed=(at("09 07:00"), at("16 07:00")))
    assert found.newest == at("23 07:00")


def test_a_slot_too_late_to_be_caught_up_is_missed():
    told = {"settled": at("09 07:00"), "since": START}
    assert due(entry(catch_up="36h"), now=at("17 19:00"), **told).run == at("16 07:00")
    late = due(entry(catch_up="36h"), now=at("17 19:01"), **told)
    assert late == Due(missed=(at("16 07:00"),))
    assert late.newest == at("16 07:00")


def test_slots_before_the_entry_was_seen_were_never_promised():
    told = {"settled": None, "now": at("16 07:05")}
    assert due(entry(), since=at("16 07:00"), **told) == Due()
    assert due(entry(), since=at("16 06:59"), **told) == Due(run=at("16 07:00"))


def test_an_entry_put_back_into_the_file_owes_nothing_of_the_time_between():
    found = due(entry(), settled=at("02 07:00"), since=at("20 12:00"), now=at("24 06:00"))
    assert found == Due(run=at("23 07:00"))


def test_a_paused_entry_prints_nothing_and_its_slots_are_on_record():
    told = {"settled": at("09 07:00"), "since": START, "now": at("16 07:00")}
    assert due(entry(), paused=True, **told) == Due(missed=(at("16 07:00"),))
    assert due(entry(paused=True), **told) == Due(missed=(at("16 07:00"),))


def test_a_clock_that_steps_back_gives_nothing_again_and_says_how_far():
    told = {"settled": at("16 07:00"), "since": START}
    assert due(entry(), now=at("16 06:30"), **told) == Due(ahead=timedelta(minutes=30))
    assert due(entry(), now=at("16 07:01"), **told) == Due()


def test_another_cron_text_gives_no_slot_of_the_past():
    told = {"settled": at("16 07:00"), "since": START, "now": at("16 08:00")}
    assert due(entry("0 6 * * MON"), **told) == Due()
    assert due(entry("30 7 * * MON"), **told) == Due(run=at("16 07:30"))


def test_a_year_of_minutes_is_settled_at_once_and_wholly():
    minutely, year = entry("* * * * *"), timedelta(days=365)
    began = time.perf_counter()
    found = due(minutely, settled=START, since=START, now=START + year)
    assert time.perf_counter() - began < 1
    assert found.run == START + year
    assert len(found.missed) == LISTED
    minute = timedelta(minutes=1)
    assert found.longer == Span(START + minute, found.missed[0] - minute)


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_the_span_begins_only_where_the_list_ends(extra):
    minute = timedelta(minutes=1)
    now = START + (LISTED + 1 + extra) * minute
    found = due(entry("* * * * *"), settled=None, since=START, now=now)
    assert len(found.missed) == LISTED + min(extra, 0)
    assert found.longer == (Span(START + minute, START + minute) if extra > 0 else None)


TICKS = st.one_of(
    st.integers(30, 90),  # as the timer comes
    st.integers(3600, 3 * 86400),  # an outage
    st.integers(-2 * 86400, -1),  # the clock is set back
    st.integers(10 * 86400, 20 * 86400),  # or far ahead, or a long outage
)
SCHEDULES = (
    "0 7 * * MON",
    "30 6,18 * * *",
    "*/20 8-9 * * *",
    "0 0 1 * *",
    "* * * * *",
    "30 2 * * *",
)


class Record:
    """What a ledger would hold of one entry: every slot once, in the order it was settled."""

    def __init__(self, asked):
        self.asked, self.settled = asked, None
        self.printed, self.missed = [], []

    def settle(self, found, *, most):
        """Write down what one tick found; it is killed after so many lines."""
        lines = [(found.longer, self._span)] if found.longer else []
        lines += [(slot, self._missed) for slot in found.missed]
        lines += [(found.run, self._printed)] if found.run else []
        for what, write in lines[:most]:
            write(what)

    def _span(self, span):
        self.missed += [span.first, *self.asked.cron.between(span.first, span.last)]
        self.settled = span.last

    def _missed(self, slot):
        self.missed.append(slot)
        self.settled = slot

    def _printed(self, slot):
        self.printed.append(slot)
        self.settled = slot


@given(
    st.sampled_from(SCHEDULES),
    st.sampled_from(["Asia/Kolkata", "Europe/Berlin", "Australia/Lord_Howe"]),
    st.sampled_from(["10m", "36h", "4w"]),
    st.lists(st.tuples(TICKS, st.booleans(), st.none() | st.integers(0, 3)), max_size=12),
)
@settings(max_examples=tries(100), deadline=None, derandomize=True)
def test_every_slot_is_printed_once_or_missed_never_both_never_silently(
    schedule, zone, catch_up, ticks
):
    asked = entry(schedule, time_zone=zone, catch_up=catch_up)
    began = now = datetime(2026, 10, 3, 12, tzinfo=UTC)  # clocks are set in all of the zones soon
    record, latest = Record(asked), now
    for seconds, paused, killed_after in ticks:
        now += timedelta(seconds=seconds)
        with patch.object(slots, "LISTED", 10):  # so that outages of days have spans
            found = due(asked, settled=record.settled, since=began, now=now, paused=paused)
        assert not (found.run and paused)
        if found.run:
            assert timedelta() <= now - found.run <= asked.catch_up
        record.settle(found, most=killed_after)
        latest = max(latest, now) if killed_after is None else latest
    last = max(record.settled or began, latest)
    assert sorted(record.printed + record.missed) == list(asked.cron.between(began, last))


@given(st.sampled_from(SCHEDULES), st.lists(st.integers(20, 100), min_size=5, max_size=60))
@settings(max_examples=tries(60), deadline=None, derandomize=True)
def test_a_timer_that_comes_in_time_misses_nothing(schedule, ticks):
    asked, settled = entry(schedule, time_zone="UTC"), None
    now = began = datetime(2026, 11, 30, 23, 40, tzinfo=UTC)
    printed = []
    for seconds in ticks:
        now += timedelta(seconds=min(seconds, 60))
        found = due(asked, settled=settled, since=began, now=now)
        assert found.missed == ()
        printed += [found.run] if found.run else []
        settled = found.newest or settled
    assert printed == list(asked.cron.between(began, now))
