"""Gross reach: what the platforms say each of our posts reached, added up; never people."""

ACCOUNTS = """
    account    | side    | unit
    facebook:a | ours    | A
    facebook:b | ours    | B
    instagram:b| ours    | B
    facebook:x | watched | A
"""


def test_reach_adds_up_over_our_posts_whose_reach_is_known(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account     | published_at | reach | reactions
            facebook:a  | 9 Nov 10:00  | 1000  | 40
            facebook:a  | 10 Nov 10:00 | 500   |
            facebook:a  | 11 Nov 10:00 |       | 90
            facebook:b  | 12 Nov 10:00 | 300   |
            instagram:b | 12 Nov 10:00 | 20    |
            facebook:x  | 12 Nov 10:00 | 7000  |
        """,
    )
    reach = campaign.figures("reach", "2026-W46")
    assert reach["A"] == 1000 + 500
    assert reach.cases("A") == 2  # the post whose reach is hidden is no case
    assert reach["B"] == 300 + 20
    assert reach["PC"] == reach["D"] == reach["ST"] == 1500 + 320
    by_facebook = campaign.figures("reach", "2026-W46", platform="facebook")
    assert by_facebook["ST"] == 1500 + 300
    assert campaign.figures("reach", "2026-W46", platform="instagram")["ST"] == 20


def test_reach_that_no_export_tells_is_missing_and_a_week_without_posts_is_zero(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | counted_at   | reach | reactions
            facebook:a | 2 Nov 10:00  | 16 Nov 09:00 | 100   | 1
            facebook:a | 16 Nov 08:00 | 16 Nov 09:00 | 100   | 1
            facebook:b | 2 Nov 10:00  | 16 Nov 09:00 |       | 7
            facebook:b | 16 Nov 08:00 | 16 Nov 09:00 |       | 7
        """,
    )
    silent = campaign.figures("reach", "2026-W46")  # an export made after it holds no post of it
    assert silent["A"] == 0
    assert silent["B"] is None
    assert silent["ST"] == 0
    before = campaign.figures("reach", "2026-W44")  # before the first post of either
    assert before["A"] is before["ST"] is None


def test_each_week_takes_the_counts_of_the_first_export_after_its_end(campaign):
    posts = """
        account    | published_at | post         | reach
        facebook:a | 9 Nov 10:00  | facebook:a/1 | {reach}
    """
    for known, reach in (("11 Nov 09:00", 60), ("17 Nov 09:00", 100), ("1 Dec 09:00", 140)):
        campaign.draw(known=known, accounts=ACCOUNTS, posts=posts.format(reach=reach))
    reach = campaign.figures("reach", "2026-W46")
    assert reach["A"] == 100  # lifetime counts keep growing: taken at the same age every week
    assert reach.status("A") == "ok"


def test_counts_of_an_export_made_before_the_week_ended_are_partial(campaign):
    campaign.draw(
        known="11 Nov 09:00",
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | reach
            facebook:a | 9 Nov 10:00  | 60
        """,
    )
    reach = campaign.figures("reach", "2026-W46")
    assert reach["A"] == 60
    assert reach.status("A") == reach.status("ST") == "partial"


def test_an_account_whose_exports_stop_leaves_its_own_figure_missing_and_the_sum_partial(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | counted_at   | reach
            facebook:a | 2 Nov 10:00  | 16 Nov 09:00 | 100
            facebook:a | 9 Nov 10:00  | 16 Nov 09:00 | 100
            facebook:b | 2 Nov 10:00  | 9 Nov 09:00  | 300
        """,
    )
    reach = campaign.figures("reach", "2026-W46")
    assert reach["B"] is None
    assert (reach["ST"], reach.status("ST")) == (100, "partial")
    assert reach.status("A") == "ok"
