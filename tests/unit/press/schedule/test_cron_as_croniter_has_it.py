"""Random cron texts name the moments a second cron library names, forward and back.

Where the two differ by intention, the texts below leave it out and a test of its own shows it:
`*/2` among days is a star to cron (and both days must fit), and a restriction to croniter (and
either will do); `2/5` in the day of week ends with 7, which is Sunday, and with croniter before it;
the last Friday is 5L here, L5 there; croniter goes by its own rules when the clock is set.
"""

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from hustings.press.schedule.cron import Cron
from hustings.press.schedule.crontext import ALIASES, DAYS, MONTHS

KOLKATA = ZoneInfo("Asia/Kolkata")
SLOTS = 25  # in each direction


def numbers(low, high, names=()):
    """One number of a field, or its name."""
    written = st.integers(low, high).map(str)
    return written | st.sampled_from(names) if names else written


def spans(low, high):
    ends = st.sets(st.integers(low, high), min_size=2, max_size=2)
    return ends.map(lambda both: f"{min(both)}-{max(both)}")


def field(low, high, names=(), *, starred=True):
    """A field: a star, or up to three numbers, names, spans and spans with a step."""
    stepped = st.tuples(spans(low, high), st.integers(1, high)).map(
        lambda both: f"{both[0]}/{both[1]}"
    )
    restricted = st.lists(
        numbers(low, high, names) | spans(low, high) | stepped, min_size=1, max_size=3
    ).map(",".join)
    stars = st.just("*")
    if starred:
        stars |= st.integers(1, high).map(lambda step: f"*/{step}")
    return stars | restricted


DAY, WEEKDAY = field(1, 28, starred=False), field(0, 7, DAYS, starred=False)
EITHER_DAY = st.tuples(DAY | st.just("L"), field(1, 12, MONTHS), WEEKDAY)
COUNTED = st.tuples(st.just("*"), field(1, 12, MONTHS), st.sampled_from(["5#1", "1#3", "0#2"]))
TEXTS = st.tuples(field(0, 59), field(0, 23), EITHER_DAY | COUNTED).map(
    lambda parts: " ".join((*parts[:2], *parts[2]))
)
MOMENTS = st.integers(0, 10 * 366 * 86400).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def theirs(text, moment, zone, *, back=False):
    second = croniter(text, moment.astimezone(zone), ret_type=datetime)
    step = second.get_prev if back else second.get_next
    return [step().astimezone(UTC) for _ in range(SLOTS)]


@given(TEXTS, MOMENTS)
@settings(max_examples=tries(150), deadline=None, derandomize=True)
def test_a_zone_that_never_sets_its_clock_has_the_same_slots(text, moment):
    ours = Cron.parse(text, "Asia/Kolkata")
    assert list(islice(ours.after(moment), SLOTS)) == theirs(text, moment, KOLKATA)
    assert list(islice(ours.before(moment), SLOTS)) == theirs(text, moment, KOLKATA, back=True)


BY_DAY = st.tuples(
    st.integers(0, 59).map(str),
    st.sets(st.integers(4, 23), min_size=1, max_size=2).map(
        lambda hours: ",".join(map(str, hours))
    ),
    EITHER_DAY | COUNTED,
).map(lambda parts: " ".join((*parts[:2], *parts[2])))
ZONES = ("Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")


@pytest.mark.parametrize("zone", ZONES)
@given(text=BY_DAY, year=st.integers(2020, 2030))
@settings(max_examples=8, deadline=None, derandomize=True)
def test_times_that_no_clock_skips_are_the_same_for_four_years(zone, text, year):
    clock = ZoneInfo(zone)
    first, last = datetime(year, 1, 1, 12, tzinfo=clock), datetime(year + 4, 1, 1, 12, tzinfo=clock)
    cron = Cron.parse(text, zone)
    ours = list(cron.between(first, last))
    second = croniter(text, first, ret_type=datetime)
    theirs = []
    while (slot := second.get_next().astimezone(UTC)) <= last:
        theirs.append(slot)
    assert ours == theirs
    assert ours == sorted(
        islice(Cron.parse(text, zone).before(last + timedelta(seconds=1)), len(ours))
    )


@pytest.mark.parametrize("alias", ALIASES)
def test_an_alias_means_what_it_means_there(alias):
    moment = datetime(2026, 11, 29, 12, 13, tzinfo=KOLKATA)
    second = croniter(alias, moment, ret_type=datetime)
    ours = Cron.parse(alias, "Asia/Kolkata").after(moment)
    assert list(islice(ours, 12)) == [second.get_next().astimezone(UTC) for _ in range(12)]


def test_the_last_friday_is_written_otherwise_there():
    moment = datetime(2026, 11, 1, tzinfo=KOLKATA)
    second = croniter("0 7 * * L5", moment, ret_type=datetime)
    ours = Cron.parse("0 7 * * 5L", "Asia/Kolkata").after(moment)
    assert list(islice(ours, 24)) == [second.get_next().astimezone(UTC) for _ in range(24)]


def test_a_star_with_a_step_is_a_star_to_cron_and_a_restriction_there():
    moment = datetime(2026, 11, 1, tzinfo=KOLKATA)
    ours = list(islice(Cron.parse("0 7 */2 * MON", "Asia/Kolkata").after(moment), 20))
    second = croniter("0 7 */2 * MON", moment, ret_type=datetime)
    theirs = [second.get_next() for _ in range(20)]
    seen = [slot.astimezone(KOLKATA) for slot in ours]
    assert all(slot.weekday() == 0 and slot.day % 2 for slot in seen)  # both
    assert not all(slot.weekday() == 0 for slot in theirs)  # either
