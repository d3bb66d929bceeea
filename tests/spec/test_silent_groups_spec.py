"""Silent groups: those whose last message is three days old or older when the week ends."""

GROUPS = """
    group      | unit
    whatsapp:a | A
    whatsapp:b | A
    whatsapp:c | B
    whatsapp:d | B
    whatsapp:e |
"""


def test_a_group_is_silent_from_three_days_on_and_only_if_seen_to_the_end_of_the_week(campaign):
    campaign.draw(
        groups=GROUPS,
        group_exports="""
            group      | first_at    | exported_at
            whatsapp:a | 1 Nov 10:00 | 16 Nov 00:00
            whatsapp:b | 1 Nov 10:00 | 30 Nov 09:00
            whatsapp:c | 1 Nov 10:00 | 30 Nov 09:00
            whatsapp:d | 1 Nov 10:00 | 15 Nov 23:59
            whatsapp:e | 1 Nov 10:00 | 30 Nov 09:00
        """,
        messages="""
            group      | sent_at      | kind
            whatsapp:a | 13 Nov 00:00 | text
            whatsapp:b | 13 Nov 00:01 | text
            whatsapp:b | 18 Nov 00:01 | text
            whatsapp:c | 3 Nov 10:00  | text
            whatsapp:c | 14 Nov 10:00 | deleted
            whatsapp:d | 3 Nov 10:00  | text
            whatsapp:e | 3 Nov 10:00  | text
        """,
    )
    silent = campaign.figures("silent_groups", "2026-W46")
    assert silent["A"] == 1 + 0  # a after exactly three days; b one minute before
    assert silent.cases("A") == 2
    assert silent["B"] == 1  # c, since the 3rd; d is not seen to the end, e nobody has placed
    assert (silent.cases("B"), silent.status("B")) == (1, "partial")
    assert silent["PC"] == silent["D"] == silent["ST"] == 1 + 1


def test_no_silent_group_is_zero_and_no_group_seen_is_missing(campaign):
    campaign.draw(
        groups=GROUPS,
        group_exports="""
            group      | first_at    | exported_at
            whatsapp:a | 1 Nov 10:00 | 30 Nov 09:00
            whatsapp:c | 1 Nov 10:00 | 9 Nov 09:00
        """,
        messages="""
            group      | sent_at
            whatsapp:a | 2 Nov 10:00
            whatsapp:a | 15 Nov 10:00
            whatsapp:c | 2 Nov 10:00
        """,
    )
    silent = campaign.figures("silent_groups", "2026-W46")
    assert silent["A"] == 0
    assert silent["B"] is None
    assert campaign.figures("silent_groups", "2026-W44")["B"] is None  # before its first message


def test_a_group_without_a_message_in_any_week_stays_silent(campaign):
    campaign.draw(
        groups=GROUPS,
        group_exports="""
            group      | first_at    | exported_at
            whatsapp:a | 1 Oct 10:00 | 30 Nov 09:00
            whatsapp:b | 1 Oct 10:00 | 30 Nov 09:00
        """,
        messages="""
            group      | sent_at
            whatsapp:a | 1 Oct 10:00
            whatsapp:b | 22 Nov 10:00
        """,
    )
    # Nobody sent anything anywhere in weeks 42 to 46, which are measured all the same.
    assert campaign.figures("silent_groups", "2026-W44")["A"] == 1 + 1
    assert campaign.figures("silent_groups", "2026-W47")["A"] == 1 + 0
