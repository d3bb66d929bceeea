"""Whole imports, good and bad: each bad file gets problem, where and fix; the rest goes on."""

import json
import resource
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import pytest

from hustings.errors import BusyError, InputError, RefusedError, UsageError
from hustings.intake import import_files, preview
from hustings.settings import load
from hustings.store import Snapshot, open_writer

NOW = datetime(2026, 11, 22, tzinfo=UTC)

UNITS = """Code,Level,Name,Name (Hindi),Seat parent,District parent
P1,panchayat,Rampur,रामपुर,IN-JH-AC-001,IN-JH-B-3237
P2,panchayat,Rampur,रामपुर,IN-JH-AC-012,IN-JH-B-3100
P3,panchayat,Sonpur,सोनपुर,IN-JH-AC-012,IN-JH-B-3100
"""
ROSTER = """Name,Name (Hindi),Phone,Unit,Post,Since,Until,Consent,18 or older,Other names
Asha Devi,आशा देवी,+919876543210,P3,Head,21/06/2026,,yes,yes,
"""
FORM = (
    "Timestamp,Your mobile number,Where did you work?,Date of work,What did you do?,"
    "How many people did you meet?\n"
)
GROUPS = "Group,Platform,Unit,Official\n"


@pytest.fixture
def office(tmp_path, monkeypatch, root):
    """A folder of an office that has imported nothing yet."""
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    folder = tmp_path / "office"
    folder.mkdir()
    shutil.copy(root / "settings.toml", folder)
    return load(folder / "settings.toml")


@pytest.fixture
def put(tmp_path):
    """Gives `put(name, text)`, which writes an export and says where it is."""

    def write(name, content, encoding="utf-8"):
        path = tmp_path / "exports" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def listed(office, put):
    """The office once it knows three panchayats and one worker."""
    take(office, put("units.csv", UNITS), put("roster.csv", ROSTER))
    return office


@pytest.fixture
def table(root):
    return lambda name: root / "tests" / "specimens" / "tables" / name


@pytest.fixture
def chat(root):
    return lambda name: root / "tests" / "specimens" / "whatsapp" / name


def take(settings, *paths, **asked):
    return import_files(list(paths), settings, now=NOW, **asked)


def rows(settings, name):
    return Snapshot.take(settings.folders.data / "clean").frame(name)


def asides(outcome):
    return [(row.line, row.reason, row.fix) for file in outcome.files for row in file.set_aside]


def assumed(outcome):
    return {note.what: note.evidence for file in outcome.files for note in file.assumed}


def answer(
    *, phone="9876543210", where="P3", day="2026-11-09", sent="2026/11/09 1:28:19 PM GMT+5:30"
):
    return f"{sent},{phone},{where},{day},House visit,3\n"


# ---- the run itself


def test_chats_are_imported_without_the_query_library(tmp_path, office, monkeypatch):
    def refused(_):
        raise AssertionError("the engine takes a second of CPU to load")

    monkeypatch.setattr(Snapshot, "engine", property(refused))
    chat = tmp_path / "WhatsApp Chat with Sonpur.txt"
    chat.write_text("09/11/26, 10:15 - Asha: one\n09/11/26, 10:16 - Ravi: two\n", "utf-8")
    unknown = import_files([chat], office, now=NOW).unknown
    assert (unknown.messages, unknown.by_nobody, unknown.nobodies) == (2, 2, 2)


def test_a_file_taken_twice_is_passed_over_and_changes_nothing(listed, put):
    path = put("form.csv", FORM + answer())
    first = take(listed, path)
    before = (listed.folders.data / "clean" / "pin.json").read_bytes()
    again = take(listed, path, put("another_name.csv", FORM + answer()))
    assert first.counts() == {"read": 1, "stored": 1, "quarantined": 0, "already_known": 0}
    assert again.counts() == {"read": 0, "stored": 0, "quarantined": 0, "already_known": 0}
    assert [file.seen_before for file in again.files] == [True]  # one file under two names
    assert (listed.folders.data / "clean" / "pin.json").read_bytes() == before


def test_an_overlapping_export_adds_only_what_is_new(listed, put):
    take(listed, put("form.csv", FORM + answer()))
    longer = FORM + answer() + answer(day="2026-11-10", sent="2026/11/10 1:28:19 PM GMT+5:30")
    outcome = take(listed, put("longer.csv", longer))
    assert outcome.counts() == {"read": 2, "stored": 1, "quarantined": 0, "already_known": 1}
    assert len(rows(listed, "activity")) == 2


def test_lists_are_read_before_what_refers_to_them_whatever_their_names(office, put):
    folder = put("a_form.csv", FORM + answer()).parent
    put("z_units.csv", UNITS)
    put("m_roster.csv", ROSTER)
    assert take(office, folder).counts()["quarantined"] == 0
    assert rows(office, "activity")["unit"].tolist() == ["P3"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(listed, put):
    good, bad = put("form.csv", FORM + answer()), put("bad.csv", "apple,pear\n1,2\n")
    outcome = take(listed, bad, good)
    assert [file.name for file in outcome.failed] == ["bad.csv"]
    assert outcome.counts()["stored"] == 1
    assert len(rows(listed, "files")) == 3  # a file that was not read is not in the books


def test_raw_files_and_the_books_are_kept(listed, put):
    take(listed, put("form.csv", FORM + answer() + answer(where="Atlantis")))
    book = rows(listed, "files").set_index("name").loc["form.csv"]
    assert (book["rows_read"], book["rows_stored"], book["rows_set_aside"]) == (2, 1, 1)
    assert book["source"] == "activity_form"
    raw = listed.folders.data / "raw" / book["sha256"][:2] / f"{book['sha256']}.csv"
    assert raw.read_text("utf-8") == FORM + answer() + answer(where="Atlantis")
    (kept,) = rows(listed, "quarantine").to_dict("records")
    assert (kept["row"], kept["sha256"]) == (3, book["sha256"])
    assert kept["fix"]


def test_a_dry_run_gives_the_clean_rows_and_one_last_line_and_stores_nothing(office, put):
    put("units.csv", UNITS)
    put("roster.csv", ROSTER)
    folder = put("form.csv", FORM + answer() + answer(phone="9876543211")).parent
    lines = [json.loads(line) for line in preview([folder], office, now=NOW)]
    *clean, last = lines
    (act,) = [row for row in clean if row["table"] == "activity"]
    assert (act["unit"], act["act"], act["done_at"][:10]) == ("P3", "house_visit", "2026-11-09")
    assert "9876543210" not in json.dumps(lines)
    assert last["counts"]["stored"] == len(clean)
    assert last["counts"]["quarantined"] == 1
    assert last["counts"]["read"] == len(clean) + 1
    by_name = {file["name"]: file for file in last["files"]}
    assert by_name["form.csv"]["set_aside"][0]["line"] == 3
    assert {"file", "what", "evidence"} == set(last["assumptions"][0])
    assert not (office.folders.data / "clean" / "pin.json").exists()
    assert not (office.folders.data / "raw").exists()


def test_a_dry_run_after_the_import_knows_every_row(listed, put):
    path = put("form.csv", FORM + answer())
    take(listed, path)
    (last,) = [json.loads(line) for line in preview([path], listed, now=NOW)]
    assert last["counts"] == {"read": 1, "stored": 0, "quarantined": 0, "already_known": 1}


def test_a_second_import_waits_or_is_told_who_holds_the_tables(listed, put):
    path = put("form.csv", FORM + answer())
    with (
        open_writer(listed.folders.data / "clean"),
        pytest.raises(BusyError, match="Another import is running") as caught,
    ):
        take(listed, path)
    assert "--wait" in caught.value.fix
    assert take(listed, path).counts()["stored"] == 1


def test_a_source_that_is_named_overrides_the_search(listed, put):
    path = put("form.csv", FORM + answer())
    assert take(listed, path, source="activity_form").counts()["stored"] == 1
    with pytest.raises(UsageError, match="No source is called 'activty_form'") as caught:
        take(listed, path, source="activty_form")
    assert caught.value.fix == "Did you mean 'activity_form'?"


# ---- bad input, named


def test_an_empty_file(office, put):
    with pytest.raises(InputError, match="empty") as caught:
        take(office, put("chat.txt", ""))
    assert caught.value.where == "chat.txt"
    assert caught.value.fix


def test_a_zip_bomb(office, put, tmp_path):
    path = put("bomb.zip", b"")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", b"\0" * (80 * 2**20))
    with pytest.raises(RefusedError, match="bomb") as caught:
        take(office, path)
    assert "bomb.zip" in caught.value.where
    assert "largest_unzipped_mb" in caught.value.fix


def test_a_table_of_other_columns(office, put):
    with pytest.raises(InputError, match="Nothing we read looks like this") as caught:
        take(office, put("prices.csv", "apple,pear\n1,2\n"))
    assert "(roster)" in caught.value.fix


def test_a_list_that_lacks_a_needed_column(office, put):
    with pytest.raises(InputError):
        take(office, put("groups.csv", "Group,Platform,Official\nA,whatsapp,yes\n"))


def test_a_german_header(office, table):
    with pytest.raises(InputError, match="not in English") as caught:
        take(office, table("facebook_german_header.csv"))
    assert "Switch Meta Business Suite to English" in caught.value.fix


def test_ids_as_excel_rounds_them(office, table):
    """1.22158E+17 names no post: the address does where it holds an id, else it is set aside."""
    outcome = take(office, table("facebook_ids_rounded_by_excel.csv"))
    rounded = [aside for aside in asides(outcome) if "Excel has rounded" in aside[1]]
    assert len(rounded) == 1
    assert all("not as saved from Excel" in fix for _, _, fix in rounded)
    assert not rows(office, "posts")["post"].str.contains("E\\+", regex=True).any()
    assert len(rows(office, "posts")) == 3


def test_utf16(listed, put, chat):
    outcome = take(
        listed, put("form.csv", FORM + answer(), "utf-16"), chat("utf16_little_endian.txt")
    )
    assert not outcome.failed
    assert (len(rows(listed, "activity")), len(rows(listed, "messages"))) == (1, 2)


def test_a_byte_order_mark_in_mid_file(listed, put, chat, table):
    text = FORM + "\ufeff" + answer() + "\ufeff" + answer(day="2026-11-08")
    outcome = take(
        listed, put("form.csv", "\ufeff" + text), chat("byte_order_marks_anywhere.txt"),
        table("facebook_joined_with_bom_midway.csv"),
    )  # fmt: skip
    assert not outcome.failed
    counted = {name: len(rows(listed, name)) for name in ("activity", "messages", "posts")}
    assert counted == {"activity": 2, "messages": 3, "posts": 3}


def test_date_orders_mixed_in_one_file(listed, put):
    """Two dates can only be day first, one only month first; the file's majority decides."""
    days = ("13/11/2026", "11/13/2026", "14/11/2026", "02/11/2026")
    text = FORM + "".join(answer(day=day, sent=f"{day} 13:28:19") for day in days)
    outcome = take(listed, put("form.csv", text))
    done = rows(listed, "activity")["done_at"].dt.tz_convert("Asia/Kolkata")
    assert sorted(done.dt.strftime("%d/%m")) == ["02/11", "13/11", "13/11", "14/11"]
    assert "but 1 are the other way round" in assumed(outcome)["date order is day/month"]


def test_chats_of_three_phones_in_one_file(office, chat):
    take(office, chat("three_phones_in_one_file.txt"))
    assert len(rows(office, "messages")) == 5


def test_a_total_row(office, table):
    outcome = take(office, table("youtube_total_is_not_the_sum.csv"))
    assert [line for line, _, _ in asides(outcome)] == [5]  # a draft; the total is known as one
    assert len(rows(office, "posts")) == 2
    assert set(rows(office, "account_totals")["value"]) >= {1000, 40}


def test_two_people_on_one_phone(office, table):
    outcome = take(office, table("roster_two_people_on_one_phone.csv"))
    shared = [aside for aside in asides(outcome) if "several people have one number" in aside[1]]
    assert [line for line, _, _ in shared] == [3, 4]
    assert all("number of their own" in fix for _, _, fix in shared)
    assert len(rows(office, "workers")) == 2


def test_a_unit_nobody_knows(listed, put):
    outcome = take(listed, put("groups.csv", f"{GROUPS}A,whatsapp,Atlantis,yes\n"))
    ((line, reason, fix),) = asides(outcome)
    assert (line, reason) == (2, "Nobody knows a unit called this name")
    assert "list of units" in fix
    assert rows(listed, "groups").empty


def test_a_misspelt_unit_is_taken_with_its_confidence_said(listed, put):
    outcome = take(listed, put("groups.csv", f"{GROUPS}A,whatsapp,Sonpurr,yes\n"))
    assert rows(listed, "groups")["unit"].tolist() == ["P3"]
    assert "sure" in assumed(outcome)["'Sonpurr' is Sonpur (panchayat, P3)"]


def test_two_units_of_one_name_in_different_districts(listed, put):
    text = f'{GROUPS}A,whatsapp,Rampur,yes\nB,whatsapp,"Rampur, Jarmundi",yes\n'
    outcome = take(listed, put("groups.csv", text))
    ((line, reason, fix),) = asides(outcome)
    assert line == 2
    assert "P1" in reason
    assert "P2" in reason
    assert "Say which" in fix
    assert rows(listed, "groups")["unit"].tolist() == ["P2"]  # the one whose place was named


@pytest.mark.parametrize(
    "late",
    [{"day": "2027-11-09"}, {"sent": "2027/11/09 1:28:19 PM GMT+5:30"}],
)
def test_a_future_date_in_a_form(listed, put, late):
    outcome = take(listed, put("form.csv", FORM + answer() + answer(**late)))
    ((line, reason, fix),) = asides(outcome)
    assert (line, reason) == (3, "the date lies in the future")
    assert "Correct the date" in fix
    assert len(rows(listed, "activity")) == 1


def test_a_future_date_in_a_chat(office, chat):
    outcome = take(office, chat("future_date.txt"))
    ((line, reason, fix),) = asides(outcome)
    assert (line, reason) == (2, "the message is dated after the export")
    assert "clock" in fix


LARGE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from hustings.intake import import_files
from hustings.settings import load
now = datetime(2026, 11, 22, tzinfo=UTC)
outcome = import_files([Path(sys.argv[1])], load(Path(sys.argv[2])), now=now)
# the peak of this program alone: what getrusage tells begins with that of whoever forked it
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(outcome.counts()["stored"], int(peak.split()[1]) // 1024)
"""


def test_a_large_chat_is_streamed_in_bounded_memory(office, put):
    """60 MB here, 2 GB in life: what is held is some blocks of the file, never the file.

    Reading takes a few hundred MB whatever the size, and telling new rows from known ones up to
    1 GB more, after which the engine goes to the disk.
    """
    size, text = 60 * 2**20, "साथियों, आज की बैठक पंचायत भवन में है। " * 30
    path = put("WhatsApp Chat with Large.txt", "")
    with path.open("w", encoding="utf-8") as file:
        count = 0
        while file.tell() < size:
            day, minute = count // 1440 % 28 + 1, count % 1440
            stamp = (
                f"{day:02d}/{count // 40320 % 10 + 1:02d}/26, {minute // 60:02d}:{minute % 60:02d}"
            )
            file.write(f"{stamp} - +91 98765 {count % 977:05d}: {count} {text}\n")
            count += 1
    command = [sys.executable, "-c", LARGE, str(path), str(office.read_from)]
    limit = 8 * 2**30  # of address space, which libraries reserve freely: a guard for the machine
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=300, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    stored, megabytes = map(int, done.stdout.split())
    assert stored == count + 1  # and the row that tells of the export
    assert megabytes < 600
