"""Pages made by workers elsewhere: all arrive, none twice, whichever worker dies."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.unit.press.conftest import OPENED, TITLE, briefing

from hustings.cli import main

UNITS = [f"IN-JH-AC-{number:03}" for number in range(21, 27)]
SLOW = "import time; time.sleep(1)"
FAILS = "raise ValueError('planted')"
LEAVES = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory, campaign):
    """A scheduler and two workers on this machine; gives its address and the workers."""
    pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    folder = tmp_path_factory.mktemp("cluster")
    note = folder / "scheduler.json"
    dask = [str(Path(sys.executable).with_name("dask"))]
    started = []

    def start(*words):
        log = (folder / f"{len(started)}.log").open("wb")
        started.append(
            subprocess.Popen(
                [*dask, *words], cwd=folder, env=campaign.environment, stdout=log, stderr=log,
                start_new_session=True,
            )
        )  # fmt: skip
        return started[-1]

    own = ("--host", "127.0.0.1", "--no-dashboard")
    start("scheduler", *own, "--port", "0", "--scheduler-file", str(note))
    until = time.monotonic() + 60
    while not note.exists():
        assert time.monotonic() < until
        time.sleep(0.1)
    joins = ("--scheduler-file", str(note), "--nthreads", "1", "--no-nanny")
    workers = [start("worker", *own, *joins) for _ in range(2)]
    yield json.loads(note.read_text("utf-8"))["address"], workers
    for process in started:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def pages(folder):
    return sorted(path.name for path in (folder / "reports").glob("slow/*/*.html"))


def test_a_scheduler_that_is_not_there_is_said(office, campaign, monkeypatch):
    folder = office(good=briefing(OPENED, TITLE))
    asked = ("press", "good", "--units", UNITS[0], "--executor")
    done = campaign.run(*asked, "tcp://127.0.0.1:9", folder=folder)
    assert done.returncode == 2
    assert "does not answer" in done.stderr
    monkeypatch.chdir(folder)
    refused = CliRunner(env=campaign.environment).invoke(main, [*asked, "ray"])
    assert refused.exit_code == 2
    assert "executor 'ray'" in refused.stderr


def test_a_page_made_elsewhere_is_the_same_to_the_byte_and_a_bad_one_fails_alone(
    office, campaign, cluster
):
    address, _ = cluster
    folder = office(
        good=briefing(OPENED, TITLE), fails=briefing(OPENED, FAILS), dies=briefing(OPENED, LEAVES)
    )
    asked = ("--units", UNITS[0], "--languages", "en", "--at", "2026-11-16T07:00+0530")
    done = campaign.run(
        "press", "good", "fails", "dies", *asked, "--executor", address, folder=folder
    )
    assert done.returncode == 3, done.stderr
    assert "cell 3: ValueError: planted" in done.stderr
    assert "exit code -9" in done.stderr
    (page,) = (folder / "reports").glob("good/*/*.html")
    there = page.read_bytes()
    campaign.run("press", "good", *asked, "--again", folder=folder)
    assert page.read_bytes() == there


# The last, for the workers are those of the tests above.
def test_all_pages_arrive_and_none_twice_when_a_worker_is_killed(office, campaign, cluster):
    address, workers = cluster
    folder = office(slow=briefing(OPENED, TITLE, SLOW))
    command = [
        sys.executable, "-m", "hustings.cli", "press", "slow", "--units", ",".join(UNITS),
        "--languages", "en", "--executor", address,
    ]  # fmt: skip
    printing = subprocess.Popen(
        command, cwd=folder, env=campaign.environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    until = time.monotonic() + 120
    while not pages(folder):
        assert printing.poll() is None, printing.stderr.read()
        assert time.monotonic() < until
        time.sleep(0.05)
    os.killpg(workers[0].pid, signal.SIGKILL)
    out, err = printing.communicate(timeout=240)
    assert printing.returncode == 0, err
    assert f"{len(UNITS)} of {len(UNITS)} pages are there" in out
    assert pages(folder) == [f"{unit}.en.html" for unit in UNITS]
    listed = campaign.run("runs", "list", "--briefing", "slow", "--json", "--most", "-1")
    good = [run["unit"] for run in json.loads(listed.stdout) if run["state"] == "succeeded"]
    assert sorted(good) == UNITS
