"""Week-4 retention: of the workers new four weeks ago, the share active this week."""

WORKERS = """
    worker | unit
    asha   | A1
    bipin  | A1
    chand  | A2
    devi   | B1
    esha   | B1
"""

# On record from week 36; the cohort of week 42 (from 12 October) is read in week 46.
ACTIVITY = """
    worker | unit | done_at
    devi   | B1   | 31 Aug 10:00
    asha   | A1   | 12 Oct 10:00
    bipin  | A1   | 12 Oct 10:00
    chand  | A2   | 18 Oct 23:59
    zoya   | A2   | 12 Oct 10:00
    bipin  | A1   | 2 Nov 10:00
    asha   | B1   | 9 Nov 10:00
    zoya   | A1   | 15 Nov 10:00
    esha   | B1   | 9 Nov 10:00
    devi   | B1   | 9 Nov 10:00
"""


def test_active_in_week_four_over_all_who_were_new_in_week_nought(campaign):
    campaign.draw(workers=WORKERS, activity=ACTIVITY)
    kept = campaign.figures("week4_retention", "2026-W46")
    assert kept["A1"] == 1 / 2  # asha; bipin came in week 3, which is not week 4
    assert kept["A2"] == 1 / 2  # zoya, who is on no roster, where she was new; not chand
    assert kept["A"] == kept["PC"] == kept["ST"] == (1 + 1) / (2 + 2)
    assert kept["B"] is None  # nobody was new there: devi is older, esha is younger


def test_zero_of_a_cohort_is_zero_and_a_week_without_forms_is_missing(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at
            devi   | B1   | 31 Aug 10:00
            chand  | A2   | 12 Oct 10:00
            asha   | A1   | 5 Oct 10:00
            devi   | B1   | 9 Nov 10:00
        """,
    )
    assert campaign.figures("week4_retention", "2026-W46")["A2"] == 0 / 1
    assert campaign.figures("week4_retention", "2026-W45")["A1"] is None  # nobody sent a form


def test_workers_of_the_first_four_weeks_on_record_are_no_cohort(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at
            devi   | B1   | 31 Aug 10:00
            asha   | A1   | 21 Sep 10:00
            asha   | A1   | 19 Oct 10:00
            bipin  | A1   | 28 Sep 10:00
            bipin  | A1   | 26 Oct 10:00
        """,
    )
    assert campaign.figures("week4_retention", "2026-W43")["A1"] is None
    assert campaign.figures("week4_retention", "2026-W44")["A1"] == 1 / 1
