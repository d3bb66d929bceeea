"""Units, groups, accounts, followers, watched posts and youth slots, as offices keep them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hustings.geography import Units


@pytest.fixture
def with_booths(context):
    import pandas as pd

    listed = pd.DataFrame(
        [("JH-P1", "panchayat", "Nawatoli", None, None, "IN-JH-B-3223"),
         ("JH-B1", "booth", "Booth 1", None, "IN-JH-AC-065", "JH-P1"),
         ("JH-B2", "booth", "Booth 2", None, "IN-JH-AC-065", "JH-P1")],
        columns=["unit", "level", "name_en", "name_hi", "seat_parent", "district_parent"],
    )  # fmt: skip
    return replace(context, units=Units.load("IN-JH", listed))


def test_units_find_parents_in_their_own_list_and_in_the_registry(read):
    found = read("units_same_name_panchayats.csv")
    units = found.table("units").set_index("unit")
    assert found.source == "units"
    assert units.loc["JH-B1", ["seat_parent", "district_parent"]].tolist() == [
        "IN-JH-AC-065",  # a bare Kanke above a booth is the assembly seat
        "JH-P1",
    ]
    assert units.loc["JH-B3", "district_parent"] == "JH-P3"
    assert (
        units.loc["JH-P1", "district_parent"] == "IN-JH-B-3223"
    )  # and above a panchayat the block
    assert units.loc["JH-B3", "level"] == "booth"
    assert units.loc["JH-P3", "level"] == "panchayat"
    assert units.loc["JH-P1", "name_hi"] == "नवाटोली"


def test_a_list_of_units_and_one_of_watched_posts_may_have_hindi_headers(read, received):
    units = "कोड,स्तर,नाम,विधानसभा,प्रखंड\nJH-P9,पंचायत,Pithoria,कांके,कांके\n"
    (unit,) = read(received(units)).table("units").to_dict("records")
    assert (unit["seat_parent"], unit["district_parent"]) == ("IN-JH-AC-065", "IN-JH-B-3223")
    post = "एक्स,nadiyuva,09/11/2026,https://x.com/nadiyuva/status/1855000000000000000,5,1,2,१००"
    watched = read(received(f"मंच,हैंडल,तारीख,लिंक,लाइक,टिप्पणियाँ,शेयर,व्यू\n{post}\n"))
    (counts,) = watched.table("post_counts").to_dict("records")
    names = ("reactions", "comments", "shares", "views")
    assert [counts[name] for name in names] == [5, 1, 2, 100]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (3, "several in this list are called so: JH-P1, JH-P2"),
        (8, "the code stands in line 7 already"),
        (9, "the unit lies in nothing"),
        (10, "a booth cannot stand above a panchayat"),
        (11, "the level is not known"),
        (12, "Nobody knows a unit called this name"),
        (13, "the code is that of a vidhan sabha"),
    ],
)
def test_a_unit_that_cannot_be_placed_is_set_aside(read, line, reason):
    found = read("units_same_name_panchayats.csv")
    assert found.aside[line] == reason
    assert found.fixes[line]


def test_the_list_of_units_loads_into_the_registry(read):
    units = read("units_same_name_panchayats.csv").table("units").drop(columns="line")
    registry = Units.load("IN-JH", units)
    assert {unit.code for unit in registry.ancestors("JH-B1")} >= {
        "IN-JH-AC-065", "JH-P1", "IN-JH-B-3223", "IN-JH",
    }  # fmt: skip


def test_groups_are_placed(read):
    groups = read("groups.csv").table("groups")
    assert groups["group"].tolist() == [
        "whatsapp:kanke team 🙏",
        "whatsapp:ranchi yuva",
        "telegram:not placed yet",
    ]
    assert groups["name"][0] == "Kanke Team 🙏"
    assert groups["unit"].tolist()[:2] == ["IN-JH-AC-065", "IN-JH-AC-063"]
    assert groups["unit"].isna().tolist() == [False, False, True]
    assert groups["official"].tolist()[:2] == [True, False]


def test_groups_with_an_unknown_unit_or_platform_are_set_aside(read):
    aside = read("groups.csv").aside
    assert aside[5] == "Nobody knows a unit called this name"
    assert aside[6] == "the platform is not known"


def test_accounts_are_known_under_one_spelling(read):
    accounts = read("accounts.csv").table("accounts")
    assert accounts["account"].tolist() == [
        "facebook:61550000000011",
        "instagram:nadi.yuva",
        "x:nadiyuva",
        "youtube:nadi tv",
        "x:otherside",
    ]
    assert accounts["side"].tolist() == ["ours", "ours", "ours", "ours", "watched"]
    assert accounts["holder"].tolist()[:3] == ["unit", "unit", "person"]
    assert accounts["unit"].tolist()[2] == "IN-JH-AC-063"


def test_a_rounded_page_id_and_an_unknown_side_are_set_aside(read):
    aside = read("accounts.csv").aside
    assert "Excel has rounded" in aside[7]
    assert aside[8] == "'Side' holds an unknown word"


def test_followers_belong_to_listed_accounts(read):
    found = read("followers.csv")
    counts = found.table("account_counts")
    assert counts["account"].tolist() == ["facebook:61550000000011", "x:nadiyuva"]
    assert counts["followers"].tolist() == [12345, 900]
    assert str(counts["counted_on"][0]) == "2026-11-09"


def test_an_unlisted_account_is_set_aside_with_the_nearest(read):
    found = read("followers.csv")
    assert found.aside[4] == "the x account is not in accounts.csv"
    assert "Did you mean 'nadiyuva'?" in found.fixes[4]
    assert found.aside[5] == "nothing is filled in under 'Followers'"
    assert found.aside[6] == "the date lies in the future"


def test_watched_posts_carry_the_day_they_were_counted(read):
    found = read("watched_posts.csv")
    posts, counts = found.table("posts"), found.table("post_counts")
    assert posts["post"].tolist() == ["x:2074000000000000001", "x:2074000000000000002"]
    assert posts["published_at"].tolist() == [
        datetime(2026, 11, 8, 5, 0, tzinfo=UTC),
        datetime(2026, 11, 9, 6, 30, tzinfo=UTC),  # the day alone: noon in India
    ]
    assert posts["time_known"].tolist() == [True, False]
    assert counts["counted_at"][0] == datetime(2026, 11, 9, 18, 30, tzinfo=UTC)
    assert counts["counted_at"][1] == datetime(2026, 11, 22, 6, 0, tzinfo=UTC)  # the file's own
    assert counts["views"].tolist()[0] == 1200
    assert counts["views"].isna().tolist() == [False, True]


def test_a_watched_post_needs_a_listed_account_and_an_address(read):
    aside = read("watched_posts.csv").aside
    assert aside[4] == "the x account is not in accounts.csv"
    assert aside[5] == "there is no address"


@pytest.mark.parametrize(
    ("platform", "link", "post"),
    [
        ("facebook", "https://www.facebook.com/permalink.php?story_fbid=123456&id=9", "123456"),
        ("facebook", "https://www.facebook.com/nadi/posts/pfbid0AbC", "pfbid0AbC"),
        ("facebook", "https://www.facebook.com/nadi/posts/road-repaired/123456789", "123456789"),
        ("facebook", "https://www.facebook.com/watch/?v=123456", "123456"),
        ("instagram", "https://www.instagram.com/reel/Ddr9jGEmLMp/?x=1", "Ddr9jGEmLMp"),
        ("x", "https://twitter.com/a/status/123?s=20", "123"),
        ("youtube", "https://youtu.be/Sx0ytsHc1kk?t=3", "Sx0ytsHc1kk"),
        ("youtube", "https://www.youtube.com/shorts/Sx0ytsHc1kk", "Sx0ytsHc1kk"),
        ("telegram", "https://t.me/nadi/77", "nadi/77"),
    ],
)
def test_the_id_is_found_in_an_address(platform, link, post):
    from hustings.importers.platforms import post_id

    assert post_id(platform, link) == post


def test_an_address_without_an_id_still_names_one_post():
    from hustings.importers.platforms import post_id

    one, other = "https://fb.watch/abc", "https://fb.watch/abd"
    assert post_id("facebook", one) == post_id("facebook", f" {one} ") != post_id("facebook", other)


def test_youth_slots_belong_to_known_booths(read, with_booths):
    found = read("youth.csv", with_booths)
    assert found.table("booths")["unit"].tolist() == ["JH-B1"]
    assert found.table("booths")["youth_slots"].tolist() == [10]
    assert found.aside[3].startswith("Nobody knows a unit")
    assert found.aside[4] == "'Youth slots' is not a whole number"
