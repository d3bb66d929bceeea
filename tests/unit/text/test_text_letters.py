"""Comparing, measuring and cleaning text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.text import normalise, strip_marks, without_invisible

# Two ways to type one thing, each pair a fold the module names.
SAME = [
    ("क\u093cिला", "\u0958िला"),  # क़ in two code points or one
    ("पाकुड़", "पाकुड"),  # nukta left out
    ("राँची", "रांची"),
    ("खण्डवा", "खंडवा"),
    ("हिन्दी", "हिंदी"),
    ("टुन्डी", "टुंडी"),
    ("सम्पर्क", "संपर्क"),
    ("वार्ड १२", "वार्ड 12"),
    ("𝗕𝗼𝗹𝗱 𝗽𝗼𝘀𝘁", "bold post"),
    ("ＦＵＬＬ", "full"),
    ("क्\u200dष", "क्ष"),
    ("श्री\u200c राम", "श्री राम"),
    ("a\u00a0\u202fb\n c", "a b c"),
    ("“don’t” – no", '"don\'t" - no'),
    ("\ufeffKanke\u200e", "kanke"),
    ("❤️", "❤"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_usual_spellings_of_one_text_compare_equal(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("डुमरी", "डुमरिया"), ("जन्म", "जंम"), ("अन्य", "अंय"), ("राम", "राम।"), ("12", "21")],
)
def test_different_texts_stay_different(one, other):
    assert normalise(one) != normalise(other)


def test_comparing_leaves_punctuation_and_drops_outer_space():
    assert normalise("  नमस्ते,  दुनिया!  ") == "नमस्ते, दुनिया!"


@given(st.text())
def test_what_is_normalised_is_normal(text):
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("disease", "text", "seen"),
    [
        ("right-to-left override", "मतदान\u202eभाग", "मतदानभाग"),
        ("byte-order mark in mid-text", "नम\ufeffस्ते", "नमस्ते"),
        ("zero-width space", "a\u200bb", "ab"),
        ("soft hyphen", "co\u00adop", "coop"),
        ("escape sequence", "\x1b[31mred", "[31mred"),
        ("null", "a\x00b", "ab"),
        ("lone surrogate", "a\ud800b", "ab"),
        ("non-character", "a\uffff\U0001fffe\ufdd0b", "ab"),
        ("C1 control", "a\x9bb", "ab"),
        ("carriage returns", "a\r\nb\rc", "a\nb\nc"),
        ("odd line ends", "a\u2028b\u2029c\u0085d", "a\nb\nc\nd"),
    ],
)
def test_nothing_unseen_reaches_a_page(disease, text, seen):
    assert without_invisible(text) == seen, disease


def test_joiners_that_hindi_and_emoji_need_are_kept():
    for text in ("क्\u200dष", "श्री\u200cमान", "👨\u200d👩\u200d👧", "tab\there\nand line"):
        assert without_invisible(text) == text


@given(st.text(st.characters(exclude_categories=())))
def test_a_cleaned_text_can_be_written_and_cleaned_again(text):
    clean = without_invisible(text)
    clean.encode("utf-8")
    assert without_invisible(clean) == clean
    hidden = {c for c in clean if unicodedata.category(c) in {"Cf", "Cc", "Cs"}}
    assert hidden <= {"\u200c", "\u200d", "\n", "\t"}


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("\u200e[3/6/18 1:55:00 p.\u00a0m.] a: m", "[3/6/18 1:55:00 p. m.] a: m"),
        ("\ufeff\ufeff[29.01.18, 12:24:03]", "[29.01.18, 12:24:03]"),
        ("1/4/23, 7:02\u202fPM - x", "1/4/23, 7:02 PM - x"),
        ("\u2068कमल\u2069: हाँ\u200d", "कमल: हाँ\u200d"),
    ],
)
def test_marks_are_stripped_from_a_line_and_odd_spaces_made_plain(line, plain):
    assert strip_marks(line) == plain
