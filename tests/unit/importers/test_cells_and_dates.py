"""One cell at a time: numbers as India groups them, dates as anybody writes them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.importers.tabular.cells import Wrong, count, each, flag, is_mangled, number, seconds
from hustings.importers.tabular.dates import Moments, read_day
from hustings.importers.tabular.dayorder import Evidence, Order, settled

EXPORTED_AT = datetime(2026, 11, 22, 6, tzinfo=UTC)
DAY_FIRST, MONTH_FIRST = Order(day_first=True), Order(day_first=False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("1234", 1234), (" 1234 ", 1234), ("1,234", 1234), ("12,400", 12400),
        ("1,23,456", 123456), ("1,23,45,678", 12345678), ("1,234,567", 1234567), ("424.0", 424),
        ("१२३", 123), ("१,२३,४५६", 123456), ("1 234", 1234), ("1\u202f234\u202f567", 1234567),
        ("'55", 55), ("-0", 0), ("", None), ("-", None), ("N/A", None), ("--", None),
        ("#N/A", None),
    ],
)  # fmt: skip
def test_counts_are_read(text, value):
    assert count("it")(text) == value


@pytest.mark.parametrize(
    "text",
    ["1.2K", "12.5", "1e5", "-5", "1,2", "12,34", "1,2345", ",123", "ten", "1/2", "3%", "10 000 x",
     "9" * 14, "9" * 400, "=1+1"],
)  # fmt: skip
def test_what_is_no_count_is_said_to_be_none(text):
    assert isinstance(count("it")(text), Wrong)


def test_only_a_signed_count_may_be_below_zero():
    assert count("it", signed=True)("-5") == -5
    assert count("it")("-5").reason == "it is below zero"


@given(st.integers(0, 10**12))
def test_indian_and_western_grouping_mean_the_same(value):
    western = f"{value:,}"
    head, tail = str(value)[:-3], str(value)[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    indian = ",".join([*pairs, tail])
    assert count("it")(western) == count("it")(indian) == value


def test_lengths_and_hours():
    assert seconds("399") == 399
    assert seconds("0:06:39") == 399
    assert seconds("6:39") == 399
    assert seconds("0") is None
    assert number("it")("1,234.5") is not None
    assert number("it")("0.1516") == 0.1516
    assert isinstance(number("it")("-1.5"), Wrong)


@pytest.mark.parametrize(
    "text", ["yes", "Yes ", "YES", "हाँ", "हां", "जी हाँ", "true", "1", "18+", "haan"]
)
def test_a_yes_is_a_yes(text):
    assert flag(text) is True


@pytest.mark.parametrize("text", ["no", "No.", "नहीं", "false", "0", "nahin"])
def test_a_no_is_a_no(text):
    assert flag(text) is False


@pytest.mark.parametrize("text", ["", "maybe", "शायद", "2"])
def test_anything_else_is_neither(text):
    assert flag(text) is None


def test_ids_rounded_by_excel_are_seen():
    assert is_mangled("1.22158E+17")
    assert is_mangled("1,22158e+17")
    assert not is_mangled("122158362891044001")


def test_a_text_that_comes_again_is_read_once():
    calls = []
    column = each(["a", "b", "a"], lambda text: calls.append(text) or Wrong(text))
    assert calls == ["a", "b"]
    assert [column.wrong[row].reason for row in range(3)] == ["a", "b", "a"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-09", date(2026, 11, 9)), ("2026/11/09", date(2026, 11, 9)),
        ("09/11/2026", date(2026, 11, 9)), ("9-11-26", date(2026, 11, 9)),
        ("09.11.2026", date(2026, 11, 9)), ("Nov 9, 2026", date(2026, 11, 9)),
        ("Mon, Nov 9, 2026", date(2026, 11, 9)), ("9 November 2026", date(2026, 11, 9)),
        ("09-Nov-26", date(2026, 11, 9)), ("9 नवंबर 2026", date(2026, 11, 9)),
        ("०९/११/२०२६", date(2026, 11, 9)), ("Sept 9, 2026", date(2026, 9, 9)),
        ("11/13/2025", date(2025, 11, 13)),  # the other way round, without a doubt
        ("2026-11-09 13:00", date(2026, 11, 9)), ("", None), ("-", None),
    ],
)  # fmt: skip
def test_days_are_read(text, day):
    assert read_day(DAY_FIRST)(text) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/02/2026", "no such day"), ("2026-13-01", "no such day"), ("32/01/2026", "no such day"),
        ("tomorrow", "not a date"), ("45975", "not a date"), ("9/11", "not a date"),
        ("123/11/2026", "not a date"), ("9/11-2026", "not a date"), ("01/01/1970", "before 2004"),
        ("Foo 9, 2026", "not a date"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_said_to_be_none(text, reason):
    found = read_day(DAY_FIRST)(text)
    assert isinstance(found, Wrong)
    assert reason in found.reason


def test_dots_are_day_first_everywhere():
    assert read_day(MONTH_FIRST)("05.11.2026") == date(2026, 11, 5)
    assert read_day(MONTH_FIRST)("05/11/2026") == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2023/06/04 1:28:19 PM GMT+5:30", "2023-06-04T07:58:19"),
        ("2023/06/04 12:00:00 AM GMT+5:30", "2023-06-03T18:30:00"),
        ("04/06/2023 13:28:19", "2023-06-04T07:58:19"),
        ("2015-09-30 18:42 +0000", "2015-09-30T18:42:00"),
        ("2023-06-04T13:28:19", "2023-06-04T07:58:19"),
        ("2023-06-04T13:28:19Z", "2023-06-04T13:28:19"),
        ("04/06/2023, 1:28\u202fpm", "2023-06-04T07:58:00"),
        ("2023/06/04 1:28:19 PM GMT-7", "2023-06-04T20:28:19"),
        ("Jun 4, 2023 1:28 PM", "2023-06-04T07:58:00"),
    ],
)
def test_moments_are_read(text, utc):
    found = Moments(DAY_FIRST, EXPORTED_AT)(text)
    assert datetime.fromtimestamp(found / 1e6, UTC) == datetime.fromisoformat(utc + "+00:00")


@pytest.mark.parametrize(
    "text", ["2023-06-04 25:00", "2023-06-04 13:28 PM", "2023-06-04 0:28 AM", "13:28", "x 13:28"]
)
def test_what_is_no_moment_is_said_to_be_none(text):
    assert isinstance(Moments(DAY_FIRST, EXPORTED_AT)(text), Wrong)


def test_a_day_after_the_export_may_be_another_zones_and_two_days_may_not():
    moments = Moments(DAY_FIRST, EXPORTED_AT)
    assert isinstance(moments("2026-11-23 00:10"), int)
    assert moments("2026-11-24 00:10").reason == "the date lies in the future"


def order(texts, **known):
    seen = Evidence(known.pop("exported_at", EXPORTED_AT), **known)
    seen.see(texts)
    return settled(seen, day_first=True)


def test_an_impossible_field_decides():
    assert not order(["05/09/2026", "09/28/2026"]).day_first
    assert order(["05/09/2026", "28/09/2026"]).day_first


def test_most_decide_where_files_are_mixed():
    found = order(["09/28/2026", "09/27/2026", "26/09/2026"])
    assert not found.day_first
    assert "1 are the other way round" in found.assumed.evidence


def test_the_future_decides_next():
    found = order(["10/12/2026"], exported_at=datetime(2026, 10, 20, tzinfo=UTC))
    assert not found.day_first


def test_the_run_of_the_file_decides_after_that():
    days = ["11/01/2025", "11/02/2025", "11/03/2025", "12/01/2025"]
    assert not order(days).day_first
    assert not order(days[::-1]).day_first
    assert order(["01/11/2025", "02/11/2025", "03/11/2025", "01/12/2025"]).day_first


def test_a_file_in_no_order_decides_nothing():
    found = order(["01/02/2025", "03/09/2024", "05/01/2025", "02/03/2024", "07/08/2023"])
    assert found.assumed.evidence == "no date decides; settings say so"


def test_dates_that_need_no_order_are_not_remarked_on():
    assert order(["2026-11-09", "Nov 9, 2026", ""]).assumed is None


def test_dates_excel_exchanged_are_seen_only_in_workbooks():
    texts = ["2026-05-09 18:12:00", "09/28/2026 18:12"]
    assert order(texts, in_workbook=True).swapped
    assert not order(texts).swapped
    assert not order([*texts, "2026-05-13 18:12:00"], in_workbook=True).swapped
