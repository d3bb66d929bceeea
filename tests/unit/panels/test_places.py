"""Both unit trees can be walked down, and a place is found however its name is typed."""

import pytest

from hustings.errors import UsageError


def test_a_booth_is_reached_through_both_trees(explorer):
    places = explorer.places
    assert places.path("IN-JH-BT-1", "seat") == [
        "IN-JH", "IN-JH-PC-01", "IN-JH-AC-001", "IN-JH-P-1", "IN-JH-BT-1",
    ]  # fmt: skip
    assert places.path("IN-JH-BT-1", "district") == [
        "IN-JH", "IN-JH-D-1", "IN-JH-B-1", "IN-JH-P-1", "IN-JH-BT-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "tree", "stands_for_it"),
    [
        ("IN-JH-AC-001", "district", "IN-JH-D-1"),
        ("IN-JH-PC-01", "district", "IN-JH"),
        ("IN-JH-B-1", "seat", "IN-JH"),
        ("IN-JH", "district", "IN-JH"),
    ],
)
def test_a_unit_that_is_no_step_of_a_tree_is_stood_for_by_the_nearest_above(
    explorer, unit, tree, stands_for_it
):
    assert explorer.places.path(unit, tree)[-1] == stands_for_it


def test_seats_are_no_step_of_the_district_tree(explorer):
    assert explorer.places.children("IN-JH-D-1", "district") == ["IN-JH-B-1"]
    assert explorer.places.children("IN-JH-PC-01", "seat") == ["IN-JH-AC-001", "IN-JH-AC-002"]


def test_a_unit_in_one_tree_only_changes_the_tree_and_one_in_both_does_not(explorer):
    places = explorer.places
    assert places.tree_of("IN-JH-B-1", "seat") == "district"
    assert places.tree_of("IN-JH-AC-001", "district") == "seat"
    assert places.tree_of("IN-JH-BT-1", "district") == "district"


def test_a_unit_of_another_state_is_refused(explorer):
    with pytest.raises(UsageError, match="outside Jharkhand"):
        explorer.places.tree_of("IN-BR-PC-01", "seat")


@pytest.mark.parametrize("typed", ["millwater", "MILL", "in-jh-b-1", "राँची", "रांची"])
def test_a_place_is_found_by_name_code_or_another_spelling(explorer, typed):
    assert explorer.places.find(typed) == ["IN-JH-B-1"]


def test_names_that_begin_with_the_text_come_before_names_that_hold_it(explorer):
    assert explorer.places.find("e")[0] == "IN-JH-D-1"  # Eastland, before Northfield
    assert "IN-BR-PC-01" not in explorer.places.find("e")


def test_namesakes_are_told_apart_by_what_they_are_and_their_codes(explorer):
    entries = [explorer.places.entry(code) for code in explorer.places.find("Northfield")]
    assert entries == [
        "Northfield Lok Sabha seat · IN-JH-PC-01", "Northfield assembly seat · IN-JH-AC-001",
    ]  # fmt: skip
    assert explorer.places.entered(entries[1]) == "IN-JH-AC-001"


@pytest.mark.parametrize("typed", ["", "Northfield", "IN-JH", "Northfield · IN-JH-AC-999"])
def test_a_name_still_being_typed_is_no_entry(explorer, typed):
    assert explorer.places.entered(typed) is None


def test_a_place_is_named_in_the_readers_language_or_in_english_where_there_is_no_other(hindi):
    assert hindi.places.place("IN-JH-PC-01") == "उत्तरपुर लोकसभा"
    assert "<img" in hindi.places.name("IN-JH-AC-002")


def test_what_a_unit_is_is_not_said_twice(explorer, hindi):
    assert explorer.places.place("IN-JH-BT-1") == "Booth 1"
    assert hindi.places.place("IN-JH-BT-1") == "बूथ 1"
