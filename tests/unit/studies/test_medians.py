"""Medians of what is observed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hustings.studies.medians import median_of_the_others, observed_median, trailing_median

TABLES = arrays(
    float, st.tuples(st.integers(1, 7), st.integers(1, 9)),
    elements=st.one_of(st.just(float("nan")), st.integers(-5, 5).map(float)),
)  # fmt: skip


def plainly(values):
    seen = [value for value in values if not np.isnan(value)]
    return float(np.median(seen)) if seen else float("nan")


@given(TABLES)
def test_the_median_is_of_what_is_there(table):
    np.testing.assert_array_equal(observed_median(table), [plainly(row) for row in table])
    np.testing.assert_array_equal(observed_median(table, axis=0), [plainly(c) for c in table.T])


@given(TABLES)
def test_the_median_of_the_others_leaves_only_oneself_out(table):
    found = median_of_the_others(table)
    for row, column in np.ndindex(table.shape):
        others = plainly(np.delete(table[:, column], row))
        wanted = float("nan") if np.isnan(table[row, column]) else others
        np.testing.assert_equal(found[row, column], wanted)


@given(TABLES, st.integers(1, 4), st.integers(1, 3))
def test_a_trailing_median_looks_back_only(table, width, fewest):
    found = trailing_median(table, width, fewest)
    for row, column in np.ndindex(table.shape):
        window = table[row, max(0, column - width) : column]
        enough = np.count_nonzero(~np.isnan(window)) >= fewest
        np.testing.assert_equal(found[row, column], plainly(window) if enough else float("nan"))


def test_of_no_values_at_all_there_is_no_median():
    assert np.isnan(observed_median(np.empty((3, 0)))).tolist() == [True] * 3
    assert observed_median(np.empty((0, 4)), axis=0).shape == (4,)
