"""Several units that changed on one date: judged as one, against sets of as many."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from tests.unit.studies.effects.worlds import teams

from hustings.errors import UsageError
from hustings.studies import CannotJudgeError, team_change
from hustings.studies.effects.one_unit import synthetic_difference
from hustings.studies.effects.placebos import MOST_SETS, elsewhere

CHANGED = ["u00", "u01", "u02"]


def gained(seed, gain, **world):
    """The world of one team, with three units that gained from week 20 on."""
    table = teams(seed, weeks=30, **world).astype({"value": float})
    mine = table["unit"].isin(CHANGED) & (table["period"] >= 20)
    table.loc[mine, "value"] *= np.exp(gain)
    return table


def test_a_gain_of_several_units_is_found_and_covered():
    found = team_change(gained(1, 0.3, units=20), changed=CHANGED, begins=20)
    head = found.estimates.set_index("way").loc["synthetic_difference"]
    assert found.verdict == "moved"
    assert head["low"] <= 0.3 <= head["high"]
    assert found.changed == 3


def test_where_nothing_changed_a_gain_of_several_units_is_seldom_claimed():
    told = [team_change(gained(seed, 0.0, units=12), changed=CHANGED, begins=20)
            for seed in range(40)]  # fmt: skip
    assert np.mean([found.verdict in ("moved", "largest") for found in told]) <= 0.1
    heads = [found.estimates.iloc[0] for found in told]
    assert np.mean([head["low"] <= 0 <= head["high"] for head in heads]) >= 0.85


def test_each_placebo_is_a_set_of_as_many_units_against_the_rest():
    others = pd.DataFrame(np.random.default_rng(1).normal(size=(20, 6)), columns=list("abcdef"))
    found = elsewhere(others, 12, {"way": synthetic_difference}, size=2)
    assert list(found["unit"]) == [" + ".join(pair) for pair in combinations("abcdef", 2)]
    own = others[["b", "e"]].mean(axis=1).to_numpy()
    rest = others[["a", "c", "d", "f"]].to_numpy()
    known = synthetic_difference(own, rest, 12).effect
    assert found.set_index("unit").loc["b + e", "way"] == known


def test_of_many_sets_some_are_drawn_none_twice():
    others = pd.DataFrame(np.random.default_rng(1).normal(size=(16, 12)))
    found = elsewhere(others, 10, {"way": synthetic_difference}, size=4)
    assert len(found) == found["unit"].nunique() == MOST_SETS


def test_one_name_in_a_list_is_the_same_as_the_name():
    table = teams(1, units=8)
    pd.testing.assert_frame_equal(
        team_change(table, changed=["u00"], begins=40).estimates,
        team_change(table, changed="u00", begins=40).estimates,
    )


def test_the_more_units_changed_the_more_others_are_needed():
    table = gained(1, 0.0, units=8)
    with pytest.raises(CannotJudgeError) as caught:
        team_change(table, changed=CHANGED, begins=20)
    assert caught.value.numbers == {"units": 5, "needed": 6}


def test_nobody_named_is_refused():
    with pytest.raises(UsageError, match="No unit is named"):
        team_change(teams(1), changed=[], begins=40)
