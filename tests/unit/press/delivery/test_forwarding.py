"""The text to forward: five lines, short, and nothing in it that a page did not say."""

import unicodedata

import pytest
from tests.support.pages import page_of, stale

from hustings.page.blocks import Action, Point
from hustings.press.delivery.forwarding import LINES, forward_text

MOST = 700


def test_a_page_in_five_lines():
    assert forward_text(page_of()).splitlines() == [
        "*Weekly briefing: Dumka Lok Sabha seat* · 16–22 November 2026",
        "• *Active workers: 183.* 189 the week before — within the usual range.",
        "• *Reports on time: 5 of 6.* Late or missing: Sikaripara.",
        "• *Booths without work: 21 of 120.* Quiet for longest: Booth 007-06.",
        "→ *To do:* Sikaripara: Send the written report (assembly in-charge · by 28 November)",
    ]


def test_sample_data_is_called_so_in_both_languages_before_anything_else():
    for language in ("hi", "en"):
        assert forward_text(page_of(sample=True, language=language)).startswith("नमूना · SAMPLE · *")
    assert "SAMPLE" not in forward_text(page_of())


def test_a_banner_comes_before_the_points_and_takes_the_place_of_one():
    lines = forward_text(page_of(banners=(stale("Posts are 12 days old."),))).splitlines()
    assert lines[1] == "⚠ Posts are 12 days old."
    assert len(lines) == LINES
    assert sum(line.startswith("• ") for line in lines) == 2


def test_a_page_without_points_says_how_far_its_data_reaches():
    lines = forward_text(page_of(points=(), actions=())).splitlines()
    assert lines[1:] == ["Data up to Monday"]


def test_a_long_line_is_whole_where_the_others_leave_room():
    """
    one point of 200 letters -> whole | three of them -> each with an ellipsis
    """
    long = Point("", "word " * 39 + "last.")
    assert forward_text(page_of(points=(long,))).splitlines()[1].endswith("last.")
    lines = forward_text(page_of(points=(long,) * 3, banners=(stale("Old."),))).splitlines()
    assert all(line.endswith("last.") for line in lines[2:4])
    lines = forward_text(page_of(points=(long,) * 3, title="t" * 150)).splitlines()
    assert all(line.endswith("…") for line in lines[1:4])


@pytest.mark.parametrize("letter", ["a", "क", "क्ष", "ab ", "राँची ", "👨‍👩‍👧"])
def test_however_long_the_texts_it_stays_short_and_its_bold_parts_closed(letter):
    long = letter * 2000
    page = page_of(
        title=long, place=long, banners=(stale(long),), points=[Point(long, long)] * 3,
        actions=(Action(long, long, long),), sample=True,
    )  # fmt: skip
    text = forward_text(page)
    assert len(text) < MOST
    assert len(text.splitlines()) == LINES
    for line in text.splitlines():
        assert line.count("*") in (0, 2)
        assert not line.endswith(" ")
    if len(letter) > 1:  # no letter is cut open
        assert not text.replace("…", "").endswith(("\u094d", "\u200d"))


def test_marks_of_whatsapp_in_a_text_are_only_letters():
    text = forward_text(page_of(points=(Point("*a* _b_", "~c~ `d` ```e```"),), actions=()))
    line = text.splitlines()[1]
    assert line == "• *＊a＊ ＿b＿:* ～c～ ｀d｀ ｀｀｀e｀｀｀"


def test_no_text_turns_the_line_round_or_begins_another():
    text = forward_text(
        page_of(
            place="A\u202egnp\u2066\u200b",
            points=(Point("x\n\n1. fake", "y\u2028z\r\nw\x07"),),
            actions=(Action("a\u0085b", "c"),),
        )
    )
    assert len(text.splitlines()) == 3
    hidden = {"Cf", "Cc", "Zl", "Zp"}
    assert {c for c in text if unicodedata.category(c) in hidden} == {"\n"}


def test_the_same_page_gives_the_same_text_in_its_own_language():
    hindi = page_of(language="hi")
    assert forward_text(hindi) == forward_text(page_of(language="hi"))
    assert "→ *क्या करें:* " in forward_text(hindi)
