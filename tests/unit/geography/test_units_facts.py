"""The registry files that come with the package."""

import csv
import subprocess
import sys
from collections import Counter
from importlib.resources import files

import pytest

from hustings.errors import UsageError
from hustings.geography import RANK, Units
from hustings.geography.packaged import state_names
from hustings.geography.sound import plain
from hustings.schema.field import LEVELS

COUNTS = {
    # lok_sabha, vidhan_sabha, district, block
    "IN-JH": (14, 81, 24, 264),
    "IN-MP": (29, 230, 55, 313),
    "IN-BR": (40, 243, 0, 0),
    "IN-UP": (80, 403, 0, 0),
    "IN-AP": (25, 175, 0, 0),
    "IN-TS": (17, 119, 0, 0),
    "IN-LD": (1, 0, 0, 0),
    "IN": (543, 4120, 79, 577),
}


@pytest.mark.parametrize(("state", "counts"), COUNTS.items())
def test_a_state_has_all_its_seats_districts_and_blocks(state, counts):
    units = Units.load(state)
    levels = ("lok_sabha", "vidhan_sabha", "district", "block")
    assert tuple(len(units.at(level)) for level in levels) == counts


def test_every_state_loads_and_has_its_lok_sabha_seats():
    states = [code for code in state_names() if code != "IN"]
    assert len(states) == 36
    assert sum(len(Units.load(code).at("lok_sabha")) for code in states) == 543


@pytest.mark.parametrize("state", ["IN-JH", "IN-MP"])
def test_two_states_have_hindi_names_throughout_each_with_its_status(state):
    known = {
        "checked", "official single source", "single source", "2 sources differ",
        "inferred from seat", "unverified",
    }  # fmt: skip
    for unit in Units.load(state):
        assert unit.name_hi, unit
        assert unit.name_hi_status in known


def test_every_lok_sabha_seat_and_state_has_a_hindi_name():
    india = Units.load("IN")
    for unit in (*india.at("lok_sabha"), *india.at("state")):
        assert unit.name_hi, unit
        assert unit.name_hi_status, unit


def test_a_unit_without_a_hindi_name_shows_its_english_one():
    seat = Units.load("IN-BR")["IN-BR-AC-001"]
    assert (seat.name_hi, seat.name_hi_status) == (None, None)
    assert seat.name("hi") == seat.name("en") == seat.name_en


def test_reservation_is_stated_for_seats_and_for_nothing_else():
    counts = Counter(unit.reservation for unit in Units.load("IN").at("lok_sabha"))
    assert counts == {"GEN": 414, "SC": 84, "ST": 45}
    jharkhand = Units.load("IN-JH")
    assert Counter(unit.reservation for unit in jharkhand.at("vidhan_sabha"))["ST"] == 28
    assert {unit.reservation for unit in jharkhand.at("block")} == {None}


def test_numbers_run_without_gaps_in_every_state():
    for state in state_names():
        if state == "IN":
            continue
        units = Units.load(state)
        for level in ("lok_sabha", "vidhan_sabha"):
            numbers = [unit.eci_no for unit in units.at(level)]
            missing = set(range(1, len(numbers) + 1)) - set(numbers)
            # Assam's and Jammu's are whole too; nothing was lost on the way into the files
            assert not missing, (state, level, missing)


def test_the_telugu_states_carry_the_numbers_in_use_since_they_parted():
    telangana, andhra = Units.load("IN-TS"), Units.load("IN-AP")
    assert telangana["IN-TS-AC-001"].name_en == "Sirpur"
    assert andhra["IN-AP-AC-001"].name_en == "Ichchapuram"
    assert andhra.parent("IN-AP-AC-175").name_en == "Chittoor"


def test_codes_are_unique_and_begin_with_their_state():
    india = Units.load("IN")
    rows = sum(len(Units.load(code)) - 1 for code in state_names() if code != "IN")
    assert len(india) == rows + 1
    assert set(RANK) == set(LEVELS)


def test_three_seats_reach_into_a_second_district():
    found = {u.name_en: u.also_in for u in Units.load("IN-JH") if u.also_in}
    assert set(found) == {"Barhait", "Barkagaon", "Bishrampur"}


def test_no_alias_is_the_name_of_another_unit_beside_it():
    path = files("hustings.geography") / "data" / "aliases.csv"
    with path.open(encoding="utf-8") as lines:
        aliases = list(csv.DictReader(lines))
    india = Units.load("IN")
    named = {}
    for unit in india:
        for name in (unit.name_en, unit.name_hi):
            if name:
                named.setdefault((unit.level, plain(name)), set()).add(unit.code)
    assert len(aliases) == len({(row["code"], row["alias"]) for row in aliases})
    for row in aliases:
        unit = india[row["code"]]
        same = named.get((unit.level, plain(row["alias"])), set()) - {unit.code}
        assert not any(code[:5] == unit.code[:5] for code in same), row


def test_loading_needs_neither_pandas_nor_rapidfuzz_and_is_quick():
    code = (
        "import sys, time; from hustings.geography import Units\n"
        "start = time.process_time(); Units.load('IN-MP'); spent = time.process_time() - start\n"
        "assert spent < 0.1, spent\n"
        "heavy = {'pandas', 'numpy', 'rapidfuzz', 'regex'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [("IN-JK-", "IN-JK"), ("Jharkhand", "IN-JH"), ("JH", "IN-JH"), ("IN-XX", "Did you mean")],
)
def test_an_unknown_state_is_refused_with_the_nearest(wrong, hint):
    with pytest.raises(UsageError) as caught:
        Units.load(wrong)
    assert hint in caught.value.fix
