"""A pass over little or nothing gives tables of the right shape, and no figure too many."""

import pytest

from hustings.errors import UsageError
from hustings.metrics.daily import DAYS
from hustings.metrics.inputs import Rules
from hustings.metrics.measuring import measure
from hustings.metrics.summing import LEAVES, ROWS
from hustings.schema import MEASURED
from hustings.settings import Reporting

ACTIVITY = "worker | unit | done_at\nasha | A1 | 9 Nov 10:00"
ONLY_UNITS = """
    unit | level        | seat_parent | district_parent
    ST   | state        |             |
    A    | vidhan_sabha | ST          |
"""


def test_an_empty_store_has_no_rows_but_all_columns(campaign):
    measured = campaign.measure()
    assert (len(measured.rows), len(measured.leaves), measured.computed) == (0, 0, {})
    assert list(measured.rows.columns) == ROWS.names == MEASURED.names
    assert list(measured.leaves.columns) == LEAVES.names
    assert campaign.days("acts", "ST") == {}
    assert len(DAYS.names) == 6


def test_weeks_that_are_not_on_record_have_no_rows(campaign):
    campaign.draw(activity=ACTIVITY)
    assert len(campaign.measure(["2025-W01", "2026-W45", "2026-W47", "2030-W01"]).rows) == 0
    assert len(campaign.measure([]).rows) == 0
    assert set(campaign.measure(["2026-W46", "2030-W01"]).rows["period"]) == {"2026-W46"}


@pytest.mark.parametrize("period", ["2026-11", "last week"])
def test_only_weeks_can_be_measured(campaign, period):
    with pytest.raises(UsageError):
        campaign.measure([period])


def test_without_booths_rules_or_reporting_units_the_rest_is_measured(campaign):
    campaign.tree = ONLY_UNITS
    campaign.rules = Rules((), Reporting(level="booth"), 3, 10)
    campaign.draw(
        activity="worker | unit | done_at\nasha | A | 9 Nov 10:00",
        accounts="account | side | unit\nfacebook:a | ours | A",
        posts="account | published_at | reach\nfacebook:a | 9 Nov 10:00 | 5",
        groups="group | unit\nwhatsapp:a | A",
        group_exports="group | first_at\nwhatsapp:a | 9 Nov 10:00",
        messages="group | sent_at\nwhatsapp:a | 9 Nov 10:00",
        reports_received="unit | period | received_at\nA | 2026-W46 | 16 Nov 10:00",
    )
    rows = measure(campaign.inputs(), campaign.shelf, ["2026-W46"]).rows
    assert {"active_workers", "reach", "messages", "silent_groups"} <= set(rows["metric"])
    absent = {"booths_with_activity", "posting_compliance", "reports_on_time"}
    assert not absent & set(rows["metric"])


def test_figures_of_units_nobody_lists_stay_among_the_leaves(campaign):
    campaign.draw(activity="worker | unit | done_at\nzoya | XX | 9 Nov 10:00")
    measured = campaign.measure()
    acts = measured.leaves[measured.leaves["metric"] == "acts"]
    assert acts["unit"].tolist() == ["XX"]
    assert "acts" not in set(measured.rows["metric"])
