"""Curves of staying, cohorts' futures, habits and the ladder: by hand, published and planted."""

import json

import numpy as np
import pandas as pd
import pytest

from hustings.errors import InputError
from hustings.studies.refusal import CannotJudgeError
from hustings.studies.workers.cohorts import project_retention
from hustings.studies.workers.ladder import ladder
from hustings.studies.workers.repeating import Habit, repeat_habit
from hustings.studies.workers.staying import leaving_rates, retention_curve

# Weeks to relapse of 21 patients under 6-mercaptopurine (Freireich and others 1963): a plus
# marks those still well when last seen.
TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
UNTREATED = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def people(text, **more):
    marks = text.split()
    duration = [float(one.rstrip("+")) for one in marks]
    return pd.DataFrame({"duration": duration, "left": ["+" not in one for one in marks], **more})


def test_the_published_leukaemia_curve_comes_out():
    curve = retention_curve(people(TREATED)).curve.set_index("duration")
    known = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert curve["stays"].round(3).to_dict() == known
    assert curve["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert curve["unfinished"].tolist() == [0, 1, 2, 4, 4, 7, 7]
    assert (curve["low"] < curve["stays"]).all()
    assert (curve["stays"] < curve["high"]).all()


def test_the_published_difference_of_two_curves_comes_out():
    both = pd.concat([people(TREATED, given=1), people(UNTREATED, given=0)], ignore_index=True)
    found = retention_curve(both, group="given")
    assert found.p_value == pytest.approx(4.17e-5, rel=0.05)  # chi-squared 16.8
    assert found.middle.set_index("group")["middle"].to_dict() == {0: 8, 1: 23}
    rates = leaving_rates(both, traits=["given"])
    assert rates.rows["ratio"][0] == pytest.approx(np.exp(-1.572), rel=0.01)  # Efron's ties


def test_a_curve_covers_the_truth_with_two_fifths_unfinished():
    rng = np.random.default_rng(1)
    inside = []
    for _ in range(300):
        stays, seen = rng.exponential(10, 80), rng.exponential(15, 80)
        table = pd.DataFrame({"duration": np.minimum(stays, seen), "left": stays <= seen})
        curve = retention_curve(table).curve
        row = curve[curve["duration"] <= 8].iloc[-1]
        inside.append(row["low"] <= np.exp(-0.8) <= row["high"])
    assert 0.92 <= np.mean(inside) <= 0.98


def test_too_few_people_are_no_curve():
    with pytest.raises(CannotJudgeError) as caught:
        retention_curve(people("1 2 3 4+"))
    assert caught.value.numbers == {"people": 4, "left": 3}
    with pytest.raises(InputError, match="below zero"):
        retention_curve(people("-1 2 3 4 5 6 7 8 9 10 11"))


def test_the_published_cohorts_come_out_and_their_future_is_met(shared_data):
    folder = shared_data / "stats" / "29_sbg_retention"
    known = json.loads((folder / "expected.json").read_text())["expected"]
    table = pd.read_csv(folder / "fader_hardie_2007.csv")
    for name in ("high_end", "regular"):
        found = project_retention(10 * table[name][:8], periods=12)
        assert found.alpha == pytest.approx(known[name]["alpha"], abs=0.003)
        assert found.beta == pytest.approx(known[name]["beta"], abs=0.003)
        assert found.log_likelihood == pytest.approx(known[name]["LL"], abs=0.1)
        year = 100 * found.rows.set_index("period")["expected"][12]
        assert year == pytest.approx(known["holdout_year12"][f"{name}_actual"], abs=2)


def test_a_cohort_that_rises_or_was_seen_twice_is_refused():
    with pytest.raises(InputError, match="never rise"):
        project_retention([100, 80, 90, 70], periods=10)
    with pytest.raises(CannotJudgeError) as caught:
        project_retention([100, 80, 70], periods=10)
    assert caught.value.reason == "short_cohort"


def habit_world(seed, *, count=2500):
    rng = np.random.default_rng(seed)
    rate, stop = rng.gamma(0.8, 1 / 6.0, count), rng.beta(0.9, 2.5, count)
    age = rng.uniform(30, 60, count)
    rows = []
    for speed, quits, seen in zip(rate, stop, age, strict=True):
        time, last, returns, later = 0.0, 0.0, 0, 0
        while rng.random() > quits or time == 0.0:
            time += rng.exponential(1 / speed)
            if time > seen + 20:
                break
            if time <= seen:
                returns, last = returns + 1, time
            else:
                later += 1
        rows.append((returns, last, seen, later))
    return pd.DataFrame(rows, columns=["returns", "recency", "age", "later"])


def test_a_habit_foretells_how_often_people_come_back():
    world = habit_world(1)
    found = repeat_habit(world)
    expected = found.expected(world, ahead=20)
    assert expected.sum() == pytest.approx(world["later"].sum(), rel=0.1)
    seldom, often = world["returns"] <= 1, world["returns"] >= 8
    for part in (seldom, often):
        assert expected[part].mean() == pytest.approx(world.loc[part, "later"].mean(), rel=0.25)
    assert found.active(world).between(0, 1).all()


def test_a_person_long_silent_after_many_acts_has_likely_stopped():
    habit = Habit(r=0.243, alpha=4.414, a=0.793, b=2.426, log_likelihood=0.0)
    two = pd.DataFrame({"returns": [10, 10], "recency": [38.0, 10.0], "age": [39.0, 39.0]})
    recent, silent = habit.active(two)
    assert recent > 0.9
    assert silent < 0.1
    # The worked example of the published note: x = 2, tx = 30.43, T = 38.86, 39 weeks ahead
    one = pd.DataFrame({"returns": [2], "recency": [30.43], "age": [38.86]})
    assert habit.expected(one, ahead=39)[0] == pytest.approx(1.226, abs=0.001)


def test_times_that_contradict_each_other_are_refused():
    with pytest.raises(InputError, match="contradict"):
        repeat_habit(pd.DataFrame({"returns": [0], "recency": [3.0], "age": [5.0]}))


def test_the_ladder_by_hand():
    # person: member, active, regular in weeks; looked at until week 20
    #   a   0  2  6
    #   b   0  4  -      still active after 16 weeks
    #   c   0  -  -
    #   d   0  -  8      reached regular without being seen active: counted active from 8
    rows = [
        *(("a", "member", 0), ("a", "active", 2), ("a", "regular", 6)),
        *(("b", "member", 0), ("b", "active", 4)),
        ("c", "member", 0),
        *(("d", "member", 0), ("d", "regular", 8)),
    ]
    table = pd.DataFrame(rows, columns=["person", "rung", "since"])
    many = pd.concat([table.assign(person=table["person"] + str(copy)) for copy in range(5)])
    found = ladder(many, until=20).rows.set_index("rung")
    assert found["reached"].to_dict() == {
        "member": 20, "active": 15, "regular": 10, "office_bearer": 0,
    }  # fmt: skip
    assert found.loc["active", "share"] == 0.75
    assert found.loc["active", "share_low"] < 0.75 < found.loc["active", "share_high"]
    assert found.loc["member", "middle"] == 4
    assert found.loc["active", "middle"] == 4
    assert np.isnan(found.loc["regular", "middle"])


def test_an_unknown_rung_is_answered_with_the_nearest():
    table = pd.DataFrame({"person": ["a"], "rung": ["regulr"], "since": [0]})
    with pytest.raises(InputError) as caught:
        ladder(table, until=3)
    assert "regular" in caught.value.fix
