"""Views: how often our posts of the week were shown or played."""

import pytest

ACCOUNTS = """
    account    | side    | unit
    facebook:a | ours    | A
    youtube:b  | ours    | B
    youtube:x  | watched | B
"""


def test_views_add_up_over_our_posts_whose_views_are_known(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | views | reach
            facebook:a | 9 Nov 10:00  | 2000  | 1000
            facebook:a | 15 Nov 23:59 | 500   |
            facebook:a | 16 Nov 00:00 | 900   |
            facebook:a | 11 Nov 10:00 |       | 700
            youtube:b  | 12 Nov 10:00 | 0     |
            youtube:x  | 12 Nov 10:00 | 7000  |
        """,
    )
    views = campaign.figures("views", "2026-W46")
    assert views["A"] == 2000 + 500  # weeks run Monday to Sunday, by India's clock
    assert views["B"] == 0  # a post nobody saw is observed
    assert (views["PC"], views.cases("PC")) == (2500 + 0, 2 + 1)
    assert campaign.figures("views", "2026-W46", platform="youtube")["ST"] == 0
    assert campaign.figures("views", "2026-W47")["A"] == 900


def test_views_an_export_does_not_tell_are_missing_in_silent_weeks_too(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | views | reach
            facebook:a | 2 Nov 10:00  |       | 100
            facebook:a | 16 Nov 10:00 |       | 100
            youtube:b  | 2 Nov 10:00  | 50    |
            youtube:b  | 16 Nov 10:00 | 50    |
        """,
    )
    views = campaign.figures("views", "2026-W46")
    assert views["A"] is None
    assert views["B"] == 0
    assert campaign.figures("views", "2026-W45")["A"] is None


@pytest.mark.parametrize("larger_first", [True, False])
def test_of_two_exports_that_bear_one_moment_the_larger_counts_are_taken(campaign, larger_first):
    posts = """
        account    | published_at | post         | views
        facebook:a | 9 Nov 10:00  | facebook:a/1 | {views}
    """
    for views in sorted((100, 140), reverse=larger_first):
        campaign.draw(known="17 Nov 09:00", accounts=ACCOUNTS, posts=posts.format(views=views))
    assert campaign.figures("views", "2026-W46")["A"] == 140
