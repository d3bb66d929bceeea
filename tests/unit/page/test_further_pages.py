"""Pages of the further studies: whole in both languages, plain about what they cannot say."""

from dataclasses import replace

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from tests.support.campaign import LANGUAGES, STATE, WEEK

from hustings.edition.further.finding import head_of
from hustings.page import sections
from hustings.page.blocks import Points

BRIEFINGS = {
    "training_camps": "camps",
    "speakers": "speakers",
    "claims_watch": "claims",
    "leaders_voice": "voice",
    "retention": "staying",
    "directives": "directives",
}  # each with the study it shows
OPENINGS = {
    "camps": sections.camps_answer,
    "speakers": sections.speakers_answer,
    "claims": sections.claims_answer,
    "voice": sections.voice_answer,
    "staying": sections.staying_answer,
    "directives": sections.directives_answer,
}
REST = {
    "camps": (
        sections.camps_chart, sections.camps_checks, sections.camps_cohorts, sections.camps_held,
    ),
    "speakers": (
        sections.speakers_chart, sections.speakers_checks, sections.speakers_scores,
    ),
    "claims": (sections.claims_actions, sections.claims_checks, sections.claims_table),
    "voice": (
        sections.voice_checks, sections.voice_messages, sections.voice_places, sections.voice_ways,
    ),
    "staying": (sections.staying_checks, sections.staying_curve, sections.staying_ladder),
    "directives": (sections.directives_checks, sections.directives_table),
}  # fmt: skip
BANNED = ("caused", "due to", "thanks to", "proves", "impact", "significant", "trend")


@pytest.fixture(scope="module")
def pages(campaign):
    """Every page of these briefings, printed by the real command, by briefing and language."""
    done = campaign.run("press", *BRIEFINGS)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return {
        (name, language): BeautifulSoup(
            (campaign.reports / name / WEEK / f"{STATE}.{language}.html").read_text("utf-8"),
            "html.parser",
        )
        for name in BRIEFINGS
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def opened(campaign):
    """Gives a brief of the state in a language."""

    def of(language="en"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HUSTINGS_SETTINGS", str(campaign.folder / "settings.toml"))
            return sections.open_brief(unit=STATE, language=language)

    return of


def refusing(brief, study, reason, refused="{}"):
    """The same brief over an edition in which one study was refused."""
    head = head_of(reason=reason, refused=refused)
    frames = {**brief.edition._frames, f"{study}_head": head}
    return replace(brief, edition=replace(brief.edition, _frames=frames))


@pytest.mark.parametrize("briefing", BRIEFINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_opens_with_its_answer_and_tells_its_method_and_what_could_break_it(
    pages, opened, briefing, language
):
    page, words = pages[briefing, language], opened(language).words
    assert page.html["lang"] == language
    headings = [heading.get_text(strip=True) for heading in page.find_all("h2")]
    for section in ("answer", "method", "checks", "sources"):
        assert words.say(f"section.{section}") in headings
    assert words.say(f"{BRIEFINGS[briefing]}.method") in page.get_text(" ", strip=True)


@pytest.mark.parametrize("briefing", BRIEFINGS)
def test_a_page_claims_no_more_than_the_design_carries(pages, briefing):
    said = pages[briefing, "en"].get_text(" ").lower()
    assert [word for word in BANNED if f" {word}" in said] == []


@pytest.mark.parametrize("study", OPENINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_study_says_that_it_cannot_be_judged_and_shows_nothing_else(
    opened, study, language
):
    brief = refusing(opened(language), study, "not_studied")
    block = OPENINGS[study](brief)
    assert isinstance(block, Points)
    (point,) = block.items
    assert point.strength == "blocked"
    why = brief.words.say("refused.not_studied")
    assert point.text == brief.words.say("study.why", why=why)
    assert [part(brief) for part in REST[study]] == [None] * len(REST[study])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reason_carries_its_numbers(opened, language):
    numbers = '{"units": 7, "needed": 10}'
    block = sections.camps_answer(refusing(opened(language), "camps", "too_few_units", numbers))
    assert "7" in block.items[0].text
    assert "10" in block.items[0].text


def test_the_camps_page_finds_what_was_planted_and_names_the_seats_compared(pages, campaign):
    said = pages["training_camps", "en"].get_text(" ", strip=True)
    seats = len(campaign.truth["training_camp"]["camps"])
    assert "After the camps, work" in said
    assert f"{seats} of 81 seats had a camp" in said


def test_speakers_are_codes_and_raters_only_a_count(pages, campaign):
    said = pages["speakers", "en"].get_text(" ", strip=True)
    assert [name for name in campaign.truth["speakers"] if name in said] == []
    assert "worth a second hearing" in said
    assert "Only this count is shown" in said


def test_every_open_claim_asks_for_an_answer(opened, campaign):
    brief = opened()
    rows = campaign.edition.table("claims_rows")
    asked = [item.where for item in sections.claims_actions(brief).items]
    assert asked == list(rows.loc[rows["state"] == "open", "claim"])


def test_seats_of_whose_accounts_no_post_is_held_have_a_dash(opened):
    table = sections.voice_places(opened())
    assert {len(row) for row in table.rows} == {len(table.columns)}
    shown = {cell for row in table.rows for cell in row[1:]}
    assert all("/" in cell or cell == "–" for cell in shown)


def test_nothing_is_said_of_weeks_nobody_was_followed_for(opened):
    table = sections.staying_curve(opened())
    later = [row[3] for row in table.rows if int(row[0]) > 13]
    assert set(later) == {"–"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", ["no_before", "one_cohort"])
def test_a_check_of_the_camps_that_was_refused_says_why(opened, language, reason):
    brief = opened(language)
    head = brief.edition.table("camps_head")
    head = head[~head["figure"].isin(["selection_p", "selection_reason"])]
    refused = pd.concat([head, head_of(selection_reason=reason, selection_p=None)])
    frames = {**brief.edition._frames, "camps_head": refused}
    page = replace(brief, edition=replace(brief.edition, _frames=frames))
    checks = {item.term: item.text for item in sections.camps_checks(page).items}
    why = brief.words.say(f"refused.{reason}")
    assert checks[brief.words.say("camps.selection")] == brief.words.say("study.why", why=why)


@pytest.mark.parametrize(
    ("language", "chance", "said"),
    [
        ("en", 3e-9, "had meant nothing: under 0.10%."),
        ("en", 0.013, "had meant nothing: at most 1.3%."),
        ("hi", 3e-9, "की संभावना: 0.10% से कम।"),
        ("hi", 0.013, "की संभावना: अधिक से अधिक 1.3%।"),
    ],
)
def test_a_chance_is_told_no_finer_than_it_is_known(opened, language, chance, said):
    brief = opened(language)
    head = brief.edition.table("camps_head")
    other = pd.concat([head[head["figure"] != "p_value"], head_of(p_value=chance)])
    frames = {**brief.edition._frames, "camps_head": other}
    page = replace(brief, edition=replace(brief.edition, _frames=frames))
    checks = {item.term: item.text for item in sections.camps_checks(page).items}
    assert said in checks[brief.words.say("camps.alone")]


@pytest.mark.parametrize(("language", "said"), [("en", "Of 40 told"), ("hi", "जिन 40 में")])
def test_the_voice_page_says_how_often_the_words_of_a_message_were_found(opened, language, said):
    terms = sections.voice_checks(opened(language)).items
    (text,) = [term.text for term in terms if said in term.text]
    assert text.count("91%") == 2  # the lower ends of 40 of 40
