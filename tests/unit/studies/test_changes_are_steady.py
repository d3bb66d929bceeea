"""What must move no verdict: scale, order, names, quiet company, a second run."""

import numpy as np
import pandas as pd
import pytest
from benchmarks.simulator import World, simulate
from tests.unit.studies.conftest import LAST, quiet, weekly_table

from hustings.studies import weekly_level, what_changed

VERDICT = ["level", "unit", "metric", "state", "strength", "direction"]
TOLD = [*VERDICT, "reason", "rank", "shown", "floor_passed", "since", "since_low", "since_high"]
RELATIVE = ["change_share", "low", "high", "q_value", "detectable_up", "breakdown"]


def found(daily, week):
    rows = what_changed(weekly_level(daily), week).rows
    return set(rows.loc[rows["rank"].notna(), "unit"])


@pytest.fixture(scope="module")
def told(campaign):
    """The daily table, its last week, and what is found in it."""
    daily = campaign.daily()
    units = found(daily, campaign.weeks[-1])
    assert len(units) >= 3
    return daily, campaign.weeks[-1], units


def same_verdicts(first, second, times):
    """Every word and rank the same, every share as near as numbers come; levels so many times."""
    for name in ("rows", "common", "spikes"):
        one, two = getattr(first, name), getattr(second, name)
        words = [column for column in TOLD if column in one.columns]
        pd.testing.assert_frame_equal(one[words], two[words])
    pd.testing.assert_frame_equal(first.rows[RELATIVE], second.rows[RELATIVE], rtol=1e-6)
    levels = first.rows[["value", "baseline"]]
    pd.testing.assert_frame_equal(levels * times, second.rows[["value", "baseline"]], rtol=1e-6)
    assert first.family == second.family


@pytest.mark.parametrize("times", [10, 1000, 0.1, 3.7])
def test_so_many_times_the_reach_gives_the_same_verdicts(told, times):
    daily, week, _ = told
    first, second = (
        what_changed(weekly_level(daily.assign(value=daily["value"] * factor)), week)
        for factor in (1, times)
    )
    same_verdicts(first, second, times)


def test_ten_times_small_counts_give_the_same_verdicts():
    few = simulate(World(units=40, weeks=30, level=1.0, level_sd=0.5, changed=0.1), seed=4)
    first, second = (
        what_changed(
            weekly_level(few.daily().assign(value=few.days.ravel() * factor)), few.weeks[-1]
        )
        for factor in (1, 10)
    )
    same_verdicts(first, second, 10)


def test_ten_times_weekly_values_without_their_days_give_the_same_verdicts():
    values = quiet()
    values[3, -1] *= 2
    first, second = (what_changed(weekly_table(values * factor), LAST) for factor in (1, 10))
    assert first.rows["rank"].notna().any()
    same_verdicts(first, second, 10)


def test_rows_in_another_order_give_the_same_bytes(told):
    daily, week, _ = told
    mixed = daily.sample(frac=1.0, random_state=3)
    first, second = (what_changed(weekly_level(table), week) for table in (daily, mixed))
    assert first.rows.to_csv() == second.rows.to_csv()
    assert first.common.to_csv() == second.common.to_csv()
    assert first.spikes.to_csv() == second.spikes.to_csv()
    assert first.family == second.family


def test_weekly_rows_in_another_order_give_the_same_bytes(told):
    daily, week, _ = told
    weekly = weekly_level(daily)
    mixed = weekly.sample(frac=1.0, random_state=3)
    assert what_changed(weekly, week).rows.to_csv() == what_changed(mixed, week).rows.to_csv()


def test_other_names_give_the_same_finds(told):
    daily, week, units = told
    new = {unit: f"Z{(7 * number) % 60:03d}" for number, unit in enumerate(daily["unit"].unique())}
    renamed = daily.assign(unit=daily["unit"].map(new))
    assert found(renamed, week) == {new[unit] for unit in units}


def test_quiet_company_adds_no_find(told):
    daily, week, units = told
    company = simulate(World(units=200, weeks=40), seed=77).daily(metric="views")
    rows = what_changed(weekly_level(pd.concat([daily, company])), week).rows
    together = set(rows.loc[rows["rank"].notna() & (rows["metric"] == "reach"), "unit"])
    assert together <= units


def test_units_that_never_reported_change_nothing(told):
    daily, week, _ = told
    weekly = weekly_level(daily)
    silent = weekly[weekly["unit"] < "U0020"].assign(metric="views", value=np.nan)
    before = what_changed(weekly, week)
    after = what_changed(pd.concat([weekly, silent]), week)
    kept = after.rows[after.rows["metric"] == "reach"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept[VERDICT], before.rows[VERDICT])
    assert (after.family.size, after.family.blocked) == (60, 20)


def test_a_second_run_gives_the_same_bytes(told):
    daily, week, _ = told
    runs = [what_changed(weekly_level(daily.copy()), week).rows.to_csv() for _ in range(2)]
    assert runs[0] == runs[1]
