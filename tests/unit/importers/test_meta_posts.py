"""Facebook and Instagram: what Business Suite writes, and what happens to its files afterwards."""

import re
from datetime import UTC, datetime

import pytest

from hustings.errors import InputError
from hustings.settings import Exports

TOP = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Views\n"


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_a_list_of_videos_known_by_their_assets_is_facebooks(read, specimen, received):
    text = specimen("facebook_quotes_and_newlines.csv").path.read_text("utf-8-sig")
    found = read(received(text.replace("Post ID", "Video asset ID", 1)))
    assert found.source == "facebook_posts"
    assert len(found.table("posts")) == 3


def test_quotes_newlines_and_indian_grouping_are_read(read):
    found = read("facebook_quotes_and_newlines.csv")
    posts, counts = found.table("posts"), found.table("post_counts")
    assert found.source == "facebook_posts"
    assert posts["line"].tolist() == [2, 4, 5]  # the first caption runs over lines 2 and 3
    assert posts["text"].tolist() == [
        'Pond cleaning, "all" wards\nSee you on Sunday',  # the longer of title and description
        "Short video of the whole walk, part one",
        "𝗡𝗼𝘁𝗲: forms till Friday",  # left as published: NFKC would change it
    ]
    assert counts["views"].tolist()[:2] == [100, 123456]
    assert counts["reach"].tolist()[:2] == [80, 98765]
    assert posts["type"].tolist() == ["photo", "reel", "text"]
    assert posts["seconds"].tolist()[1] == 61
    assert posts["seconds"].isna().tolist() == [True, False, True]  # 0 stands for no video
    assert not found.aside


def test_blank_counts_stay_missing(read):
    counts = read("facebook_quotes_and_newlines.csv").table("post_counts")
    third = counts.iloc[2]
    assert third[["views", "reach", "reactions", "comments", "shares", "clicks"]].isna().all()


def test_publish_times_are_taken_as_indian_unless_settings_say_otherwise(read, context, settings):
    found = read("facebook_quotes_and_newlines.csv")
    assert found.table("posts")["published_at"][0] == at(2026, 9, 28, 12, 42)
    assert "exports.meta_offset_minutes" in found.assumed["publish times are Indian time"]
    pacific = settings.model_copy(update={"exports": Exports(meta_offset_minutes=-420)})
    other = read("facebook_quotes_and_newlines.csv", _with(context, settings=pacific))
    assert other.table("posts")["published_at"][0] == at(2026, 9, 29, 1, 12)
    assert "publish times are Indian time" not in other.assumed


def _with(context, **changes):
    from dataclasses import replace

    return replace(context, **changes)


def test_counts_are_a_snapshot_of_the_export_moment(read, specimen):
    first = read(specimen("facebook_quotes_and_newlines.csv", exported_at=at(2026, 10, 1)))
    later = read(specimen("facebook_quotes_and_newlines.csv", exported_at=at(2026, 10, 8)))
    assert set(first.table("post_counts")["counted_at"]) == {at(2026, 10, 1)}
    assert set(later.table("post_counts")["counted_at"]) == {at(2026, 10, 8)}
    assert first.table("posts")["post"].tolist() == later.table("posts")["post"].tolist()


def test_columns_match_in_any_order_and_case(read):
    found = read("facebook_33_columns_other_order.csv")
    (post,) = found.table("post_counts").to_dict("records")
    assert (post["views"], post["reach"], post["engagements"]) == (100, 80, 9)
    assert (post["reactions"], post["comments"], post["shares"], post["clicks"]) == (6, 2, 1, 5)
    assert post["watch_hours"] == 7200 / 3600


def test_unknown_columns_are_named_once_and_known_ones_are_not(read):
    found = read("facebook_33_columns_other_order.csv")
    (note,) = [what for what in found.assumed if "column" in what]
    assert note == "the column 'Wave count' is new to us: kept aside"
    assert found.assumed[note] == "its cells are in extras"


def test_the_cells_of_unknown_columns_are_kept_with_their_file_and_line(read, specimen):
    file = specimen("facebook_33_columns_other_order.csv")
    (cell,) = read(file).table("extras").to_dict("records")
    assert (cell["header"], cell["value"], cell["row"]) == ("Wave count", "7", 2)
    assert cell["sha256"] == file.sha256


def test_impressions_before_2025_are_views(read):
    found = read("facebook_impressions_before_2025.csv")
    assert found.table("post_counts")["views"].tolist() == [140]


def test_the_old_form_with_two_headers_is_read(read):
    found = read("facebook_two_headers_until_2021.csv")
    posts, counts = found.table("posts"), found.table("post_counts")
    assert posts["post"].tolist() == ["facebook:980422845355742", "facebook:980216225376404"]
    assert posts["account"].tolist() == ["facebook:951745098223517"] * 2
    assert posts["line"].tolist() == [3, 4]  # the row of sentences is no post
    assert posts["published_at"][0] == at(2015, 10, 1, 15, 30)
    assert counts["reach"].tolist() == [8, 0]
    assert counts["clicks"].isna().tolist() == [False, True]
    assert posts["type"].tolist() == ["photo", "link"]
    assert not found.aside


def test_an_id_rounded_by_excel_is_taken_from_the_address_or_set_aside(read):
    found = read("facebook_ids_rounded_by_excel.csv")
    assert found.table("posts")["post"].tolist() == [
        "facebook:122158362891044001",
        "facebook:pfbid0B",
        "facebook:1220000000000009",
    ]
    assert found.assumed["a post whose id Excel has rounded goes by its address"].startswith("1 ")
    assert found.aside[4] == "there is no post id"
    assert "Excel has rounded the post id" in found.aside[6]  # the address holds another number
    assert "as exported" in found.fixes[6]
    assert found.table("posts")["account"].tolist()[2] == "facebook:61550000000011"  # by its name


@pytest.mark.parametrize(
    ("post", "address", "told"),
    [
        ("1.22158E+17", "https://www.facebook.com/nadi/posts/a-pond/122158362891044011", None),
        ("122158362891044000", "https://www.facebook.com/nadi/posts/122158362891044011", None),
        ("122158362891044016", "https://www.facebook.com/nadi/posts/122158362891044011", None),
        ("122158362891044000", "https://www.facebook.com/nadi/posts/122158362899944011", "own"),
        ("122158362891044000", "https://www.facebook.com/nadi/posts/pfbid02Ab", "own"),
        ("1,22158e+17", "https://www.facebook.com/permalink.php?story_fbid=pfbid02Ab&id=6", "link"),
        ("1.22158E+17", "https://www.facebook.com/nadi/posts/a-pond/", "lost"),
        ("1.22158E+17", "https://www.facebook.com/nadi/", "lost"),
    ],
)
def test_of_a_rounded_id_the_address_gives_what_it_has(read, received, post, address, told):
    text = TOP + f'"{post}",61550000000011,Nadi Yuva,One,09/28/2026 18:12,{address},Photos,1\n'
    found = read(received(text))
    expected = {None: "122158362891044011", "own": post, "link": "pfbid02Ab"}.get(told)
    assert found.table("posts")["post"].tolist() == ([f"facebook:{expected}"] if expected else [])
    assert bool(found.aside) == (told == "lost")


def test_a_rounded_instagram_id_gives_way_to_the_short_code(read, received):
    text = (
        "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,"
        "Permalink,Post type,Views,Reach,Likes,Shares,Follows,Comments,Saves\n"
        "1.81827E+16,17841403398239763,nadi.yuva,Nadi Yuva,Walk,0,09/24/2026 15:30,"
        "https://www.instagram.com/p/Ddr9jGEmL-p/,IG image,5,4,3,0,0,0,0\n"
    )
    assert read(received(text)).table("posts")["post"].tolist() == ["instagram:Ddr9jGEmL-p"]


def test_joined_files_with_a_bom_midway_and_other_columns_are_read(read):
    found = read("facebook_joined_with_bom_midway.csv")
    counts = found.table("post_counts")
    assert counts["post"].str[-1].tolist() == ["1", "2", "3"]
    assert counts["views"].tolist() == [100, 200, 300]  # views and reach change places midway
    assert counts["reach"].tolist() == [80, 90, 95]
    assert found.assumed["several exports are joined in this file"] == "line 4"
    assert found.aside[6] == "the same post stands in line 3 already"


def test_a_post_whose_first_row_is_bad_is_read_from_its_second(read, specimen, received):
    text = specimen("facebook_bad_rows.csv").path.read_text("utf-8")
    header, fine, *_ = text.splitlines()
    bad = fine.replace(",100,80,", ",1.2K,80,")
    assert bad != fine
    found = read(received(f"{header}\n{bad}\n{fine}\n{fine}\n"))
    assert found.table("posts")["line"].tolist() == [3]
    assert found.aside[4] == "the same post stands in line 3 already"


def test_counts_of_single_days_are_not_taken_for_lifetime_counts(read):
    found = read("facebook_days_not_lifetime.csv")
    assert found.table("posts")["line"].tolist() == [3]
    assert "one day" in found.aside[2]


def test_the_order_of_day_and_month_is_decided_by_the_file(read):
    found = read("facebook_day_first.csv")
    assert found.table("posts")["published_at"].dt.month.tolist() == [9, 9]
    assert found.assumed["date order is day/month"] == ("1 of 2 dates have a first field over 12")


def test_dates_with_hyphens_were_saved_by_a_spreadsheet_in_its_own_order(read, specimen, received):
    text = specimen("facebook_dates_that_do_not_decide.csv").path.read_text("utf-8-sig")
    found = read(received(re.sub(r"(\d\d)/(\d\d)/(2026)", r"\1-\2-\3", text)))
    assert found.table("posts")["published_at"][0] == at(2026, 5, 9, 12, 42)  # 09-05 is in May
    assert found.assumed["date order is day/month"] == "no date decides; settings say so"


def test_dates_that_do_not_decide_are_month_first_and_flagged(read):
    found = read("facebook_dates_that_do_not_decide.csv")
    assert found.table("posts")["published_at"][0].month == 9
    assert "Meta in English" in found.assumed["date order is month/day"]


def test_the_export_date_decides_where_the_fields_do_not(read, specimen):
    # Read month first, 09/05 would be in September, after the export in May.
    file = specimen("facebook_dates_that_do_not_decide.csv", exported_at=at(2026, 5, 11))
    found = read(file)
    assert found.table("posts")["published_at"][0] == at(2026, 5, 9, 12, 42)
    assert "future" in found.assumed["date order is day/month"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (3, "there is no such day in the calendar"),
        (4, "the date lies in the future"),
        (5, "this is not a date"),
        (6, "there is no publish time"),
        (7, "the number of views is not a whole number"),
        (8, "the reach is below zero"),
        (9, "the number of views is not a whole number"),
        (10, "there is no such time of day"),
        (11, "the row has 4 cells where the header has 26"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_reason(read, line, reason):
    found = read("facebook_bad_rows.csv")
    assert found.aside[line] == reason
    assert found.fixes[line]


def test_the_other_rows_go_on_past_bad_ones(read):
    assert read("facebook_bad_rows.csv").table("posts")["line"].tolist() == [2]


@pytest.mark.parametrize(
    "name",
    [
        "facebook_german_header.csv", "instagram_german_header.csv", "facebook_french_header.csv",
        "instagram_hindi_header.csv", "instagram_portuguese_header.csv",
    ],
)  # fmt: skip
def test_a_header_in_another_language_is_answered_with_how_to_export_in_english(read, name):
    with pytest.raises(InputError, match="not in English") as caught:
        read(name)
    assert "English (US)" in caught.value.fix
    with pytest.raises(InputError, match="not in English"):
        read(name, source="facebook_posts")


def test_deleted_columns_are_not_blamed_on_the_language(read):
    with pytest.raises(InputError, match="columns are missing"):
        read("facebook_columns_deleted.csv")


def test_stories_are_posts_whose_replies_are_comments(read):
    found = read("instagram_stories.csv")
    assert found.table("posts")["type"].tolist() == ["story"]
    (row,) = found.table("post_counts").to_dict("records")
    assert (row["views"], row["reach"], row["reactions"], row["comments"]) == (210, 180, 4, 2)
    assert not [what for what in found.assumed if "column" in what]


def test_a_row_of_totals_is_neither_a_post_nor_set_aside(read):
    found = read("facebook_with_a_total_row.csv")
    assert found.table("posts")["text"].tolist() == ["One", "Total recall"]
    assert found.assumed["a row of totals is no post"] == "line 4"
    assert not found.aside


def test_instagram_without_two_columns_and_with_thousands_commas_is_read(read):
    found = read("instagram_16_columns_thousands_commas.csv")
    posts, counts = found.table("posts"), found.table("post_counts")
    assert found.source == "instagram_posts"
    assert posts["type"].tolist() == ["carousel", "reel", "photo", "story"]
    assert counts["views"].tolist() == [12400, 124000, 1, 1]
    assert counts["saves"].tolist()[0] == 3
    assert counts["followers_gained"].tolist()[0] == 1
    assert "clicks" not in counts or counts["clicks"].isna().all()
    assert set(posts["account"]) == {"instagram:nadi.yuva"}


def test_an_account_nobody_listed_is_kept_and_noted(read, context):
    found = read("instagram_16_columns_thousands_commas.csv", _with(context, accounts={}))
    assert set(found.table("posts")["account"]) == {"instagram:nadi.yuva"}
    assert "add it" in found.assumed["'Nadi Yuva' is not in accounts.csv"]


def test_excel_files_are_read_and_dates_excel_exchanged_are_changed_back(read, received, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["This workbook holds an export"])
    sheet = book.create_sheet("Posts")
    sheet.append(["Post ID", "Page ID", "Page name", "Title", "Publish time", "Permalink", "Views"])
    link = "https://www.facebook.com/nadi/posts/"
    # Excel in India took 09/05/2026 for the 9th of May, and left 09/28/2026 as text.
    taken = at(2026, 5, 9, 18, 12).replace(tzinfo=None)  # a workbook's dates have no zone
    sheet.append([1220000000000001, 61550000000011, "Nadi Yuva", "One", taken,
                  link + "1220000000000001", 100])  # fmt: skip
    sheet.append(["1220000000000002", 61550000000011, "Nadi Yuva", "Two", "09/28/2026 18:12",
                  link + "1220000000000002", 200.0])  # fmt: skip
    path = tmp_path / "book.xlsx"
    book.save(path)
    found = read(received(path.read_bytes(), "posts.xlsx"))
    posts = found.table("posts")
    assert posts["published_at"].tolist() == [at(2026, 9, 5, 12, 42), at(2026, 9, 28, 12, 42)]
    assert posts["line"].tolist() == [2, 3]
    assert posts["post"].tolist() == ["facebook:1220000000000001", "facebook:1220000000000002"]
    assert "exchanged day and month" in found.assumed["date order is month/day"]


def test_the_real_facebook_export_is_read(read, received, shared_data):
    raw = (shared_data / "exports/meta/fb_posts_26col.csv").read_bytes()
    found = read(received(raw, "fb_posts_26col.csv"))
    counts = found.table("post_counts")
    assert counts["views"].tolist() == [27, 63]
    assert counts["reach"].tolist() == [20, 45]
    assert counts["engagements"].tolist() == [4, 6]
    assert found.table("posts")["line"].tolist() == [2, 6]
    assert found.table("posts")["text"][0].endswith("#StoneCarving #MapleLeaf")
    assert not found.aside


def test_the_real_instagram_export_is_read(read, received, shared_data):
    raw = (shared_data / "exports/meta/ig_posts_18col_a.csv").read_bytes()
    found = read(received(raw, "ig.csv"))
    (row,) = found.table("post_counts").to_dict("records")
    assert (row["views"], row["reach"], row["reactions"]) == (99, 40, 4)
    assert found.table("posts")["published_at"][0] == at(2026, 9, 24, 10, 0)
