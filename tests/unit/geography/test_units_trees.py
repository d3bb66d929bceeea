"""Both trees: parents, children, ancestors and the closure."""

import pickle

import pandas as pd
import pytest

from hustings.errors import UsageError
from hustings.geography import RANK, Units

LISTED = pd.DataFrame(
    [
        ("P-1", "panchayat", "Sukurhutu", "सुकुरहुटू", None, "IN-JH-B-3223"),
        ("W-5", "ward", "Ward 5", None, None, "IN-JH-D-339"),
        ("B-001", "booth", "School", None, "IN-JH-AC-065", "P-1"),
        ("B-002", "booth", "School, room 2", None, "IN-JH-AC-065", None),
        ("B-003", "booth", "Hall", None, "IN-JH-AC-003", None),
        ("B-010", "booth", "Tenth", None, "P-1", "P-1"),
    ],
    columns=["unit", "level", "name_en", "name_hi", "seat_parent", "district_parent"],
)


@pytest.fixture(scope="module", params=["IN-JH", "IN-MP", "IN-BR", "IN", "listed"])
def units(request):
    if request.param == "listed":
        return Units.load("IN-JH", LISTED)
    return Units.load(request.param)


@pytest.fixture(scope="module")
def listed():
    return Units.load("IN-JH", LISTED)


def codes(units):
    return [unit.code for unit in units]


def test_every_unit_reaches_the_country_through_its_state(units):
    for unit in units:
        above = units.ancestors(unit.code)
        assert unit.level == "country" or above[-1].code == "IN"
        if unit.level not in ("country", "state"):
            assert above[-2].level == "state"


def test_a_unit_has_at_most_one_unit_above_it_per_level(units):
    for unit in units:
        levels = [above.level for above in units.ancestors(unit.code)]
        assert len(levels) == len(set(levels)), unit


def test_ancestors_come_nearest_first_and_stand_higher(units):
    for unit in units:
        ranks = [RANK[above.level] for above in units.ancestors(unit.code)]
        assert ranks == sorted(ranks, reverse=True)
        assert all(rank < RANK[unit.level] for rank in ranks)


def test_children_know_their_parent_and_are_below_it(units):
    for unit in units:
        below = set(codes(units.under(unit.code)))
        for tree in ("seat", "district"):
            for child in units.children(unit.code, tree):
                assert units.parent(child.code, tree).code == unit.code
                assert child.code in below


def test_a_closure_holds_every_unit_with_itself_and_all_above_it_once(units):
    closure = units.closure()
    assert list(closure.columns) == ["unit", "ancestor", "level"]
    assert not closure.duplicated(["unit", "ancestor"]).any()
    itself = closure[closure["unit"] == closure["ancestor"]]
    assert set(itself["unit"]) == set(codes(units))
    assert len(closure) == sum(1 + len(units.ancestors(unit.code)) for unit in units)
    level = {unit.code: unit.level for unit in units}
    assert (closure["ancestor"].map(level) == closure["level"]).all()


def test_units_below_one_are_those_that_have_it_above(units):
    closure = units.closure()
    pairs = closure[closure["unit"] != closure["ancestor"]].groupby("ancestor")["unit"].agg(set)
    for unit in units:
        assert set(codes(units.under(unit.code))) == pairs.get(unit.code, set())


def test_a_seat_in_one_district_is_under_the_district_but_no_child_of_it():
    units = Units.load("IN-JH")
    assert units.parent("IN-JH-AC-065", "district").name_en == "Ranchi"
    assert "IN-JH-AC-065" in codes(units.under("IN-JH-D-339", "vidhan_sabha"))
    assert {child.level for child in units.children("IN-JH-D-339", "district")} == {"block"}


def test_children_are_taken_from_the_tree_a_unit_lives_in():
    units = Units.load("IN-JH")
    assert {child.level for child in units.children("IN-JH")} == {"lok_sabha"}
    assert {child.level for child in units.children("IN-JH", "district")} == {"district"}
    assert {child.level for child in units.children("IN-JH-PC-08")} == {"vidhan_sabha"}
    assert {child.level for child in units.children("IN-JH-D-339")} == {"block"}
    assert units.parent("IN-JH-PC-08", "district") is None


def test_units_of_a_level_come_by_number_then_name(listed):
    assert [unit.eci_no for unit in listed.at("lok_sabha")] == list(range(1, 15))
    assert listed.at("district")[0].name_en == "Bokaro"


def test_numbers_in_names_sort_as_numbers():
    rows = [(f"B-{n}", "booth", f"Booth {n}", None, "IN-JH-AC-065", None) for n in (10, 9, 100)]
    units = Units.load("IN-JH", pd.DataFrame(rows, columns=LISTED.columns))
    assert [unit.name_en for unit in units.at("booth")] == ["Booth 9", "Booth 10", "Booth 100"]


def test_a_booth_has_both_chains_above_it(listed):
    assert codes(listed.ancestors("B-001")) == [
        "P-1", "IN-JH-B-3223", "IN-JH-AC-065", "IN-JH-PC-08", "IN-JH-D-339", "IN-JH", "IN",
    ]  # fmt: skip
    assert codes(listed.children("P-1")) == ["B-001", "B-010"]
    assert codes(listed.children("IN-JH-AC-065")) == ["B-001", "B-002"]


def test_a_booth_without_a_block_is_in_its_seats_district(listed):
    assert "IN-JH-D-339" in codes(listed.ancestors("B-002"))


def test_a_booth_in_a_seat_of_two_districts_is_in_neither_unless_its_list_says(listed):
    assert listed["IN-JH-AC-003"].also_in
    levels = {above.level for above in listed.ancestors("B-003")}
    assert levels == {"vidhan_sabha", "lok_sabha", "state", "country"}


def test_a_registry_can_be_sent_to_another_process(listed):
    listed.resolve("Kanke block")
    again = pickle.loads(pickle.dumps(listed))  # noqa: S301 - our own bytes
    assert list(again) == list(listed)
    assert again.resolve("Kanke block").unit == listed["IN-JH-B-3223"]


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda units: units["IN-JH-AC-0065"], "IN-JH-AC-065"),
        (lambda units: units.at("blok"), "block"),
        (lambda units: units.children("IN-JH", "seats"), "seat"),
        (lambda units: units.under("IN-JH", "districts"), "district"),
        (lambda units: units.ancestors("nobody"), "Known:"),
    ],
)
def test_wrong_names_are_refused_with_the_nearest(call, hint):
    with pytest.raises(UsageError) as caught:
        call(Units.load("IN-JH"))
    assert hint in caught.value.fix
