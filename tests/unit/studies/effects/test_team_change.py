"""One team reorganised on one date: published figures, planted gains, and when to say nothing."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.unit.studies.effects.worlds import teams

from hustings.errors import InputError, UsageError
from hustings.studies.effects.interrupted import interrupted_series
from hustings.studies.effects.one_unit import (
    plain_difference,
    synthetic_control,
    synthetic_difference,
)
from hustings.studies.effects.reorganised import team_change
from hustings.studies.refusal import CannotJudgeError


@pytest.fixture(scope="module")
def tobacco(shared_data):
    folder = shared_data / "stats" / "06_prop99"
    known = json.loads((folder / "expected.json").read_text())["expected"]
    sales = pd.read_csv(folder / "california_prop99.csv", sep=";")
    wide = sales.pivot_table(index="Year", columns="State", values="PacksPerCapita")
    return folder, wide, known


def test_the_published_tobacco_estimates_come_out(tobacco):
    _, wide, known = tobacco
    own, others = wide["California"].to_numpy(), wide.drop(columns="California").to_numpy()
    for estimate, name in (
        (synthetic_difference, "sdid"),
        (synthetic_control, "sc"),
        (plain_difference, "did"),
    ):
        found = estimate(own, others, 19)
        assert found.effect == pytest.approx(known[f"{name}_exact"], abs=0.05)
        elsewhere = [
            estimate(others[:, at], np.delete(others, at, axis=1), 19).effect
            for at in range(others.shape[1])
        ]
        assert np.std(elsewhere) == pytest.approx(known[name][1], rel=0.25)


def test_the_published_weights_come_out_of_the_published_traits(tobacco):
    folder, _, known = tobacco
    sales = pd.read_csv(folder / "adh2010_cigsale.csv", index_col=0)
    traits = pd.read_csv(folder / "adh2010_predictors.csv", index_col=0)
    others = [name for name in sales if name != "California"]
    told = (traits["California"].to_numpy(), traits[others].to_numpy())
    paths = (sales["California"].to_numpy(), sales[others].to_numpy(), 19)
    found = synthetic_control(*paths, traits=told)
    weights = pd.Series(found.units, index=others)
    for name, weight in known["adh_weights"].items():
        assert weights[name] == pytest.approx(weight, abs=0.02)
    again = synthetic_control(*paths, traits=told, importance=10 * found.importance)
    assert found.importance.sum() == pytest.approx(1)
    assert again.units == pytest.approx(found.units, abs=1e-9)
    even = synthetic_control(*paths, traits=told, importance=np.ones(len(traits)))
    assert even.misfit > found.misfit
    assert found.gap[-1] == pytest.approx(-26, abs=1)


def test_a_planted_gain_is_found_and_covered():
    found = team_change(teams(1, gain=0.4), changed="u00", begins=40)
    assert found.verdict == "moved"
    head = found.estimates.set_index("way").loc["synthetic_difference"]
    assert head["low"] <= 0.4 <= head["high"]
    assert len(found.elsewhere) == 29
    assert found.smallest_p == pytest.approx(1 / 30)


def test_where_nothing_changed_a_gain_is_seldom_claimed():
    claimed = [
        team_change(teams(seed), changed="u00", begins=40).verdict == "moved" for seed in range(40)
    ]
    assert np.mean(claimed) <= 0.1


def test_among_few_units_the_strongest_word_is_the_largest():
    found = team_change(teams(1, gain=0.6, units=8), changed="u00", begins=40)
    assert found.smallest_p == 0.125
    assert found.verdict == "largest"


def test_a_festival_near_the_date_is_named_as_a_doubt():
    found = team_change(teams(1, gain=0.4), changed="u00", begins=40, events_near=1)
    assert "events_near" in found.reasons


def test_a_stand_in_that_misses_before_the_date_allows_no_conclusion():
    table = teams(1, gain=0.4)
    own = table["unit"] == "u00"
    wild = np.exp(0.8 * np.sin(np.arange(52)))
    table["value"] = table["value"].astype(float)
    table.loc[own, "value"] *= wild
    found = team_change(table, changed="u00", begins=40)
    assert "stand_in_misses" in found.reasons
    assert found.verdict in {"no_conclusion", "not_seen"}


def test_what_cannot_be_judged_is_refused_with_a_reason():
    table = teams(1)
    with pytest.raises(CannotJudgeError) as caught:
        team_change(table[table["unit"] < "u04"], changed="u00", begins=40)
    assert caught.value.reason == "too_few_units"
    with pytest.raises(CannotJudgeError) as caught:
        team_change(table, changed="u00", begins=51)
    assert caught.value.reason == "short_series"
    with pytest.raises(UsageError) as usage:
        team_change(table, changed="u99", begins=40)
    assert "u09" in usage.value.fix or "u29" in usage.value.fix


@pytest.mark.parametrize("side", [slice(None), slice(0, 10), slice(10, 20)])
def test_a_side_without_a_count_has_no_ratio(side):
    counts = np.full(20, 5.0)
    counts[side] = 0
    rows = pd.DataFrame({"period": range(20), "value": counts})
    with pytest.raises(CannotJudgeError) as caught:
        interrupted_series(rows, outcome="value", begins=10)
    assert caught.value.reason == "nothing_counted"


def test_a_series_that_never_moves_gives_nothing_to_judge_it_by():
    rows = pd.DataFrame({"period": range(20), "value": [5.0] * 20})
    with pytest.raises(CannotJudgeError) as caught:
        interrupted_series(rows, outcome="value", begins=10)
    assert caught.value.reason == "single_value"


def test_a_step_in_a_series_of_counts_by_hand():
    # 100 a week for ten weeks, 150 for ten: without a trend the ratio is one and a half
    rows = pd.DataFrame({"period": range(20), "value": [100, 101, 99, 100, 100] * 2 + [150] * 10})
    found = interrupted_series(rows, outcome="value", begins=10)
    assert found.ratio == pytest.approx(1.5, rel=0.02)
    assert found.low < 1.5 < found.high


def test_a_step_is_a_rate_where_exposure_grows():
    rng = np.random.default_rng(1)
    people = np.linspace(1e4, 2e4, 60)
    rate = np.where(np.arange(60) >= 36, 0.08, 0.1)
    rows = pd.DataFrame({"period": range(60), "value": rng.poisson(people * rate), "n": people})
    found = interrupted_series(rows, outcome="value", begins=36, exposure="n")
    assert found.low <= 0.8 <= found.high
    assert found.high < 1


def test_a_season_and_a_change_of_slope_are_told_apart():
    rng = np.random.default_rng(2)
    time = np.arange(120)
    log = 6 + 0.3 * np.sin(2 * np.pi * time / 12) + 0.02 * np.maximum(time - 60, 0)
    rows = pd.DataFrame({"period": time, "value": rng.poisson(np.exp(log))})
    found = interrupted_series(rows, outcome="value", begins=60, slope_changes=True, season=12)
    assert found.slope_low <= np.exp(0.02) <= found.slope_high
    assert found.low <= 1 <= found.high


def test_a_negative_count_is_refused():
    rows = pd.DataFrame({"period": range(20), "value": [-1.0] + [5.0] * 19})
    with pytest.raises(InputError, match="below zero"):
        interrupted_series(rows, outcome="value", begins=10)


def seasonal(periods):
    """Counts that follow a trend, a year's wave and a step of a fifth but for being whole."""
    at = np.arange(48)
    counts = 300 * np.exp(0.01 * at + 0.2 * np.sin(2 * np.pi * at / 12) + np.log(1.2) * (at >= 30))
    return pd.DataFrame({"period": periods, "value": counts.round()})


@pytest.mark.parametrize(
    "periods", [np.arange(7, 55), pd.period_range("2021-01", periods=48, freq="M")]
)
def test_time_goes_on_where_a_count_is_missing(periods):
    table = seasonal(periods)
    begins = table["period"][30]
    holes = [1, 2, 5, 19, 20, 21, 35]
    without = {"no row": table.drop(index=holes), "no count": table.copy()}
    without["no count"].loc[holes, "value"] = np.nan
    for rows in without.values():
        found = interrupted_series(rows, outcome="value", begins=begins, season=12)
        assert found.ratio == pytest.approx(1.2, abs=0.003)
        assert len(found.fitted) == 48 - len(holes)


def test_dates_count_by_their_rows_and_another_kind_of_date_is_refused():
    table = seasonal(pd.date_range("2021-01-01", periods=48, freq="MS"))
    table.loc[[1, 2, 5, 19], "value"] = np.nan
    begins = table["period"][30]
    found = interrupted_series(table, outcome="value", begins=begins, season=12)
    assert found.ratio == pytest.approx(1.2, abs=0.003)
    with pytest.raises(InputError, match="cannot be compared"):
        interrupted_series(table, outcome="value", begins=30)
