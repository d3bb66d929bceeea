"""The two forms: several acts in one answer, two ways to write a time, and unusable rows."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hustings.importers.contract import SetAside
from hustings.roster import People


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_an_answer_that_ticks_three_acts_is_three_rows(read):
    acts = read("activity_form_download.csv").table("activity")
    first = acts[acts["line"] == 2]
    assert first["act"].tolist() == ["house_visit", "meeting", "post_shared"]
    assert first["people_met"].tolist()[0] == 12
    assert first["people_met"].isna().tolist() == [False, True, True]  # met once, not three times
    assert first["people_met"].sum() == 12


def test_every_choice_of_the_form_is_known(read):
    acts = read("activity_form_download.csv").table("activity")
    assert acts.loc[acts["line"] == 4, "act"].tolist() == [
        "message_forwarded", "camp_attended", "pravas_stay", "phone_call", "event_held",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "act"),
    [
        ("House visit / घर-घर संपर्क", "house_visit"), ("घर-घर संपर्क", "house_visit"),
        ("बैठक", "meeting"), ("पोस्ट साझा की", "post_shared"), ("Shared a post", "post_shared"),
        ("Forwarded the message", "message_forwarded"), ("संदेश फ़ॉरवर्ड किया", "message_forwarded"),
        ("प्रशिक्षण शिविर", "camp_attended"), ("प्रवास", "pravas_stay"), ("फ़ोन कॉल", "phone_call"),
        ("Phone calls", "phone_call"), ("कार्यक्रम", "event_held"), ("रिपोर्ट लिखी", "report_written"),
        ("Ghar ghar sampark", "house_visit"), ("Prashikshan", "camp_attended"),
        ("Karyakram", "event_held"), ("Tree planting", "other"),
    ],
)  # fmt: skip
def test_acts_are_known_in_english_and_hindi(label, act):
    from hustings.importers.acts import read_acts

    assert read_acts(label) == (act,)


def test_the_day_of_work_counts_and_without_it_the_time_stamp(read):
    acts = read("activity_form_download.csv").table("activity")
    assert acts["done_at"][0] == at(2026, 11, 8, 6, 30)  # noon in India of the 8th
    assert acts["recorded_at"][0] == at(2026, 11, 9, 7, 58, 19)
    second = acts[acts["line"] == 3].iloc[0]
    assert second["done_at"] == second["recorded_at"] == at(2026, 11, 9, 15, 35)


def test_without_a_roster_every_answer_waits_for_it_and_nothing_is_counted(
    read, context, pseudonyms
):
    found = read("activity_form_download.csv", replace(context, people=People(pseudonyms)))
    assert found.table("activity").empty
    assert "import the roster" in found.assumed["no worker is known yet"]
    aside = {each.line: each for each in found.findings if isinstance(each, SetAside)}
    assert aside[2].waits_for == pseudonyms.of("phone", "+919876543210")
    assert "9876543210" not in str(aside)


def test_midnight_is_written_as_twelve_in_the_morning(read):
    acts = read("activity_form_download.csv").table("activity")
    assert acts[acts["line"] == 4].iloc[0]["recorded_at"] == at(2026, 11, 9, 18, 35)


def test_phones_and_places_as_typed_are_understood(read, pseudonyms):
    acts = read("activity_form_download.csv").table("activity")
    assert acts["worker"].nunique() == 2
    assert acts["worker"][0] == pseudonyms.of("phone", "+919876543210")
    assert acts.groupby("line")["unit"].first().tolist() == [
        "IN-JH-AC-065",
        "IN-JH-B-3223",
        "IN-JH-AC-063",
    ]


def test_the_sheets_own_way_with_dates_is_settled_by_the_file(read):
    found = read("activity_form_sheet.csv")
    acts = found.table("activity")
    assert acts["recorded_at"].tolist()[:2] == [
        at(2026, 11, 9, 7, 58, 19),
        at(2026, 11, 13, 15, 35),
    ]
    assert acts["done_at"].dt.day.tolist() == [8, 12, 12]  # the first has no field over 12
    assert found.assumed["date order is day/month"]
    assert acts["people_met"].tolist()[1] == 1200


def test_an_american_sheet_is_read_as_written(read, received):
    text = (
        "Timestamp,Mobile,Where did you work?,What did you do?\n"
        "11/9/2026 13:28:19,9876543210,IN-JH-AC-065,Meeting\n"
        "11/13/2026 13:28:19,9876543210,IN-JH-AC-065,Meeting\n"
    )
    found = read(received(text))
    assert found.table("activity")["done_at"].dt.month.tolist() == [11, 11]
    assert "date order is month/day" in found.assumed


def test_what_is_no_known_act_is_counted_as_other_and_not_repeated_when_rare(read):
    found = read("activity_form_sheet.csv")
    assert found.table("activity")["act"].tolist() == ["house_visit", "meeting", "other"]
    assert found.assumed["answers that name no known act are counted as other"] == "1 of them"


def test_a_choice_given_often_is_named(read, received):
    row = "2026/11/09 1:28:19 PM GMT+5:30,9876543210,IN-JH-AC-065,Tree planting\n"
    text = "Timestamp,Mobile,Where did you work?,What did you do?\n" + row * 5
    found = read(received(text))
    assert "'Tree planting'" in found.assumed["answers that name no known act are counted as other"]
    assert len(found.table("activity")) == 5  # equal answers are separate facts


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (3, "nobody on the roster has this number"),
        (4, "no usable phone: not a phone number"),
        (5, "this name may be any of 2 units: Kanke (vidhan sabha in Ranchi"),
        (6, "Nobody knows a unit called this name"),
        (7, "the day of work lies after the form was sent"),
        (8, "no act is named"),
        (9, "the number of people met is not a whole number"),
        (10, "there is no time stamp"),
        (11, "the date lies in the future"),
    ],
)
def test_a_bad_answer_is_set_aside_with_its_reason(read, line, reason):
    found = read("activity_form_bad_rows.csv")
    assert found.aside[line].startswith(reason)
    assert found.table("activity")["line"].tolist() == [2]


def test_no_number_and_no_name_typed_into_a_form_is_repeated(read):
    said = read("activity_form_bad_rows.csv").everything()
    assert "Ramesh" not in said
    assert not re.search(r"[6-9]\d{8,9}(?!\d)", said)


def test_a_reworded_question_fills_the_same_column(read):
    found = read("activity_form_reworded_question.csv")
    assert found.table("activity")["act"].tolist() == ["meeting", "house_visit"]


def test_reports_count_for_their_unit_and_week(read):
    found = read("report_form.csv")
    reports = found.table("reports_received")
    assert found.source == "report_form"
    assert reports["unit"].tolist() == [
        "IN-JH-AC-065", "IN-JH-AC-065", "IN-JH-AC-063", "IN-JH-AC-065", "IN-JH-AC-065",
    ]  # fmt: skip  # a bare Kanke is the assembly seat, for seats report
    assert set(reports["period"]) == {"2026-W46"}
    assert {str(day) for day in reports["period_ends_on"]} == {"2026-11-15"}
    assert reports["received_at"][0] == at(2026, 11, 15, 14, 30)


@pytest.mark.parametrize(
    "week",
    [
        "2026 week 46", "W46 2026", "Week 46, 2026", "9-15 November 2026", "9th to 15th Nov 2026",
        "9 - 15 नवंबर 2026", "9 से 15 नवंबर 2026", "November 9-15, 2026", "09/11/2026-15/11/2026",
        "09-11-2026-15-11-2026", "09.11.2026 - 15.11.2026", "2026-11-09/2026-11-15", "2026-11-09",
        "09-11-2026 से 15-11-2026", "Nov 9, 2026 to Nov 15, 2026", "९/११/२०२६",
    ],
)  # fmt: skip
def test_a_week_may_be_written_in_many_ways(read, received, week):
    header = "Timestamp,Mobile,Which unit reports?,Week of the report"
    row = f'2026/11/16 1:28:19 PM GMT+5:30,9876543210,IN-JH-AC-065,"{week}"'
    found = read(received(f"{header}\n{row}\n"))
    assert found.table("reports_received")["period"].tolist() == ["2026-W46"]


def test_a_week_that_is_a_book_is_none(read, received):
    header = "Timestamp,Mobile,Which unit reports?,Week of the report"
    row = f"2026/11/16 1:28:19 PM GMT+5:30,9876543210,IN-JH-AC-065,2026{' ' * 100_000}x"
    assert read(received(f"{header}\n{row}\n")).aside == {2: "no week is named"}


def test_a_report_sent_twice_is_kept_twice(read):
    reports = read("report_form.csv").table("reports_received")
    assert reports["line"].tolist() == [2, 3, 4, 5, 6]


def test_a_report_from_an_unknown_number_counts_without_its_sender(read):
    found = read("report_form.csv")
    reports = found.table("reports_received")
    assert reports["worker"].isna().tolist() == [False, False, True, False, False]
    assert found.assumed["a report counts whoever sent it"].startswith("1 came from")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (7, "there is no such week"),
        (8, "the week lies in the future"),
        (9, "no week is named"),
        (10, "no week is named"),
    ],
)
def test_a_report_without_a_usable_week_is_set_aside(read, line, reason):
    assert read("report_form.csv").aside[line] == reason


def test_a_place_understood_with_some_doubt_is_noted_once(read, received):
    row = "2026/11/09 1:28:19 PM GMT+5:30,9876543210,{},Meeting\n"
    text = "Timestamp,Mobile,Where did you work?,What did you do?\n"
    text += row.format("Kankay block") * 3
    found = read(received(text))
    (note,) = [what for what in found.assumed if "Kankay" in what]
    assert note == "'Kankay block' is Kanke (block, IN-JH-B-3223)"
    assert "sure" in found.assumed[note]


def test_words_around_a_place_are_not_repeated(read, received):
    text = (
        "Timestamp,Mobile,Where did you work?,What did you do?\n"
        '2026/11/09 1:28:19 PM GMT+5:30,9876543210,"Kanke block, Ramesh bhai ke ghar",Meeting\n'
    )
    found = read(received(text))
    assert "Ramesh" not in found.everything()


def test_answers_sent_again_for_one_day_are_all_kept_and_counted_as_such(read, received):
    row = "2026/11/09 {} PM GMT+5:30,9876543210,IN-JH-AC-065,{},Meeting,{}\n"
    text = (
        "Timestamp,Mobile,Where did you work?,Date of work,What did you do?,Number of people met\n"
    )
    text += row.format("1:28:19", "2026-11-08", 5) + row.format("1:31:00", "2026-11-08", 7)
    text += row.format("1:40:00", "2026-11-07", 9) + row.format("1:41:00", "", 1) * 2
    found = read(received(text))
    assert len(found.table("activity")) == 5
    said = "of answers sent again for one person, unit and day the last counts; all are kept"
    assert found.assumed[said] == "1 came again"  # two without a named day are two


def test_reports_sent_again_are_told(read):
    said = "of reports sent again for one unit and week the first says whether it was in time"
    assert read("report_form.csv").assumed[f"{said}; all are kept"] == "3 came again"
