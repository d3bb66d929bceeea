"""Frozen tables are read in one thread, and are what pandas would have read."""

import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.support import tiny_edition

from hustings.edition import frozen
from hustings.kernels.alone import ONE_THREAD

READ = """
import sys
from pathlib import Path
from hustings.edition import latest
from hustings.kernels.alone import require_alone, settle
edition = latest(Path(sys.argv[1]))
edition.table("units")
assert len(edition.rows("reach", ["IN-JH", "IN-JH-PC-01"], periods=8)) == 16
assert edition.row("active_workers", "IN-JH-BT-1", back=1)["value"] == 8
assert ("reach", "facebook") in edition.held()
settle()
require_alone()
"""


@pytest.fixture
def edition(tmp_path):
    return tiny_edition.build(tmp_path)


def test_reading_an_edition_leaves_a_process_fit_to_be_forked(edition):
    command = [sys.executable, "-c", READ, str(edition.folder.parent)]
    done = subprocess.run(command, env={**os.environ, **ONE_THREAD}, capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_table_is_as_pandas_reads_it(edition):
    for name in ("units", "measured", "closure"):
        read = pd.read_parquet(edition.folder / f"{name}.parquet")
        pd.testing.assert_frame_equal(edition.table(name), read)


def test_rows_are_those_asked_for(edition):
    whole = edition.table("measured")
    week = whole[(whole["period"] == "2026-W46") & (whole["platform"] == "all")]
    above = week[week["level"] != "booth"]
    assert sorted(edition.week("2026-W46")["unit"]) == sorted(above["unit"])
    booth = edition.week("2026-W46", ["IN-JH-BT-1"])
    assert booth[["unit", "status"]].to_numpy().tolist() == [["IN-JH-BT-1", "suppressed"]]
    state = whole[(whole["level"] == "state") & whole["value"].notna()]
    assert edition.fed() == set(state[["metric", "platform"]].itertuples(index=False, name=None))


BOOTHS = [f"IN-JH-AC-{seat:03d}-B{booth:02d}" for seat in range(1, 41) for booth in range(1, 26)]


@pytest.fixture
def grouped(tmp_path):
    """A thousand rows in the order of their units, a hundred together."""
    rows = pa.table({"unit": BOOTHS, "level": ["booth"] * len(BOOTHS), "value": range(len(BOOTHS))})
    pq.write_table(rows, tmp_path / "week.parquet", row_group_size=100)
    return tmp_path / "week.parquet"


@pytest.mark.parametrize(
    ("asked", "groups"),
    [
        ({}, 10),
        ({"level": ["booth"]}, 10),
        ({"level": ["block"]}, 0),
        ({"unit": BOOTHS[250:275]}, 1),
        ({"unit": [BOOTHS[999], BOOTHS[0], "IN-JH"]}, 2),
        ({"unit": BOOTHS[99:101], "value": None}, 2),
        ({"unit": BOOTHS[99:101], "level": ["block"]}, 0),
        ({"unit": ["IN-JH-AC-001-B01x", "A", "Z"]}, 1),
        ({"unit": []}, 10),
    ],
)
def test_of_a_table_only_the_groups_that_may_hold_what_is_asked_for_are_read(
    grouped, asked, groups, monkeypatch
):
    whole, read = pd.read_parquet(grouped), []
    kept = pq.ParquetFile.read_row_groups
    monkeypatch.setattr(
        pq.ParquetFile,
        "read_row_groups",
        lambda file, chosen, *rest, **how: read.extend(chosen) or kept(file, chosen, *rest, **how),
    )
    found = frozen.read_some([grouped], ["unit", "value"], asked)
    expected = whole
    for name, texts in asked.items():
        expected = expected[expected[name].notna() if texts is None else expected[name].isin(texts)]
    assert len(read) == groups
    pd.testing.assert_frame_equal(found, expected[["unit", "value"]].reset_index(drop=True))


def test_texts_that_are_all_missing_are_looked_through(tmp_path):
    rows = pa.table({"unit": pa.array([None, None], pa.string()), "value": [1, 2]})
    pq.write_table(rows, tmp_path / "week.parquet")
    assert frozen.read_some([tmp_path / "week.parquet"], ["value"], {"unit": ["IN"]}).empty


def test_what_was_asked_for_before_is_the_same_however_it_is_asked(edition):
    codes = ["IN-JH", "IN-JH-BT-1", "IN-JH-PC-01"]
    for metric in ("active_workers", "reach"):
        rows = edition.rows(metric, codes, periods=8)
        bare = edition.values(metric, codes, periods=8)
        np.testing.assert_array_equal(rows["value"], bare.ravel())
        again = tiny_edition.build(edition.folder.parent / "again").values(metric, codes, periods=8)
        np.testing.assert_array_equal(again, bare)


def test_what_is_made_once_is_made_anew_for_another_key(edition):
    made = []

    def make():
        made.append(len(made))
        return made[-1]

    told = [edition.once("name", key, make) for key in ("a", "a", "b", "b", "a")]
    assert told == [0, 0, 1, 1, 2]
    assert edition.once("other", "a", make) == 3


def test_units_within_and_below_are_those_of_the_closure(edition):
    assert edition.below("IN-JH").tolist() == ["IN-JH"]  # of this one only units themselves
    assert edition.below("nowhere").empty
    assert edition.within("units", "IN-JH-B-1")["unit"].tolist() == ["IN-JH-B-1"]
    assert edition.within("units", "IN-JH-P-1")["unit"].tolist() == ["IN-JH-P-1"]
