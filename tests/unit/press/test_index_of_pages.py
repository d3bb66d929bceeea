"""The index, the pages of earlier periods and the feed say what is there, and what is not."""

import re
import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from tests.support import two_editions
from tests.support.archive import LAST, NEW, OLD, SEAT, open_archive

from hustings.page.feed import ATOM
from hustings.press.index import write_index
from hustings.press.listing import Newest, statuses_of

FIRST, SECOND = two_editions.FIRST, two_editions.SECOND


@pytest.fixture
def office(tmp_path):
    return open_archive(tmp_path)


def soup(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def links(path):
    return {a["href"] for a in soup(path).select("main a, footer a")}


def test_each_earlier_period_has_its_own_page_that_the_index_leads_to(office):
    for period in (OLD, LAST, NEW):
        office.print(period, f"{SEAT}.hi", edition=SECOND)
    index = write_index(office.settings, office.edition)
    assert {f"archive-{LAST}.html", f"archive-{OLD}.html", "feed.xml"} < links(index)
    assert not (office.reports / f"archive-{NEW}.html").exists()
    old = links(office.reports / f"archive-{OLD}.html")
    assert old == {f"w/{OLD}/{SEAT}.hi.html", "feed.xml"}
    for path in office.reports.glob("*.html"):
        for href in links(path):
            assert (office.reports / href).exists(), f"{path.name}: {href}"


def test_a_period_without_pages_loses_its_page(office):
    office.print(OLD, f"{SEAT}.hi", edition=SECOND)
    office.print(NEW, f"{SEAT}.hi", edition=SECOND)
    write_index(office.settings, office.edition)
    gone = office.reports / "w" / OLD / f"{SEAT}.hi.html"
    write_index(office.settings, office.edition, without={gone})
    assert not (office.reports / f"archive-{OLD}.html").exists()
    assert gone.exists()  # whoever asked for this takes it away


def test_a_page_that_failed_is_shown_as_missing_with_its_state(office):
    office.print(NEW, f"{SEAT}.hi", edition=SECOND)
    office.print(NEW, f"{SEAT}.en", edition=SECOND, state="timed_out")
    office.print(NEW, "IN-JH.en", edition=SECOND, state="failed")
    page = soup(write_index(office.settings, office.edition))
    assert {a["href"] for a in page.select("main a")} == {f"w/{NEW}/{SEAT}.hi.html"}
    told = {em.get_text() for em in page.select(".lines em")}
    assert told == {"बहुत समय लगा · took too long", "तैयार नहीं हो सकी · could not be printed"}
    assert len(page.select("main s")) == 2


def test_a_page_whose_newest_try_failed_is_still_there_and_says_so(office):
    office.print(NEW, f"{SEAT}.hi", edition=SECOND)
    office.print(NEW, f"{SEAT}.hi", edition=SECOND, state="stale", days=-1)
    page = soup(write_index(office.settings, office.edition))
    assert len(page.select("main a")) == 1
    assert "data too old" in page.main.get_text()


@pytest.mark.parametrize(("days", "marks"), [(10, 1), (11, 0)])
def test_nothing_is_marked_that_was_too_old_when_the_page_was_printed(office, days, marks):
    office.print(NEW, "IN-JH.hi", edition=SECOND, days=-days)
    page = soup(write_index(office.settings, office.edition))
    assert len(page.select(".mark.change")) == marks
    assert len(page.select(".mark.report")) == marks


@pytest.mark.parametrize("state", ["skipped", "cancelled"])
def test_a_try_that_was_not_needed_says_nothing_of_the_page(office, state):
    office.print(NEW, f"{SEAT}.hi", edition=SECOND, state="partial")
    office.print(NEW, f"{SEAT}.hi", edition=SECOND, state=state, days=-1)
    told = statuses_of(office.settings)[f"w/{NEW}/{SEAT}.hi.html"]
    assert told.state == "partial"
    assert told.printed_at is not None


def test_pages_that_failed_long_ago_do_not_keep_their_period_in_the_index(office):
    office.print(OLD, f"{SEAT}.hi", edition=SECOND, state="failed", days=400)
    office.print(NEW, f"{SEAT}.hi", edition=SECOND)
    index = write_index(office.settings, office.edition)
    assert not soup(index).select("main s")
    assert not (office.reports / f"archive-{OLD}.html").exists()


def test_a_week_in_which_everything_failed_is_told_all_the_same(office):
    office.print(LAST, f"{SEAT}.hi", edition=FIRST)
    office.print(NEW, f"{SEAT}.hi", edition=SECOND, state="failed")
    page = soup(write_index(office.settings, office.edition))
    assert "could not be printed" in page.main.get_text()
    assert "9–15 November 2026" in page.header.get_text()


def test_states_may_be_given_instead_of_read(office):
    office.print(NEW, f"{SEAT}.hi", edition=SECOND)
    given = {f"w/{NEW}/{SEAT}.hi.html": Newest("partial")}
    page = soup(write_index(office.settings, office.edition, statuses=given))
    assert "from part of the data" in page.main.get_text()


def test_the_feed_has_each_page_with_the_moment_it_was_printed_for(office):
    office.print(LAST, f"{SEAT}.hi", edition=FIRST, days=7)
    office.print(NEW, f"{SEAT}.hi", edition=SECOND)
    office.print(NEW, f"{SEAT}.hi", edition=SECOND, state="failed", days=-1)
    write_index(office.settings, office.edition)
    root = ET.parse(office.reports / "feed.xml").getroot()  # noqa: S314  we made it ourselves
    found = root.findall(f"{{{ATOM}}}entry")
    assert [one.findtext(f"{{{ATOM}}}updated") for one in found] == [
        "2026-11-16T01:30:00Z", "2026-11-09T01:30:00Z",
    ]  # fmt: skip


def test_hidden_odd_and_linked_files_are_no_pages(office):
    office.print(NEW, f"{SEAT}.hi", edition=SECOND)
    for odd in (".going/w", "w/.2026-W40", "w/notes"):
        (office.reports / odd).mkdir(parents=True)
        (office.reports / odd / f"{SEAT}.hi.html").write_text("x", "utf-8")
    assert links(write_index(office.settings, office.edition)) == {
        f"w/{NEW}/{SEAT}.hi.html", "feed.xml",
    }  # fmt: skip


def test_what_says_the_same_is_not_written_again(office):
    office.print(OLD, f"{SEAT}.hi", edition=SECOND)
    office.print(NEW, f"{SEAT}.hi", edition=SECOND)
    write_index(office.settings, office.edition)
    paths = [*office.reports.glob("*.html"), office.reports / "feed.xml"]
    before = {path: path.stat().st_ino for path in paths}
    write_index(office.settings, office.edition)
    assert {path: path.stat().st_ino for path in paths} == before
    assert not [path for path in office.reports.iterdir() if re.match(r"\.", path.name)]


def test_the_page_of_an_earlier_period_is_made_anew_when_what_it_lists_changed(office):
    office.print(OLD, f"{SEAT}.hi", edition=SECOND)
    office.print(NEW, f"{SEAT}.hi", edition=SECOND)
    write_index(office.settings, office.edition)
    office.print(OLD, f"{SEAT}.en", edition=SECOND, state="failed", days=-1)
    write_index(office.settings, office.edition)
    assert "could not be printed" in soup(office.reports / f"archive-{OLD}.html").main.get_text()


def test_the_page_of_an_earlier_period_is_made_anew_by_other_code(office, monkeypatch):
    office.print(OLD, f"{SEAT}.hi", edition=SECOND)
    office.print(NEW, f"{SEAT}.hi", edition=SECOND)
    write_index(office.settings, office.edition)
    path = office.reports / f"archive-{OLD}.html"
    before = path.read_text("utf-8")
    monkeypatch.setattr("hustings.press.index.code_version", lambda: "0.2.0+ffffffff")
    write_index(office.settings, office.edition)
    assert path.read_text("utf-8") != before


def test_without_a_ledger_none_is_made(office):
    write_index(office.settings, office.edition)
    assert not office.ledger.path.exists()
