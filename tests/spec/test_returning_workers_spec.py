"""Returning workers: active in the week, and in some week before."""

WORKERS = """
    worker | unit
    asha   | A1
    bipin  | A2
    devi   | B1
"""

ACTIVITY = """
    worker | unit | done_at      | times
    asha   | A1   | 28 Sep 10:00 | 1
    asha   | A1   | 9 Nov 10:00  | 3
    bipin  | A2   | 2 Nov 10:00  | 1
    bipin  | A1   | 9 Nov 10:00  | 1
    devi   | B1   | 9 Nov 10:00  | 1
"""


def test_who_acted_in_any_week_before_returns(campaign):
    campaign.draw(workers=WORKERS, activity=ACTIVITY)
    returning = campaign.figures("returning_workers", "2026-W46")
    assert returning["A1"] == 1  # after six weeks
    assert returning["A2"] == 1  # after one, though in another place
    assert returning["B1"] == 0  # devi is new
    assert returning["A"] == returning["ST"] == 1 + 1
    assert returning.cases("ST") == 3  # out of three active


def test_before_four_weeks_are_on_record_and_without_forms_it_is_not_said(campaign):
    campaign.draw(workers=WORKERS, activity=ACTIVITY)
    assert campaign.figures("returning_workers", "2026-W40")["A1"] is None
    assert campaign.figures("returning_workers", "2026-W44")["A1"] is None
    assert campaign.figures("returning_workers", "2026-W45")["A1"] == 0


def test_a_late_form_of_an_earlier_week_makes_a_new_worker_a_returning_one(campaign):
    campaign.draw(workers=WORKERS, activity=ACTIVITY)
    assert campaign.figures("returning_workers", "2026-W46")["B1"] == 0
    campaign.draw(activity="worker | unit | done_at\ndevi | B1 | 30 Sep 10:00")
    assert campaign.figures("returning_workers", "2026-W46")["B1"] == 1
    assert campaign.figures("new_workers", "2026-W46")["B1"] == 0
