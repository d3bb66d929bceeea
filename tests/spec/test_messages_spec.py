"""Messages sent in our groups, on days an export shows to their end."""

GROUPS = """
    group      | unit
    whatsapp:a | A
    whatsapp:b | B
    whatsapp:e |
"""


def test_messages_of_every_kind_are_counted_but_deleted_ones(campaign):
    campaign.draw(
        groups=GROUPS,
        group_exports="""
            group      | first_at    | exported_at
            whatsapp:a | 1 Nov 10:00 | 30 Nov 09:00
            whatsapp:b | 1 Nov 10:00 | 12 Nov 18:00
            whatsapp:e | 1 Nov 10:00 | 30 Nov 09:00
        """,
        messages="""
            group      | sent_at      | kind    | times
            whatsapp:a | 9 Nov 00:00  | text    | 5
            whatsapp:a | 15 Nov 23:59 | image   | 2
            whatsapp:a | 16 Nov 00:00 | text    | 9
            whatsapp:a | 10 Nov 12:00 | deleted | 3
            whatsapp:b | 11 Nov 12:00 | audio   | 4
            whatsapp:b | 12 Nov 12:00 | text    | 7
            whatsapp:e | 11 Nov 12:00 | text    | 8
        """,
    )
    messages = campaign.figures("messages", "2026-W46")
    assert messages["A"] == 5 + 2
    # Thursday was not over when b was exported: its seven messages are not the day's figure.
    assert (messages["B"], messages.status("B")) == (4, "partial")
    assert messages["PC"] == messages["ST"] == (5 + 2) + 4


def test_a_silent_week_is_zero_and_an_unseen_one_missing(campaign):
    campaign.draw(
        groups=GROUPS,
        group_exports="""
            group      | first_at    | exported_at
            whatsapp:a | 2 Nov 10:00 | 30 Nov 09:00
            whatsapp:b | 2 Nov 10:00 | 9 Nov 09:00
        """,
        messages="""
            group      | sent_at
            whatsapp:a | 2 Nov 10:00
            whatsapp:b | 2 Nov 10:00
            whatsapp:e | 16 Nov 10:00
        """,
    )
    messages = campaign.figures("messages", "2026-W46")
    assert messages["A"] == 0
    assert messages["B"] is None
    assert (messages["ST"], messages.status("ST")) == (0, "partial")


def test_daily_messages_are_zero_on_covered_days_and_absent_on_others(campaign):
    campaign.draw(
        groups=GROUPS,
        group_exports="""
            group      | first_at    | exported_at
            whatsapp:a | 9 Nov 10:00 | 12 Nov 18:00
        """,
        messages="""
            group      | sent_at     | times
            whatsapp:a | 9 Nov 10:00 | 3
            whatsapp:a | 11 Nov 9:00 | 2
            whatsapp:a | 12 Nov 9:00 | 1
        """,
    )
    assert campaign.days("messages", "A") == {"9 Nov": 3, "10 Nov": 0, "11 Nov": 2}
