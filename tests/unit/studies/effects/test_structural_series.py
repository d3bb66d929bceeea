"""One series against its own level and its peers: published figures, planted steps, refusals."""

import numpy as np
import pandas as pd
import pytest
from tests.support.depth import only_thorough

from hustings.errors import InputError
from hustings.studies import CannotJudgeError, structural_series


def series(seed, *, gain=10.0, weeks=60, begins=45, walk=0.0):
    """A series that follows a peer, with a level that walks and a step at a known week."""
    rng = np.random.default_rng(seed)
    peer = 100 + np.cumsum(rng.normal(size=weeks))
    level = np.cumsum(rng.normal(size=weeks) * walk)
    value = 1.2 * peer + rng.normal(size=weeks) + level
    value[begins:] += gain
    return pd.DataFrame({"period": range(weeks), "value": value, "peer": peer})


def judged(table, **other):
    return structural_series(table, outcome="value", begins=45, **({"beside": ["peer"]} | other))


@pytest.fixture(scope="module")
def nile():
    """The Nile's flow at Aswan, 1871 to 1970, as statsmodels has it."""
    from statsmodels.datasets import nile as published

    data = published.load_pandas().data
    return data.rename(columns={"year": "period", "volume": "value"})


def test_the_published_variances_of_the_nile_come_out(nile):
    """Durbin and Koopman (2012), section 2: 1469.1 of the level, 15099 of a year."""
    unseen = pd.DataFrame({"period": [1971.0, 1972.0, 1973.0], "value": 0.0})
    found = structural_series(pd.concat([nile, unseen]), outcome="value", begins=1971)
    learnt = found.estimates.set_index("way").loc["learnt"]
    assert learnt["step"] * nile["value"].std() == pytest.approx(1469.1**0.5, rel=0.001)
    first = found.path[found.path["way"] == "learnt"].iloc[0]
    # Their forecast of 1971 is 798.37 with a variance of 5501 + 15099; ours is drawn 2,000 times.
    assert first["expected"] == pytest.approx(798.37, abs=10)
    half = 1.96 * (5501 + 15099) ** 0.5
    assert (first["high"] - first["low"]) / 2 == pytest.approx(half, rel=0.05)


def test_the_fall_of_the_nile_in_1899_is_that_of_the_literature(nile):
    """Cobb (Biometrika 65, 1978): means of 1097.75 before and 849.97 after."""
    found = structural_series(nile, outcome="value", begins=1899).estimates
    assert found["effect"].tolist() == pytest.approx([849.97 - 1097.75] * 2, rel=0.02)
    assert (found["high"] < 0).all()


def test_a_published_answer_of_the_r_package_comes_out(root):
    """Series and R's CausalImpact on it as published with tfcausalimpact (Apache-2.0).

    R says .89 (.27 to 1.5); its level may wander by .01, as the first of our two ways takes it.
    """
    table = pd.read_csv(root / "tests/specimens/series/lifted_at_71.csv")
    found = structural_series(table, outcome="value", begins=71, beside=["peer"]).estimates
    fixed = found.set_index("way").loc["fixed"]
    assert fixed["effect"] == pytest.approx(0.89, rel=0.05)
    assert fixed["low"] == pytest.approx(0.27, abs=0.15)
    assert fixed["high"] == pytest.approx(1.5, abs=0.15)


def test_a_planted_step_is_found_and_covered_by_both_answers():
    found = judged(series(1)).estimates.set_index("way")
    assert list(found.index) == ["fixed", "learnt"]
    assert found.loc["fixed", "step"] == pytest.approx(0.01)
    for _, row in found.iterrows():
        assert 0 < row["low"] <= 10 <= row["high"]
        assert row["total"] == pytest.approx(15 * row["effect"])


@only_thorough
def test_where_the_level_walks_the_learnt_step_is_longer_and_its_interval_wider():
    inside = {"fixed": 0, "learnt": 0}
    for seed in range(20):
        found = judged(series(seed, walk=0.3)).estimates.set_index("way")
        for way, row in found.iterrows():
            inside[way] += row["low"] <= 10 <= row["high"]
        width = found["high"] - found["low"]
        if found.loc["learnt", "step"] > 0.02:
            assert width["learnt"] > width["fixed"]
    assert inside["learnt"] >= 15
    assert inside["learnt"] >= inside["fixed"]


def test_where_nothing_happened_nothing_is_claimed_more_often_than_promised():
    wrong = 0
    for seed in range(20):
        row = judged(series(seed, gain=0.0)).estimates.set_index("way").loc["learnt"]
        wrong += not row["low"] <= 0 <= row["high"]
    assert wrong <= 4


def test_without_a_peer_the_level_alone_is_carried_on():
    rng = np.random.default_rng(1)
    table = pd.DataFrame({"period": range(40), "value": 50 + rng.normal(size=40)})
    table.loc[25:, "value"] += 5
    found = structural_series(table, outcome="value", begins=25)
    fixed = found.estimates.set_index("way").loc["fixed"]
    known = table["value"][25:].mean() - table["value"][:25].mean()
    assert fixed["effect"] == pytest.approx(known, abs=0.5)
    assert fixed["low"] <= 5 <= fixed["high"]
    assert len(found.path) == 2 * 15
    assert (found.path["low"] < found.path["high"]).all()


def test_ten_times_the_units_is_ten_times_the_effect():
    table = series(1)
    whole = table.assign(value=table["value"] * 10)
    one, ten = (judged(rows).estimates["effect"].to_numpy() for rows in (table, whole))
    assert ten == pytest.approx(10 * one, rel=1e-3)


def test_the_same_series_gives_the_same_figures():
    pd.testing.assert_frame_equal(judged(series(2)).path, judged(series(2)).path)


def test_what_cannot_be_judged_is_refused_with_its_reason():
    with pytest.raises(CannotJudgeError) as caught:
        structural_series(series(1), outcome="value", begins=58)
    assert caught.value.reason == "short_series"
    flat = series(1).assign(value=5.0)
    with pytest.raises(CannotJudgeError) as caught:
        judged(flat)
    assert caught.value.reason == "single_value"


def test_a_missing_value_or_column_is_an_input_error():
    with pytest.raises(InputError, match="A value is missing"):
        judged(series(1).assign(peer=np.nan))
    with pytest.raises(InputError, match="no column 'other'"):
        judged(series(1), beside=["other"])


def with_a_year(periods, begins):
    rng = np.random.default_rng(5)
    at = np.arange(periods)
    values = 100 + 20 * np.sin(2 * np.pi * at / 12) + 8 * (at % 12 == 3) + rng.normal(size=periods)
    return pd.DataFrame({"period": at, "value": values + 5 * (at >= begins)})


def test_what_a_season_brings_every_year_is_expected():
    table = with_a_year(60, 48)
    found = {
        season: structural_series(
            table, outcome="value", begins=48, season=season
        ).estimates.set_index("way")
        for season in (None, 12)
    }
    for way in ("fixed", "learnt"):
        told, blind = found[12].loc[way], found[None].loc[way]
        assert told["effect"] == pytest.approx(5, abs=1)
        assert told["high"] - told["low"] < 0.35 * (blind["high"] - blind["low"])


def test_a_season_is_not_known_from_less_than_two_years():
    with pytest.raises(CannotJudgeError) as caught:
        structural_series(with_a_year(30, 20), outcome="value", begins=20, season=12)
    assert caught.value.numbers == {"before": 20, "after": 10}
