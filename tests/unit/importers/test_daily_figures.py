"""Figures by day: Meta's one metric a file, X's overview, YouTube's totals and chart."""

import datetime as dt
from datetime import UTC, datetime

import pytest

from hustings.errors import InputError
from hustings.importers import recognise

NADI_FB, NADI_IG = "facebook:61550000000011", "instagram:nadi.yuva"


def days_of(found, table="account_days"):
    rows = found.table(table)
    first = "account" if table == "account_days" else "post"
    columns = [first, "figure", "called", "day", "value"]
    return [tuple(row) for row in rows[columns].itertuples(index=False)]


def test_a_meta_series_in_utf16_is_read_under_its_own_title(read):
    found = read("meta_daily_series_utf16.csv")
    assert found.source == "meta_daily"
    assert days_of(found) == [
        (NADI_FB, "followers_gained", "Facebook follows", dt.date(2025, 8, 1), 12.0)
    ]
    assert found.table("account_days")["counted_at"].tolist() == [
        datetime(2026, 11, 22, 6, tzinfo=UTC)
    ]
    assert found.assumed["figures that name no account are the only listed one's"]
    assert not found.aside


def test_a_comparison_is_not_read_an_empty_day_is_missing_and_a_total_is_no_day(read, specimen):
    name = "exports/instagram_nadi.yuva/Interactions (1).csv"
    found = read(specimen("meta_daily_with_comparison.csv", name=name))
    assert days_of(found) == [
        (NADI_IG, "engagements", "Content interactions", dt.date(2026, 8, 1), 1204.0),
        (NADI_IG, "engagements", "Content interactions", dt.date(2026, 8, 3), 0.0),
    ]
    assert found.assumed["a row of totals is no day"] == "line 7"
    assert not found.aside
    assert not [what for what in found.assumed if "column" in what]


def test_a_series_whose_account_nothing_tells_is_set_aside_whole_with_what_to_do(read):
    found = read("meta_daily_with_comparison.csv")  # a page and an Instagram account are listed
    assert found.aside == {3: "whose figures these are is not known, so the file is not read"}
    assert "facebook_<account>" in found.fixes[3]
    assert found.table("account_days").empty


def test_a_series_of_an_unlisted_account_is_kept_under_its_folders_name(read, specimen):
    file = specimen("meta_daily_series_utf16.csv", name="facebook_Van Mitra/Follows.csv")
    found = read(file)
    assert set(found.table("account_days")["account"]) == {"facebook:van mitra"}
    assert "'Van Mitra' is not in accounts.csv" in found.assumed


def test_without_a_title_the_files_name_says_what_is_counted(read, received, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Date", "Primary"])
    book.active.append([datetime(2026, 8, 1), 7])  # noqa: DTZ001  a workbook knows no zone
    book.active.append([46236, 9])  # a cell that lost its date format
    book.save(tmp_path / "made.xlsx")
    raw = (tmp_path / "made.xlsx").read_bytes()
    found = read(received(raw, "facebook_Nadi Yuva/Visits (2).xlsx"))
    assert days_of(found) == [
        (NADI_FB, "visits", "Visits", dt.date(2026, 8, 1), 7.0),
        (NADI_FB, "visits", "Visits", dt.date(2026, 8, 2), 9.0),
    ]
    assert "numbers among the dates are days as Excel counts them" in found.assumed


def test_two_series_of_one_name_that_disagree_are_both_kept(read, specimen, received):
    page = "facebook_Nadi Yuva/"
    one = read(specimen("viewers_by_day.csv", name=page + "Viewers.csv"))
    text = 'sep=,\r\n"Viewers"\r\n"Date","Primary"\r\n"2026-08-19T00:00:00","8876"\r\n'
    other = read(received(text.encode("utf-16"), page + "Viewers (1).csv"))
    assert days_of(one)[0] == (NADI_FB, "reach", "Total Viewers", dt.date(2026, 8, 19), 5780.0)
    assert days_of(other) == [(NADI_FB, "reach", "Viewers", dt.date(2026, 8, 19), 8876.0)]


def test_series_joined_end_to_end_keep_each_its_own_title(read, received):
    def series(title, figure):
        return f'sep=,\r\n"{title}"\r\n"Date","Primary"\r\n"2026-08-19T00:00:00","{figure}"\r\n'

    text = series("Facebook follows", 3) + "\r\n" + series("Facebook visits", 40)
    found = read(received(text.encode("utf-16"), "facebook_Nadi Yuva/all.csv"))
    assert days_of(found) == [
        (NADI_FB, "followers_gained", "Facebook follows", dt.date(2026, 8, 19), 3.0),
        (NADI_FB, "visits", "Facebook visits", dt.date(2026, 8, 19), 40.0),
    ]
    assert not found.aside
    assert found.assumed["several exports are joined in this file"] == "line 8"


def test_a_lone_cell_that_stands_over_no_header_is_set_aside(read, received):
    text = 'sep=,\n"Views"\n"Date","Primary"\n"2026-08-19T00:00:00","3"\n"Source: Meta"\n'
    found = read(received(text.encode("utf-16"), "facebook_Nadi Yuva/x.csv"))
    assert len(days_of(found)) == 1
    assert found.aside == {5: "the row has 1 cells where the header has 2"}


@pytest.mark.parametrize(
    ("title", "figure"),
    [
        ("Facebook unfollows", "followers_lost"), ("Net follows", "other"), ("Views", "views"),
        ("Instagram reach", "reach"), ("Facebook link clicks", "clicks"),
        ("Instagram profile visits", "visits"), ("3-second video views", "video_views"),
        ("Approximate earnings", "other"), ("Reach rate", "other"),
    ],
)  # fmt: skip
def test_every_title_is_kept_and_known_ones_are_told_apart(read, received, title, figure):
    text = f'sep=,\n"{title}"\n"Date","Primary"\n"2026-08-19T00:00:00","3"\n'
    found = read(received(text.encode("utf-16"), "facebook_Nadi Yuva/x.csv"))
    if title.startswith("Instagram"):
        found = read(received(text.encode("utf-16"), "instagram_nadi.yuva/x.csv"))
    assert [row[1:3] for row in days_of(found)] == [(figure, title)]


def test_an_overview_of_x_is_read_in_any_order_of_its_columns(read, specimen):
    found = read(specimen("x_overview_other_order.csv", name="x_NadiYuva/overview.csv"))
    assert found.source == "x_overview"
    july = [row[1:] for row in days_of(found) if row[3] == dt.date(2026, 7, 14)]
    assert sorted(july) == [
        ("engagements", "Engagements", dt.date(2026, 7, 14), 2.0),
        ("followers_gained", "New follows", dt.date(2026, 7, 14), 3.0),
        ("followers_lost", "Unfollows", dt.date(2026, 7, 14), 1.0),
        ("posts", "Create Post", dt.date(2026, 7, 14), 4.0),
        ("reactions", "Likes", dt.date(2026, 7, 14), 1.0),
        ("views", "Impressions", dt.date(2026, 7, 14), 10.0),
    ]
    assert {row[0] for row in days_of(found)} == {"x:nadiyuva"}
    assert len(days_of(found)) == 6 + 5  # the older day says nothing of posts
    assert found.table("extras")[["header", "value"]].to_numpy().tolist() == [["Wave count", "7"]]


def test_an_overview_nobody_can_place_is_set_aside_with_what_to_do(read):
    found = read("x_daily_overview.csv")  # two accounts on X are listed
    assert list(found.aside) == [1]
    assert "x_<account>" in found.fixes[1]


def test_the_daily_totals_of_a_channel_are_stored_and_nothing_is_set_aside(read, specimen):
    name = "Content 2025-06-13_2025-06-14 Nadi TV.zip/Totals.csv"
    found = read(specimen("youtube_totals_saved_by_excel.csv", name=name))
    assert found.source == "youtube_totals"
    assert days_of(found) == [
        ("youtube:nadi tv", "views", "Views", dt.date(2025, 6, 13), 120.0),
        ("youtube:nadi tv", "views", "Views", dt.date(2025, 6, 14), 80.0),
    ]
    assert found.aside == {}


@pytest.mark.parametrize(
    ("metric", "figure"),
    [
        ("Watch time (hours)", "watch_hours"), ("Subscribers", "followers_gained"),
        ("Engaged views", "other"), ("Impressions", "other"), ("Likes", "reactions"),
        ("Unique viewers", "reach"), ("Comments added", "comments"), ("Shares", "shares"),
    ],
)  # fmt: skip
def test_totals_are_of_whichever_metric_was_chosen_in_studio(read, received, metric, figure):
    text = f"Date,{metric}\n2026-06-13,5\n2026-06-14,6\n"
    found = read(received(text, "youtube_Nadi TV/Totals.csv"))
    assert found.source == "youtube_totals"
    assert [row[1:] for row in days_of(found)] == [
        (figure, metric, dt.date(2026, 6, 13), 5.0),
        (figure, metric, dt.date(2026, 6, 14), 6.0),
    ]


def test_likes_by_day_with_anything_else_beside_them_are_not_youtubes(received):
    with pytest.raises(InputError, match="Nothing we read"):
        recognise(received("Date,Likes,Ward\n2026-06-13,5,Kanke\n"))


def test_the_daily_series_of_videos_is_stored_and_a_damaged_id_set_aside(read):
    found = read("youtube_chart_of_three_days.csv")
    assert found.source == "youtube_chart"
    assert days_of(found, "post_days") == [
        ("youtube:Sx0ytsHc1kk", "views", "Views", dt.date(2025, 6, 13), 12.0),
        ("youtube:Sx0ytsHc1kk", "views", "Views", dt.date(2025, 6, 14), 8.0),
        ("youtube:-2Dv5A6OoHA", "views", "Views", dt.date(2025, 6, 13), 0.0),
    ]
    assert found.aside == {5: "this is not a video's id"}


def test_that_days_are_not_indian_is_said_in_the_same_words_of_every_platform(read, specimen):
    said = {
        what
        for file in (
            specimen("youtube_chart.csv"),
            specimen("x_overview_other_order.csv", name="x_NadiYuva/o.csv"),
            specimen("meta_daily_series_utf16.csv"),
        )
        for what in read(file).assumed
        if "clock" in what
    }
    assert said == {"days are those of the platform's own clock, not of India's"}


@pytest.mark.parametrize("name", ["meta_daily_german_header.csv", "x_japanese_overview.csv"])
def test_days_under_a_header_in_another_language_are_answered_with_english(read, name):
    with pytest.raises(InputError, match="not in English") as caught:
        read(name)
    assert "English (US)" in caught.value.fix


@pytest.mark.parametrize(
    "days", [("शनि, 25 जुल 2026", "शुक्र, 24 जुल 2026"), ("2026年7月25日", "2026年7月24日")]
)
def test_days_may_be_written_in_that_language_too(received, days):
    rows = "".join(f'"{day}",100,1\n' for day in days)
    with pytest.raises(InputError, match="not in English"):
        recognise(received(f"तारीख,इंप्रेशन,लाइक\n{rows}"))
