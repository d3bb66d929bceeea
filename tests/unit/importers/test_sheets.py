"""Every list and form that fills a clean table: what counts, what is set aside, and why."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from tests.support.specimens import HAND_KEPT

from hustings.errors import InputError
from hustings.importers import recognise, sources
from hustings.importers.sheetcells import is_web_address
from hustings.schema import CLEAN
from hustings.schema.keeping import KEEPING


def test_every_clean_table_that_is_not_our_own_books_has_an_importer():
    filled = {table for source in sources().values() for table in source.tables}
    assert set(CLEAN) - filled == {table.name for table in KEEPING}


@pytest.mark.parametrize("name", HAND_KEPT)
def test_a_workbook_says_what_its_csv_says(read, specimen, received, name):
    from openpyxl import Workbook

    text = specimen(name).path.read_text("utf-8-sig")
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["only a note"])
    sheet = book.create_sheet("Answers")
    for row in csv.reader(io.StringIO(text)):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    as_csv, as_xlsx = read(name), read(received(out.getvalue(), "sheet.xlsx"))
    assert as_xlsx.source == as_csv.source == HAND_KEPT[name]
    for table in sources()[as_csv.source].tables:
        assert len(as_csv.table(table)) or as_csv.aside  # nobody lists the booth of the youth slots
        assert as_xlsx.table(table).equals(as_csv.table(table))
    assert as_xlsx.aside == as_csv.aside


@pytest.mark.parametrize("name", HAND_KEPT)
def test_headers_in_other_letters_spaces_and_marks_are_the_same_headers(
    read, specimen, received, name
):
    header, rows = specimen(name).path.read_text("utf-8-sig").split("\n", 1)
    cells = next(csv.reader([header]))
    joined = [cell if "/" in cell else cell.replace(" ", "_") for cell in cells]
    odd = ",".join(f'"  {cell.upper()} : "' for cell in joined)
    again = read(received(f"{odd}\n{rows}"))
    assert again.source == HAND_KEPT[name]
    for table in sources()[again.source].tables:
        assert again.table(table).equals(read(name).table(table))


def test_a_hint_in_brackets_how_to_answer_is_no_part_of_the_question(read, received):
    header = "Event code,Mobile (10 digits),Present (Yes / No),Fee paid (in ₹),Modules (if any)"
    found = read(received(f"{header}\nCAMP-1,9876543210,yes,100,2\n"))
    assert found.source == "attendance"
    (row,) = found.table("attendance").to_dict("records")
    assert (row["fee_paid"], row["modules_passed"]) == (100, 2)
    assert not found.assumed


@pytest.mark.parametrize("header", ["Present (in %)", "Present (last year)"])
def test_brackets_that_say_what_is_counted_are_part_of_it(received, header):
    with pytest.raises(InputError):
        recognise(received(f"Event code,Mobile,{header}\nCAMP-1,9876543210,80\n"))


def test_a_fee_that_is_a_sum_of_fees_is_none_of_a_camp(read, received):
    found = read(
        received("Code,Type,Unit,Date,Fee (total collected)\nC-1,camp,IN-JH,2026-11-14,9000\n")
    )
    assert found.table("events")["fee"].isna().all()


BY_TABLE = {
    "events": "CAMP-1,camp,IN-JH-AC-065,2026-11-14,2026-11-16,100,3",
    "attendance": "CAMP-1,9876543210,yes,100,2",
    "directives": "D-1,2026-11-09,2026-11-16,IN-JH,acts,Visit every booth",
    "messages_central": "M-1,2026-11-09,Roads were repaired,https://example.org/a",
    "claims": "C-1,No road was built,2026-11-09,open,https://example.org/b",
    "rebuttals": "C-1,2026-11-09T12:00:00,https://example.org/c,x:2074000000000000001",
    "ratings": "CAMP-1,9876543210,Suresh,Booth work,4",
    "appointments": "9876543210,IN-JH-AC-065,Convenor,2024-04-01,2026-04-01",
    "recommendations": "R-1,IN-JH,Train them,Convenor,Agreed,2026-12-01,done,https://example.org/d",
    "elections": "vidhan_sabha-2024,IN-JH-AC-065,Ram Kumar,ours,1000",
    "booths": "IN-JH-AC-065,10,the list of 2026",
    "accounts": "x:nadi,x,nadi,Nadi,ours,IN-JH,unit",
    "groups": "whatsapp:kanke team,whatsapp,Kanke Team,IN-JH-AC-065,yes",
}


@pytest.mark.parametrize("table", BY_TABLE)
def test_a_sheet_may_have_the_clean_tables_own_names(read, received, table):
    header = ",".join(CLEAN[table].names)
    found = read(received(f"{header}\n{BY_TABLE[table]}\n"))
    rows = found.table(table)
    assert found.aside == {}
    assert len(rows) == 1
    assert rows.drop(columns="line").notna().all(axis=None)


def test_a_camp_has_its_fee_and_its_modules(read):
    found = read("events_ends_before_it_begins.csv")
    camps = found.table("events").set_index("event")
    assert camps.loc["CAMP-1", ["type", "fee", "modules"]].tolist() == ["camp", 100.0, 3]
    assert camps.loc["CAMP-1", "held_on"] == date(2026, 11, 14)
    assert camps.loc["CAMP-4", "fee"] == 0  # said to be free
    assert camps.loc["CAMP-4", "held_on"] > date(2026, 11, 22)  # a planned one
    assert found.aside == {
        3: "the last day lies before the first",
        4: "Nobody knows a unit called this name",
        6: "nothing is filled in under 'Event code'",
        7: "'Fee' is not a number",
    }


def test_a_register_counts_only_people_of_the_roster(read, pseudonyms):
    found = read("attendance_by_strangers.csv")
    came = found.table("attendance")
    assert came["worker"].tolist() == [
        pseudonyms.of("phone", "+919876543210"),  # a float
        pseudonyms.of("phone", "+919876543211"),  # two numbers in the cell
    ]
    assert set(came["event"]) == {"CAMP-1"}  # however the code was typed
    assert came["attended"].tolist() == [True, False]
    assert came["fee_paid"].tolist() == [100, 0]
    assert came["modules_passed"][0] == 2
    assert came["modules_passed"].isna().tolist() == [False, True]
    assert found.aside[4] == "nobody on the roster has this number"
    assert found.aside[6] == "'Present' is neither yes nor no"


def test_of_answers_given_again_the_last_sent_counts_and_the_others_are_told(read, pseudonyms):
    found = read("ratings_answered_again.csv")
    scores = found.table("ratings")
    assert scores["line"].tolist() == [3, 5]  # sent last, though line 4 stands below it
    assert scores["score"].tolist() == [2, 3]
    again = "the same is answered again further on, and the last answer counts"
    assert found.aside[2] == found.aside[4] == again
    assert "line 3 counts" in found.fixes[2]


def test_raters_and_speakers_are_pseudonyms_and_minors_are_set_aside(read, pseudonyms):
    found = read("ratings_answered_again.csv")
    scores = found.table("ratings")
    assert scores["rater"][0] == pseudonyms.of("phone", "+919876543210")
    assert scores["speaker"].nunique() == 1
    said = found.everything()
    assert "suresh" not in said.casefold()
    assert "9876543210" not in said
    assert found.aside[6] == "nobody attests that the rater is 18 or older"
    assert found.aside[7].endswith("is not a number")


def test_the_newest_line_of_a_directive_counts(read):
    found = read("directives_listed_twice.csv")
    listed = found.table("directives").set_index("directive")
    assert listed.loc["D-1", "due_on"] == date(2026, 11, 23)
    assert listed.loc["D-2", "summary"] == "<script>alert(1)</script>"  # kept; escaped when shown
    assert found.aside[5] == "the date lies in the future"  # none is issued ahead


def test_only_web_addresses_are_links(read):
    found = read("central_messages_link_is_a_script.csv")
    assert found.table("messages_central")["link"].tolist()[0].startswith("https://example.org")
    assert found.table("messages_central")["line"].tolist() == [2, 5]
    assert set(found.aside.values()) == {"this is not the address of a web page"}


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org",
     "example.org", "https://", "https://a b.org", 'https://a.org/"onload="x', "https://a.org/<b>", "https://[x/",
     "http://localhost", "ftp://a.org/x", "https://a.org/\u0000", "https://a.org/" + "x" * 2000],
)  # fmt: skip
def test_what_only_looks_like_an_address_is_none(text):
    assert not is_web_address(text)


@pytest.mark.parametrize(
    "text", ["https://example.org/a?b=1#c", "HTTP://EXAMPLE.ORG", "https://उदाहरण.भारत/पथ"]
)
def test_web_addresses_are_known(text):
    assert is_web_address(text)


def test_claims_and_their_answers_share_a_code(read):
    claims = read("claims_status_in_hindi.csv")
    answers = read("rebuttals_evidence_is_no_link.csv").table("rebuttals")
    assert claims.table("claims")["claim"].tolist() == answers["claim"].tolist() == ["C-1", "C-2"]
    assert claims.table("claims")["status"].tolist() == ["open", "answered"]
    assert claims.table("claims")["evidence"].tolist()[0] == "https://example.org/post/7"
    assert claims.table("claims")["evidence"].isna().tolist() == [False, True]
    assert claims.aside[6] == "'स्थिति' holds an unknown word"
    assert claims.aside[7] == "this is not the address of a web page"
    assert answers["post"].tolist() == ["x:2074000000000000001", "x:2074000000000000002"]
    assert answers["published_at"][1] == datetime(2026, 11, 10, 6, 30, tzinfo=UTC)  # noon


@pytest.mark.parametrize("between", [" ", ", ", "\n", ";", ","])
def test_several_links_in_a_cell_are_all_evidence(read, received, between):
    cell = between.join(["https://example.org/a?ids=1,2", "https://example.org/b"])
    rows = (
        f'C-1,No road,2026-11-09,"{cell}"\nC-2,No bridge,2026-11-09,"{cell}{between}seen on TV"\n'
    )
    found = read(received(f"Claim code,Claim text,First seen,Evidence\n{rows}"))
    assert found.table("claims")["evidence"].tolist() == [
        "https://example.org/a?ids=1,2 https://example.org/b"
    ]
    assert set(found.aside.values()) == {"this is not the address of a web page"}


def test_evidence_that_is_no_link_sets_its_row_aside_to_be_mended(read):
    found = read("rebuttals_evidence_is_no_link.csv")
    assert found.aside == {
        4: "this is not the address of a web page",
        5: "this is not the address of a web page",
        6: "the address is of no platform we know",
        7: "the date lies in the future",
    }
    assert "https://" in found.fixes[4]


def test_appointments_are_of_people_on_the_roster(read):
    found = read("appointments_of_strangers.csv")
    held = found.table("appointments")
    assert held["line"].tolist() == [3]
    assert held["until_on"].isna().all()
    assert "rounded the number" in found.aside[2]
    assert found.aside[4] == "nobody on the roster has this number"
    assert found.aside[5] == "the last day lies before the first"
    assert found.aside[6] == "nothing is filled in under 'Post'"


def test_recommendations_keep_their_newest_state(read):
    found = read("recommendations_status_unknown.csv")
    listed = found.table("recommendations").set_index("recommendation")
    assert listed["status"].to_dict() == {"R-2": "proposed", "R-1": "done"}
    assert listed.loc["R-1", "evidence"] == "https://example.org/minutes"
    assert found.aside[4] == "'Status' holds an unknown word"


def test_two_candidates_of_one_name_stay_two(read):
    found = read("elections_two_candidates_of_one_name.csv")
    results = found.table("elections")
    assert results["candidate"].tolist()[:2] == ["Ram Kumar", "Ram Kumar (2)"]
    assert results["votes"].tolist()[:2] == [101234, 512]
    assert results["unit"].tolist()[2] == "IN-JH-AC-063"
    assert set(found.aside) == {6, 7, 8}


@pytest.mark.parametrize(
    ("asked", "election", "seat"),
    [
        ("Constituency", "lok_sabha-2024", "IN-JH-PC-08"),
        ("Constituency", "Lok Sabha 2024", "IN-JH-PC-08"),
        ("सीट", "लोकसभा 2024", "IN-JH-PC-08"),
        ("PC Name", "2024", "IN-JH-PC-08"),
        ("Constituency", "vidhan_sabha-2024", "IN-JH-AC-063"),
        ("Constituency", "General Election to Vidhan Sabha 2024", "IN-JH-AC-063"),
        ("AC Name", "GE 2024", "IN-JH-AC-063"),  # Parliament's votes, counted assembly by assembly
        ("Constituency", "2024", "IN-JH-AC-063"),
    ],
)
def test_a_seat_is_of_the_house_that_was_polled_for(read, received, asked, election, seat):
    found = read(received(f"Election,{asked},Candidate,Votes\n{election},Ranchi,Ram Kumar,9\n"))
    assert found.table("elections")["unit"].tolist() == [seat]


def test_a_stay_is_one_act_a_night_in_the_week_of_each_night(read):
    found = read("pravas_across_two_weeks.csv")
    acts = found.table("activity")
    assert acts["act"].unique().tolist() == ["pravas_stay"]
    assert acts["line"].tolist() == [2, 2, 2, 3]
    assert acts["done_at"].dt.isocalendar().week.tolist() == [46, 46, 47, 47]
    assert acts["people_met"].sum() == 40  # met once, not once a night
    assert found.aside[4] == "the nights and the days of the stay disagree"
    assert found.aside[5] == "the stay ends before it begins"
    assert found.aside[6] == "nobody on the roster has this number"


def test_a_night_noted_on_the_daily_form_as_well_bears_the_same_key_but_for_its_sending(
    read, received
):
    form = (
        "Timestamp,Mobile,Where did you work?,Date of work,What did you do?\n"
        "2026/11/18 9:00:00 AM GMT+5:30,9876543211,IN-JH-AC-063,17/11/2026,Pravas stay\n"
    )
    key = [name for name in CLEAN["activity"].key if name != "recorded_at"]
    by_form = read(received(form)).table("activity")[key]
    by_list = read("pravas_across_two_weeks.csv").table("activity")[key]
    assert by_form.iloc[0].tolist() == by_list.iloc[3].tolist()


def test_a_phase_of_a_poll_is_an_occasion_whatever_its_kind_is_called(read):
    found = read("occasions_kind_in_hindi.csv")
    rows = found.table("occasions")
    assert rows["kind"].tolist() == ["poll", "model_code", "exam"]
    assert rows["unit"].tolist() == ["IN-JH", "IN-JH", "IN-JH-D-339"]
    assert len(found.aside) == 1
