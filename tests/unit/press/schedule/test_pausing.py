"""An entry is paused and resumed by a file of its own; schedule.toml keeps its comments."""

import shutil
from datetime import UTC, datetime

import pytest

from hustings.errors import SettingsError, UsageError
from hustings.press.schedule import Entry, Pause, pauses
from hustings.press.schedule.pausing import pause, resume
from hustings.settings import load

NOW = datetime(2026, 11, 29, 6, 30, tzinfo=UTC)
MONDAY = Entry(name="monday", briefings=("weekly_seat",), schedule="0 7 * * MON")


@pytest.fixture
def settings(root, tmp_path):
    shutil.copy(root / "settings.toml", tmp_path)
    shutil.copy(root / "schedule.toml", tmp_path)
    return load(tmp_path / "settings.toml")


def test_a_pause_is_kept_with_who_and_why_until_it_is_resumed(settings):
    assert pauses(settings) == {}
    pause(settings, MONDAY, now=NOW, by="आशा", why="चुनाव")
    assert pauses(settings) == {"monday": Pause("monday", NOW, "आशा", "चुनाव")}
    resume(settings, MONDAY)
    assert pauses(settings) == {}


def test_a_second_pause_changes_nothing(settings):
    pause(settings, MONDAY, now=NOW, by="a", why="first")
    pause(settings, MONDAY, now=NOW.replace(year=2027), by="b", why="second")
    assert pauses(settings)["monday"].why == "first"


def test_what_is_not_paused_cannot_be_resumed(settings):
    with pytest.raises(UsageError, match="'monday' is not paused"):
        resume(settings, MONDAY)


def test_a_pause_in_the_file_is_resumed_in_the_file(settings):
    with pytest.raises(UsageError, match="paused in the file itself"):
        resume(settings, MONDAY.model_copy(update={"paused": True}))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"since": "soon", "by": "a", "why": ""}'])
def test_a_damaged_pause_is_told_not_guessed(settings, text):
    folder = settings.folders.data / "paused"
    folder.mkdir(parents=True)
    (folder / "monday.json").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match="cannot be read"):
        pauses(settings)
