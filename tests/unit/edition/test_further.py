"""Further questions are answered from the moment of the edition, or refused with a reason."""

from dataclasses import replace
from math import log

import numpy as np
import pandas as pd
import pytest

from hustings.edition.further import Finding
from hustings.edition.further.finding import head_of
from hustings.edition.further.given import Given
from hustings.edition.further.registry import QUESTIONS
from hustings.edition.further.strengths import strength_of
from hustings.edition.making import inputs_of
from hustings.edition.places import places_of
from hustings.metrics.measuring import definition_stamp, open_pass
from hustings.metrics.shelf import Shelf
from hustings.period import Period
from hustings.store import Snapshot

DAY = pd.Timedelta(days=1)
WEEK = Period.parse("2026-W46")
STATE = "IN-JH"
NOTHING = {
    "camps": "no_camps",
    "claims": "no_claims",
    "directives": "no_directives",
    "speakers": "no_ratings",
    "staying": "no_new_workers",
    "voice": "no_messages",
}  # what each says where none of its lists has arrived


@pytest.fixture(scope="module")
def given(campaign, tmp_path_factory):
    """What the campaign's studies look at, with a shelf of its own."""
    snapshot = Snapshot.take(campaign.settings.folders.data / "clean")
    shelf = Shelf(tmp_path_factory.mktemp("shelf"), definition_stamp())
    places = places_of(campaign.settings.campaign.state, snapshot, shelf)
    run = open_pass(
        inputs_of(snapshot, campaign.settings, places),
        shelf,
        list(campaign.edition.manifest.periods),
    )
    parts = {
        name: campaign.edition.folder / f"{name}.parquet"
        for name in campaign.edition.manifest.tables
        if name.startswith("measured/")
    }
    return Given(run, parts, WEEK)


class Without(Given):
    """The same without a row in any list."""

    def rows(self, table):
        return super().rows(table).head(0)


def test_every_question_has_its_tables_in_the_edition(campaign):
    for question in QUESTIONS:
        for part in ("head", *question.tables):
            assert f"{question.name}_{part}" in campaign.edition.manifest.tables


LISTED = [question for question in QUESTIONS if question.reads]


@pytest.mark.parametrize("question", LISTED, ids=lambda question: question.name)
def test_without_its_lists_a_question_is_refused_with_its_reason_and_empty_tables(given, question):
    tables = question.answer(Without(given.run, given.parts, given.period))
    head = tables["head"].set_index("figure")["text"]
    assert head["reason"] == NOTHING[question.name]
    for part, columns in question.tables.items():
        assert tables[part].empty
        assert list(tables[part].columns) == list(columns)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_an_answer_has_the_columns_it_declares(campaign, question):
    for part, columns in question.tables.items():
        rows = campaign.edition.table(f"{question.name}_{part}")
        assert list(rows.columns) == list(columns), part


def test_the_rise_planted_after_the_camps_is_found(campaign):
    found = Finding.of(campaign.edition, "camps")
    planted = campaign.truth["training_camp"]
    assert found.reason == ""
    assert found.whole("treated") == found.whole("camps") == len(planted["camps"])
    low, effect, high = (found.number(name) for name in ("low", "effect", "high"))
    assert low > 0
    assert abs(effect - log(planted["acts_times"])) < 3 * (high - low) / 4
    assert found.text("strength") in ("clear", "likely")


def test_where_no_date_was_kept_nothing_follows_the_camps(given):
    events = given.rows("events")
    rng = np.random.default_rng(3)

    class Elsewhere(Given):
        """Camps said to have been in seats that had none."""

        def rows(self, table):
            if table != "events":
                return super().rows(table)
            seats = self.at_level("vidhan_sabha")["ancestor"].unique()
            quiet = sorted(set(seats) - set(events["unit"]))
            return events.assign(unit=rng.permutation(quiet)[: len(events)])

    (question,) = [question for question in QUESTIONS if question.name == "camps"]
    tables = question.answer(Elsewhere(given.run, given.parts, given.period))
    head = tables["head"].set_index("figure")
    assert head.loc["strength", "text"] != "clear"


def test_who_came_is_counted_from_the_register(campaign, given):
    held = Finding.of(campaign.edition, "camps").table("held").set_index("event")
    register = given.rows("attendance")
    for event, rows in register.groupby("event"):
        assert held.loc[event, "invited"] == len(rows)
        came = int(rows["attended"].astype(bool).sum())
        assert held.loc[event, "came"] == came or came < 5


def test_the_shortlist_is_of_codes_and_no_rater_is_kept(campaign, given):
    found = Finding.of(campaign.edition, "speakers")
    scores = found.table("scores")
    assert len(scores) == len(campaign.truth["speakers"])
    pseudonyms = set(given.rows("ratings")["speaker"])
    assert not pseudonyms & set(scores["speaker"])
    assert {name[:6].upper() for name in pseudonyms} == set(scores["speaker"])
    assert found.whole("shortlisted") == scores["second_hearing"].sum()
    raters = set(given.rows("ratings")["rater"])
    for part in ("head", "scores", "next"):
        assert not raters & set(found.edition.table(f"speakers_{part}").astype(str).to_numpy().flat)


def test_each_listed_claim_is_followed_to_its_answer(campaign, given):
    found = Finding.of(campaign.edition, "claims")
    rows = found.table("rows").set_index("claim")
    listed, answers = given.rows("claims"), given.rows("rebuttals").set_index("claim")
    assert set(rows.index) == set(listed["claim"])
    for claim, row in rows.iterrows():
        assert (row["state"] == "open") == (claim not in answers.index)
        if claim in answers.index:
            assert row["answered_at"] == answers.loc[claim, "published_at"]
            assert row["lag_hours"] > 0
    assert found.whole("open") == (rows["state"] == "open").sum()


def test_a_post_that_repeats_a_claim_is_a_mention(given):
    claims = given.rows("claims")

    class Repeated(Given):
        """The same with two posts that tell the first claim in its own words."""

        def rows(self, table):
            rows = super().rows(table)
            if table != "posts":
                return rows
            before = rows.loc[rows["published_at"] < pd.Timestamp(WEEK.starts_at)]
            newest = before["published_at"].nlargest(2).index
            return rows.assign(text=rows["text"].mask(rows.index.isin(newest), claims["text"][0]))

    (question,) = [question for question in QUESTIONS if question.name == "claims"]
    rows = question.answer(Repeated(given.run, given.parts, given.period))["rows"]
    mentions = rows.set_index("claim")["mentions"]
    assert mentions[claims["claim"][0]] == 2
    assert mentions.drop(claims["claim"][0]).sum() == 0


def test_accounts_that_carried_a_message_are_those_planted(campaign, given):
    found = Finding.of(campaign.edition, "voice")
    messages = found.table("messages").set_index("message")
    planted = pd.DataFrame(campaign.truth["central_messages"])
    sides = given.rows("accounts").set_index("account")["side"]
    ours = planted[planted["account"].map(sides) == "ours"]
    for message, row in messages.iterrows():
        assert 0 < row["carried"] <= min(row["accounts"], (ours["message"] == message).sum() + 1)
        assert row["lag_hours"] < 24 * 7
    places = found.table("places")
    whole = places[places["level"] == "state"].set_index("message")
    assert (whole["accounts"] == messages["accounts"]).all()
    assert (whole["carried"] == messages["carried"]).all()
    assert set(found.table("ways")["way"]) & {"exact", "near"}


def test_new_workers_stay_as_the_roster_says(campaign, given):
    found = Finding.of(campaign.edition, "staying")
    workers = given.rows("workers")
    first = pd.Timestamp(WEEK.last) - pd.Timedelta(weeks=len(given.run.weeks)) + DAY
    new = workers[workers["since"].between(first, pd.Timestamp(WEEK.last))]
    assert found.whole("people") == len(new)
    curve = found.table("curve")
    whole = curve[curve["group"] == "all"]
    assert whole["stays"].is_monotonic_decreasing
    assert ((whole["low"] <= whole["stays"]) & (whole["stays"] <= whole["high"])).all()
    reached = found.table("ladder")["reached"]
    assert reached.is_monotonic_decreasing
    assert reached.iloc[0] == found.whole("people")


@pytest.mark.parametrize(
    ("effect", "low", "high", "p_value", "breakdown", "before", "word"),
    [
        (0.3, 0.2, 0.4, 0.01, 2.0, 0.5, "clear"),
        (0.3, 0.2, 0.4, 0.01, 0.5, 0.5, "likely"),  # a gap seen before would erase it
        (0.3, 0.2, 0.4, 0.01, 2.0, 0.01, "likely"),  # they were moving already
        (0.3, 0.2, 0.4, 0.01, 2.0, float("nan"), "clear"),
        (0.3, 0.2, 0.4, 0.20, 2.0, 0.5, "hint"),
        (0.1, 0.05, 0.15, 0.01, 2.0, 0.5, "hint"),  # too small to matter
        (0.1, -0.05, 0.25, 0.01, 2.0, 0.5, "none"),
        (-0.3, -0.4, -0.2, 0.01, 2.0, 0.5, "clear"),
    ],
)
def test_an_effect_is_told_as_strongly_as_its_weakest_check(
    effect, low, high, p_value, breakdown, before, word
):
    said = strength_of(effect, (low, high), p_value=p_value, breakdown=breakdown, before=before)
    assert said == word


def test_an_edition_made_before_the_question_says_so(campaign):
    older = replace(campaign.edition.manifest, tables={})
    found = Finding.of(replace(campaign.edition, manifest=older, _frames={}), "camps")
    assert found.reason == "not_studied"
    assert found.number("effect") is None


def test_a_head_keeps_numbers_words_and_what_is_missing():
    head = head_of(effect=0.25, strength="clear", drift=None)
    found = Finding(None, "x", head.set_index("figure"))
    assert (found.number("effect"), found.text("strength")) == (0.25, "clear")
    assert found.number("drift") is None
    assert found.whole("nothing_of_the_kind") == 0
    assert isinstance(head["value"].dtype, type(pd.Series([1.0]).dtype))


def test_what_is_expected_below_adds_up_to_what_is_expected_above(campaign):
    rows = Finding.of(campaign.edition, "ahead").table("rows")
    wide = rows.pivot_table("expected", ["metric", "week"], "unit")
    for parent in (STATE, *campaign.edition.children(STATE, "lok_sabha")["unit"]):
        level = "lok_sabha" if parent == STATE else "vidhan_sabha"
        children = campaign.edition.children(parent, level)["unit"]
        below = wide[[unit for unit in (*children, f"{parent}+") if unit in wide]]
        assert wide[parent].to_numpy() == pytest.approx(below.sum(axis=1).to_numpy())
    assert set(rows["metric"]) == {"active_workers", "acts"}


def test_expected_weeks_are_those_after_the_week_and_shown_only_where_the_past_held(campaign):
    rows = Finding.of(campaign.edition, "ahead").table("rows")
    assert sorted(set(rows["week"])) == ["2026-W47", "2026-W48", "2026-W49", "2026-W50"]
    assert rows.loc[rows["shown"], "inside_95"].between(0.90, 0.98).all()
    assert rows["shown"].any()
    assert ((rows["low_95"] <= rows["low_80"]) & (rows["high_80"] <= rows["high_95"])).all()


def test_with_too_few_weeks_nothing_is_expected(given):
    (question,) = (question for question in QUESTIONS if question.name == "ahead")
    few = dict(sorted(given.parts.items())[-10:])
    tables = question.answer(replace(given, parts=few))
    head = tables["head"].set_index("figure")["text"]
    assert head["reason"] == "short_series"
    assert tables["rows"].empty
