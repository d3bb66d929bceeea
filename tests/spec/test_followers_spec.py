"""Followers of our accounts at the end of the week."""

ACCOUNTS = """
    account     | side    | unit
    facebook:a  | ours    | A
    instagram:a | ours    | A
    facebook:b  | ours    | B
    facebook:x  | watched | A
"""


def test_the_last_count_of_the_week_is_added_up_over_our_accounts(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        account_counts="""
            account     | counted_on | followers
            facebook:a  | 9 Nov      | 100
            facebook:a  | 15 Nov     | 120
            facebook:a  | 16 Nov     | 130
            instagram:a | 10 Nov     | 40
            facebook:b  | 11 Nov     | 0
            facebook:x  | 11 Nov     | 9000
        """,
    )
    followers = campaign.figures("followers", "2026-W46")
    assert followers["A"] == 120 + 40
    assert followers["B"] == 0
    assert followers["PC"] == followers["ST"] == 160 + 0
    assert followers.cases("ST") == 3
    by_instagram = campaign.figures("followers", "2026-W46", platform="instagram")
    assert by_instagram["ST"] == 40


def test_an_account_not_counted_this_week_has_no_figure_and_makes_the_sum_partial(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        account_counts="""
            account    | counted_on | followers
            facebook:a | 2 Nov      | 100
            facebook:a | 9 Nov      | 110
            facebook:b | 2 Nov      | 500
        """,
    )
    followers = campaign.figures("followers", "2026-W46")
    assert followers["B"] is None  # its 500 followers are not gone
    assert (followers["ST"], followers.status("ST")) == (110, "partial")
    assert campaign.figures("followers", "2026-W45").status("ST") == "ok"
    assert campaign.figures("followers", "2026-W44")["ST"] is None  # before the first count


def test_a_figure_is_as_old_as_the_day_the_count_was_read(campaign):
    campaign.draw(
        known="14 Dec 09:30",
        accounts=ACCOUNTS,
        account_counts="""
            account    | counted_on | followers
            facebook:a | 9 Nov      | 100
        """,
    )
    as_of = campaign.figures("followers", "2026-W46").as_of("A")
    assert f"{as_of:%Y-%m-%d}" == "2026-11-09"
