"""When a series moved to another level."""

import numpy as np
import pytest

from hustings.studies.turns import change_points, last_turn


def series(*, count=104, at=60, size=2.0, seed=1):
    noise = np.random.default_rng(seed).normal(size=count)
    return noise + np.where(np.arange(count) >= at, size, 0.0)


def test_a_clear_step_is_found_where_it_is():
    assert change_points(np.array([1.0, 1.1, 0.9, 1.0, 1.1, 5.0, 5.1, 4.9, 5.0, 5.1])) == [5]


def test_two_steps_are_found():
    steps = np.concatenate(
        [
            series(count=40, size=0),
            6 + series(count=40, size=0, seed=2),
            series(count=40, size=0, seed=3),
        ]
    )
    found = change_points(steps)
    assert len(found) == 2
    assert found == pytest.approx([40, 80], abs=1)


@pytest.mark.parametrize(
    "flat", [np.zeros(30), np.full(30, 7.0), np.array([]), np.array([1.0, 2.0])]
)
def test_what_never_moved_has_no_change_point(flat):
    assert change_points(flat) == []
    assert last_turn(flat) is None


def test_one_odd_week_is_no_new_level():
    odd = series(size=0)
    odd[50] += 4
    assert change_points(odd) == []


def test_the_scale_does_not_matter():
    assert change_points(series() * 1000 + 5) == change_points(series())


def test_the_range_holds_the_true_week_and_is_wider_when_the_step_is_small():
    held, widths = 0, {1.2: 0, 4.0: 0}
    for seed in range(40):
        for size in widths:
            turn = last_turn(series(size=size, seed=seed))
            if turn is not None:
                held += turn.earliest <= 60 <= turn.latest
                widths[size] += turn.latest - turn.earliest
    assert held >= 72  # of at most 80
    assert widths[1.2] > 3 * widths[4.0]
