"""A chat's export as clean rows: who may be named, what is set aside, what is assumed."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pyarrow as pa
import pytest
from tests.support.depth import some_of

from hustings.errors import InputError
from hustings.importers import recognise
from hustings.importers.contract import Placed
from hustings.importers.whatsapp import sniff
from hustings.importers.whatsapp.fingerprints import fingerprints
from hustings.importers.whatsapp.reader import PROBABLY_CUT
from hustings.roster import People
from hustings.text import normalise

LRM = "\u200e"
GROUP = "whatsapp:ranchi booth 12"

TALK = """13/06/2026, 9:00 - Asha Devi created group "Ranchi Booth 12"
13/06/2026, 9:01 - Asha Devi added +91 98765 43210 and Ravi
14/06/2026, 9:02 - Asha Devi: बूथ पर काम शुरू https://example.org/a और www.example.org/b
14/06/2026, 9:03 - +91 98765 43210: done
second line
14/06/2026, 9:04 - Ravi: <Media omitted>
14/06/2026, 9:05 - Ravi: done <This message was edited>
15/06/2026, 9:06 - Ravi left
"""

NAMES = ("Asha", "Ravi", "98765", "43210", "asha", "ravi")


@pytest.fixture
def consented(context, pseudonyms):
    """A context in which the worker with the number above has agreed to be read."""
    token = pseudonyms.of("phone", "+919876543210")
    return replace(context, people=People(pseudonyms, frozenset([token]), frozenset([token])))


def test_messages_are_clean_rows_in_file_order(importing, pseudonyms):
    found = importing(TALK).messages
    assert found["line"].tolist() == [3, 4, 6, 7]
    assert set(found["group"]) == {GROUP}
    assert found["sent_at"].tolist() == [
        pd.Timestamp(f"2026-06-14T03:{minute}:00Z") for minute in (32, 33, 34, 35)
    ]
    assert found["kind"].tolist() == ["text", "text", "media", "text"]
    assert found["links"].tolist() == [2, 0, 0, 0]
    assert found["edited"].tolist() == [False, False, False, True]
    assert found["length"].tolist()[1:] == [len("done\nsecond line"), 0, len("done")]
    done = pa.array(["done"])
    assert found["fingerprint"].iloc[3] == fingerprints(done, pseudonyms)[0].as_py()
    assert found["author"].iloc[0] == pseudonyms.of("name", normalise("Asha Devi"))
    assert found["author"].iloc[2] == found["author"].iloc[3]


def test_letters_are_counted_as_unicode_counts_them(importing):
    found = importing("13/06/2026, 9:00 - A: क्षत्रिय 👨\u200d👩\u200d👧\n").messages
    assert found["length"].tolist() == [len("क्षत्रिय") + 1 + 5]


def test_memberships_say_who_came_and_went(importing, pseudonyms):
    found = importing(TALK).memberships
    asha, ravi = (pseudonyms.of("name", name) for name in ("asha devi", "ravi"))
    phone = pseudonyms.of("phone", "+919876543210")
    assert list(zip(found["line"], found["event"], found["person"], strict=True)) == [
        (1, "created", asha), (2, "added", phone), (2, "added", ravi), (8, "left", ravi),
    ]  # fmt: skip


def test_nobodys_name_or_number_is_in_any_row_or_remark(importing):
    everything = importing(TALK).everything()
    assert [name for name in NAMES if name in everything] == []


@pytest.mark.parametrize(
    "specimen",
    [
        "hindi_phone", "actor_repeated_as_author", "created_group", "tilde_of_a_push_name",
        "pasted_chat", "future_date", "date_that_does_not_exist", "unknown_word_beside_time",
    ],
)  # fmt: skip
def test_no_specimen_leaks_a_name(specimen, chats, importing):
    everything = importing(chats / f"{specimen}.txt").everything()
    for name in ("Asha", "Ravi", "Nev", "Gita", "Sita", "Mohan", "777) 777", "345 578", "मीना"):
        assert name not in everything


def test_text_is_kept_only_of_people_who_agreed(importing, consented):
    found = importing(TALK, within=consented).messages
    assert found["text"].fillna("").tolist() == ["", "done\nsecond line", "", ""]


def test_official_messages_are_kept_whole(importing, context):
    placed = replace(context, placed={GROUP: Placed("IN-JH-AC-063", official=True)})
    found = importing(TALK, within=placed)
    assert found.messages["text"].fillna("").tolist()[1:] == ["done\nsecond line", "", "done"]
    group = found.table("groups").iloc[0]
    assert (group["unit"], bool(group["official"])) == ("IN-JH-AC-063", True)
    assert "group is not placed in any unit" not in found.assumed


def test_a_group_nobody_has_placed_is_said_to_be_so(importing):
    found = importing(TALK)
    assert found.table("groups")["unit"].isna().all()
    assert found.assumed["group is not placed in any unit"] == (
        "'Ranchi Booth 12' has no unit in the list of groups"
    )


def test_a_group_is_found_though_its_file_lost_some_signs(importing, context):
    placed = replace(context, placed={"whatsapp:ranchi: booth 12?": Placed("U", official=False)})
    found = importing(TALK, "WhatsApp Chat with Ranchi_ Booth 12_.txt", within=placed)
    assert set(found.messages["group"]) == {"whatsapp:ranchi: booth 12?"}
    assert any("differ only in signs" in evidence for evidence in found.assumed.values())


def test_two_groups_that_differ_only_in_signs_are_not_mixed_up(importing, context):
    unit = Placed("U", official=False)
    placed = {"whatsapp:booth 12-1": unit, "whatsapp:booth 1-21": unit}
    found = importing(
        TALK, "WhatsApp Chat with Booth 121.txt", within=replace(context, placed=placed)
    )
    assert set(found.messages["group"]) == {"whatsapp:booth 121"}


def test_the_export_reports_its_health(importing):
    found = importing(TALK).health
    assert found["messages"] == 4
    assert found["first_at"] == pd.Timestamp("2026-06-14T03:32:00Z")
    assert found["last_at"] == pd.Timestamp("2026-06-14T03:35:00Z")
    assert (found["date_order"], found["date_order_assumed"]) == ("dmy", False)
    assert "a date that is none under mdy" in found["date_order_evidence"]
    assert not found["probably_cut"]
    assert pd.isna(found["privacy_switch_at"])
    assert len(found["export"]) == 64


def test_an_export_of_38000_messages_is_probably_cut(importing):
    line = "13/06/2026, 9:00 - Asha: done\n"
    assert importing(line * PROBABLY_CUT).health["probably_cut"]
    assert not importing(line * (PROBABLY_CUT - 1)).health["probably_cut"]


def test_the_privacy_switch_explains_why_a_file_stopped(chats, importing):
    found = importing(chats / "advanced_chat_privacy.txt")
    assert found.health["privacy_switch_at"] == pd.Timestamp("2025-06-14T15:56:00Z")


def test_an_ambiguous_order_is_flagged_in_the_file_and_its_health(chats, importing):
    found = importing(chats / "no_evidence_of_order.txt")
    assert found.assumed["date order is dmy"] == "its dates can be read as dmy and as mdy"
    assert found.health["date_order_assumed"]


def test_a_year_that_no_date_bears_is_assumed_and_said_to_be(chats, importing):
    found = importing(chats / "copied_from_a_phone.txt")
    assert found.assumed["the first date without a year is one of 2025"].startswith("so none is")
    assert found.messages["sent_at"].dt.year.tolist() == [2025, 2025, 2025, 2025, 2026]
    assert not any("without a year" in what for what in importing(TALK).assumed)


def test_the_time_zone_is_the_settings_and_said_to_be(importing, context):
    exports = context.settings.exports.model_copy(update={"time_zone": "Europe/London"})
    settings = context.settings.model_copy(update={"exports": exports})
    found = importing(TALK, within=replace(context, settings=settings))
    assert found.messages["sent_at"].iloc[0] == pd.Timestamp("2026-06-14T08:02:00Z")
    assert "times are those of Europe/London" in found.assumed


def test_an_hour_that_comes_twice_does_not_stop_the_reading(importing, context):
    exports = context.settings.exports.model_copy(update={"time_zone": "Europe/London"})
    settings = context.settings.model_copy(update={"exports": exports})
    text = "29/03/2026, 01:30 - A: never\n25/10/2026, 01:30 - A: twice\n"
    assert len(importing(text, within=replace(context, settings=settings)).messages) == 2


def test_a_message_dated_after_the_export_is_set_aside(importing):
    found = importing("13/06/26, 9:00 - A: x\n24/11/26, 9:00 - A: y\n14/06/26, 9:00 - A: z\n")
    assert found.aside == {2: "the message is dated after the export"}
    assert found.messages["line"].tolist() == [1, 3]


def test_a_phone_a_day_ahead_is_forgiven(importing):
    found = importing(
        "13/06/26, 9:00 - A: x\n14/06/26, 10:00 - A: y\n",
        exported_at=datetime(2026, 6, 13, 6, 0, tzinfo=UTC),
    )
    assert len(found.messages) == 2


def test_an_impossible_date_or_time_is_set_aside_with_what_follows_it(chats, importing):
    found = importing(chats / "date_that_does_not_exist.txt")
    assert found.aside == {
        2: "the line begins like a message, but there is no such date",
        4: "the line begins like a message, but there is no such time of day",
    }
    assert found.messages["length"].tolist() == [1, 1]


def test_a_word_nobody_knows_is_not_guessed_at(chats, importing):
    found = importing(chats / "unknown_word_beside_time.txt")
    assert found.aside == {
        1: "the line begins like a message, but the word beside the time is not known"
    }


def test_lines_before_the_first_header_are_nobodys(chats, importing):
    found = importing(chats / "first_line_without_date.txt")
    assert found.assumed["2 line(s) before the first message are nobody's"]
    assert found.messages["length"].tolist() == [2]


def test_pasted_lines_are_named_by_number(chats, importing):
    found = importing(chats / "pasted_chat.txt")
    assert found.assumed["2 line(s) that look like messages are text pasted into one"].endswith(
        "line 3, 4"
    )


@pytest.mark.parametrize("specimen", ["empty", "only_white_space"])
def test_an_empty_file_is_refused_with_a_fix(specimen, chats, importing):
    with pytest.raises(InputError, match="The file is empty") as refusal:
        importing(chats / f"{specimen}.txt")
    assert refusal.value.where
    assert refusal.value.fix


def test_a_file_without_any_header_is_refused_with_a_fix(chats, importing):
    with pytest.raises(InputError, match="No line of this file begins as") as refusal:
        importing(chats / "no_header_at_all.txt", "minutes.txt")
    assert refusal.value.where == "minutes.txt"
    assert "Export chat" in refusal.value.fix


def test_two_equal_messages_in_one_minute_are_two_rows(importing):
    found = importing("13/06/26, 9:00 - A: done\n13/06/26, 9:00 - A: done\n").messages
    assert len(found) == 2
    assert found["fingerprint"].iloc[0] == found["fingerprint"].iloc[1]


def test_android_and_iphone_make_the_same_of_one_message(importing):
    android = importing(
        "13/06/26, 9:00\u202fam - Asha: हो गया\n13/06/26, 9:01 am - Asha: <Media omitted>\n"
    )
    apple = importing(
        "[13/06/26, 9:00:00 AM] Asha: हो\u00a0गया\r\n"
        f"{LRM}[13/06/26, 9:01:00 AM] Asha: {LRM}image omitted\r\n"
    )
    same = ["group", "author", "sent_at", "fingerprint"]
    pd.testing.assert_frame_equal(android.messages[same], apple.messages[same])


def test_a_contacts_name_on_a_shared_card_is_never_kept(importing, context):
    placed = replace(context, placed={GROUP: Placed("U", official=True)})
    found = importing("13/06/26, 9:00 - A: Meena Devi.vcf (file attached)\n", within=placed)
    assert found.messages["kind"].tolist() == ["contact"]
    assert "Meena" not in found.everything()


HOSTILE = [
    "<script>alert(1)</script>", '=HYPERLINK("http://x")', "{{ 7*7 }}", "\x00\x1b[31m",
    "\u202eevil", "a" * 70_000, "\u200d" * 5000, "\u094d" * 5000, "[" * 3000, "13/06/26, " * 3000,
    ": " * 3000, "\ud83d", "'; DROP TABLE messages; --", "../../etc/passwd", "\u2028x\u2029y\x85z",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_a_text(text, importing, context):
    placed = replace(context, placed={GROUP: Placed("U", official=True)})
    raw = f"13/06/26, 9:00 - A: {text}\n13/06/26, 9:01 - {text}: b\n13/06/26, 9:02 - B: c\n"
    found = importing(raw.encode("utf-8", "surrogatepass"), within=placed)
    assert found.messages["line"].iloc[0] == 1
    assert found.messages["line"].iloc[-1] == 3
    assert found.messages["text"].iloc[0] is not None


def test_a_chat_is_recognised_by_its_content(chats, received):
    for specimen in chats.glob("*.txt"):
        head = specimen.read_bytes()[:65_536]
        expected = specimen.stem not in ("empty", "only_white_space", "no_header_at_all")
        assert sniff(head, "anything.csv") == expected, specimen.name
    assert recognise(received(TALK, "list.csv")).name == "whatsapp"


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"Name,Phone\nAsha,9876543210\n",
        b'Timestamp,"Your mobile number"\n2026/11/09 1:28:19 PM GMT+5:30,"98765","At: x"\n',
        b'{"name": "13/06/2026, 9:00 - x: y"}',
        b"2026-11-09 10:30:00 server started\n2026-11-09 10:30:01 listening on port 80\n",
        b"Post ID,Publish time,Title\n1,11/09/2026 10:30,Hello: there\n",
        bytes(range(256)) * 20,
    ],
)
def test_what_is_no_chat_is_not_taken_for_one(head):
    assert not sniff(head, "WhatsApp Chat with X.txt")


NINE_LINES = [
    "2019-01-01T11:25:00", "2019-01-20T11:23:00", "2019-01-30T20:49:00",
    "2020-06-10T15:55:00", "2020-06-20T00:08:00", "2020-06-30T09:10:00",
    "2021-12-10T10:10:00", "2021-12-20T12:10:00", "2021-12-30T22:01:00",
]  # fmt: skip


def chat_miner(shared_data):
    return sorted((shared_data / "whatsapp" / "chat-miner").glob("*.txt"))


def test_five_phones_tell_the_same_nine_lines(shared_data, parse):
    files = chat_miner(shared_data)
    read = {file.name: parse(file.read_bytes()) for file in files}
    assert len(read) == 5
    for name, found in read.items():
        assert found.times == NINE_LINES, name
        assert not found.assumed, name
        assert found.authors.count(None) == 2, name
    assert len({json.dumps([line[1:] for line in found.lines]) for found in read.values()}) == 1


def test_five_phones_tell_what_the_published_target_tells(shared_data, parse):
    target = json.loads((shared_data / "whatsapp" / "chat-miner" / "target.json").read_text())
    for file in chat_miner(shared_data):
        found = {
            (time, author, text.replace("\n", " "))
            for _, time, author, text in parse(file.read_bytes()).lines
        }
        assert {(t["timestamp"], t["author"], t["message"]) for t in target} <= found


def test_five_phones_make_the_same_clean_rows(shared_data, importing):
    rows = [importing(file) for file in chat_miner(shared_data)]
    for other in rows[1:]:
        pd.testing.assert_frame_equal(rows[0].messages, other.messages)
        pd.testing.assert_frame_equal(rows[0].memberships, other.memberships)


LONG = 20_000  # letters; what cost their square would take minutes
MOST_SECONDS = 15  # of this process, several times what the slowest of them takes
HOSTILE_LINES = [
    "\u200e" * LONG + "13/06/23", "[" + "\u200e" * LONG, "13/06/23" + " " * LONG,
    "13/06/23, 9:00" + " " * LONG + "x", "13/06/23, 9:00 a" + " " * LONG, "1/" * LONG,
    "13/06/23 " * LONG, "13/06/23, 9:00 - " + ":" * LONG, "13/06/23, 9:00 - " + "a" * LONG,
    "13/06/23, 9:00 - " + " added ".join("a" * 5000), "13/06/23, 9:00\n" * LONG, "\r" * LONG,
]  # fmt: skip


@pytest.mark.parametrize("line", HOSTILE_LINES, ids=range(len(HOSTILE_LINES)))
def test_a_hostile_line_costs_no_more_than_its_length(line, importing):
    text = f"13/06/23, 9:00 - A: x\n{line}\n13/06/23, 9:01 - A: y\n"
    began = time.process_time()
    assert importing(text).messages["line"].iloc[0] == 1
    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize("line", some_of(HOSTILE_LINES, 4))
def test_a_hostile_line_costs_a_copied_chat_no_more_either(line, importing):
    spaces = " " * LONG
    more = f"13 Jan{spaces}\n13/06/23 9:00 am{spaces}x\n[9:00 am{spaces}]\nab{spaces}\n"
    text = f"[9:00 am, 13/06/23] A: x\n{line}\n{more}[9:01 am, 13/06/23] A: y\n"
    began = time.process_time()
    assert importing(text).messages["line"].iloc[0] == 1
    assert time.process_time() - began < MOST_SECONDS


def test_an_absurd_line_of_whatsapps_own_is_no_message_and_stops_nothing(importing):
    found = importing(f"13/06/2026, 9:00 - Asha changed the subject to {'x' * 100_000}\n")
    assert found.messages.empty
    assert found.health["messages"] == 0
