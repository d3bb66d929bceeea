"""A chat pasted into a message: old times inside new ones are text, late messages are not."""

import pytest


def lines(*written):
    """`9:00 Asha` on 13 June 2023, or `12 9:00 Asha` on another day of June."""
    found = []
    for line in written:
        day, time, author = line.split() if line.count(" ") == 2 else ("13", *line.split())
        found.append(f"{day}/06/2023, {time} - {author}: says")
    return "\n".join(found)


def read(parse, *written):
    return [(time[8:16].replace("T", " "), author) for _, time, author, _ in
            parse(lines(*written)).lines]  # fmt: skip


def test_yesterdays_lines_inside_todays_are_text(parse):
    found = parse(lines("8:00 A", "9:00 B", "12 21:00 X", "12 21:01 Y", "9:05 A"))
    assert found.authors == ["A", "B", "A"]
    assert found.texts[1] == "says\n12/06/2023, 21:00 - X: says\n12/06/2023, 21:01 - Y: says"
    assert found.pasted == [3, 4]


def test_a_late_message_right_behind_a_paste_is_a_message(parse):
    assert read(parse, "8:00 A", "9:00 B", "12 21:00 X", "8:55 C", "9:05 A")[-2:] == [
        ("13 08:55", "C"), ("13 09:05", "A"),
    ]  # fmt: skip


def test_two_pastes_close_together_are_two(parse):
    paste = "\n8/2/23, 9:00 PM - X: done\n"
    text = lines("8:00 A", "9:00 B") + paste + lines("10:00 C", "11:00 D") + paste
    found = parse(text + lines("11:10 E"))
    assert found.authors == ["A", "B", "C", "D", "E"]


def test_the_first_message_of_a_file_may_hold_a_pasted_chat(parse):
    many = [f"12 2{n // 10}:{10 + n} X" for n in range(12)]
    assert read(parse, "9:00 B", *many, "9:05 A") == [("13 09:00", "B"), ("13 09:05", "A")]


@pytest.mark.parametrize("minutes", [1, 15, 59])
def test_lines_out_of_order_by_minutes_are_messages(minutes, parse):
    late = f"8:{60 - minutes:02d} B"
    assert len(read(parse, "8:00 A", "9:00 A", late, "9:01 A")) == 4


def test_lines_of_one_day_whose_clock_is_wrong_are_messages(parse):
    """Somebody typed PM for AM: the line before the drop may as well be the wrong one."""
    written = ["12 13:00 A", "12 17:00 B", "13 23:45 C", "13 18:45 A", "13 19:30 B", "13 23:25 D",
               "14 21:45 A", "14 23:25 B", "14 13:23 C", "14 15:23 D", "15 19:30 A"]  # fmt: skip
    before = [f"11 8:{minute} A" for minute in range(10, 22)]
    found = parse(lines(*before, *written, "17 23:45 A", "17 14:23 B"))
    assert len(found.lines) == 25
    assert not found.pasted


@pytest.mark.parametrize("text", ["see:", "see\nthis", "13/06/2023, 9:00 - X: one", "", "read 👇"])
def test_lines_of_the_same_day_are_text_where_the_message_leads_up_to_them(text, parse):
    inside = lines("9:01 X", "9:02 Y", "9:03 X")
    found = parse(f"{lines('12 9:00 A')}\n13/06/2023, 18:00 - B: {text}\n{inside}\n"
                  f"{lines('18:05 A')}")  # fmt: skip
    assert found.authors == ["A", "B", "A"]
    assert len(found.pasted) == 3


def test_lines_of_the_same_day_are_text_where_more_of_that_day_stand_before(parse):
    found = read(parse, *(f"17:{minute} A" for minute in range(10, 22)), "18:00 B", "9:00 X",
                 "9:01 Y", "18:05 A")  # fmt: skip
    assert len(found) == 14


def test_a_paste_at_the_end_of_a_file_that_kept_to_the_clock_is_text(parse):
    before = [f"8:{minute} A" for minute in range(10, 22)]
    found = read(parse, *before, "9:00 B", "12 21:00 X", "12 21:01 Y")
    assert found[-1] == ("13 09:00", "B")
    assert len(found) == 13


def test_older_lines_at_the_end_of_a_short_file_are_messages(parse):
    assert read(parse, "8:00 A", "9:00 B", "10 17:02 X")[-1] == ("10 17:02", "X")


def test_a_clock_that_comes_back_a_week_later_shows_no_paste(parse):
    text = lines("8:00 A", "9:00 B", "12 21:00 X") + "\n21/06/2023, 9:00 - A: says\n"
    assert parse(text).authors == ["A", "B", "X", "A"]


def test_two_exports_in_one_file_stay_whole(parse):
    one, two, three = (
        [f"{day} {hour}:{start} {author}" for day in range(10, 28) for hour in (9, 12)]
        for author, start in (("A", "00"), ("B", "30"), ("C", "40"))
    )
    assert len(read(parse, *one, *two, *three)) == 108


def test_two_phones_merged_stay_whole(parse):
    merged = (
        lines("14 8:00 A", "14 9:00 A")
        + "\n"
        + "\n".join(f"[13/06/2023, 10:0{n}:00] B: x" for n in range(4))
    )
    assert len(parse(merged).lines) == 6


def test_one_message_with_a_wrong_clock_does_not_swallow_what_follows(parse):
    after = [f"{9 + n // 6}:{n % 6}0 A" for n in range(1, 20)]
    assert len(read(parse, "8:40 A", "8:50 A", "14 9:00 B", *after, "14 9:10 A")) == 23


def test_an_announcement_in_another_writing_ahead_of_time_is_text(parse):
    text = lines("8:00 A", "9:00 B") + "\n20/06/23, 17:00 - Meeting: all\n" + lines("9:05 A")
    found = parse(text)
    assert found.authors == ["A", "B", "A"]
    assert found.texts[1] == "says\n20/06/23, 17:00 - Meeting: all"


def test_lines_of_many_phones_in_no_order_are_messages(parse):
    """Where the clock runs backwards anyway, a line ahead of time announces nothing."""
    found = parse(
        "[05.05.23, 15:48:11] Asha: one\n[11/8/21, 9:41:32 AM] Ravi: two\n"
        "1/23/23, 3:19 AM - Sita: three\n1/24/21, 12:41:03 PM - Om: four\n"
        "[2023/5/4, 16:13:23] Gita: five\n7/19/22, 11:32 PM - Meena: six\n"
    )
    assert found.authors == ["Asha", "Ravi", "Sita", "Om", "Gita", "Meena"]
    assert not found.pasted


def test_nothing_is_pasted_into_whatsapps_own_line(parse):
    text = "[9/7/2026, 23:39:03] G: \u200eMessages and calls are end-to-end encrypted.\n"
    text += "".join(f"[9/7/2026, 02:{n:02d}:03] A: x\n" for n in range(4))
    text += "[10/7/2026, 02:00:00] A: x\n[13/7/2026, 02:00:00] A: x\n"
    assert len(parse(text).lines) == 7
    assert parse(text).pasted == []


def test_pasted_lines_are_found_across_blocks(parse):
    before = [f"{hour}:{minute:02d} A" for hour in range(1, 9) for minute in range(60)]
    after = [f"{hour}:{minute:02d} A" for hour in range(10, 18) for minute in range(60)]
    text = lines(*before, "9:00 B", "12 21:00 X", "12 21:01 Y", *after)
    for block in (50, 1000, 16_000):
        found = parse(text, block=block)
        assert found.pasted == [482, 483]
        assert len(found.lines) == 961


def test_dates_of_another_order_that_the_files_own_cannot_bear_are_text_too(parse):
    """8/2/25 is none of a phone whose year comes first: 2008, before there was any chat."""
    written = []
    for day in range(1, 29):
        written += [f"2026/05/{day:02d}, {hour:02d}:05 - Asha: says" for hour in (9, 12, 18)]
        if day in (10, 20):
            written += ["8/2/25, 9:00 PM - Ravi: done", "please check"]
    found = parse("\n".join(written))
    assert len(found.lines) == 84
    assert set(found.authors) == {"Asha"}
    assert not found.unreadable
    assert found.texts[29] == "says\n8/2/25, 9:00 PM - Ravi: done\nplease check"
