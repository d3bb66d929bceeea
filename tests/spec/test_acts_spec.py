"""Recorded acts: what workers say they did in the week."""

WORKERS = """
    worker | unit
    asha   | A1
    bipin  | A2
    devi   | B1
"""


def test_every_act_counts_equal_ones_too(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at      | act         | times
            asha   | A1   | 9 Nov 10:00  | house_visit | 12
            asha   | A1   | 9 Nov 10:00  | meeting     | 1
            asha   | A1   | 9 Nov 10:00  | meeting     | 1
            bipin  | B1   | 15 Nov 20:00 | phone_call  | 3
            bipin  | A2   | 16 Nov 20:00 | phone_call  | 5
        """,
    )
    acts = campaign.figures("acts", "2026-W46")
    assert acts["A1"] == 12 + 1 + 1
    assert acts["A2"] == 3  # bipin's acts are bipin's unit's, wherever they were done
    assert acts["B1"] == 0
    assert acts["A"] == acts["PC"] == acts["ST"] == 14 + 3
    assert acts["K"] == 14 + 0


def test_weeks_without_forms_are_missing(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at
            asha   | A1   | 2 Nov 10:00
        """,
    )
    assert campaign.figures("acts", "2026-W45")["B"] == 0
    assert campaign.figures("acts", "2026-W46")["A1"] is None


def test_of_answers_sent_again_for_one_day_and_unit_the_last_counts(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at      | act         | recorded_at
            asha   | A1   | 9 Nov 12:00  | house_visit | 9 Nov 18:00
            asha   | A1   | 9 Nov 12:00  | meeting     | 9 Nov 18:00
            asha   | A1   | 9 Nov 12:00  | phone_call  | 9 Nov 20:00
            asha   | A2   | 9 Nov 12:00  | meeting     | 9 Nov 18:00
            devi   | B1   | 10 Nov 12:00 | meeting     | 10 Nov 18:00
            devi   | B1   | 10 Nov 12:00 | meeting     | 10 Nov 18:00
            bipin  | A2   | 9 Nov 18:00  | meeting     | 9 Nov 18:00
            bipin  | A2   | 9 Nov 18:00  | meeting     | 9 Nov 18:00
        """,
    )
    acts = campaign.figures("acts", "2026-W46")
    assert acts["A1"] == 1 + 1  # the phone call, and what was done in another unit that day
    assert acts["B1"] == 1  # the same answer, sent by two taps
    assert acts["A2"] == 2  # no day is named: two acts of one moment


def test_a_night_of_pravas_that_a_list_and_a_form_tell_of_is_one(campaign):
    campaign.draw(
        workers=WORKERS,
        activity="""
            worker | unit | done_at      | act         | recorded_at
            asha   | A1   | 9 Nov 12:00  | pravas_stay |
            asha   | A1   | 9 Nov 12:00  | pravas_stay | 9 Nov 20:00
            asha   | A1   | 10 Nov 12:00 | pravas_stay |
            asha   | A1   | 9 Nov 12:00  | meeting     | 9 Nov 20:00
            devi   | B1   | 9 Nov 12:00  | pravas_stay |
            bipin  | A2   | 9 Nov 12:00  | meeting     |
            bipin  | A2   | 9 Nov 12:00  | meeting     |
        """,
    )
    acts = campaign.figures("acts", "2026-W46")
    assert acts["A1"] == 1 + 1 + 1  # two nights and a meeting
    assert acts["B1"] == 1
    assert acts["A2"] == 2


def test_an_answer_corrected_in_a_later_export_replaces_the_earlier(campaign):
    answer = "worker | unit | done_at | act | recorded_at\nasha | A1 | 9 Nov 12:00 | {} | {}"
    campaign.draw(workers=WORKERS, activity=answer.format("meeting", "9 Nov 18:00"))
    campaign.draw(activity=answer.format("house_visit", "10 Nov 09:00"))
    assert campaign.figures("acts", "2026-W46")["A1"] == 1
