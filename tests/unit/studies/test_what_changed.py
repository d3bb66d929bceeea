"""What the weekly study says of drawn histories."""

from itertools import groupby

import numpy as np
import pandas as pd
import pytest
from tests.unit.studies.conftest import LAST, judge, quiet, weekly_table

from hustings.studies import ChangeRules, what_changed
from hustings.studies.panels import panels_of

pytestmark = pytest.mark.filterwarnings("error")
FIGURES = ["change_log", "change_share", "low", "high", "p_value", "q_value", "detectable_up"]


def stepped(*, weeks=1, times=2.0, unit=3, **options):
    values = quiet(**options)
    values[unit, -weeks:] *= times
    return values


def test_a_doubled_unit_is_found_and_no_other():
    rows = judge(stepped())
    assert rows.index[rows["rank"].notna()].tolist() == ["U003"]
    found = rows.loc["U003"]
    assert found["low"] < 1.0 < found["high"]
    assert found["change_share"] == pytest.approx(1.0, abs=0.35)
    assert (found["state"], found["strength"], found["direction"]) == ("new", "likely", "up")
    assert found["q_value"] <= 0.03
    assert found["floor_passed"]


def test_a_halved_unit_is_found_falling():
    found = judge(stepped(times=0.45)).loc["U003"]
    assert (found["state"], found["direction"]) == ("new", "down")
    assert -1 < found["low"] < found["change_share"] < found["high"] < 0


def test_there_is_one_row_per_unit_and_metric_judged_or_not():
    table = pd.concat([weekly_table(quiet()), weekly_table(quiet(30, 5), metric="posts")])
    changes = what_changed(table, LAST)
    assert not changes.rows.duplicated(["level", "unit", "metric"]).any()
    assert len(changes.rows) == 70
    assert (changes.family.size, changes.family.blocked) == (40, 30)


def test_the_baseline_is_the_median_of_the_eight_weeks_before():
    values = quiet()
    values[0, -9:] = [100, 900, 110, 120, 130, 140, 150, 160, 500]
    found = judge(values).loc["U000"]
    assert found["baseline"] == pytest.approx(135, rel=0.01)
    assert found["value"] == 500


def test_value_is_baseline_times_what_is_shared_times_what_is_own():
    values = quiet() * 10
    values[:, -1] *= 1.4
    rows = judge(values)
    built = rows["baseline"] * (1 + rows["common_share"]) * (1 + rows["change_share"])
    np.testing.assert_allclose(built, rows["value"], rtol=1e-6)


def test_what_all_units_share_is_no_units_change():
    values = quiet()
    values[:, -1] *= 1.4
    values[7, -1] *= 2.2
    changes = what_changed(weekly_table(values), LAST)
    assert changes.rows.loc[changes.rows["rank"].notna(), "unit"].tolist() == ["U007"]
    shared = changes.common.iloc[0]
    assert shared["low"] < 0.4 < shared["high"]
    assert (shared["strength"], shared["units"], shared["n_weeks"]) == ("likely", 40, 34)
    assert shared["p_value"] == pytest.approx(1 / 35)


def test_a_quiet_week_has_no_common_shock():
    shared = what_changed(weekly_table(quiet()), LAST).common.iloc[0]
    assert shared["strength"] == "none"
    assert abs(shared["common_share"]) < 0.1


def test_a_week_in_which_units_answer_unequally_has_wider_intervals():
    calm, festive = quiet(), quiet()
    answer = np.random.default_rng(5).normal(1.0, 0.4, 40)
    festive[:, -1] *= np.exp(0.8 * answer)
    width = [(rows["high"] - rows["low"]).median() for rows in (judge(calm), judge(festive))]
    assert width[1] > 1.5 * width[0]
    assert judge(festive)["rank"].isna().all()


def test_a_lasting_change_is_new_then_confirmed_then_fading():
    values = quiet(weeks=44)
    values[3, -8:] *= 2.5
    weeks = [f"2026-W{number}" for number in range(38, 47)]
    states = [judge(values, week=week).loc["U003", "state"] for week in weeks]
    assert states[:3] == ["none", "new", "confirmed"]
    assert [state for state, _ in groupby(states)] == ["none", "new", "confirmed", "fading", "none"]


def test_a_confirmed_change_is_clear_and_dated():
    found = judge(stepped(weeks=3, times=2.5)).loc["U003"]
    assert (found["state"], found["strength"]) == ("confirmed", "clear")
    assert found["breakdown"] > 1
    assert found["since"] == "2026-W44"
    assert found["since_low"] <= "2026-W44" <= found["since_high"]


def test_a_new_change_is_not_dated():
    assert judge(stepped()).loc["U003", ["since", "since_low", "since_high"]].isna().all()


def test_a_change_no_larger_than_last_months_swing_is_not_clear():
    values = stepped(weeks=2, times=1.9)
    values[3, -5] *= 3.5
    found = judge(values).loc["U003"]
    assert found["breakdown"] < 1
    assert found["strength"] != "clear"


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda v: v.__setitem__((0, -1), np.nan), "missing_this_week"),
        (lambda v: v.__setitem__((0, slice(0, -12)), np.nan), "too_few_weeks"),
        (lambda v: v.__setitem__((0, slice(-9, -4)), np.nan), "too_few_weeks"),
        (lambda v: v.__setitem__((0, slice(0, -1)), 7.0), "single_value"),
        (lambda v: v.__setitem__((0, slice(None)), 0.0), "single_value"),
    ],
)
def test_what_cannot_be_judged_says_why_and_gives_no_figure(spoil, reason):
    values = quiet()
    spoil(values)
    rows = judge(values)
    blocked = rows.loc["U000"]
    assert (blocked["strength"], blocked["reason"], blocked["state"]) == ("blocked", reason, "none")
    assert blocked[FIGURES].isna().all()
    assert (rows.drop("U000")["strength"] != "blocked").all()


def test_twelve_past_weeks_are_enough_and_eleven_are_not():
    assert (judge(quiet(weeks=13))["strength"] != "blocked").all()
    assert (judge(quiet(weeks=12))["reason"] == "too_few_weeks").all()


def test_two_units_of_little_history_are_too_few_to_judge():
    assert (judge(quiet(2, 20))["reason"] == "too_few_units").all()


def test_a_unit_listed_without_any_value_is_blocked_not_dropped():
    table = weekly_table(quiet())
    silent = pd.DataFrame(
        {
            "level": "vidhan_sabha",
            "unit": "U999",
            "metric": "reach",
            "week": [LAST],
            "value": [None],
        }
    )
    rows = what_changed(pd.concat([table, silent.astype({"value": float})]), LAST).rows
    assert rows.set_index("unit").loc["U999", "reason"] == "missing_this_week"


def test_a_week_the_collector_lost_is_left_out_of_every_baseline():
    values = quiet()
    rows = judge(values)
    lost = values.copy()
    lost[:, -4] = np.nan
    without = judge(lost)
    assert (without["strength"] != "blocked").all()
    assert (without["n_weeks"] == rows["n_weeks"] - 1).all()


def test_zero_is_data():
    values = quiet(usual=40.0)
    values[3, -1] = 0.0
    found = judge(values).loc["U003"]
    assert found["value"] == 0
    assert (found["state"], found["direction"]) == ("new", "down")
    assert found["change_share"] == pytest.approx(-1.0, abs=0.05)


def test_what_comes_after_the_week_is_not_looked_at():
    values = stepped()
    later = np.concatenate([values, values[:, -6:] * 50], axis=1)
    table = weekly_table(later, last="2026-W52")
    pd.testing.assert_frame_equal(
        what_changed(table, LAST).rows, what_changed(weekly_table(values), LAST).rows
    )


def test_a_small_but_certain_change_is_below_the_floor():
    found = judge(stepped(times=1.13, sd=0.01)).loc["U003"]
    assert found["q_value"] <= 0.03
    assert (found["state"], found["strength"], found["reason"]) == ("none", "none", "below_floor")
    assert not found["floor_passed"]


def test_a_change_of_few_heads_is_below_the_absolute_floor():
    values = stepped(times=3.0, usual=10.0)
    rules = ChangeRules(absolute_floors={"active_workers": 60.0})
    loose = judge(values, metric="active_workers")
    strict = judge(values, metric="active_workers", rules=rules)
    assert loose.loc["U003", "state"] == "new"
    assert strict.loc["U003", "state"] == "none"
    assert strict["rank"].isna().all()


def test_a_hint_is_an_interval_without_zero_that_many_comparisons_could_give():
    values = quiet(units=200, sd=0.13)
    values[3, -1] = 1.5 * np.median(values[3, -9:-1])
    found = judge(values).loc["U003"]
    assert found["strength"] == "hint"
    assert found["low"] > 0
    assert found["q_value"] > 0.03
    assert pd.isna(found["rank"])


def test_the_order_is_by_audience_times_the_nearer_bound():
    values = quiet()
    values[[3, 4, 5], -1] *= [2.5, 2.5, 3.5]
    table = weekly_table(values)
    table["audience"] = table["unit"].map({"U003": 10.0, "U004": 500.0}).fillna(1.0)
    rows = what_changed(table, LAST).rows.dropna(subset=["rank"]).sort_values("rank")
    assert rows["unit"].tolist() == ["U004", "U003", "U005"]
    weight = rows["audience"] * rows[["low", "high"]].abs().min(axis=1)
    assert weight.is_monotonic_decreasing


def test_at_most_so_many_rises_and_as_many_falls_are_shown():
    values = quiet(units=80)
    values[:6, -1] *= 3.0
    values[6:12, -1] /= 3.0
    rows = judge(values, rules=ChangeRules(most_shown=4))
    assert rows["rank"].notna().sum() == 12
    assert rows[rows["shown"]]["direction"].value_counts().to_dict() == {"up": 4, "down": 4}
    assert rows["rank"].dropna().sort_values().tolist() == list(range(1, 13))
    assert not rows.loc[rows["rank"].isna(), "shown"].any()


def test_a_quiet_unit_says_what_it_would_have_seen():
    values = quiet()
    quietly = judge(values)
    limit = quietly.loc["U003", "detectable_up"]
    assert limit > 0.15
    for times, state in ((1 + 1.6 * limit, "new"), (1 + 0.3 * limit, "none")):
        expected = values[3, -1] / (1 + quietly.loc["U003", "change_share"])
        moved = values.copy()
        moved[3, -1] = expected * times
        assert judge(moved).loc["U003", "state"] == state


def test_a_state_alone_at_its_level_is_judged_without_peers():
    seats = weekly_table(quiet(80, 40))
    state = quiet(1, 40, seed=8)
    state[0, -1] *= 3
    alone = weekly_table(state, level="state", prefix="S")
    changes = what_changed(pd.concat([seats, alone]), LAST)
    found = changes.rows.set_index("unit").loc["S000"]
    assert (found["state"], found["reason"]) == ("new", "no_peers")
    assert np.isnan(found["common_share"])
    common = changes.common.set_index("level")
    assert common.loc["state", ["strength", "reason"]].tolist() == ["blocked", "too_few_units"]


def test_a_spike_is_told_apart_from_changes():
    table = weekly_table(quiet(), spike_share=0.05)
    table.loc[(table["unit"] == "U009") & (table["week"] == LAST), "spike_share"] = 0.7
    changes = what_changed(table.assign(total=table["value"] * 7), LAST)
    assert changes.spikes["unit"].tolist() == ["U009"]
    assert changes.spikes["total"].tolist() == (changes.spikes["value"] * 7).tolist()
    assert what_changed(table, LAST).spikes["total"].isna().all()
    assert changes.spikes["usual_spike_share"].tolist() == [0.05]
    assert changes.rows["rank"].isna().all()


def test_without_spike_shares_there_are_no_spikes():
    assert len(what_changed(weekly_table(quiet()), LAST).spikes) == 0


def test_a_history_full_of_alarms_lowers_the_level_used():
    values = quiet(weeks=60)
    for unit, week in enumerate(range(24, 58, 2)):  # one week each, and each beyond the last
        values[unit, week] *= 3 * 1.3**unit
    family = what_changed(weekly_table(values), LAST).family
    assert family.nominal < 0.03
    assert family.realised == family.alarms / family.replayed <= 0.05


def test_nothing_in_gives_nothing_out():
    changes = what_changed(weekly_table(quiet()).iloc[:0], LAST)
    assert len(changes.rows) == len(changes.common) == len(changes.spikes) == 0
    assert changes.family.size == 0
    assert list(changes.rows.columns) == list(
        what_changed(weekly_table(quiet()), LAST).rows.columns
    )


def test_the_callers_table_is_left_alone():
    table = weekly_table(quiet())
    before = table.copy()
    what_changed(table, LAST)
    pd.testing.assert_frame_equal(table, before)


def test_a_move_past_all_numbers_stays_a_number():
    (panel,) = panels_of(weekly_table(quiet(units=10, weeks=20)), LAST, ChangeRules())
    with np.errstate(over="raise"):
        assert np.isfinite(panel.natural(np.array([5000.0]))).all()
