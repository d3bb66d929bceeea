"""Days without a message count as a hole only where there usually is one."""

from datetime import date, timedelta

from hustings.health import Hole, holes

FIRST = date(2026, 10, 1)


def days(drawing):
    """x is a day with a message, . one without."""
    return {FIRST + timedelta(days=n) for n, sign in enumerate(drawing) if sign == "x"}


def test_a_day_missing_among_daily_ones_is_a_hole():
    found = holes(days("xxxxxxxxx.xxxxxxxxx"))
    assert found == [Hole(date(2026, 10, 10), date(2026, 10, 10))]
    assert found[0].days == 1


def test_days_missing_in_a_row_are_one_hole():
    found = holes(days("xxxxxxxxxx...........xxxxxxxxxx"))
    assert [(hole.first.day, hole.days) for hole in found] == [(11, 11)]


def test_who_speaks_every_other_day_has_no_holes():
    assert holes(days("x.x.x.x.x.x.x.x.x.x.x.x.x.x")) == []


def test_a_day_that_is_free_each_week_is_no_hole_but_the_one_day_beside_it_is():
    assert holes(days("xxxxxx." * 4 + "xx")) == []
    found = holes(days("xxxxxx.xxxxxx.xxxxx..xxxxxx.xx"))
    assert [(hole.first.day, hole.days) for hole in found] == [(20, 2)]


def test_silence_at_the_end_is_no_hole():
    assert holes(days("xxxxxxxxxxxxxxxxx......")) == []


def test_few_days_say_nothing_of_what_is_usual():
    assert holes(days("xxxx.xxxx")) == []
    assert holes(set()) == []
