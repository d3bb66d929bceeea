"""The same file, the same lines, another clock, a forgotten file: no row is lost, none doubled."""

import json

import pytest
from tests.unit.intake.conftest import NOW

from hustings.errors import InputError, UsageError
from hustings.intake import forget_file
from hustings.intake.kept import keep_raw
from hustings.intake.received import find
from hustings.settings import Phone

CHAT = "WhatsApp Chat with Rampur Team.txt"
MONDAY = """16/11/2026, 19:05 - Asha: Meeting at six
16/11/2026, 19:06 - Ravi: done
16/11/2026, 19:06 - Ravi: done
"""
TUESDAY = "17/11/2026, 08:00 - Asha: Thank you all\n"

GROUPS = "Group,Platform,Unit,Official\nRampur Team,whatsapp,IN-JH-AC-012,yes\n"


def texts(frame):
    return sorted(frame["sent_at"].dt.strftime("%d %H:%M"))


def with_phones(settings, *phones, **changed):
    exports = settings.exports.model_copy(update={"phones": phones, **changed})
    return settings.model_copy(update={"exports": exports})


def everything(office, rows):
    """Every stored fact, without what the books say of its file."""
    found = {}
    for table in ("messages", "memberships", "groups", "group_exports", "activity", "units"):
        frame = rows(table)
        facts = frame.drop(columns=["file", "line", "known_at"]).to_dict("records")
        found[table] = sorted(map(str, facts))
    return found


def test_two_equal_messages_in_one_minute_are_two_in_every_overlapping_export(put, take, rows):
    """
    first export  | done done
    longer export | done done + thanks
    shorter one   |      done
    stored        | done done   thanks
    """
    assert take(put(f"a/{CHAT}", MONDAY)).counts()["stored"] == 4  # with the group's own export
    longer = take(put(f"b/{CHAT}", MONDAY + TUESDAY))
    assert (longer.files[0].rows["messages"], len(rows("messages"))) == (4, 4)
    take(put(f"c/{CHAT}", "".join(MONDAY.splitlines(keepends=True)[:2])))
    assert texts(rows("messages")) == ["16 13:35", "16 13:36", "16 13:36", "17 02:30"]


def test_overlapping_exports_of_one_folder_are_stored_once_whatever_their_order(put, take, rows):
    put(f"b/{CHAT}", MONDAY + TUESDAY)
    take(put(f"a/{CHAT}", MONDAY).parent.parent)
    assert len(rows("messages")) == 4
    assert sorted(rows("files")["rows_read"]) == [4, 5]


def test_another_time_zone_in_the_settings_reads_the_kept_files_again(office, put, take, rows):
    chat = put(CHAT, MONDAY)
    take(chat)
    kept = next((office.folders.data / "raw").rglob("*.txt"))
    chat.unlink()
    form = put("groups.csv", GROUPS)
    dubai = with_phones(office, time_zone="Asia/Dubai")
    outcome = take(form, settings=dubai)
    assert [file.name for file in outcome.files if file.read_again] == [CHAT]
    assert texts(rows("messages")) == ["16 15:05", "16 15:06", "16 15:06"]
    assert len(rows("files")) == 2
    assert kept.read_text("utf-8") == MONDAY
    again = take(form, settings=dubai)
    assert not [file for file in again.files if file.read_again]  # only where something changed


def test_rows_that_were_stored_by_other_keys_are_read_again(put, take, rows, monkeypatch):
    chat = put(CHAT, MONDAY)
    take(chat)
    before = rows("messages")["row_key"].tolist()
    monkeypatch.setattr("hustings.intake.kept.STORED_AS", 3)
    outcome = take(put("groups.csv", GROUPS))
    assert [file.name for file in outcome.files if file.read_again] == [CHAT]
    assert rows("messages")["row_key"].tolist() == before
    assert not [file for file in take(chat).files if file.read_again]


def test_one_phones_clock_can_be_set_right_by_group_or_by_file(office, put, take, rows):
    take(put(CHAT, MONDAY), put("WhatsApp Chat with Sonpur.txt", MONDAY.replace("Ravi", "Mina")))
    by_group = with_phones(office, Phone(group="rampur  team", minutes_fast=30))
    take(put(CHAT, MONDAY), settings=by_group)
    moved = rows("messages").groupby("group")["sent_at"].min().dt.strftime("%H:%M")
    assert moved.to_dict() == {"whatsapp:rampur team": "13:05", "whatsapp:sonpur": "13:35"}
    by_file = with_phones(office, Phone(file="*Sonpur*", time_zone="Asia/Dubai"))
    take(put(CHAT, MONDAY), settings=by_file)
    moved = rows("messages").groupby("group")["sent_at"].min().dt.strftime("%H:%M")
    assert moved.to_dict() == {"whatsapp:rampur team": "13:35", "whatsapp:sonpur": "15:05"}


def test_a_clock_set_right_leaves_what_another_phones_export_of_the_group_gave(
    office, put, take, rows
):
    take(put(f"a/{CHAT}", MONDAY))
    take(put(f"b/{CHAT}", MONDAY + TUESDAY))
    first = with_phones(office, Phone(file="no such file", time_zone="Asia/Dubai"))
    take(put("groups.csv", GROUPS), settings=first)
    assert len(rows("messages")) == 4  # nothing was meant by it, and nothing was doubled


def test_a_file_whose_kept_copy_is_gone_stays_as_it_is(office, put, take, rows):
    take(put(CHAT, MONDAY))
    next((office.folders.data / "raw").rglob("*.txt")).unlink()
    outcome = take(put("groups.csv", GROUPS), settings=with_phones(office, time_zone="Asia/Dubai"))
    assert [file.name for file in outcome.failed] == [CHAT]
    assert "kept copy" in outcome.failed[0].error.problem
    assert texts(rows("messages")) == ["16 13:35", "16 13:36", "16 13:36"]


def test_forgetting_and_importing_again_gives_the_store_as_it_was(office, put, take, rows):
    first = put(f"a/{CHAT}", MONDAY)
    second = put(f"b/{CHAT}", "".join(MONDAY.splitlines(keepends=True)[1:]) + TUESDAY)
    take(put("groups.csv", GROUPS))
    take(first)
    take(second)
    before = everything(office, rows)
    done = forget_file(_hash(first), office, now=NOW)
    assert (done.name, done.gone, done.kept) == (CHAT, 2, 2)  # Meeting and the export; done, done
    assert sorted(done.read_again) == [CHAT, "groups.csv"]
    assert texts(rows("messages")) == ["16 13:36", "16 13:36", "17 02:30"]
    assert rows("groups")["unit"].tolist() == ["IN-JH-AC-012"]  # its place does not go with it
    assert _hash(first) not in set(rows("files")["sha256"])
    take(first)
    assert everything(office, rows) == before


def test_forgetting_is_noted_and_the_kept_copy_stays(office, put, take, rows):
    path = put(CHAT, MONDAY)
    take(path)
    forget_file(CHAT, office, now=NOW)
    (note,) = rows("forgotten").to_dict("records")
    assert (note["name"], note["rows_gone"], note["rows_kept"]) == (CHAT, 4, 0)
    assert note["forgotten_at"] == NOW
    assert len(rows("messages")) == 0
    assert [p.read_text("utf-8") for p in (office.folders.data / "raw").rglob("*.txt")] == [MONDAY]
    take(path)
    forget_file(CHAT, office, now=NOW.replace(hour=1))
    assert len(rows("forgotten")) == 2


def test_forgetting_a_name_nobody_knows_or_two_files_have(office, put, take):
    take(put(f"a/{CHAT}", MONDAY))
    take(put(f"b/{CHAT}", MONDAY + TUESDAY))
    with pytest.raises(UsageError, match="2 imported files") as caught:
        forget_file(CHAT, office, now=NOW)
    assert _hash(put(f"a/{CHAT}", MONDAY))[:12] in caught.value.where
    with pytest.raises(UsageError, match="No imported file"):
        forget_file("Rampur.csv", office, now=NOW)


def test_a_file_that_changes_while_it_is_read_is_not_stored(office, put, tmp_path):
    path = put(CHAT, MONDAY)
    (received,) = find([path], now=NOW)
    path.write_text(MONDAY + TUESDAY, "utf-8")
    with pytest.raises(InputError, match="changed while") as caught:
        keep_raw(received, tmp_path / "raw")
    assert caught.value.where == CHAT
    assert not [p for p in (tmp_path / "raw").rglob("*") if p.is_file()]


def test_the_books_say_how_a_file_was_read(put, take, rows):
    take(put(CHAT, MONDAY))
    noted = json.loads(rows("files")["read_with"].iloc[0])
    assert noted["time_zone"] == "Asia/Kolkata"
    assert noted["groups"] == ["Rampur Team"]


def _hash(path):
    (received,) = find([path], now=NOW)
    return received.sha256
