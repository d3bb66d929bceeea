"""Figures by day: zero on a day that was seen and had nothing, absent on a day nobody saw."""


def test_posts_reach_and_engagements_by_day(campaign):
    campaign.draw(
        accounts="""
            account    | side    | unit
            facebook:a | ours    | A
            x:b        | ours    | B
            facebook:x | watched | A
        """,
        posts="""
            account    | published_at | counted_at   | reach | reactions
            facebook:a | 9 Nov 10:00  | 13 Nov 09:00 | 100   | 4
            facebook:a | 9 Nov 11:00  | 13 Nov 09:00 | 50    |
            facebook:a | 12 Nov 23:59 | 13 Nov 09:00 | 7     | 1
            facebook:a | 13 Nov 08:00 | 13 Nov 09:00 | 1     | 1
            x:b        | 10 Nov 08:00 | 12 Nov 09:00 |       | 2
            facebook:x | 10 Nov 08:00 | 13 Nov 09:00 | 9     | 9
        """,
    )
    assert campaign.days("posts", "A") == {"9 Nov": 2, "10 Nov": 0, "11 Nov": 0, "12 Nov": 1}
    assert campaign.days("reach", "A") == {"9 Nov": 150, "10 Nov": 0, "11 Nov": 0, "12 Nov": 7}
    assert campaign.days("engagements", "B") == {"10 Nov": 2, "11 Nov": 0}
    assert campaign.days("reach", "B") == {}  # its exports never tell it
    assert campaign.days("posts", "ST") == {"9 Nov": 2, "10 Nov": 1, "11 Nov": 0, "12 Nov": 1}


def test_workers_and_acts_by_day_down_to_the_block(campaign):
    campaign.draw(
        workers="worker | unit\nasha | A1\nbipin | A1\ndevi | B1",
        activity="""
            worker | unit | done_at      | times
            asha   | A1   | 9 Nov 10:00  | 3
            asha   | A2   | 9 Nov 23:30  | 1
            bipin  | A1   | 9 Nov 10:00  | 1
            asha   | A1   | 15 Nov 23:30 | 2
        """,
    )
    acts, active = campaign.days("acts", "A"), campaign.days("active_workers", "A")
    assert (acts["9 Nov"], active["9 Nov"]) == (3 + 1 + 1, 2)
    assert (acts["10 Nov"], active["10 Nov"]) == (0, 0)
    assert (acts["15 Nov"], active["15 Nov"]) == (2, 1)
    assert list(acts) == [f"{day} Nov" for day in range(9, 16)]  # no form is of another week
    assert campaign.days("acts", "K")["9 Nov"] == 5
    assert campaign.days("acts", "B") == dict.fromkeys(acts, 0)
    assert campaign.days("acts", "A1") == {}  # booths are too small to study by day


def test_days_are_kept_like_weeks(campaign):
    campaign.draw(activity="worker | unit | done_at\nasha | A1 | 9 Nov 10:00")
    before = campaign.days("acts", "ST")
    kept = sorted((campaign.folder / "measured" / "days_worker_week").glob("*.parquet"))
    campaign.draw(activity="worker | unit | done_at\nasha | A1 | 17 Nov 10:00")
    after = campaign.days("acts", "ST")
    assert after["17 Nov"] == 1
    assert {day: after[day] for day in before} == before
    assert kept[0].exists()  # made from what is still so
