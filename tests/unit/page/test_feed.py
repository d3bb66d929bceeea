"""The feed is valid Atom (RFC 4287), says nothing of hosts or clocks, and escapes all text."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.dom import minidom

import pytest

from hustings.errors import UsageError
from hustings.page.feed import ATOM, BASE, NEWEST, Office, feed
from hustings.page.index import Entry

OFFICE = Office("State campaign office", "प्रदेश अभियान कार्यालय", "IN-JH")
MONDAY = datetime(2026, 11, 16, 1, 30, tzinfo=UTC)
AS_OF = datetime(2026, 11, 15, 4, 0, tzinfo=UTC)
HOSTILE = "<img src=x onerror=\"alert('&')\">]]>\x00\x08\u202e"

# RFC 3339 with a letter T and a zone, as RFC 4287 section 3.3 asks for.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# RFC 4151: authority (a name), date, and what it is called there.
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[A-Za-z0-9._~!$&'()*+,;=:@/?%-]+")


def entry(unit="IN-JH-PC-08", period="2026-W46", at=MONDAY, **changed):
    base = f"weekly_seat/{period}/{unit}"
    pages = {language: f"{base}.{language}.html" for language in ("en", "hi")}
    made = Entry("weekly_seat", period, unit, "Ranchi", "राँची", "lok_sabha", (), pages,
                 printed_at=at)  # fmt: skip
    return replace(made, **changed)


def read(entries, office=OFFICE):
    return ET.fromstring(feed(entries, office, as_of=AS_OF))  # noqa: S314  we made it ourselves


def text(element, name):
    found = element.findall(f"{{{ATOM}}}{name}")
    assert len(found) == 1, f"{name} stands {len(found)} times"
    return found[0].text


def links(element, rel):
    return [one for one in element.findall(f"{{{ATOM}}}link") if one.get("rel") == rel]


ENTRIES = [
    entry(),
    entry("IN-JH-PC-01", marks={"change": 2, "report": 1}),
    entry(period="2026-W45", at=MONDAY - timedelta(days=7)),
    entry("IN-JH", "2026-W44", at=None),
    entry("IN-JH-PC-08", asked="begins 2026-W40"),
    entry("IN-JH-PC-02", pages={"hi": "weekly_seat/2026-W46/IN-JH-PC-02.hi.html"}),
]


def test_a_feed_has_what_the_standard_requires():
    """RFC 4287, 4.1.1: one id, title and updated, an author, and links of each kind once."""
    root = read(ENTRIES)
    assert root.tag == f"{{{ATOM}}}feed"
    assert TAG.fullmatch(text(root, "id"))
    assert "ब्रीफ़िंग · Briefings" in text(root, "title")
    assert MOMENT.fullmatch(text(root, "updated"))
    (author,) = root.findall(f"{{{ATOM}}}author")
    assert text(author, "name") == "प्रदेश अभियान कार्यालय · State campaign office"
    assert [link.get("href") for link in links(root, "self")] == ["feed.xml"]
    assert [link.get("href") for link in links(root, "alternate")] == ["index.html"]


def test_every_entry_has_what_the_standard_requires():
    """4.1.2: one id, title and updated; without content an alternate link; 4.2.7: none twice."""
    found = read(ENTRIES).findall(f"{{{ATOM}}}entry")
    assert len(found) == len(ENTRIES)
    idents = [text(one, "id") for one in found]
    assert len(set(idents)) == len(idents)
    for one in found:
        assert TAG.fullmatch(text(one, "id")), text(one, "id")
        assert text(one, "title")
        assert MOMENT.fullmatch(text(one, "updated"))
        assert text(one, "summary")  # 4.1.2 asks for it only beside content from elsewhere
        kinds = [(link.get("type"), link.get("hreflang")) for link in links(one, "alternate")]
        assert kinds
        assert len(set(kinds)) == len(kinds)
        assert not one.findall(f"{{{ATOM}}}content")


def test_a_second_parser_reads_the_same():
    written = feed(ENTRIES, OFFICE, as_of=AS_OF)
    document = minidom.parseString(written.encode("utf-8"))  # noqa: S318  we made it ourselves
    root = document.documentElement
    assert (root.tagName, root.namespaceURI) == ("feed", ATOM)
    titles = [node.firstChild.data for node in root.getElementsByTagName("title")]
    assert titles == [one.text for one in read(ENTRIES).iter(f"{{{ATOM}}}title")]
    allowed = {"feed", "id", "title", "updated", "author", "name", "link", "generator", "entry",
               "category", "summary"}  # fmt: skip
    assert {node.tagName for node in root.getElementsByTagName("*")} < allowed


def test_both_languages_are_there_hindi_first():
    one = read([entry()]).find(f"{{{ATOM}}}entry")
    assert text(one, "title").startswith("राँची · साप्ताहिक")
    assert " — Ranchi · Weekly briefing · 9–15 November 2026" in text(one, "title")
    assert [link.get("hreflang") for link in links(one, "alternate")] == ["hi", "en"]
    marked = read([entry(marks={"change": 2})]).find(f"{{{ATOM}}}entry")
    assert "sure changes: 2" in text(marked, "summary")
    assert re.search("[\u0900-\u097f].*—", text(marked, "summary"))


def test_the_moment_is_the_one_printed_for_and_never_the_clock():
    root = read([entry(), entry("IN-JH", "2026-W44", at=None)])
    told = {text(one, "id").rsplit("/", 1)[1]: text(one, "updated")
            for one in root.findall(f"{{{ATOM}}}entry")}  # fmt: skip
    # Nobody knows when that one was printed: its week ended at midnight in India.
    assert told == {"IN-JH-PC-08": "2026-11-16T01:30:00Z", "IN-JH": "2026-11-01T18:30:00Z"}
    assert text(root, "updated") == "2026-11-16T01:30:00Z"
    assert text(read([]), "updated") == "2026-11-15T04:00:00Z"


def test_newest_come_first_and_no_more_than_a_hundred():
    many = [entry(f"U-{n:03d}", at=MONDAY + timedelta(minutes=n)) for n in range(NEWEST + 20)]
    found = read(many).findall(f"{{{ATOM}}}entry")
    assert len(found) == NEWEST == 100
    moments = [text(one, "updated") for one in found]
    assert moments == sorted(moments, reverse=True)
    assert text(found[0], "id").endswith("/U-119")


def test_ids_stay_when_the_reports_move():
    here, there = read(ENTRIES), read(ENTRIES, replace(OFFICE, base_url="https://a.example/r/"))
    idents = [[one.text for one in root.iter(f"{{{ATOM}}}id")] for root in (here, there)]
    assert idents[0] == idents[1]
    other = read(ENTRIES, replace(OFFICE, name_en="Another office"))
    assert not {one.text for one in other.iter(f"{{{ATOM}}}id")} & set(idents[0])


def test_links_are_relative_and_a_base_is_named_only_where_one_is_set():
    assert BASE not in read(ENTRIES).attrib
    assert read(ENTRIES, replace(OFFICE, base_url="https://a.example/r/")).get(BASE) == (
        "https://a.example/r/"
    )
    written = feed(ENTRIES, OFFICE, as_of=AS_OF)
    assert "http" not in written.replace(ATOM, "")


def test_hostile_text_stays_text():
    written = feed(
        [entry(name_en=HOSTILE, name_hi=HOSTILE, asked=HOSTILE)],
        replace(OFFICE, name_en=HOSTILE), as_of=AS_OF,
    )  # fmt: skip
    assert "<img" not in written
    assert not re.search("[\x00-\x08\u202e]", written)
    root = ET.fromstring(written)  # noqa: S314  we made it ourselves
    assert "<img src=x" in text(root.find(f"{{{ATOM}}}entry"), "title")


def test_what_could_not_be_printed_is_not_announced():
    assert read([entry(pages={}, missing=("hi", "en"))]).find(f"{{{ATOM}}}entry") is None


def test_sample_reports_say_so():
    assert "Sample data" in text(read(ENTRIES, replace(OFFICE, sample=True)), "title")
    assert "Sample data" not in text(read(ENTRIES), "title")


def test_the_same_entries_in_any_order_give_the_same_bytes():
    once = feed(ENTRIES, OFFICE, as_of=AS_OF)
    assert once == feed(ENTRIES[::-1], OFFICE, as_of=AS_OF)
    assert once.startswith('<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns=')


def test_a_path_out_of_the_folder_is_refused():
    with pytest.raises(UsageError, match="below the index"):
        feed([entry(pages={"en": "../x.html"})], OFFICE, as_of=AS_OF)
