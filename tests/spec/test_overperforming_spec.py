"""Times the usual: engagements over what the account's own recent posts of a type usually get."""

import pytest

from hustings.metrics.social import overperforming_score

ACCOUNTS = """
    account    | side    | unit
    facebook:a | ours    | A
    facebook:b | ours    | B
    facebook:x | watched | A
"""

# Eight photos; the middle half is 20, 24, 30 and 36.
EIGHT = """
    {account} | 5 Oct 10:00  | photo | 36
    {account} | 6 Oct 10:00  | photo | 2
    {account} | 7 Oct 10:00  | photo | 20
    {account} | 8 Oct 10:00  | photo | 900
    {account} | 9 Oct 10:00  | photo | 24
    {account} | 10 Oct 10:00 | photo | 30
    {account} | 11 Oct 10:00 | photo | 5
    {account} | 12 Oct 10:00 | photo | 40
    {account} | 13 Oct 10:00 | photo |
"""
USUAL = (20 + 24 + 30 + 36) / 4


def _drawn(*rows):
    return "account | published_at | type | reactions" + "".join(rows)


def test_expected_is_the_mean_of_the_middle_half_of_earlier_posts_of_the_type(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts=_drawn(
            EIGHT.format(account="facebook:a"),
            """
            facebook:a | 9 Nov 10:00  | photo | 55
            facebook:a | 10 Nov 10:00 | photo |
            facebook:a | 11 Nov 10:00 | video | 999
            """,
        ),
    )
    times = campaign.figures("overperforming", "2026-W46")
    # The post with hidden counts and the first video, which has no benchmark, are on neither side.
    assert times["A"] == 55 / USUAL
    assert times.cases("A") == 1
    assert campaign.figures("overperforming", "2026-W41")["A"] is None  # too few before


def test_a_parent_is_the_sum_over_the_sum_and_only_of_ours(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts=_drawn(
            *(EIGHT.format(account=name) for name in ("facebook:a", "facebook:b", "facebook:x")),
            """
            facebook:a | 9 Nov 10:00  | photo | 55
            facebook:b | 9 Nov 10:00  | photo | 0
            facebook:x | 9 Nov 10:00  | photo | 700
            """,
        ),
    )
    times = campaign.figures("overperforming", "2026-W46")
    assert times["B"] == 0 / USUAL
    assert times["PC"] == times["ST"] == (55 + 0) / (USUAL + USUAL)


def test_only_the_last_hundred_posts_are_what_is_usual(campaign):
    def posts(day, reactions, count):
        return "".join(
            f"\nfacebook:a | {day} Sep 10:{n:02} | photo | {reactions}" for n in range(count)
        )

    campaign.draw(
        accounts=ACCOUNTS,
        posts=_drawn(
            posts(1, 20, 60),
            posts(2, 10, 50),
            posts(3, 20, 50),
            "\nfacebook:a | 9 Nov 10:00 | photo | 30",
        ),
    )
    # The middle half of the last hundred is 25 posts of 10 and 25 of 20; one more would shift it.
    assert campaign.figures("overperforming", "2026-W46")["A"] == 30 / ((25 * 10 + 25 * 20) / 50)


@pytest.mark.parametrize(
    ("actual", "expected", "score"),
    [
        (30, 15, 30 / 15),
        (15, 15, 1),
        (10, 20, -20 / 10),
        (0, 20, -2 * 20),
        (9, 3, 9 / 10),  # a benchmark under the minimum of 10 is taken as 10
        (40, 3, 40 / 10),
        (1, 6, -(6 - 1) / 10),  # and its under side stays between 0 and -1
        (0, 9, -9 / 10),
        (0, 0, 0),
    ],
)
def test_the_score_of_one_post_is_crowdtangles(actual, expected, score):
    assert overperforming_score(actual, expected) == score


def test_fewer_interactions_never_score_higher():
    for expected in (0, 1, 5, 9.9, 10, 50):
        scores = [overperforming_score(actual, expected) for actual in range(100)]
        assert scores == sorted(scores)
