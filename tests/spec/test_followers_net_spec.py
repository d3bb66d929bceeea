"""New followers, net: this week's last count less that of the week before."""

import datetime as dt

import pandas as pd

ACCOUNTS = """
    account    | side    | unit
    facebook:a | ours    | A
    x:a        | ours    | A
    facebook:b | ours    | B
    facebook:x | watched | A
"""


def test_the_change_is_taken_account_by_account_and_added_up(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        account_counts="""
            account    | counted_on | followers
            facebook:a | 2 Nov      | 100
            facebook:a | 8 Nov      | 105
            facebook:a | 9 Nov      | 130
            x:a        | 2 Nov      | 40
            x:a        | 9 Nov      | 32
            facebook:b | 2 Nov      | 500
            facebook:b | 9 Nov      | 500
            facebook:x | 2 Nov      | 1
            facebook:x | 9 Nov      | 9000
        """,
    )
    net = campaign.figures("followers_net", "2026-W46")
    assert net["A"] == (130 - 105) + (32 - 40)
    assert net["B"] == 0
    assert net["PC"] == net["ST"] == 17 + 0
    assert net.cases("ST") == 3


def test_without_a_count_in_the_week_before_there_is_no_change(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        account_counts="""
            account    | counted_on | followers
            facebook:a | 26 Oct     | 100
            facebook:a | 9 Nov      | 130
            facebook:b | 2 Nov      | 500
            facebook:b | 9 Nov      | 520
            x:a        | 9 Nov      | 7
        """,
    )
    net = campaign.figures("followers_net", "2026-W46")
    assert net["A"] is None  # last counted two weeks before; x:a is new, which is no gain of 7
    assert (net["ST"], net.status("ST")) == (20, "partial")
    assert campaign.figures("followers_net", "2026-W44")["ST"] is None


def test_the_week_before_the_first_of_a_year_is_the_last_of_the_year_before(campaign, drawn):
    campaign.draw(accounts=ACCOUNTS)
    counts = pd.DataFrame(
        {
            "account": "facebook:a",
            "counted_on": [dt.date(2025, 12, 28), dt.date(2026, 1, 4)],
            "followers": [100, 108],
        }
    )
    campaign.store({"account_counts": counts}, known=drawn.moment("9 Nov 10:00"))
    rows = campaign.measure(["2025-W52", "2026-W01"]).rows
    net = rows[(rows["metric"] == "followers_net") & (rows["unit"] == "ST")]
    assert set(net["value"].dropna()) == {108 - 100}
