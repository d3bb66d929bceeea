"""The doctor finds what is wrong, says how to mend it, and changes nothing."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.printing import MONDAY, PowerCut, open_office

from hustings.cli import main
from hustings.page.files import write_atomically
from hustings.press.delivery.addresses import Envelope
from hustings.press.delivery.letters import Failure, failure_letter
from hustings.press.delivery.outbox import Outbox
from hustings.press.ledger import Owner
from hustings.press.operating import folders, leftovers, machine, records
from hustings.press.operating.diagnosis import BROKEN, GOOD, LOOK, looked
from hustings.press.operating.ticked import note_tick
from hustings.press.removing import GOING
from hustings.press.schedule.timetable import SCHEDULE_FILE

ENTRY = '[[entry]]\nname = "weekly"\nbriefings = ["seat"]\nschedule = "@weekly"\n'


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    made = open_office(tmp_path / "office")
    own = made.settings.model_copy(update={"read_from": made.folder / "settings.toml"})
    made.settings = own
    return made


def states(look, office):
    return [diagnosis.state for diagnosis in look(office.settings)]


def problem(look, office):
    """What is wrong, where exactly one thing is."""
    (found,) = [diagnosis for diagnosis in look(office.settings) if diagnosis.state != GOOD]
    assert found.where
    assert found.fix.endswith(".")
    return found.state, found.problem


def snapshot(folder):
    """Every file and folder with its content, and when it was changed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def schedule(office, text):
    (office.folder / SCHEDULE_FILE).write_text(text, "utf-8")


def new_folder(tmp_path, root):
    folder = tmp_path / "new"
    folder.mkdir()
    shutil.copy(root / "settings.toml", folder)
    shutil.copytree(root / "notebooks", folder / "notebooks")
    return folder


def test_a_new_office_is_not_broken_and_stays_as_it_is(tmp_path, root, monkeypatch):
    folder = new_folder(tmp_path, root)
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    before = snapshot(folder)
    done = CliRunner().invoke(
        main, ["doctor", "--json", "--settings", str(folder / "settings.toml")]
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    broken = [each for each in found if each["state"] == BROKEN and each["check"] != "packages"]
    assert broken == []
    assert {"python", "font", "room", "ledger", "timer", "letters"} <= {e["check"] for e in found}
    assert snapshot(folder) == before
    assert not (tmp_path / "key").exists()


def test_without_settings_the_machine_is_looked_at_all_the_same(tmp_path):
    done = CliRunner().invoke(main, ["doctor", "--settings", str(tmp_path / "settings.toml")])
    assert done.exit_code == 1
    assert "BROKEN: settings.toml" in done.stdout
    assert "There is no settings file." in done.stdout
    assert "time zones" in done.stdout


def test_it_speaks_hindi(tmp_path):
    asked = ["doctor", "--language", "hi", "--settings", str(tmp_path / "settings.toml")]
    assert "समय क्षेत्र" in CliRunner().invoke(main, asked).stdout


def test_it_loads_nothing_heavy_and_takes_two_seconds_at_most(tmp_path, root):
    folder = new_folder(tmp_path, root)
    code = (
        "import sys, resource\nfrom hustings.cli import main\ntry:\n    main()\n"
        "except SystemExit: pass\nheavy = {'pandas', 'duckdb', 'papermill', 'plotly'}\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(sorted(heavy & set(sys.modules)), used.ru_utime + used.ru_stime < 2)"
    )
    command = [sys.executable, "-c", code, "doctor"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[] True"


def test_an_office_that_has_printed_is_in_order(office):
    office.print()
    office.settings.folders.reports.chmod(0o755)
    for look in (
        folders.rights, folders.one_step, folders.private, records.ledger, records.ahead,
        records.editions, leftovers.jobs, leftovers.unfinished, leftovers.imports, records.letters,
    ):  # fmt: skip
        assert set(states(look, office)) == {GOOD}, look


def test_a_full_disk_is_broken_and_one_with_little_room_worth_a_look(office, monkeypatch):
    for free, state in ((10**8, BROKEN), (10**9, LOOK), (10**11, GOOD)):
        usage = shutil._ntuple_diskusage(10**12, 0, free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _, usage=usage: usage)
        assert states(folders.room, office) == [state, state]


def test_a_disk_that_can_hold_no_more_files_is_broken(office, monkeypatch):
    disk = list(os.statvfs(office.folder))
    disk[5:8] = [10**6, 100, 100]
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result(disk))
    assert states(folders.room, office) == [BROKEN, BROKEN]


def test_a_folder_that_may_not_be_written_is_broken_and_is_not_tried(office, monkeypatch):
    office.print()
    reports = office.settings.folders.reports
    real = os.access
    monkeypatch.setattr(
        os,
        "access",
        lambda path, mode: real(path, mode) and not (path == reports and mode & os.W_OK),
    )
    assert states(folders.rights, office) == [GOOD, BROKEN, GOOD]
    assert [diagnosis.where for diagnosis in folders.one_step(office.settings)] == ["data"]


def test_a_disk_that_does_not_replace_is_broken(office, monkeypatch):
    def copied(self, target):
        shutil.copy(self, target)

    monkeypatch.setattr(Path, "replace", copied)
    assert problem(folders.one_step, office) == (
        BROKEN, "This disk does not put a file in place in one step.",
    )  # fmt: skip


def test_a_key_others_may_read_or_that_is_gone_is_told(office, tmp_path, monkeypatch):
    key = tmp_path / "key"
    assert states(folders.key, office) == [GOOD]  # nothing was imported yet
    clean = office.settings.folders.data / "clean"
    clean.mkdir()
    (clean / "pin.json").write_text("{}", "ascii")
    assert problem(folders.key, office)[0] == BROKEN
    key.write_text("0" * 64, "ascii")
    key.chmod(0o644)
    assert problem(folders.key, office)[0] == LOOK
    key.chmod(0o600)
    assert states(folders.key, office) == [GOOD]
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(shutil.copy(key, clean)))
    assert problem(folders.key, office)[1] == "The pseudonym key lies in the data folder."


def test_an_outbox_others_may_read_is_told(office):
    outbox = office.settings.folders.data / "outbox"
    outbox.mkdir(mode=0o755)
    assert problem(folders.private, office)[0] == LOOK


def test_a_damaged_ledger_is_broken_and_a_newer_one_too(office):
    office.print()
    path = office.ledger.path
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA user_version = 99")
    assert problem(records.ledger, office)[1].startswith("The ledger of runs is of version 99")
    content = bytearray(path.read_bytes())
    content[4096:12000] = b"x" * (12000 - 4096)
    path.write_bytes(content)
    (found,) = looked("ledger", lambda: records.ledger(office.settings))
    assert (found.state, found.check) == (BROKEN, "ledger")


def test_looking_at_a_ledger_leaves_no_file_beside_it(office):
    office.print()
    folder = office.ledger.path.parent
    before = snapshot(folder)
    for look in (records.ledger, records.ahead, leftovers.jobs):
        list(look(office.settings))
    assert snapshot(folder) == before


def test_a_slot_ahead_of_the_clock_is_broken(office):
    office.ledger.take_slot("weekly", datetime.now(UTC) + timedelta(days=400), {})
    assert problem(records.ahead, office)[0] == BROKEN


def test_an_edition_that_lost_or_changed_a_table_is_broken(office):
    table = min(office.edition.folder.rglob("*.parquet"))
    content = table.read_bytes()
    table.write_bytes(content[:-1] + b"?")
    assert problem(records.editions, office)[0] == BROKEN
    table.unlink()
    assert problem(records.editions, office)[0] == BROKEN


def test_a_job_the_press_died_over_is_told_with_its_number(office, monkeypatch):
    office.told.endings = {"IN-JH-AC-002": ["power cut"]}
    with pytest.raises(PowerCut):
        office.print(entry="weekly")
    assert states(leftovers.jobs, office) == [GOOD]  # its process, this one, is alive
    monkeypatch.setattr(Owner, "alive", False)
    (found,) = leftovers.jobs(office.settings)
    assert (found.state, found.where) == (LOOK, "1 weekly")


def test_a_folder_of_a_run_without_page_or_reason_is_told(office):
    office.told.endings = {"IN-JH-AC-002": ["failed"]}
    office.print()
    found = [each for each in leftovers.jobs(office.settings) if each.state == LOOK]
    assert [each.where[:8] for each in found] == ["1: runs/"]


def test_what_is_half_written_is_told_once_it_is_old(office):
    reports = office.settings.folders.reports
    reports.mkdir()
    left = [reports / ".index.html.x.part", office.settings.folders.data / "runs" / f".a{GOING}"]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.write_text("half", "ascii")
        assert states(leftovers.unfinished, office) == [GOOD]  # it may be at work
        os.utime(path, (0, 0))
        assert problem(leftovers.unfinished, office)[0] == LOOK
        path.unlink()


def test_what_a_killed_import_left_is_told_and_one_at_work_named(office):
    import fcntl

    staging = office.settings.folders.data / "clean" / ".staging"
    (staging / "read").mkdir(parents=True)
    assert problem(leftovers.imports, office)[1].startswith("An import was cut off")
    with (staging.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (found,) = leftovers.imports(office.settings)
        assert (found.state, found.where.partition(",")[0]) == (GOOD, str(os.getpid()))
        os.utime(lock.name, (0, 0))
        assert problem(leftovers.imports, office)[1].startswith("An import has been at work")


def test_a_notebook_that_cannot_be_read_is_named(office):
    assert states(records.notebooks, office) == [GOOD]
    (office.folder / "notebooks" / "briefings" / "torn.ipynb").write_text("{", "utf-8")
    (found,) = records.notebooks(office.settings)
    assert (found.state, found.where) == (BROKEN, "torn.ipynb")
    assert (found.problem, found.fix) == (
        "This is not a notebook.", "Restore the file, or take it out.",
    )  # fmt: skip


def test_a_schedule_that_cannot_be_printed_is_broken_with_what_was_meant(office):
    assert problem(records.schedule, office)[1] == "Nothing is on the schedule."
    schedule(office, ENTRY)
    assert states(records.schedule, office) == [GOOD]
    schedule(office, ENTRY.replace('"seat"', '"saet"'))
    (found,) = looked("schedule", lambda: records.schedule(office.settings))
    assert found.state == BROKEN
    assert "seat" in found.problem


def test_a_timer_that_is_not_there_or_has_stopped_is_told(office, monkeypatch):
    from hustings.press.schedule import installing

    schedule(office, ENTRY)
    monkeypatch.setattr(installing, "is_installed", lambda _: False)
    assert problem(records.timer, office) == (LOOK, "No timer looks at the schedule.")
    note_tick(office.settings, datetime.now(UTC) - timedelta(hours=1))
    monkeypatch.setattr(installing, "is_installed", lambda _: True)
    assert problem(records.timer, office)[0] == BROKEN
    job = office.ledger.take_slot("weekly", MONDAY, {})  # a long slot, whose process is alive
    assert states(records.timer, office) == [GOOD]
    office.ledger.settle_job(job.id, "succeeded")
    note_tick(office.settings, datetime.now(UTC))
    assert states(records.timer, office) == [GOOD]


def test_a_tick_is_noted(tmp_path, root):
    folder = new_folder(tmp_path, root)
    done = CliRunner().invoke(main, ["tick", "--settings", str(folder / "settings.toml")])
    assert done.exit_code == 5, done.output
    noted = json.loads((folder / "data" / "ticked.json").read_text("utf-8"))["ticked_at"]
    assert datetime.now(UTC) - datetime.fromisoformat(noted) < timedelta(minutes=1)


def test_letters_that_wait_are_told_and_those_given_up_are_broken(office):
    envelope = Envelope("press@office.example", ("reader@office.example",), scheduled_at=MONDAY)
    letter = failure_letter(
        [Failure("Ranchi", "failed")], envelope, briefing="seat", period="2026-W46", whole=1,
        language="en", run="weekly",
    )  # fmt: skip
    posted = Outbox.of(office.settings).put(letter)
    (found,) = records.letters(office.settings)
    assert (found.state, found.where) == (LOOK, "1")
    told = vars(posted) | {"tries": 20, "tried_at": MONDAY.isoformat()}
    mark = office.settings.folders.data / "outbox" / f"{posted.identity}.json"
    write_atomically(mark, json.dumps(told))
    assert problem(records.letters, office)[0] == BROKEN


def test_packages_that_are_missing_or_of_another_version_are_told(office, monkeypatch):
    lock = office.folder / machine.LOCK
    lock.write_text(
        'click==0.1 ; python_version >= "3" \\\n    --hash=sha256:0\nnobody==1\n', "ascii"
    )
    found = {each.state: each.where for each in machine.packages(office.settings)}
    assert found[LOOK].startswith("click ")
    assert "nobody" not in found[LOOK]
    monkeypatch.setattr(machine, "_needed", lambda: {"click", "no-such-package"})
    found = {each.state: each.where for each in machine.packages(office.settings)}
    assert found[BROKEN] == "no-such-package"


def test_a_machine_without_font_browser_or_time_server_is_worth_a_look(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [each.state for each in machine.browser(None)] == [LOOK]
    assert [each.state for each in machine.font(None)] == [LOOK]
    assert [each.state for each in machine.clock(None)] == [GOOD]  # nobody can tell
    teller = tmp_path / "timedatectl"
    teller.write_text("#!/bin/sh\necho no\n", "ascii")
    teller.chmod(0o755)
    assert [each.state for each in machine.clock(None)] == [LOOK]


def test_what_cannot_be_looked_at_is_broken():
    def look():
        raise PermissionError("not yours")

    (found,) = looked("room", look)
    assert (found.state, found.where) == (BROKEN, "PermissionError: not yours")
