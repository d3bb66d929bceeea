"""Finding the unit a person meant."""

import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.errors import InputError, UsageError
from hustings.geography import Units
from hustings.geography.shelf import LEAST

JH, MP = Units.load("IN-JH"), Units.load("IN-MP")

LISTED = Units.load(
    "IN-JH",
    pd.DataFrame(
        [
            ("IN-JH-B-3223-P-1", "panchayat", "Sukurhutu", "सुकुरहुटू", None, "IN-JH-B-3223"),
            ("RNC-W-05", "ward", "Ward 5", None, None, "IN-JH-D-339"),
            ("JH-065-012", "booth", "Middle School", None, "IN-JH-AC-065", "IN-JH-B-3223-P-1"),
            ("JH-063-012", "booth", "Town Hall", None, "IN-JH-AC-063", None),
        ],
        columns=["unit", "level", "name_en", "name_hi", "seat_parent", "district_parent"],
    ),
)

SURE = [
    # as typed, code, how
    ("IN-JH-AC-063", "IN-JH-AC-063", "code"),
    ("in-jh-ac-63", "IN-JH-AC-063", "code"),
    ("JH-PC-8", "IN-JH-PC-08", "code"),
    ("Kanke (IN-JH-AC-065)", "IN-JH-AC-065", "code"),
    ("IN-JH-B-3155: Dumri, Gumla", "IN-JH-B-3155", "code"),
    ("Ranchi AC", "IN-JH-AC-063", "name"),
    ("RANCHI  A.C.", "IN-JH-AC-063", "name"),
    ("रांची विधानसभा", "IN-JH-AC-063", "name"),
    ("राँची विधान सभा क्षेत्र", "IN-JH-AC-063", "name"),
    ("Ranchi Lok Sabha", "IN-JH-PC-08", "name"),
    ("रांची लोकसभा", "IN-JH-PC-08", "name"),
    ("Ranchi district", "IN-JH-D-339", "name"),
    ("Distt. Ranchi", "IN-JH-D-339", "name"),
    ("रांची जिला", "IN-JH-D-339", "name"),
    ("कांके प्रखंड", "IN-JH-B-3223", "name"),
    ("कांके प्रखण्ड", "IN-JH-B-3223", "name"),
    ("Block - Kanke", "IN-JH-B-3223", "name"),
    ("63-RANCHI", "IN-JH-AC-063", "name"),
    ("Ranchi (63)", "IN-JH-AC-063", "name"),
    ("AC 63", "IN-JH-AC-063", "number"),
    ("AC No. 063 Ranchi", "IN-JH-AC-063", "number"),
    ("Khunti (ST) Lok Sabha", "IN-JH-PC-11", "name"),
    ("KHUNTI(ST) AC", "IN-JH-AC-060", "name"),
    ("Dumri, Gumla", "IN-JH-B-3155", "name"),
    ("Dumri block of Gumla district", "IN-JH-B-3155", "name"),
    ("डुमरी प्रखंड, गुमला", "IN-JH-B-3155", "name"),
    ("Gumla district, Dumri block", "IN-JH-B-3155", "name"),
    ("Hat Gamharia", "IN-JH-B-6608", "name"),
    ("HATGAMHARIA", "IN-JH-B-6608", "name"),
    ("Sahibganj district", "IN-JH-D-340", "alias"),
    ("Hunterganj", "IN-JH-B-3074", "alias"),
    ("Daltonganj block", "IN-JH-B-3207", "alias"),
    ("Adityapur(Gamharia)", "IN-JH-B-3247", "alias"),
    ("Barhait, Godda", "IN-JH-AC-003", "name"),  # the seat reaches into Godda
    ("Jharkhand", "IN-JH", "name"),
    ("झारखंड राज्य", "IN-JH", "name"),
]

SURE_IN_MP = [
    ("Indore-1", "IN-MP-AC-204", "name"),
    ("Indore 2 AC", "IN-MP-AC-205", "name"),
    ("Indore AC 4", "IN-MP-AC-207", "name"),
    ("इंदौर-3", "IN-MP-AC-206", "name"),
    ("Khandwa (East Nimar)", "IN-MP-D-405", "name"),
    ("Khandwa district", "IN-MP-D-405", "alias"),
    ("Hoshangabad district", "IN-MP-D-409", "alias"),
    ("होशंगाबाद जिला", "IN-MP-D-409", "alias"),
    ("Narmadapuram Lok Sabha", "IN-MP-PC-17", "alias"),
    ("Bherunda", "IN-MP-B-3985", "alias"),
    ("भोपाल दक्षिण पश्चिम", "IN-MP-AC-152", "name"),
    ("Badnagar AC", "IN-MP-AC-218", "name"),
]

SPELT_OTHERWISE = [
    ("Chauparan", "IN-JH-B-3166"),
    ("Pirtanr", "IN-JH-B-3141"),
    ("Goilkera", "IN-JH-B-3264"),
    ("Hazareebagh district", "IN-JH-D-332"),
    ("Barkagaanv block", "IN-JH-B-3163"),
    ("Giridi district", "IN-JH-D-329"),
    ("Lohardagga district", "IN-JH-D-336"),
    ("खूँटि जिला", "IN-JH-D-606"),
    ("कोडर्मा जिला", "IN-JH-D-334"),
]

NEAR = [
    ("Giridh district", "IN-JH-D-329"),
    ("Katamdag", "IN-JH-B-6708"),
    ("Kariasol", "IN-JH-B-7111"),
    ("Purbi Tundi*", "IN-JH-B-6642"),
    ("Purbi Tundi, Dhanbad", "IN-JH-B-6642"),
]


@pytest.mark.parametrize(("typed", "code", "how"), SURE)
def test_a_name_that_only_one_unit_has_is_sure(typed, code, how):
    match = JH.resolve(typed)
    assert (match.unit.code, match.confidence, match.how) == (code, 1.0, how)


@pytest.mark.parametrize(("typed", "code", "how"), SURE_IN_MP)
def test_it_is_so_in_the_other_state(typed, code, how):
    match = MP.resolve(typed)
    assert (match.unit.code, match.confidence, match.how) == (code, 1.0, how)


@pytest.mark.parametrize(("typed", "code"), SPELT_OTHERWISE)
def test_another_spelling_is_found_and_less_than_sure(typed, code):
    match = JH.resolve(typed)
    assert match.unit.code == code
    assert 0.85 <= match.confidence < 1 or match.how == "alias"


@pytest.mark.parametrize(("typed", "code"), NEAR)
def test_a_near_name_says_so(typed, code):
    match = JH.resolve(typed)
    assert (match.unit.code, match.how) == (code, "near")
    assert LEAST <= match.confidence < 0.9


@pytest.mark.parametrize(
    ("level", "typed", "code"),
    [
        ("vidhan_sabha", "012", "IN-JH-AC-012"),
        ("vidhan_sabha", "12", "IN-JH-AC-012"),
        ("lok_sabha", "०८", "IN-JH-PC-08"),
        ("district", "339", "IN-JH-D-339"),
        ("block", "Ranchi", None),
        ("district", "Ranchi", "IN-JH-D-339"),
        ("vidhan_sabha", "Ranchi", "IN-JH-AC-063"),
        ("district", "Kodarma", "IN-JH-D-334"),
        ("lok_sabha", "Koderma", "IN-JH-PC-05"),
        (("lok_sabha", "block"), "Ranchi", "IN-JH-PC-08"),
    ],
)
def test_a_level_decides_what_a_name_or_number_means(level, typed, code):
    if code is None:
        with pytest.raises(InputError, match="Nobody knows a block called 'Ranchi'"):
            JH.resolve(typed, level=level)
    else:
        assert JH.resolve(typed, level=level).unit.code == code


def test_a_place_around_decides_between_two_of_one_name():
    assert JH.resolve("Dumri", level="block", within="IN-JH-D-331").unit.code == "IN-JH-B-3155"
    assert JH.resolve("Dumri", level="block", within="IN-JH-D-329").unit.code == "IN-JH-B-3136"
    assert JH.resolve("Ranchi", within="IN-JH-PC-08").unit.code == "IN-JH-AC-063"


def test_a_bare_name_is_less_sure_where_another_level_sounds_the_same():
    match = JH.resolve("Sahebganj")
    assert (match.unit.level, match.confidence) == ("district", 0.9)
    assert [unit.name_en for unit in match.also] == ["Sahibganj"]
    assert JH.resolve("Sahebganj", level="district").confidence == 1


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("Ranchi", ["IN-JH-PC-08", "IN-JH-D-339", "IN-JH-AC-063"]),
        ("Dumri block", ["IN-JH-B-3136", "IN-JH-B-3155"]),
        ("खूंटी", ["IN-JH-PC-11", "IN-JH-D-606", "IN-JH-AC-060", "IN-JH-B-3225"]),
        ("Kanke, Ranchi, Jharkhand, India", ["IN-JH-AC-065", "IN-JH-B-3223"]),
    ],
)
def test_several_units_that_fit_are_listed_and_none_is_chosen(typed, listed):
    with pytest.raises(InputError) as caught:
        JH.resolve(typed)
    assert f"any of {len(listed)} units" in caught.value.problem
    assert all(code in caught.value.problem for code in listed)
    assert "add the level" in caught.value.fix


def test_the_candidates_are_listed_with_the_places_they_lie_in():
    with pytest.raises(InputError) as caught:
        JH.resolve("Dumri", level="block")
    assert "Dumri (block in Giridih, IN-JH-B-3136)" in caught.value.problem
    assert "Dumri (block in Gumla, IN-JH-B-3155)" in caught.value.problem


@pytest.mark.parametrize("typed", ["Atlantis", "", "   ", "?!", "012", "x" * 10_000, "नमस्ते दुनिया"])
def test_a_name_nobody_knows_is_refused(typed):
    with pytest.raises(InputError, match="Nobody knows a unit called"):
        JH.resolve(typed)


def test_the_nearest_is_offered_for_a_name_nobody_knows():
    with pytest.raises(InputError) as caught:
        JH.resolve("Rachi", level="district")
    assert "Did you mean Ranchi (district in Jharkhand, IN-JH-D-339)" in caught.value.fix


def test_parts_that_contradict_each_other_are_refused():
    with pytest.raises(InputError, match="do not belong together") as caught:
        JH.resolve("Kanke block, Godda district")
    assert "IN-JH-B-3223" in caught.value.fix


def test_a_unit_outside_the_one_asked_for_is_refused_and_named():
    with pytest.raises(InputError, match="no 'Kanke' within IN-JH-D-330") as caught:
        JH.resolve("Kanke", within="IN-JH-D-330")
    assert "IN-JH-B-3223" in caught.value.fix


def test_a_level_word_against_the_level_asked_for_is_refused():
    with pytest.raises(InputError, match="Nobody knows a block called"):
        JH.resolve("Ranchi district", level="block")
    with pytest.raises(InputError, match="IN-JH-AC-063 is no district"):
        JH.resolve("IN-JH-AC-063", level="district")


def test_what_is_left_over_is_said_and_makes_less_sure():
    match = JH.resolve("Booth 45, Kanke AC")
    assert (match.unit.code, match.confidence) == ("IN-JH-AC-065", 0.8)
    assert match.how == "name; 'booth 45' not understood"


def test_a_code_beside_another_units_name_is_less_sure():
    match = JH.resolve("Ormanjhi IN-JH-AC-065")
    assert (match.unit.code, match.confidence) == ("IN-JH-AC-065", 0.8)
    assert match.how == "code; 'ormanjhi' not understood"


def test_a_name_refused_once_is_refused_again_in_the_same_words():
    refusals = []
    for _ in range(2):
        with pytest.raises(InputError) as caught:
            JH.resolve("Atlantis")
        refusals.append(caught.value)
    assert str(refusals[0]) == str(refusals[1])
    assert refusals[0] is not refusals[1]


@pytest.mark.parametrize("piece", [". ", "no ", "no. ", "a ", "1 ", "(", "-:", "ward ", "a.1-"])
def test_a_hostile_text_costs_little(piece):
    start = time.process_time()
    with pytest.raises(InputError):
        JH.resolve((piece * 200)[:159] + "x", level="block")
    assert time.process_time() - start < 0.5


def test_a_bare_outer_place_is_not_taken_for_an_unknown_inner_one():
    with pytest.raises(InputError, match="Nobody knows a block"):
        JH.resolve("Xyzabad, Dhanbad", level="block")


def test_the_generic_name_of_a_chief_block_is_never_sure():
    assert JH.resolve("Sadar").confidence == 0.8
    assert JH.resolve("Hazaribagh Sadar").confidence == 1


def test_names_that_differ_in_a_number_are_different_places():
    for typed in ("Indore-6", "Indore 7 AC"):
        with pytest.raises(InputError):
            MP.resolve(typed)


@pytest.mark.parametrize("typed", ["Ranc\u202ehi", "Ran\u200bchi", "ranchi\x00", "\ufeffRANCHI"])
def test_invisible_letters_change_nothing(typed):
    assert JH.resolve(typed, level="district").unit.code == "IN-JH-D-339"


def test_an_error_repeats_hostile_text_cleaned_and_cut():
    with pytest.raises(InputError) as caught:
        JH.resolve("\u202e<script>" + "x" * 500)
    assert "\u202e" not in str(caught.value)
    assert len(caught.value.problem) < 120


@pytest.mark.parametrize(
    ("typed", "code", "confidence"),
    [
        ("Booth 12, Kanke AC", "JH-065-012", 0.95),
        ("बूथ संख्या १२, रांची विधानसभा", "JH-063-012", 0.95),
        ("Middle School, Sukurhutu", "JH-065-012", 1.0),
        ("Ward No. 5", "RNC-W-05", 0.95),
        ("Ward 5", "RNC-W-05", 1.0),
        ("GP Sukurhutu, Kanke", "IN-JH-B-3223-P-1", 1.0),
        ("सुकुरहुटू पंचायत", "IN-JH-B-3223-P-1", 1.0),
    ],
)
def test_listed_units_are_found_by_name_and_by_the_number_that_ends_their_code(
    typed, code, confidence
):
    match = LISTED.resolve(typed)
    assert (match.unit.code, match.confidence) == (code, confidence)


def test_two_booths_of_one_number_are_told_apart_by_their_seat():
    with pytest.raises(InputError, match="any of 2 units"):
        LISTED.resolve("12", level="booth")
    assert LISTED.resolve("012", level="booth", within="IN-JH-AC-063").unit.code == "JH-063-012"


def test_wrong_levels_and_places_are_refused_with_the_nearest():
    with pytest.raises(UsageError, match="no level 'blok'"):
        JH.resolve("Kanke", level="blok")
    with pytest.raises(UsageError, match="no unit 'IN-JH-D-3399'"):
        JH.resolve("Kanke", within="IN-JH-D-3399")


def parents(units, unit):
    return [code for code in (unit.seat_parent, unit.district_parent) if code in units]


@pytest.mark.parametrize("units", [JH, MP, LISTED], ids=["JH", "MP", "listed"])
def test_every_unit_is_found_by_its_code_and_by_its_name_level_and_parent(units):
    for unit in units:
        for code in (unit.code, unit.code.lower()):
            assert units.resolve(code).unit is unit
        for above in parents(units, unit):
            for name in (unit.name_en, unit.name_hi, *unit.aliases):
                if name:
                    match = units.resolve(name, level=unit.level, within=above)
                    assert match.unit is unit, (name, above, match)
                    assert match.how in ("name", "alias")


def test_every_seat_of_the_country_is_found_by_its_name_level_and_parent():
    india = Units.load("IN")
    for unit in (*india.at("lok_sabha"), *india.at("vidhan_sabha")):
        match = india.resolve(unit.name_en, level=unit.level, within=unit.seat_parent)
        assert match.unit is unit


@given(st.text(max_size=60), st.sampled_from([None, "block", "district", "vidhan_sabha"]))
def test_any_text_is_resolved_or_refused_in_words(text, level):
    try:
        match = JH.resolve(text, level=level)
    except InputError as error:
        refusal, match = error, None
    if match is None:
        assert "\n  fix: " in str(refusal)
    else:
        assert LEAST <= match.confidence <= 1
        assert match.unit.code in JH


@given(st.sampled_from(JH.at("block")), st.sampled_from(["{}", " {} ", "{}.", "*{}*", "({})"]))
def test_case_and_punctuation_change_nothing(block, frame):
    typed = frame.format(block.name_en.upper())
    match = JH.resolve(typed, level="block", within=block.district_parent)
    assert match.unit is block
