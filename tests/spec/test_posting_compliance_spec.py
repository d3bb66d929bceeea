"""Daily posting: days met over days seen, of groups and accounts asked to post every day.

The rules drawn: a WhatsApp group one message before 22:00, Sundays off; a Facebook account two
posts a day.
"""

GROUPS = """
    group      | unit
    whatsapp:a | A
    whatsapp:b | B
"""


def test_met_and_missed_days_count_and_days_without_data_do_not(campaign):
    campaign.draw(
        groups=GROUPS,
        group_exports="""
            group      | first_at    | exported_at
            whatsapp:a | 1 Nov 10:00 | 30 Nov 09:00
            whatsapp:b | 1 Nov 10:00 | 12 Nov 18:00
        """,
        messages="""
            group      | sent_at      | kind
            whatsapp:a | 9 Nov 21:59  | text
            whatsapp:a | 10 Nov 22:00 | text
            whatsapp:a | 11 Nov 00:00 | text
            whatsapp:a | 12 Nov 10:00 | deleted
            whatsapp:a | 15 Nov 10:00 | text
            whatsapp:b | 9 Nov 10:00  | text
            whatsapp:b | 12 Nov 10:00 | text
        """,
    )
    met = campaign.figures("posting_compliance", "2026-W46")
    # a: Mon and Wed met; Tue at 22:00 is late; Thu deleted; Fri, Sat silent; Sun is off.
    assert met["A"] == 2 / 6
    assert met.status("A") == "ok"
    # b: Mon met, Tue and Wed missed; its export was made on Thursday, so the rest is not known.
    assert met["B"] == 1 / 3
    assert met.status("B") == "partial"
    assert met["PC"] == met["ST"] == (2 + 1) / (6 + 3)
    assert met.cases("ST") == 6 + 3


def test_an_account_is_asked_for_its_own_number_of_posts_every_day(campaign):
    campaign.draw(
        accounts="""
            account     | side    | unit
            facebook:a  | ours    | A
            facebook:x  | watched | A
            instagram:a | ours    | A
        """,
        posts="""
            account     | published_at | reach
            facebook:a  | 9 Nov 10:00  | 1
            facebook:a  | 9 Nov 23:59  | 1
            facebook:a  | 10 Nov 00:00 | 1
            facebook:a  | 11 Nov 10:00 |
            facebook:a  | 11 Nov 11:00 |
            facebook:x  | 12 Nov 11:00 | 1
            facebook:x  | 12 Nov 12:00 | 1
            instagram:a | 12 Nov 12:00 | 1
        """,
    )
    met = campaign.figures("posting_compliance", "2026-W46")
    assert met["A"] == 2 / 7  # no rule asks Instagram for anything, nor others for anything
    by_facebook = campaign.figures("posting_compliance", "2026-W46", platform="facebook")
    assert by_facebook["ST"] == 2 / 7


def test_a_group_never_exported_and_days_before_a_cut_have_no_data(campaign):
    campaign.draw(
        groups=GROUPS,
        group_exports="""
            group      | first_at     | exported_at  | probably_cut
            whatsapp:a | 11 Nov 10:00 | 30 Nov 09:00 | yes
        """,
        messages="""
            group      | sent_at
            whatsapp:a | 11 Nov 10:00
            whatsapp:a | 12 Nov 10:00
        """,
    )
    met = campaign.figures("posting_compliance", "2026-W46")
    # Wednesday to Saturday; what was cut off before is neither silence nor a time before the group.
    assert (met["A"], met.status("A")) == (2 / 4, "partial")
    assert met["B"] is None
    assert (met["ST"], met.status("ST")) == (2 / 4, "partial")


def test_days_before_a_groups_first_message_are_not_asked_for(campaign):
    campaign.draw(
        groups=GROUPS,
        group_exports="""
            group      | first_at     | exported_at
            whatsapp:a | 12 Nov 10:00 | 30 Nov 09:00
        """,
        messages="""
            group      | sent_at
            whatsapp:a | 12 Nov 10:00
        """,
    )
    met = campaign.figures("posting_compliance", "2026-W46")
    assert (met["A"], met.status("A")) == (1 / 3, "ok")
    assert campaign.figures("posting_compliance", "2026-W45")["A"] is None


def test_a_hole_between_two_exports_and_days_under_advanced_privacy_are_not_silence(campaign):
    campaign.draw(
        groups=GROUPS,
        group_exports="""
            group      | first_at     | exported_at  | privacy_switch_at
            whatsapp:a | 1 Nov 10:00  | 10 Nov 09:00 |
            whatsapp:a | 13 Nov 10:00 | 30 Nov 09:00 |
            whatsapp:b | 1 Nov 10:00  | 30 Nov 09:00 | 11 Nov 12:00
        """,
        messages="""
            group      | sent_at
            whatsapp:a | 9 Nov 10:00
            whatsapp:a | 13 Nov 10:00
            whatsapp:b | 9 Nov 10:00
        """,
    )
    met = campaign.figures("posting_compliance", "2026-W46")
    assert met["A"] == (1 + 1) / (1 + 2)  # Monday; Friday and Saturday
    assert met["B"] == 1 / 2  # Monday and Tuesday
