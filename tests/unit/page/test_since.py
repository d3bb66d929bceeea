"""What a briefing says of the edition before it: re-statements apart from changes."""

from importlib import import_module

import pytest
from tests.support import two_editions

from hustings.edition.aged import as_fresh_as
from hustings.edition.comparing import compare
from hustings.edition.freshness import ages_of
from hustings.errors import EditionError
from hustings.page import sections
from hustings.page.brief import Brief
from hustings.page.differing import visible
from hustings.page.template import fragment
from hustings.settings import Freshness, load
from hustings.wording import LANGUAGES, Words


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    return two_editions.build(tmp_path_factory.mktemp("data") / "editions")


@pytest.fixture(scope="module")
def settings(root):
    return load(root / "settings.toml")


@pytest.fixture(scope="module")
def brief(editions, settings):
    """Gives a brief of a unit over the later edition, or over another."""

    def of(unit="IN-JH", language="en", edition=editions[1], limits=settings.freshness):
        ages = ages_of(edition, limits, edition.manifest.built_at)
        shown = as_fresh_as(edition, ages)
        return Brief(shown, settings, unit, language, Words(language), "", ages)

    return of


def said(points):
    return {item.lead: item.text for item in points.items}


def test_late_figures_stand_apart_from_changes(brief):
    told = said(sections.since(brief(), two_editions.FIRST))
    assert told["Compared with"] == (
        "the edition of 2–8 November 2026 (2026-W45-aaaaaaaa). Files that came since: 2. "
        "Files no longer there: 1."
    )
    assert "messages 4,200 → 4,310 (+110)" in told["Re-stated"]
    assert "reports on time 30.0% → 75.0% (+45.0 pp)" in told["Re-stated"]
    assert "it is no change" in told["Re-stated"]
    assert "recorded acts" not in told["Re-stated"]
    assert told["Changed"] == (
        "active workers (likely) and recorded acts (clear), as the study judges this week."
    )


def test_what_the_study_is_not_sure_of_is_not_among_the_changes(brief):
    told = said(sections.since(brief(), two_editions.FIRST))
    assert "posting" not in told["Changed"]
    quiet = said(sections.since(brief("IN-JH-PC-01"), two_editions.FIRST))
    assert quiet["Changed"] == "nothing of which the study is sure."
    assert quiet["Re-stated"] == "no figure of 2–8 November 2026 is another now."


def test_what_became_known_or_unknown_is_neither(brief):
    told = said(sections.since(brief(), two_editions.FIRST))
    assert told["Known since"] == "gross reach 81,000, for 2–8 November 2026."
    assert told["No longer known"] == "views 7,000, for 2–8 November 2026; this is not zero."


def test_a_claim_on_a_figure_that_was_restated_is_recalled(brief):
    told = said(sections.since(brief(), two_editions.FIRST))
    assert told["Said then on the earlier figure"].startswith("active workers (likely).")
    assert "Said then on the earlier figure" not in said(
        sections.since(brief("IN-JH-AC-001"), two_editions.FIRST)
    )


def test_headquarters_sees_where_below_figures_were_restated(brief):
    told = said(sections.since(brief("IN-JH-PC-01"), two_editions.FIRST))
    assert told["Re-stated below"] == f"figures of 1 of 2 assembly seats: {two_editions.HOSTILE}."
    assert "Re-stated below" not in said(sections.since(brief("IN-JH-AC-001"), two_editions.FIRST))


def test_a_place_new_on_the_list_says_so(brief):
    told = said(sections.since(brief("IN-JH-AC-003"), two_editions.FIRST))
    assert told["New on the list"] == "in the previous edition this place was not there."
    assert "Re-stated below" not in told


def test_one_week_measured_again_says_which_verdict_turned(brief, editions):
    told = said(sections.since(brief(edition=editions[2]), two_editions.FIRST))
    assert told["Judged otherwise now"] == "recorded acts: no change seen → clear."
    assert "Changed" not in told


def test_other_definitions_are_said_before_anything_is_read_from_a_difference(
    brief, editions, monkeypatch
):
    monkeypatch.setattr("hustings.edition.comparing.Comparison.redefined", True)
    points = sections.since(brief(), two_editions.FIRST)
    assert points.items[1].lead == "Counted otherwise"
    assert "any difference here may come from that" in points.items[1].text


def test_without_a_name_it_is_the_edition_readers_had_before(brief, editions):
    first, _, late = editions
    assert late.id in said(sections.since(brief()))["Compared with"]
    assert sections.sources(brief(), "weekly_seat", before="").data["before"] == late.id
    named = sections.sources(brief(), "weekly_seat", before=first.id)
    assert named.data["before"] == first.id
    assert "before" not in sections.sources(brief(), "speakers").data


def test_without_an_edition_before_nothing_is_said(brief, editions):
    earliest = brief(edition=editions[0])
    assert sections.since(earliest) is None
    assert sections.since_table(earliest) is None
    assert sections.sources(earliest, "weekly_seat", before="").data["before"] == ""


def test_a_named_edition_that_is_gone_is_an_error_and_not_another_comparison(brief):
    with pytest.raises(EditionError, match="no edition '2026-W44-00000000'"):
        sections.since(brief(), "2026-W44-00000000")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_shows_each_step_largest_first_and_leaves_missing_missing(brief, language):
    table = sections.since_table(brief(language=language), two_editions.FIRST)
    words = Words(language)
    assert table.folded
    assert len(table.columns) == 4  # of more a phone makes a list, with every heading repeated
    assert table.rows == (
        (
            words.label("reports_on_time"),
            "30.0%",
            "75.0%",
            words.number(0.45, "points", signed=True),
        ),
        (words.label("active_workers"), "500", "520", "+20"),
        (words.label("messages"), "4,200", "4,310", "+110"),
        (words.label("reach"), "–", "81,000", "–"),
        (words.label("views"), "7,000", "–", "–"),
    )


def test_a_long_table_is_cut_and_says_so(brief, monkeypatch):
    monkeypatch.setattr(import_module("hustings.page.sections.since"), "ROWS", 2)
    table = sections.since_table(brief(), two_editions.FIRST)
    assert [row[0] for row in table.rows] == ["Reports on time", "Active workers"]
    assert table.note == "Not shown here: 3."


def test_where_nothing_differs_there_is_no_table(brief):
    assert sections.since_table(brief("IN-JH-PC-01"), two_editions.FIRST) is None


def test_below_block_a_unit_is_compared_by_itself(brief):
    told = said(sections.since(brief("IN-JH-BT-1"), two_editions.FIRST))
    assert told["Shown or held back otherwise"] == "active workers, for 2–8 November 2026."
    (row,) = sections.since_table(brief("IN-JH-BT-1"), two_editions.FIRST).rows
    assert row[1:4] == ("6", "–", "–")


def test_a_step_too_small_to_be_read_is_not_told_as_one(editions):
    """A share of 0.300 that is 0.3003 since reads 30.0% both times."""
    found = compare(*editions[:2])
    mine = found.rows["metric"] == "posting_compliance"
    slightly = found.rows.assign(
        restated=found.rows["restated"].where(~mine, 0.3003),
        kind=found.rows["kind"].where(~mine, "restated"),
    )
    told = set(visible(Words("en"), slightly)["metric"])
    assert "posting_compliance" not in told
    assert "messages" in told


@pytest.mark.parametrize("unit", ["IN-JH", "IN-JH-PC-01", "IN-JH-BT-1"])
def test_of_figures_that_are_too_old_nothing_is_compared(brief, unit):
    old = brief(unit, limits=Freshness(whatsapp=1, posts=1, forms=1, lists=1))
    (point,) = sections.since(old, two_editions.FIRST).items
    assert point.text.startswith("Too old to show: ")
    assert point.text.endswith(" as of 16 Nov, 7 days old (limit 1).")
    assert sections.since_table(old, two_editions.FIRST) is None


def test_what_is_too_old_is_left_out_of_a_comparison_and_all_else_is_told(brief):
    old = brief(limits=Freshness(whatsapp=1, posts=1))
    points = sections.since(old, two_editions.FIRST)
    told = said(points)
    assert "active workers 500 → 520 (+20)" in told["Re-stated"]
    assert told["Changed"].startswith("active workers (likely) and recorded acts (clear)")
    assert "Known since" not in told  # reach
    assert "Re-stated below" not in told  # messages
    shown = fragment(points) + fragment(sections.since_table(old, two_editions.FIRST))
    assert [n for n in ("4,200", "4,310", "4,400", "81,000", "82,000", "7,000") if n in shown] == []
    assert points.items[-1].text.startswith("Too old to show: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_come_out_as_text(brief, language):
    shown = fragment(sections.since(brief("IN-JH-PC-01", language), two_editions.FIRST))
    assert "<img" not in shown
    assert "&lt;img" in shown
