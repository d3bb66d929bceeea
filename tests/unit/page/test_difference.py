"""Two editions as a page: what was re-stated apart from what changed, within the budget."""

import gzip
from dataclasses import replace

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from tests.support import two_editions

from hustings.edition.compared_aged import all_old
from hustings.edition.comparing import compare
from hustings.page.datablock import data_of
from hustings.page.difference import ROWS, diff_page, diff_tables, verdict
from hustings.wording import LANGUAGES, Words


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    return two_editions.build(tmp_path_factory.mktemp("data") / "editions")


@pytest.fixture(scope="module")
def found(editions):
    return compare(*editions[:2])


def tables_of(found, language="en"):
    words = Words(language)
    return {table.section: table for table in diff_tables(found, words)}


def test_restatements_and_changes_stand_in_tables_of_their_own(found):
    tables = tables_of(found)
    restated = {(row[0], row[1]) for row in tables["Re-stated figures"].rows}
    changed = {(row[0], row[1]) for row in tables["Changed figures"].rows}
    assert ("Jharkhand", "Messages") in restated - changed
    assert ("Jharkhand", "Recorded acts") in changed - restated
    assert ("Jharkhand", "Active workers") in changed & restated
    assert ("Jharkhand", "Daily posting") not in changed | restated


def test_where_only_gaps_are_left_beside_what_is_too_old_there_is_nothing_to_compare(found):
    assert not all_old(found)
    rows = found.rows.assign(said_status="stale")
    rows.loc[0, ["said_status", "said", "restated", "now"]] = ["no_data", None, None, None]
    old = replace(found, rows=rows)
    assert all_old(old)
    assert verdict(old, Words("en")).startswith("Nothing can be compared")
    rows.loc[0, "now"] = 1.0
    assert not all_old(old)


def test_a_restated_rate_shows_part_and_whole_and_the_files_it_may_come_from(found):
    rows = {row[1]: row for row in tables_of(found)["Re-stated figures"].rows}
    assert rows["Reports on time"][2:] == (
        "30.0%", "75.0%", "+45.0 pp", "12 / 40 → 30 / 40", "0",
    )  # fmt: skip
    assert rows["Messages"][5:] == ("–", "1")


def test_the_state_stands_first_then_the_largest_steps(found):
    rows = [row[:2] for row in tables_of(found)["Re-stated figures"].rows]
    assert rows == [
        ("Jharkhand", "Reports on time"),
        ("Jharkhand", "Active workers"),
        ("Jharkhand", "Messages"),
        (f"{two_editions.HOSTILE} assembly seat", "Messages"),
        ("Jharkhand", "Gross reach"),
        ("Jharkhand", "Views"),
    ]


def test_what_is_on_one_list_only_and_which_files_came_is_listed(found):
    tables = tables_of(found)
    assert tables["Places on one list only"].rows == (
        ("Millwater assembly seat", "new"),
        ("Oakbridge assembly seat", "taken off"),
    )
    assert [row[:3] for row in tables["Files that came in between"].rows] == [
        ("whatsapp.csv", "whatsapp", "c" * 12), ("roster.csv", "roster", "d" * 12),
    ]  # fmt: skip
    assert [row[0] for row in tables["Files no longer there"].rows] == ["facebook_posts.csv"]
    assert ("There is no post id", "4", "2") in tables["Rows set aside"].rows


def test_one_week_measured_twice_shows_verdicts_that_turned(editions):
    tables = tables_of(compare(editions[0], editions[2]))
    assert tables["Verdicts that are others now"].rows == (
        ("Jharkhand", "Recorded acts", "no change seen", "clear"),
    )
    assert "Changed figures" not in tables


def test_the_verdict_counts_each_kind(found, editions):
    assert verdict(found, Words("en")) == (
        "Re-stated: 4. Changed: 2. Known since: 1. No longer known: 1. Figures compared: 11."
    )
    same = compare(editions[0], editions[0])
    assert verdict(same, Words("en")) == "Nothing differs in 9 figures compared."
    assert diff_tables(same, Words("en")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_its_language_and_hostile_names_are_text(found, language):
    page = diff_page(found, Words(language), place="Jharkhand <script>alert(1)</script>")
    soup = BeautifulSoup(page, "html.parser")
    assert soup.html["lang"] == language
    assert not soup.select("img")
    assert len(soup.select("script")) == 1  # our own
    assert two_editions.HOSTILE in soup.get_text()
    assert page == diff_page(found, Words(language), place="Jharkhand <script>alert(1)</script>")


def test_other_definitions_are_a_banner_on_top(found, editions):
    assert "Counted otherwise" not in diff_page(found, Words("en"), place="x")
    second = replace(
        editions[1], manifest=replace(editions[1].manifest, settings="1" * 12, definitions="e" * 12)
    )
    page = diff_page(compare(editions[0], second), Words("en"), place="x")
    banner = BeautifulSoup(page, "html.parser").select_one("header .banner.partial")
    assert "any difference here may come from that" in banner.get_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_in_which_everything_was_restated_stays_within_the_budget(found, language):
    one = found.rows[found.rows["kind"] == "both"]
    rows = pd.concat([one] * 500, ignore_index=True)
    page = diff_page(replace(found, rows=rows), Words(language), place="Jharkhand").encode()
    assert len(page) <= 150_000
    assert len(gzip.compress(page, 9)) <= 30_000
    text = BeautifulSoup(page, "html.parser").get_text()
    assert Words(language).say("check.rest", n=500 - ROWS) in text


def test_a_printed_page_says_which_edition_it_is_from_and_a_lie_in_it_does_not_count():
    told = (
        '<script type="application/json" id="c9data">{"edition":"2026-W46-aa","unit":"X"}</script>'
    )
    lie = "<p>&lt;script type=&quot;application/json&quot;&gt;{&quot;edition&quot;:1}</p>"
    assert data_of(lie + told)["edition"] == "2026-W46-aa"
    assert data_of(lie) == {}
    assert data_of('<script type="application/json" id="a">{broken</script>') == {}
