"""An import killed at any moment loses nothing that was stored and leaves no half behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 20

# The trials run in a process of their own, which forks: forking the test runner would copy
# whatever threads other tests have started.
DRIVER = """
import json, os, random, signal, sys, time
from datetime import UTC, datetime
from pathlib import Path
import duckdb
from hustings.importers import sources
from hustings.intake import import_files
from hustings.settings import load
from hustings.store import Snapshot

work, seed, kills = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
NOW = datetime(2026, 11, 22, tzinfo=UTC)

def in_child(settings, folder):
    pid = os.fork()
    if pid:
        return pid
    try:
        import_files([folder], settings, now=NOW)
    except BaseException:
        os._exit(1)
    os._exit(0)

def stored(settings):
    # Looked up in a child as well: the Delta library must not have run in a process that forks.
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        with os.fdopen(writing, "w") as pipe:
            pipe.write(json.dumps(looked_up(settings)))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        found = json.loads(pipe.read())
    os.waitpid(pid, 0)
    return found

def looked_up(settings):
    snapshot = Snapshot.take(settings.folders.data / "clean")
    tables = {}
    with duckdb.connect() as engine:
        for name in sorted(snapshot.pin.versions):
            files = snapshot.files(name)
            rows = engine.sql("select file, row_key from read_parquet($f)", params={"f": files})
            tables[name] = sorted(map(list, rows.fetchall()))
    return tables

sources()  # the readers are loaded here, not anew in each fork
settings = load(work / "store" / "settings.toml")
before = stored(settings)
os.system(f"cp -r {work}/store {work}/whole")
began = time.monotonic()
os.waitpid(in_child(load(work / "whole" / "settings.toml"), work / "second"), 0)
took = time.monotonic() - began
after = stored(load(work / "whole" / "settings.toml"))
rng, seen = random.Random(seed), {"before": 0, "after": 0}
trial = 0
while trial < kills:
    os.system(f"rm -rf {work}/trial && cp -r {work}/store {work}/trial")
    settings = load(work / "trial" / "settings.toml")
    pid = in_child(settings, work / "second")
    time.sleep(rng.uniform(0, took * 1.05))
    if os.waitpid(pid, os.WNOHANG)[0]:
        took *= 0.9  # the machine is quicker by now: nothing was left to kill
        continue
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    now = stored(settings)
    assert now in (before, after), f"trial {trial}: a half is visible"
    seen["before" if now == before else "after"] += 1
    if trial % 8 == 0:
        pid = in_child(settings, work / "second")
        assert os.waitpid(pid, 0)[1] == 0, f"trial {trial}: the next import failed"
        assert stored(settings) == after, f"trial {trial}: the next import did not mend it"
    trial += 1
print(json.dumps({"took": took, "before": seen["before"], "after": seen["after"],
                  "tables": {name: len(rows) for name, rows in after.items()}}))
"""


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A store that holds the first half of a small campaign, and the second half as files."""
    from hustings import sample
    from hustings.period import Period

    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    sample.write(tmp_path / "sample", weeks=2, seed=3, until=Period.parse("2026-W46"))
    first, second, store = tmp_path / "first", tmp_path / "second", tmp_path / "store"
    for folder in (first, second, store):
        folder.mkdir()
    for name in ("lists", "roster"):
        shutil.copytree(tmp_path / "sample" / name, first / name)
    chats = sorted(path for path in (tmp_path / "sample" / "whatsapp").rglob("*") if path.is_file())
    for path in chats[:3]:
        shutil.copy2(path, second / path.name)
    # Few answers: reading writes nothing, and the kills are to fall where something is written.
    for form in sorted((tmp_path / "sample" / "forms").iterdir()):
        answers = form.read_text("utf-8").splitlines(keepends=True)[:200]
        (second / form.name).write_text("".join(answers), "utf-8")
    for path in sorted((tmp_path / "sample" / "facebook").iterdir())[:1]:
        shutil.copy2(path, second / path.name)
    root = Path(__file__).resolve().parents[2]
    shutil.copy(root / "settings.toml", store / "settings.toml")
    run = [sys.executable, "-m", "hustings.cli", "import", str(first)]
    subprocess.run(run, cwd=store, check=True, capture_output=True)
    return tmp_path


def test_an_import_killed_at_any_moment_is_whole_or_nothing(work):
    (work / "driver.py").write_text(DRIVER)
    command = [sys.executable, str(work / "driver.py"), str(work), "1", str(KILLS)]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    assert outcome.returncode == 0, outcome.stderr[-2000:]
    seen = json.loads(outcome.stdout.splitlines()[-1])
    assert seen["before"] + seen["after"] == KILLS
    assert seen["before"] >= KILLS // 2, "the kills came too late to test anything"
    assert seen["tables"]["messages"] > 100
    assert seen["tables"]["activity"] > 100


def test_a_killed_import_lets_go_of_the_lock(tmp_path):
    from hustings.store import open_writer

    folder = tmp_path / "clean"
    pid = os.fork()
    if pid == 0:
        with open_writer(folder):
            (tmp_path / "locked").touch()
            signal.pause()
    while not (tmp_path / "locked").exists():
        pass
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with open_writer(folder) as writer:
        assert writer.staged_rows == 0
