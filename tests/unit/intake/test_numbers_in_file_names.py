"""A file called by somebody's number: the number is printed and stored nowhere."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from tests.support.office import FORM, NOW, PANCHAYATS, ROSTER, Office, answer, person, said

from hustings.errors import InputError
from hustings.health import check_exports
from hustings.intake import forget_file, preview
from hustings.privacy import Pseudonyms
from hustings.roster import without_numbers
from hustings.settings import Exports, Phone
from hustings.store import Snapshot

ASHA = "9876543210"
CHAT = "WhatsApp Chat with +91 98765 43210.txt"
TALK = said("Asha", "eleven houses")


@pytest.fixture
def office(tmp_path, root, monkeypatch):
    made = Office.at(tmp_path, root, monkeypatch)
    made.take(("units.csv", PANCHAYATS), ("roster.csv", ROSTER + person("Asha Devi", ASHA)))
    return made


def stored(office):
    """All that every table says, as one text."""
    snapshot = Snapshot.take(office.data / "clean")
    return "\n".join(snapshot.frame(name).to_csv() for name in snapshot.pin.versions)


def holds_number(text):
    plain = "".join(letter for letter in text if letter not in " -_.")
    return ASHA in plain


def packed(members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return held.getvalue()


def test_a_chat_called_by_a_number_is_stored_and_told_under_a_stand_in(office):
    outcome = office.take((CHAT, TALK), ("9876543210/98765-43210 (2).csv", FORM + answer(ASHA)))
    assert not outcome.failed
    assert not holds_number(json.dumps(outcome.closing_line(), default=str))
    assert not holds_number(stored(office))
    token = office.phone(ASHA)[:8]
    names = set(office.rows("files")["name"])
    assert {f"WhatsApp Chat with chat {token}.txt", f"chat {token} (2).csv"} <= names
    assert office.rows("messages")["group"].tolist() == [f"whatsapp:chat {token}"]
    assert len(office.rows("activity")) == 1  # the number within the form is somebody's still


def test_members_of_a_zip_and_what_is_wrong_with_them_are_told_without_numbers(office):
    path = office.put("all.zip", "")
    members = {CHAT: TALK, "torn 9876543210.zip": "PK", "0 98765 43210.csv": "a,b"}
    members["crc 98765-43210.txt"] = "changed on its way"  # which the zip library says by its name
    path.write_bytes(packed(members).replace(b"changed on its way", b"#" * 18))
    outcome = office.take(path)
    assert len(office.rows("messages")) == 1
    assert len(outcome.files[0].left_out) == 2
    assert not holds_number(json.dumps(outcome.closing_line(), default=str))
    assert not holds_number(stored(office))
    assert not holds_number("".join(preview([path], office.settings, now=NOW)))
    alone = office.put("torn 9876543210.zip", "PK\x03\x04")
    with pytest.raises(InputError) as caught:
        office.take(alone)
    assert not holds_number(str(caught.value))


def test_a_phones_own_zip_of_a_numbered_chat_keeps_what_was_attached_shut(office):
    path = office.put(CHAT.replace(".txt", ".zip"), "")
    path.write_bytes(packed({CHAT: TALK, "sent.zip": packed({"_chat.txt": TALK})}))
    outcome = office.take(path)
    assert (len(outcome.files[0].sources), len(office.rows("messages"))) == (1, 1)


def test_it_is_read_again_forgotten_and_checked_under_the_stand_in(office):
    before = office.take((CHAT, TALK)).files[0]
    office.take(("groups.csv", f"Group,Unit\nchat {office.phone(ASHA)[:8]},P1\n"))
    assert before.name in set(office.rows("files")["name"])
    names = [row.name for row in check_exports(office.settings, now=NOW).groups]
    assert names == [f"chat {office.phone(ASHA)[:8]}"]
    assert forget_file(CHAT, office.settings, now=NOW).name == before.name


@pytest.mark.parametrize(
    "called",
    [
        {"file": "*+91 98765 43210*"},
        {"file": CHAT},
        {"file": "*9876543210.txt"},  # the digits are grouped otherwise on the disk
        {"group": "+91-98765-43210"},
    ],
)
def test_a_clock_is_set_for_a_chat_called_by_its_number(office, called):
    exports = Exports(phones=(Phone(minutes_fast=5, **called),))
    slow = replace(office, settings=office.settings.model_copy(update={"exports": exports}))
    slow.take((CHAT, TALK))
    (at,) = slow.rows("messages")["sent_at"]
    assert f"{at:%H:%M}" == "04:40"  # shown as 10:15 in India
    assert not slow.take((CHAT, TALK)).files[0].read_again
    office.take((CHAT, TALK))
    (at,) = office.rows("messages")["sent_at"]
    assert f"{at:%H:%M}" == "04:45"


KEPT = (
    "Aug-01-2025_Aug-31-2025_1039829308656930.csv", "facebook_6155000001/posts.csv",
    "report 9-11-2026 14.30.csv", "IMG-20261122-WA0001.txt", "chat 2026-11-22 10-11-12.zip",
    "x_user9876543210_content.csv", "booths 98765432101.csv", "1234567890.csv",
)  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_a_date_an_id_or_an_accounts_own_number_stays_in_a_name(name):
    assert without_numbers(name, Pseudonyms(b"k" * 32)) == name


@pytest.mark.parametrize(
    "name",
    ["+91 98765 43210", "WhatsApp_Chat_with_+91_98765_43210", "09876543210 list", "(+91)9876543210",
     "a_9876543210_b", "98765.43210", "987-654-3210", "00919876543210", "to +44 20 7946 0958 now"],
)  # fmt: skip
def test_a_number_in_a_name_is_masked_however_it_is_grouped(name):
    masked = without_numbers(name, Pseudonyms(b"k" * 32))
    assert not holds_number(masked)
    assert "7946" not in masked
    assert "chat " in masked
