"""How rare a score is among past scores."""

import numpy as np
import pytest
from scipy import stats

from hustings.studies.conformal import FURTHEST, Reference


def past(count=4000, seed=1, df=None):
    rng = np.random.default_rng(seed)
    return np.abs(rng.normal(size=count) if df is None else rng.standard_t(df, size=count))


def test_in_the_middle_a_p_value_is_a_rank():
    reference = Reference.of(np.arange(1.0, 100.0))  # 1 ... 99
    assert reference.p_value(np.array([50.5])) == pytest.approx([(49 + 1) / 100])


@pytest.mark.parametrize("df", [None, 4])
def test_a_p_value_is_right_on_average_whatever_the_tails(df):
    new = past(50_000, seed=99, df=df)
    for level in (0.05, 0.01, 0.001):
        shares = [
            (Reference.of(past(seed=s, df=df)).p_value(new) <= level).mean() for s in range(20)
        ]
        assert 0.6 * level < np.mean(shares) < 1.4 * level


def test_a_p_value_falls_as_the_score_grows_and_stops_at_the_floor():
    reference = Reference.of(past())
    p = reference.p_value(np.linspace(0, 50, 400))
    assert (np.diff(p) <= 1e-12).all()
    assert p[-1] == pytest.approx(1 / (FURTHEST * 4000))


def test_a_score_seen_before_is_at_least_as_likely_as_it_was():
    scores = np.concatenate([past(), [40.0, 41.0, 42.0]])
    assert Reference.of(scores).p_value(np.array([39.0]))[0] >= 3 / 4004


def test_the_score_of_a_p_value_has_that_p_value():
    reference = Reference.of(past())
    for level in (0.2, 0.05, 0.01, 0.001, 0.0003):
        score = reference.score_of(level)
        assert reference.p_value(np.array([score]))[0] == pytest.approx(level, rel=0.1)
    assert reference.score_of(0.05) == pytest.approx(stats.norm.ppf(0.975), abs=0.1)


def test_a_missing_score_has_no_p_value():
    assert np.isnan(Reference.of(np.append(past(), np.nan)).p_value(np.array([np.nan]))).all()


def test_a_raised_floor_holds():
    assert Reference.of(past(), floor=0.1).p_value(np.array([30.0])) == pytest.approx([0.1])
