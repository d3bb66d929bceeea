"""A command ends with a path to open, or with problem, where, fix and the kind's own code."""

import json
import os
import re
import shutil

import pytest
from click.testing import CliRunner

from hustings.cli import main
from hustings.store import open_writer

UNITS = """Code,Level,Name,Name (Hindi),Seat parent,District parent
P3,panchayat,Sonpur,सोनपुर,IN-JH-AC-012,IN-JH-B-3100
"""
GROUPS = (
    "Group,Platform,Unit,Official\nSonpur team,whatsapp,P3,yes\nLost team,whatsapp,Atlantis,no\n"
)


@pytest.fixture
def office(tmp_path, monkeypatch, root):
    """An office that has imported nothing, and in which the commands are run."""
    folder = tmp_path / "office"
    (folder / "exports").mkdir(parents=True)
    shutil.copy(root / "settings.toml", folder)
    shutil.copytree(root / "notebooks", folder / "notebooks")
    (folder / "exports" / "units.csv").write_text(UNITS, "utf-8")
    (folder / "exports" / "groups.csv").write_text(GROUPS, "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.delenv("HUSTINGS_SETTINGS", raising=False)
    return folder


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize(
    ("words", "code", "problem", "fix"),
    [
        (("import", "none"), 10, "There is no such file or folder.", "Check the name."),
        (("import", "settings.toml"), 10, "Nothing we read", "Looked for"),
        (("import", "exports", "--source", "rostr"), 2, "No source is called", "'roster'"),
        (("measure",), 10, "Nothing has been imported yet", "hustings import FOLDER"),
        (("measure", "2026-W99"), 2, "The year 2026 has no week 99", "2026-W53"),
        (("measure", "2026W46"), 2, "This is not a period.", "'2026-W46'"),
        (("measure", "2026-11"), 2, "Only weeks are measured.", "2026-W44 to 2026-W49"),
        (("measure", "2999-W10"), 2, "The week 2999-W10 has not begun.", "last complete week"),
        (("press", "weekly_seat", "--at", "2026-11-16"), 2, "any of two days", "+05:30"),
        (("press", "weekly_seat", "--at", "noon"), 2, "This is not a moment.", "+05:30"),
        (("press", "weekly_seat", "--at", "9999-12-31T23:59Z"), 2, "for that year", "2000 to 2199"),
        (("press", "weekly_seat", "--at", "0001-01-01T00:00Z"), 2, "for that year", "2000 to 2199"),
        (("runs", "show", 10**30), 2, f"There is no run {10**30}.", "hustings runs list"),
        (("runs", "list", "--job", "9"), 2, "There is no job 9.", "hustings runs jobs"),
        (("runs", "list", "--briefing", "weekly_seet"), 2, "No briefing is", "'weekly_seat'"),
        (("runs", "retry"), 2, "Nothing is to be tried again.", "--state failed"),
        (("runs", "cancel"), 2, "Nothing is to be stopped.", "--job N"),
        (("runs", "cancel", "--job", "9"), 2, "There is no job 9.", "hustings runs jobs"),
        (("press", "weekly_seat"), 10, "Nothing has been imported yet", "hustings import FOLDER"),
        (("press", "weekly_seet"), 2, "No briefing is called", "'weekly_seat'"),
        (("brief", "weekly_sate"), 2, "No briefing is called", "'weekly_state'"),
        (("brief", "weekly_seat", "--settings", "no.toml"), 2, "no settings file", "--settings"),
    ],
)
def test_an_error_says_problem_where_and_fix_and_exits_with_its_code(
    office, words, code, problem, fix
):
    done = run(*words)
    assert done.exit_code == code, done.output
    told = done.stderr.splitlines()  # what is being read may be shown before it
    assert problem in done.stderr
    assert any(line.startswith(("error: ", "not read: ")) for line in told)
    assert any(line.startswith("  fix:   ") for line in told)
    assert fix in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    "words",
    [
        ("import",),
        ("press",),
        ("imprt", "exports"),
        ("import", "exports", "--exported-on", "16.11.2026"),
        ("import", "exports", "--wait", "long"),
        ("sample",),
        ("runs", "list", "--most", 10**30),
        ("runs", "jobs", "--most", "-2"),
        ("prune", "--dry-run", "--keep", 10**30),
        ("prune", "--dry-run", "--days", 10**30),
    ],
)
def test_a_command_that_is_typed_wrongly_shows_how_it_is_used(office, words):
    done = run(*words)
    assert done.exit_code == 2
    assert "Usage:" in done.stderr


def test_a_wrong_settings_file_lists_every_wrong_key(office):
    text = (office / "settings.toml").read_text("utf-8")
    broken = text.replace("day_first", "dayfirst").replace('state = "IN-JH"', "stat = 1")
    (office / "settings.toml").write_text(broken, "utf-8")
    done = run("brief", "weekly_seat")
    assert done.exit_code == 2
    assert "Did you mean 'day_first'?" in done.stderr
    assert "Did you mean 'state'?" in done.stderr
    assert "settings.toml" in done.stderr


def test_an_unknown_state_is_refused_by_every_command_that_needs_it(office):
    text = (office / "settings.toml").read_text("utf-8")
    (office / "settings.toml").write_text(text.replace("IN-JH", "IN-JX"), "utf-8")
    done = run("import", "exports")
    assert done.exit_code == 2
    assert "IN-J" in done.stderr
    assert done.stderr.startswith("error: ")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "nothing that was imported tells of 7–13 January 2019"),
        ("hi", "7–13 जनवरी 2019 का कुछ नहीं है"),
    ],
)
def test_measuring_a_week_that_nothing_tells_of_says_so(office, language, said):
    assert run("import", "exports").exit_code in (0, 3)
    done = run("measure", "2019-W02", "--language", language)
    assert done.exit_code == 0, done.output
    assert said in done.stderr


@pytest.mark.parametrize(("spoken", "said"), [("en", "sample files up to"), ("hi", "नमूना फ़ाइलें")])
def test_sample_speaks_the_language_of_the_settings_if_there_are_any(office, spoken, said):
    path = office / "settings.toml"
    path.write_text(
        path.read_text("utf-8").replace('spoken = "en"', f'spoken = "{spoken}"'), "utf-8"
    )
    words = ("--weeks", 2, "--until", "2026-W46")
    assert said in run("sample", "first", *words).stdout
    path.write_text("campaign = 1", "utf-8")
    assert "sample files up to 2026-W46" in run("sample", "first", *words).stdout
    assert "नमूना फ़ाइलें" in run("sample", "first", *words, "--language", "hi").stdout


def test_brief_shows_what_a_notebook_can_be_asked(office):
    done = run("brief", "weekly_seat")
    assert done.exit_code == 0
    assert done.output.splitlines()[0] == "weekly_seat: printed for lok_sabha, vidhan_sabha"
    told = {line.split()[0]: line for line in done.output.splitlines()[1:]}
    assert list(told) == ["unit", "period", "language", "edition", "scheduled", "before"]
    assert "week, as 2026-W46" in told["period"]
    assert told["unit"].endswith("(default 'IN-JH-PC-08')")


def test_what_each_notebook_can_be_asked_is_told_in_hindi_too(office):
    notebooks = sorted((office / "notebooks" / "briefings").glob("*.ipynb"))
    assert len(notebooks) > 5
    for notebook in notebooks:
        done = run("brief", notebook.stem, "--language", "hi")
        for line in done.output.splitlines():
            assert re.search("[\u0900-\u097f]", line.partition("(")[0]), line


def test_an_import_says_what_it_read_set_aside_and_stored(office):
    done = run("import", "exports")
    assert done.exit_code == 0, done.output
    assert "List of groups: 1 file, 1 row new\n" in done.stdout
    assert "1 row: Nobody knows a unit called this name\n    in groups.csv, line 3" in done.stdout
    assert "3 rows read: 2 stored, 0 already known, 1 set aside" in done.stdout
    again = run("import", "exports")
    assert again.exit_code == 0
    assert "Imported before, nothing to do: 2 files" in again.stdout
    assert "Reading" not in again.stderr  # there is nothing to read
    assert "0 rows read: 0 stored" in again.stdout


def test_an_import_with_one_bad_file_stores_the_rest_and_exits_with_3(office):
    (office / "exports" / "bad.csv").write_text("apple,pear\n1,2\n", "utf-8")
    (office / "exports" / "empty.txt").touch()
    done = run("import", "exports")
    assert done.exit_code == 3
    assert "Nothing we read looks like this file. (1 file)\n    bad.csv\n" in done.stderr
    assert "The file is empty. (1 file)\n    empty.txt\n" in done.stderr
    assert "2 stored" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", "", 10),
        ("voters.csv", "Name,EPIC number,Mobile\nA,ABC1234567,9876543210\n", 12),
    ],
)
def test_one_bad_file_alone_gives_its_own_code(office, name, content, code):
    (office / name).write_text(content, "utf-8")
    done = run("import", name)
    assert done.exit_code == code
    assert name in done.stderr
    assert not (office / "data" / "raw").exists()  # refused unread, and not kept either


def test_a_dry_run_prints_the_clean_rows_and_a_last_line_and_stores_nothing(office):
    done = run("import", "--dry-run", "--json", "exports")
    assert done.exit_code == 0, done.output
    *clean, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["table"] for row in clean] == ["units", "groups"]
    assert clean[1]["unit"] == "P3"
    assert last["counts"] == {"read": 3, "stored": 2, "quarantined": 1, "already_known": 0}
    assert last["files"][0]["sha256"]
    assert isinstance(last["assumptions"], list)
    assert not (office / "data" / "clean" / "pin.json").exists()
    shown = run("import", "--dry-run", "exports")
    assert shown.stdout.splitlines() == [
        "3 rows read: 2 stored, 0 already known, 1 set aside",
        "This was a dry run: nothing was stored.",
    ]


def test_a_dry_run_of_a_chat_tells_time_pseudonym_and_kind_and_its_counts_add_up(office):
    chat = office / "WhatsApp Chat with P3.txt"
    chat.write_text(
        "a line before the first message\n"
        "13/06/26, 9:00 - Asha added Ravi, Meena and Gita\n"
        "13/06/26, 9:01 - Asha: done\nand a second line\n"
        "13/06/26, 9:01 - Asha: done\nand a second line\n"
        "31/02/26, 9:02 - Ravi: no such day\n"
        "14/06/26, 9:03 - Ravi: <Media omitted>\n",
        "utf-8",
    )
    done = run("import", "--dry-run", "--json", chat.name)
    *clean, last = [json.loads(line) for line in done.stdout.splitlines()]
    said = [row for row in clean if row["table"] == "messages"]
    assert [(row["sent_at"], row["kind"], row["line"]) for row in said] == [
        ("2026-06-13T03:31:00+00:00", "text", 3),
        ("2026-06-13T03:31:00+00:00", "text", 5),
        ("2026-06-14T03:33:00+00:00", "media", 8),
    ]
    assert len({row["author"] for row in said}) == 2
    assert "Asha" not in done.stdout
    assert sum(row["table"] == "memberships" for row in clean) == 3
    counts = last["counts"]
    assert counts["read"] == counts["stored"] + counts["quarantined"] + counts["already_known"]
    assert (counts["stored"], counts["quarantined"]) == (len(clean), 1)
    assert last["files"][0]["set_aside"][0]["line"] == 7


def test_a_dry_run_of_a_bad_file_among_good_ones_exits_with_3(office):
    (office / "exports" / "bad.csv").write_text("apple,pear\n1,2\n", "utf-8")
    done = run("import", "--dry-run", "--json", "exports")
    assert done.exit_code == 3
    last = json.loads(done.stdout.splitlines()[-1])
    assert [file["name"] for file in last["files"] if file["error"]] == ["bad.csv"]


def test_a_second_import_at_the_same_time_exits_with_5(office):
    with open_writer(office / "data" / "clean"):
        done = run("import", "exports", "--wait", "1")
    assert done.exit_code == 5
    assert f"Waiting for another import (process {os.getpid()}) to end" in done.stderr
    assert "Another import is running" in done.stderr
    assert "--wait SECONDS" in done.stderr


def test_the_export_day_can_be_named(office):
    done = run("import", "--dry-run", "--exported-on", "2026-11-09", "--json", "exports")
    assert done.exit_code == 0, done.output


def test_settings_are_found_from_a_folder_below_and_can_be_named(office, tmp_path, monkeypatch):
    monkeypatch.chdir(office / "exports")
    assert run("brief", "weekly_seat").exit_code == 0
    monkeypatch.chdir(tmp_path)
    assert run("brief", "weekly_seat").exit_code == 2
    assert run("brief", "weekly_seat", "--settings", office / "settings.toml").exit_code == 0
    monkeypatch.setenv("HUSTINGS_SETTINGS", str(office / "settings.toml"))
    assert run("brief", "weekly_seat").exit_code == 0


def test_a_key_in_the_data_folder_is_refused(office, monkeypatch):
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(office / "data" / "key"))
    done = run("import", "exports")
    assert done.exit_code == 2
    assert "pseudonym key lies in the data folder" in done.stderr


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("--units", "level=loksabha"), "lok_sabha"),
        (("--units", "IN-JHPC-03"), "IN-JH-PC-03"),
        (("--languages", "hi,eng"), "en"),
        (("-p", "perod", "2026-W40"), "period"),
        (("--units", "level=lok_sabha, vidhansabha"), "vidhan_sabha"),
    ],
)
def test_the_press_refuses_unknown_units_levels_languages_and_parameters(
    campaign, monkeypatch, words, nearest
):
    for name, value in campaign.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(campaign.folder)
    done = run("press", "weekly_seat", *words)
    assert done.exit_code == 2
    assert f"Did you mean '{nearest}'?" in done.stderr


def test_a_page_that_is_current_is_not_printed_again(campaign):
    before = campaign.page("IN-JH", "en").stat().st_mtime_ns
    done = campaign.run("press", "weekly_state")
    assert done.returncode == 0
    assert "2 of 2 pages are there, 0 of them new" in done.stdout
    assert done.stdout.splitlines()[-1] == f"open {campaign.reports / 'index.html'}"
    assert campaign.page("IN-JH", "en").stat().st_mtime_ns == before
