"""The ledger: a slot is given once, an end stays, and every step is remembered."""

import multiprocessing
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from hustings.errors import StoreError, UsageError
from hustings.press.ledger import Ledger, Order, Owner
from hustings.press.ledger.states import ENDS, STATES

MONDAY = datetime(2026, 11, 16, 1, 30, tzinfo=UTC)
LATER = MONDAY + timedelta(weeks=1)
ORDER = Order(
    briefing="weekly_seat", period="2026-W46", name="IN-JH-AC-023.hi", unit="IN-JH-AC-023",
    language="hi", scheduled_at=MONDAY, edition="2026-W46-3f9a1c2b", code="0.1.0+1",
    environment="e", notebook="n", parameters={"unit": "IN-JH-AC-023", "weeks": 6, "share": 0.5},
    settings="s",
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "data" / "ledger.sqlite3")


@pytest.fixture
def run(ledger):
    job = ledger.open_job(MONDAY, {"briefings": ["weekly_seat"]})
    return ledger.enter(job.id, [ORDER])[0]


def edit(ledger, statement):
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as db:
        db.execute(statement)


def test_what_was_entered_is_read_back_as_it_was(ledger, run):
    assert ledger.run(run.id) == run
    assert run.parameters == {"unit": "IN-JH-AC-023", "weeks": 6, "share": 0.5}
    assert (run.state, run.attempt, run.scheduled_at) == ("queued", 1, MONDAY)
    assert ledger.job(run.job).asked == {"briefings": ["weekly_seat"]}


def test_what_was_set_is_kept_once_and_found_by_its_digest(ledger):
    digest = ledger.keep_settings({"freshness": {"whatsapp": 10}})
    assert ledger.keep_settings({"freshness": {"whatsapp": 10}}) == digest
    assert ledger.settings(digest) == {"freshness": {"whatsapp": 10}}
    assert ledger.keep_settings({"freshness": {"whatsapp": 11}}) != digest
    assert ledger.settings("") is None


def test_a_ledger_of_the_first_version_is_brought_on_with_its_runs(ledger, run):
    edit(ledger, "ALTER TABLE runs DROP COLUMN settings")
    edit(ledger, "DROP TABLE settings")
    edit(ledger, "PRAGMA user_version = 1")
    assert ledger.run(run.id).settings == ""
    assert ledger.enter(run.job, [ORDER])[0].settings == "s"


def test_a_slot_is_given_once_whatever_clock_names_it(ledger):
    india = MONDAY.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert ledger.take_slot("weekly", MONDAY, {}) is not None
    assert ledger.take_slot("weekly", india, {}) is None
    assert ledger.record_slots("weekly", [india], "missed", "too late") == []
    assert ledger.take_slot("other", MONDAY, {}) is not None
    assert ledger.record_slots("weekly", [MONDAY, LATER], "missed", "too late") == [LATER]
    assert ledger.last_slot("weekly") == LATER
    assert ledger.last_slot("never") is None


def test_printing_by_hand_takes_no_slot(ledger):
    assert ledger.open_job(MONDAY, {}).id != ledger.open_job(MONDAY, {}).id


def test_only_one_can_claim_a_run(ledger, run):
    assert [ledger.claim(run), ledger.claim(run)] == [True, False]


@pytest.mark.parametrize("end", ENDS)
def test_an_end_is_final_also_for_one_who_writes_into_the_file(ledger, run, end):
    ledger.claim(run)
    assert ledger.settle(run.id, end, told="first")
    assert not ledger.settle(run.id, "failed", told="second")
    assert not ledger.claim(run)
    assert (ledger.run(run.id).state, ledger.run(run.id).told) == (end, "first")
    with pytest.raises(sqlite3.IntegrityError, match="keeps its state"):
        edit(ledger, "UPDATE runs SET state = 'queued'")


def test_the_history_holds_every_step_and_cannot_be_edited(ledger, run):
    ledger.claim(run)
    ledger.settle(run.id, "failed", told="cell 4: ValueError", cell=4)
    steps = ledger.history(run=run.id)
    assert [(step.state, step.told) for step in steps] == [
        ("queued", ""), ("running", ""), ("failed", "cell 4: ValueError"),
    ]  # fmt: skip
    for statement in ("UPDATE history SET told = ''", "DELETE FROM history"):
        with pytest.raises(sqlite3.IntegrityError, match="history of runs"):
            edit(ledger, statement)


def test_the_same_page_of_another_slot_is_no_retry(ledger, run):
    other = Order(**vars(ORDER) | {"scheduled_at": LATER})
    assert [each.retry_of for each in ledger.enter(run.job, [other, ORDER])] == [None, run.id]


def test_a_retry_is_a_new_run_that_names_the_old_one(ledger, run):
    ledger.claim(run)
    ledger.settle(run.id, "failed")
    again = ledger.try_again(run)
    assert (again.attempt, again.retry_of, again.state) == (2, run.id, "queued")
    assert (again.parameters, again.edition) == (run.parameters, run.edition)
    assert ledger.run(run.id).state == "failed"
    assert ledger.newest(run.job) == [again]


def test_what_waits_is_cancelled_at_once_and_what_works_is_asked_to_stop(ledger, run):
    job = ledger.job(run.job)
    other = ledger.enter(job.id, [ORDER])[0]
    ledger.claim(run)
    assert ledger.cancel([run.id, other.id]) == 2
    assert ledger.run(other.id).state == "cancelled"
    assert ledger.stopped(job.id) == {run.id}
    ledger.settle(run.id, "cancelled")
    assert ledger.stopped(job.id) == set()
    assert ledger.cancel([run.id]) == 0


def test_runs_are_entered_all_or_none(ledger, run):
    bad = Order(**vars(ORDER) | {"parameters": {"unit": {1, 2}}})
    with pytest.raises(TypeError):
        ledger.enter(run.job, [ORDER, bad])
    assert len(ledger.runs(job=run.job)) == 1


def test_unknown_numbers_are_refused(ledger):
    with pytest.raises(UsageError, match="no run 7"):
        ledger.run(7)
    with pytest.raises(UsageError, match="no job 7"):
        ledger.job(7)


def test_a_job_whose_owner_died_is_found_and_taken_over_once(ledger):
    child = multiprocessing.get_context("fork").Process(
        target=ledger.take_slot, args=("weekly", MONDAY, {})
    )
    child.start()
    child.join()
    (job,) = ledger.jobs(entry="weekly")
    assert job.abandoned
    assert [ledger.take_over(job), ledger.take_over(job)] == [True, False]
    assert not ledger.job(job.id).abandoned


def test_an_owner_is_a_process_of_one_start_of_one_machine():
    mine = Owner.current()
    assert Owner.read(str(mine)) == mine
    assert mine.alive
    assert not Owner(mine.host, "another-boot", mine.pid, mine.began).alive
    assert not Owner(mine.host, mine.boot, mine.pid, "1").alive
    assert Owner("another machine", "b", 1, "1").alive


def test_a_process_nobody_waited_for_counts_as_gone():
    pid = os.fork()
    if not pid:
        os._exit(0)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    mine = Owner.current()
    began = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[19]
    assert not Owner(mine.host, mine.boot, pid, began).alive
    os.waitpid(pid, 0)


def test_many_processes_at_once_give_each_slot_once(ledger, tmp_path):
    def take(number):
        for minute in range(20):
            if ledger.take_slot("often", MONDAY + timedelta(minutes=minute), {"by": number}):
                (tmp_path / f"{minute}.{number}").touch()

    fork = multiprocessing.get_context("fork")
    takers = [fork.Process(target=take, args=(number,)) for number in range(4)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
        assert taker.exitcode == 0
    assert len(ledger.jobs(entry="often")) == len(list(tmp_path.glob("*.*"))) == 20


def test_a_ledger_of_newer_code_is_left_alone(ledger, run):
    edit(ledger, "PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="version 99") as caught:
        ledger.run(run.id)
    assert "newer code" in caught.value.fix


def test_a_ledger_that_is_no_database_is_said_and_kept(ledger):
    ledger.path.parent.mkdir()
    ledger.path.write_bytes(b"not a database " * 100)
    with pytest.raises(StoreError, match="cannot be used"):
        ledger.jobs()
    assert ledger.path.read_bytes().startswith(b"not a database")


def test_code_and_ledger_know_the_same_states(ledger, run):
    with closing(sqlite3.connect(ledger.path)) as db:
        assert {state for (state,) in db.execute("SELECT state FROM states")} == set(STATES)
