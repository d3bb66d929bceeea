"""Every list, form and platform export has the columns its makers give it."""

import csv
import io
import re
import zipfile
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest

FACEBOOK = (
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,"
    "Permalink,Is crosspost,Is share,Post type,Languages,Custom labels,Funded content status,"
    'Data comment,Date,Views,Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares,'
    "Total clicks,Matched Audience Targeting Consumption (Photo Click),Other Clicks,Link Clicks,"
    "Matched Audience Targeting Consumption (Video Click),"
    "Negative feedback from users: Hide all,Seconds viewed,Average Seconds viewed,"
    "Estimated earnings (USD),Ad CPM (USD),Ad impressions"
)
FACEBOOK_SHORT = FACEBOOK.split(",Matched", maxsplit=1)[0] + (
    ",Other Clicks,Matched Audience Targeting Consumption (Photo Click)"
)
INSTAGRAM = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,"
    "Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves"
)
X = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,"
    "Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
)
YOUTUBE = (
    "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,"
    "Impressions,Impressions click-through rate (%)"
)
LISTS = {
    "roster/roster.csv": "Name,Name (Hindi),Phone,Unit,Post,Since,Until,Consent,18 or older,"
    "Other names",
    "lists/units.csv": "Code,Level,Name,Name (Hindi),Seat parent,District parent",
    "lists/groups.csv": "Group,Platform,Unit,Official",
    "lists/accounts.csv": "Platform,Handle,Name,Side,Unit,Holder",
    "lists/followers.csv": "Date,Platform,Handle,Followers",
    "lists/watched_posts.csv": "Platform,Handle,Published,Link,Type,Text,Views,Reactions,"
    "Comments,Shares,Counted on",
    "lists/youth.csv": "Booth,Youth slots,Source",
    "forms/Daily work 2026-11.csv": "Timestamp,Your mobile number / आपका मोबाइल नंबर,"
    "Where did you work? / कहाँ काम किया?,Date of work / काम की तारीख,"
    "What did you do? / क्या काम किया?,How many people did you meet? / कितने लोगों से मिले?",
    "forms/Weekly report.csv": "Timestamp,Your mobile number / आपका मोबाइल नंबर,"
    "Unit reporting / किस इकाई की रिपोर्ट?,Week of the report / किस सप्ताह की?,"
    "Report link / रिपोर्ट का लिंक",
}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def header(path):
    return path.read_text(encoding="utf-8-sig").split("\n", 1)[0].rstrip("\r")


def member(path, name):
    with zipfile.ZipFile(path) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode())))


@pytest.mark.parametrize("name", LISTS)
def test_lists_and_forms_have_the_agreed_columns(jharkhand, name):
    assert header(jharkhand.root / name) == LISTS[name]


def test_facebook_columns_are_those_of_real_exports_and_change_with_the_month(jharkhand):
    plain = FACEBOOK.replace("Negative feedback from users: Hide all,", "")
    seen = {header(path) for path in jharkhand.names("facebook/*.csv")}
    assert seen <= {FACEBOOK, plain, FACEBOOK_SHORT}
    assert len(seen) > 1


def test_instagram_columns_are_those_of_real_exports_and_change_with_the_month(jharkhand):
    seen = {header(path) for path in jharkhand.names("instagram/*.csv")}
    assert seen == {INSTAGRAM, INSTAGRAM.replace("Data comment,Date,", "")}


def test_meta_files_start_with_a_mark_and_name_their_span(jharkhand):
    for path in (*jharkhand.names("facebook/*.csv"), *jharkhand.names("instagram/*.csv")):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert re.fullmatch(r"[A-Z][a-z]{2}-\d\d-2026_[A-Z][a-z]{2}-\d\d-2026_\d{16}", path.stem)


@pytest.mark.parametrize("platform", ["facebook", "instagram"])
def test_a_posts_counts_only_grow_from_one_export_to_the_next(jharkhand, platform):
    seen = defaultdict(list)
    for path in sorted(jharkhand.names(f"{platform}/*.csv"), key=lambda p: p.stat().st_mtime):
        for row in rows(path):
            seen[row["Post ID"]].append(int(row["Views"].replace(",", "")))
    assert all(counts == sorted(counts) for counts in seen.values())
    repeated = [counts for counts in seen.values() if len(counts) == 4]  # 28 days, each Monday
    assert sum(counts[0] < counts[-1] for counts in repeated) > 0.9 * len(repeated) > 0


def test_meta_post_ids_are_unique_and_keep_their_digits(jharkhand):
    for platform, digits in (("facebook", 16), ("instagram", 17)):
        links = defaultdict(set)
        for path in jharkhand.names(f"{platform}/*.csv"):
            for row in rows(path):
                links[row["Post ID"]].add(row["Permalink"])
        assert all(len(link) == 1 for link in links.values())
        assert all(len(post) == digits and post.isdigit() for post in links)


def test_some_posts_have_no_reach_and_some_no_title(jharkhand):
    found = [row for path in jharkhand.names("facebook/*.csv") for row in rows(path)]
    assert 0 < sum(row["Reach"] == "" for row in found) < 0.05 * len(found)
    assert 0 < sum(row["Title"] == "" for row in found) < 0.05 * len(found)
    assert not [row for row in found if not row["Title"] and not row["Description"]]


def test_x_ids_tell_the_day_in_india_and_some_are_lost(jharkhand):
    found = [row for path in jharkhand.names("x/x_*_content_*.csv") for row in rows(path)]
    for row in found:
        number = int(row["Post Link"].rsplit("/", 1)[1])
        moment = datetime.fromtimestamp(((number >> 22) + 1_288_834_974_657) / 1000, UTC)
        day = (moment + timedelta(hours=5, minutes=30)).date()
        assert row["Date"] == f"{day:%a, %b} {day.day}, {day.year}"
        assert row["Post id"] in ("", str(number))
    assert any(row["Post id"] == "" for row in found)
    assert any(row["Post text"].startswith("@") for row in found)
    assert any("&lt;3" in row["Post text"] for row in found)
    assert not any("<" in row["Post text"] for row in found)


def test_x_exports_have_the_newest_header(jharkhand):
    assert {header(path) for path in jharkhand.names("x/*.csv")} == {X}


def test_youtube_zips_hold_three_tables_whose_total_is_not_the_sum(jharkhand):
    zips = jharkhand.names("youtube/youtube_*.zip")
    headers = set()
    for path in zips:
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist() == ["Table data.csv", "Totals.csv", "Chart data.csv"]
            headers.add(archive.read("Table data.csv").decode().split("\n")[0])
        total, *videos = member(path, "Table data.csv")
        assert (total["Content"], total["Video title"]) == ("Total", "")
        views = sum(int(video["Views"]) for video in videos)
        assert views == 0 or 0.8 < views / int(total["Views"]) < 0.95
    assert headers == {YOUTUBE, f"{YOUTUBE},Engaged views,Unique viewers,New viewers"}


def test_youtube_daily_views_never_exceed_the_lifetime_of_a_video(jharkhand):
    path = max(jharkhand.names("youtube/*.zip"), key=lambda p: p.stat().st_mtime)
    lifetime = {row["Content"]: int(row["Views"]) for row in member(path, "Table data.csv")}
    charted = Counter()
    for row in member(path, "Chart data.csv"):
        charted[row["Content"]] += int(row["Views"])
    assert charted
    assert all(views <= lifetime[video] for video, views in charted.items())


def test_every_account_exported_or_watched_is_in_the_list_of_accounts(jharkhand):
    listed = rows(jharkhand.root / "lists/accounts.csv")
    handles = {(row["Platform"], row["Handle"]) for row in listed}
    assert len(handles) == len(listed)
    pages = {row["Page ID"] for path in jharkhand.names("facebook/*.csv") for row in rows(path)}
    assert {("facebook", page) for page in pages} <= handles
    for path in jharkhand.names("x/*.csv"):
        assert ("x", re.fullmatch(r"x_(.+)_content_.*", path.stem)[1]) in handles
    for path in jharkhand.names("youtube/*.zip"):
        assert ("youtube", re.fullmatch(r"youtube_(.+)_2026-10-05_.*", path.stem)[1]) in handles
    watched = {(row["Platform"], row["Handle"]) for row in rows(
        jharkhand.root / "lists/watched_posts.csv"
    )}  # fmt: skip
    assert watched == {(r["Platform"], r["Handle"]) for r in listed if r["Side"] != "ours"}


def test_time_stamps_are_the_forms_own_or_an_indian_sheets(jharkhand):
    form, sheet = (
        rows(jharkhand.root / f"forms/Daily work 2026-{month}.csv")[0] for month in (11, 10)
    )
    assert re.fullmatch(r"2026/11/\d\d \d{1,2}:\d\d:\d\d [AP]M GMT\+5:30", form["Timestamp"])
    assert re.fullmatch(r"\d\d/10/2026 \d\d:\d\d:\d\d", sheet["Timestamp"])
