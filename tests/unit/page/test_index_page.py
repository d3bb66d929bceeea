"""The index lists every briefing by unit, in both languages."""

import base64
import hashlib

import pytest
from bs4 import BeautifulSoup

from hustings.errors import UsageError
from hustings.page.index import EARLIER, Entry, index_page, search_key


def entry(
    unit, level, parents=(), *, period="2026-W46", briefing="weekly_seat", status="succeeded"
):
    pages = {language: f"{briefing}/{period}/{unit}.{language}.html" for language in ("en", "hi")}
    return Entry(
        briefing, period, unit, f"{unit} name", f"{unit} नाम", level, parents, pages, status
    )


ENTRIES = [
    entry("AC-064", "vidhan_sabha", ("PC-08", "JH")),
    entry("JH", "state", briefing="weekly_state"),
    entry("PC-08", "lok_sabha", ("JH",)),
    entry("PC-08", "lok_sabha", ("JH",), period="2026-W45"),
    entry("PC-01", "lok_sabha", ("JH",)),
    entry("AC-001", "vidhan_sabha", ("PC-01", "D-1", "JH"), status="failed"),
    entry("D-9", "district", ("MP",)),
]


@pytest.fixture(scope="module")
def soup():
    return BeautifulSoup(index_page(ENTRIES), "html.parser")


def above(tag):
    parent = tag.find_parent(attrs={"data-k": True})
    return parent.select_one("b").get_text() if parent else None


def test_units_stand_below_their_nearest_listed_parent(soup):
    tree = {tag.select_one("b").get_text(): above(tag) for tag in soup.select("[data-k]")}
    assert tree == {
        "JH नाम": None,
        "PC-01 नाम": "JH नाम",
        "PC-08 नाम": "JH नाम",
        "AC-001 नाम": "PC-01 नाम",
        "AC-064 नाम": "PC-08 नाम",
        "D-9 नाम": None,  # its parent has no briefing, so it stands at the top
    }


def test_every_page_is_linked_once_by_a_relative_path(soup):
    links = [a["href"] for a in soup.select("main a")]
    assert sorted(links) == sorted(path for e in ENTRIES for path in e.pages.values())


def test_both_languages_are_there_and_marked(soup):
    names = {
        (a["lang"], a.find(string=True, recursive=False).strip()) for a in soup.select("main a")
    }
    assert names == {("hi", "हिन्दी"), ("en", "English")}
    assert "Briefings" in soup.h1.get_text()
    assert "ब्रीफ़िंग" in soup.h1.get_text()


def test_earlier_periods_come_after_and_say_which(soup):
    seat = next(t for t in soup.select("[data-k]") if t.select_one("b").get_text() == "PC-08 नाम")
    own = [a["href"] for a in seat.select_one(".unit").find_all("a")]
    assert [path.split("/")[1] for path in own] == ["2026-W46", "2026-W46", "2026-W45", "2026-W45"]
    assert "2–8 November 2026" in seat.details.get_text()


def test_the_weekly_page_comes_first_then_what_is_printed_most_often():
    """
    speakers twice, camps and the weekly page once -> weekly, speakers, camps
    """
    page = index_page(
        [
            entry("JH", "state", briefing="camps"),
            entry("JH", "state", briefing="speakers"),
            entry("JH", "state", briefing="weekly_state"),
            entry("JH", "state", briefing="speakers", period="2026-W45"),
        ]
    )
    hrefs = [a["href"] for a in BeautifulSoup(page, "html.parser").select("main a[hreflang=en]")]
    assert [href.split("/")[0] for href in hrefs] == [
        "weekly_state",
        "speakers",
        "camps",
        "speakers",
    ]


def test_a_page_is_named_before_the_languages_it_is_there_in():
    page = index_page([entry("JH", "state"), entry("JH", "state", briefing="speakers")])
    line = BeautifulSoup(page, "html.parser").select("main li")[1]
    assert [tag.name for tag in line.find_all(recursive=False)] == ["small", "span"]
    assert "Speakers" in line.small.get_text()


def test_a_briefing_that_failed_is_said_in_words(soup):
    seat = next(t for t in soup.select("[data-k]") if t.select_one("b").get_text() == "AC-001 नाम")
    assert "could not be printed" in seat.get_text()
    assert "तैयार नहीं हो सकी" in seat.get_text()


def test_a_unit_says_what_is_missing_there_in_both_languages():
    seat = Entry(
        "weekly_seat", "2026-W46", "AC-9", "Nine", "नौ", "vidhan_sabha", ("PC-1",), {"en": "a/b/c"},
        marks={"report": 1, "export": 0},
    )  # fmt: skip
    above = Entry(
        "weekly_seat", "2026-W46", "PC-1", "One", "एक", "lok_sabha", (), {"en": "a/b/d"},
        marks={"report": 3, "change": 2},
    )  # fmt: skip
    page = BeautifulSoup(index_page([seat, above]), "html.parser")
    nine, one = (page.find(attrs={"data-k": True}, string=None), page.select_one("li[data-k]"))
    said = [mark.get_text() for mark in one.select(".mark")]
    assert said == ["रिपोर्ट बाकी: 1 · reports late or missing: 1"]
    assert "report" in one["data-k"]  # so that a search finds who has not sent one
    assert "report" not in nine["data-k"]  # but not the seat above, with all that lies below it
    assert [mark["class"][1] for mark in nine.select(".state .mark")] == ["report", "change"]


def test_an_earlier_period_brings_no_marks():
    page = index_page([entry("A", "state"), entry("A", "state", period="2026-W45")])
    assert 'class="mark' not in page


def test_without_scripts_every_unit_is_visible(soup):
    assert [tag["id"] for tag in soup.select("[hidden]")] == ["find"]


def test_only_our_script_may_run(soup):
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    (script,) = soup.find_all("script")
    digest = base64.b64encode(hashlib.sha256(script.string.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy


def test_search_ignores_case_nukta_and_composition():
    assert search_key("Ranchi राँची") == "ranchi राँची"
    assert search_key("गढ़वा") == search_key("गढ\u093cवा") == search_key("गढवा")
    assert search_key("\u0958लम") == search_key("कलम")


def test_an_index_without_briefings_says_so():
    page = index_page([])
    assert "No briefing has been printed yet." in page
    assert "अभी कोई ब्रीफ़िंग तैयार नहीं हुई है।" in page


def test_sample_reports_say_so_on_the_index_too():
    page = BeautifulSoup(index_page(ENTRIES, sample=True), "html.parser").select_one(".banner")
    assert "Sample data" in page.get_text()
    assert "नमूना" in page.get_text()
    assert "Sample data" not in index_page(ENTRIES)


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../x.html", "a/../../x", "https://evil.example/x", "javascript:alert(1)",
     "a\\b", "a//b", "./x"],
)  # fmt: skip
def test_a_path_out_of_the_folder_is_refused(path):
    bad = Entry("weekly_seat", "2026-W46", "JH", "J", "ज", "state", (), {"en": path})
    with pytest.raises(UsageError, match="below the index"):
        index_page([bad])


def test_an_odd_file_name_is_quoted():
    odd = Entry("weekly_seat", "2026-W46", "JH", "J", "ज", "state", (), {"en": 'a b"c#?.html'})
    assert 'href="a%20b%22c%23%3F.html"' in index_page([odd])


def test_the_order_of_entries_does_not_matter():
    assert index_page(ENTRIES) == index_page(ENTRIES[::-1])


def test_two_units_that_name_each_other_as_parents_are_not_lost():
    pair = [entry("A", "block", ("B",)), entry("B", "block", ("A",))]
    links = BeautifulSoup(index_page(pair), "html.parser").select("main a")
    assert len(links) == 4


def test_a_page_that_is_not_there_is_named_and_leads_nowhere():
    half = Entry(
        "weekly_seat", "2026-W46", "JH", "J", "ज", "state", (), {"hi": "a/b/c.html"}, "failed",
        missing=("en",),
    )  # fmt: skip
    page = BeautifulSoup(index_page([half]), "html.parser")
    assert [a["lang"] for a in page.select("main a")] == ["hi"]
    assert [(s["lang"], s.get_text()) for s in page.select("main s")] == [("en", "English")]
    assert "could not be printed" in page.main.get_text()


def test_earlier_periods_are_grouped_by_month_newest_first_each_with_its_page():
    page = index_page(ENTRIES, earlier=["2026-W45", "2026-W40", "2026-W44", "2025-W52"])
    archive = BeautifulSoup(page, "html.parser").select_one(".archive")
    months = [
        (group.dt.get_text().split(" · ")[1], [a["href"] for a in group.select("a")])
        for group in archive.select("dl > div")
    ]
    assert months == [
        ("November 2026", ["archive-2026-W45.html"]),
        ("October 2026", ["archive-2026-W44.html"]),
        ("September 2026", ["archive-2026-W40.html"]),
        ("December 2025", ["archive-2025-W52.html"]),
    ]
    assert "नवंबर 2026" in archive.get_text()
    assert BeautifulSoup(index_page(ENTRIES), "html.parser").select_one(".archive") is None


def test_the_page_of_an_earlier_period_leads_back():
    back = BeautifulSoup(index_page(ENTRIES, back=True), "html.parser")
    assert back.select_one("header a")["href"] == "index.html"
    assert BeautifulSoup(index_page(ENTRIES), "html.parser").select_one("header a") is None


def test_a_reader_of_feeds_finds_the_feed(soup):
    found = soup.find("link", attrs={"type": "application/atom+xml"})
    assert (found["rel"], found["href"]) == (["alternate"], "feed.xml")
    assert soup.select_one("footer a")["href"] == "feed.xml"


def test_a_long_past_does_not_make_a_long_index():
    many = [entry("A", "state", period=f"2026-W{week:02d}") for week in range(1, 47)]
    links = BeautifulSoup(index_page(many), "html.parser").select("main a")
    assert len(links) == 2 * (1 + EARLIER)
