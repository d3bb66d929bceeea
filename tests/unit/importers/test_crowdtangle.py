"""CrowdTangle's reports: zones by their letters, reactions in seven columns, many accounts."""

import datetime as dt
from datetime import UTC, datetime


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_facebook_posts_are_read_with_the_zone_beside_each_time(read):
    found = read("crowdtangle_facebook.csv")
    posts = found.table("posts")
    assert found.source == "crowdtangle"
    assert posts["post"].tolist() == [
        "facebook:1220000000000001", "facebook:1220000000000002", "facebook:10",
    ]  # fmt: skip
    assert posts["published_at"].tolist() == [
        at(2023, 11, 3, 17, 34, 56), at(2023, 11, 3, 17, 34, 56), at(2023, 11, 4, 3, 30),
    ]  # fmt: skip
    assert posts["type"].tolist() == ["video", "photo", "link"]
    assert posts["seconds"].tolist()[0] == 62
    assert found.aside == {4: "the time zone XYZ is not known"}
    assert not [what for what in found.assumed if "column" in what]


def test_reactions_of_every_kind_are_added_and_interactions_are_the_platforms_own(read):
    counts = read("crowdtangle_facebook.csv").table("post_counts")
    assert counts["reactions"].tolist() == [1000 + 10 + 5 + 2 + 1 + 1 + 1, 10, 3]
    assert counts["engagements"].tolist() == [1320, 20, 3]
    assert counts["views"].isna().tolist() == [False, False, True]
    assert counts["views"].tolist()[0] == 5000
    assert set(counts["counted_at"]) == {at(2026, 11, 22, 6)}


def test_followers_at_posting_are_one_count_per_account_and_day(read):
    followers = read("crowdtangle_facebook.csv").table("account_counts")
    rows = followers[["account", "counted_on", "followers"]].to_numpy().tolist()
    assert rows == [["facebook:61550000000011", dt.date(2023, 11, 3), 1060]]


def test_accounts_nobody_listed_are_told_of_in_one_line(read):
    found = read("crowdtangle_facebook.csv")
    assert found.table("posts")["account"].tolist()[2] == "facebook:77"
    said = found.assumed["accounts that accounts.csv does not list are kept by their ids"]
    assert said.startswith("1: 'Other Side'")


def test_instagram_posts_are_read(read):
    found = read("crowdtangle_instagram.csv")
    (post,) = found.table("posts").to_dict("records")
    (counts,) = found.table("post_counts").to_dict("records")
    assert post["account"] == "instagram:nadi.yuva"
    assert (post["post"], post["type"]) == ("instagram:CzDEMO_1", "carousel")
    assert post["text"] == 'Carousel, "walk"'
    assert post["published_at"] == at(2023, 11, 3, 12, 34, 56)
    assert (counts["reactions"], counts["comments"], counts["engagements"]) == (20, 4, 24)
    assert found.assumed["times without a zone are UTC"] == "1 post(s)"
