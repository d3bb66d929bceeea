"""One team changed on one date: the page compares with a stand-in, or says why it cannot."""

import shutil
from dataclasses import replace

import pytest
from tests.support.depth import only_thorough

from hustings.edition.edition import Edition
from hustings.page import sections
from hustings.page.blocks import Points
from hustings.studies import CannotJudgeError

SEAT, BEGINS, METRIC = "IN-JH-PC-08", "2026-W40", "acts"


@pytest.fixture(scope="module")
def opened(campaign):
    """Gives a brief of a Lok Sabha seat in a language."""

    def of(language="en"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HUSTINGS_SETTINGS", str(campaign.folder / "settings.toml"))
            return sections.open_brief(unit=SEAT, language=language)

    return of


@pytest.fixture(scope="module")
def judged(opened):
    """The study of the seat on a date on which nothing was planted in it."""
    return sections.judge_team(opened(), begins=BEGINS, metric=METRIC)


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_page_tells_three_estimates_and_what_units_without_a_change_show(
    opened, judged, language
):
    brief = opened(language)
    assert len(sections.team_ways(brief, judged).rows) == 3
    assert len(sections.team_answer(brief, judged).items) == 3
    checks = sections.team_checks(brief, judged)
    assert [term.term for term in checks.items] == [
        brief.words.say(f"team.{name}") for name in ("elsewhere", "earlier", "near", "one")
    ]
    chart = sections.team_chart(brief, judged).chart
    assert len(chart["table"]["rows"]) == len(brief.edition.manifest.periods)


@pytest.mark.parametrize(
    ("language", "term", "said"),
    [
        ("en", "Asked with", "-p begins 2026-W40 · -p metric (nothing)"),
        ("hi", "किन मानों के साथ पूछा गया", "-p begins 2026-W40 · -p metric (कुछ नहीं)"),
    ],
)
def test_the_small_print_lists_what_the_page_was_asked_with(opened, language, term, said):
    found = sections.sources(opened(language), "team_change", begins=BEGINS, metric="")
    assert {item.term: item.text for item in found.items}[term] == said
    plain = sections.sources(opened(language), "team_change")
    assert term not in [item.term for item in plain.items]


def test_a_date_without_a_change_is_not_told_as_one(opened, judged):
    assert judged.found.verdict != "moved"
    assert sections.team_answer(opened(), judged).items[0].strength not in ("clear", "likely")


def test_an_occasion_near_the_date_is_named(opened):
    brief = opened()
    team = sections.judge_team(brief, begins="2026-W34", metric=METRIC)
    assert team.near
    said = sections.team_checks(brief, team).items[2].text
    assert all(name in said for name in team.near)
    assert "events_near" in team.found.reasons


@pytest.mark.parametrize(
    ("begins", "metric", "reason"),
    [
        ("", "acts", "no_date"),
        (BEGINS, "engagement_rate", "share_metric"),
        ("2026-W46", "acts", "short_series"),
    ],
)
@pytest.mark.parametrize("language", ["en", "hi"])
def test_what_cannot_be_judged_is_said_with_its_reason(opened, language, begins, metric, reason):
    brief = opened(language)
    team = sections.judge_team(brief, begins=begins, metric=metric)
    assert team.reason == reason
    block = sections.team_answer(brief, team)
    assert isinstance(block, Points)
    assert block.items[0].strength == "blocked"
    parts = (sections.team_chart, sections.team_ways, sections.team_level, sections.team_checks)
    for part in parts:
        assert part(brief, team) is None


@pytest.mark.parametrize("language", ["en", "hi"])
def test_both_beliefs_of_how_far_a_level_wanders_stand_side_by_side(opened, judged, language):
    brief = opened(language)
    table = sections.team_level(brief, judged)
    assert [len(row) for row in table.rows] == [3, 3]
    assert "1.0%" in table.rows[0][0]
    assert table.note == brief.words.say("team.note_level")
    assert table.section == brief.words.say("team.section_level")


def test_a_level_that_cannot_be_judged_says_why(opened, judged, monkeypatch):
    def refuse(*_, **__):
        raise CannotJudgeError("single_value", "The series never moves.")

    monkeypatch.setattr("hustings.page.sections.team.wandering_level", refuse)
    brief = opened()
    (said,) = sections.team_level(brief, judged).paragraphs
    assert said == brief.words.say("study.why", why=brief.words.refusal("single_value", {}))


def test_an_edition_without_occasions_names_none(opened, tmp_path):
    brief = opened()
    tables = {k: v for k, v in brief.edition.manifest.tables.items() if k != "occasions"}
    shutil.copytree(brief.edition.folder, tmp_path / "older")
    older = Edition(tmp_path / "older", replace(brief.edition.manifest, tables=tables))
    team = sections.judge_team(replace(brief, edition=older), begins="2026-W34", metric=METRIC)
    assert team.near == ()


@only_thorough
def test_the_press_prints_the_page_for_the_week_and_measure_it_is_given(campaign):
    asked = ("-p", "begins", BEGINS, "-p", "metric", METRIC)
    done = campaign.run("press", "team_change", "--units", SEAT, *asked)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    page = campaign.reports / "team_change" / "2026-W46" / f"{SEAT}~begins-{BEGINS}.en.html"
    first = page.read_text("utf-8")
    assert "Three ways to estimate it" in first
    other = campaign.run("press", "team_change", "--units", SEAT, "-p", "begins", "2026-W38")
    assert "2 of them new" in other.stdout  # another week is another page
    again = campaign.run("press", "team_change", "--units", SEAT, "-p", "begins", "2026-W38")
    assert "0 of them new" in again.stdout
    assert page.read_text("utf-8") == first
    second = page.with_name(f"{SEAT}~begins-2026-W38.en.html").read_text("utf-8")
    assert second != first
    index = (campaign.reports / "index.html").read_text("utf-8")
    for week in (BEGINS, "2026-W38"):
        assert f"begins {week}</small>" in index
        assert f"{SEAT}~begins-{week}.en.html" in index
