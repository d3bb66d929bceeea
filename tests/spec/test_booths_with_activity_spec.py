"""Booths with activity: booths where an act was recorded, over all booths on our list."""


def test_booths_are_counted_where_the_act_was_done(campaign):
    campaign.draw(
        workers="""
            worker | unit
            asha   | A1
        """,
        activity="""
            worker | unit | done_at     | times
            asha   | A2   | 9 Nov 10:00 | 7
            asha   | A    | 9 Nov 11:00 | 1
            zoya   | A2   | 9 Nov 12:00 | 1
            zoya   | XX   | 9 Nov 12:00 | 1
        """,
    )
    booths = campaign.figures("booths_with_activity", "2026-W46")
    assert booths["A1"] == 0 / 1  # asha's own booth, but not where she was
    assert booths["A2"] == 1 / 1
    assert booths["A"] == (0 + 1) / 2  # an act said of the whole seat is of no booth
    assert booths["PC"] == booths["ST"] == (0 + 1 + 0) / 3
    assert booths["K"] == 0 / 2
    assert booths.cases("ST") == 3


def test_weeks_without_forms_are_missing(campaign):
    campaign.draw(
        activity="""
            worker | unit | done_at
            asha   | A1   | 2 Nov 10:00
            asha   | A1   | 16 Nov 10:00
        """,
    )
    assert campaign.figures("booths_with_activity", "2026-W45")["B1"] == 0
    assert campaign.figures("booths_with_activity", "2026-W46")["A1"] is None
