"""The order of camps: what it can detect, against the order people would choose."""

import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from benchmarks.plans import ROLLOUTS, by_hand, campaign, estimate
from tests.support.depth import only_thorough
from tests.unit.studies.effects.worlds import camps

from hustings.errors import UsageError
from hustings.studies.effects.detectable import pooled_weights, smallest_effect, unit_noise
from hustings.studies.effects.panel import effect_panel
from hustings.studies.effects.planner import plan_camps
from hustings.studies.effects.shuffled import pooled_effect
from hustings.studies.refusal import CannotJudgeError

SPECIFIED = ROLLOUTS["as specified"]


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
    known = (1.984217 + 0.841621) * (2 * (1 / 50 + 1 / 50)) ** 0.5  # t with 99 degrees
    assert smallest_effect(dates, 2, noise=1.0, fade=0.0) == pytest.approx(known, rel=1e-5)


@pytest.mark.parametrize("anticipation", [0, 1])
def test_the_weights_are_those_of_the_estimate_itself(anticipation):
    first = np.array([2, 2, 2, 5, 5, 7, 7, 7, 7, np.inf, np.inf, 9, 9]) + anticipation
    values = np.random.default_rng(3).normal(size=(13, 11))
    table = pd.DataFrame(values, columns=range(1, 12)).rename_axis("unit").reset_index()
    table = table.melt("unit", var_name="period").astype({"period": int})
    table["treated_from"] = table["unit"].map(dict(enumerate(np.where(np.isinf(first), 0, first))))
    known = pooled_effect(effect_panel(table, outcome="value"), anticipation=anticipation)
    when, sizes = np.unique(first, return_counts=True)
    means = np.array([values[first == each].mean(axis=0) for each in when])
    weights = pooled_weights(when, sizes, 11, anticipation=anticipation)
    assert (weights * means).sum() == pytest.approx(known, abs=1e-12)
    assert weights.sum(axis=1) == pytest.approx(0.0, abs=1e-12)  # of differences, within units


@pytest.mark.parametrize("fade", [0.0, 0.5, 0.85])
def test_slow_ups_and_downs_are_known_from_a_short_past(fade):
    found = []
    for seed in range(20):
        table = campaign(replace(SPECIFIED, ar=fade), seed)
        past = table[table["period"] < 1].pivot(index="unit", columns="period", values="value")  # noqa: PD010
        noise, faded = unit_noise(past.to_numpy())
        found.append(noise**2 * (1 - faded**8))
    assert np.mean(found) == pytest.approx(0.2**2 * (1 - fade**8), rel=0.1)


def test_the_promised_effect_is_found_four_times_in_five_and_by_hand_less_often():
    found = {"plan": [], "hand": []}
    for seed in range(60):
        table = campaign(SPECIFIED, 1000 + seed)
        past, ahead = table[table["period"] < 1], table[table["period"] >= 1]
        plan = plan_camps(past, weeks=SPECIFIED.weeks, camps_a_week=SPECIFIED.camps_a_week)
        order = plan.order.set_index("unit")["week"]
        found["plan"].append(estimate(ahead, order, plan.smallest_effect)[1])
        found["hand"].append(estimate(ahead, by_hand(past, SPECIFIED), plan.smallest_effect)[1])
    power, other = np.mean(found["plan"]), np.mean(found["hand"])
    assert 0.68 <= power <= 0.92  # two Monte-Carlo errors about .80
    assert power > other


@only_thorough
def test_where_the_strongest_fall_back_the_order_by_hand_is_far_off_and_ours_is_not():
    world = replace(SPECIFIED, towards=0.02)
    off = {"plan": [], "hand": []}
    for seed in range(20):
        table = campaign(world, 2000 + seed)
        past, ahead = table[table["period"] < 1], table[table["period"] >= 1]
        plan = plan_camps(past, weeks=world.weeks, camps_a_week=world.camps_a_week)
        order = plan.order.set_index("unit")["week"]
        for name, dates in (("plan", order), ("hand", by_hand(past, world))):
            off[name].append(estimate(ahead, dates, 0.2)[0] - 0.2)
    assert abs(np.mean(off["plan"])) < 0.03
    assert np.mean(off["hand"]) < -0.08


@pytest.mark.parametrize(("units", "weeks", "camps_a_week"), [
    (24, 26, 3), (24, 12, 2), (60, 12, 2), (60, 12, 10), (6, 4, 6),
])  # fmt: skip
def test_no_plan_promises_less_than_the_order_by_hand(units, weeks, camps_a_week):
    past = camps(1, effect=0.0, weeks=20, units=units)
    plan = plan_camps(past, weeks=weeks, camps_a_week=camps_a_week)
    assert np.isfinite(plan.smallest_effect)
    assert plan.smallest_effect <= plan.by_hand
    assert plan.order["week"].value_counts().max() <= camps_a_week


def test_a_week_that_will_not_be_counted_needs_a_week_after_it(past):
    plan = plan_camps(past, weeks=12, camps_a_week=10, own_weeks=1)
    assert plan.order["week"].max() <= 11
    whole = plan_camps(past, weeks=12, camps_a_week=10)
    assert plan.smallest_effect > whole.smallest_effect


def test_a_unit_that_lacks_a_past_week_is_named_and_not_planned(past):
    gap = past[(past["unit"] != "u07") | (past["period"] != -3)]
    plan = plan_camps(gap, weeks=12, camps_a_week=6)
    assert plan.left_out == ("u07",)
    assert "u07" not in set(plan.order["unit"])


def test_too_few_units_or_past_weeks_cannot_be_planned_by(past):
    with pytest.raises(CannotJudgeError) as caught:
        plan_camps(past[past["unit"] < "u04"], weeks=12, camps_a_week=2)
    assert (caught.value.reason, caught.value.numbers["units"]) == ("too_few_units", 4)
    with pytest.raises(CannotJudgeError) as caught:
        plan_camps(past[past["period"] < -16], weeks=12, camps_a_week=2)
    assert caught.value.reason == "too_few_past_weeks"
    assert caught.value.numbers == {"weeks": 3, "needed": 4}


def test_a_plan_of_a_year_is_made_in_seconds_and_loses_nothing_by_it():
    past = camps(1, effect=0.0, weeks=26, units=81)
    began = time.process_time()
    year = plan_camps(past, weeks=52, camps_a_week=6)
    assert time.process_time() - began < 5
    assert year.smallest_effect < plan_camps(past, weeks=26, camps_a_week=6).smallest_effect


def test_where_no_order_could_show_an_effect_none_is_proposed():
    past = camps(1, effect=0.0, weeks=20, units=7)
    with pytest.raises(CannotJudgeError) as caught:
        plan_camps(past, weeks=6, camps_a_week=1)
    assert caught.value.reason == "no_order_shows"


def test_no_weeks_or_no_camps_are_no_plan(past):
    with pytest.raises(UsageError, match="too few to plan"):
        plan_camps(past, weeks=3, camps_a_week=2)
    with pytest.raises(UsageError, match="No camp"):
        plan_camps(past, weeks=12, camps_a_week=0)
