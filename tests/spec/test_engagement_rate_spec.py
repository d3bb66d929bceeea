"""Engagement rate: engagements over reach, of our posts for which both are known."""

ACCOUNTS = """
    account    | side    | unit
    facebook:a | ours    | A
    facebook:b | ours    | B
    facebook:x | watched | A
"""


def test_posts_without_reach_or_engagements_are_left_out_of_both_sides(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | reach | reactions | comments | shares
            facebook:a | 9 Nov 10:00  | 1000  | 40        | 6        | 4
            facebook:a | 10 Nov 10:00 |       | 90        | 9        | 9
            facebook:a | 11 Nov 10:00 | 5000  |           |          |
            facebook:x | 11 Nov 10:00 | 10    | 9         |          |
        """,
    )
    rate = campaign.figures("engagement_rate", "2026-W46")
    assert rate["A"] == (40 + 6 + 4) / 1000
    assert rate.cases("A") == 1


def test_the_rate_of_a_parent_is_the_sum_over_the_sum_not_the_mean_of_rates(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | reach | reactions
            facebook:a | 9 Nov 10:00  | 9000  | 90
            facebook:b | 9 Nov 10:00  | 1000  | 100
        """,
    )
    rate = campaign.figures("engagement_rate", "2026-W46")
    assert rate["A"] == 90 / 9000
    assert rate["B"] == 100 / 1000
    assert rate["PC"] == rate["D"] == rate["ST"] == (90 + 100) / (9000 + 1000)


def test_nobody_reached_is_no_rate_and_nobody_engaged_is_zero(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | reach | reactions
            facebook:a | 2 Nov 10:00  | 100   | 0
            facebook:a | 16 Nov 10:00 | 100   | 0
        """,
    )
    assert campaign.figures("engagement_rate", "2026-W45")["A"] == 0 / 100
    silent = campaign.figures("engagement_rate", "2026-W46")
    assert silent["A"] is None  # seen, but nothing over nothing
    assert silent.status("ST") == "no_data"
