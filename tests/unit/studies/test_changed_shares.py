"""Changes of shares: on the logit, with the noise of few cases."""

import numpy as np
import pytest
from tests.unit.studies.conftest import LAST, quiet, weekly_table

from hustings.studies import what_changed

pytestmark = pytest.mark.filterwarnings("error")


def shares(units=40, weeks=40, *, cases=200.0, usual=0.3, seed=2):
    rng = np.random.default_rng(seed)
    level = np.clip(usual + rng.normal(0, 0.05, (units, 1)), 0.02, 0.98)
    return rng.binomial(int(cases), np.repeat(level, weeks, axis=1)) / cases


def judged(values, cases=200.0):
    table = weekly_table(values, metric="engagement_rate", kind="share", denominator=cases)
    return what_changed(table, LAST).rows.set_index("unit")


def test_a_share_that_doubles_is_found_and_told_as_a_share_of_its_baseline():
    values = shares()
    values[3, -1] = 2 * np.median(values[3, :-1])
    rows = judged(values)
    assert rows.index[rows["rank"].notna()].tolist() == ["U003"]
    found = rows.loc["U003"]
    assert found["change_share"] == pytest.approx(1.0, abs=0.2)
    assert 0 < found["low"] < found["change_share"] < found["high"]


def test_bounds_of_a_share_stay_within_what_a_share_can_be():
    values = shares(usual=0.9)
    values[3, -1] = 1.0
    rows = judged(values)
    best = rows["value"] / (1 + rows["change_share"]) * (1 + rows["high"])
    assert (best <= 1.02).all()


@pytest.mark.parametrize("end", [0.0, 1.0])
def test_none_and_all_are_finite(end):
    values = shares()
    values[5, :] = np.where(np.arange(40) % 3 == 0, end, values[5])
    values[5, -1] = end
    assert np.isfinite(judged(values).loc["U005", "change_log"])


def test_a_week_of_few_cases_has_a_wider_interval():
    values = shares()
    table = weekly_table(values, metric="engagement_rate", kind="share", denominator=200.0)
    table.loc[(table["unit"] == "U003") & (table["week"] == LAST), "denominator"] = 8.0
    few = what_changed(table, LAST).rows.set_index("unit").loc["U003"]
    many = judged(values).loc["U003"]
    assert few["high"] - few["low"] > 2 * (many["high"] - many["low"])


def test_a_share_of_no_cases_is_missing():
    table = weekly_table(shares(), metric="engagement_rate", kind="share", denominator=200.0)
    table.loc[(table["unit"] == "U003") & (table["week"] == LAST), "denominator"] = 0.0
    rows = what_changed(table, LAST).rows.set_index("unit")
    assert rows.loc["U003", "reason"] == "missing_this_week"


def test_shares_and_counts_stand_in_one_family():
    import pandas as pd

    both = pd.concat(
        [
            weekly_table(shares(), metric="engagement_rate", kind="share", denominator=200.0),
            weekly_table(quiet(), metric="reach", kind="count"),
        ]
    )
    assert what_changed(both, LAST).family.size == 80
