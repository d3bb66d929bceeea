"""The order of day and month: decided from the file's own dates, or said to be assumed."""

from datetime import UTC, date, datetime, timedelta

import pytest

FIRST = date(2026, 3, 2)


def chat(days, pattern, *, each=3):
    """`each` messages on each of the days."""
    return "".join(
        f"{day.strftime(pattern)}, {10 + n % 13}:30 - Asha: report {n}\n"
        for day in days
        for n in range(each)
    )


def from_first(*offsets):
    return [FIRST + timedelta(days=offset) for offset in offsets]


@pytest.mark.parametrize(
    ("pattern", "order"),
    [
        ("%d/%m/%y", "dmy"), ("%m/%d/%y", "mdy"), ("%y/%m/%d", "ymd"), ("%d/%m/%Y", "dmy"),
        ("%m/%d/%Y", "mdy"), ("%Y/%m/%d", "ymd"), ("%d.%m.%y", "dmy"), ("%Y-%m-%d", "ymd"),
    ],
)  # fmt: skip
def test_a_month_of_days_decides_every_order(pattern, order, parse):
    found = parse(chat(from_first(*range(30)), pattern))
    assert (found.order, found.assumed) == (order, False)
    assert found.times[0] == "2026-03-02T10:30:00"
    assert found.times[-1] == "2026-03-31T12:30:00"


def test_a_field_over_twelve_decides(parse):
    found = parse(chat(from_first(0, 11), "%m/%d/%y"))  # 03/02/26, 03/13/26
    assert (found.order, found.assumed) == ("mdy", False)
    assert found.evidence == "3 header(s) bear a date that is none under dmy"


def test_days_that_would_run_backwards_decide(parse):
    days = [date(2026, 3, 5), date(2026, 4, 4)]  # as month first: 3 May, then 4 April
    found = parse(chat(days, "%d/%m/%y"))
    assert (found.order, found.assumed) == ("dmy", False)
    assert "run backwards 1 time(s) under mdy" in found.evidence


def test_a_date_after_the_export_decides(parse):
    exported_at = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)
    for pattern, order, rival in (("%d/%m/%y", "dmy", "mdy"), ("%m/%d/%y", "mdy", "dmy")):
        found = parse(chat([date(2026, 3, 6)], pattern), exported_at=exported_at)
        assert (found.order, found.assumed) == (order, False)
        assert found.evidence == f"3 header(s) would be later than the export under {rival}"


def test_a_week_of_neighbouring_days_decides(parse):
    days = [date(2025, 5, n) for n in range(1, 11)]  # 01/05/25 ... 10/05/25: no field over twelve
    for pattern, order in (("%d/%m/%y", "dmy"), ("%m/%d/%y", "mdy")):
        found = parse(chat(days, pattern))
        assert (found.order, found.assumed) == (order, False)
        assert "lie 9 day(s) apart in all" in found.evidence


@pytest.mark.parametrize("days", [(0,), (0, 1), (0, 2, 3)])
def test_a_few_days_that_fit_both_orders_are_flagged(days, parse):
    found = parse(chat([date(2025, 3, 2 + n) for n in days], "%d/%m/%Y", each=2))
    assert found.assumed
    assert found.evidence == "its dates can be read as dmy and as mdy"


def test_where_nothing_decides_the_settings_do(parse):
    line = "01/02/2023 18:44 - Asha: hello\n"
    assert parse(line, day_first=True).times == ["2023-02-01T18:44:00"]
    assert parse(line, day_first=False).times == ["2023-01-02T18:44:00"]


def test_american_writing_goes_before_the_settings_and_is_flagged_too(parse):
    found = parse("8/9/19, 1:25 PM - Asha: hello\n")
    assert (found.order, found.assumed, found.times) == ("mdy", True, ["2019-08-09T13:25:00"])
    assert parse("08/09/19, 1:25 pm - Asha: hello\n").order == "dmy"


def test_one_day_of_a_year_in_front_is_taken_for_what_is_usual(parse):
    found = parse(chat([date(2026, 11, 13)], "%d/%m/%y"))  # 13/11/26 could be 2013
    assert (found.order, found.assumed) == ("dmy", False)


def test_one_day_that_would_be_nearer_the_export_with_the_year_in_front_is_flagged(parse):
    found = parse("[18/06/13, 21:25:15] Asha: x\n")
    assert (found.order, found.assumed) == ("dmy", True)
    assert found.evidence == "its dates can be read as dmy and as ymd"


def test_a_few_neighbouring_days_show_a_year_in_front(parse):
    found = parse(chat([date(2018, 6, day) for day in (13, 14, 15)], "%y/%m/%d"))
    assert (found.order, found.times[0]) == ("ymd", "2018-06-13T10:30:00")


def test_a_pasted_date_of_another_phone_does_not_turn_the_file(parse):
    text = chat([date(2025, 8, n) for n in range(1, 9)], "%d/%m/%y", each=20)
    found = parse(text.replace("report 19", "see\n8/25/25, 9:00 PM - Ravi: done", 1))
    assert found.order == "dmy"
    assert found.times[0] == "2025-08-01T10:30:00"


def test_a_wrong_clock_once_does_not_turn_the_file(parse):
    text = chat([date(2025, 8, n) for n in range(1, 9)], "%d/%m/%y", each=20)
    found = parse(text + "01/01/99, 09:00 - Asha: wrong clock\n")
    assert (found.order, found.assumed) == ("dmy", False)


def test_two_phones_in_one_file_get_an_order_each(parse):
    days = from_first(*range(0, 20, 2))
    android = chat(days, "%m/%d/%y", each=1).splitlines()
    apple = [f"[{day:%d/%m/%Y}, 11:00:00] Ravi: reply" for day in days]
    found = parse("\n".join(line for pair in zip(android, apple, strict=True) for line in pair))
    assert found.times == [
        f"{day.isoformat()}T{time}" for day in days for time in ("10:30:00", "11:00:00")
    ]
    assert not found.assumed


def test_thai_years_are_counted_from_the_buddha(parse):
    assert parse("15/1/2567, 09:30 - A: x").times == ["2024-01-15T09:30:00"]


@pytest.mark.parametrize("written", ["15/01/2008", "15/01/1302", "31/02/2023", "2023/13/41"])
def test_a_date_outside_whatsapps_time_or_the_calendar_is_set_aside(written, parse):
    found = parse(f"15/01/2023, 09:30 - A: x\n{written}, 09:31 - A: y\n")
    assert found.unreadable == [(2, "there is no such date")]
    assert len(found.lines) == 1


def test_evidence_comes_from_the_whole_file_not_its_start(parse):
    days = [date(2025, month, 5) for month in (1, 2, 3)] + [date(2025, 3, 25)]
    found = parse(chat(days, "%m/%d/%y", each=4000), block=4096)
    assert (found.order, found.assumed) == ("mdy", False)
    assert found.times[0] == "2025-01-05T10:30:00"


def test_an_order_under_which_most_dates_cannot_be_is_out_of_question(parse):
    found = parse("20-01-12, 10:30 - A: x\n20-31-12, 10:31 - A: y\n")
    assert (found.order, found.assumed) == ("ydm", False)


def test_a_few_dates_that_cannot_be_do_not_put_the_year_in_front(parse):
    day = "13/06/23, 9:00 - A: x\n"
    found = parse(day * 4 + "31/02/23, 9:01 - A: typed\n" + day)
    assert (found.order, found.assumed) == ("dmy", False)


@pytest.mark.parametrize(
    "days", [("19/01/25", "19/03/01", "19/03/26"), ("20.03.18", "20.04.19", "20.05.28", "20.06.21")]
)
def test_an_order_without_fault_is_taken_before_one_with_days_that_cannot_be(days, parse):
    found = parse("".join(f"{day}, 10:30 - A: x\n" for day in days))
    assert (found.order, found.assumed) == ("ymd", False)


def test_a_single_day_in_dashes_is_flagged_for_the_year_may_come_first(parse):
    found = parse("24-12-25, 10:30 - Asha: x\n")
    assert (found.order, found.assumed) == ("dmy", True)
    assert found.evidence == "its dates can be read as dmy and as ymd"


def test_another_phones_dates_show_the_order_of_those_between_them(chats, parse):
    found = parse((chats / "order_shown_by_another_phone.txt").read_bytes())
    assert {time[:10] for time in found.times} == {"2024-01-02"}
    assert not found.assumed
    assert "the dates between those like 9/9/9 fit mdy best" in found.evidence


def test_dates_of_another_phone_that_fit_both_orders_stay_flagged(parse):
    found = parse("02/01/2024, 10:30 - A: x\n[01/02/24, 10:31:00] B: y\n")
    assert found.assumed


def test_a_dated_line_in_a_message_does_not_make_the_order_doubtful(parse):
    lines = "".join(f"[{day:02d}.01.18, 10:30:00] A: x\n" for day in range(4, 29))
    found = parse(f"{lines}2/11/19, 14:48 Asha: told in another chat\n[19.04.19, 16:18:33] A: y\n")
    assert (found.order, found.assumed) == ("dmy", False)


def test_hijri_days_follow_a_rule_and_are_flagged(chats, parse):
    found = parse((chats / "hijri_calendar.txt").read_bytes())
    assert found.assumed
    assert "may be one off" in found.evidence


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1/1/1402", "2023-03-21"), ("30/12/1399", "2021-03-20"), ("29/12/1402", "2024-03-19"),
        ("1/1/1445", "2023-07-19"), ("1/9/1445", "2024-03-11"), ("15/1/2567", "2024-01-15"),
        ("15/1/2567 BE", "2024-01-15"), ("15/1/R4", "2022-01-15"), ("15/1/H31", "2019-01-15"),
        ("R4/1/15", "2022-01-15"), ("令和4年1月15日", "2022-01-15"),
    ],
)  # fmt: skip
def test_other_calendars_are_told_by_their_years(written, day, parse):
    assert parse(f"[{written}, 09:30:00] A: x").times == [f"{day}T09:30:00"]


@pytest.mark.parametrize("written", ["31/7/1402", "13/1/1402", "31/1/1445", "13/13/1445"])
def test_a_day_that_another_calendar_does_not_have_is_set_aside(written, parse):
    found = parse(f"[15/1/2567, 09:30:00] A: x\n[{written}, 09:31:00] A: y\n")
    assert [time[:10] for time in found.times][:1] == ["2024-01-15"]
    assert len(found.times) + len(found.unreadable) == 2


def test_two_members_exports_of_one_chat_come_out_alike_whatever_their_phones_write(parse):
    days = [FIRST + timedelta(days=offset) for offset in range(0, 26, 5)]
    indian, american, swedish = (
        parse(chat(days, pattern)) for pattern in ("%d/%m/%y", "%m/%d/%y", "%Y-%m-%d")
    )
    assert indian.times == american.times == swedish.times
    assert (indian.order, american.order, swedish.order) == ("dmy", "mdy", "ymd")


def test_three_lines_that_do_not_decide_are_flagged_with_the_evidence(parse):
    lines = "".join(f"0{day}/02/23, 9:00 - A: x\n" for day in (1, 2, 3))
    found = parse(lines)
    assert (found.order, found.assumed) == ("dmy", True)
    assert found.evidence == "its dates can be read as dmy and as mdy"


def test_a_file_that_lost_its_own_date_keeps_its_messages(importing):
    text = chat([date(2026, 3, day) for day in range(10, 20)], "%d/%m/%y")
    found = importing(text, exported_at=datetime(1980, 1, 1, tzinfo=UTC))
    assert len(found.messages) == 30
    assert not found.aside
    assert "the chat was exported later than 1980-01-01, its file's date" in found.assumed
    assert found.health["date_order"] == "dmy"


def test_one_message_after_the_export_says_nothing_of_the_files_date(importing):
    text = chat([date(2026, 3, day) for day in range(10, 20)], "%d/%m/%y")
    found = importing(text + "24/11/26, 9:00 - Asha: a clock that runs ahead\n")
    assert list(found.aside.values()) == ["the message is dated after the export"]
    assert not any(what.startswith("the chat was exported") for what in found.assumed)
