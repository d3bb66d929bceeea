"""What the weekly study does not take."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.studies.conftest import LAST, quiet, weekly_table

from hustings.errors import UsageError
from hustings.studies import ChangeRules, what_changed


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda t: t.drop(columns=["value"]), "value"),
        (lambda t: pd.concat([t, t.head(2)]), "U000"),
        (lambda t: t.assign(value=-t["value"]), "reach"),
        (lambda t: t.assign(kind="shares"), "shares"),
        (lambda t: t.assign(kind="share"), "reach"),
        (lambda t: t.assign(week="2026-11"), "2026-11"),
        (
            lambda t: t.assign(kind=np.where(t["week"] == LAST, "share", "count"), value=0.5),
            "reach",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_where_and_fix(spoil, said):
    with pytest.raises(UsageError) as refused:
        what_changed(spoil(weekly_table(quiet())), LAST)
    assert said in refused.value.where
    assert refused.value.fix


@pytest.mark.parametrize(
    "wrong", [{"nominal": 0.2}, {"nominal": 0}, {"baseline_weeks": 4}, {"fewest_past_weeks": 3}]
)
def test_rules_that_contradict_each_other_are_refused(wrong):
    with pytest.raises(UsageError):
        ChangeRules(**wrong)


def test_a_first_week_is_too_little_to_compare_and_no_error():
    found = what_changed(weekly_table(quiet())[lambda rows: rows["week"] == LAST], LAST)
    assert len(found.rows)
    assert set(found.rows["reason"]) == {"too_few_weeks"}
    assert found.family.reported == 0
