"""Posts: items our accounts published in the week."""

ACCOUNTS = """
    account     | side    | unit
    facebook:a  | ours    | A
    instagram:a | ours    | A
    facebook:b  | ours    | B
    facebook:x  | watched | A
"""


def test_posts_are_counted_with_or_without_counts_of_their_own(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account     | published_at | reach
            facebook:a  | 9 Nov 10:00  | 100
            facebook:a  | 9 Nov 11:00  |
            instagram:a | 9 Nov 12:00  | 10
            facebook:b  | 9 Nov 13:00  | 10
            facebook:x  | 9 Nov 14:00  | 10
            facebook:z  | 9 Nov 14:00  | 10
        """,
    )
    posts = campaign.figures("posts", "2026-W46")  # z is an account nobody listed
    assert (posts["A"], posts["B"], posts["PC"], posts["ST"]) == (2 + 1, 1, 3 + 1, 3 + 1)
    assert campaign.figures("posts", "2026-W46", platform="facebook")["PC"] == 2 + 1


def test_a_covered_week_without_posts_is_zero_and_one_no_export_reaches_is_missing(campaign):
    campaign.draw(
        accounts=ACCOUNTS,
        posts="""
            account    | published_at | counted_at   | reach
            facebook:a | 2 Nov 10:00  | 16 Nov 09:00 | 100
            facebook:b | 2 Nov 10:00  | 15 Nov 22:00 | 100
            facebook:x | 16 Nov 10:00 | 17 Nov 10:00 | 100
        """,
    )
    posts = campaign.figures("posts", "2026-W46")
    assert posts["A"] == 0
    assert posts["B"] is None  # its export was made two hours before the week ended
    assert (posts["ST"], posts.status("ST")) == (0, "partial")
    assert campaign.figures("posts", "2026-W44").status("A") == "no_data"  # before its first post


def test_a_hole_between_two_exports_is_missing_if_it_is_longer_than_a_week(campaign):
    posts = """
        account    | published_at | reach
        facebook:a | {day} 10:00  | 100
    """
    for known, day in (("29 Sep 09:00", "28 Sep"), ("5 Oct 09:00", "4 Oct")):
        campaign.draw(known=known, accounts=ACCOUNTS, posts=posts.format(day=day))
    campaign.draw(known="23 Nov 09:00", posts=posts.format(day="17 Nov"))
    seen = campaign.days("posts", "A")
    # From 29 September, when the first was made, to 4 October: silence, for exports are weekly.
    assert [seen[f"{n} Sep"] for n in (28, 29, 30)] == [1, 0, 0]
    assert [seen[f"{n} Oct"] for n in (1, 2, 3, 4)] == [0, 0, 0, 1]
    # From 5 October to 17 November: an export is missing.
    assert [name for name in seen if name.endswith("Oct")] == ["1 Oct", "2 Oct", "3 Oct", "4 Oct"]
    assert [seen.get(f"{n} Nov") for n in (16, 17, 18, 22)] == [None, 1, 0, 0]
    assert campaign.figures("posts", "2026-W44")["A"] is None


def test_a_post_two_exports_date_to_different_weeks_is_one_post(campaign):
    for known, when in (("17 Nov 09:00", "15 Nov 23:50"), ("24 Nov 09:00", "16 Nov 00:10")):
        campaign.draw(
            known=known,
            accounts=ACCOUNTS,
            posts=f"""
                account    | published_at | post         | reach
                facebook:a | {when}       | facebook:a/1 | 100
            """,
        )
    assert campaign.figures("posts", "2026-W46")["A"] == 1  # as the first export has it
    assert campaign.figures("reach", "2026-W46")["A"] == 100
    assert campaign.figures("posts", "2026-W47")["A"] == 0
