"""A tick that is killed at any write loses nothing, prints nothing twice and stays silent never."""

import os
import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from tests.faults.killed_ticks import forked, open_ends
from tests.support.printing import MONDAY, NoDesk, open_office

from hustings.press.making import digest
from hustings.press.publishing import page_of
from hustings.press.schedule import Timetable
from hustings.press.ticking import Ticker

WEEKLY = {"name": "weekly", "briefings": ["seat"], "schedule": "0 7 * * MON", "catch_up": "36h"}
PAGES = {("seat", "IN-JH-AC-001.en"), ("seat", "IN-JH-AC-002.en"), ("state", "IN-JH.en")}
BEFORE, AFTER = MONDAY - timedelta(hours=1), MONDAY + timedelta(minutes=3)
FEWEST = 200  # kill points


@pytest.fixture
def offices():
    """Gives offices that are all alike, in memory where the machine has such a folder."""
    memory = Path("/dev/shm")  # noqa: S108
    top = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    other = open_office(top / "other")
    for now in (BEFORE, AFTER):  # what a tick loads is there before the forks, not loaded in each
        tick(other, now)
    first = open_office(top / "first")
    tick(first, BEFORE)  # sees the entry; from here on its slots are promised

    def another():
        shutil.rmtree(top / "data", ignore_errors=True)
        for name in ("data", "reports"):
            shutil.rmtree(first.folder / name, ignore_errors=True)
        shutil.copytree(kept, first.folder / "data")
        return first

    kept = top / "kept"
    shutil.copytree(first.folder / "data", kept)
    yield another
    shutil.rmtree(top)


def tick(office, now, timetable=(WEEKLY,)):
    ticker = Ticker(
        office.settings,
        Timetable.model_validate({"entry": timetable}),
        office.ledger,
        measure=lambda *_: office.edition,
        open_press=lambda *_: office.press(),
        desk=NoDesk(),
        paused=lambda _: False,
    )
    return list(ticker.tick(now))


def ticked(office, now=AFTER, killed_at=0):
    return forked(lambda: tick(office, now), office.folder / "note", killed_at)


def check(office):
    """Every page is there once, as the ledger has it, and nothing is open or left behind."""
    ledger, reports = office.ledger, office.settings.folders.reports
    assert open_ends(ledger) == []
    (job,) = ledger.jobs(entry="weekly")
    assert (job.state, job.scheduled_at) == ("succeeded", MONDAY)
    good = [run for run in ledger.runs(job=job.id) if run.state == "succeeded"]
    assert Counter((run.briefing, run.name) for run in good) == dict.fromkeys(PAGES, 1)
    for run in good:
        assert digest(page_of(run, office.settings).read_text("utf-8")) == run.page
        assert digest(office.latest(run.briefing, run.unit).read_text("utf-8")) == run.page
    names = {path.name for path in reports.rglob("*") if not path.is_dir()}
    assert names == {f"{name}.html" for _, name in PAGES}


def test_killed_at_every_write_and_again_while_it_recovers(offices):
    points = ticked(offices())
    kills = 0
    for point in range(1, points + 1):
        office = offices()
        assert ticked(office, killed_at=point) == 0
        again = ticked(office, AFTER + timedelta(minutes=1), killed_at=1 + point * 7 % points)
        kills += 1 + (again == 0)
        if again == 0:
            ticked(office, AFTER + timedelta(minutes=2))
        check(office)
    assert kills >= FEWEST


def test_two_ticks_at_once_print_a_slot_once(offices):
    office = offices()
    pids = []
    for _ in range(4):
        pids.append(os.fork())
        if pids[-1] == 0:
            code = 1
            try:
                tick(office, AFTER)
                code = 0
            finally:
                os._exit(code)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids] == [0] * 4
    check(office)
    assert len(office.ledger.runs()) == len(PAGES)
