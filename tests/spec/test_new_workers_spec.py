"""New workers: whose first recorded act is in the week, once four weeks are on record."""

WORKERS = """
    worker | unit
    asha   | A1
    bipin  | A1
    chand  | A2
    devi   | B1
"""

# Week 40 begins on 28 September: newness can be told from week 44, which begins on 26 October.
ACTIVITY = """
    worker | unit | done_at
    asha   | A1   | 28 Sep 10:00
    asha   | A1   | 26 Oct 10:00
    bipin  | A1   | 26 Oct 10:00
    bipin  | A1   | 2 Nov 10:00
    chand  | A2   | 1 Nov 23:59
    devi   | B1   | 21 Oct 10:00
    zoya   | A2   | 2 Nov 10:00
    zoya   | B1   | 2 Nov 11:00
"""


def test_a_worker_is_new_once_in_the_week_of_the_first_act(campaign):
    campaign.draw(workers=WORKERS, activity=ACTIVITY)
    new = campaign.figures("new_workers", "2026-W44")
    assert new["A1"] == 1  # bipin; asha acted before
    assert new["A2"] == 1
    assert new["B1"] == 0  # devi was, too early to say, in week 43
    assert new["PC"] == new["ST"] == 1 + 1 + 0
    later = campaign.figures("new_workers", "2026-W45")
    assert later["A1"] == 0
    assert later["A2"] == 1  # zoya, who is on no roster, where she worked first


def test_in_the_first_four_weeks_on_record_everybody_would_look_new(campaign):
    campaign.draw(workers=WORKERS, activity=ACTIVITY)
    for week in ("2026-W40", "2026-W43"):
        assert campaign.figures("new_workers", week)["ST"] is None
    assert campaign.figures("new_workers", "2026-W46")["ST"] is None  # no form at all


def test_new_and_returning_workers_are_the_active_workers(campaign):
    campaign.draw(workers=WORKERS, activity=ACTIVITY)
    for week in ("2026-W44", "2026-W45"):
        new, returning, active = (
            campaign.figures(metric, week)
            for metric in ("new_workers", "returning_workers", "active_workers")
        )
        for unit in ("A1", "A2", "B1", "A", "B", "K", "D", "PC", "ST"):
            assert new[unit] + returning[unit] == active[unit]
