"""Web addresses inside a text."""

import csv
import gzip
import re
import time

import pytest

from hustings.text import domain, links

CASES = [
    ("पढ़ें: https://example.org/a?b=1।", ["https://example.org/a?b=1"]),
    ("देखें https://t.co/AbC1पर", ["https://t.co/AbC1"]),
    (
        "(see https://en.example.org/wiki/Ranchi_(city)).",
        ["https://en.example.org/wiki/Ranchi_(city)"],
    ),
    ("https://t.co/ahttps://t.co/b", ["https://t.co/a", "https://t.co/b"]),
    (
        "join t.me/xyz or wa.me/911234, www.example.in!",
        ["t.me/xyz", "wa.me/911234", "www.example.in"],
    ),
    ("twice http://a.in/1 http://a.in/1", ["http://a.in/1", "http://a.in/1"]),
    ("*https://example.com/x*", ["https://example.com/x"]),
    ("we met at Kanke.in the evening we left", []),
    ("mail me: someone@example.com/x", []),
    ("javascript:alert(1) file:///etc/passwd", []),
    ("https:// and http://[", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), CASES)
def test_the_links_of_a_text(text, found):
    assert links(text) == found


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://www.Example.org:443/a", "example.org"),
        ("t.me/xyz", "t.me"),
        ("www.example.in", "example.in"),
        ("https://user:pw@example.com/", "example.com"),
        ("http://[", ""),
        ("https://localhost/x", ""),
    ],
)
def test_the_domain_of_a_link(link, host):
    assert domain(link) == host


@pytest.mark.parametrize("piece", [".", ")", "a.", "www.", "https://", "t.me/", "-a"])
def test_a_hostile_text_costs_little(piece):
    text = "https://a.in/" + piece * 100_000
    start = time.process_time()
    links(text)
    assert time.process_time() - start < 1


def test_every_short_link_in_real_posts_is_found(shared_data):
    path = shared_data / "posts" / "public_posts_engagement.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    wanted = [found for text in texts for found in re.findall(r"https://t\.co/\w{10}", text)]
    got = [link for text in texts for link in links(text) if domain(link) == "t.co"]
    assert len(wanted) > 1000
    assert set(wanted) <= set(got)
