"""Which pages are printed: briefing × unit × language, in a steady order."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hustings.errors import UsageError
from hustings.press import Asked, find_briefing, list_briefings, plan_runs, with_roll_ups
from hustings.press.plan import read_name

MONDAY = datetime(2026, 11, 16, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def seat(root):
    return find_briefing(root / "notebooks", "weekly_seat")


@pytest.fixture(scope="module")
def state(root):
    return find_briefing(root / "notebooks", "weekly_state")


def planned(briefings, campaign, languages=("hi", "en"), **asked):
    return plan_runs(briefings, campaign.edition, Asked(languages, **asked), scheduled_at=MONDAY)


def test_a_briefing_is_printed_for_its_own_levels_higher_ones_first(campaign, seat):
    runs = planned([seat], campaign)
    units = list(dict.fromkeys(run.unit for run in runs))
    assert units[:2] == ["IN-JH-PC-01", "IN-JH-PC-02"]
    assert units[13:16] == ["IN-JH-PC-14", "IN-JH-AC-001", "IN-JH-AC-002"]
    assert len(units) == 14 + 81
    assert len(runs) == 2 * len(units) == len({run.page for run in runs})


def test_what_sums_up_others_comes_last(campaign, seat, state):
    runs = planned([state, seat], campaign)
    assert runs[0].page == "weekly_seat/2026-W46/IN-JH-PC-01.hi.html"
    assert [run.page for run in runs[-2:]] == [
        "weekly_state/2026-W46/IN-JH.hi.html",
        "weekly_state/2026-W46/IN-JH.en.html",
    ]
    assert {run.edition for run in runs} == {campaign.edition.id}
    assert {run.scheduled_at for run in runs} == {MONDAY}


def test_a_roll_up_is_added_to_what_it_sums_up_unless_single_units_are_named(root, seat, state):
    known = list_briefings(root / "notebooks")

    def names(*briefings, **asked):
        return [each.name for each in with_roll_ups(briefings, known, Asked(("hi",), **asked))]

    assert names(seat) == ["weekly_seat", "weekly_state"]
    assert names(seat, units="level=vidhan_sabha") == ["weekly_seat", "weekly_state"]
    assert names(state, seat) == ["weekly_state", "weekly_seat"]
    assert names(seat, units="IN-JH-PC-08") == ["weekly_seat"]
    assert names(seat, given={"weeks": 6}) == ["weekly_seat"]  # the roll-up knows no such question


def test_levels_asked_for_are_those_of_what_is_summed_up(campaign, seat, state):
    runs = planned([seat, state], campaign, ("hi",), units="level=lok_sabha")
    assert {run.unit for run in runs if run.briefing is state} == {"IN-JH"}
    assert len(runs) == 14 + 1
    alone = planned([state], campaign, ("hi",), units="level=lok_sabha")
    assert len(alone) == 14


def test_only_units_of_a_state_are_printed_where_one_is_named(campaign, seat):
    assert len(planned([seat], campaign, state="IN-JH")) == len(planned([seat], campaign))
    inside = planned([seat], campaign, state="IN-JH-PC-08")  # any unit bounds what lies below it
    assert {run.unit for run in inside} > {"IN-JH-PC-08"}
    assert len({run.unit for run in inside}) < 14
    with pytest.raises(UsageError, match="IN-JH-PC-09 does not lie in IN-JH-PC-08"):
        planned([seat], campaign, state="IN-JH-PC-08", units="IN-JH-PC-08,IN-JH-PC-09")
    with pytest.raises(UsageError, match="IN-XX"):
        planned([seat], campaign, state="IN-XX")


def test_a_plan_without_pages_is_refused(campaign, seat):
    nowhere = replace(seat, levels=())
    with pytest.raises(UsageError, match="nothing to print of weekly_seat"):
        planned([nowhere], campaign)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("level=district", 24),
        ("level=lok_sabha,district", 38),
        ("level=state", 1),
        ("IN-JH-PC-08", 1),
        ("IN-JH-AC-063, IN-JH-PC-08", 2),
    ],
)
def test_other_units_are_printed_where_they_are_asked_for(campaign, seat, asked, count):
    assert len(planned([seat], campaign, units=asked)) == 2 * count


def test_one_language_halves_the_runs(campaign, seat):
    runs = planned([seat], campaign, ("hi",), units="IN-JH-PC-08")
    assert [run.page for run in runs] == ["weekly_seat/2026-W46/IN-JH-PC-08.hi.html"]
    assert runs[0].title == "weekly_seat 2026-W46 IN-JH-PC-08.hi"


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("level=loksabha", "lok_sabha"),
        ("level=lok_sabha,vidhan_sabah", "vidhan_sabha"),
        ("IN-JH-PC-O8", "IN-JH-PC-08"),
        ("IN-JH-PC-08,IN-JH-AC-64", "IN-JH-AC-064"),
    ],
)
def test_an_unknown_level_or_unit_is_refused_with_the_nearest(campaign, seat, asked, nearest):
    with pytest.raises(UsageError) as caught:
        planned([seat], campaign, units=asked)
    assert f"Did you mean '{nearest}'?" in str(caught.value)


def test_an_unknown_language_is_refused_before_anything_is_printed(campaign, seat):
    with pytest.raises(UsageError, match="language"):
        planned([seat], campaign, ("hi", "eng"))


def test_a_level_without_units_is_said_and_not_passed_over(campaign, seat):
    with pytest.raises(UsageError, match="ward"):
        planned([seat], campaign, units="level=ward")


def test_the_same_unit_twice_is_printed_once(campaign, seat):
    assert len(planned([seat, seat], campaign, units="IN-JH-PC-08,IN-JH-PC-08")) == 2


def test_every_briefing_of_the_folder_is_listed_with_its_levels(root):
    assert {found.name: found.levels for found in list_briefings(root / "notebooks")} == {
        "camp_plan": ("state",),
        "claims_watch": ("state",),
        "directives": ("state",),
        "leaders_voice": ("state",),
        "retention": ("state",),
        "speakers": ("state",),
        "team_change": ("lok_sabha",),
        "training_camps": ("state",),
        "weekly_seat": ("lok_sabha", "vidhan_sabha"),
        "weekly_state": ("state",),
    }


def test_a_briefing_s_own_parameters_reach_each_of_its_runs(root, campaign):
    team = find_briefing(root / "notebooks", "team_change")
    asked = {"begins": "2026-W40", "metric": "reach"}
    runs = planned([team], campaign, units="IN-JH-PC-08", given=asked)
    assert [run.parameters for run in runs] == [
        {"unit": "IN-JH-PC-08", "period": "2026-W46", "language": language,
         "edition": campaign.edition.id, "scheduled": MONDAY.isoformat(), **asked}
        for language in ("hi", "en")
    ]  # fmt: skip


def test_a_parameter_no_briefing_declares_is_refused_with_the_nearest(root, campaign, seat):
    team = find_briefing(root / "notebooks", "team_change")
    with pytest.raises(UsageError, match="Did you mean 'begins'"):
        planned([team], campaign, given={"begns": "2026-W40"})
    with pytest.raises(UsageError, match="briefing weekly_seat"):
        planned([team, seat], campaign, given={"begins": "2026-W40"})


@pytest.mark.parametrize(
    ("name", "option"),
    [("unit", "--units"), ("period", "--period"), ("language", "--languages")],
)
def test_what_the_press_gives_itself_is_no_parameter_to_give(campaign, seat, name, option):
    with pytest.raises(UsageError, match=option):
        planned([seat], campaign, given={name: "x"})


@pytest.fixture(scope="module")
def team(root):
    return find_briefing(root / "notebooks", "team_change")


def names(briefing, campaign, **given):
    runs = planned([briefing], campaign, units="IN-JH-PC-08", given=given)
    return [run.name for run in runs if run.language == "en"]


def test_what_else_a_page_is_asked_for_is_part_of_its_name(campaign, team):
    assert names(team, campaign) == ["IN-JH-PC-08.en"]
    week = {"begins": "2026-W40"}
    assert names(team, campaign, **week) == ["IN-JH-PC-08~begins-2026-W40.en"]
    # in the notebook's order, and not what is its default anyway
    both = names(team, campaign, metric="reach", **week)
    assert both == ["IN-JH-PC-08~begins-2026-W40~metric-reach.en"]
    assert names(team, campaign, metric="acts", **week) == names(team, campaign, **week)


def test_a_value_that_can_stand_in_no_file_name_gets_a_name_of_its_own(campaign, team):
    ways = ["../../etc", "a/b", "a b", "x" * 90, "x" * 91, "क", "ख", "a~b"]
    found = {name for way in ways for name in names(team, campaign, begins=way)}
    assert len(found) == len(ways)
    for name in found:
        assert name.isascii()
        assert not set("/\\: ") & set(name)
        assert name.count("~") == 1
        assert len(name) < 100


def test_a_page_s_name_is_read_as_it_was_given(campaign, team):
    (name,) = names(team, campaign, begins="2026-W40", metric="active_workers")
    assert read_name(name) == ("IN-JH-PC-08", "begins 2026-W40, metric active_workers", "en")
    assert read_name("IN-JH-AC-001.hi") == ("IN-JH-AC-001", "", "hi")
