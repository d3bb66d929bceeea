"""Seasons, odd days and forecasts: published figures, planted series, realised coverage."""

import json

import numpy as np
import pandas as pd
import pytest

from hustings.errors import InputError
from hustings.studies.refusal import CannotJudgeError
from hustings.studies.trends.damping import Damping, smoothed
from hustings.studies.trends.forecasts import forecast
from hustings.studies.trends.hierarchy import reconciled
from hustings.studies.trends.oddities import odd_days
from hustings.studies.trends.seasons import take_apart


def test_the_published_robust_decomposition_comes_out(shared_data):
    folder = shared_data / "stats" / "18_stl_mdeaths"
    known = json.loads((folder / "expected.json").read_text())["expected"]
    series = pd.read_csv(folder / "mdeaths.csv").set_index("month")["mdeaths"]
    rows = take_apart(series, period=12).rows
    assert (np.flatnonzero(rows["odd"]) + 1).tolist() == known["outlier_index_1based"]
    quarters = [0, 0.25, 0.5, 0.75, 1]
    assert rows["trend"].quantile(quarters).tolist() == pytest.approx(
        known["trend_quantiles"], abs=2.0
    )
    assert rows["season"].quantile(quarters).tolist() == pytest.approx(
        known["seasonal_quantiles"], abs=2.0
    )
    assert rows["weight"].mean() == pytest.approx(known["weights_mean"], abs=0.01)


def days(seed, *, count=140):
    rng = np.random.default_rng(seed)
    index = pd.date_range("2026-01-05", periods=count)
    week = np.tile([0, 5, 3, 0, -2, 10, 20], count // 7)
    return pd.Series(100 + week + rng.normal(0, 3, count), index=index)


def test_odd_days_are_named_and_their_neighbours_are_not():
    series = days(1)
    series.iloc[[30, 31, 90]] += [80, 60, -70]
    found = odd_days(series, most=0.05)
    three = found.nlargest(3, "score").sort_index()
    assert three.index.tolist() == series.index[[30, 31, 90]].tolist()
    assert three["value"].iloc[0] - three["usual"].iloc[0] == pytest.approx(80, abs=12)
    assert (three["score"] > 10).all()
    assert (found["score"].drop(three.index) < 6).all()


def test_a_usual_season_has_hardly_any_odd_day():
    assert sum(len(odd_days(days(seed))) for seed in range(20)) <= 4


def test_a_gap_and_a_short_series_are_told_apart():
    series = days(1)
    with pytest.raises(CannotJudgeError):
        take_apart(series[:13], period=7)
    series.iloc[5] = np.nan
    with pytest.raises(InputError) as caught:
        take_apart(series, period=7)
    assert "2026-01-10" in caught.value.where


def weeks(seed, *, units=30, count=60):
    rng = np.random.default_rng(seed)
    level = rng.normal(6, 1, (units, 1)) + np.zeros((units, count))
    drift = np.zeros((units, count))
    for week in range(1, count):
        drift[:, week] = 0.9 * drift[:, week - 1] + rng.normal(0, 0.08, units)
    log = level + drift + rng.normal(0, 0.12, (units, count))
    table = pd.DataFrame(np.exp(log), index=[f"u{at:02d}" for at in range(units)])
    return table.rename_axis("unit").reset_index().melt("unit", var_name="week")


@pytest.fixture(scope="module")
def forecasts():
    return forecast(weeks(1), ahead=3)


def test_past_weeks_fall_inside_the_intervals_as_often_as_promised(forecasts):
    weighted = forecasts.coverage
    for level, low, high in (("95", 0.92, 0.98), ("80", 0.75, 0.85)):
        share = np.average(weighted[f"inside_{level}"], weights=weighted["weeks"])
        assert low <= share <= high


def test_weeks_to_come_fall_inside_too():
    whole = weeks(2, units=60)
    known = whole[whole["week"] < 57]
    made = forecast(known, ahead=3).rows
    made["week"] = 56 + made["ahead"]
    both = made.merge(whole, on=["unit", "week"])
    assert len(both) == 180
    inside = both["value"].between(both["low_95"], both["high_95"])
    assert 0.88 <= inside.mean() <= 1
    assert (both["low_95"] <= both["low_80"]).all()
    assert (both["high_80"] <= both["high_95"]).all()


def test_smoothing_beats_repeating_the_last_week(forecasts):
    assert (forecasts.error_ratio["ratio"] < 0.95).all()


def test_the_smoothing_is_that_of_the_library():
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    series = np.log1p(weeks(4, units=1)["value"].to_numpy())
    level, slope = smoothed(series[None, :], Damping(0.3, 0.1, 0.9))[:2]
    model = ETSModel(
        pd.Series(series), error="add", trend="add", damped_trend=True,
        initialization_method="known", initial_level=series[0], initial_trend=0.0,
    )  # fmt: skip
    theirs = model.smooth([0.3, 0.1 * 0.3, 0.9]).forecast(2).to_numpy()
    ours = [level[0, -1] + 0.9 * slope[0, -1], level[0, -1] + (0.9 + 0.81) * slope[0, -1]]
    assert ours == pytest.approx(theirs, abs=1e-6)


def test_a_unit_with_a_gap_is_left_out_with_its_reason():
    table = weeks(3, units=8)
    table = table[~((table["unit"] == "u03") & (table["week"] == 40))]
    table = table[~((table["unit"] == "u04") & (table["week"] < 50))]
    found = forecast(table, ahead=2)
    assert found.refused.set_index("unit")["reason"].to_dict() == {
        "u03": "gap", "u04": "short_series",
    }  # fmt: skip
    assert set(found.rows["unit"]) == {f"u{at:02d}" for at in range(8)} - {"u03", "u04"}


def test_reconciled_forecasts_add_up_and_move_least_what_is_known_best():
    # two blocks of 10 and 20, a seat forecast at 36: six must be found somewhere
    found = reconciled(
        np.array([10.0, 20.0, 36.0]), [[0, 1]], leaves=2, errors=np.array([1.0, 2.0, 1.0])
    )
    assert found[2] == pytest.approx(found[0] + found[1])
    # gaps are shared by variance: 1 : 4 : 1
    assert found.tolist() == pytest.approx([11, 24, 35])


def test_few_weeks_of_many_units_are_forecast_better_than_by_the_last_value():
    rng = np.random.default_rng(12)
    slow = np.cumsum(rng.normal(0, 0.05, (60, 26)), axis=1)
    log = rng.normal(6, 1, (60, 1)) + slow + rng.normal(0, 0.12, (60, 26))
    table = pd.DataFrame(np.exp(log)).rename_axis("unit").reset_index()
    made = forecast(table.melt("unit", var_name="week"))
    assert made.error_ratio["ratio"].max() < 0.95


def in_lumps(seed, *, units=24, count=60):
    """Units that do nothing in most weeks, and much in a few."""
    rng = np.random.default_rng(seed)
    done = rng.poisson(np.exp(rng.normal(2, 0.5, (units, 1))), (units, count))
    table = pd.DataFrame(done * (rng.random((units, count)) < 0.3))
    return table.rename_axis("unit").reset_index().melt("unit", var_name="week")


def test_what_comes_in_lumps_is_forecast_by_its_usual_week_and_no_worse_than_by_its_last():
    ours, last = 0.0, 0.0
    for seed in range(5):
        whole = in_lumps(seed)
        made = forecast(whole[whole["week"] < 56])
        assert (made.error_ratio["ratio"] < 1).all()
        rows = made.rows.assign(week=55 + made.rows["ahead"]).merge(whole, on=["unit", "week"])
        before = whole[whole["week"] == 55].set_index("unit")["value"]
        came = np.log1p(rows["value"])
        ours += (came - np.log1p(rows["expected"])).abs().sum()
        last += (came - np.log1p(rows["unit"].map(before))).abs().sum()
    assert set(made.rows["way"]) == {"usual"}
    assert ours < 0.95 * last


def test_a_walk_is_forecast_by_its_last_week():
    rng = np.random.default_rng(7)
    log = 6 + np.cumsum(rng.normal(0, 0.1, (30, 60)), axis=1)
    table = pd.DataFrame(np.exp(log)).rename_axis("unit").reset_index()
    made = forecast(table.melt("unit", var_name="week"))
    assert "usual" not in set(made.rows["way"])
    assert (made.error_ratio["ratio"] <= 1.02).all()


@pytest.mark.parametrize("slope", [-0.1, 0.0])
def test_no_span_is_narrower_than_one_of_a_nearer_week(slope):
    for seed in range(5):
        table = weeks(seed, units=10)
        table["value"] *= np.exp(slope * table["week"].astype(int))
        rows = forecast(table).rows
        for level in ("80", "95"):
            span = (rows[f"high_{level}"] - rows[f"low_{level}"]).to_numpy().reshape(10, 4)
            assert (np.diff(span, axis=1) >= -1e-9 * span[:, 1:]).all()
            assert (rows[f"low_{level}"] <= rows["expected"]).all()


def test_a_unit_that_began_later_is_forecast_by_its_own_weeks():
    rng = np.random.default_rng(3)
    begins = {**dict.fromkeys("abcdefgh", 0), "late": 40, "later": 60, "last": 90}
    table = pd.DataFrame(
        [
            (unit, week, float(np.exp(6 + rng.normal(0, 0.1))))
            for unit, first in begins.items()
            for week in range(first, 104)
        ],
        columns=["unit", "week", "value"],
    )
    found = forecast(table)
    assert found.refused.to_dict("records") == [{"unit": "last", "reason": "short_series"}]
    expected = found.rows.groupby("unit")["expected"].mean()
    assert list(expected.index) == sorted({*begins} - {"last"})
    assert expected.between(300, 540).all()
    assert found.rows[["low_95", "high_95"]].notna().all(axis=None)
    assert found.coverage["inside_95"].between(0.85, 1).all()


def test_a_season_that_changes_is_followed_only_where_it_may_change():
    at = np.arange(20 * 12)
    season = (5 + at / 24) * np.sin(2 * np.pi * at / 12)
    values = pd.Series(100 + season + np.random.default_rng(2).normal(0, 0.3, len(at)))
    same, slow = (take_apart(values, period=12, window=some).rows for some in (None, 7))
    assert np.allclose(same["season"].iloc[:12], same["season"].iloc[-12:])
    off = [np.sqrt(np.mean((rows["season"] - season) ** 2)) for rows in (same, slow)]
    assert off[1] < 0.3 * off[0]
    for wrong in (8, 5):
        with pytest.raises(InputError, match=f"over {wrong} years"):
            take_apart(values, period=12, window=wrong)


def test_only_a_robust_decomposition_doubts_a_period():
    series = days(1)
    series.iloc[30] += 80
    calm, bent = (take_apart(series, period=7, robust=some).rows for some in (True, False))
    assert calm["odd"].iloc[30]
    assert (bent["weight"] == 1).all()
    assert not bent["odd"].any()
    weekday = series.index[30].day_of_week
    there = [rows.loc[rows.index.day_of_week == weekday, "season"].iloc[0] for rows in (calm, bent)]
    assert there[1] > there[0] + 2
