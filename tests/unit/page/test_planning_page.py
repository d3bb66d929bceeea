"""The page that plans coming camps: an order of the seats that had none, and what it can show."""

import numpy as np
import pytest
from bs4 import BeautifulSoup
from tests.support.campaign import LANGUAGES, STATE, WEEK
from tests.unit.page.test_further_pages import BANNED, refusing

from hustings.errors import UsageError
from hustings.page import sections


@pytest.fixture(scope="module")
def opened(campaign):
    """Gives a brief of the state in a language."""

    def of(language="en"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HUSTINGS_SETTINGS", str(campaign.folder / "settings.toml"))
            return sections.open_brief(unit=STATE, language=language)

    return of


@pytest.fixture(scope="module")
def planned(opened):
    return sections.plan_camps(opened(), weeks=12, camps_a_week=6)


def test_only_seats_without_a_camp_are_planned_each_once(campaign, planned):
    held = set(campaign.edition.table("camps_held")["unit"])
    units = campaign.edition.under(STATE, "vidhan_sabha")["unit"]
    assert planned.held == len(held) > 0
    known = [*planned.plan.order["unit"], *planned.plan.left_out]
    assert sorted(known) == sorted(set(units) - held)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_order_is_a_row_a_week_from_the_next_one_on(opened, planned, language):
    brief = opened(language)
    table = sections.plan_order(brief, planned)
    assert sum(int(row[1]) for row in table.rows) == len(planned.plan.order)
    assert max(int(row[1]) for row in table.rows[:-1]) <= 6
    second = brief.words.day(brief.period.next().next().first)
    assert table.rows[0][0] == second  # the first planned week has no camp
    assert table.rows[-1][0] == brief.words.say("plan.afterwards")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_tells_the_smallest_effect_of_both_orders(opened, planned, language):
    brief = opened(language)
    ours, by_hand, who = sections.plan_answer(brief, planned).items
    assert planned.plan.smallest_effect <= planned.plan.by_hand
    amount = brief.words.number(np.expm1(planned.plan.smallest_effect), "percent")
    assert amount in ours.lead
    assert brief.words.number(np.expm1(planned.plan.by_hand), "percent") in by_hand.text
    assert str(planned.held) in who.text
    assert len(sections.plan_checks(brief, planned).items) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_planned_is_said_with_its_reason(opened, language):
    brief = opened(language)
    planned = sections.plan_camps(brief, weeks=4, camps_a_week=1)
    (point,) = sections.plan_answer(brief, planned).items
    assert point.strength == "blocked"
    assert brief.words.say("refused.no_order_shows") in point.text
    assert sections.plan_order(brief, planned) is sections.plan_checks(brief, planned) is None


def test_where_it_is_not_known_who_had_a_camp_nothing_is_planned(opened):
    brief = refusing(opened(), "camps", "not_studied")
    planned = sections.plan_camps(brief, weeks=12, camps_a_week=6)
    assert (planned.reason, planned.plan) == ("not_studied", None)


def test_a_plan_of_no_weeks_is_a_usage_error(opened):
    with pytest.raises(UsageError, match="too few to plan"):
        sections.plan_camps(opened(), weeks=2, camps_a_week=6)


def test_the_press_prints_the_page_for_the_weeks_and_camps_it_is_given(campaign):
    done = campaign.run("press", "camp_plan", "-p", "weeks", "16", "-p", "camps_a_week", "4")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (page,) = (campaign.reports / "camp_plan" / WEEK).glob(f"{STATE}*.en.html")
    said = BeautifulSoup(page.read_text("utf-8"), "html.parser").get_text(" ", strip=True)
    assert "over 16 weeks with at most 4 camps a week" in said
    assert [word for word in BANNED if f" {word}" in said.lower()] == []
