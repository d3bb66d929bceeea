"""What the weekly study works out itself, to load faster, is what scipy.stats gives."""

import subprocess
import sys

import numpy as np
import pytest
from scipy.stats import binom, false_discovery_control

from hustings.studies.common_shock import _median_interval
from hustings.studies.replay import _controlled


@pytest.mark.parametrize("seed", range(20))
def test_adjusted_p_values_are_the_same_to_the_bit(seed):
    random = np.random.default_rng(seed)
    p = random.random(random.integers(1, 400)) ** random.integers(1, 5)
    p[random.random(len(p)) < 0.2] = p[0]  # ties
    assert (_controlled(p) == false_discovery_control(p, method="bh")).all()


def test_the_middle_lies_between_the_same_places_for_any_number_of_units():
    for units in range(1, 1000):
        places = np.arange(float(units))
        low, high = _median_interval(places, 0.95)
        assert low == max(int(binom.ppf((1 - 0.95) / 2, units, 0.5)) - 1, 0)
        assert high == units - 1 - low


def test_an_edition_is_made_without_loading_scipy_stats():
    code = "import hustings.edition.making, sys; print('scipy.stats' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
