"""How much room words take, and where they may stand."""

from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from hustings.charts.svg.space import Box, box, fit, regular, spread, width

# Widths in ems as a browser measured them, in Noto Sans and Noto Sans Devanagari.
MEASURED = {
    "Hazaribagh": 5.41,
    "1,23,456": 3.97,
    "औसत से स्पष्ट ऊपर": 7.04,
    "कार्यकर्ता": 3.19,
    "प्रतापपुर": 2.94,
    "गोड्डा": 1.66,
    "दारू": 1.57,
}


@pytest.mark.parametrize(("text", "ems"), MEASURED.items())
def test_an_estimate_is_never_short_and_seldom_half_too_long(text, ems):
    assert ems <= width(text, 1) * 1.01
    assert width(text, 1) <= ems * 1.5


def test_signs_above_and_below_take_no_width():
    assert width("कुंकुं") == width("कक")


def test_bold_takes_more():
    assert width("राँची", bold=True) > width("राँची")


def test_what_fits_is_left_alone():
    assert fit("राँची", 100) == "राँची"


def test_a_name_is_cut_between_letters_and_never_inside_one():
    name = "क्षत्रिय श्रीमती राष्ट्रीय"
    for room in range(12, 140, 3):
        short = fit(name, room)
        assert short in (name, "") or short.endswith("…")
        kept = short.removesuffix("…")
        assert regex.findall(r"\X", name)[: len(regex.findall(r"\X", kept))] == regex.findall(
            r"\X", kept
        )


@given(st.text(max_size=40), st.floats(0, 200))
def test_what_is_fitted_fits(text, room):
    assert width(fit(text, room)) <= room


def test_a_text_without_end_is_measured_a_few_times_and_not_once_a_letter(monkeypatch):
    asked = []

    def counted(text, size=11.0, *, bold=False):
        asked.append(text)
        return width(text, size, bold=bold)

    monkeypatch.setattr("hustings.charts.svg.space.width", counted)
    text = "राँची " * 1_000
    short = fit(text, 200)
    assert len(asked) < 20
    longer = "".join(regex.findall(r"\X", text)[: len(regex.findall(r"\X", short))]) + "…"
    assert width(short) <= 200 < width(longer)


def test_nothing_is_better_than_a_lone_ellipsis():
    assert fit("Ranchi", 8) == ""


@given(st.lists(st.floats(0, 300), max_size=20))
def test_spread_places_keep_order_distance_and_bounds(wanted):
    gap, low, high = 14, 0, 300
    places = spread(wanted, gap, low, high)
    by_wish = [place for _, place in sorted(zip(wanted, places, strict=True))]
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(by_wish))
    assert all(low - 1e-6 <= place <= high + 1e-6 for place in places)


def test_places_far_apart_stay_where_they_are():
    assert spread([10, 100, 50], 14, 0, 300) == [10, 100, 50]


def test_neighbours_make_room_on_both_sides():
    assert spread([100, 100], 14, 0, 300) == [93, 107]


def test_labels_are_kept_at_even_steps_from_the_one_that_matters():
    boxes = [Box(place * 10, 0, place * 10 + 24, 10) for place in range(12)]
    assert regular(boxes, anchor=11) == [3, 7, 11]
    assert regular(boxes, anchor=0) == [0, 4, 8]


def test_an_anchor_moves_the_box():
    wide = width("Ranchi")
    assert box(50, 20, "Ranchi", "e").right == 50
    assert box(50, 20, "Ranchi", "c").left == pytest.approx(50 - wide / 2)
    assert box(50, 20, "Ranchi").left == 50
