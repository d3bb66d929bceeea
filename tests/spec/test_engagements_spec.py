"""Engagements: reactions, comments and shares on our posts of the week."""

ACCOUNTS = """
    account    | side    | unit
    facebook:a | ours    | A
    x:a        | ours    | A
    facebook:b | ours    | B
    facebook:y | ally    | B
    facebook:x | watched | A
"""


def test_engagements_are_reactions_comments_and_shares(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | reactions | comments | shares | engagements
            facebook:a | 9 Nov 10:00  | 40        | 6        | 4      | 75
            facebook:a | 9 Nov 11:00  | 10        |          |        |
            x:a        | 9 Nov 12:00  |           |          |        | 33
            facebook:b | 9 Nov 13:00  | 0         | 0        | 0      |
            facebook:y | 9 Nov 14:00  | 900       | 900      | 900    |
            facebook:x | 9 Nov 15:00  | 800       | 800      | 800    |
        """,
    )
    engagements = campaign.figures("engagements", "2026-W46")
    # With no part known the platform's own total stands in; otherwise unknown parts add nothing.
    assert engagements["A"] == (40 + 6 + 4) + 10 + 33
    assert engagements["B"] == 0
    assert engagements["PC"] == engagements["ST"] == 93 + 0
    assert engagements.cases("ST") == 4
    on_facebook = campaign.figures("engagements", "2026-W46", platform="facebook")
    assert on_facebook["A"] == 50 + 10


def test_a_post_of_which_nothing_is_known_leaves_its_account_without_a_figure(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | reach | reactions
            facebook:a | 9 Nov 10:00  | 100   |
            facebook:b | 9 Nov 10:00  |       | 5
        """,
    )
    engagements = campaign.figures("engagements", "2026-W46")
    assert engagements["A"] is None
    assert engagements["B"] == engagements["ST"] == 5
