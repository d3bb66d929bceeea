"""One series against its own level and its peers: planted steps, both answers, refusals."""

import numpy as np
import pandas as pd
import pytest

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


def test_a_planted_step_is_found_and_covered_by_both_answers():
    found = judged(series(1)).estimates.set_index("way")
    assert list(found.index) == ["fixed", "learnt"]
    assert found.loc["fixed", "step"] == pytest.approx(0.01)
    for _, row in found.iterrows():
        assert 0 < row["low"] <= 10 <= row["high"]
        assert row["total"] == pytest.approx(15 * row["effect"])


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
