"""One bad briefing fails alone; a page is whole, current and the same each time it is printed."""

import os
import re
import signal
import subprocess
import sys
import time
from collections import namedtuple

import pytest
from tests.support.campaign import PRINTED_FOR
from tests.unit.press.conftest import OPENED, TITLE, briefing

UNIT = "IN-JH-AC-023"
WEEK = "2026-W46"

HANGS = """import os, pathlib, subprocess, time
pathlib.Path("pid").write_text(f"{os.getpid()} {subprocess.Popen(['sleep', '600']).pid}")
while True:
    time.sleep(1)"""
DIES = "import os; os._exit(7)"
LEAVES = "import os; os._exit(0)"
RAISES = "raise ValueError('planted <b>fault</b>')"
SHOWS_NOTHING = "1 + 1"
QUITS = "raise SystemExit(0)"

Office = namedtuple("Office", "folder done report")  # noqa: PYI024


def press(campaign, folder, *names, units=UNIT):
    return campaign.run("press", *names, "--units", units, "--languages", "en", folder=folder)


def page(folder, name):
    return folder / "reports" / name / WEEK / f"{UNIT}.en.html"


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123  a finished child nobody waited for
        return file.read().rsplit(")", 1)[1].split()[0] != "Z"


def gone(pids, seconds=5.0):
    """Whether all have ended, given a moment to."""
    until = time.monotonic() + seconds
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(alive, pids))


@pytest.fixture(scope="module")
def mixed(office, campaign):
    """Good briefings among bad ones of every kind, printed by one command."""
    folder = office(
        timeout=6,
        good=briefing(OPENED, TITLE),
        raises=briefing(OPENED, TITLE, RAISES),
        dies=briefing(OPENED, TITLE, DIES),
        leaves=briefing(OPENED, TITLE, LEAVES),
        quits=briefing(OPENED, TITLE, QUITS),
        hangs=briefing(OPENED, TITLE, HANGS),
        empty=briefing(SHOWS_NOTHING),
        last=briefing(OPENED, TITLE),
    )
    (folder / "notebooks" / "briefings" / "torn.ipynb").write_text("{", "utf-8")
    names = ("hangs", "raises", "torn", "good", "dies", "leaves", "quits", "empty", "last")
    done = press(campaign, folder, *names)
    report = dict(re.findall(r"not printed: (\w+) \S+ \S+: (.+)", done.stderr))
    return Office(folder, done, report)


def test_bad_briefings_fail_alone_and_the_others_are_printed(mixed):
    assert mixed.done.returncode == 3
    assert page(mixed.folder, "good").exists()
    assert page(mixed.folder, "last").exists()
    assert "2 of 8 pages are there, 2 of them new" in mixed.done.stdout


def test_a_notebook_that_cannot_be_read_is_named_with_what_to_do(mixed):
    told = mixed.done.stderr.splitlines()
    at = told.index("not printed: the briefing torn cannot be read:")
    assert told[at + 1 : at + 4] == [
        "  This is not a notebook.",
        "    where: torn.ipynb",
        "    fix:   Restore the file, or take it out.",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("raises", "cell 4: ValueError: planted <b>fault</b>"),
        ("dies", "the process ended early (exit code 7)"),
        ("leaves", "the process ended early (exit code 0)"),
        ("quits", "A cell of the notebook failed: SystemExit: 0"),
        ("hangs", "no result after 6 seconds"),
        ("empty", "A briefing has one title, this notebook has 0."),
    ],
)
def test_each_failure_is_named_with_its_cell(mixed, name, said):
    assert said in mixed.report[name]


def test_nothing_of_a_failed_briefing_is_in_the_reports(mixed):
    found = {path.relative_to(mixed.folder / "reports").as_posix()
             for path in (mixed.folder / "reports").rglob("*") if path.is_file()}  # fmt: skip
    assert found == {
        "index.html", "feed.xml", f"good/{WEEK}/{UNIT}.en.html", f"last/{WEEK}/{UNIT}.en.html",
        f"latest/good/{UNIT}.en.html", f"latest/last/{UNIT}.en.html",
    }  # fmt: skip


def test_the_index_lists_what_is_there_and_nothing_else(mixed):
    index = (mixed.folder / "reports" / "index.html").read_text("utf-8")
    assert set(re.findall(r'href="([^"#]+)"', index)) == {
        "feed.xml", f"good/{WEEK}/{UNIT}.en.html", f"last/{WEEK}/{UNIT}.en.html",
    }  # fmt: skip
    assert "could not be printed" in index
    assert "took too long" in index


def test_a_hanging_briefing_and_what_it_started_are_killed(mixed, campaign):
    (note,) = (campaign.folder / "data" / "runs" / "hangs").glob(f"*/{UNIT}.en/1/pid")
    assert gone(map(int, note.read_text().split()))


@pytest.fixture(scope="module")
def twice(mixed, campaign):
    """The good briefing printed again after nothing changed: the page before, and the outcome."""
    before = page(mixed.folder, "good").stat()
    return before, press(campaign, mixed.folder, "good", "last")


def test_a_second_run_prints_nothing(mixed, twice):
    before, done = twice
    assert done.returncode == 0
    assert "2 of 2 pages are there, 0 of them new" in done.stdout
    assert "left out: the briefing torn cannot be read" in done.stderr
    assert page(mixed.folder, "good").stat().st_mtime_ns == before.st_mtime_ns


def test_a_changed_notebook_or_a_damaged_page_is_printed_again(mixed, campaign, twice):
    good, last = page(mixed.folder, "good"), page(mixed.folder, "last")
    whole = last.read_bytes()
    last.write_bytes(whole[:-1])
    path = mixed.folder / "notebooks" / "briefings" / "good.ipynb"
    path.write_text(path.read_text("utf-8").replace("weekly_seat", "weekly_state"), "utf-8")
    before = good.read_bytes()
    done = press(campaign, mixed.folder, "good", "last")
    assert "2 of 2 pages are there, 2 of them new" in done.stdout
    assert good.read_bytes() != before
    assert last.read_bytes() == whole


def test_a_page_printed_again_from_the_same_edition_is_the_same_to_the_byte(campaign):
    path = campaign.page("IN-JH-PC-03", "hi")
    before, clock = path.read_bytes(), path.stat().st_mtime_ns
    done = campaign.run(
        "press", "weekly_seat", "--units", "IN-JH-PC-03", "--languages", "hi", "--again",
        "--at", PRINTED_FOR,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "1 of them new" in done.stdout
    assert path.stat().st_mtime_ns != clock
    assert path.read_bytes() == before


def test_the_stock_kernel_gives_the_same_page(campaign, tmp_path, monkeypatch):
    """Our engine runs cells in the press's own process; papermill's own starts a kernel."""
    import papermill

    from hustings.page.template import render

    monkeypatch.setenv("HUSTINGS_SETTINGS", str(campaign.folder / "settings.toml"))
    executed = papermill.execute_notebook(
        str(campaign.folder / "notebooks" / "briefings" / "weekly_seat.ipynb"),
        str(tmp_path / "executed.ipynb"),
        parameters={
            "unit": "IN-JH-PC-12",
            "period": WEEK,
            "language": "hi",
            "edition": campaign.edition.id,
            "scheduled": "2026-11-16T01:30:00+00:00",
        },
        kernel_name="python3",
        progress_bar=False,
        cwd=str(tmp_path),
    )
    assert render(executed).encode() == campaign.page("IN-JH-PC-12", "hi").read_bytes()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_stopping_the_press_kills_its_children(office, campaign, sent):
    name = f"endless_{sent.name.lower()}"
    folder = office(**{name: briefing(HANGS)})
    runs = campaign.folder / "data" / "runs" / name
    command = [sys.executable, "-m", "hustings.cli", "press", name, "--units", UNIT,
               "--languages", "en"]  # fmt: skip
    started = subprocess.Popen(
        command, cwd=folder, env=campaign.environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        # where the tests themselves run in the background, Ctrl-C is ignored by all they start
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )  # fmt: skip
    until = time.monotonic() + 60
    while not any(len(note.read_text().split()) == 2 for note in runs.glob("*/*/*/pid")):
        assert started.poll() is None, started.stderr.read()
        assert time.monotonic() < until
        time.sleep(0.1)
    pids = [int(pid) for note in runs.glob("*/*/*/pid") for pid in note.read_text().split()]
    started.send_signal(sent)
    assert started.wait(60) == 128 + sent  # as a shell has it
    assert gone(pids)
    assert not list((folder / "reports").rglob("*.html"))
    assert "Traceback" not in started.stderr.read()
