"""Camps, central messages and speakers planted in the office's lists come back out."""

import pandas as pd
import pytest

from hustings.store.reading import Snapshot
from hustings.studies import second_hearing, who_carried


@pytest.fixture(scope="module")
def snapshot(campaign):
    return Snapshot.take(campaign.settings.folders.data / "clean")


def rows(snapshot, table):
    return snapshot.frame(table)


def test_every_list_of_the_office_is_read_whole(campaign, snapshot):
    for name, table in {
        "camps": "events", "central messages": "messages_central", "directives": "directives",
        "claims": "claims", "answers to claims": "rebuttals", "occasions": "occasions",
        "recommendations": "recommendations",
    }.items():  # fmt: skip
        lines = pd.read_csv(campaign.exports / "lists" / f"{name}.csv")
        assert len(rows(snapshot, table)) == len(lines), name


def test_camps_are_those_planted_with_who_came(campaign, snapshot):
    camps = rows(snapshot, "events").set_index("unit")
    for planted in campaign.truth["training_camp"]["camps"]:
        assert str(camps.loc[planted["unit"], "held_on"])[:10] == planted["day"]
    came = rows(snapshot, "attendance")
    assert 0.5 < came["attended"].mean() < 0.7
    assert (came.loc[~came["attended"].astype(bool), "modules_passed"] == 0).all()


def test_planted_carrying_of_messages_is_found_and_hardly_anything_else(campaign, snapshot):
    posts = rows(snapshot, "posts")
    messages = rows(snapshot, "messages_central")
    issued = pd.to_datetime(messages["issued_on"]).dt.tz_localize("Asia/Kolkata")
    found = who_carried(posts, messages.assign(issued_at=issued.dt.tz_convert("UTC")))
    known = set(posts["account"])
    planted = {
        (each["account"], each["message"])
        for each in campaign.truth["central_messages"]
        if each["account"] in known
    }
    seen = set(zip(found["account"], found["message"], strict=True)) & {
        (account, message) for account in known for message in messages["message"]
    }
    assert len(planted) >= 8
    # not every export is in this small campaign, so some planted posts are not there at all
    assert len(seen - planted) <= 0.05 * len(seen)
    assert len(seen & planted) >= 0.6 * len(planted)


def test_speakers_are_ranked_more_by_talent_than_by_chance(campaign, snapshot):
    found = second_hearing(rows(snapshot, "ratings"), topic="topic")
    truth = pd.Series(campaign.truth["speakers"])
    assert len(found.speakers) == len(truth)
    # names are pseudonyms: the order of scores is compared with the order of talents
    scores = found.speakers["score"].sort_values().to_numpy()
    assert pd.Series(scores).corr(pd.Series(sorted(truth)), method="pearson") > 0.8
    assert 0.2 < found.model.deviations["speaker"] < 1.1
    assert found.model.deviations["rater"] > 0.2
