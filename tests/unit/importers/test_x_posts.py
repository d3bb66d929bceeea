"""X: the time of day is in the id, the handle in the address, and Excel likes neither."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hustings.errors import InputError


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_the_time_of_day_is_recovered_from_the_id(read):
    posts = read("x_content.csv").table("posts")
    assert posts["published_at"].tolist()[:2] == [at(2026, 7, 14, 4, 15), at(2026, 7, 13, 20, 40)]
    assert posts["time_known"].tolist()[:2] == [True, True]


def test_an_old_exports_own_times_agree_with_its_ids_to_the_minute(read):
    (post,) = read("x_old_tweet_activity.csv").table("posts").to_dict("records")
    assert post["published_at"] == at(2015, 9, 30, 18, 42)
    moment = (649293177409679360 >> 22) + 1288834974657
    assert datetime.fromtimestamp(moment / 1000, UTC).replace(second=0, microsecond=0) == at(
        2015, 9, 30, 18, 42
    )


def test_where_id_and_day_disagree_the_day_is_taken_and_the_hour_is_unknown(read):
    found = read("x_content.csv")
    fifth = found.table("posts").iloc[-1]
    assert fifth["published_at"] == at(2026, 7, 11, 6, 30)  # noon in India
    assert not fifth["time_known"]
    evidence = found.assumed["the stated day is right where a post's id tells another"]
    assert evidence.startswith("1 post(s)")


def test_text_is_unescaped_once_and_stays_text(read):
    posts = read("x_content.csv").table("posts")
    assert posts["text"][0] == "Roads & ponds <b>\nsecond line"


def test_replies_are_told_from_posts(read):
    assert read("x_content.csv").table("posts")["type"].tolist() == [
        "text", "reply", "text", "text",
    ]  # fmt: skip


def test_an_empty_id_is_taken_from_the_address_or_set_aside(read):
    found = read("x_content.csv")
    assert found.table("posts")["post"].tolist()[2] == "x:2076230079083446277"
    assert found.aside == {6: "there is no post id"}


def test_a_row_that_is_no_post_raises_no_doubt_whose_the_posts_are(read):
    found = read("x_content.csv")  # line 6 has neither an id nor an address
    assert not [what for what in found.assumed if "whose posts" in what]


def test_counts_are_named_as_on_other_platforms(read):
    first = read("x_content.csv").table("post_counts").iloc[0]
    assert first["views"] == 122978
    assert (first["reactions"], first["comments"], first["shares"]) == (12, 3, 4)  # reposts
    assert (first["saves"], first["followers_gained"], first["engagements"]) == (5, 2, 300)
    assert first["clicks"] == 66 + 2 + 1


def test_ids_rounded_by_excel_are_taken_from_the_address(read):
    found = read("x_ids_rounded_by_excel.csv")
    assert found.table("posts")["post"].tolist() == [
        "x:2076883132216246277",
        "x:2076768627717046277",
    ]
    assert "Excel has rounded" in found.aside[4]


def test_the_handle_comes_from_the_address(read):
    assert set(read("x_content.csv").table("posts")["account"]) == {"x:nadiyuva"}


def test_the_handle_comes_from_the_files_name_where_no_address_holds_it(read, specimen):
    named = read(specimen("x_12_columns.csv", name="exports/x_NadiYuva_content_2026-07-01.csv"))
    assert named.table("posts")["account"].tolist() == ["x:nadiyuva"]
    folder = read(specimen("x_12_columns.csv", name="x_NadiYuva/account_analytics_content.csv"))
    assert folder.table("posts")["account"].tolist() == ["x:nadiyuva"]


def test_an_account_nobody_can_name_is_kept_as_unknown_and_said(read):
    found = read("x_12_columns.csv")
    assert found.table("posts")["account"].tolist() == ["x:unknown"]
    assert "name the file" in found.assumed["whose posts these are is not known: kept as x:unknown"]


def test_posts_that_name_no_account_are_the_only_listed_ones_and_that_is_told(read, context):
    found = read("x_12_columns.csv", replace(context, accounts={"x:nadiyuva": "x:nadiyuva"}))
    assert found.table("posts")["account"].tolist() == ["x:nadiyuva"]
    assert found.assumed["posts that name no account are the only listed one's"]


def test_the_form_of_twelve_columns_has_no_clicks_rather_than_none(read):
    counts = read("x_12_columns.csv").table("post_counts")
    assert counts["views"].tolist() == [9]
    assert counts["clicks"].isna().all()


def test_the_old_form_writes_whole_numbers_with_a_point(read):
    (row,) = read("x_old_tweet_activity.csv").table("post_counts").to_dict("records")
    assert (row["views"], row["reactions"], row["comments"], row["shares"]) == (424, 3, 2, 1)
    assert row["clicks"] == 5 + 6 + 8 + 4
    assert row["followers_gained"] == 1


def test_posts_under_a_header_in_another_language_are_answered_with_what_to_do(read):
    with pytest.raises(InputError, match="not in English") as caught:
        read("x_korean_header.csv")
    assert "X Analytics" in caught.value.fix


def test_the_real_x_export_is_read(read, received, shared_data):
    raw = (shared_data / "exports/x/account_analytics_content.csv").read_bytes()
    found = read(received(raw, "account_analytics_content.csv"))
    assert found.table("post_counts")["views"].tolist() == [122978, 57000]
    assert found.table("post_counts")["shares"].tolist() == [0, 575]
    assert found.table("posts")["text"][0] == "国民民主党 地方議員集計 2026/07/14"
    # Its ids were made up and tell other days than it states, so the hour is not known.
    assert not found.table("posts")["time_known"].any()
    assert found.table("posts")["published_at"].dt.date.astype(str).tolist() == [
        "2026-07-14",
        "2026-07-13",
    ]
