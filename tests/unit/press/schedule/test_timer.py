"""The units and the line for cron run this office's tick, whatever its folder is called."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from hustings.errors import SettingsError, UsageError
from hustings.press.schedule import installing
from hustings.press.schedule.timer import Office, cron_line, mark, service_text, timer_text

FOLDERS = (
    "office",
    "चुनाव कार्यालय",
    "100% of it",
    "50%n %h %% done",
    'it\'s "quoted" $HOME `id` $(id) ${x}',
    "back\\slash \\% and \\n",
    "semi;colon & more | # no comment",
    "-dash=sign *?[a]",
)
STOOD_IN = """#!/bin/sh
for word in "$PWD" "$HUSTINGS_KEY_FILE" "$SMTP_HOST" "$@"; do printf '%s\\n' "$word"; done
"""


@pytest.fixture(params=FOLDERS)
def office(request, tmp_path):
    """An office in a folder of a difficult name, whose Python says how it was called."""
    return office_in(tmp_path / request.param)


def office_in(folder):
    (folder / "bin").mkdir(parents=True)
    python = folder / "bin" / "python"
    python.write_text(STOOD_IN, "utf-8")
    python.chmod(0o755)
    (folder / "environment").write_text("SMTP_HOST='mail.example.org'\n", "utf-8")
    return Office(
        settings=folder / "settings.toml",
        python=python,
        key=folder / "key",
        environment=folder / "environment",
        written=(folder / "data", folder / "reports"),
    )


def expected(office):
    words = ["-m", "hustings.cli", "tick", "--settings", str(office.settings)]
    return [str(office.folder), str(office.key), "mail.example.org", *words]


def as_cron_runs_it(line):
    """What cron gives the shell: up to the first bare %, with the backslash before others gone."""
    assert line.startswith("* * * * * ")
    command, escaped = "", False
    for letter in line.removeprefix("* * * * * "):
        if escaped:
            escaped = False
            command = command[:-1] + "%" if letter == "%" else command + letter
            continue
        assert letter != "%", "cron would end the command here"
        escaped = letter == "\\"
        command += letter
    return command


def test_the_line_for_cron_runs_the_tick_of_this_office(office):
    command = as_cron_runs_it(cron_line(office))
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd="/", env={}, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == expected(office)
    assert cron_line(office).endswith(mark(office))


def test_a_line_for_cron_needs_no_file_of_the_environment(tmp_path):
    office = office_in(tmp_path / "office")
    office.environment.unlink()
    command = as_cron_runs_it(cron_line(office))
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd="/", env={}, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[2] == ""


def keys(text):
    """The settings of a unit, the last one of a key winning, % taken out as systemd does."""
    pairs = [line.split("=", 1) for line in text.splitlines() if "=" in line]
    assert all(set(re.findall("%.", value)) <= {"%%", "%C"} for _, value in pairs)
    return {key: value.replace("%%", "%") for key, value in pairs}


def words(value):
    """A value taken apart as systemd does: words in double quotes, a backslash before some."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"', value)
    return [re.sub(r"\\(.)", r"\1", word) for word in found]


def test_the_service_runs_the_tick_of_this_office(office):
    told = keys(service_text(office))
    program, *rest = words(told["ExecStart"].removeprefix(":"))
    assert told["ExecStart"].startswith(":")  # or systemd would fill in $HOME
    [key] = words(told["Environment"])
    done = subprocess.run(
        [program, *rest],
        cwd=told["WorkingDirectory"],
        env=dict([key.split("=", 1)]) | {"SMTP_HOST": "mail.example.org"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == expected(office)
    assert told["EnvironmentFile"] == f"-{office.environment}"


def test_a_tick_with_nothing_to_do_is_a_success_and_one_comes_each_minute(tmp_path):
    office = office_in(tmp_path / "office")
    assert keys(service_text(office))["SuccessExitStatus"] == "5"
    timer = keys(timer_text(office))
    assert (timer["OnCalendar"], timer["Persistent"]) == ("minutely", "true")


def test_units_of_the_system_may_write_only_data_and_reports(tmp_path):
    office = office_in(tmp_path / "the office")
    told = keys(service_text(office, user="asha"))
    assert told["User"] == "asha"
    assert told["ProtectSystem"] == "strict"
    assert words(told["ReadWritePaths"]) == [f"-{path}" for path in office.written]
    assert "User" not in keys(service_text(office))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
@pytest.mark.parametrize("user", ["", "root"])
def test_systemd_accepts_the_units(office, user, tmp_path):
    paths = installing.write_units(installing.units(office, user=user), tmp_path / "units")
    assert [path.name for path in paths] == [f"{office.unit}.service", f"{office.unit}.timer"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_units_that_systemd_does_not_know_are_not_written(tmp_path):
    office = office_in(tmp_path / "office")
    texts = installing.units(office)
    wrong = {name: text.replace("Type=", "Typ=") for name, text in texts.items()}
    with pytest.raises(SettingsError, match="does not accept") as caught:
        installing.write_units(wrong, tmp_path / "units")
    assert "Typ" in caught.value.where
    assert not (tmp_path / "units").exists()


@pytest.mark.parametrize("name", ["two\nlines", "tab\there", "at the end ", "at the end\\"])
def test_a_path_no_unit_can_name_is_refused(name, tmp_path):
    with pytest.raises(UsageError, match="No timer can name this path"):
        office_in(tmp_path / name)


def test_a_line_cron_would_cut_off_is_refused(tmp_path):
    folder = tmp_path.joinpath(*["a long name" * 8] * 3)
    with pytest.raises(UsageError, match="too long"):
        cron_line(office_in(folder))


def test_two_offices_have_two_units(tmp_path):
    assert office_in(tmp_path / "a").unit != office_in(tmp_path / "b").unit


CRONTAB = """#!/bin/sh
file={file}
case "$1" in
    -l) [ -f "$file" ] && cat "$file" || {{ echo "no crontab for asha" >&2; exit 1; }} ;;
    -) cat > "$file" ;;
esac
"""


@pytest.fixture
def crontab(tmp_path, monkeypatch):
    """A crontab command that keeps its table in a file of this test's."""
    file, folder = tmp_path / "table", tmp_path / "programs"
    folder.mkdir()
    write_program(folder / "crontab", CRONTAB.format(file=file))
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return file


def write_program(path, text):
    path.write_text(text, "utf-8")
    path.chmod(0o755)


def test_a_crontab_keeps_its_other_lines_and_gets_ours_once(crontab, tmp_path):
    office, other = office_in(tmp_path / "office"), office_in(tmp_path / "चुनाव")
    assert not installing.is_installed(office)
    crontab.write_text("# mine\n5 4 * * * echo 100\\%\n", "utf-8")
    for each in (office, other, office):
        installing.write_cron_line(each)
    assert crontab.read_text("utf-8").splitlines() == [
        "# mine", "5 4 * * * echo 100\\%", cron_line(other), cron_line(office),
    ]  # fmt: skip
    assert installing.is_installed(office)


def test_a_first_crontab_is_made(crontab, tmp_path):
    office = office_in(tmp_path / "office")
    installing.write_cron_line(office)
    assert crontab.read_text("utf-8").splitlines() == [cron_line(office)]


def test_a_crontab_that_cannot_be_read_is_not_overwritten(crontab, tmp_path):
    refusing = "#!/bin/sh\n[ $1 = - ] && touch {file}\necho 'you may not use cron' >&2; exit 1\n"
    write_program(tmp_path / "programs" / "crontab", refusing.format(file=crontab))
    office = office_in(tmp_path / "office")
    with pytest.raises(UsageError, match="it is as it was") as caught:
        installing.write_cron_line(office)
    assert "may not use cron" in caught.value.where
    assert not crontab.exists()
    assert not installing.is_installed(office)


def test_without_a_crontab_command_the_line_is_pointed_to(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="no crontab command") as caught:
        installing.write_cron_line(office_in(tmp_path / "office"))
    assert "--dry-run" in caught.value.fix


def test_units_of_a_user_are_found_again(crontab, tmp_path):
    office = office_in(tmp_path / "office")
    installing.write_units(installing.units(office), installing.user_units())
    assert installing.is_installed(office)
    assert (Path(os.environ["XDG_CONFIG_HOME"]) / "systemd/user" / f"{office.unit}.timer").exists()
