"""Reports on time: written weekly reports in by Monday 20:00, over those expected.

Both assembly seats, A and B, must report.
"""


def test_late_and_missing_reports_are_expected_and_not_on_time(campaign):
    campaign.draw(
        known="24 Nov 09:00",
        reports_received="""
            unit | period   | received_at
            A    | 2026-W44 | 2 Nov 20:00
            B    | 2026-W44 | 2 Nov 20:01
            A    | 2026-W45 | 4 Nov 10:00
            A    | 2026-W45 | 11 Nov 10:00
            PC   | 2026-W46 | 16 Nov 10:00
        """,
    )
    on_time = campaign.figures("reports_on_time", "2026-W44")
    assert on_time["A"] == 1 / 1  # at the last minute
    assert on_time["B"] == 0 / 1  # a minute late
    assert on_time["PC"] == on_time["ST"] == (1 + 0) / (1 + 1)
    on_time = campaign.figures("reports_on_time", "2026-W45")
    assert on_time["A"] == 1 / 1  # a correction afterwards does not make it late
    assert on_time["B"] == 0 / 1  # missing
    on_time = campaign.figures("reports_on_time", "2026-W46")
    assert on_time["ST"] == 0 / 2  # nobody asked PC


def test_what_is_not_yet_due_or_was_never_asked_is_missing(campaign):
    reports = """
        unit | period   | received_at
        A    | 2026-W45 | 9 Nov 10:00
        A    | 2026-W46 | 16 Nov 10:00
    """
    acts = (
        "worker | unit | done_at\nasha | A1 | 27 Oct 10:00"  # week 44 is on record, without reports
    )
    campaign.draw(known="16 Nov 19:59", reports_received=reports, activity=acts)
    assert campaign.figures("reports_on_time", "2026-W46")["A"] is None  # due in a minute
    assert campaign.figures("reports_on_time", "2026-W45")["ST"] == 1 / 2
    assert campaign.figures("reports_on_time", "2026-W44")["ST"] is None  # before the first
    campaign.draw(
        known="17 Nov 09:00",
        reports_received="unit | period | received_at\nB | 2026-W46 | 17 Nov 08:00",
    )
    on_time = campaign.figures("reports_on_time", "2026-W46")
    assert (on_time["A"], on_time["B"], on_time["ST"]) == (1 / 1, 0 / 1, 1 / 2)


def test_a_figure_is_as_old_as_the_form_that_settled_it(campaign, drawn):
    for known, period, received in (
        ("10 Nov 09:00", "2026-W45", "9 Nov 10:00"),
        ("17 Nov 09:00", "2026-W46", "16 Nov 10:00"),
        ("24 Nov 09:00", "2026-W47", "23 Nov 10:00"),
    ):
        row = f"unit | period | received_at\nA | {period} | {received}"
        campaign.draw(known=known, reports_received=row)
    as_of = campaign.figures("reports_on_time", "2026-W46").as_of("ST")
    assert as_of == drawn.moment("17 Nov 09:00")  # B's silence was settled then, not later
