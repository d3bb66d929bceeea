"""WhatsApp's own lines: known by structure, read in English, kept in every language."""

import pytest

from hustings.importers.whatsapp.systemlines import (
    event_of,
    group_named_in,
    has_no_author,
    is_about_the_group,
    late_author,
    privacy_switch,
)

EVENTS = [
    ('You created group "Booth 12"', "created", ()),
    ("Asha created group “Booth 12”", "created", ("Asha",)),
    ("Asha Devi created this group", "created", ("Asha Devi",)),
    ('+12 345 578 created group "Groupname"', "created", ("+12 345 578",)),
    ("You added Ravi", "added", ("Ravi",)),
    ("Asha added Ravi", "added", ("Ravi",)),
    ("Asha added Ravi, Meena and Gita", "added", ("Ravi", "Meena", "Gita")),
    ("Asha added you", "added", ()),
    ("You were added", "added", ()),
    ("Ravi, Meena were added", "added", ("Ravi", "Meena")),
    ("+91 98765 43210 was added", "added", ("+91 98765 43210",)),
    ("You removed Ravi", "removed", ("Ravi",)),
    ("Asha removed Ravi", "removed", ("Ravi",)),
    ("Ravi was removed", "removed", ("Ravi",)),
    ("Ravi left", "left", ("Ravi",)),
    ("Ravi left the group", "left", ("Ravi",)),
    ("Ravi left.", "left", ("Ravi",)),
    ("Ravi joined using this group's invite link", "joined", ("Ravi",)),
    ("Ravi joined using this group’s invite link", "joined", ("Ravi",)),
    ("Ravi joined using a group link.", "joined", ("Ravi",)),
    ("Ravi joined from the community", "joined", ("Ravi",)),
    ("\u200e\u202a+91 98765 43210\u202c joined using this group's invite link", "joined",
     ("+91 98765 43210",)),
    ("You're now an admin", "made_admin", ()),
    ("Asha made Ravi an admin", "made_admin", ("Ravi",)),
    ("You're no longer an admin", "unmade_admin", ()),
    ("Asha dismissed Ravi as admin", "unmade_admin", ("Ravi",)),
    ("Ravi changed their phone number to a new number. Tap to message or add the new number.",
     "number_changed", ("Ravi",)),
    ("+91 98765 43210 changed to +91 98765 43211", "number_changed", ("+91 98765 43210",)),
    ("Asha changed the group name from “A” to “B”", "other", ()),
    ("Asha changed the subject from “A” to “B left”", "other", ()),
    ("Asha changed this group's icon", "other", ()),
    ("Asha changed the group description", "other", ()),
    ("Asha turned on admin approval to join this group", "other", ()),
    ("Asha turned off disappearing messages.", "other", ()),
    ("Asha pinned a message", "other", ()),
    ("Asha started a call", "other", ()),
    ("Messages and calls are end-to-end encrypted. No one outside of this chat can read them.",
     "other", ()),
    ("Your security code with Ravi changed. Tap to learn more.", "other", ()),
    ("रवि ने ग्रुप छोड़ा", "other", ()),
    ("आशा ने रवि को जोड़ा", "other", ()),
]  # fmt: skip


@pytest.mark.parametrize(("line", "event", "people"), EVENTS)
def test_english_events_are_read_and_others_kept(line, event, people):
    assert (event_of(line).event, event_of(line).people) == (event, people)


@pytest.mark.parametrize(("line", "event", "people"), EVENTS)
def test_an_event_line_has_no_author_on_any_phone(line, event, people, parse):
    android = parse(f"13/06/2023, 9:00 - {line}\n")
    apple = parse(f"[13/06/2023, 9:00:00] Asha: \u200e{line}\n")
    assert android.authors == apple.authors == [None]
    assert event_of(apple.texts[0]).event == event


def test_a_message_that_speaks_of_an_event_has_its_author(parse):
    found = parse("13/06/2023, 9:00 - Asha: Ravi left the group\n")
    assert found.authors == ["Asha"]


@pytest.mark.parametrize(
    "start",
    ["Alice changed this group", "Alice changed the subject from “A", 'Alice created group "A',
     "You changed the group description", "Your security code with Ravi", "You are now"],
)  # fmt: skip
def test_the_start_of_a_sentence_is_no_name(start):
    assert has_no_author(start)


@pytest.mark.parametrize("name", ["Asha", "Left Front", "Ravi Added Value Ltd", "You", "आशा देवी"])
def test_a_name_is_a_name(name):
    assert not has_no_author(name)


@pytest.mark.parametrize(
    "rest", ["Asha changed the time to 10:30", "see http://x.in", "https://x.in/a",
             'रवि ने ग्रुप "बूथ:12" बनाया', "no colon here"],
)  # fmt: skip
def test_a_colon_inside_a_line_hides_no_author(rest):
    assert late_author(rest) is None


def test_a_mark_stands_before_pictures_too_and_those_are_messages():
    assert is_about_the_group("\u200eRavi joined using this group's invite link")
    assert is_about_the_group("\u200eरवि ने ग्रुप छोड़ा")
    assert not is_about_the_group("\u200eimage omitted")
    assert not is_about_the_group("\u200eफ़ोटो हटाई गई")
    assert not is_about_the_group("hello")


def test_the_notice_of_encryption_is_known_without_a_mark(parse):
    found = parse(
        "[13/06/2023, 9:00:00] My Group: Messages to this group are now secured with end-to-end "
        "encryption.\n[13/06/2023, 9:00:01] Asha: hello\n"
    )
    assert found.authors == [None, "Asha"]


def test_the_privacy_switch_is_noticed():
    assert privacy_switch("Ravi turned on advanced chat privacy. Learn more.") == "on"
    assert privacy_switch("Ravi turned off advanced chat privacy.") == "off"
    assert privacy_switch("Ravi turned on disappearing messages.") == ""


def test_the_groups_name_is_read_from_its_creation():
    assert group_named_in('Asha created group "Ranchi: Booth 12"') == "Ranchi: Booth 12"
    assert group_named_in("You created group “बूथ 12”") == "बूथ 12"
    assert group_named_in("Asha created this group") == ""


def test_a_very_long_line_is_kept_as_other():
    assert event_of("x" * 5000 + " left").event == "other"


@pytest.mark.parametrize(
    "line",
    [
        'आशा ने ग्रुप "बूथ: 12" बनाया', "आशा ने नाम “बूथ: 12” से “बूथ: 13” किया",
        'আশা "বুথ: ১২" গ্রুপ তৈরি করেছেন', 'ஆஷா "பூத்: 12" குழுவை உருவாக்கினார்',
    ],
)  # fmt: skip
def test_a_quotation_open_before_the_colon_is_no_author_in_any_language(line, parse):
    found = parse(f"13/06/2023, 9:00 - {line}\n")
    assert (found.authors, found.texts) == ([None], [line])


def test_a_security_code_is_told_of_by_nobody(chats, parse):
    found = parse((chats / "security_code_signed_by_a_person.txt").read_bytes())
    assert found.authors == ["Ravi", None, "Ravi"]
