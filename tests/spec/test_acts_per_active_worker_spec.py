"""Acts per active worker: recorded acts over active workers."""

WORKERS = """
    worker | unit
    asha   | A1
    bipin  | A2
    chand  | A2
    devi   | B1
"""


def test_acts_are_divided_by_those_who_acted_and_parents_are_sum_over_sum(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at     | times
            asha   | A1   | 9 Nov 10:00 | 12
            bipin  | A2   | 9 Nov 10:00 | 1
            chand  | A2   | 9 Nov 10:00 | 2
        """,
    )
    each = campaign.figures("acts_per_active_worker", "2026-W46")
    assert each["A1"] == 12 / 1
    assert each["A2"] == (1 + 2) / 2
    assert each["A"] == each["ST"] == (12 + 1 + 2) / (1 + 2)
    assert each.cases("ST") == 3


def test_where_nobody_acted_there_is_no_figure(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at
            asha   | A1   | 9 Nov 10:00
        """,
    )
    each = campaign.figures("acts_per_active_worker", "2026-W46")
    assert each["B1"] is each["B"] is None
    assert each.status("B") == "no_data"
    assert campaign.figures("acts_per_active_worker", "2026-W45")["A1"] is None
