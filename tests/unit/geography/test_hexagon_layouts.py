"""Hexagon layouts."""

import subprocess
import sys

import pytest

from hustings.errors import UsageError
from hustings.geography import Units, hexagons


@pytest.mark.parametrize(
    ("state", "level"),
    [
        *((state, level) for state in ("IN-JH", "IN-MP") for level in
          ("lok_sabha", "vidhan_sabha", "district")),
        ("IN", "lok_sabha"),
        ("IN-BR", "lok_sabha"),
        ("in-ld", "lok_sabha"),
    ],
)  # fmt: skip
def test_every_unit_has_one_hexagon_and_no_two_share_one(state, level):
    layout = hexagons(state, level)
    assert list(layout.columns) == ["unit", "q", "r"]
    assert set(layout["unit"]) == {unit.code for unit in Units.load(state).at(level)}
    assert not layout.duplicated("unit").any()
    assert not layout.duplicated(["q", "r"]).any()
    assert layout[["q", "r"]].min().min() >= 0


def test_rows_count_northward_and_columns_eastward():
    country = hexagons("IN", "lok_sabha").set_index("unit")
    ladakh, kanyakumari = country.loc["IN-JK-PC-04"], country.loc["IN-TN-PC-39"]
    kutch, arunachal = country.loc["IN-GJ-PC-01"], country.loc["IN-AR-PC-02"]
    assert ladakh["r"] > kanyakumari["r"]
    assert arunachal["q"] > kutch["q"]


def test_a_state_cut_out_of_the_country_keeps_its_shape():
    country = hexagons("IN", "lok_sabha").set_index("unit")
    bihar = hexagons("IN-BR", "lok_sabha").set_index("unit")
    moved = country.loc[bihar.index] - bihar
    assert moved["q"].nunique() == moved["r"].nunique() == 1
    assert moved["r"].iloc[0] % 2 == 0  # else odd rows would be pushed the other way


def test_a_layout_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(UsageError) as caught:
        hexagons("IN-JH", "block")
    assert "IN-JH district" in caught.value.where
    with pytest.raises(UsageError):
        hexagons("IN-XX", "lok_sabha")


def test_importing_the_registry_does_not_import_pandas():
    code = "import sys, hustings.geography; assert 'pandas' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
