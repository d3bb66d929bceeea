"""The page of directive letters says of each no more than its design carries."""

from dataclasses import replace

import pandas as pd
import pytest
from tests.support.campaign import LANGUAGES, STATE

from hustings.edition.further.directives import COLUMNS
from hustings.edition.further.finding import head_of
from hustings.page import sections

LETTER = dict.fromkeys(COLUMNS) | {
    "unit": "IN-JH-PC-08", "issued_on": "2026-09-09", "metric": "acts", "level": "lok_sabha",
    "begins": "2026-W38", "design": "others", "reason": "", "refused": "{}", "before": 400.0,
    "after": 520.0, "weeks_before": 8, "weeks_after": 8, "effect": 0.2, "low": 0.1, "high": 0.3,
}  # fmt: skip
STRENGTHS = {"moved": "likely", "largest": "hint", "not_seen": "none", "no_conclusion": "blocked"}
ONLY = {"design": "before_after", "strength": "blocked", "effect": None}


@pytest.fixture(scope="module")
def opened(campaign):
    """Gives a brief over an edition with these letters, in a language."""

    def of(*letters, language="en"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HUSTINGS_SETTINGS", str(campaign.folder / "settings.toml"))
            brief = sections.open_brief(unit=STATE, language=language)
        rows = [{**LETTER, "directive": f"D{at}", **one} for at, one in enumerate(letters)]
        counts = pd.Series([row["design"] for row in rows]).value_counts()
        head = head_of(letters=len(rows), **{k: int(v) for k, v in counts.items()})
        tables = {"directives_head": head, "directives_rows": pd.DataFrame(rows)}
        frames = brief.edition._frames | tables
        return replace(brief, edition=replace(brief.edition, _frames=frames))

    return of


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", STRENGTHS)
def test_each_verdict_has_its_words(opened, language, verdict):
    brief = opened({"verdict": verdict, "strength": STRENGTHS[verdict]}, language=language)
    (row,) = sections.directives_table(brief).rows
    start = brief.words.template(f"directives.{verdict}").partition("{")[0].strip()
    assert row[-1].startswith(start)
    told = [point.strength for point in sections.directives_answer(brief).items]
    assert (STRENGTHS[verdict] in told) == (verdict in ("moved", "largest"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_and_after_alone_is_said_to_be_no_more(opened, language):
    brief = opened({**ONLY, "reason": "all_told"}, language=language)
    (row,) = sections.directives_table(brief).rows
    why = brief.words.say("refused.all_told")
    assert row[-1] == brief.words.say("directives.before_after", why=why)
    assert row[4:6] == ("400", "520")
    last = sections.directives_answer(brief).items[-1]
    assert last.text == brief.words.say("directives.none_held")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_to_nobody_known_on_nothing_known_is_still_a_row(opened, language):
    nothing = {"metric": None, "level": None, "unit": "Q99", "before": None, "after": None}
    letter = {**ONLY, **nothing, "design": "unnamed", "reason": "no_metric"}
    brief = opened(letter, language=language)
    (row,) = sections.directives_table(brief).rows
    assert row[2:6] == ("Q99", brief.words.say("directives.no_figure"), "–", "–")
    assert brief.words.say("refused.no_metric") in row[-1]


def test_the_reason_carries_its_numbers(opened):
    letter = {**ONLY, "reason": "too_few_units", "refused": '{"needed": 4, "units": 2}'}
    (row,) = sections.directives_table(opened(letter)).rows
    assert row[-1] == "before/after only: only 2 units can be compared, 4 are needed"
