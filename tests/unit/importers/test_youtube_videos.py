"""YouTube: a Total that is not the sum, days of another zone, and tables by something else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hustings.errors import InputError
from hustings.importers import recognise


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_the_total_row_is_no_video_but_the_channels(read, specimen):
    name = "Content 2026-01-01_2026-09-30 Nadi TV.zip/Table data.csv"
    found = read(specimen("youtube_total_is_not_the_sum.csv", name=name))
    assert found.table("posts")["post"].tolist() == ["youtube:Sx0ytsHc1kk", "youtube:-2Dv5A6OoHA"]
    assert 2 not in found.aside  # known for what it is, so not set aside
    total = found.table("account_totals").set_index("figure")
    assert total.loc["views", "value"] == 1000
    assert total.loc["followers_gained", "value"] == 40
    assert set(total["line"]) == {2}
    assert set(total["account"]) == {"youtube:nadi tv"}
    assert total.loc["views", "first_day"] == date(2026, 1, 1)
    assert total.loc["views", "last_day"] == date(2026, 9, 30)


def test_a_span_the_export_does_not_name_is_missing(read):
    total = read("youtube_total_is_not_the_sum.csv").table("account_totals")
    assert total["first_day"].isna().all()


def test_the_gap_between_total_and_videos_is_shown(read):
    found = read("youtube_total_is_not_the_sum.csv")
    evidence = found.assumed["the Total row stands for itself: videos do not add up to it"]
    assert evidence == (
        f"views: videos {500 + 344 + 1} of 1000 (84.5%); subscribers: videos {20 - 3} of 40 (42.5%)"
    )


def test_days_are_pacific_and_the_hour_is_unknown(read):
    found = read("youtube_total_is_not_the_sum.csv")
    posts = found.table("posts")
    # Noon Pacific is 20:00 UTC in winter and 19:00 in summer.
    assert posts["published_at"].tolist() == [at(2026, 2, 19, 20), at(2026, 7, 2, 19)]
    assert not posts["time_known"].any()
    assert "videos appeared at noon Pacific time" in found.assumed


def test_a_video_may_lose_subscribers(read):
    counts = read("youtube_total_is_not_the_sum.csv").table("post_counts")
    assert counts["followers_gained"].tolist() == [20, -3]
    assert counts["watch_hours"].tolist() == [30.25, 11.0]


def test_a_video_without_a_publish_day_is_set_aside(read):
    found = read("youtube_total_is_not_the_sum.csv")
    assert found.aside[5] == "there is no publish day"


def test_the_wide_form_of_a_hindi_channel_is_read(read):
    found = read("youtube_29_columns.csv")
    (row,) = found.table("post_counts").to_dict("records")
    assert (row["views"], row["reach"], row["reactions"]) == (90, 70, 8)
    assert (row["comments"], row["shares"], row["followers_gained"]) == (2, 3, 4)
    assert found.table("posts")["text"].tolist() == ["तालाब"]
    assert not [what for what in found.assumed if "column" in what]


def test_dates_and_ids_as_excel_leaves_them(read):
    found = read("youtube_saved_by_excel.csv")
    assert found.table("posts")["published_at"].tolist() == [at(2026, 2, 19, 20)]
    assert found.aside[4] == "this is not a video's id"  # a name that began with a minus


def test_the_channel_comes_from_the_name_of_the_zip_or_folder(read, specimen):
    for name in (
        "youtube/youtube_Nadi TV_lifetime_2026-11-22.zip/Table data.csv",
        "youtube_nadi-tv_2026-11-22.zip/Table data.csv",
        "Nadi TV/Table data.csv",
    ):
        found = read(specimen("youtube_total_is_not_the_sum.csv", name=name))
        assert set(found.table("posts")["account"]) == {"youtube:nadi tv"}, name


def test_an_unlisted_channel_is_kept_by_its_name_and_an_unnamed_one_as_unknown(
    read, specimen, context
):
    other = specimen("youtube_total_is_not_the_sum.csv", name="youtube_Other_2026-11-22.zip/T.csv")
    found = read(other)
    assert set(found.table("posts")["account"]) == {"youtube:other"}
    assert "the channel 'Other' is not in accounts.csv" in found.assumed
    two = replace(context, accounts={**context.accounts, "youtube:other": "youtube:other"})
    nameless = read("youtube_total_is_not_the_sum.csv", two)
    assert set(nameless.table("posts")["account"]) == {"youtube:unknown"}


def test_an_unnamed_channel_is_the_only_one_listed_and_that_is_told(read):
    found = read("youtube_total_is_not_the_sum.csv")
    assert set(found.table("posts")["account"]) == {"youtube:nadi tv"}
    assert found.assumed["videos that name no account are the only listed one's"]


def test_an_export_of_just_500_videos_may_be_cut(read, received):
    head = "Content,Video title,Video publish time,Views\nTotal,,,9999\n"
    rows = [f'{number:011d},Pond,"Feb 19, 2026",1\n' for number in range(500)]
    cut = read(received(head + "".join(rows), "Table data.csv"))
    assert cut.assumed["older videos may be missing"] == "the export ends at 500 videos"
    whole = read(received(head + "".join(rows[:499]), "Table data.csv"))
    assert "older videos may be missing" not in whole.assumed


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("youtube_japanese_header.csv", "not in English"),
        ("youtube_hindi_header.csv", "not in English"),
        ("youtube_by_geography.csv", "another dimension than Content"),
    ],
)
def test_other_tables_of_youtube_are_answered_with_what_to_do(read, name, said):
    with pytest.raises(InputError, match=said) as caught:
        read(name)
    assert "Advanced mode" in caught.value.fix


def test_the_real_youtube_table_is_read(read, received, shared_data):
    raw = (shared_data / "exports/youtube/pune_tech/Table data.csv").read_bytes()
    found = read(received(raw, "youtube_Pune Tech/Table data.csv"))
    counts = found.table("post_counts")
    assert len(found.table("posts")) == 217
    assert set(found.aside.values()) == {"there is no publish day"}
    assert len(found.aside) == 3
    total = found.table("account_totals").set_index("figure")["value"]
    assert (total["views"], total["followers_gained"]) == (51075, 1576)
    evidence = found.assumed["the Total row stands for itself: videos do not add up to it"]
    assert "subscribers: videos 648 of 1576 (41.1%)" in evidence
    assert counts["views"].sum() < 51075
    assert counts["followers_gained"].sum() < 1576


def test_a_chart_in_another_language_is_answered_with_english(received):
    header = "तारीख,कॉन्टेंट,वीडियो का टाइटल,वीडियो के पब्लिश होने का समय,अवधि,व्यू"
    row = "2026-06-13,Sx0ytsHc1kk,हिंदी,19 फ़र॰ 2026,61,5"
    with pytest.raises(InputError, match="not in English"):
        recognise(received(f"{header}\n{row}\n"))
