"""Frozen tables are read in one thread, and are what pandas would have read."""

import os
import subprocess
import sys

import pandas as pd
import pytest
from tests.support import tiny_edition

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
