"""Cron text is said in few words in both languages, or shown as it is; never said wrongly."""

import re

import pytest
from hypothesis import given, settings
from tests.support.depth import tries
from tests.unit.press.schedule.test_cron_as_croniter_has_it import TEXTS

from hustings.press.schedule.cron import Cron
from hustings.press.schedule.saying import in_words, local_words
from hustings.wording import LANGUAGES, Words


def said(text, language, digits="latin"):
    return in_words(Cron.parse(text, "Asia/Kolkata"), Words(language, digits))


@pytest.mark.parametrize(
    ("text", "english", "hindi"),
    [
        ("0 7 * * MON", "every Monday at 07:00", "हर सोमवार को 07:00 बजे"),
        ("@daily", "every day at 00:00", "हर दिन 00:00 बजे"),
        ("@weekly", "every Sunday at 00:00", "हर रविवार को 00:00 बजे"),
        ("0 7,19 * * 1-5", "Monday to Friday at 07:00 and 19:00",
         "सोमवार से शुक्रवार तक 07:00 और 19:00 बजे"),
        ("30 6 * * 0,6", "every Saturday and Sunday at 06:30", "हर शनिवार और रविवार को 06:30 बजे"),
        ("0 7 1,15 * *", "on days 1 and 15 of the month at 07:00",
         "महीने की 1 और 15 तारीख़ को 07:00 बजे"),
        ("0 7 1-7 * *", "on days 1 to 7 of the month at 07:00",
         "महीने की 1 से 7 तारीख़ तक 07:00 बजे"),
        ("0 7 L * *", "on the last day of the month at 07:00", "महीने के आख़िरी दिन 07:00 बजे"),
        ("0 7 * * 5#1", "every first Friday of the month at 07:00",
         "महीने के पहले शुक्रवार को 07:00 बजे"),
        ("0 7 * * 5L", "every last Friday of the month at 07:00",
         "महीने के आख़िरी शुक्रवार को 07:00 बजे"),
        ("0 7 1 * MON", "on day 1 of the month, and every Monday at 07:00",
         "महीने की 1 तारीख़ को, और हर सोमवार को 07:00 बजे"),
        ("0 0 1 1,7 *", "on day 1 of the month at 00:00, in January and July",
         "महीने की 1 तारीख़ को 00:00 बजे, केवल जनवरी और जुलाई में"),
        ("* * * * *", "every minute", "हर मिनट"),
        ("*/15 * * * *", "every 15 minutes", "हर 15 मिनट पर"),
        ("@hourly", "every hour", "हर घंटे"),
        ("30 * * * *", "every hour at minute 30", "हर घंटे, मिनट 30 पर"),
        ("0 */2 * * *", "every 2 hours", "हर 2 घंटे पर"),
        ("0 9-17 * * 1-5", "every hour from 09:00 to 17:00, Monday to Friday",
         "सोमवार से शुक्रवार तक 09:00 से 17:00 बजे तक हर घंटे"),
        ("0 7 1-31 * MON", "every day at 07:00", "हर दिन 07:00 बजे"),  # either day, so every day
        ("0 7 */2 * MON", "by the fields 0 7 */2 * MON", "0 7 */2 * MON के अनुसार"),  # both must fit
        ("*/7 * * * *", "by the fields */7 * * * *", "*/7 * * * * के अनुसार"),  # distances differ
        ("0 7 */3 * *", "by the fields 0 7 */3 * *", "0 7 */3 * * के अनुसार"),  # eleven days
    ],
)  # fmt: skip
def test_a_text_is_said_in_both_languages(text, english, hindi):
    assert said(text, "en") == english
    assert said(text, "hi") == hindi


def test_digits_are_those_of_the_campaign():
    assert said("30 6 1 * *", "hi", "devanagari") == "महीने की १ तारीख़ को ०६:३० बजे"


@given(TEXTS)
@settings(max_examples=tries(100), deadline=None, derandomize=True)
def test_any_text_is_said_and_two_different_times_never_alike(text):
    cron = Cron.parse(text, "Asia/Kolkata")
    for language in LANGUAGES:
        assert in_words(cron, Words(language))
    english = in_words(cron, Words("en"))
    clocks = re.findall(r"\d\d:\d\d", english)
    if clocks and "from" not in english and "by the fields" not in english:
        parsed = cron.parsed
        wanted = [f"{h:02d}:{m:02d}" for h in sorted(parsed.hours) for m in sorted(parsed.minutes)]
        assert clocks == wanted


def test_a_slot_is_shown_by_the_entrys_own_clock():
    cron = Cron.parse("0 7 * * MON", "Europe/Berlin")
    slot = next(cron.after(_moment("2026-11-10T00:00+00:00")))
    assert local_words(slot, "Europe/Berlin", Words("en")) == (
        "Monday, 16 November 2026, 07:00 (Europe/Berlin)"
    )
    assert local_words(slot, "Europe/Berlin", Words("hi")).startswith("सोमवार, 16 नवंबर 2026, 07:00")


def _moment(text):
    from datetime import datetime

    return datetime.fromisoformat(text)
