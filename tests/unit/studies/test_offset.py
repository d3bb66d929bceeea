"""What a metric's zero is told from."""

import numpy as np
import pytest

from hustings.studies.offset import log_offset


@pytest.mark.parametrize(
    ("values", "offset"),
    [
        ([0, 1, 2, 5], 1.0),  # counted one by one
        ([0, 10, 20, 50], 10.0),  # the same in tens
        ([7, 9, 12], 2.0),
        ([1024.25, 1024.5, 1024.75], 1.0005),  # hardly a step: a 1,024th of the middle
        ([3, np.nan, 4], 1.0),
        ([0, 0], 1.0),
        ([], 1.0),
    ],
)
def test_it_is_the_smallest_step_or_a_thousandth_of_the_middle(values, offset):
    assert log_offset(np.array(values, dtype=float)) == pytest.approx(offset, rel=1e-4)


def test_ten_times_the_values_give_ten_times_the_offset_to_the_last_digit():
    days = np.random.default_rng(2).poisson(20_000, (9, 7)).astype(float)
    assert log_offset(days * 10) == log_offset(days) * 10


def test_what_is_divided_by_it_is_the_same_to_the_last_digit():
    days = np.random.default_rng(2).poisson(20_000, (9, 7)).astype(float)
    assert np.array_equal(days * 10 / log_offset(days * 10), days / log_offset(days))
