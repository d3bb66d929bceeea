"""What came before the lists it refers to is read again when they come: the order never matters."""

import os

import pytest
from tests.support.depth import only_thorough
from tests.support.office import FORM, NOW, PANCHAYATS, ROSTER, Office, answer, person, said

from hustings.intake import import_files
from hustings.intake.due import PERSONS
from hustings.intake.reading import LISTS
from hustings.schema import CLEAN
from hustings.store import Pin

ASHA, RAVI, MEENA = "9876543210", "9123456789", "9000000001"
TABLES = ("activity", "messages", "memberships", "reports_received", "quarantine", "workers",
          "aliases", "groups", "group_exports")  # fmt: skip

UNITS = ("units.csv", PANCHAYATS)
ROLL = ("roster.csv", ROSTER + person("Asha Devi", ASHA, others="Asha Didi")
        + person("Ravi Kumar", f"{RAVI} / {MEENA}", unit="P2", consent="no"))  # fmt: skip
WORK = ("form.csv", FORM + answer(ASHA) + answer(MEENA, unit="P2") + answer("9999999999"))
GROUP = ("groups.csv", "Group,Platform,Unit,Official\nRampur Team,whatsapp,P1,no\n")
CHAT = ("WhatsApp Chat with Rampur Team.txt",
        "09/11/26, 10:00 - Asha Didi added Meena\n"
        + said("Asha Didi", "naya kaam shuru", at="09/11/26, 10:15")
        + said("+91 91234 56789", "theek hai", at="09/11/26, 10:16")
        + said("Ravi Kumar", "ek aur baat", at="09/11/26, 10:17")
        + said("Somebody Else", "kaun hai", at="13/11/26, 10:18"))  # fmt: skip
ASKED = "Timestamp,Your mobile number,Unit reporting,Week of the report,Report link\n"
REPORT = (
    "reports.csv",
    f"{ASKED}2026/11/09 1:28:19 PM GMT+5:30,{MEENA},IN-JH-AC-012,2026-W45,\n",
)


@pytest.fixture
def offices(tmp_path, root, monkeypatch):
    """Gives new offices that share one key."""

    def make(name):
        (tmp_path / name).mkdir()
        office = Office.at(tmp_path / name, root, monkeypatch)
        monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
        return office

    return make


@pytest.fixture
def lists_first(offices):
    """Everything in the order that asks for no second reading."""
    office = offices("straight")
    for each in (UNITS, ROLL, GROUP, WORK, CHAT, REPORT):
        office.take(each)
    return office


@pytest.mark.parametrize(
    "order",
    [
        (UNITS, WORK, CHAT, REPORT, GROUP, ROLL),
        pytest.param((CHAT, WORK, REPORT, ROLL, GROUP, UNITS), marks=only_thorough),
    ],
)
def test_whatever_comes_first_the_store_is_the_same(offices, lists_first, order):
    office = offices("other")
    for each in order:
        office.take(each)
    assert office.content(*TABLES) == lists_first.content(*TABLES)
    assert len(office.rows("activity")) == 2
    assert len(office.rows("files")) == len(order)


def test_a_form_before_the_roster_is_told_of_when_it_is_read_again(offices):
    office = offices("one")
    office.take(UNITS)
    first = office.take(WORK)
    assert (first.counts()["stored"], first.counts()["quarantined"]) == (0, 3)
    then = office.take(ROLL)
    again = [file for file in then.files if file.read_again]
    assert [file.name for file in again] == ["form.csv"]
    assert (again[0].stored, len(again[0].set_aside)) == (2, 1)
    assert len(office.rows("quarantine")) == 1  # who is still on no roster
    assert office.take(ROLL).files[0].seen_before


def test_a_roster_that_changes_nothing_has_nothing_read_again(lists_first):
    longer = ROLL[1] + person("Nobody Yet", "9888888888")
    assert not [f for f in lists_first.take(("newer.csv", longer)).files if f.read_again]


def test_a_stranger_on_a_newer_roster_has_only_the_files_with_his_rows_read_again(lists_first):
    longer = ROLL[1] + person("Somebody", "9999999999")
    outcome = lists_first.take(("newer.csv", longer))
    assert [file.name for file in outcome.files if file.read_again] == ["form.csv"]
    assert len(lists_first.rows("activity")) == 3


def test_a_form_that_is_given_again_with_the_roster_is_read_once(offices):
    office = offices("one")
    office.take(UNITS, WORK)
    outcome = office.take(ROLL, WORK)
    assert sorted((file.name, file.read_again) for file in outcome.files) == [
        ("form.csv", True), ("roster.csv", False),
    ]  # fmt: skip
    assert len(office.rows("activity")) == 2


def test_a_kept_copy_that_is_gone_is_named_and_its_rows_stay(offices):
    office = offices("one")
    office.take(UNITS, WORK)
    book = office.rows("files").set_index("name").loc["form.csv"]
    (office.data / "raw" / book["sha256"][:2] / f"{book['sha256']}.csv").unlink()
    outcome = office.take(ROLL)
    (failed,) = outcome.failed
    assert "kept copy of a file is gone" in str(failed.error)
    assert len(office.rows("quarantine")) == 3
    assert len(office.rows("workers")) == 2


def test_a_reading_again_that_is_cut_off_is_done_by_the_next_import(offices, monkeypatch):
    office = offices("one")
    office.take(UNITS, WORK)
    before = office.content(*TABLES)

    def cut_off(pin, folder):
        raise KeyboardInterrupt

    monkeypatch.setattr(Pin, "write", cut_off)
    with pytest.raises(KeyboardInterrupt):
        office.take(ROLL)
    monkeypatch.undo()
    assert office.content(*TABLES) == before
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(office.folder.parent.parent / "key"))
    import_files([office.put(*ROLL)], office.settings, now=NOW)
    assert len(office.rows("activity")) == 2


def test_an_older_roster_read_later_does_not_override_the_newer_one(offices):
    office = offices("one")
    older = office.put("older.csv", ROSTER + person("Asha Devi", ASHA, consent="yes"))
    os.utime(older, (NOW.timestamp() - 90_000,) * 2)
    office.take(UNITS, ("newer.csv", ROSTER + person("Asha Devi", ASHA, consent="no")))
    office.take(older, CHAT)
    assert office.rows("workers")["consent"].tolist() == [False]
    assert office.rows("messages")["text"].isna().all()


def test_every_column_about_a_person_is_looked_at():
    described = {
        (table.name, column.name)
        for table in CLEAN.values()
        if table.name not in (*LISTS, "identities", "quarantine")
        for column in table.columns
        if column.meaning.startswith("pseudonym")
    }
    assert described == set(PERSONS)
