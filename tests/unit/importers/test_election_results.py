"""A real election read through a crosswalk: every seat found, no candidate lost, no vote wrong."""

import csv
import gzip
from collections import defaultdict
from dataclasses import replace

import pytest
from tests.unit.importers.conftest import Reading

from hustings.geography import Units
from hustings.importers import recognise
from hustings.settings import load


@pytest.fixture(scope="module")
def listed(shared_data):
    """The candidates as the public list has them."""
    path = shared_data / "activity" / "IN-MP_assembly_results_2023_candidates.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def found(listed, shared_data, context, received, root, tmp_path):
    """The same list, imported through the crosswalk."""
    (tmp_path / "settings.toml").write_bytes((root / "settings.toml").read_bytes())
    crosswalk = root / "tests" / "specimens" / "crosswalks" / "assembly_results_2023.toml"
    (tmp_path / "crosswalk.toml").write_bytes(crosswalk.read_bytes())
    settings = load(tmp_path / "settings.toml")
    path = shared_data / "activity" / "IN-MP_assembly_results_2023_candidates.csv.gz"
    file = received(gzip.decompress(path.read_bytes()), "results.csv")
    source = recognise(file, None, settings.crosswalk)
    within = replace(context, settings=settings, units=Units.load("IN-MP"))
    return Reading(source.name, list(source.read(file, within)))


def test_every_seat_of_a_real_election_is_found_and_every_vote_kept(found, listed):
    results = found.table("elections")
    assert found.source == "elections"
    assert found.aside == {}
    assert len(results) == len(listed) == 2764
    assert results["unit"].tolist() == [row["ac_code"] for row in listed]
    assert results["unit"].nunique() == 230
    assert results["votes"].tolist() == [int(row["cand_votes"]) for row in listed]
    assert set(results["election"]) == {"vidhan_sabha-2023"}


def test_no_candidate_of_a_real_election_replaces_another(found, listed):
    results = found.table("elections")
    assert not results.duplicated(["election", "unit", "candidate"]).any()
    polled = defaultdict(int)
    for row in listed:
        polled[row["ac_code"]] += int(row["cand_votes"])
    assert results.groupby("unit")["votes"].sum().to_dict() == polled


def test_namesakes_put_up_to_split_the_vote_are_told_apart(found):
    results = found.table("elections")
    assert results["candidate"].str.endswith(" (2)").sum() == 15
    at_chachoura = results[results["unit"] == "IN-MP-AC-030"].set_index("candidate")["votes"]
    assert at_chachoura["Mamta Meena (2)"] == 964
    assert at_chachoura["Mamta Meena"] > 964


def test_every_seat_is_found_by_its_very_name_so_nothing_is_assumed(found):
    assert list(found.assumed) == [
        "the questions are read as the crosswalk 'Madhya Pradesh 2023' says"
    ]
