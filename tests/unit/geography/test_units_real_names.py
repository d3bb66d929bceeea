"""The registry against names as officials, counting officers and clerks really typed them.

Every near match below was looked up by hand; the floors are what was seen, rounded down.
"""

import csv
import gzip
import re
from collections import Counter

import pytest

from hustings.errors import InputError
from hustings.geography import Match, Units
from hustings.geography.sound import bones, sound

JH, MP = Units.load("IN-JH"), Units.load("IN-MP")


def rows(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def resolved(units, text, **limits) -> Match | None:
    try:
        return units.resolve(text, **limits)
    except InputError:
        return None


@pytest.fixture(scope="module")
def works(shared_data):
    """Distinct (seat, seat code, district, block) of 2,232 public works in Jharkhand."""
    found = rows(shared_data / "activity" / "mplads_works_jharkhand.csv.gz")
    office = re.compile(r"deputy commissioner | *_IDA", re.IGNORECASE)
    return [{**row, "district": office.sub("", row["ida"]).strip()} for row in found]


def test_every_seat_of_the_works_sheet_is_found_and_right(works):
    typed = {(row["constituency"], row["pc_code"]) for row in works if row["pc_code"]}
    assert len(typed) == 12
    for name, code in typed:
        match = JH.resolve(name, level="lok_sabha")
        assert (match.unit.code, match.confidence) == (code, 1.0)


def test_every_district_of_the_works_sheet_is_found(works):
    matches = {d: JH.resolve(d, level="district") for d in {row["district"] for row in works}}
    assert len(matches) == 24
    assert len({match.unit.code for match in matches.values()}) == 24
    unsure = {name: match.unit.name_en for name, match in matches.items() if match.confidence < 1}
    assert unsure == {"Giridh": "Giridih"}


# Typed, meant: every block of the sheet that is not found with confidence 1, checked by hand
# against the list of blocks of its district. None is wrong.
LESS_SURE = {
    "SADAR": "Sadar",
    "Hazaribag": "Sadar",
    "Chauparan": "Chouparan",
    "Katamdag": "Katkamdag",
    "Pirtanr": "Pirtand",
    "Purbi Tundi*": "Purvi Tundi",
    "Kariasol": "Kaliasol",
    "Majhgaon": "Manjhgaon",
    "Goilkera": "Goelkera",
    "Litipara": "Littipara",
    "Shaligram Ram Narayanpur(Hunterganj)": "Shaligram Ram Narayanpur Alias Hunterganj",
}


def test_every_block_of_the_works_sheet_is_found_within_its_district(works):
    pairs = {(row["block"], row["district"]) for row in works if row["block"]}
    assert len(pairs) == 260
    unsure = {}
    for block, district in pairs:
        within = JH.resolve(district, level="district").unit.code
        match = JH.resolve(block, level="block", within=within)
        if match.confidence < 1:
            unsure[block] = match.unit.name_en
    assert unsure == LESS_SURE


def test_a_block_with_its_district_after_a_comma_is_found_too(works):
    pairs = {(row["block"], row["district"]) for row in works if row["block"]}
    sure = 0
    for block, district in pairs:
        within = JH.resolve(district, level="district").unit.code
        expected = JH.resolve(block, level="block", within=within).unit
        match = JH.resolve(f"{block}, {district}", level="block")
        assert match.unit is expected, (block, district)
        sure += match.confidence == 1
    assert sure == 230  # 18 of the 30 others lie in 'Giridh'


def test_a_block_without_its_district_is_found_unless_several_have_the_name(works):
    names = {row["block"] for row in works if row["block"]}
    found = {name: resolved(JH, name, level="block") for name in names}
    lost = {name.title() for name, match in found.items() if match is None}
    assert lost == {"Chainpur", "Dumri", "Ramgarh"}
    assert sum(match is not None and match.confidence == 1 for match in found.values()) == 242


def test_few_villages_are_taken_for_a_block(works):
    # A village may bear its block's own name; another spelling of it is no proof of error. Near
    # matches are: 33 of 1,366 village names (2.4 %), and each says that it is only near.
    names = {row["village"].strip() for row in works if row["village"].strip()}
    matches = [resolved(JH, name, level="block") for name in names]
    how = Counter(match.how.split(";")[0] for match in matches if match)
    assert len(names) == 1366
    assert how["near"] <= 33
    assert how["spelling"] <= 21


@pytest.mark.parametrize(("mine", "others"), [(JH, MP), (MP, JH)], ids=["JH", "MP"])
def test_few_blocks_of_another_state_are_taken_for_ours(mine, others):
    names = {unit.name_en for unit in others.at("block")}
    matches = [resolved(mine, name, level="block") for name in names]
    near = [match for match in matches if match and match.how not in ("name", "alias")]
    assert len(near) <= 0.03 * len(names)
    assert all(match.confidence < 1 for match in near)


def test_every_seat_of_an_elections_results_is_found_and_right(shared_data):
    results = rows(shared_data / "activity" / "IN-MP_assembly_results_2023_candidates.csv.gz")
    seats = {(row["seat_name"], row["ac_code"]) for row in results}
    assert len(seats) == 230
    for name, code in seats:
        match = MP.resolve(name, level="vidhan_sabha")
        assert (match.unit.code, match.confidence) == (code, 1.0)


def test_every_seat_of_a_list_of_members_is_found_and_right(shared_data):
    members = rows(shared_data / "activity" / "lok_sabha18_members_activity_summary.csv")
    seats = {(r["Constituency"], r["State"], r["pc_code"]) for r in members if r["pc_code"]}
    india = Units.load("IN")
    sure = 0
    for seat, state, code in seats:
        match = india.resolve(f"{seat}, {state}", level="lok_sabha")
        assert match.unit.code == code, (seat, state)
        sure += match.confidence == 1
    assert len(seats) == 533  # one seat was filled twice
    assert sure >= 524


def test_hindi_names_sound_like_the_english_ones():
    pairs = [
        (sound(unit.name_hi), sound(unit.name_en))
        for units in (JH, MP)
        for unit in units
        if unit.name_hi
    ]
    alike = sum(hindi == english for hindi, english in pairs)
    same_bones = sum(bones(hindi) == bones(english) for hindi, english in pairs)
    assert alike / len(pairs) > 0.80
    assert same_bones / len(pairs) > 0.90
