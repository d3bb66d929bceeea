"""Forecasts of a tree of units: what is below adds up to what is above."""

import numpy as np
import pandas as pd
import pytest

from hustings.errors import InputError
from hustings.studies import CannotJudgeError, forecast, forecast_tree

PARENTS = {
    **{f"S{at:02d}": f"L{at // 6}" for at in range(24)},
    **{f"L{at}": "T" for at in range(4)},
}


def tree(seed=3, *, weeks=40, beside=0.0):
    """One row per unit and week of 24 seats, four above them and the top; and what is beside."""
    rng = np.random.default_rng(seed)
    slow = np.cumsum(rng.normal(0, 0.03, (24, weeks)), axis=1)
    seats = np.exp(rng.normal(5, 0.7, (24, 1)) + slow + rng.normal(0, 0.1, (24, weeks)))
    seats = pd.DataFrame(seats, index=[f"S{at:02d}" for at in range(24)])
    above = seats.groupby(seats.index.map(PARENTS)).sum()
    above.loc["L1"] += beside * np.exp(rng.normal(0, 0.1, weeks))
    wide = pd.concat([seats, above, above.sum().to_frame("T").T]).rename_axis("unit")
    return wide.reset_index().melt("unit", var_name="week")


def gaps(rows):
    """For every unit with units below it, its expected less theirs; one column per week ahead."""
    wide = rows.pivot_table("expected", "unit", "ahead")
    above = {unit: PARENTS.get(unit, unit.rstrip("+")) for unit in wide.index if unit != "T"}
    below = wide.drop("T").groupby(above).sum()
    return (wide.loc[below.index] - below).abs()


@pytest.mark.parametrize("beside", [0.0, 80.0])
def test_the_expected_of_those_below_add_up_in_every_week_ahead(beside):
    rows = forecast_tree(tree(beside=beside), PARENTS).rows
    assert gaps(rows).max().max() < 1e-6
    assert ("L1+" in set(rows["unit"])) == (beside > 0)
    assert (
        gaps(forecast(tree(beside=beside)).rows).max() > 1e-3
    ).all()  # by themselves they do not


def test_a_unit_that_cannot_be_forecast_is_part_of_what_is_beside():
    table = tree()
    lost = (table["unit"] == "S03") & (table["week"] == 20)
    made = forecast_tree(table[~lost], PARENTS)
    assert made.refused.to_numpy().tolist() == [["S03", "gap"]]
    assert "L0+" in set(made.rows["unit"])
    assert gaps(made.rows).max().max() < 1e-6


def test_children_of_a_unit_that_cannot_be_forecast_hang_on_the_unit_above():
    table = tree()
    lost = (table["unit"] == "L2") & (table["week"] == 20)
    wide = forecast_tree(table[~lost], PARENTS).rows.pivot_table("expected", "unit", "ahead")
    below = ["L0", "L1", "L3", *[f"S{at:02d}" for at in range(12, 18)]]
    assert wide.loc["T"].to_numpy() == pytest.approx(wide.loc[below].sum().to_numpy())


def test_a_silent_seat_stays_silent():
    table = tree()
    silent = table["unit"] == "S05"
    moved = table.loc[silent].set_index("week")["value"]
    for unit in ("L0", "T"):
        here = table["unit"] == unit
        table.loc[here, "value"] -= table.loc[here, "week"].map(moved)
    table.loc[silent, "value"] = 0.0
    rows = forecast_tree(table, PARENTS).rows
    assert rows.loc[rows["unit"] == "S05", "expected"].max() == pytest.approx(0.0, abs=1e-3)
    assert gaps(rows).max().max() < 1e-6


def test_what_came_lies_within_the_intervals_of_what_adds_up_as_often_as_they_say():
    inside = []
    for seed in range(12):
        table = tree(seed, weeks=44)
        rows = forecast_tree(table[table["week"] < 40], PARENTS).rows
        both = rows.assign(week=39 + rows["ahead"]).merge(table, on=["unit", "week"])
        inside.append(both["value"].between(both["low_95"], both["high_95"]).mean())
    assert 0.90 <= np.mean(inside) <= 0.99


def test_children_that_sum_to_more_than_their_parent_are_refused():
    table = tree()
    table.loc[table["unit"] == "L0", "value"] *= 0.5
    with pytest.raises(InputError, match="more than the unit above"):
        forecast_tree(table, PARENTS)


def test_too_few_weeks_are_refused():
    with pytest.raises(CannotJudgeError):
        forecast_tree(tree(weeks=20), PARENTS)
