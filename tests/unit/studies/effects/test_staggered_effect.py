"""Camps held at different dates: published figures, planted effects, refusals."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.support.depth import only_thorough
from tests.unit.studies.effects.worlds import camps

from hustings.errors import InputError, UsageError
from hustings.studies.effects.resampled import resampled_error
from hustings.studies.effects.shuffled import selection, shuffled_before, shuffled_p_value
from hustings.studies.effects.staggered import staggered_effect
from hustings.studies.refusal import CannotJudgeError


@pytest.fixture(scope="module")
def county(shared_data):
    folder = shared_data / "stats" / "01_mpdta"
    table = pd.read_csv(folder / "mpdta.csv").rename(
        columns={"countyreal": "unit", "year": "period", "first.treat": "treated_from"}
    )
    return table, json.loads((folder / "expected.json").read_text())["expected"]


def test_the_published_minimum_wage_study_comes_out(county):
    table, known = county
    found = staggered_effect(table, outcome="lemp", control="never")
    events = found.events.set_index("since")["effect"]
    for since, effect in known["event"].items():
        assert events[int(since)] == pytest.approx(effect, abs=1e-4)
    cells = found.cohorts.set_index(["treated_from", "period"])["effect"]
    for cohort in ("2006", "2007"):
        for period, effect in known["att_gt"][cohort].items():
            assert cells[int(cohort), int(period)] == pytest.approx(effect, abs=1e-4)
    overall = found.overall.set_index("way")
    for way, name in (("cohort", "group_overall"), ("dynamic", "dynamic_overall")):
        effect, error = known[name]
        assert overall.loc[way, "effect"] == pytest.approx(effect, abs=1e-4)
        assert overall.loc[way, "error"] == pytest.approx(error, rel=0.1)
    assert found.pretrend.p_value_all_cells == pytest.approx(known["pretest_p"], abs=1e-4)


def test_the_published_study_comes_out_with_a_covariate_too(county):
    table, known = county
    found = staggered_effect(table, outcome="lemp", control="never", covariates=["lpop"])
    overall = found.overall.set_index("way")
    effect, error = known["cross_library_only"]["cond_on_lpop_simple"]
    assert overall.loc["simple", "effect"] == pytest.approx(effect, abs=1e-4)
    assert overall.loc["simple", "error"] == pytest.approx(error, rel=0.02)
    effect = known["cross_library_only"]["cond_on_lpop_dynamic_overall"][0]
    assert overall.loc["dynamic", "effect"] == pytest.approx(effect, abs=1e-4)


def test_averages_by_period_are_those_of_the_published_cells(county):
    table, known = county
    found = staggered_effect(table, outcome="lemp", control="never")
    cells, size = known["att_gt"], {2004: 20, 2006: 40, 2007: 131}  # counties of each date
    first = dict(zip(("2004", "2005", "2006", "2007"), cells["2004"], strict=True))
    by_hand = {
        2004: first["2004"],
        2005: first["2005"],
        2006: (size[2004] * first["2006"] + size[2006] * cells["2006"]["2006"]) / 60,
        2007: sum(size[at] * one for at, one in ((2004, first["2007"]),
              (2006, cells["2006"]["2007"]), (2007, cells["2007"]["2007"]))) / 191,
    }  # fmt: skip
    periods = found.periods.set_index("period")["effect"]
    assert periods.to_dict() == pytest.approx(by_hand, abs=1e-4)
    overall = found.overall.set_index("way")["effect"]
    assert overall["calendar"] == pytest.approx(np.mean(list(by_hand.values())), abs=1e-4)


@pytest.mark.parametrize(
    ("way", "name"), [("cohort", "group_overall"), ("dynamic", "dynamic_overall")]
)
def test_the_jackknife_agrees_with_the_published_standard_errors(county, way, name):
    table, known = county
    error = resampled_error(table, outcome="lemp", way=way, control="never")
    assert error == pytest.approx(known[name][1], rel=0.1)


@only_thorough
def test_the_bootstrap_agrees_with_the_formula():
    table = camps(3)
    formula = staggered_effect(table, outcome="value").overall.set_index("way")["error"]
    for kind in ("jackknife", "bootstrap"):
        error = resampled_error(table, outcome="value", kind=kind, draws=150)
        assert error == pytest.approx(formula["pooled"], rel=0.25)


def test_an_effect_that_rests_on_one_unit_has_no_jackknife():
    table = camps(1, units=12)
    few = table[~((table["treated_from"] > 0) & (table["unit"] > "u05"))]
    alone = few["unit"].isin(["u00", "u01"]) | (few["treated_from"] == 0)
    dated = few[alone].assign(treated_from=few["treated_from"].where(few["unit"] < "u02", 0))
    dated.loc[dated["unit"].isin(["u00", "u01"]), "treated_from"] = 20
    with pytest.raises(CannotJudgeError) as caught:
        resampled_error(dated, outcome="value")
    assert caught.value.reason == "nobody_to_compare"


def test_an_unknown_way_or_kind_is_named():
    with pytest.raises(UsageError, match="way 'means'"):
        resampled_error(camps(1), outcome="value", way="means")
    with pytest.raises(UsageError, match="kind 'boots'"):
        resampled_error(camps(1), outcome="value", kind="boots")


def test_two_dates_by_hand():
    # a was trained in week 3, b in week 4, c never; two units of each, alike but for noise 0
    #   week      1  2  3  4
    #   a         1  2  8  9     c grows by 1 a week; a gains 5 at once and keeps it
    #   b         3  4  5  8     b gains 2 in week 4
    #   c         0  1  2  3
    rows = [
        (f"{name}{copy}", week, date, value)
        for name, date, values in (("a", 3, [1, 2, 8, 9]), ("b", 4, [3, 4, 5, 8]),
                                   ("c", 0, [0, 1, 2, 3]))
        for copy in range(4)
        for week, value in enumerate(values, start=1)
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["unit", "period", "treated_from", "value"])
    found = staggered_effect(table, outcome="value")
    cells = found.cohorts.set_index(["treated_from", "period"])["effect"]
    assert cells[3, 3] == 5
    assert cells[3, 4] == 5
    assert cells[4, 4] == 2
    overall = found.overall.set_index("way")["effect"]
    assert overall["simple"] == pytest.approx((5 + 5 + 2) / 3)
    assert overall["cohort"] == pytest.approx((5 + 2) / 2)
    assert overall["dynamic"] == pytest.approx((3.5 + 5) / 2)


def test_a_planted_effect_is_covered_as_often_as_promised():
    inside, seen, alarms = [], [], []
    for seed in range(80):
        found = staggered_effect(camps(seed), outcome="value")
        pooled = found.overall.set_index("way").loc["pooled"]
        inside.append(pooled["low"] <= 0.16 <= pooled["high"])
        seen.append(pooled["effect"])
        alarms.append(found.pretrend.p_value < 0.05)
    assert np.mean(inside) >= 0.88
    assert np.mean(seen) == pytest.approx(0.16, abs=0.01)
    assert np.mean(alarms) <= 0.12


def test_the_band_of_the_whole_curve_is_wider_than_that_of_its_points():
    events = staggered_effect(camps(3), outcome="value").events
    assert (events["high_all"] - events["low_all"] > events["high"] - events["low"]).all()


def test_points_with_few_units_are_not_shown():
    events = staggered_effect(camps(3, units=18), outcome="value").events
    assert not events.loc[events["units"] < 5, "shown"].any()
    assert events.loc[events["units"] >= 5, "shown"].all()
    assert (events["units"] < 5).any()


def test_a_drift_before_the_camps_is_found_and_makes_the_effect_fragile():
    table = camps(5, effect=0.0)
    dated = table["treated_from"] > 0
    ahead = (table["period"] - table["treated_from"]).clip(-8, 8)
    table.loc[dated, "value"] += 0.05 * ahead[dated]
    found = staggered_effect(table, outcome="value")
    assert found.pretrend.p_value < 0.05
    assert found.breakdown < staggered_effect(camps(5, effect=0.4), outcome="value").breakdown


@only_thorough
def test_a_drift_as_large_as_the_test_misses_is_found_four_times_in_five():
    def before(table):
        return staggered_effect(table, outcome="value", control="never").pretrend

    missed = before(camps(0, effect=0.0)).drift_missed
    found = []
    for seed in range(60):
        table = camps(seed, effect=0.0)
        dated = table["treated_from"] > 0
        ahead = (table["period"] - table["treated_from"]).clip(-9, 0)
        table.loc[dated, "value"] += missed * ahead[dated]
        found.append(before(table).p_value < 0.05)
    assert 0.6 <= np.mean(found) <= 0.97


def test_nothing_changes_with_the_order_or_the_names_of_units():
    table = camps(7)
    mixed = table.sample(frac=1, random_state=1)
    renamed = mixed.assign(unit="z" + mixed["unit"])
    first, second = (staggered_effect(one, outcome="value") for one in (table, renamed))
    pd.testing.assert_frame_equal(first.overall, second.overall)
    tenfold = staggered_effect(table.assign(value=10 * table["value"]), outcome="value")
    assert tenfold.breakdown == pytest.approx(first.breakdown)


def test_eager_units_that_went_first_are_told():
    table = camps(2)
    level = table[table["period"] < 12].groupby("unit")["value"].mean().sort_values()
    dates = pd.Series(sorted((12, 16, 20, 24, 28) * 12, reverse=True), index=level.index)
    found = selection(table.assign(treated_from=table["unit"].map(dates)), outcome="value")
    assert found.eager < -0.9
    assert not found.as_drawn
    assert selection(table, outcome="value").as_drawn


def test_dates_drawn_anew_seldom_give_so_large_an_effect():
    few = {"units": 18, "weeks": 30}
    assert shuffled_p_value(camps(4, effect=0.6, **few), outcome="value", draws=99) <= 0.02
    assert shuffled_p_value(camps(4, effect=0.0, **few), outcome="value", draws=99) > 0.05


def felt_unequally(seed):
    """Six units to a date; a festival just before one date, felt more by some units than others."""
    rng = np.random.default_rng(seed)
    table = camps(seed, units=36, weeks=30, effect=0.3)
    share = pd.Series(rng.normal(1, 0.5, 36), index=sorted(table["unit"].unique()))
    week = table["period"] == 19
    table.loc[week, "value"] -= 0.8 * table.loc[week, "unit"].map(share)
    return table


@only_thorough
def test_a_festival_felt_unequally_is_no_drift_where_only_the_dates_are_trusted():
    alarms = []
    for seed in range(40):
        found = shuffled_before(felt_unequally(seed), outcome="value", draws=39)
        alarms.append(found.p_value <= 0.05)
    assert np.mean(alarms) <= 0.125


def test_a_drift_is_found_by_dates_drawn_anew_and_the_one_it_misses_is_no_larger_than_told():
    table = camps(5, effect=0.3, units=24, weeks=30)
    missed = shuffled_before(table, outcome="value", draws=99).drift_missed
    dated = table["treated_from"] > 0
    ahead = (table["period"] - table["treated_from"]).clip(-9, 0)
    table.loc[dated, "value"] += 3 * missed * ahead[dated]
    assert shuffled_before(table, outcome="value", draws=99).p_value <= 0.05


def test_periods_that_may_already_answer_are_neither_base_nor_tested():
    table = camps(3, effect=0.3)
    own = table["period"] == table["treated_from"] - 1
    known = staggered_effect(table, outcome="value", anticipation=1)
    table.loc[own, "value"] += 5  # what happens in that period moves neither effect nor test
    found = staggered_effect(table, outcome="value", anticipation=1, control="never")
    plain = staggered_effect(table, outcome="value", control="never")
    assert found.overall["effect"].iloc[-1] == pytest.approx(0.3, abs=0.15)
    assert plain.overall["effect"].iloc[-1] < -4
    assert found.pretrend.p_value > 0.01
    assert plain.pretrend.p_value < 1e-6
    assert found.pretrend.points == known.pretrend.points == 8


def test_what_cannot_be_judged_is_refused_with_a_reason():
    table = camps(1)
    for wrong, reason in (
        (table[table["unit"] < "u08"], "too_few_units"),
        (table.assign(treated_from=0), "nobody_treated"),
        (table.assign(treated_from=12), "nobody_to_compare"),
    ):
        with pytest.raises(CannotJudgeError) as caught:
            staggered_effect(wrong, outcome="value")
        assert caught.value.reason == reason


def test_a_table_that_is_no_panel_is_refused():
    table = camps(1)
    with pytest.raises(InputError, match="twice in one period"):
        staggered_effect(pd.concat([table, table.head(1)]), outcome="value")
    with pytest.raises(InputError, match="no column 'reach'"):
        staggered_effect(table, outcome="reach")
    two = table.copy()
    two.loc[0, "treated_from"] = 33
    with pytest.raises(InputError, match="two dates"):
        staggered_effect(two, outcome="value")
    with pytest.raises(UsageError) as caught:
        staggered_effect(table, outcome="value", control="nevr")
    assert "never" in caught.value.fix


def answering_early(cohorts=(4, 5, 8), early=1, units=6):
    """A world without noise: each unit answers by 1 from so many periods before its date."""
    rows = [
        (f"{cohort}-{unit}", period, cohort, float(period >= cohort - early))
        for cohort in cohorts
        for unit in range(units)
        for period in range(1, 9)
    ]
    return pd.DataFrame(rows, columns=["unit", "period", "treated_from", "acts"])


@pytest.mark.parametrize("early", [0, 1, 2])
def test_units_that_may_already_answer_are_no_controls(early):
    table = answering_early(early=early)
    found = staggered_effect(table, outcome="acts", anticipation=early)
    assert found.overall["effect"].tolist() == pytest.approx([1.0] * 5)
    after = found.cohorts["period"] >= found.cohorts["treated_from"]
    assert found.cohorts["effect"][after].tolist() == pytest.approx([1.0] * after.sum())


def test_cohorts_that_cannot_be_judged_are_told_and_not_counted():
    table = answering_early(early=0)
    lone = table[table["unit"] == "4-0"].assign(unit="alone", treated_from=6)
    found = staggered_effect(pd.concat([table, lone]), outcome="acts")
    assert found.left_out == (
        6,
        8,
    )  # one of a single unit, and the last, beside which nobody is left
    assert found.treated == 12


def test_a_test_of_more_cells_than_units_can_tell_apart_is_none():
    rng = np.random.default_rng(1)
    table = answering_early(cohorts=(5, 6, 7, 8), units=3)
    table["acts"] += rng.normal(size=len(table))
    found = staggered_effect(table, outcome="acts")
    assert np.isnan(found.pretrend.p_value_all_cells)
    assert 0 <= found.pretrend.p_value <= 1
