"""A disk that fills up, a stop by hand, one core or several: the store is whole and the same."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.support.depth import only_thorough
from tests.unit.intake.conftest import NOW

from hustings.intake import import_files
from hustings.settings import load
from hustings.store import Snapshot

CHAT = "".join(
    f"{1 + n // 600:02d}/11/2026, {10 + n // 60 % 10:02d}:{n % 60:02d} - Asha {n % 7}: line {n}\n"
    for n in range(4500)
)

# Files may grow to so many bytes and no further, as on a disk that is almost full.
LIMITED = """
import resource, sys
from hustings.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.argv = ["hustings", "import", sys.argv[2]]
main()
"""


@pytest.fixture
def campaign(tmp_path, monkeypatch, root):
    """An office that has imported one chat, and a folder of more."""
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    office, first, more = (tmp_path / name for name in ("office", "first", "more"))
    for folder in (office, first, more):
        folder.mkdir()
    shutil.copy(root / "settings.toml", office)
    (first / "WhatsApp Chat with First.txt").write_text(CHAT[:2000], "utf-8")
    for number in range(64):  # so many that other processes read them
        text = CHAT.replace("Asha", f"Asha {number}")[: 1500 + 100 * number]
        (more / f"WhatsApp Chat with Team {number:02d}.txt").write_text(text, "utf-8")
    (more / "WhatsApp Chat with Large.txt").write_text(CHAT, "utf-8")
    (more / "WhatsApp Chat with Large once more.txt").write_text(CHAT, "utf-8")
    import_files([first], load(office / "settings.toml"), now=NOW)
    return office, more


def stored(office):
    snapshot = Snapshot.take(load(office / "settings.toml").folders.data / "clean")
    tables = {}
    for name in sorted(snapshot.pin.versions):
        rows = snapshot.frame(name).drop(columns=["read_with"], errors="ignore")
        tables[name] = sorted(map(str, rows.to_dict("records")))
    return tables


def with_readers(office, count):
    settings = load(office / "settings.toml")
    exports = settings.exports.model_copy(update={"readers": count})
    return settings.model_copy(update={"exports": exports})


def test_one_process_and_three_store_the_same(campaign, tmp_path):
    office, more = campaign
    (more / "bad.csv").write_text("apple,pear\n1,2\n", "utf-8")
    other = tmp_path / "other"
    shutil.copytree(office, other)
    one = import_files([more], with_readers(office, 1), now=NOW)
    three = import_files([more], with_readers(other, 3), now=NOW)
    assert one.closing_line() == three.closing_line()
    assert [file.name for file in one.failed] == ["bad.csv"]
    assert stored(office) == stored(other)
    assert len(stored(office)["messages"]) > 4500


@pytest.mark.parametrize("most", [pytest.param(600, marks=only_thorough), 20_000])
def test_a_full_disk_is_said_and_changes_nothing(campaign, most):
    office, more = campaign
    before = stored(office)
    command = [sys.executable, "-c", LIMITED, str(most), str(more)]
    done = subprocess.run(command, cwd=office, capture_output=True, text=True, check=False)
    assert done.returncode == 13, done.stderr[-2000:]
    assert "The disk is full." in done.stderr
    assert "Traceback" not in done.stderr
    assert stored(office) == before
    import_files([more], load(office / "settings.toml"), now=NOW)
    assert len(stored(office)["files"]) == 66


def working_in(folder):
    """Processes whose working folder this is."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if link.readlink() == folder:
                found.append(link.parent.name)
    return found


def hears_ctrl_c():
    """Where the tests themselves run in the background, Ctrl-C is ignored by all they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_every_process_and_changes_nothing(campaign):
    office, more = campaign
    before = stored(office)
    command = [sys.executable, "-m", "hustings.cli", "import", str(more)]
    process = subprocess.Popen(
        command, cwd=office, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, preexec_fn=hears_ctrl_c,  # noqa: PLW1509
    )  # fmt: skip
    lock = office / "data" / "clean" / ".lock"
    while lock.read_text() != str(process.pid) and process.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)  # while files are being recognised or read
    assert str(process.pid) in working_in(office)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "What was stored before is unharmed" in told
    assert "Traceback" not in told
    assert not working_in(office), "a reading process is left behind"
    assert stored(office) == before
    assert json.loads((office / "data" / "clean" / "pin.json").read_text())["versions"]
