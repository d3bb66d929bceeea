"""Levels, places, effects and what is missing, in both languages."""

from datetime import date

import pytest

from hustings.wording import Words

EN, HI = Words("en"), Words("hi")


def test_a_level_gives_both_figures_and_their_difference():
    said = HI.level("posting_compliance", 0.64, 0.572, window="highest")
    assert said == "रोज़ की पोस्ट का पालन 57.2% से 64.0% हुआ (+6.8 अंक) — 6 सप्ताह में सबसे अधिक।"
    english = EN.level("posting_compliance", 0.64, 0.572, window="usual")
    assert english == ("Daily posting went from 57.2% to 64.0% (+6.8 pp) — within the usual range.")


def test_a_level_without_data_says_so_and_prints_no_zero():
    assert EN.level("views", None) == "Views: no data for this period."
    assert "0" not in HI.level("views", None)


@pytest.mark.parametrize("status", ["no_data", "stale", "suppressed"])
def test_a_withheld_figure_says_why(status):
    for words in (EN, HI):
        assert not any(digit in words.withheld("views", status) for digit in "0123467")
    assert "5 people" in EN.withheld("views", "suppressed")


def test_stable_has_no_arrow_and_no_sign():
    said = HI.stable("posting_compliance", 0.64, 0.63)
    assert said == "रोज़ की पोस्ट का पालन लगभग स्थिर: 64% (पिछला 63%)।"


def test_a_unit_that_is_behind():
    assert HI.where("नयागाँव", "posting_compliance", 0.379, 0.461) == (
        "नयागाँव पीछे है: रोज़ की पोस्ट का पालन 38%, पिछले सप्ताह से −8.2 अंक।"
    )
    assert HI.below_average(4, 4, "block") == "इसके 4 प्रखंडों में से 4 औसत से स्पष्ट नीचे हैं।"
    assert EN.below_average(1, 4, "block") == "1 of its 4 blocks is clearly below the average."
    assert (
        EN.left_range(0, 14, "lok_sabha") == "None of the 14 Lok Sabha seats left its usual range."
    )


def test_an_effect_is_a_sign_and_not_proof():
    said = EN.effect("the rally", "posts", "1.1", "0.6", "1.6")
    assert said == (
        "After the rally, posts were 1.1 higher (95% interval 0.6 to 1.6). "
        "This is a sign, not proof."
    )
    assert "told from chance" in EN.effect("the rally", "posts", "", direction="unclear")


def test_what_did_not_arrive_is_said_not_counted():
    assert HI.missing_days("टीकरी", 2) == "टीकरी: 2 दिन का आँकड़ा नहीं मिला; तुलना में शामिल नहीं।"
    one = EN.missing_units(["Ranchi"], EN.units("lok_sabha", 14))
    assert one == (
        "1 of 14 Lok Sabha seats sent nothing this week: Ranchi. "
        "It is left out, not counted as zero."
    )


def test_a_festival_week_is_one_finding_for_all():
    assert EN.common("views", 0.22, "lok_sabha", "Chhath") == (
        "In all Lok Sabha seats, views rose 22% this week (Chhath). "
        "Each is compared after taking this out."
    )
    assert "घटे" in HI.common("views", -0.22, "lok_sabha")


def test_an_action_has_somebody_and_a_day():
    assert HI.who_by("coordinator", date(2026, 10, 6)) == "समन्वयक · 6 अक्टूबर तक"
    assert EN.who_by("coordinator", date(2026, 10, 6)) == "coordinator · by 6 October"


@pytest.mark.parametrize(
    ("metric", "now", "before", "said"),
    [
        ("posting_compliance", 0.6396, 0.5724, "+6.8 pp"),
        ("reach", 108_100, 100_000, "+8.1%"),
        ("active_workers", 5, 2, "+3"),
        ("active_workers", 5, 0, "+5"),
        ("acts_per_active_worker", 5.4, 5.0, "+0.40"),
        ("followers_net", -300, 200, "−500"),
        ("views", None, 5, "–"),
        ("views", 5, None, "–"),
    ],
)
def test_a_difference_is_written_as_the_metric_is(metric, now, before, said):
    assert EN.difference(metric, now, before) == said


@pytest.mark.parametrize(
    ("metric", "now", "before", "direction", "good"),
    [
        ("views", 200, 100, "up", True),
        ("views", 100, 200, "down", False),
        ("silent_groups", 5, 2, "up", False),
        ("silent_groups", 2, 5, "down", True),
        ("messages", 9, 5, "up", None),
        ("views", 1_000_100, 1_000_000, "flat", None),
        ("views", None, 100, "none", None),
    ],
)
def test_good_and_bad_follow_the_metric_and_not_the_arrow(metric, now, before, direction, good):
    assert EN.direction(metric, now, before) == direction
    assert EN.is_good(metric, direction) is good


def test_chart_labels_keep_the_fields_the_chart_fills():
    labels = HI.chart_labels(weeks=6, months=12)
    assert labels["weeks"] == "पिछले 6 सप्ताह"
    assert labels["interval"] == "95% अंतराल {low} से {high}"


def test_a_unit_is_called_by_its_name_in_the_language_or_else_in_english():
    assert Words("hi").name_of("Ranchi", "राँची") == "राँची"
    assert Words("en").name_of("Ranchi", "राँची") == "Ranchi"
    for missing in (None, float("nan"), ""):
        assert Words("hi").name_of("Ranchi", missing) == "Ranchi"


def test_places_are_named_with_what_they_are():
    assert EN.place("Ranchi", "lok_sabha") == "Ranchi Lok Sabha seat"
    assert HI.place("राँची", "lok_sabha") == "राँची लोकसभा"
    assert HI.place("झारखंड", "state") == "झारखंड"


@pytest.mark.parametrize(
    ("name", "level"),
    [("Booth 001-01", "booth"), ("booth 7", "booth"), ("Gumla District", "district")],
)
def test_a_name_that_says_what_it_is_says_it_once(name, level):
    assert EN.place(name, level) == name
    assert EN.place("7", "booth") == "Booth 7"
    assert HI.place("बूथ 001-01", "booth") == "बूथ 001-01"


def test_reasons_are_told_by_their_kind_and_unknown_ones_as_other():
    assert EN.reason_group("no usable phone: not a phone number") == (
        "phone number or person not recognised"
    )
    assert EN.reason_group("there is no publish day") == EN.reason_group("this is not a date")
    assert HI.reason_group("the moon was full") == "अन्य कारण"
    assert EN.reason("the moon was full") == "the moon was full"


def test_one_unit_outside_its_range_is_said_in_the_singular():
    assert EN.left_range(1, 81, "vidhan_sabha") == "1 of 81 assembly seats left its usual range."
    assert EN.left_range(2, 81, "vidhan_sabha") == "2 of 81 assembly seats left their usual range."
