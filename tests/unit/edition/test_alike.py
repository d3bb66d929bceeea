"""Frozen figures of studies are what every machine can say, and nothing else of them changes."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from hustings.edition.alike import DIGITS, told_alike


def test_figures_that_differ_in_their_last_digits_become_one():
    ours = pd.DataFrame({"value": [6.5, 0.1 + 0.2, 1 / 3 * 3e-7, 4.1e8]})
    theirs = pd.DataFrame({"value": [6.499999999999999, 0.3, 1e-7, 4.1e8 * (1 + 1e-13)]})
    assert not ours.equals(theirs)
    assert_frame_equal(told_alike(ours), told_alike(theirs), check_exact=True)
    assert round(told_alike(theirs)["value"][0]) == round(6.5)


@pytest.mark.parametrize("value", [0.0, -1.5, 1234567890.0, float("inf"), -float("inf")])
def test_what_has_few_digits_stays(value):
    assert told_alike(pd.DataFrame({"value": [value]}))["value"].tolist() == [value]


def test_what_is_missing_stays_missing_and_what_is_no_figure_stays_as_it_is():
    rows = pd.DataFrame(
        {
            "value": [np.nan, 1.23456789012345],
            "rank": pd.array([None, 12345678901234], dtype="Int64"),
            "unit": ["IN-JH", None],
            "since": [pd.Timestamp("2026-11-16"), pd.NaT],
        }
    )
    told = told_alike(rows)
    assert_frame_equal(told.drop(columns="value"), rows.drop(columns="value"))
    assert np.isnan(told["value"][0])
    assert told["value"][1] == pytest.approx(1.23456789012345, rel=10.0**-DIGITS)
    assert told["value"][1] != 1.23456789012345


def test_an_empty_table_keeps_its_columns():
    rows = pd.DataFrame({"value": pd.Series(dtype=float), "unit": pd.Series(dtype=object)})
    assert_frame_equal(told_alike(rows), rows)
