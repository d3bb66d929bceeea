"""What the weekly study works out itself, to load faster, is what scipy.stats gives."""

import subprocess
import sys

import numpy as np
import pytest
from scipy.stats import binom, binomtest, false_discovery_control

from hustings.studies.discoveries import adjusted_p_values
from hustings.studies.medians import median_interval
from hustings.studies.shares import share_interval


@pytest.mark.parametrize("seed", range(20))
def test_adjusted_p_values_are_the_same_to_the_bit(seed):
    random = np.random.default_rng(seed)
    p = random.random(random.integers(1, 400)) ** random.integers(1, 5)
    p[random.random(len(p)) < 0.2] = p[0]  # ties
    assert (adjusted_p_values(p) == false_discovery_control(p, method="bh")).all()


def test_the_middle_lies_between_the_same_places_for_any_number_of_units():
    for units in range(1, 1000):
        places = np.arange(float(units))
        low, high = median_interval(places, 0.95)
        assert low == max(int(binom.ppf((1 - 0.95) / 2, units, 0.5)) - 1, 0)
        assert high == units - 1 - low


@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_interval_of_a_share_is_the_same_to_the_bit(confidence):
    wholes = (*range(1, 40), 81, 500, 6221)
    for part, whole in ((k, n) for n in wholes for k in range(0, n + 1, 1 + n // 40)):
        known = binomtest(part, whole).proportion_ci(confidence, method="wilson")
        assert share_interval(part, whole, confidence=confidence) == (known.low, known.high)


@pytest.mark.parametrize(("part", "whole"), [(8, 7), (-1, 7)])
def test_a_part_larger_than_its_whole_is_no_share(part, whole):
    with pytest.raises(ValueError, match="is no share"):
        share_interval(part, whole)


def test_an_edition_is_made_without_loading_scipy_stats():
    code = "import hustings.edition.making, sys; print('scipy.stats' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
