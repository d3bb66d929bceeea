"""The order of camps: what it can detect, against the order people would choose."""

import numpy as np
import pytest
from tests.unit.studies.effects.worlds import camps

from hustings.studies.effects.planner import plan_camps, smallest_effect
from hustings.studies.effects.staggered import staggered_effect
from hustings.studies.refusal import CannotJudgeError


@pytest.fixture(scope="module")
def past():
    table = camps(1, effect=0.0, weeks=20)
    return table.assign(period=table["period"] - 20)


def test_every_unit_has_one_week_and_no_week_too_many_camps(past):
    plan = plan_camps(past, weeks=12, camps_a_week=6)
    assert sorted(plan.order["unit"]) == sorted(past["unit"].unique())
    held = plan.order["week"].value_counts()
    assert held.max() <= 6
    assert plan.order["week"].dropna().between(2, 12).all()


def test_the_proposed_order_sees_more_than_the_one_chosen_by_hand(past):
    plan = plan_camps(past, weeks=12, camps_a_week=30)
    assert plan.smallest_effect < plan.by_hand
    assert abs(plan.leaning) < 0.1 < plan.leaning_by_hand


def test_camps_all_at_once_with_nobody_left_say_nothing():
    assert smallest_effect(np.full(20, 3.0), 8, noise=1.0, fade=0.5) == float("inf")


def test_without_fading_the_smallest_effect_is_that_of_two_groups():
    # Half trained from week 2 of 2: a difference of differences with variance 2 s2 (1/n + 1/n)
    dates = np.array([2.0] * 50 + [np.inf] * 50)
    known = (1.959964 + 0.841621) * (2 * (1 / 50 + 1 / 50)) ** 0.5
    assert smallest_effect(dates, 2, noise=1.0, fade=0.0) == pytest.approx(known, rel=0.12)


def test_the_promised_effect_is_found_four_times_in_five(past):
    plan = plan_camps(past, weeks=16, camps_a_week=10)
    week = plan.order.set_index("unit")["week"]
    found = []
    for seed in range(100, 140):
        world = camps(seed, effect=0.0, weeks=16)
        world["treated_from"] = world["unit"].map(week)
        world["value"] += plan.smallest_effect * (world["period"] >= world["treated_from"])
        head = staggered_effect(world, outcome="value").overall.set_index("way").loc["pooled"]
        found.append(head["low"] > 0)
    assert 0.6 <= np.mean(found) <= 0.97


def test_too_few_units_cannot_be_planned(past):
    with pytest.raises(CannotJudgeError) as caught:
        plan_camps(past[past["unit"] < "u04"], weeks=12, camps_a_week=2)
    assert caught.value.numbers["units"] == 4
