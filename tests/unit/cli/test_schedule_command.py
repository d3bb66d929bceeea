"""The schedule on the screen: when each entry comes, what rests, and the timer behind it."""

import json
import os
import shutil
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from hustings.cli import main
from hustings.press.schedule import installing

MONDAY = """# a comment nobody may lose
[[entry]]
name = "monday"
briefings = ["weekly_seat", "weekly_state"]
schedule = "0 7 * * MON"

[[entry]]
name = "camps"  # first Friday
briefings = ["training_camps"]
schedule = "30 18 * * 5#1"
time_zone = "Europe/Berlin"
"""


@pytest.fixture
def office(tmp_path, monkeypatch, root):
    """An office with two entries, in which the commands are run; no timer is there."""
    folder = tmp_path / "चुनाव 100%"
    folder.mkdir()
    shutil.copy(root / "settings.toml", folder)
    shutil.copytree(root / "notebooks" / "briefings", folder / "notebooks" / "briefings")
    (folder / "schedule.toml").write_text(MONDAY, "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("HUSTINGS_SETTINGS", raising=False)
    return folder


def run(*words):
    return CliRunner().invoke(main, ["schedule", *words])


def test_entries_are_listed_in_words_with_their_next_time(office):
    shown = run("list").output.splitlines()
    assert shown[0] == "monday: every Monday at 07:00 (Asia/Kolkata): weekly_seat, weekly_state"
    assert shown[1].startswith("  next: Monday, ")
    assert shown[1].endswith(", 07:00 (Asia/Kolkata)")
    assert shown[2].startswith("camps: every first Friday of the month at 18:30 (Europe/Berlin)")


def test_a_check_names_notebooks_nobody_asked_for_that_cannot_be_read(office):
    (office / "notebooks" / "briefings" / "draft.ipynb").write_text("{", "utf-8")
    done = run("check")
    assert done.exit_code == 0
    assert "2 entries in schedule.toml, all can be printed" in done.stdout
    assert "left out: the briefing draft cannot be read" in done.stderr
    assert "  where: draft.ipynb" in done.stderr


def test_the_list_is_said_in_hindi(office):
    shown = run("list", "--language", "hi").output
    assert "monday: हर सोमवार को 07:00 बजे" in shown
    assert "अगली बार: सोमवार," in shown


def test_the_next_five_times_are_shown(office):
    shown = run("next", "monday").output.splitlines()
    assert len(shown) == 6
    assert all(line.startswith("  Monday, ") for line in shown[1:])


def test_the_next_times_as_json_are_local_moments(office):
    [camps] = json.loads(run("next", "camps", "--json", "--count", "3").output)
    moments = [datetime.fromisoformat(text) for text in camps["next"]]
    assert len(moments) == 3
    for moment in moments:
        assert (moment.weekday(), moment.hour, moment.minute) == (4, 18, 30)
        assert moment.day <= 7
        assert moment.utcoffset() in (timedelta(hours=1), timedelta(hours=2))
    assert camps["when"] == "every first Friday of the month at 18:30"


def test_a_name_nobody_knows_is_refused_with_the_nearest(office):
    done = run("next", "mnday")
    assert done.exit_code == 2
    assert "Did you mean 'monday'?" in done.stderr


def test_a_good_schedule_is_said_to_be_good_and_its_timer_missing(office):
    done = run("check")
    assert done.exit_code == 0
    assert "2 entries in schedule.toml, all can be printed" in done.output
    assert "hustings schedule install" in done.output


def test_a_wrong_schedule_is_refused_with_every_fault(office):
    wrong = MONDAY.replace("weekly_seat", "weekly_seet").replace("training_camps", "trainings")
    (office / "schedule.toml").write_text(wrong, "utf-8")
    done = run("check", "--language", "hi")
    assert done.exit_code == 2
    assert done.stderr.startswith("समस्या: 2 सेटिंग")
    assert "weekly_seat" in done.stderr
    assert "training_camps" in done.stderr


def test_an_entry_is_paused_and_resumed_without_touching_the_file(office):
    paused = run("pause", "monday", "--by", "आशा", "--why", "चुनाव")
    assert "hustings schedule resume monday" in paused.output
    shown = run("list").output.splitlines()
    assert shown[1].startswith("  paused since ")
    assert shown[1].endswith(" by आशा: चुनाव")
    assert run("next", "monday").output.splitlines()[1].startswith("  paused since ")
    assert [entry["paused"] for entry in json.loads(run("list", "--json").output)] == [True, False]
    assert run("resume", "monday").output.startswith("monday goes on; next: Monday, ")
    assert run("list").output.splitlines()[1].startswith("  next: ")
    assert (office / "schedule.toml").read_text("utf-8") == MONDAY
    assert run("resume", "monday").exit_code == 2


def test_a_pause_in_the_file_is_shown(office):
    paused = MONDAY.replace("[[entry]]\n", "[[entry]]\npaused = true\n", 1)
    (office / "schedule.toml").write_text(paused, "utf-8")
    assert run("list").output.splitlines()[1] == "  paused in schedule.toml"


def test_no_schedule_is_said_to_be_empty(office):
    (office / "schedule.toml").unlink()
    assert run("list").output == "Nothing is scheduled: schedule.toml has no entry\n"
    assert run("next").output == "Nothing is scheduled: schedule.toml has no entry\n"


def test_a_dry_run_shows_the_units_and_writes_nothing(office, tmp_path):
    shown = run("install", "--systemd", "--dry-run").output
    assert "OnCalendar=minutely" in shown
    assert str(office).replace("%", "%%") in shown
    assert not (tmp_path / "config").exists()


def test_units_are_written_for_the_user_and_how_to_start_them_is_said(office, tmp_path):
    done = run("install", "--systemd")
    assert done.exit_code == 0, done.output
    written = sorted(path.suffix for path in (tmp_path / "config/systemd/user").iterdir())
    assert written == [".service", ".timer"]
    assert "systemctl --user enable --now hustings-" in done.output
    assert str(tmp_path / "environment") in done.output  # where the mail server's password goes
    assert "No timer" not in run("check").output


def test_units_of_the_system_are_left_to_sudo(office):
    done = run("install", "--systemd", "--system")
    assert len(list((office / "data/units").iterdir())) == 2
    assert "sudo systemctl enable --now hustings-" in done.output


def test_where_systemd_does_not_run_the_line_is_crons(office, monkeypatch):
    monkeypatch.setattr(installing, "systemd_runs", lambda: False)
    assert run("install", "--dry-run").output.startswith("* * * * * cd ")
    monkeypatch.setenv("PATH", os.fspath(office))
    done = run("install")
    assert done.exit_code == 2
    assert "no crontab command" in done.stderr
