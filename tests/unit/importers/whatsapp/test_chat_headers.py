"""Every header of every file, whichever phone wrote it: the cases met in public exports."""

import pytest

# specimen -> what each header line should become: line, local time, author (None: WhatsApp's own)
CASES = {
    "narrow_space_before_pm": [
        (1, "2023-01-04T19:02:00", "Asha"),
        (2, "2023-01-14T07:03:00", "Ravi"),
    ],
    "narrow_and_thin_space_in_brackets": [
        (1, "2021-10-14T15:34:09", "Asha"),
        (2, "2021-10-14T15:35:09", "Ravi"),
    ],
    "no_break_space_inside_p_m": [
        (1, "2018-06-03T13:55:00", "Asha"),
        (2, "2018-06-13T01:55:00", "Ravi"),
    ],
    "mark_before_bracket": [
        (1, "2018-06-03T13:55:00", "Asha"),
        (2, "2018-06-13T13:56:00", "Ravi"),
    ],
    "byte_order_marks_anywhere": [
        (1, "2018-01-29T12:24:03", "Asha"),
        (2, "2018-01-29T12:25:03", "Ravi"),
        (3, "2018-01-30T09:00:00", "Meena"),
    ],
    "dots_in_the_time": [
        (1, "2018-06-13T21:25:15", "Asha"),
        (2, "2018-06-14T09:05:00", "Ravi"),
    ],
    "indonesian_without_comma": [
        (1, "2025-08-30T18:00:00", "Asha"),
        (2, "2025-08-31T07:30:00", "Ravi"),
    ],
    "spaces_and_dot_in_date": [
        (1, "2018-06-13T21:25:15", "Asha"),
        (2, "2018-06-14T21:25:16", "Ravi"),
    ],
    "dot_behind_date": [
        (1, "2023-11-16T18:44:00", "Asha"),
        (2, "2023-11-17T18:45:00", "Ravi"),
    ],
    "year_first_in_brackets": [
        (1, "2018-06-13T21:25:15", "Asha"),
        (2, "2018-06-14T21:25:15", "Ravi"),
    ],
    "year_first_slashes": [
        (1, "2019-01-01T11:25:00", "Asha"),
        (2, "2019-01-02T11:25:00", "Ravi"),
    ],
    "year_first_dashes": [
        (1, "2023-12-20T17:46:00", "Asha"),
        (2, "2023-12-21T05:46:00", "Ravi"),
    ],
    "french_a_between": [
        (1, "2017-07-12T22:35:00", "Asha"),
        (2, "2017-07-13T09:12:00", "Ravi"),
    ],
    "day_period_in_other_scripts": [
        (1, "2024-01-13T15:04:00", "Asha"),
        (2, "2024-01-14T15:06:00", "Ravi"),
    ],
    "clock_of_24_hours_with_pm": [
        (1, "2018-01-29T23:59:00", "Asha"),
        (2, "2018-01-30T00:04:00", "Ravi"),
        (3, "2018-01-30T12:24:00", "Ravi"),
    ],
    "no_evidence_of_order": [(1, "2023-02-01T18:44:00", "Asha")],
    "edited_message": [
        (1, "2023-06-13T06:12:00", "Asha"),
        (2, "2023-06-14T06:12:00", "Ravi"),
    ],
    "empty_body_is_view_once": [
        (1, "2023-06-13T06:12:00", "Carol"),
        (2, "2023-06-13T06:13:00", "Carol"),
        (3, "2023-06-13T06:14:00", "John Doe"),
    ],
    "no_space_behind_colon": [
        (1, "2026-07-09T02:28:09", "Asha"),
        (2, "2026-07-09T02:28:37", "Bob"),
    ],
    "tilde_of_a_push_name": [
        (1, "2021-07-18T18:34:07", "~ Nev"),
        (2, "2021-07-18T18:35:07", "~ Nev"),
    ],
    "actor_repeated_as_author": [
        (1, "2021-07-18T18:34:07", "Asha"),
        (2, "2021-07-18T18:34:08", None),
        (3, "2021-07-18T18:35:08", "+1 (777) 777\u20117777"),
    ],
    "group_name_posing_as_author": [
        (1, "2021-07-18T18:34:07", None),
        (2, "2021-07-18T18:34:08", "Asha"),
    ],
    "created_group": [
        (1, "2020-06-20T00:08:00", None),
        (2, "2020-06-21T00:09:00", "Asha"),
    ],
    "system_line_with_colon": [
        (1, "2024-01-02T03:07:00", None),
        (2, "2024-01-02T03:08:00", "Asha"),
    ],
    "polls": [
        (1, "2023-06-13T18:12:00", "Asha"),
        (6, "2023-06-13T18:13:00", "Ravi"),
        (7, "2023-06-13T18:14:00", "Meena"),
    ],
    "dates_inside_a_message": [
        (1, "2023-06-13T18:12:00", "Asha"),
        (4, "2023-06-13T18:13:00", "Ravi"),
    ],
    "pasted_chat": [
        (1, "2025-08-03T09:55:00", "Gita"),
        (2, "2025-08-03T10:00:00", "Sita"),
        (6, "2025-08-03T10:05:00", "Gita"),
        (7, "2025-08-13T10:05:00", "Gita"),
    ],
    "text_that_mentions_an_attachment": [
        (1, "2023-09-22T13:33:00", "Asha"),
        (2, "2023-09-22T13:34:00", "Ravi"),
    ],
    "out_of_order_by_minutes": [
        (1, "2021-01-13T12:00:00", "A"),
        (2, "2021-01-13T12:01:00", "B"),
        (3, "2021-01-13T12:02:00", "A"),
        (4, "2021-01-13T12:03:00", "B"),
        (5, "2021-01-13T12:02:00", "A"),
    ],
    "first_line_without_date": [(3, "2021-01-13T12:00:00", "Asha")],
    "three_phones_in_one_file": [
        (1, "2025-12-15T10:30:00", "John"),
        (2, "2025-12-15T10:31:00", "Jane"),
        (5, "2025-12-15T10:32:03", "Alice"),
        (6, "2025-12-15T10:33:00", "Bob"),
        (8, "2025-12-15T10:34:00", "Charlie"),
        (9, "2025-12-15T10:35:00", None),
        (10, "2025-12-15T10:36:00", None),
    ],
    "utf16_little_endian": [
        (1, "2018-06-13T21:25:00", "Asha"),
        (2, "2018-06-14T09:05:00", "Ravi"),
    ],
    "utf16_big_endian": [
        (1, "2018-06-13T21:25:00", "Asha"),
        (2, "2018-06-14T09:05:00", "Ravi"),
    ],
    "utf16_without_mark": [
        (1, "2018-06-13T21:25:00", "Asha"),
        (2, "2018-06-14T09:05:00", "Ravi"),
    ],
    "lone_carriage_returns": [
        (1, "2018-06-13T21:25:00", "Asha"),
        (2, "2018-06-14T09:05:00", "Ravi"),
    ],
    "line_separator_inside_message": [
        (1, "2018-06-13T21:25:00", "Asha"),
        (2, "2018-06-14T09:05:00", "Ravi"),
    ],
    "devanagari_digits": [
        (1, "2023-06-13T18:12:00", "आशा"),
        (2, "2023-06-14T06:12:00", "रवि"),
    ],
    "arabic_digits_with_marks": [
        (1, "2023-06-13T21:25:00", "أحمد"),
        (2, "2023-06-14T09:25:00", "سارة"),
    ],
    "hindi_phone": [
        (1, "2023-06-13T06:12:00", None),
        (2, "2023-06-13T06:12:00", None),
        (3, "2023-06-13T18:13:00", "मीना"),
        (4, "2023-06-13T18:14:00", "मीना"),
        (5, "2023-06-13T18:15:00", None),
    ],
    "hindi_iphone": [
        (1, "2023-06-13T06:12:00", None),
        (2, "2023-06-13T06:12:01", "मीना"),
        (3, "2023-06-13T06:12:02", "मीना"),
        (4, "2023-06-13T06:12:03", None),
    ],
    "time_before_date": [
        (1, "2018-06-13T21:25:00", "Asha"),
        (2, "2018-06-14T09:05:00", "Ravi"),
    ],
    "bulgarian_words": [
        (1, "2018-06-13T21:25:00", "Asha"),
        (2, "2018-06-14T09:05:00", "Ravi"),
    ],
    "canadian_hours": [
        (1, "2018-06-13T21:25:00", "Asha"),
        (2, "2018-06-14T09:05:00", "Ravi"),
    ],
    "colon_instead_of_dash": [
        (1, "2018-06-13T21:25:15", "Asha"),
        (2, "2017-06-14T22:35:22", "Ravi"),
    ],
    "announcement_with_a_date": [
        (line + (line > 3), f"2023-06-{line + 11}T10:0{(line + 11) % 9}:00", "Asha")
        for line in range(1, 7)
    ],
}  # fmt: skip

# Others are about what becomes of lines that are no messages; see test_chat_reader.py.
REFUSED = {
    "empty", "only_white_space", "no_header_at_all", "future_date", "date_that_does_not_exist",
    "unknown_word_beside_time", "advanced_chat_privacy",
}  # fmt: skip


def test_every_specimen_has_an_expectation(chats):
    assert {file.stem for file in chats.glob("*.txt")} == CASES.keys() | REFUSED


@pytest.mark.parametrize("case", CASES)
def test_headers_are_found_with_their_time_and_author(case, chats, parse):
    found = parse((chats / f"{case}.txt").read_bytes())
    assert [line[:3] for line in found.lines] == CASES[case]


@pytest.mark.parametrize("case", CASES)
def test_tiny_blocks_find_the_same(case, chats, parse):
    raw = (chats / f"{case}.txt").read_bytes()
    whole = parse(raw)
    for block in (7, 64):
        assert parse(raw, block=block).lines == whole.lines


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2016-04-29 10:30:00", "a time without anything behind it"),
        ("20.15.21.15 h Stock: falls", "no date"),
        ("[8/2, 9:00 PM] Ravi: done", "a copied message has no year"),
        ("[9:00 PM, 8/2/2025] Ravi: done", "a copy from the browser has its time first"),
        ("05/11/2026 meeting at 10.30 - all: come", "words that no phone writes"),
        ("12/11/2026 - Asha: x", "no time"),
        ("10:30 - Asha: x", "no date"),
        ("see 13/06/2023, 18:13 - Ravi: x", "not at the start of the line"),
        ("13/06/2023, 18:13 Ravi: x", "without seconds or PM a dash or bracket is needed"),
        ("1234/06/20231, 18:13 - Ravi: x", "a year of five digits"),
    ],
)
def test_a_dated_line_of_a_message_is_no_header(line, why, parse):
    found = parse(f"13/06/2023, 18:12 - Asha: one\n{line}\n14/06/2023, 18:13 - Ravi: two\n")
    assert found.authors == ["Asha", "Ravi"], why
    assert found.texts[0] == f"one\n{line}"


@pytest.mark.parametrize(
    ("clock", "time"),
    [
        ("7:02 PM", "19:02:00"),
        ("7:02 p. m.", "19:02:00"),
        ("12:05 am", "00:05:00"),
        ("12:05 pm", "12:05:00"),
        ("पूर्वाह्न 7:02", "07:02:00"),
        ("7:02 अपराह्न", "19:02:00"),
        ("सुबह 7:02", "07:02:00"),
        ("दोपहर 1:02", "13:02:00"),
        ("शाम 7:02", "19:02:00"),
        ("रात 9:02", "21:02:00"),
        ("रात 12:02", "00:02:00"),
        ("রাত্রি 9:02", "21:02:00"),
        ("సాయంత్రం 7:02", "19:02:00"),
        ("மாலை 5:02", "17:02:00"),
        ("સાંજે 7:02", "19:02:00"),
        ("7:02 ਬਾ.ਦੁ.", "19:02:00"),
        ("午後7:02", "19:02:00"),
        ("凌晨1:05", "01:05:00"),
        ("7:02 in the morning", "07:02:00"),
        ("klo 7.02", "07:02:00"),
        ("21:02 qwx", "21:02:00"),  # unknown, but 21 o'clock has one meaning only
    ],
)
def test_the_word_beside_the_time_decides_the_half_of_the_day(clock, time, parse):
    assert parse(f"[13/06/2023, {clock}] Asha: x").times == [f"2023-06-13T{time}"]


@pytest.mark.parametrize(
    ("line", "author", "text"),
    [
        ("13/06/23, 9:00 - Asha: a: b: c", "Asha", "a: b: c"),
        ("13/06/23, 9:00 - A:B: c", "A:B", "c"),
        ("13/06/23, 9:00 - \u202a+91 98765 43210\u202c: c", "+91 98765 43210", "c"),
        ("13/06/23, 9:00 - 🤓: c", "🤓", "c"),
        ("13/06/23, 9:00 - Asha:\u00a0c", "Asha", "c"),
        ("[13/06/23, 9:00:00]: Asha: c", "Asha", "c"),
        ("13/06/23, 9:00 – Asha: c", "Asha", "c"),
        ('13/06/23, 9:00 - Asha created group "Booth:12"', None, 'Asha created group "Booth:12"'),
        ('13/06/23, 9:00 - Asha created group "A: b"', None, 'Asha created group "A: b"'),
        ("13/06/23, 9:00 - You're now an admin", None, "You're now an admin"),
        ("13/06/23, 9:00 - see http://x.in/a", None, "see http://x.in/a"),
    ],
)
def test_the_author_ends_at_the_first_colon_with_a_space(line, author, text, parse):
    found = parse(line)
    assert (found.authors, found.texts) == ([author], [text])


def test_an_author_is_never_longer_than_any_name_can_be(parse):
    found = parse(f"13/06/23, 9:00 - {'x' * 121}: text")
    assert found.authors == [None]


def test_raw_text_keeps_its_marks_and_letters(parse):
    text = "क\u093cलम \u200dx\u00a0y 𝗯𝗼𝗹𝗱 \u200eend"
    assert parse(f"13/06/23, 9:00 - Asha: {text}").texts == [text]
