"""Share of voice: our engagements over those of everyone we track."""

ACCOUNTS = """
    account    | side    | unit
    facebook:a | ours    | A
    facebook:b | ours    | B
    x:b        | ours    | B
    facebook:y | ally    | A
    facebook:w | watched | A
    facebook:v | watched | ST
"""


def test_our_share_is_taken_of_ours_allies_and_watched_together(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | reactions | shares
            facebook:a | 9 Nov 10:00  | 30        | 10
            facebook:b | 9 Nov 10:00  | 100       |
            facebook:y | 9 Nov 10:00  | 20        |
            facebook:w | 9 Nov 10:00  | 60        |
            facebook:w | 9 Nov 11:00  |           |
            facebook:v | 9 Nov 10:00  | 500       |
        """,
    )
    share = campaign.figures("share_of_voice", "2026-W46")
    assert share["A"] == (30 + 10) / (40 + 20 + 60)
    assert share["PC"] == (40 + 100) / (40 + 100 + 20 + 60)
    assert share["ST"] == (40 + 100) / (40 + 100 + 20 + 60 + 500)  # v speaks for the whole state
    assert share["B"] is None  # nobody else is tracked there: 100% would say nothing


def test_our_silence_is_a_share_of_zero_but_our_missing_export_is_no_share(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | counted_at   | reactions
            facebook:a | 2 Nov 10:00  | 14 Dec 09:00 | 30
            facebook:b | 2 Nov 10:00  | 9 Nov 09:00  | 30
            facebook:w | 9 Nov 10:00  | 14 Dec 09:00 | 60
            facebook:v | 9 Nov 10:00  | 14 Dec 09:00 | 60
        """,
    )
    share = campaign.figures("share_of_voice", "2026-W46")
    assert share["A"] == 0 / 60
    campaign.draw(accounts="account | side | unit\nfacebook:a | watched | A")
    share = campaign.figures("share_of_voice", "2026-W46")  # b alone is ours now, and not seen
    assert share["ST"] is None
    assert share.status("ST") == "no_data"


def test_on_a_platform_where_nobody_is_watched_there_is_no_share(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | reactions
            x:b        | 9 Nov 10:00  | 40
            facebook:v | 9 Nov 10:00  | 60
        """,
    )
    assert campaign.figures("share_of_voice", "2026-W46", platform="x")["ST"] is None
    assert campaign.figures("share_of_voice", "2026-W46", platform="facebook")["ST"] is None
    assert campaign.figures("share_of_voice", "2026-W46")["ST"] == 40 / (40 + 60)
