"""What all units of a week share is one figure for all of them."""

import numpy as np

from hustings.studies.deviations import scaled_deviations
from hustings.studies.rules import ChangeRules


def taken_out(log):
    """What was taken out of each unit's last week as shared."""
    found = scaled_deviations(log, np.zeros_like(log), ChangeRules(), has_common=True)
    return (found.deviation - found.own)[:, -1]


def quiet(units):
    """Units that never shared a shock."""
    log = 6 + np.random.default_rng(5).normal(0, 0.1, (units, 30))
    return log - np.median(log, axis=0)


def test_every_unit_is_held_against_the_same_shock_wherever_it_lies():
    log, last = quiet(40), np.arange(30) == 29
    answers = taken_out(log + last * 0.5)  # as each is expected to answer, by its past
    for shock in np.linspace(0.1, 0.3, 60):
        shares = taken_out(log + last * shock) / answers
        assert np.ptp(shares) < 1e-9
        assert np.isclose(shares[0], shock / 0.5, atol=0.12)


def test_of_few_units_none_moves_what_it_is_held_against():
    log = quiet(12)
    log[6:, -1] = np.nan  # six report
    log[:6, -1] += 0.3
    moved = log.copy()
    moved[0, -1] += 2.0
    assert np.isclose(taken_out(moved)[0], taken_out(log)[0])
