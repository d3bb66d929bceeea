"""Every header of every file, whichever phone wrote it: the cases met in public exports."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from babel import Locale

from hustings.importers.whatsapp.monthnames import LANGUAGES, named_date

Line = tuple[int, str, str | None]  # number, local time, author; None for WhatsApp's own lines


def _expected() -> dict[str, list[Line]]:
    """Specimen -> what each of its headers should become."""
    found = defaultdict(list)
    table = Path(__file__).parents[3] / "specimens" / "whatsapp" / "expected.csv"
    for row in csv.DictReader(table.read_text("utf-8").splitlines()):
        found[row["specimen"]].append((int(row["line"]), row["time"], row["author"] or None))
    return dict(found)


CASES = _expected()


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
        ("8/2, 9:00 PM - Ravi: done", "no year, behind lines that have theirs"),
        ("12 ward 2024, 9:00 PM - Ravi: done", "no month"),
        ("12 Jan, 9:00 PM - Ravi: done", "no year, with the month's name"),
        ("10:30 sharp, 14/06/2023 - all: come", "a word behind the time that no phone writes"),
        ("[9:00 PM, 8/2/2025] Ravi: done", "a copy from the browser has its time first"),
        ("05/11/2026 meeting at 10.30 - all: come", "words that no phone writes"),
        ("12/11/2026 - Asha: x", "no time"),
        ("10:30 - Asha: x", "no date"),
        ("  13/06/2023, 18:13 - Ravi: x", "indented, as what is quoted"),
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
        ("7.02 ip.", "19:02:00"),
        ("शाम 7:02 बजे", "19:02:00"),
        ("को शाम 7:02 बजे", "19:02:00"),
        ("7:02 pm बजे", "19:02:00"),
        ("दुपारी 1:02", "13:02:00"),
        ("7:02 संध्याकाळी", "19:02:00"),
        ("रात्री 12:02", "00:02:00"),
        ("7:02 אחה״צ", "19:02:00"),
        ("7:02_PM", "19:02:00"),
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
        ("[13/06/23, 9:00] - Asha: c", "Asha", "c"),
        ("13/06/23, 9:00 \u2212 Asha: c", "Asha", "c"),
        ("13/06/23, 9:00 – Asha: c", "Asha", "c"),
        ("13/06/23\u200f, 9:00\u200f - Asha: c", "Asha", "c"),
        ("13/06/23, 9:00 \u200b-\u200e Asha: c", "Asha", "c"),
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


def assert_one(parse, line, time, author="Asha"):
    found = parse(f"{line}first\nsecond\n")
    assert (found.times, found.authors, found.texts) == ([time], [author], ["first\nsecond"])
    return found


@pytest.mark.parametrize(
    ("header", "time"),
    [
        ("12 Jan 2024, 10:05 - Asha: ", "2024-01-12T10:05:00"),
        ("Jan 12, 2024, 10:05 PM - Asha: ", "2024-01-12T22:05:00"),
        ("Fri, 12 January 2024, 10:05 - Asha: ", "2024-01-12T10:05:00"),
        ("2024-Jan-12, 10:05 - Asha: ", "2024-01-12T10:05:00"),
        ("10:05 am, 12 Jan 2024 - Asha: ", "2024-01-12T10:05:00"),
        ("[12-Jan-24 10:05:11 AM] Asha: ", "2024-01-12T10:05:11"),
        ("[Jan 12, 2024, 10:05:11 AM] Asha: ", "2024-01-12T10:05:11"),
        ("[10:05:11 AM, Jan 12, 2024] Asha: ", "2024-01-12T10:05:11"),
        ("12 de enero de 2024, 10:05 p. m. - Asha: ", "2024-01-12T22:05:00"),
        ("[12 janv. 2024 à 10:05:11] Asha: ", "2024-01-12T10:05:11"),
        ("12 окт. 2024 г., 10:05 - Asha: ", "2024-10-12T10:05:00"),
        ("शुक्र, 12 जन॰ 2024, शाम 6:30 - Asha: ", "2024-01-12T18:30:00"),
        ("१२ जनवरी २०२४, १०:०५ - Asha: ", "2024-01-12T10:05:00"),
        ("12 জানু 2024, 10:05 - Asha: ", "2024-01-12T10:05:00"),
        ("12 ஜன. 2024, 10:05 - Asha: ", "2024-01-12T10:05:00"),
        ("12 جنوری، 2024، 10:05 - Asha: ", "2024-01-12T10:05:00"),
    ],
)
def test_a_month_may_have_its_name(header, time, parse):
    assert not assert_one(parse, header, time).assumed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_is_known_by_the_names_of_the_languages_listed(language):
    table = Locale.parse(language).months
    for width in ("wide", "abbreviated"):
        for number, name in table["format"][width].items():
            if not any(map(str.isdigit, name)):
                assert named_date(f"7 {name} 2024") == f"2024-{number:02d}-07 m", name


@pytest.mark.parametrize(
    ("header", "time"),
    [
        ("[10:05 am, 13/01/2024] Asha: ", "2024-01-13T10:05:00"),
        ("[22:05, 13/1/2024] Asha: ", "2024-01-13T22:05:00"),
        ("[शाम 6:30, 13/1/2024] Asha: ", "2024-01-13T18:30:00"),
        ("[6:30 अपराह्न, 13/1/2024] Asha: ", "2024-01-13T18:30:00"),
        ("[2:56:01 CH, 13/1/24] Asha: ", "2024-01-13T14:56:01"),
        ("2:56 CH, 13/1/24 - Asha: ", "2024-01-13T14:56:00"),
    ],
)
def test_a_copy_from_a_browser_is_read_where_a_file_begins_with_it(header, time, parse):
    assert_one(parse, header, time)


@pytest.mark.parametrize(
    ("header", "time"),
    [
        ("[20/08, 15:05] Asha: ", "2026-08-20T15:05:00"),
        ("[20/08, 3:05 pm] Asha: ", "2026-08-20T15:05:00"),
        ("[8/20, 3:05 PM] Asha: ", "2026-08-20T15:05:00"),
        ("20.8., 15:05 - Asha: ", "2026-08-20T15:05:00"),
        ("3:05 PM, 08 20 - Asha: ", "2026-08-20T15:05:00"),
        ("20 Aug, 15:05 - Asha: ", "2026-08-20T15:05:00"),
        ("Thu, Aug 20, 3:05 PM - Asha: ", "2026-08-20T15:05:00"),
        ("[20 अग॰, 15:05] Asha: ", "2026-08-20T15:05:00"),
        ("[30/11, 15:05] Asha: ", "2025-11-30T15:05:00"),  # after the export this year
        ("[29/02, 15:05] Asha: ", "2024-02-29T15:05:00"),  # the last there was
    ],
)
def test_a_date_without_a_year_is_the_last_before_the_export(header, time, parse):
    assert_one(parse, header, time)


@pytest.mark.parametrize(
    ("header", "time"),
    [
        ("2024-01-28T15:30:05 - Asha: ", "2024-01-28T15:30:05"),
        ("28.01.2024 - 15:30:05; Asha: ", "2024-01-28T15:30:05"),
        ("28/ 01/ 24/ 15:30 - Asha: ", "2024-01-28T15:30:00"),
        ("28.01.24. 15:30 Asha: ", "2024-01-28T15:30:00"),
        ("28.1.2024 г., 15:30 ч. Asha: ", "2024-01-28T15:30:00"),
    ],
)
def test_writings_of_other_programs_are_read(header, time, parse):
    assert_one(parse, header, time)


def test_years_go_on_over_the_turn_of_a_year_and_late_lines_do_not_turn_them(parse):
    dates = ["28/12, 10:05", "31/12, 23:59", "01/01, 00:01", "31/12, 23:58", "02/01, 10:05",
             "20/05, 10:05", "20/10, 10:05", "30/12, 10:05", "03/01, 10:05"]  # fmt: skip
    found = parse("\n".join(f"[{date}] Asha: x" for date in dates))
    assert [time[:10] for time in found.times] == [
        "2024-12-28", "2024-12-31", "2025-01-01", "2024-12-31", "2025-01-02", "2025-05-20",
        "2025-10-20", "2025-12-30", "2026-01-03",
    ]  # fmt: skip


def test_a_chat_may_name_months_on_some_lines_only(parse):
    found = parse(
        "13/01/2024, 10:05 - Asha: one\nJan 13, 2024, 10:06 AM - Ravi: two\n"
        "[13-Jan-24 10:07:11 AM] Meena: three\n"
    )
    assert found.authors == ["Asha", "Ravi", "Meena"]
    assert found.times == ["2024-01-13T10:05:00", "2024-01-13T10:06:00", "2024-01-13T10:07:11"]


def test_a_copy_before_the_first_header_of_an_export_makes_no_copied_chat(parse):
    export = "".join(f"{day}/06/2023, 18:12 - Asha: x\n" for day in range(10, 29))
    pasted = "[9:00 pm, 8/2/2023] Ravi: done\n"
    found = parse(pasted + export + pasted)
    assert found.authors == ["Asha"] * 19
    assert found.texts[-1] == "x\n[9:00 pm, 8/2/2023] Ravi: done"


@pytest.mark.parametrize("indent", ["  ", "\t", "\u00a0 "])
def test_a_chat_pasted_into_a_document_is_read_behind_its_indentation(indent, parse):
    found = parse(
        f"{indent}13/06/2023, 18:12 - Asha: one\n{indent}more\n"
        f"{indent}[14/06/2023, 18:12:05] Ravi: two\n"
        f"15/06/2023, 18:12 - Asha: three\n{indent}15 Jun, 18:13 - Sita: four"
    )
    assert found.authors == ["Asha", "Ravi", "Asha"]
    assert found.texts == [
        f"one\n{indent}more",
        "two",
        f"three\n{indent}15 Jun, 18:13 - Sita: four",
    ]


def test_an_indented_line_of_a_message_is_no_header(parse):
    export = "".join(f"{day}/06/2023, 18:12 - Asha: x\n" for day in range(10, 29))
    found = parse(f"  {export}  13/06/2023, 18:20 - Ravi: done")
    assert found.authors == ["Asha"] * 18
    assert found.texts[-1] == "x\n  13/06/2023, 18:20 - Ravi: done"


def test_raw_text_keeps_its_marks_and_letters(parse):
    text = "क\u093cलम \u200dx\u00a0y 𝗯𝗼𝗹𝗱 \u200eend"
    assert parse(f"13/06/23, 9:00 - Asha: {text}").texts == [text]
