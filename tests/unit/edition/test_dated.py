"""A question on a named date is judged from the edition, or answered with the reason why not."""

import pytest

from hustings.edition.dated import RATES, judge_dated, same_level, siblings
from hustings.errors import UsageError
from hustings.metrics import metrics

SEAT, BEGINS = "IN-JH-AC-012", "2026-W38"


def asked(campaign, **other):
    level = same_level(campaign.edition, SEAT)
    question = {"changed": [SEAT], "compared": level, "begins": BEGINS, "metric": "acts"}
    return judge_dated(campaign.edition, **(question | other))


def test_siblings_are_the_units_of_its_level_below_the_same_one(campaign):
    units = campaign.edition.table("units").set_index("unit")
    above = units.loc[SEAT, "seat_parent"]
    found = siblings(campaign.edition, SEAT)
    assert SEAT in found
    assert set(units.loc[found, "seat_parent"]) == {above}
    assert set(units.loc[found, "level"]) == {"vidhan_sabha"}
    assert len(found) < len(same_level(campaign.edition, SEAT)) == 81


def test_a_unit_outside_the_seat_tree_has_its_siblings_in_the_other(campaign):
    units = campaign.edition.table("units")
    district = str(units.loc[units["level"] == "district", "unit"].iloc[0])
    assert set(siblings(campaign.edition, district)) == set(same_level(campaign.edition, district))


def test_units_in_both_groups_are_compared_with_the_others_only(campaign):
    level = same_level(campaign.edition, SEAT)
    dated = asked(campaign, changed=level[:3])
    assert dated.found.changed == 3
    assert len(dated.found.weights) <= len(level) - 3
    assert not set(dated.found.weights["unit"]) & set(level[:3])


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"changed": []}, "no_unit"),
        ({"begins": ""}, "no_date"),
        ({"metric": "engagement_rate"}, "share_metric"),
        ({"metric": "acts_per_active_worker"}, "share_metric"),
        ({"compared": []}, "too_few_units"),
        ({"begins": "2026-W46"}, "short_series"),
    ],
)
def test_what_cannot_be_judged_is_an_answer_with_its_reason(campaign, other, reason):
    dated = asked(campaign, **other)
    assert (dated.reason, dated.found, dated.strength) == (reason, None, "blocked")


@pytest.mark.parametrize("metric", sorted(metrics()))
def test_every_metric_is_judged_or_refused(campaign, metric):
    dated = asked(campaign, metric=metric, changed=["IN-JH-PC-08"],
                  compared=same_level(campaign.edition, "IN-JH-PC-08"))  # fmt: skip
    assert (dated.found is None) == bool(dated.reason)
    if metrics()[metric].measured_in in RATES:
        assert dated.reason == "share_metric"


def test_an_unknown_week_or_unit_is_an_error(campaign):
    with pytest.raises(UsageError):
        asked(campaign, begins="2026-W99")
    with pytest.raises(UsageError):
        asked(campaign, changed=["IN-JH-AC-999"])
