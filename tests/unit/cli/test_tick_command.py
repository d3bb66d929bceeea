"""What a tick says of a slot that could not be printed, and how it ends."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from tests.support.ticks import tick

SLOT = datetime(2026, 11, 16, 1, 30, tzinfo=UTC)
ENTRY = '[[entry]]\nname = "monday"\nbriefings = ["weekly_state"]\nschedule = "0 7 * * MON"\n'


@pytest.fixture
def office(tmp_path, monkeypatch, root):
    """An office with a schedule, that has seen its entry and imported nothing."""
    shutil.copy(root / "settings.toml", tmp_path)
    (tmp_path / "schedule.toml").write_text(ENTRY, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.delenv("HUSTINGS_SETTINGS", raising=False)
    assert tick(monkeypatch, SLOT - timedelta(hours=1)).exit_code == 5
    return tmp_path


def test_a_slot_that_failed_is_told_with_what_to_do(office, monkeypatch):
    done = tick(monkeypatch, SLOT)
    assert done.exit_code == 1
    assert done.stdout.startswith("monday 2026-11-16T01:30+00:00: failed Nothing has been imported")
    assert "  fix:   " in done.stderr
    assert tick(monkeypatch, SLOT).exit_code == 5


def test_the_same_in_hindi(office, monkeypatch):
    done = tick(monkeypatch, SLOT, "--language", "hi")
    assert "monday 2026-11-16T01:30+00:00: तैयार नहीं हो सकी अभी" in done.stdout
    assert "hustings import" in done.stderr


def test_a_slot_nobody_printed_in_time_is_told_and_does_no_harm(office, monkeypatch):
    done = tick(monkeypatch, SLOT + timedelta(days=3))
    assert done.exit_code == 0
    assert done.stdout == "monday 2026-11-16T01:30+00:00: missed nobody was there to print\n"
