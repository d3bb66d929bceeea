"""Festivals and polls that touch a week."""

from datetime import date, timedelta

import pandas as pd

from hustings.studies.trends.occasions import NEAR, festivals, occasions_near


def test_a_states_own_festivals_are_known_in_both_languages():
    english = festivals("IN-JH", [2026]).set_index("from_on")["occasion"]
    assert english[date(2026, 11, 8)].startswith("Diwali")
    assert "Chhath" in english[date(2026, 11, 15)]
    hindi = festivals("IN-JH", [2026], language="hi").set_index("from_on")["occasion"]
    assert "गणतंत्र" in hindi[date(2026, 1, 26)]
    assert date(2026, 11, 15) not in festivals("IN-MP", [2026])["from_on"].tolist()


def test_an_occasion_touches_a_week_by_any_of_its_days():
    listed = pd.DataFrame(
        {
            "from_on": [date(2026, 10, 1), date(2026, 11, 20), date(2026, 12, 1)],
            "until_on": [date(2026, 11, 9), None, None],
            "kind": ["model_code", "poll", "exam"],
            "occasion": ["code", "phase 1", "boards"],
        }
    )
    week = date(2026, 11, 9), date(2026, 11, 15)
    assert occasions_near(listed, *week)["occasion"].tolist() == ["code"]
    assert occasions_near(listed, *week, within=NEAR)["occasion"].tolist() == [
        "code", "phase 1", "boards",
    ]  # fmt: skip
    assert occasions_near(listed, *week, within=timedelta(days=5))["occasion"].tolist() == [
        "code", "phase 1",
    ]  # fmt: skip
