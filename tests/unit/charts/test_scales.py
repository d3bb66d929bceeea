"""Axes and shades have round figures on them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.charts.scales import axis, scale, shade, snug
from hustings.errors import UsageError

FIGURES = st.floats(-1e12, 1e12, allow_nan=False)


def percent(value):
    return "–" if value is None else f"{value * 100:.0f}%"


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0.64, 0.46], ["0%", "20%", "40%", "60%"]),
        ([0.02], ["0%", "1%", "2%"]),
        ([1.0], ["0%", "50%", "100%"]),
        ([-0.5, 0.5], ["-50%", "0%", "50%"]),
        ([0], ["0%", "50%", "100%"]),
        ([None], []),
        ([], []),
    ],
)
def test_ticks_are_round_and_few(values, ticks):
    assert [tick.text for tick in axis(values, percent).ticks] == ticks


def test_a_formatter_that_rounds_never_prints_a_tick_twice():
    whole = axis([0.4, 1.3], lambda v: f"{v:.0f}").ticks
    assert [tick.text for tick in whole] == ["0", "1"]


def test_an_axis_need_not_hold_zero():
    wanted = axis([0.91, 0.97], percent, zero=False)
    assert (wanted.low, wanted.high) == (0.91, 0.97)
    assert [tick.text for tick in wanted.ticks] == ["92%", "94%", "96%"]


@given(st.lists(FIGURES | st.none(), max_size=30), st.booleans())
def test_an_axis_holds_all_its_values_and_ticks(values, zero):
    made = axis(values, lambda v: f"{v:.6g}", zero=zero)
    assert made.low < made.high
    present = [value for value in values if value is not None]
    for value in [*present, *(tick.value for tick in made.ticks)]:
        margin = 1e-6 * (made.high - made.low)
        assert made.low - margin <= value <= made.high + margin
    assert len(made.ticks) <= 4


@given(st.lists(FIGURES | st.none(), max_size=30))
def test_a_snug_axis_is_never_without_height(values):
    made = snug(values)
    assert made.low < made.high


@given(st.lists(FIGURES, min_size=1, max_size=30))
def test_every_figure_has_a_shade_and_higher_is_never_lighter(values):
    made = scale(values, str, no_data="")
    shades = [shade(value, made) for value in sorted(values)]
    assert shades == sorted(shades)
    assert len(made.shades) == len(made.edges) + 1


def test_a_missing_figure_has_no_shade():
    assert shade(None, scale([1, 2], str, no_data="")) is None


@pytest.mark.parametrize("edges", [(0.4, 0.2), (0.2, 0.2), (1, 2, 3, 4, 5)])
def test_edges_that_do_not_rise_or_are_too_many_are_refused(edges):
    with pytest.raises(UsageError):
        scale([1], str, no_data="", edges=edges)
