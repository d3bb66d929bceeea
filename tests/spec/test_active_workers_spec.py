"""Active workers: different workers with a recorded act in the week, each in one unit."""

WORKERS = """
    worker | unit
    asha   | A1
    bipin  | A1
    chand  | A2
    devi   | B1
"""


def test_each_worker_is_counted_once_in_the_unit_the_roster_gives(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at      | times
            asha   | A1   | 9 Nov 00:00  | 4
            asha   | B1   | 10 Nov 10:00 | 1
            bipin  | A2   | 15 Nov 23:00 | 2
            devi   | B1   | 16 Nov 10:00 | 1
            zoya   | A2   | 9 Nov 10:00  | 1
            zoya   | B1   | 9 Nov 10:00  | 1
        """,
    )
    active = campaign.figures("active_workers", "2026-W46")
    assert active["A1"] == 2  # asha and bipin, wherever they worked
    assert active["A2"] == 1  # zoya is not on the roster: the first unit she worked in
    assert active["B1"] == 0  # devi was at home that week
    assert active["PC"] == active["D"] == active["ST"] == 2 + 1 + 0
    assert active["K"] == 2 + 0


def test_a_week_without_any_form_is_missing_and_not_zero(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at
            asha   | A1   | 2 Nov 10:00
            asha   | A1   | 16 Nov 10:00
        """,
    )
    assert campaign.figures("active_workers", "2026-W45")["B"] == 0
    for unit in ("A1", "B1", "ST"):
        assert campaign.figures("active_workers", "2026-W46")[unit] is None


def test_a_week_that_ends_after_the_newest_form_is_partial(campaign):
    campaign.draw(
        known="12 Nov 18:00",
        workers=WORKERS,
        activity="""
            worker | unit | done_at
            asha   | A1   | 3 Nov 10:00
            asha   | A1   | 10 Nov 10:00
            asha   | A1   | 12 Nov 10:00
        """,
    )
    assert campaign.figures("active_workers", "2026-W46").status("ST") == "partial"
    assert campaign.figures("active_workers", "2026-W45").status("ST") == "ok"
    days = campaign.days("active_workers", "A")
    assert days == {
        "2 Nov": 0, "3 Nov": 1, "4 Nov": 0, "5 Nov": 0, "6 Nov": 0, "7 Nov": 0, "8 Nov": 0,
        "9 Nov": 0, "10 Nov": 1, "11 Nov": 0,  # the 12th was not over
    }  # fmt: skip
