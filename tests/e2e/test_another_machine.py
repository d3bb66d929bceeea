"""A page says the same wherever its files were measured: processors differ in the last digits."""

import os
import shutil
import subprocess
import sys

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from tests.support.campaign import PRINTED_FOR, SEATS, WEEK
from tests.support.depth import only_thorough

from hustings.edition.shelves import listed

# What a processor of twenty years ago could do, for whatever the figures go through.
OLD_PROCESSOR = {
    "OPENBLAS_CORETYPE": "Prescott",
    "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4",
    "ARROW_USER_SIMD_LEVEL": "NONE",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX,-AVX2,-FMA,-AVX512F,-AVX512VL",
}
MEASURED = f"""
import sys
from datetime import datetime
from hustings.edition import build
from hustings.period import Period
from hustings.settings import find, load
build(load(find()), Period.parse("{WEEK}"), now=datetime.fromisoformat(sys.argv[1]))
"""  # a page says when its figures were measured: both at the same moment

pytestmark = [
    only_thorough,
    pytest.mark.skipif(os.uname().machine != "x86_64", reason="of x86-64 processors alone"),
]


@pytest.fixture(scope="module")
def elsewhere(campaign, tmp_path_factory):
    """The campaign's imports, measured and printed anew as if on an older machine."""
    folder = tmp_path_factory.mktemp("elsewhere") / "office"
    made = ("exports", "measured", "editions", "runs", "reports", "ledger*", "complete")
    shutil.copytree(campaign.folder, folder, ignore=shutil.ignore_patterns(*made))
    made_at = campaign.edition.manifest.built_at.isoformat()
    seats = ("weekly_seat", "--units", ",".join(SEATS))
    press = ("-m", "hustings.cli", "press", "--period", WEEK, "--at", PRINTED_FOR)
    for words in (("-c", MEASURED, made_at), (*press, "weekly_state"), (*press, *seats)):
        done = subprocess.run(
            [sys.executable, *words], cwd=folder, env=campaign.environment | OLD_PROCESSOR,
            timeout=600, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
    return folder


def test_its_pages_are_the_same_to_the_byte(campaign, elsewhere):
    for page in campaign.pages:
        there = elsewhere / page.relative_to(campaign.folder)
        assert there.read_bytes() == page.read_bytes(), page.name


def test_its_frozen_tables_say_the_same(campaign, elsewhere):
    editions = elsewhere / "data" / "editions"
    (there,) = (editions / name for name in listed(editions))
    assert there.name == campaign.edition.id
    tables = sorted(path.name for path in there.glob("*.parquet"))
    assert len(tables) > 20
    for name in tables:
        theirs, ours = (
            pd.read_parquet(folder / name) for folder in (there, campaign.edition.folder)
        )
        assert_frame_equal(theirs, ours, check_exact=False, rtol=1e-6, obj=name)
