"""What a study is asked wrongly it says, and never answers with a figure."""

import numpy as np
import pandas as pd
import pytest

from hustings import studies
from hustings.errors import InputError, UsageError

PEOPLE = pd.DataFrame(
    {"duration": range(1, 21), "left": [True, False] * 10, "age": range(20, 60, 2)}
)
RATINGS = pd.DataFrame(
    {
        "speaker": list("aabbccdd"),
        "rater": list("xyxyxyxy"),
        "given": [3.0, 4, 2, 3, 5, 5, 1, 2],
    }
)
PANEL = pd.DataFrame(
    [
        (f"u{unit}", period, 3 if unit < 6 else 0, float(unit + period), "wide")
        for unit in range(12)
        for period in range(1, 7)
    ],
    columns=["unit", "period", "treated_from", "acts", "kind"],
)


def with_value(table, column, value, row=3):
    changed = table.astype({column: object})
    changed.loc[row, column] = value
    return changed


@pytest.mark.parametrize("left", [2, None, "yes"])
def test_whether_a_person_left_is_yes_or_no(left):
    for study in (studies.retention_curve, lambda table: studies.leaving_rates(table, traits=[])):
        with pytest.raises(InputError, match="'left'"):
            study(with_value(PEOPLE, "left", left))


@pytest.mark.parametrize("age", [None, "forty"])
def test_a_trait_of_leaving_is_a_number_in_every_row(age):
    with pytest.raises(InputError, match="'age'") as caught:
        studies.leaving_rates(with_value(PEOPLE, "age", age), traits=["age"])
    assert caught.value.where == "row 3"
    with pytest.raises(InputError, match="no column 'height'"):
        studies.leaving_rates(PEOPLE, traits=["height"])


@pytest.mark.parametrize(
    ("table", "factors", "told"),
    [
        (with_value(RATINGS, "given", np.nan), ["speaker"], "'given'"),
        (with_value(RATINGS, "rater", None), ["speaker", "rater"], "'rater'"),
        (RATINGS, ["speaker", "event"], "no column 'event'"),
        (RATINGS.drop(columns="given"), ["speaker"], "no column 'given'"),
        (RATINGS, [], "No factor"),
    ],
)
def test_a_rating_is_a_number_by_somebody_of_somebody(table, factors, told):
    with pytest.raises(InputError, match=told):
        studies.crossed_effects(table, outcome="given", factors=factors)


def test_no_more_ratings_than_levels_taken_out_are_no_ratings_to_judge_by():
    alone = RATINGS.assign(event=range(len(RATINGS)))
    with pytest.raises(studies.CannotJudgeError) as caught:
        studies.crossed_effects(alone, outcome="given", factors=["speaker"], fixed=["event"])
    assert caught.value.numbers == {"units": 8, "needed": 9}


def test_means_to_be_shrunk_have_errors_and_better_is_one_of_two():
    units = pd.DataFrame({"mean": [1.0, 2, 3, 4, 9], "error": 1.0})
    with pytest.raises(InputError, match="'mean'"):
        studies.shrunk_means(with_value(units, "mean", np.nan))
    with pytest.raises(InputError, match="no column 'error'"):
        studies.shrunk_means(units[["mean"]])
    shrunk = studies.shrunk_means(units)
    with pytest.raises(UsageError, match="'more'"):
        studies.league_table(pd.Series(list("abcde")), shrunk, better="more")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"outcome": "votes"}, "no column 'votes'"),
        ({"outcome": "acts", "covariates": ["kind"]}, "'kind'"),
    ],
)
def test_a_panel_has_what_is_asked_of_it(asked, told):
    with pytest.raises(InputError, match=told):
        studies.staggered_effect(PANEL, **asked)


def test_a_date_of_treatment_is_given_as_the_periods_are():
    texts = PANEL.assign(treated_from=PANEL["treated_from"].astype(str))
    with pytest.raises(InputError, match="is a text"):
        studies.staggered_effect(texts, outcome="acts")
    both = texts.assign(
        treated_from=texts["treated_from"].replace("0", None), period=PANEL["period"].astype(str)
    )
    found = studies.staggered_effect(both, outcome="acts")
    assert found.treated == 6


def test_a_team_that_changed_has_its_outcome_and_no_value_of_a_contrast_is_missing():
    with pytest.raises(InputError, match="no column 'votes'"):
        studies.team_change(PANEL, outcome="votes", changed="u1", begins=3)
    path, rest = np.arange(10.0), np.arange(40.0).reshape(10, 4)
    rest[2, 1] = np.nan
    for way in (
        studies.plain_difference,
        studies.synthetic_control,
        studies.synthetic_difference,
    ):
        with pytest.raises(InputError, match="missing"):
            way(path, rest, 6)


def test_a_p_value_is_one_and_the_published_fifteen_give_four():
    published = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
                 0.4262, 0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip
    adjusted = studies.adjusted_p_values(np.array(published[::-1]))
    assert (adjusted <= 0.05).tolist() == [False] * 11 + [True] * 4
    for wrong in (np.nan, -0.1, 1.1):
        with pytest.raises(InputError):
            studies.adjusted_p_values(np.array([0.5, wrong]))
