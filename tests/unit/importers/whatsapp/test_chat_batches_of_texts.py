"""Letters, links and fingerprints of many texts at once are those of one text at a time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.importers.whatsapp.clusters import counts
from hustings.importers.whatsapp.fingerprints import fingerprints
from hustings.importers.whatsapp.rows import _link_counts
from hustings.privacy import Pseudonyms
from hustings.text import letters, links, normalise

PSEUDONYMS = Pseudonyms(b"k" * 32)

HARD = [
    "क\u094dष", "न\u094dत", "म\u094dप", "ण\u094dड", "क\u093c", "\u0958", "ँ", "ं", "ः", "ि",
    "\u094d", "\u200d", "\u200c", "👨\u200d👩\u200d👧", "👍🏽", "🇮🇳", "🇺", "❤\ufe0f", "e\u0301",
    "é", "각", "ᄀ", "ᅡ", "ᆨ", "\u0600", "\u0d4d", "ക", "\u09cd", "ক", "ﬁ", "Ａ", "𝗯", "İ", "ß",
    "`", "’", "“", "—", "\u200e", "\ufeff", "\u00ad", "\u00a0", "\u202f", "\u2028", "\x00",
    "\x01", "\x7f", "\ue000", "\r\n", "\r", "\n", "\t", "  ", " ", "a", "Z", "7", "७", "٣",
    "\ud800", "\ufffe",
]  # fmt: skip
ADDRESSES = [
    "https://example.org", "http://a.b.in/x?y=1&z=2#t", "https://example.org/a,b", "https://x/y",
    "www.example.org", "Www.example.org/a", "t.me/x", "and/or", "https://example.org।", "see",
    "(https://example.org/a)", "https://example.org/a.", "https://EXAMPLE.org", "a/b://c.de/",
    "https://a.inhttps://b.in", "//", "https://[::1]/", "bit.ly/3", "नमस्ते",
]  # fmt: skip
texts = st.lists(st.lists(st.sampled_from(HARD), max_size=8).map("".join), max_size=120)


@given(texts)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_letters_are_counted_as_one_by_one(some):
    lines = [text.replace("\r", "\n") for text in some]
    assert counts(lines).tolist() == [letters(text) for text in lines]


@given(texts, st.lists(st.text(max_size=20), max_size=80))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_fingerprints_are_those_of_the_normalised_text(some, more):
    every = [*some, *more]
    assert fingerprints(every, PSEUDONYMS) == [
        PSEUDONYMS.of("text", normalise(text)) for text in every
    ]


def test_a_long_key_is_hashed_as_hmac_does():
    key = Pseudonyms(b"k" * 100)
    assert fingerprints(["done"], key) == [key.of("text", "done")]


@given(st.lists(st.sampled_from(ADDRESSES), max_size=4).map(" ".join))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_addresses_are_counted_as_one_by_one(text):
    assert _link_counts([text]).tolist() == [len(links(text))]


def test_a_row_of_flags_and_a_lone_mark_count_as_a_reader_would():
    assert counts(["🇮🇳🇮🇳🇮", "\u094dक", "क्षत्रिय", ""]).tolist() == [3, letters("\u094dक"), 3, 0]
