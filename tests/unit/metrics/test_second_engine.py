"""The engine's figures and those of plain pandas are the same, to the last digit."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from tests.support.depth import THOROUGH, only_thorough

from hustings.metrics import metrics
from hustings.schema import CLEAN, MEASURED, check

KEYS = ["period", "level", "unit", "metric", "platform"]
COMPARED = [*KEYS, "value", "numerator", "denominator", "n", "as_of", "status"]
TABLES = (
    "workers", "accounts", "account_counts", "groups", "group_exports", "messages", "posts",
    "post_counts", "activity", "reports_received",
)  # fmt: skip


def made(drawn, seeded, folder, seed, **size):
    campaign = drawn.Campaign(folder, tree=seeded.tree())
    for known, tables in seeded.tables(seed, **size):
        campaign.store(tables, known=known)
    return campaign


def in_plain_pandas(plainly, campaign, weeks):
    inputs = campaign.inputs()
    clean = {name: inputs.clean.frame(name) for name in TABLES}
    units = {
        "closure": inputs.closure,
        "booths": list(inputs.booths["unit"]),
        "reporting": list(inputs.reporting_units["unit"]),
    }
    return plainly.measured(clean, units, campaign.rules, weeks)


def in_order(rows):
    return rows[COMPARED].sort_values(KEYS, ignore_index=True)


@pytest.mark.parametrize("workers", [4_000, pytest.param(71_000, marks=only_thorough)])
def test_plain_pandas_gives_the_same_measured_rows(drawn, seeded, plainly, tmp_path, workers):
    campaign = made(drawn, seeded, tmp_path, 1, workers=workers, acts=workers * 6 // 5)
    weeks = [f"2026-W{n}" for n in range(36 if THOROUGH else 42, 49)]
    rows = campaign.measure(weeks).rows
    check(rows, MEASURED)
    assert not rows.duplicated(KEYS).any()
    assert set(rows["metric"]) == set(metrics())
    assert set(rows["status"]) == {"ok", "partial", "no_data"}
    plain = in_plain_pandas(plainly, campaign, weeks)
    assert_frame_equal(
        in_order(rows), in_order(plain), check_dtype=False, check_exact=False, rtol=1e-12, atol=0
    )
    assert campaign.inputs().clean.frame("activity")["worker"].nunique() == workers


def test_every_table_a_metric_counts_is_compared():
    assert set(TABLES) <= set(CLEAN)
    assert pd.Series([metric.table for metric in metrics().values()]).nunique() == 9
