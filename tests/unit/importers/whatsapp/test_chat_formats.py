"""Header formats tried one by one: every choice of a phone beside every other, none left unread."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest
from tests.support.depth import some_of
from tests.support.phones import (
    COLONS,
    DIGITS,
    FORMS,
    GAPS,
    HALVES,
    ORDERS,
    PARTS,
    SEPARATORS,
    SPACES,
    Phone,
)

START = datetime(2024, 2, 20, 0, 7, 3)  # noqa: DTZ001  a phone's wall clock
MOMENTS = [START + timedelta(days=2 * n, hours=7 * n % 24, minutes=13 * n) for n in range(17)]

# Orders, separators, seconds, 12 or 24 hours, brackets or dash, years of two digits: 96 in all.
NINETY_SIX = [
    Phone(order, separator, gap=", " if form == "dash" else " ", seconds=seconds,
          hours=hours, form=form)
    for order, separator, seconds, hours, form in product(
        ("ymd", "ydm", "dmy", "mdy"), "-/.", (False, True), ("24", "en"), FORMS)
]  # fmt: skip


def assert_read(parse, phone, moments=MOMENTS):
    """Every header of a chat this phone wrote, at its minute and by its author."""
    lines = [phone.line(moment, f"A{n % 3}", f"x: {n}") for n, moment in enumerate(moments)]
    found = parse("\n".join(lines))
    form = "%Y-%m-%dT%H:%M:%S" if phone.seconds else "%Y-%m-%dT%H:%M:00"
    assert found.times == [moment.strftime(form) for moment in moments], phone
    assert found.authors == [f"A{n % 3}" for n in range(len(moments))], phone
    assert found.texts == [f"x: {n}" for n in range(len(moments))], phone
    return found


@pytest.mark.parametrize("phone", NINETY_SIX, ids=lambda phone: phone.header(START))
def test_ninety_six_formats_are_read(phone, parse):
    assert not assert_read(parse, phone).assumed


@pytest.mark.parametrize("phone", NINETY_SIX[::5], ids=lambda phone: phone.header(START))
def test_a_few_days_over_the_turn_of_a_year_are_enough(phone, parse):
    turn = datetime(2019, 12, 30, 9, 30, 5)  # noqa: DTZ001
    assert_read(parse, phone, [turn + timedelta(hours=9 * n) for n in range(8)])


def everything():
    """A fixed sample of the product of all choices, every choice being in it many times."""
    choose = random.Random(96).choice  # noqa: S311  no secret
    for _ in range(400):
        hours = choose(["24", *HALVES, *PARTS])
        before = hours in PARTS or choose((True, False))
        glued = hours in ("ja", "zh", "ko") or (hours in ("en", "en lower") and not before)
        yield Phone(
            choose(ORDERS), choose(SEPARATORS), choose((True, False)), choose((True, False)),
            choose((", ", " ") if before else GAPS), choose(COLONS), choose((True, False)),
            hours, before, choose(SPACES if glued else SPACES[:3]), choose(FORMS),
            choose("-–—"), choose(list(DIGITS)), choose(("", "\u200e", "\ufeff", "\ufeff\u200e")),
        )  # fmt: skip


def test_every_choice_beside_every_other_is_read(parse):
    for phone in some_of(everything(), 100):
        assert_read(parse, phone)


@pytest.mark.parametrize("hours", PARTS)
@pytest.mark.parametrize("form", FORMS)
def test_parts_of_the_day_are_told_apart_around_the_clock(hours, form, parse):
    phone = Phone(hours=hours, before=True, form=form)
    moments = [
        moment
        for moment in (START + timedelta(hours=5 * n) for n in range(48))
        if phone.word(moment)
    ]
    assert len(moments) > 20
    assert_read(parse, phone, moments)


@pytest.mark.parametrize("hours", HALVES)
@pytest.mark.parametrize("before", [True, False])
def test_halves_of_the_day_are_told_apart_around_the_clock(hours, before, parse):
    moments = [START + timedelta(hours=5 * n) for n in range(48)]
    assert_read(parse, Phone(hours=hours, before=before), moments)


@pytest.mark.parametrize("phone", NINETY_SIX[::7], ids=lambda phone: phone.header(START))
def test_one_line_alone_is_read_at_its_minute(phone, parse):
    lone = replace(phone, four_digits=True)
    found = parse(lone.line(datetime(2023, 7, 29, 21, 41, 5), "Asha", "x"))  # noqa: DTZ001
    assert found.times[0][:16] == "2023-07-29T21:41"
    assert found.authors == ["Asha"]
