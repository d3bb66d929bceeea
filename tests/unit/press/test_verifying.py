"""A page printed again is the same to the byte, or it is said how it is not."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from tests.support.printing import MONDAY, SEATS, open_office

from hustings.page.spotting import Place
from hustings.press import verifying
from hustings.press.binding import Otherwise
from hustings.press.making import digest
from hustings.press.verifying import Verifier

FIRST, SECOND, THIRD = SEATS


@pytest.fixture
def office(tmp_path):
    return open_office(tmp_path)


def verified(office, runs):
    verifier = Verifier(office.settings, office.ledger, lambda *_: office.told)
    return {each.run.unit: each for each in verifier.verify(runs)}


def verdicts(office, runs):
    return {unit: (each.verdict, each.told) for unit, each in verified(office, runs).items()}


def test_what_comes_out_the_same_is_said_to(office):
    runs = office.print()
    before = {path: path.stat().st_mtime_ns for path in office.folder.rglob("*.html")}
    assert {verdict for verdict, _ in verdicts(office, runs).values()} == {"same"}
    after = {path: path.stat().st_mtime_ns for path in office.folder.rglob("*.html")}
    assert after == before
    assert not list(office.settings.folders.data.glob("tmp*"))


def test_a_page_changed_or_taken_away_in_the_reports_is_found(office):
    runs = office.print()
    office.page("seat", FIRST).write_text("changed", "utf-8")
    office.page("seat", SECOND).unlink()
    found = verdicts(office, runs)
    assert found[FIRST] == ("altered", "the page in the reports is another one")
    assert found[SECOND] == ("altered", "the page in the reports is gone")
    assert found[THIRD] == ("same", "")


def test_a_page_that_comes_out_otherwise_is_shown_at_its_first_difference(office):
    office.told.page = lambda task: f"<main><h2>Reach</h2><p>It was {task.parameters['unit']}</p>"
    runs = office.print()
    office.told.page = lambda _: "<main><h2>Reach</h2><p>It was 7</p>"
    found = verified(office, runs)[FIRST]
    assert found.verdict == "differs"
    assert found.otherwise == ()  # nothing on record is another
    assert found.place == Place("Reach", f"It was {FIRST}", "It was 7")


def test_the_page_before_is_taken_from_its_own_folder_where_the_reports_have_another(office):
    runs = office.print()
    office.page("seat", FIRST).write_text("changed", "utf-8")
    office.told.page = lambda _: "<p>another</p>"
    assert verified(office, runs)[FIRST].place.then.startswith("seat 2026-W46")
    shutil.rmtree(office.settings.folders.data / "runs")
    assert verified(office, runs)[FIRST].place is None


def test_settings_changed_since_are_named_with_what_they_were_and_are(office):
    runs = office.print()
    limits = office.settings.freshness.model_copy(update={"whatsapp": 7})
    office.settings = office.settings.model_copy(update={"freshness": limits})
    office.told.page = lambda task: f"another {task.run}"
    found = verified(office, runs)[FIRST]
    assert found.otherwise == (Otherwise("settings", "[freshness] whatsapp", "36500", "7"),)


def test_settings_that_no_page_shows_are_not_named(office):
    runs = office.print()
    press = office.settings.press.model_copy(update={"workers": 7})
    campaign = office.settings.campaign.model_copy(update={"spoken": "hi"})
    office.settings = office.settings.model_copy(update={"press": press, "campaign": campaign})
    office.told.page = lambda task: f"another {task.run}"
    assert verified(office, runs)[FIRST].otherwise == ()


def test_notebook_code_and_packages_are_named_when_they_are_others(office, monkeypatch):
    runs = office.print()
    path = office.briefings["seat"].path
    path.write_text(f"{path.read_text('utf-8')} ", "utf-8")
    monkeypatch.setattr(verifying, "code_version", lambda: "9.9+1")
    monkeypatch.setattr(verifying, "environment_digest", lambda: "other")
    office.told.page = lambda task: f"another {task.run}"
    found = verified(office, runs)[FIRST]
    assert [each.what for each in found.otherwise] == ["notebook", "code", "packages"]
    assert (found.otherwise[1].then, found.otherwise[1].now) == (runs[0].code, "9.9+1")


def test_a_later_page_in_its_place_is_named_with_what_it_was_printed_for(office):
    runs = office.print()
    later = MONDAY + timedelta(hours=2)
    again = office.print(moment=later, again=True)
    office.page("seat", FIRST).write_text("a later page", "utf-8")
    with closing(sqlite3.connect(office.ledger.path)) as db, db:
        of_later = digest("a later page"), again[0].id
        db.execute("UPDATE runs SET page = ? WHERE id = ?", of_later)
    found = verified(office, runs)[FIRST]
    assert (found.verdict, found.other.id) == ("altered", again[0].id)
    assert found.otherwise == (
        Otherwise("moment", then="2026-11-16T01:30+00:00", now="2026-11-16T03:30+00:00"),
    )


def test_a_notebook_that_cannot_be_read_any_more_keeps_no_other_from_being_compared(office):
    runs = office.print()
    office.briefings["seat"].path.write_text("{", "utf-8")
    found = verdicts(office, runs)
    assert found[FIRST] == ("unprintable", "This is not a notebook.")
    assert found["IN-JH"] == ("same", "")


def test_a_page_that_cannot_be_printed_any_more_is_said_with_the_reason(office):
    runs = office.print()
    office.told.endings = {FIRST: ["failed"]}
    found = verdicts(office, runs)
    assert found[FIRST] == ("unprintable", "told to")
    assert found[SECOND][0] == "same"
    shutil.rmtree(office.edition.folder)
    gone = verdicts(office, runs)
    assert {verdict for verdict, _ in gone.values()} == {"unprintable"}
    assert office.edition.id in gone[FIRST][1]
