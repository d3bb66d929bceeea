"""The roster: who is one person, who shares a number, and what never leaves the file."""

import re

import pytest

from hustings.errors import RefusedError


def worker(pseudonyms, number):
    return pseudonyms.of("phone", f"+91{number}")


def test_two_people_on_one_phone_are_both_set_aside_without_their_names(read, pseudonyms):
    found = read("roster_two_people_on_one_phone.csv")
    said = "several people have one number: lines 3, 4"
    assert found.aside == {3: said, 4: said}
    assert set(found.table("workers")["worker"]) == {
        worker(pseudonyms, 9876543211),
        worker(pseudonyms, 9876543213),
    }


def test_a_hindi_header_and_hindi_answers_are_read(read, pseudonyms):
    found = read("roster_hindi_header.csv")
    workers = found.table("workers")
    assert found.source == "roster"
    assert workers["worker"].tolist() == [
        worker(pseudonyms, 9876543211),
        worker(pseudonyms, 9876543212),
    ]
    assert workers["unit"].tolist() == ["IN-JH-AC-063", "IN-JH-B-3223"]
    assert workers["consent"].tolist() == [True, False]
    assert workers["post_held"][0] == "सीट संयोजक"
    assert str(workers["since"][0]) == "2024-06-15"
    assert not found.aside


def test_only_a_clear_yes_that_was_not_taken_back_is_consent(read, received):
    """
    yes | haan | later | (empty) | yes, taken back on a day | yes, taken back: no
    """
    rows = ("yes,", "haan,", "later,", ",", "yes,01/11/2026", "yes,no")
    text = "Name,Phone,Unit,18 or older,Consent,Consent withdrawn on\n" + "".join(
        f"Asha {'ABCDEF'[n]},987654321{n},IN-JH-AC-065,yes,{said}\n" for n, said in enumerate(rows)
    )
    found = read(received(text, "roster.csv"))
    consent = found.table("workers")["consent"].tolist()
    assert consent == [True, True, False, False, False, True]
    assert any("1 answer(s) about consent are neither yes nor no" in what for what in found.assumed)


def test_a_column_on_withdrawal_alone_is_no_consent(read, received):
    text = "Name,Phone,Unit,18 or older,Consent withdrawn\nAsha,9876543210,IN-JH-AC-065,yes,yes\n"
    assert read(received(text, "roster.csv")).table("workers")["consent"].tolist() == [False]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (3, "nobody attests that the person is 18 or older"),
        (4, "the person is under 18"),
        (5, "the person is under 18"),
        (6, "no usable phone: the sheet has rounded the number"),
        (7, "no usable phone: not a phone number"),
        (8, "Nobody knows a unit called this name"),
        (9, "this name may be any of 2 units: Dumri (block in Giridih"),
        (10, "the last day lies before the first"),
        (11, "there is no name"),
        (12, "there is no such day in the calendar"),
        (13, "no unit is given"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_reason(read, line, reason):
    found = read("roster_bad_rows.csv")
    assert found.aside[line].startswith(reason)
    assert found.fixes[line]


def test_the_nearest_unit_is_offered(read):
    assert "Did you mean Kanke" in read("roster_bad_rows.csv").fixes[8]


def test_rows_of_one_person_are_merged(read, pseudonyms):
    found = read("roster_one_person_three_rows.csv")
    asha, guddi = found.table("workers").to_dict("records")
    assert asha["worker"] == worker(pseudonyms, 9876543211)
    assert asha["unit"] == "IN-JH-B-3223"  # of the newest post
    assert asha["post_held"] == "Block Coordinator"
    assert str(asha["since"]) == "2023-06-15"
    assert guddi["worker"] == worker(pseudonyms, 9876543214)
    posts = found.table("appointments")
    assert posts["unit"].tolist()[:2] == ["IN-JH-AC-065", "IN-JH-B-3223"]
    assert found.assumed["rows with one number and one name are one person"] == (
        "3 rows are 1 person(s)"
    )


def test_further_names_and_numbers_are_aliases_and_a_shared_name_names_nobody(read, pseudonyms):
    aliases = read("roster_one_person_three_rows.csv").table("aliases")
    owner = dict(zip(aliases["alias"], aliases["worker"], strict=True))
    asha = worker(pseudonyms, 9876543211)
    assert owner[pseudonyms.of("name", "asha kanchanpuri")] == asha
    assert owner[pseudonyms.of("name", "asha didi")] == asha
    assert owner[pseudonyms.of("phone", "+919876543212")] == asha
    assert owner[pseudonyms.of("name", "guddi")] == ""  # Asha's nickname and another's name


def test_a_name_another_roster_gave_to_somebody_else_names_nobody(read, context, pseudonyms):
    from dataclasses import replace

    from hustings.roster import People

    name = pseudonyms.of("name", "asha kanchanpuri")
    known = replace(context, people=People(pseudonyms, aliases={name: "somebody else"}))
    aliases = read("roster_one_person_three_rows.csv", known).table("aliases")
    owner = dict(zip(aliases["alias"], aliases["worker"], strict=True))
    assert owner[name] == ""


@pytest.mark.parametrize(
    "name",
    [
        "roster_two_people_on_one_phone.csv",
        "roster_hindi_header.csv",
        "roster_bad_rows.csv",
        "roster_one_person_three_rows.csv",
    ],
)
def test_no_name_and_no_number_is_yielded(read, tables_folder, name):
    said = read(name).everything()
    assert not re.search(r"[6-9]\d{9}|\d{5}[ -]\d{5}", said)
    for person in re.findall(
        r"^(?:[१२],)?([A-Z][a-z]+ +\w+|\w+ \w+),",
        (tables_folder / name).read_text("utf-8"),
        re.MULTILINE,
    ):
        assert person not in said
        assert person.casefold() not in said.casefold()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("roster_with_voter_ids.csv", "voter identity"),
        ("form_asks_whom_people_vote_for.csv", "vote intention"),
    ],
)
def test_a_file_about_voters_is_refused_whole(read, name, kind):
    with pytest.raises(RefusedError) as caught:
        read(name)
    assert kind in caught.value.where
    assert "Remove the column" in caught.value.fix


@pytest.mark.parametrize(
    "column",
    [
        "EPIC", "Voter ID", "voter_id_no", "Voter card number", "आधार नंबर", "Aadhaar", "Aadhar No",
        "Adhar", "जाति", "Caste", "Sub-caste", "SC/ST", "OBC?", "Religion", "धर्म", "मजहब",
        "मज\u093cहब", "Vote intention", "Will they vote for us?", "किसे वोट देंगे?",
        "मतदाता पहचान पत्र", "Political leaning", "party-preference",
    ],
)  # fmt: skip
def test_columns_about_voters_are_refused_in_any_spelling(read, received, column):
    text = f"Name,Phone,Unit,18 or older,{column}\nAsha,9876543211,IN-JH-AC-065,yes,x\n"
    with pytest.raises(RefusedError):
        read(received(text))


@pytest.mark.parametrize(
    "column",
    ["Broadcast", "Forecast", "Epicentre", "धर्मशाला", "काम के आधार पर", "Votes polled", "Audience"],
)
def test_innocent_columns_are_not_refused(read, received, column):
    text = f"Name,Phone,Unit,18 or older,{column}\nAsha,9876543211,IN-JH-AC-065,yes,x\n"
    assert len(read(received(text)).table("workers")) == 1


@pytest.mark.parametrize("value", ["ABC{n}234567", "{n}364 1234 567"])
def test_numbers_of_voter_cards_and_aadhaar_are_refused_under_any_header(read, received, value):
    from hustings.importers.tabular.refuse import _is_aadhaar

    cells = []
    for n in range(2, 9):
        cell = value.format(n=n)
        digits = range(10) if "ABC" not in cell else ()
        last = [k for k in digits if _is_aadhaar(cell.replace(" ", "") + str(k))]
        cells.append(cell + "".join(map(str, last)))  # the checksum fits one digit
    rows = "".join(
        f"Person {n},98765432{n:02d},IN-JH-AC-065,yes,{cell}\n" for n, cell in enumerate(cells, 11)
    )
    with pytest.raises(RefusedError, match="voters"):
        read(received("Name,Phone,Unit,18 or older,Number\n" + rows))


def test_phones_with_the_country_code_are_not_taken_for_aadhaar(read, received):
    rows = "".join(f"Person {n},9198765432{n},IN-JH-AC-065,yes\n" for n in range(11, 40))
    found = read(received("Name,Phone,Unit,18 or older\n" + rows))
    assert len(found.table("workers")) == 29


def test_excel_phones_as_numbers_and_real_dates_are_read(read, received, tmp_path, pseudonyms):
    from datetime import date

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["Workers of the block, as of November"])
    sheet.append([])
    sheet.append(["Name", "Phone", "Unit", "Post", "Since", "18 or older"])
    sheet.append(["Asha Kanchanpuri", 9876543211.0, "IN-JH-AC-065", None, date(2024, 6, 15), 34])
    sheet.append([None, None, None])
    sheet.append(["Birju Sonpuria", 9876543212, "Kanke block", "Volunteer", None, "yes"])
    path = tmp_path / "roster.xlsx"
    book.save(path)
    found = read(received(path.read_bytes(), "roster.xlsx"))
    workers = found.table("workers")
    assert workers["worker"].tolist() == [
        worker(pseudonyms, 9876543211),
        worker(pseudonyms, 9876543212),
    ]
    assert workers["line"].tolist() == [4, 6]  # the sheet's own row numbers
    assert str(workers["since"][0]) == "2024-06-15"
