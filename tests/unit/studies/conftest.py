"""Weekly tables whose truth is known, drawn once."""

import numpy as np
import pandas as pd
import pytest
from benchmarks.simulator import World, simulate

from hustings.period import Period
from hustings.studies import what_changed

LAST = "2026-W46"


def weekly_table(values, *, metric="reach", level="vidhan_sabha", last=LAST, prefix="U", **columns):
    """One row per unit and observed week from a units x weeks matrix; NaN leaves the row out."""
    values = np.asarray(values, dtype=float)
    weeks = [week.key for week in Period.parse(last).trailing(values.shape[1])]
    row, column = np.nonzero(~np.isnan(values))
    table = pd.DataFrame(
        {
            "level": level,
            "unit": [f"{prefix}{number:03d}" for number in row],
            "metric": metric,
            "week": np.array(weeks, dtype=object)[column],
            "value": values[row, column],
        }
    )
    return table.assign(**columns)


def quiet(units=40, weeks=40, *, seed=1, sd=0.12, usual=1000.0):
    """Units x weeks of a metric in which nothing happens."""
    rng = np.random.default_rng(seed)
    level = usual * np.exp(rng.normal(0, 0.5, (units, 1)))
    return level * np.exp(rng.normal(0, sd, (units, weeks)))


def judge(values, week=LAST, rules=None, **options):
    """The rows of one metric, by unit."""
    return what_changed(weekly_table(values, **options), week, rules).rows.set_index("unit")


@pytest.fixture(scope="session")
def campaign():
    """60 units over 40 weeks, with a tenth of them changed in the last week."""
    return simulate(World(units=60, weeks=40, changed=0.1), seed=11)
