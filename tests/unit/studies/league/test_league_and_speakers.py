"""Shrinkage, ranks, concentration and crossed ratings: published, by hand and planted."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.support.depth import only_thorough

from hustings.errors import InputError
from hustings.studies.league.concentration import concentration, difference_in_gini
from hustings.studies.league.ranks import league_table
from hustings.studies.league.shrinkage import shrunk_counts, shrunk_means, shrunk_rates
from hustings.studies.refusal import CannotJudgeError
from hustings.studies.speakers.crossed import crossed_effects
from hustings.studies.speakers.hearing import second_hearing


def test_the_published_batting_averages_come_out(shared_data):
    folder = shared_data / "stats" / "21_efron_morris"
    known = json.loads((folder / "expected.json").read_text())["expected"]
    table = pd.read_csv(folder / "efron_morris_1970.csv")
    middle = table["y"].mean()
    error = np.sqrt(middle * (1 - middle) / 45)
    found = shrunk_means(pd.DataFrame({"mean": table["y"], "error": error})).rows
    assert found["kept"][0] == pytest.approx(known["shrink_c"], abs=0.002)
    assert found["shrunk"].iloc[0] == pytest.approx(known["JS_clemente"], abs=0.001)
    assert found["shrunk"].iloc[-1] == pytest.approx(known["JS_alvis"], abs=0.001)
    raw, shrunk = (((found[name] - table["p"]) ** 2).sum() for name in ("raw", "shrunk"))
    assert raw == pytest.approx(known["SSE_raw"], abs=0.002)
    assert shrunk == pytest.approx(known["SSE_JS"], abs=0.002)


def world_of_rates(seed, *, units=80):
    rng = np.random.default_rng(seed)
    truth = rng.beta(20, 60, units)
    whole = rng.integers(5, 200, units)
    return truth, pd.DataFrame({"numerator": rng.binomial(whole, truth), "denominator": whole})


def test_rates_come_nearer_to_the_truth_and_their_intervals_hold():
    nearer, inside = [], []
    for seed in range(30):
        truth, table = world_of_rates(seed)
        found = shrunk_rates(table).rows
        errors = [np.sqrt(np.mean((found[name] - truth) ** 2)) for name in ("shrunk", "raw")]
        nearer.append(errors[0] / errors[1])
        inside.append(np.mean((found["low"] <= truth) & (truth <= found["high"])))
    assert np.mean(nearer) <= 0.6
    assert 0.92 <= np.mean(inside) <= 0.975


def test_a_unit_of_one_case_is_drawn_to_the_middle_and_a_large_one_stays():
    table = pd.DataFrame({"numerator": [1, 400, 150, 90, 210, 260, 0],
                          "denominator": [1, 1000, 500, 300, 1000, 700, 0]})  # fmt: skip
    found = shrunk_rates(table)
    rows = found.rows
    assert abs(rows["shrunk"][0] - found.middle) < 0.1 < abs(rows["raw"][0] - found.middle)
    assert rows["shrunk"][1] == pytest.approx(0.4, abs=0.01)
    assert np.isnan(rows["raw"][6])
    assert rows["shrunk"][6] == pytest.approx(found.middle)


def test_units_that_differ_by_chance_alone_become_alike():
    rng = np.random.default_rng(1)
    table = pd.DataFrame({"numerator": rng.binomial(50, 0.3, 60), "denominator": 50})
    shrunk = shrunk_rates(table).rows["shrunk"]
    assert shrunk.std() < 0.02
    assert (league_table(pd.Series(range(60)), shrunk_rates(table))["group"] == "middle").all()


def test_counts_per_worker_are_shrunk_by_their_exposure():
    rng = np.random.default_rng(2)
    truth = rng.gamma(4, 0.5, 100)
    exposure = rng.uniform(0.5, 30, 100)
    table = pd.DataFrame({"count": rng.poisson(truth * exposure), "exposure": exposure})
    found = shrunk_counts(table).rows
    inside = (found["low"] <= truth) & (truth <= found["high"])
    assert 0.88 <= inside.mean() <= 1
    assert ((found["shrunk"] - truth) ** 2).mean() < 0.7 * ((found["raw"] - truth) ** 2).mean()
    assert found["kept"].corr(pd.Series(exposure), method="spearman") == pytest.approx(1)


def test_a_league_table_names_the_sure_ones_and_gives_every_rank_its_width():
    whole = [2000] * 4 + [20] * 16
    part = [1500, 1450, 400, 380] + [9, 10, 11, 10] * 4
    units = pd.Series([f"u{at:02d}" for at in range(20)])
    table = pd.DataFrame({"numerator": part, "denominator": whole})
    found = league_table(units, shrunk_rates(table)).set_index("unit").sort_index()
    assert found.loc[["u00", "u01"], "group"].tolist() == ["top", "top"]
    assert found.loc[["u02", "u03"], "group"].tolist() == ["bottom", "bottom"]
    assert (found.loc["u04":, "group"] == "middle").all()
    assert (found["rank_low"] <= found["rank"]).all()
    assert (found["rank"] <= found["rank_high"]).all()
    lower = league_table(units, shrunk_rates(table), better="lower").set_index("unit")
    assert lower.loc["u03", "rank"] == 1
    assert lower.loc["u03", "group"] == "top"


def test_too_few_units_teach_nothing_usual():
    with pytest.raises(CannotJudgeError) as caught:
        shrunk_rates(pd.DataFrame({"numerator": [1, 2], "denominator": [3, 4]}))
    assert caught.value.numbers == {"units": 2, "needed": 5}
    with pytest.raises(InputError, match="above its denominator"):
        shrunk_rates(pd.DataFrame({"numerator": [9] * 5, "denominator": [4] * 5}))


def test_concentration_by_hand():
    assert concentration([5] * 10).gini == pytest.approx(0)
    alone = concentration([0] * 9 + [7])
    assert alone.gini == pytest.approx(0.9)
    assert alone.top_tenth == 1
    # 1..10: sum of |differences| / (2 n2 mean) = 330 / (2 x 100 x 5.5)
    assert concentration(range(1, 11)).gini == pytest.approx(0.3)
    assert concentration(range(1, 11)).top_tenth == pytest.approx(10 / 55)
    with pytest.raises(InputError, match="missing or below zero"):
        concentration([1.0] * 10 + [float("nan")])


def test_the_gini_of_few_and_of_many_from_one_world_is_not_called_different():
    rng = np.random.default_rng(3)
    _, low, high = difference_in_gini(rng.lognormal(size=40), rng.lognormal(size=4000))
    assert low <= 0 <= high


def test_agreement_of_the_published_judges_comes_out():
    # Six targets, four judges (Shrout and Fleiss 1979, table 2): ICC(2,1) .29, ICC(2,4) .62
    scores = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    rows = [(s, r, float(v)) for s, line in enumerate(scores) for r, v in enumerate(line)]
    found = second_hearing(pd.DataFrame(rows, columns=["speaker", "rater", "score"]))
    assert found.agreement == pytest.approx(0.2898, abs=0.001)
    assert found.agreement_of_mean == pytest.approx(0.6201, abs=0.001)
    assert found.severity["far"].sum() >= 2


def world_of_ratings(seed, *, speakers=120, raters=25):
    rng = np.random.default_rng(seed)
    talent, severity = rng.normal(0, 0.5, speakers), rng.normal(0, 0.5, raters)
    rows = [
        (speaker, rater, 3 + talent[speaker] + severity[rater] + rng.normal(0, 0.7))
        for speaker in range(speakers)
        for rater in rng.choice(raters, size=rng.integers(2, 5), replace=False)
    ]
    return talent, pd.DataFrame(rows, columns=["speaker", "rater", "score"])


@only_thorough
def test_taking_severity_out_ranks_speakers_better_than_their_raw_means():
    gains, spreads, inside = [], [], []
    for seed in range(12):
        talent, table = world_of_ratings(seed)
        found = second_hearing(table)
        rows = found.speakers.set_index("speaker").sort_index()
        truth = pd.Series(talent, index=range(len(talent)))
        gains.append(
            rows["score"].corr(truth, method="spearman")
            - rows["raw"].corr(truth, method="spearman")
        )
        spreads.append(found.model.deviations["speaker"])
        centred = rows["score"] - table["score"].mean()
        half = (rows["high"] - rows["low"]) / 2
        inside.append(((centred - truth).abs() <= half).mean())
    assert np.mean(gains) >= 0.03
    assert np.mean(spreads) == pytest.approx(0.5, rel=0.15)
    assert 0.9 <= np.mean(inside) <= 0.985


def test_the_next_rating_is_asked_for_where_it_could_change_the_list():
    _, table = world_of_ratings(1)
    found = second_hearing(table)
    first = found.next.iloc[0]
    chance = found.speakers.set_index("speaker")["in_top_fifth"][first["speaker"]]
    assert 0.1 < chance < 0.9
    assert first["ratings"] <= 3


@pytest.mark.parametrize("raters", [5, 4])
def test_the_order_of_the_ratings_moves_no_chance(raters):
    """Speakers rated by the same raters have no eigenvectors of their own to draw along."""
    rng = np.random.default_rng(8)
    rows = [(s, r, 3 + s / 15 + rng.normal(0, 0.7)) for s in range(30) for r in range(raters)]
    table = pd.DataFrame(rows, columns=["speaker", "rater", "score"])
    first = second_hearing(table).speakers
    again = second_hearing(table.sample(frac=1, random_state=3)).speakers
    assert (first["in_top_fifth"] > 0).sum() > 5
    assert again["speaker"].tolist() == first["speaker"].tolist()
    assert again["in_top_fifth"].tolist() == first["in_top_fifth"].tolist()


def test_groups_nobody_links_are_not_comparable():
    rows = [
        (f"{side}{s}", f"{side}{r}", 3.0 + s) for side in "ab" for s in range(4) for r in range(3)
    ]
    with pytest.raises(CannotJudgeError) as caught:
        second_hearing(pd.DataFrame(rows, columns=["speaker", "rater", "score"]))
    assert caught.value.reason == "not_comparable"
    assert caught.value.numbers["islands"] == 2


def test_a_fixed_topic_is_taken_out():
    rng = np.random.default_rng(5)
    rows = [
        (s, r, "hard" if s % 2 else "easy", 3 - 2 * (s % 2) + rng.normal(0, 0.3))
        for s in range(20)
        for r in range(4)
    ]
    table = pd.DataFrame(rows, columns=["speaker", "rater", "topic", "score"])
    plain = crossed_effects(table, outcome="score", factors=["speaker", "rater"])
    fair = crossed_effects(table, outcome="score", factors=["speaker", "rater"], fixed=["topic"])
    assert plain.deviations["speaker"] > 0.9
    assert fair.deviations["speaker"] < 0.3


@pytest.mark.parametrize("factors", [["speaker", "rater"], ["rater", "speaker"], ["speaker"]])
@pytest.mark.parametrize("restricted", [True, False])
def test_the_likelihood_and_effects_are_those_of_the_whole_normal_law(factors, restricted):
    rng = np.random.default_rng(4)
    table = pd.DataFrame({name: rng.integers(0, most, 90) for name, most in
                          (("speaker", 20), ("rater", 7), ("event", 3))})  # fmt: skip
    table["given"] = rng.normal(size=20)[table["speaker"]] + rng.normal(size=90)
    found = crossed_effects(
        table, outcome="given", factors=factors, fixed=["event"], restricted=restricted
    )
    names = [pd.get_dummies(table[factor]).to_numpy(float) for factor in factors]
    spreads = [found.deviations[factor] ** 2 for factor in factors]
    law = found.deviations["residual"] ** 2 * np.eye(90)
    law += sum(spread * name @ name.T for spread, name in zip(spreads, names, strict=True))
    inverse, given = np.linalg.inv(law), table["given"].to_numpy()
    fixed = np.column_stack([np.ones(90), table["event"] == 1, table["event"] == 2])
    told = fixed.T @ inverse @ fixed
    rest = given - fixed @ np.linalg.solve(told, fixed.T @ inverse @ given)
    free = 90 - 3 * restricted
    known = np.linalg.slogdet(law)[1] + rest @ inverse @ rest + free * np.log(2 * np.pi)
    known += np.linalg.slogdet(told)[1] * restricted
    assert found.criterion == pytest.approx(known, abs=1e-6)
    own = spreads[0] * names[0].T @ inverse
    assert found.effects[factors[0]]["effect"].to_numpy() == pytest.approx(own @ rest, abs=1e-6)
    projected = inverse - inverse @ fixed @ np.linalg.solve(told, fixed.T @ inverse)
    spread = spreads[0] * np.eye(names[0].shape[1])
    spread -= spreads[0] ** 2 * names[0].T @ projected @ names[0]
    assert found.covariance == pytest.approx(spread, abs=1e-6)
