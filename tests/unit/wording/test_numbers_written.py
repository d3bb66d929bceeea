"""Figures read as Indian readers write them, and a missing figure is never a zero."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.errors import UsageError
from hustings.wording import Words

EN, HI = Words("en"), Words("hi")


@pytest.mark.parametrize(
    ("value", "english", "hindi"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (56200, "56,200", "56,200"),
        (99_949, "99,949", "99,949"),
        (99_950, "1.0 lakh", "1.0 लाख"),
        (100_000, "1.0 lakh", "1.0 लाख"),
        (1_234_567, "12.3 lakh", "12.3 लाख"),
        (9_994_999, "99.9 lakh", "99.9 लाख"),
        (9_995_000, "1.0 crore", "1.0 करोड़"),
        (9_999_999, "1.0 crore", "1.0 करोड़"),
        (12_000_000, "1.2 crore", "1.2 करोड़"),
        (50_000_000, "5.0 crore", "5.0 करोड़"),
        (999_499_999, "99.9 crore", "99.9 करोड़"),
        (999_600_000, "100 crore", "100 करोड़"),
        (123_456_789_012, "12,346 crore", "12,346 करोड़"),
        (-1_234_567, "−12.3 lakh", "−12.3 लाख"),
        (-99_950, "−1.0 lakh", "−1.0 लाख"),
        (-0.0001, "0", "0"),
        (None, "–", "–"),
        (math.nan, "–", "–"),
        (math.inf, "–", "–"),
    ],
)
def test_compact_figures(value, english, hindi):
    assert EN.number(value, "compact") == english
    assert HI.number(value, "compact") == hindi


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (1_234_567, "count", "12,34,567"),
        (123_456_789_012, "count", "1,23,45,67,89,012"),
        (2.5, "count", "3"),
        (-41, "count", "−41"),
        (2026, "plain", "2026"),
        (0.64, "percent", "64%"),
        (0.0997, "percent", "10%"),
        (0.081, "percent", "8.1%"),
        (0.0069, "percent", "0.69%"),
        (0.00004, "percent", "0.004%"),
        (0.0, "percent", "0%"),
        (1.2, "percent", "120%"),
        (0.068, "points", "6.8 pp"),
        (-0.082, "points", "−8.2 pp"),
        (5.44, "rate", "5.4"),
        (0.4, "rate", "0.40"),
        (0.998, "rate", "1.0"),
        (151.2, "rate", "151"),
        (1.84, "times", "1.8×"),
        (-2.0, "times", "−2.0×"),
    ],
)
def test_every_kind_of_figure(value, kind, said):
    assert EN.number(value, kind) == said


def test_points_have_a_hindi_word():
    assert HI.number(0.068, "points", signed=True) == "+6.8 अंक"


@pytest.mark.parametrize(("value", "said"), [(0.081, "+8.1%"), (-0.081, "−8.1%"), (0.0, "0%")])
def test_signed_figures(value, said):
    assert EN.number(value, "percent", signed=True) == said


def test_fixed_decimals_line_up_in_a_column():
    assert [EN.number(v, "percent", decimals=1) for v in (0.462, 0.47, 0.041)] == [
        "46.2%", "47.0%", "4.1%",
    ]  # fmt: skip


def test_devanagari_digits_are_a_setting_for_figures_and_sentences():
    words = Words("hi", digits="devanagari")
    assert words.number(1_234_567, "compact") == "१२.३ लाख"
    assert words.number(1_234_567) == "१२,३४,५६७"
    assert words.say("change.interval", range="x") == " (९५% अंतराल x)"
    assert words.say("change.at_place", place="वार्ड 12", lead="x") == "वार्ड 12: x"


@given(st.floats(min_value=0, max_value=1e13))
def test_compact_never_shows_a_hundred_lakh(value):
    said = EN.number(value, "compact")
    if said.endswith("lakh"):
        assert 1.0 <= float(said.removesuffix(" lakh")) < 100
    elif said.endswith("crore"):
        assert float(said.removesuffix(" crore").replace(",", "")) >= 1.0
    else:
        assert int(said.replace(",", "")) < 100_000


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_no_figure_has_an_ascii_minus_or_a_negative_zero(value):
    for kind in ("count", "compact", "percent", "points", "rate", "times"):
        said = EN.number(value, kind)
        assert "-" not in said
        assert not (said.startswith("−") and not any(d in said for d in "123456789"))


def test_lists_read_as_lists():
    assert [EN.listing(n) for n in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "", "A", "A and B", "A, B and C",
    ]  # fmt: skip
    assert HI.listing(["A", "B", "C"]) == "A, B और C"
    assert EN.listing(list("ABCDEF"), most=2) == "A, B and 4 more"
    assert EN.listing(list("ABC"), most=2) == "A, B and C"  # "and 1 more" would save nothing
    assert HI.listing(list("ABCDEF"), most=2) == "A, B और 4 अन्य"


def test_counted_nouns_know_one_from_many():
    assert [EN.count("day", n) for n in (0, 1, 3)] == ["0 days", "1 day", "3 days"]
    assert [HI.count("file", n) for n in (1, 1234)] == ["1 फ़ाइल", "1,234 फ़ाइलें"]
    assert EN.units("block", 1) == "1 block"
    assert HI.units("block", 14, oblique=True) == "14 प्रखंडों"


def test_figures_must_be_written_out_before_they_enter_a_sentence():
    with pytest.raises(UsageError, match="whole number"):
        EN.say("change.now", now=0.64)
    with pytest.raises(UsageError, match="whole number"):
        EN.say("change.now", now=True)


def test_wrong_names_are_answered_with_the_nearest():
    with pytest.raises(UsageError) as refused:
        EN.say("change.cleer", metric="x")
    assert "change.clear" in refused.value.fix
    with pytest.raises(UsageError) as refused:
        EN.number(1, "precent")
    assert "percent" in refused.value.fix
    with pytest.raises(UsageError):
        Words("hi", digits="roman")
