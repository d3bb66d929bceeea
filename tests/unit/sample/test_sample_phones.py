"""One short chat, as each phone would write it."""

from datetime import date

import numpy as np
import pytest

from hustings.sample.chats import Chat
from hustings.sample.notices import Notice
from hustings.sample.phones import PHONES, number_shown, written
from hustings.sample.rolls import messy_phone

EVENING = 19 * 3600 + 2 * 60 + 33

#   second   who   kind     text
CHAT = Chat(
    np.array([EVENING, EVENING + 60]),
    np.array([0, 1]),
    ["short", "image"],
    ["जी", ""],
    [Notice(300, "joined", 0, 1)],
)


def as_written(phone, chat=CHAT):
    return written(
        chat,
        PHONES[phone],
        group="G",
        names=["Asha", "+91 98765 43210"],
        first=date(2026, 11, 9),
        rng=np.random.default_rng(0),
    )


@pytest.mark.parametrize(
    ("phone", "head"),
    [
        ("android_12h", "09/11/26, 7:02\u202fpm - "),
        ("android_12h_plain", "09/11/2026, 7:02 pm - "),
        ("android_24h", "09/11/26, 19:02 - "),
        ("android_hi", "09/11/26, 7:02\u202fpm - "),
        ("android_us", "11/9/26, 7:02\u202fPM - "),
        ("android_dots", "9.11.2026, 19:02 - "),
        ("android_year_first", "2026/11/09, 19:02 - "),
        ("android_utf16", "09/11/26, 19:02 - "),
        ("ios", "[09/11/26, 7:02:33\u202fPM] "),
        ("ios_24h", "[09/11/2026, 19:02:33] "),
        ("ios_hi", "[09/11/26, 7:02:33\u202fpm] "),
    ],
)
def test_each_phone_heads_a_message_in_its_own_way(phone, head):
    assert f"{head}Asha: जी" in as_written(phone)


def test_midnight_and_noon_are_twelve_on_a_twelve_hour_clock():
    chat = Chat(np.array([5 * 60, 12 * 3600]), np.array([0, 0]), ["short"] * 2, ["a", "b"], [])
    lines = as_written("android_12h", chat).split("\n")
    assert lines[0].startswith("09/11/26, 12:05\u202fam")
    assert lines[1].startswith("09/11/26, 12:00\u202fpm")


def test_android_has_one_word_for_all_media_and_no_author_on_its_own_lines():
    lines = as_written("android_24h").split("\n")
    assert lines == [
        "09/11/26, 00:05 - +91 98765 43210 joined using this group's invite link",
        "09/11/26, 19:02 - Asha: जी",
        "09/11/26, 19:03 - +91 98765 43210: <Media omitted>",
        "",
    ]


def test_iphones_mark_media_and_let_the_actor_pose_as_author():
    joined, text, photo, _ = as_written("ios_24h").split("\r\n")
    said = "\u200e+91 98765 43210 joined using this group's invite link"
    assert joined == f"[09/11/2026, 00:05:00] +91 98765 43210: {said}"
    assert text == "[09/11/2026, 19:02:33] Asha: जी"
    assert photo == "\u200e[09/11/2026, 19:03:33] +91 98765 43210: \u200eimage omitted"


def test_hindi_phones_write_hindi():
    assert "<मीडिया के बिना>" in as_written("android_hi")
    assert "\u200eफ़ोटो हटाई गई" in as_written("ios_hi")


def test_marks_stand_at_the_start_and_in_mid_file():
    text = as_written("android_boms")
    assert text.startswith("\ufeff")
    assert "\n\ufeff" in text


def test_a_photo_seen_once_leaves_an_author_and_nothing_else():
    chat = Chat(np.array([0]), np.array([0]), ["view_once"], ["7"], [])
    assert as_written("android_24h", chat) == "09/11/26, 00:00 - Asha:\n"


def test_a_line_inside_a_message_ends_otherwise_than_the_message_on_iphones():
    chat = Chat(np.array([0]), np.array([0]), ["long"], ["one\ntwo"], [])
    assert as_written("ios_24h", chat).endswith("Asha: one\ntwo\r\n")


def test_iphones_wrap_unsaved_numbers_in_direction_marks():
    assert number_shown("9876543210", PHONES["ios"]) == "\u202a+91 98765 43210\u202c"
    assert number_shown("9876543210", PHONES["android_hi"]) == "+91 98765 43210"


def test_a_number_is_typed_in_nine_ways():
    assert {messy_phone("9876543210", style) for style in range(9)} == {
        "9876543210", "+91 98765 43210", "09876543210", "98765 43210", "9876543210.0",
        "+919876543210", "98765-43210", "91 9876543210", "+91-9876543210",
    }  # fmt: skip
