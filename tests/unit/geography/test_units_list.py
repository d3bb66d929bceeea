"""The unit's own list of panchayats, wards and booths."""

import numpy as np
import pandas as pd
import pytest

from hustings.errors import InputError
from hustings.geography import Units

COLUMNS = ["unit", "level", "name_en", "name_hi", "seat_parent", "district_parent"]


def load(*rows, state="IN-JH"):
    return Units.load(state, pd.DataFrame(rows, columns=COLUMNS))


def breaches(*rows):
    with pytest.raises(InputError) as caught:
        load(*rows)
    assert "own list" in caught.value.where
    return [line.removeprefix("  - ") for line in caught.value.problem.split("\n")[1:]]


def test_parents_may_be_codes_or_the_very_names():
    units = load(
        ("P-1", "panchayat", "Sukurhutu", None, None, "कांके प्रखंड"),
        ("P-2", "panchayat", "Ranchi", None, None, "dumri, gumla"),
        ("B-1", "booth", "School", None, "in-jh-ac-65", "Sukurhutu"),
        ("B-2", "booth", "School", None, "63 RANCHI", None),
    )
    assert units["P-1"].district_parent == "IN-JH-B-3223"
    assert units["P-2"].district_parent == "IN-JH-B-3155"
    assert (units["B-1"].seat_parent, units["B-1"].district_parent) == ("IN-JH-AC-065", "P-1")
    assert units["B-2"].seat_parent == "IN-JH-AC-063"


def test_empty_cells_of_every_kind_are_empty():
    units = load(
        ("P-1", "panchayat", " Sukurhutu ", np.nan, pd.NA, "IN-JH-B-3223"),
        ("P-2", "panchayat", "Chama", "", None, "IN-JH-B-3223"),
    )
    assert [units[code].name_hi for code in ("P-1", "P-2")] == [None, None]
    assert units["P-1"].name_en == "Sukurhutu"
    assert units["P-1"].name_hi_status is None


def test_an_empty_list_changes_nothing():
    assert list(load()) == list(Units.load("IN-JH"))


def test_a_list_without_its_optional_columns_is_read():
    frame = pd.DataFrame(
        [("B-1", "booth", "School", "IN-JH-AC-065")],
        columns=["unit", "level", "name_en", "seat_parent"],
    )
    assert Units.load("IN-JH", frame)["B-1"].seat_parent == "IN-JH-AC-065"


def test_a_list_without_a_needed_column_is_refused():
    with pytest.raises(InputError, match="no column level"):
        Units.load("IN-JH", pd.DataFrame({"unit": ["B-1"], "name_en": ["x"]}))


def test_a_state_without_districts_takes_them_from_the_list():
    units = load(
        ("D-1", "district", "Patna", "पटना", None, "IN-BR"),
        ("BL-1", "block", "Danapur", None, None, "Patna"),
        ("B-1", "booth", "School", None, "IN-BR-AC-186", "BL-1"),
        state="IN-BR",
    )
    above = [unit.code for unit in units.ancestors("B-1")]
    assert above == ["BL-1", "IN-BR-AC-186", "IN-BR-PC-31", "D-1", "IN-BR", "IN"]


def test_a_known_units_row_mends_its_names_and_keeps_the_old_ones_as_aliases():
    units = load(("IN-MP-B-3855", "block", "Makhan Nagar", "माखननगर", None, None), state="IN-MP")
    mended = units["IN-MP-B-3855"]
    assert (mended.name_en, mended.name_hi, mended.name_hi_status) == (
        "Makhan Nagar", "माखननगर", "own list",
    )  # fmt: skip
    assert "Babai" in mended.aliases
    assert mended.district_parent == "IN-MP-D-409"
    assert units.resolve("Babai", level="block").unit == mended


def test_a_panchayat_above_itself_in_a_cycle_is_refused():
    found = breaches(
        ("P-1", "panchayat", "A", None, None, "P-2"),
        ("P-2", "panchayat", "B", None, None, "P-1"),
        ("P-3", "panchayat", "C", None, None, "P-3"),
    )
    assert len(found) == 3
    assert all("is a panchayat, which stands above no panchayat" in line for line in found)


def test_every_breach_is_listed_with_its_row():
    found = breaches(
        ("P-1", "panchayat", "A", None, None, "IN-JH-B-3223"),
        ("p-1", "panchayat", "Another", None, None, "IN-JH-B-3224"),
        ("P-3", "panchyat", "C", None, None, "IN-JH-B-3223"),
        (None, "booth", "School", None, "IN-JH-AC-065", None),
        ("B-5", "booth", None, None, "IN-JH-AC-065", None),
        ("IN-JH-AC-063", "district", "Ranchi", None, "IN-JH", None),
    )
    assert sorted(found) == [
        "row 2: the code p-1 is already row 1's",
        "row 3 (P-3): there is no level 'panchyat'. Did you mean 'panchayat'?",
        "row 4 (School) has no code",
        "row 5 (B-5) has no name",
        "row 6: IN-JH-AC-063 is Ranchi, a vidhan_sabha, and no district",
    ]


def test_parents_that_are_unknown_ambiguous_or_too_low_are_listed():
    found = breaches(
        ("P-1", "panchayat", "A", None, None, "Nowhere"),
        ("P-2", "panchayat", "B", None, None, "Dumri"),
        ("P-3", "panchayat", "C", None, None, "Kankee blok"),
        ("P-4", "panchayat", "D", None, "IN-JH-D-339", "IN-JH-AC-065"),
        ("B-1", "booth", "E", None, None, None),
        ("P-6", "panchayat", "F", None, "B-1", None),
        ("B-7", "booth", "G", None, "Kodarmaa", None),
    )
    wanted = {
        "row 1 (P-1)": "Nobody knows a unit called 'Nowhere'",
        "row 2 (P-2)": "Dumri (block in Gumla, IN-JH-B-3155)",
        "row 3 (P-3)": "Nobody knows",
        "row 4 (P-4)": "stands above no panchayat",
        "row 5 (B-1)": "has no parent in either tree",
        "row 6 (P-6)": "B-1 is a booth, which stands above no panchayat",
        "row 7 (B-7)": "Kodarma",
    }
    for row, words in wanted.items():
        lines = [line for line in found if line.startswith(row)]
        assert words in "".join(lines), (row, lines)
    assert len(found) == 8  # row 4 breaches both trees


def test_a_look_alike_is_never_taken_for_a_parent():
    (line,) = breaches(("P-1", "panchayat", "A", None, None, "Katamdag"))
    assert line.endswith("'Katamdag' is not known; is Katkamdag (IN-JH-B-6708) meant?")


def test_a_booth_that_would_count_in_two_places_is_refused():
    (line,) = breaches(
        ("P-1", "panchayat", "A", None, None, "IN-JH-B-3223"),
        ("B-1", "booth", "School", None, "P-1", "IN-JH-B-3224"),
    )
    assert "Kanke (block, IN-JH-B-3223)" in line
    assert "IN-JH-B-3224" in line


def test_a_booth_whose_panchayat_lies_in_another_seat_is_refused():
    (line,) = breaches(
        ("P-1", "panchayat", "A", None, "IN-JH-AC-066", "IN-JH-B-3223"),
        ("B-1", "booth", "School", None, "IN-JH-AC-065", "P-1"),
    )
    assert "place it in A (panchayat, P-1), but not in Mandar" in line


def test_two_panchayats_of_one_name_are_two_units():
    units = load(
        ("P-1", "panchayat", "Rampur", None, None, "IN-JH-B-3223"),
        ("P-2", "panchayat", "Rampur", None, None, "IN-JH-B-3155"),
    )
    with pytest.raises(InputError, match="may be any of 2 units"):
        units.resolve("Rampur", level="panchayat")
    assert units.resolve("Rampur", level="panchayat", within="IN-JH-D-331").unit.code == "P-2"
    assert units.resolve("ग्राम पंचायत Rampur, Kanke").unit.code == "P-1"


def test_a_thousand_breaches_are_counted_and_a_hundred_written_out():
    rows = [(f"B-{n}", "booth", "x", None, None, None) for n in range(1000)]
    found = breaches(*rows)
    assert len(found) == 101
    assert found[-1] == "and 900 more"
