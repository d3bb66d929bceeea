"""Recorded acts: what workers say they did in the week."""

WORKERS = """
    worker | unit
    asha   | A1
    bipin  | A2
    devi   | B1
"""


def test_every_act_counts_equal_ones_too(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at      | act         | times
            asha   | A1   | 9 Nov 10:00  | house_visit | 12
            asha   | A1   | 9 Nov 10:00  | meeting     | 1
            asha   | A1   | 9 Nov 10:00  | meeting     | 1
            bipin  | B1   | 15 Nov 20:00 | phone_call  | 3
            bipin  | A2   | 16 Nov 20:00 | phone_call  | 5
        """,
    )
    acts = campaign.figures("acts", "2026-W46")
    assert acts["A1"] == 12 + 1 + 1
    assert acts["A2"] == 3  # bipin's acts are bipin's unit's, wherever they were done
    assert acts["B1"] == 0
    assert acts["A"] == acts["PC"] == acts["ST"] == 14 + 3
    assert acts["K"] == 14 + 0


def test_weeks_without_forms_are_missing(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at
            asha   | A1   | 2 Nov 10:00
        """,
    )
    assert campaign.figures("acts", "2026-W45")["B"] == 0
    assert campaign.figures("acts", "2026-W46")["A1"] is None
