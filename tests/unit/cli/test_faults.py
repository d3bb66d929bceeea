"""What a disk or its rights refuse is told as problem, where and fix, in both languages."""

import errno
import os
import shutil

import pytest
from click.testing import CliRunner

from hustings.cli import main
from hustings.cli.faults import of_disk
from hustings.press.schedule import pausing


@pytest.fixture
def refused(tmp_path, monkeypatch, root):
    """Gives `refused(number)`: what a command says where the system refuses to write."""
    shutil.copy(root / "settings.toml", tmp_path)
    shutil.copy(root / "schedule.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HUSTINGS_SETTINGS", raising=False)

    def run(number, *words):
        def fail(*_, **__):
            raise OSError(number, os.strerror(number), "data/paused/monday")

        monkeypatch.setattr(pausing, "write_atomically", fail)
        return CliRunner().invoke(main, ["schedule", "pause", "monday", *words])

    return run


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EACCES, "A file or folder may not be read or written."),
        (errno.EROFS, "A file or folder may not be read or written."),
        (errno.ENOTDIR, "A file or folder is not there, or is not what it should be."),
    ],
)
def test_it_is_told_with_where_and_what_to_do(refused, number, problem):
    done = refused(number)
    assert done.exit_code == 13
    first, where, fix = done.stderr.splitlines()
    assert first == f"error: {problem}"
    assert where == f"  where: data/paused/monday: {os.strerror(number)}"
    assert fix.startswith("  fix:   ")


def test_it_is_told_in_hindi(refused):
    done = refused(errno.ENOSPC, "--language", "hi")
    assert done.stderr.startswith("समस्या: डिस्क भर गई है।")


def test_what_is_no_matter_of_files_is_a_fault_of_ours_and_is_shown_whole(refused):
    assert of_disk(ConnectionResetError(errno.ECONNRESET, "reset")) is None
    assert isinstance(refused(errno.ECONNRESET).exception, OSError)
