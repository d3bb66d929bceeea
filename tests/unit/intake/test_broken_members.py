"""A zip some of whose members cannot be read: the others are read, and nothing is lost silently."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from tests.support.office import FORM, NOW, PANCHAYATS, ROSTER, Office, answer, person, said

from hustings.errors import InputError, RefusedError
from hustings.importers import sources
from hustings.importers.contract import SOURCES
from hustings.intake import catch_up, preview
from hustings.wording.remarks import translated

ASHA = "9876543210"
CHAT = "WhatsApp Chat with Rampur Team.txt"
OTHER = "WhatsApp Chat with Sonpur Team.txt"


@pytest.fixture
def office(tmp_path, root, monkeypatch):
    made = Office.at(tmp_path, root, monkeypatch)
    groups = "Group,Unit\nRampur Team,P1\nSonpur Team,P2\n"
    made.take(
        ("units.csv", PANCHAYATS),
        ("groups.csv", groups),
        ("roster.csv", ROSTER + person("Asha Devi", ASHA)),
    )
    return made


def packed(members, *, broken=()):
    """A zip in which the bytes of some members have changed on their way."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    raw = held.getvalue()
    for name in broken:
        content = members[name] if isinstance(members[name], bytes) else members[name].encode()
        assert raw.count(content) == 1
        raw = raw.replace(content, b"#" * len(content))
    return raw


def put(office, raw, name="all.zip"):
    path = office.put(name, "")
    path.write_bytes(raw)
    return path


def aside(outcome):
    return [row for file in outcome.files for row in file.set_aside]


TORN = '{"name": "Gumla", "type": "private_group", "id": 7, "messages": [{"id": 1, "type": "mess'
CHATS = {CHAT: said("Asha", "eleven houses"), OTHER: said("Ravi", "nine houses")}


def test_of_a_zip_with_a_member_that_does_not_unpack_the_others_are_read(office):
    path = put(office, packed(CHATS, broken=[OTHER]))
    outcome = office.take(path)
    assert not outcome.failed
    assert office.rows("messages")["group"].tolist() == ["whatsapp:rampur team"]
    (row,) = aside(outcome)
    assert row.reason.startswith(f"'all.zip/{OTHER}' in a zip could not be read: This member of")
    assert row.fix.startswith("Export it again")
    told = translated(row.reason, "hi")
    assert f"ज़िप के भीतर की 'all.zip/{OTHER}' नहीं पढ़ी जा सकी: ज़िप के भीतर की यह फ़ाइल नहीं" in told
    kept = office.rows("quarantine")
    assert kept.loc[kept["sha256"] == outcome.files[0].sha256, "reason"].tolist() == [row.reason]
    books = office.rows("files").set_index("sha256").loc[outcome.files[0].sha256]
    assert (books["rows_read"], books["rows_set_aside"]) == (3, 1)  # a message, an export, this
    assert len(list((office.data / "raw").rglob("*.zip"))) == 1


def halfway(monkeypatch):
    """Chats of Sonpur break their reader off when it has given everything but the end."""
    whole = sources()["whatsapp"]

    def read(file, context):
        yield from whole.read(file, context)
        if "Sonpur" in file.name:
            raise InputError("The chat breaks off.", where=file.name, fix="Export it again.")

    monkeypatch.setitem(SOURCES, "whatsapp", replace(whole, read=read))


def test_a_member_whose_reader_gives_up_leaves_nothing_of_it(office, monkeypatch):
    halfway(monkeypatch)
    outcome = office.take(put(office, packed(CHATS)))
    assert [row.reason for row in aside(outcome)] == [
        f"'all.zip/{OTHER}' in a zip could not be read: The chat breaks off."
    ]
    assert office.rows("messages")["group"].tolist() == ["whatsapp:rampur team"]
    assert office.rows("group_exports")["group"].tolist() == ["whatsapp:rampur team"]


def test_a_zip_given_once_more_is_read_anew_if_members_were_left_out(office, monkeypatch):
    halfway(monkeypatch)
    path = put(office, packed(CHATS))
    office.take(path)
    monkeypatch.undo()
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(office.folder.parent / "key"))
    assert catch_up(office.settings, now=NOW).files == []  # nobody asked, and nothing has changed
    assert office.take(path).files[0].read_again
    groups = office.rows("messages")["group"].tolist()
    assert sorted(groups) == ["whatsapp:rampur team", "whatsapp:sonpur team"]
    assert office.rows("quarantine").empty
    assert office.take(path).files[0].seen_before


def test_other_processes_leave_a_broken_member_out_as_well(office, monkeypatch):
    monkeypatch.setattr("hustings.intake.run.LARGE", 0)
    monkeypatch.setattr("hustings.intake.run.cores", lambda: 2)
    outcome = office.take(put(office, packed({**CHATS, "g/result.json": TORN})))
    assert len(office.rows("messages")) == 2
    (row,) = aside(outcome)
    assert row.reason.startswith("'all.zip/g/result.json")


def test_a_zip_of_which_nothing_can_be_read_is_not_read(office):
    path = put(office, packed({"a/result.json": TORN, "b/result.json": TORN + " "}), "torn.zip")
    with pytest.raises(InputError) as caught:
        office.take(put(office, packed(CHATS, broken=CHATS)))
    assert caught.value.where == f"all.zip/{CHAT}"
    (file,) = office.take(path).failed
    assert (file.rows.total(), file.set_aside) == (0, [])
    assert not office.rows("files")["name"].str.endswith(".zip").any()


def test_a_list_of_voters_in_a_zip_refuses_all_of_it(office):
    voters = "EPIC No,Name of voter,Father's name\nABC1234567,Sita,Ram\n"
    for others in (CHATS, {"form.csv": FORM + answer(ASHA)}):
        with pytest.raises(RefusedError) as caught:
            office.take(put(office, packed({**others, "list.csv": voters})))
        assert caught.value.where.startswith("all.zip/list.csv")
    assert not list((office.data / "raw").rglob("*.zip"))


def test_a_sheet_nobody_knows_is_set_aside_among_lists_and_left_among_what_a_chat_attached(office):
    sheet = {"accounts of tea.csv": "Cup,Price\n1,10\n"}
    outcome = office.take(put(office, packed({"form.csv": FORM + answer(ASHA), **sheet})))
    assert len(office.rows("activity")) == 1
    (row,) = aside(outcome)
    assert row.reason == (
        "'all.zip/accounts of tea.csv' in a zip could not be read: "
        "Nothing we read looks like this file."
    )
    assert aside(office.take(put(office, packed({**CHATS, **sheet}), "chat.zip"))) == []


def test_a_dry_run_tells_of_members_that_could_not_be_read(office):
    path = put(office, packed(CHATS, broken=[OTHER]))
    *rows, closing = preview([path], office.settings, now=NOW)
    assert len(rows) == 2
    (file,) = json.loads(closing)["files"]
    assert file["left_out"] == [f"all.zip/{OTHER}"]
