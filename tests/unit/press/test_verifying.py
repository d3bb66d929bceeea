"""A page printed again is the same to the byte, or it is said how it is not."""

import shutil

import pytest
from tests.support.printing import SEATS, open_office

from hustings.press.verifying import verify

FIRST, SECOND, THIRD = SEATS


@pytest.fixture
def office(tmp_path):
    return open_office(tmp_path)


def verdicts(office, runs):
    told = list(verify(runs, office.settings, lambda *_: office.told))
    return {each.run.unit: (each.verdict, each.told) for each in told}


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
    runs = office.print()
    office.told.page = lambda task: f"{task.title} and a clock"
    verdict, told = verdicts(office, runs)[FIRST]
    assert verdict == "differs"
    assert told.startswith("at letter ")
    assert "and a clock" in told


def test_a_changed_notebook_is_named_as_a_reason(office):
    runs = office.print()
    path = office.briefings["seat"].path
    path.write_text(f"{path.read_text('utf-8')} ", "utf-8")
    office.told.page = lambda task: f"another {task.run}"
    _, told = verdicts(office, runs)[FIRST]
    assert told.startswith("other notebook than then; at letter 0")


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
