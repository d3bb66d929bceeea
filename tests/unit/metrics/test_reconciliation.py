"""Figures of children, platforms and days add up to those of parents, of all, and of weeks."""

import pandas as pd
import pytest

from hustings.metrics import metrics
from hustings.metrics.daily import measure_days
from hustings.metrics.tree import STUDIED_LEVELS

WEEKS = [f"2026-W{number}" for number in range(36, 49)]
CHAINS = {
    "seat": ("state", "lok_sabha", "vidhan_sabha", "booth"),
    "district": ("state", "district", "block", "booth"),
}
TERMS = ["numerator", "denominator", "n", "needs", "partial"]


@pytest.fixture(scope="module")
def made(drawn, seeded, tmp_path_factory):
    """One seeded campaign, measured once."""
    campaign = drawn.Campaign(tmp_path_factory.mktemp("made"), tree=seeded.tree())
    for known, tables in seeded.tables(5, workers=300, acts=2000):
        campaign.store(tables, known=known)
    return campaign, campaign.measure(WEEKS)


@pytest.mark.parametrize("tree", CHAINS)
def test_a_parent_is_its_children_and_what_lies_on_none_of_them(made, tree):
    campaign, measured = made
    closure = campaign.inputs().closure
    rows = measured.rows[measured.rows["platform"] == "all"]
    values = rows.set_index(["metric", "period", "unit"])[["numerator", "denominator", "n"]]
    leaves = measured.leaves.groupby(["metric", "period", "unit"])[TERMS].sum()
    for upper, lower in zip(CHAINS[tree], CHAINS[tree][1:], strict=False):
        children = closure[closure["level"] == lower].rename(columns={"ancestor": "child"})
        above = closure[closure["level"] == upper].rename(columns={"ancestor": "parent"})
        of_child = above[above["unit"].isin(children["child"])].set_index("unit")["parent"]
        below = values[values.index.get_level_values("unit").isin(of_child.index)]
        summed = _by_parent(below, of_child)
        # What is placed on the parent itself, or on a unit below it that lies in no child.
        own = above[~above["unit"].isin(children["unit"])].set_index("unit")["parent"]
        direct = _by_parent(leaves[leaves.index.get_level_values("unit").isin(own.index)], own)
        parents = values[values.index.get_level_values("unit").isin(above["parent"])]
        assert len(parents) > 100
        total = summed.reindex(parents.index).fillna(0) + direct.reindex(parents.index)[
            ["numerator", "denominator", "n"]
        ].fillna(0)
        pd.testing.assert_frame_equal(parents.fillna(0), total, check_exact=True)


def _by_parent(rows, parent_of):
    keyed = rows.reset_index()
    keyed["unit"] = keyed["unit"].map(parent_of)
    return keyed.groupby(["metric", "period", "unit"])[["numerator", "denominator", "n"]].sum()


def test_every_metric_was_reconciled(made):
    _, measured = made
    assert set(measured.rows["metric"]) == set(metrics())
    additive = measured.rows[measured.rows["denominator"].isna()]
    shown = additive[additive["status"] != "no_data"]
    assert (shown["value"] == shown["numerator"]).all()


def test_platforms_add_up_to_all(made):
    _, measured = made
    keys = ["metric", "period", "unit"]
    split = measured.rows[measured.rows["platform"] != "all"]
    assert set(split["metric"]) == {name for name, m in metrics().items() if m.by_platform}
    whole = measured.rows[measured.rows["platform"] == "all"].set_index(keys)
    summed = split.groupby(keys)[["numerator", "denominator", "n"]].sum(min_count=1)
    pd.testing.assert_frame_equal(
        summed, whole.loc[summed.index, ["numerator", "denominator", "n"]], check_exact=True
    )


def test_rates_are_sums_over_sums(made):
    _, measured = made
    shown = measured.rows[measured.rows["status"] != "no_data"]
    rates = shown[shown["denominator"].notna()]
    assert (rates["value"] == rates["numerator"] / rates["denominator"]).all()
    shares = rates[rates["metric"].isin([name for name, m in metrics().items() if m.is_share])]
    bounded = shares[shares["metric"] != "engagement_rate"]  # a person may react more than once
    assert bounded["value"].between(0, 1).all()


def test_no_data_carries_no_value_and_everything_else_does(made):
    _, measured = made
    assert (measured.rows["value"].isna() == (measured.rows["status"] == "no_data")).all()


def test_new_and_returning_workers_are_the_active_workers_in_every_unit(made):
    _, measured = made
    rows = measured.rows[measured.rows["metric"].isin(["new_workers", "returning_workers"])]
    both = rows.groupby(["period", "unit"])["value"].sum()
    active = measured.rows[measured.rows["metric"] == "active_workers"]
    active = active.set_index(["period", "unit"])["value"]
    assert len(both)
    assert (active.loc[both.index] == both).all()


def test_days_of_messages_and_acts_add_up_to_the_week_where_all_seven_are_seen(made):
    campaign, measured = made
    days = measure_days(campaign.inputs(), campaign.shelf, WEEKS)
    assert set(days["level"]) <= set(STUDIED_LEVELS)
    assert set(days["metric"]) == {name for name, metric in metrics().items() if metric.daily}
    assert not days.duplicated(["unit", "metric", "day"]).any()
    assert days["value"].notna().all()
    assert (days["day"].dt.strftime("%G-W%V") == days["week"]).all()
    weekly = measured.rows[
        (measured.rows["status"] == "ok") & (measured.rows["platform"] == "all")
    ].set_index(["metric", "unit", "period"])["value"]
    for metric in ("acts", "messages"):
        summed = days[days["metric"] == metric].groupby(["metric", "unit", "week"])["value"].sum()
        both = summed.index.intersection(weekly.index)
        assert len(both) > 20
        assert (summed[both] == weekly[both]).all()
