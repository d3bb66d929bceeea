"""Two exports of one group, drawn by hand, and what they have in common."""

import tracemalloc
from dataclasses import asdict

import pandas as pd
import pytest

from hustings.health import agreement

DAY = 29_700_000  # minutes since 1970, some day of 2026

CHAT = """
    0  namaste     text   Asha
    1  meeting     text   Ravi
    1  done        text   Ravi
    1  done        text   Meena
    5  <photo>     image  Asha
    9  flags       text   Ravi
    12 thanks      text   Asha
    15 bye         text   Meena
"""


def chat(drawing, *, later=0, without=(), called=None):
    """One row per line `minute text kind author`; an author with * has edited the message."""
    rows = [line.split() for line in drawing.strip().splitlines()]
    rows = [row for place, row in enumerate(rows) if place not in without]
    return pd.DataFrame(
        {
            "minute": [DAY + int(row[0]) + later for row in rows],
            "fingerprint": [row[1] for row in rows],
            "kind": [row[2] for row in rows],
            "edited": [row[3].endswith("*") for row in rows],
            "name": [(called or {}).get(row[3], row[3]) for row in rows],
        }
    ).astype({"fingerprint": "str", "kind": "str", "name": "str"})


def compare(one, other):
    """Two exports in one part each."""
    return agreement.compare([one], [other])


def test_an_identical_export_agrees_wholly():
    found = compare(chat(CHAT), chat(CHAT))
    assert (found.both, found.of, found.overlap) == (8, 8, 1.0)
    assert (found.one.messages, found.other.messages, found.offset_minutes) == (0, 0, 0)
    assert found.same_names == 1.0
    assert not found.looks_edited


def test_two_equal_messages_of_one_minute_are_two():
    found = compare(chat(CHAT), chat(CHAT, without=[3]))
    assert (found.both, found.of) == (7, 8)
    assert (found.one.middle, found.other.middle) == (1, 0)


def test_an_overlapping_export_has_only_ends_of_its_own():
    # one shows minutes 0 to 9, the other 1 to 15: shared are the five at 1, 1, 1, 5 and 9
    found = compare(chat(CHAT, without=[6, 7]), chat(CHAT, without=[0]))
    assert (found.both, found.of, found.overlap) == (5, 5, 1.0)
    assert (found.one.before, found.one.middle, found.one.after) == (1, 0, 0)
    assert (found.other.before, found.other.middle, found.other.after) == (0, 0, 2)
    assert not found.looks_edited


def test_a_cut_export_agrees_in_what_it_still_has():
    found = compare(chat(CHAT), chat(CHAT, without=[0, 1, 2, 3, 4]))
    assert (found.both, found.of) == (3, 3)
    assert (found.one.before, found.one.middle) == (5, 0)


def test_lines_taken_out_of_the_middle_are_counted_and_placed():
    found = compare(chat(CHAT), chat(CHAT, without=[1, 4, 5]))
    assert (found.both, found.of, found.overlap) == (5, 8, 5 / 8)
    assert (found.one.middle, found.other.middle) == (3, 0)
    assert found.one.longest == 2  # the photo and the flags; the meeting stands apart
    assert found.one.longest_from == pd.Timestamp((DAY + 5) * 60, unit="s", tz="UTC")
    assert found.one.longest_to == pd.Timestamp((DAY + 9) * 60, unit="s", tz="UTC")
    assert found.looks_edited


def test_lines_put_into_the_middle_are_the_other_sides():
    added = CHAT.rstrip() + "\n    7 fifty_houses_visited text Ravi\n"
    found = compare(chat(CHAT), chat(added))
    assert (found.one.middle, found.other.middle, found.other.longest) == (0, 1, 1)
    assert found.overlap == 8 / 9


@pytest.mark.parametrize("minutes", [5, -5, 90, -330, 840])
def test_another_clock_is_told_by_the_offset_at_which_most_match(minutes):
    found = compare(chat(CHAT), chat(CHAT, later=minutes))
    assert found.offset_minutes == minutes
    assert (found.both, found.overlap) == (8, 1.0)


def test_a_stretch_on_the_other_side_is_told_by_its_own_clock():
    found = compare(chat(CHAT, without=[5]), chat(CHAT, later=90))
    assert found.other.longest_from == pd.Timestamp((DAY + 9 + 90) * 60, unit="s", tz="UTC")


def test_greetings_alone_tell_a_time_zone_too():
    greetings = "\n".join(f"{minute} namaste text Asha" for minute in (0, 0, 7, 31, 64, 65))
    found = compare(chat(greetings), chat(greetings, later=-150))
    assert (found.offset_minutes, found.both) == (-150, 6)


def test_a_picture_left_out_is_the_same_whatever_the_phone_calls_it():
    found = compare(chat("1 <m> media Asha\n2 hi text Asha"), chat("1 <m> image A\n2 hi text A"))
    assert (found.both, found.of) == (2, 2)


def test_what_was_deleted_or_edited_between_the_exports_is_no_sign_of_an_edited_file():
    later = CHAT.replace("9  flags       text   Ravi", "9  <deleted>   deleted Ravi")
    later = later.replace("12 thanks      text   Asha", "12 thank_you  text   Asha*")
    found = compare(chat(CHAT), chat(later))
    assert (found.both, found.changed, found.of) == (6, 2, 8)
    assert not found.looks_edited


def test_names_of_another_contact_book_show_another_phone():
    found = compare(chat(CHAT), chat(CHAT, called={"Ravi": "Ravi-ji booth 12"}))
    assert found.same_names == 5 / 8  # three of the eight are Ravi's


def test_exports_that_show_no_common_time_cannot_be_compared():
    assert compare(chat(CHAT), chat("9000 other text Asha\n9010 words text Asha")) is None
    assert compare(chat(CHAT), chat(CHAT, without=range(8))) is None


def test_one_greeting_in_two_exports_a_day_apart_is_no_other_clock():
    assert compare(chat("0 hi text A\n5 old text A"), chat("900 hi text A\n905 new text A")) is None


def test_exports_of_one_time_without_a_common_message_agree_in_nothing():
    found = compare(chat("0 a text A\n9 b text A"), chat("1 c text A\n8 d text A"))
    assert (found.both, found.overlap, found.same_names) == (0, 0.0, None)
    assert (found.one.middle, found.other.middle) == (0, 2)


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_it_is_the_same_however_many_are_laid_side_by_side_at_once(monkeypatch, size):
    later = CHAT.replace("9  flags       text   Ravi", "9  <deleted>   deleted Ravi")
    pairs = [
        (chat(CHAT), chat(CHAT, without=[1, 4, 5], later=90)),
        (chat(CHAT, without=[6, 7]), chat(later, without=[0], called={"Asha": "Didi"})),
        (chat("0 a text A\n9 b text A"), chat("1 c text A\n8 d text A")),
    ]
    whole = [asdict(compare(*pair)) for pair in pairs]
    monkeypatch.setattr(agreement, "SLICE", size)
    assert [asdict(compare(*pair)) for pair in pairs] == whole


def test_two_long_exports_take_little_more_room_than_themselves(monkeypatch):
    monkeypatch.setattr(agreement, "SLICE", 2_000)
    many = 40_000
    one = pd.DataFrame(
        {
            "minute": [DAY + n // 3 for n in range(many)],
            "fingerprint": [f"{n * 7919 % 1_000_003:016x}" for n in range(many)],
            "kind": "text",
            "edited": False,
            "name": [f"Worker {n % 97}" for n in range(many)],
        }
    ).astype({"fingerprint": "str", "kind": "str", "name": "str"})
    other = one[one.index % 10 != 3].reset_index(drop=True)
    tracemalloc.start()
    try:
        parts = ([rows[n : n + 2_000] for n in range(0, many, 2_000)] for rows in (one, other))
        found = agreement.compare(*parts)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (found.both, found.one.middle, found.other.messages) == (36_000, 4_000, 0)
    assert peak < 200 * 2 * many  # bytes for each message; it was twelve hundred
