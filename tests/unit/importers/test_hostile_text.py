"""Formulas, markup and odd marks go through as the text they are: escaping is the page's work."""

import csv
import io

import pytest

CORPUS = (
    "=HYPERLINK(\"http://example.invalid\",\"Open\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1",
    "<script>alert(1)</script>", "</td><img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
    "{{ 7*7 }} ${7*7} <%= 7*7 %>", "javascript:alert(1)", "'; DROP TABLE posts; --",
    "Ramesh \u202Etxt.exe", "a\u200db\u2066c", "𝗯𝗼𝗹𝗱 ﬁ ①", "कि॰ ज़ ज\u093c", "line one\nline two",
    "quote \" and , comma", "👩‍👩‍👧‍👦 🇮🇳", "%s %d {0} {name}", "<!-- -->]]>",
    "\\u003cscript\\u003e",
)  # fmt: skip


def table(header, rows):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    return text.getvalue()


@pytest.mark.parametrize("hostile", CORPUS)
def test_captions_of_meta_are_unchanged(read, received, hostile):
    header = [
        "Post ID",
        "Page ID",
        "Page name",
        "Title",
        "Description",
        "Publish time",
        "Permalink",
    ]
    row = ["1220000000000001", "61550000000011", hostile, "", hostile, "09/28/2026 18:12", hostile]
    posts = read(received(table(header, [row]))).table("posts")
    assert posts["text"].tolist() == [hostile]
    assert posts["permalink"].tolist() == [hostile.strip()]


@pytest.mark.parametrize("hostile", CORPUS)
def test_titles_of_youtube_are_unchanged(read, received, hostile):
    header = ["Content", "Video title", "Video publish time", "Views"]
    posts = read(received(table(header, [["Sx0ytsHc1kk", hostile, "Feb 19, 2026", "1"]])))
    assert posts.table("posts")["text"].tolist() == [hostile]


@pytest.mark.parametrize("hostile", CORPUS)
def test_names_of_groups_accounts_and_units_are_unchanged(read, received, hostile):
    groups = read(received(table(["Group", "Unit"], [[hostile, "IN-JH-AC-065"]]))).table("groups")
    assert groups["name"].tolist() == [hostile.strip()]
    header = ["Platform", "Handle", "Name", "Side"]
    accounts = read(received(table(header, [["x", "nadi", hostile, "ours"]]))).table("accounts")
    assert accounts["name"].tolist() == [hostile.strip()]
    header = ["Code", "Level", "Name", "District parent"]
    units = read(received(table(header, [["JH-P1", "panchayat", hostile, "IN-JH-B-3223"]])))
    assert units.table("units")["name_en"].tolist() == [hostile.strip()]


@pytest.mark.parametrize("hostile", CORPUS)
def test_watched_posts_are_unchanged(read, received, hostile):
    header = ["Platform", "Handle", "Published", "Link", "Text"]
    row = ["x", "otherside", "2026-11-09", "https://x.com/otherside/status/1", hostile]
    assert read(received(table(header, [row]))).table("posts")["text"].tolist() == [hostile]


@pytest.mark.parametrize("hostile", CORPUS)
def test_a_name_on_the_roster_never_shows(read, received, hostile):
    header = ["Name", "Phone", "Unit", "Post", "18 or older", "Other names"]
    row = [f"Zyx {hostile}", "9876543299", "IN-JH-AC-065", "Volunteer", "yes", "Wvu Nickname"]
    found = read(received(table(header, [row])))
    assert len(found.table("workers")) == 1
    assert "Zyx" not in found.everything()
    assert "Wvu" not in found.everything()
    assert "9876543299" not in found.everything()


@pytest.mark.parametrize("hostile", CORPUS)
def test_hostile_places_and_acts_are_set_aside_or_other_and_not_repeated(read, received, hostile):
    header = ["Timestamp", "Mobile", "Where did you work?", "What did you do?"]
    stamp = "2026/11/09 1:28:19 PM GMT+5:30"
    rows = [
        [stamp, "9876543210", f"Qqzx {hostile}", "Meeting"],
        [stamp, "9876543210", "IN-JH-AC-065", f"Qqzx {hostile}"],
    ]
    found = read(received(table(header, rows)))
    assert "Qqzx" not in found.everything()
    assert len(found.aside) == 1
    assert "other" in set(found.table("activity")["act"])


def test_html_of_x_is_unescaped_to_text_and_no_further(read, received):
    header = ["Post id", "Date", "Post text", "Post Link", "Impressions"]
    link = "https://x.com/NadiYuva/status/2076883132216246277"
    row = ["2076883132216246277", "Tue, Jul 14, 2026", "&lt;b&gt; &amp;lt;i&amp;gt;", link, "1"]
    assert read(received(table(header, [row]))).table("posts")["text"].tolist() == ["<b> &lt;i&gt;"]
