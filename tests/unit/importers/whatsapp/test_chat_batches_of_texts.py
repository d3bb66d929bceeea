"""Links and fingerprints of many texts at once are those of one text at a time."""

import hmac

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from hustings.importers.whatsapp.alphabet import MARK_LETTERS
from hustings.importers.whatsapp.fingerprints import fingerprints
from hustings.importers.whatsapp.kinds import content, odd_ones
from hustings.importers.whatsapp.phrases import phrases
from hustings.importers.whatsapp.split import texts as column
from hustings.importers.whatsapp.texts import link_counts
from hustings.privacy import Pseudonyms
from hustings.text import links

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


def letter_by_letter(text):
    """What a fingerprint is taken of."""
    folded = [" " if c.isspace() else c for c in text if c not in f"{MARK_LETTERS}\x00"]
    return " ".join(word for word in "".join(folded).split(" ") if word)


def siphash(key, data):
    """SipHash-2-4 as its authors define it, with the finishing shuffle of 64 bits after it."""
    most = 2**64 - 1

    def turned(word, by):
        return (word << by | word >> (64 - by)) & most

    def rounds(a, b, c, d, count):
        for _ in range(count):
            a, c = (a + b) & most, (c + d) & most
            b, d, a = turned(b, 13) ^ a, turned(d, 16) ^ c, turned(a, 32)
            c, a = (c + b) & most, (a + d) & most
            b, d, c = turned(b, 17) ^ c, turned(d, 21) ^ a, turned(c, 32)
        return a, b, c, d

    low, high = (int.from_bytes(half, "little") for half in (key[:8], key[8:]))
    state = (low ^ 0x736F6D6570736575, high ^ 0x646F72616E646F6D,
             low ^ 0x6C7967656E657261, high ^ 0x7465646279746573)  # fmt: skip
    padded = data + bytes(7 - len(data) % 8) + bytes([len(data) % 256])
    for place in range(0, len(padded), 8):
        word = int.from_bytes(padded[place : place + 8], "little")
        a, b, c, d = rounds(*state[:3], state[3] ^ word, 2)
        state = (a ^ word, b, c, d)
    a, b, c, d = rounds(state[0], state[1], state[2] ^ 0xFF, state[3], 4)
    found = a ^ b ^ c ^ d
    found = (found ^ found >> 30) * 0xBF58476D1CE4E5B9 & most
    found = (found ^ found >> 27) * 0x94D049BB133111EB & most
    return found ^ found >> 31


@given(texts, st.lists(st.text(max_size=20), max_size=80))
@settings(max_examples=tries(100), deadline=None, derandomize=True)
def test_fingerprints_are_the_keyed_hash_of_the_letters_whatever_the_library(some, more):
    every = [text.replace("\ud800", "") for text in [*some, *more]]
    key = hmac.digest(PSEUDONYMS.key, b"fingerprint of a message", "sha256")[:16]
    assert fingerprints(column(every), PSEUDONYMS).to_pylist() == [
        f"{siphash(key, letter_by_letter(text).encode()):016x}" for text in every
    ]


def test_marks_and_white_space_leave_a_fingerprint_as_it_is_and_another_key_does_not():
    alike = ["किला Done 7", " किला  \u200eDone\u202f7", "किला\nDone\n7", "\ufeffकिला Done 7\u2069 "]
    mine = fingerprints(column([*alike, "किला done 7", "किला Done7"]), PSEUDONYMS).to_pylist()
    others = fingerprints(column(alike), Pseudonyms(b"l" * 32)).to_pylist()
    assert len(set(mine[:4])) == 1
    assert len(set(mine)) == 3
    assert not set(mine) & set(others)


@given(st.lists(st.sampled_from(ADDRESSES), max_size=4).map(" ".join))
@settings(max_examples=tries(200), deadline=None, derandomize=True)
def test_addresses_are_counted_as_one_by_one(text):
    assert link_counts(column([text])).tolist() == [len(links(text))]


STAND_INS = [
    "<Media omitted>", "<मीडिया के बिना>", "image omitted", "POLL:", "This message was deleted",
    "location: https://maps.google.com/?q=1,2", "a.pdf (file attached)\nwords", "Missed voice call",
    "x <This message was edited>", "plain", "नमस्ते", "\u200e", "You deleted this message", "वगळले",
]  # fmt: skip


def test_every_fixed_wording_is_long_enough_to_be_told_by_its_last_three_bytes():
    assert min(len(text.encode()) for text in [*phrases().raw, *phrases().tails]) >= 3


@given(st.lists(st.lists(st.sampled_from([*STAND_INS, *HARD[:-1]]), max_size=3).map("".join)))
@settings(max_examples=tries(150), deadline=None, derandomize=True)
def test_what_is_not_looked_at_closely_is_plain_text(some):
    every = [text.strip().replace("\ud800", "") for text in some]
    for place in set(range(len(every))) - set(odd_ones(column(every))):
        assert content(every[place]).kind == "text"
        assert not content(every[place]).edited
