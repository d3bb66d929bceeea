"""Trying again what a job lacks: pages that failed, and the roll-up that names them."""

import pytest
from tests.support.printing import MONDAY, SEATS, open_office

from hustings.errors import UsageError
from hustings.press.planned_again import lacking, planned_again, readable

FIRST, SECOND, THIRD = SEATS


@pytest.fixture
def office(tmp_path):
    """An office whose first job has one page of three, and a roll-up that says so."""
    made = open_office(tmp_path)
    made.told.endings = {SECOND: ["failed"], THIRD: ["timed_out"]}
    made.print()
    return made


def retry(office, runs):
    """A job of its own for some runs, as the command makes one; what it gave."""
    again = planned_again(runs, office.settings, office.ledger)
    job = office.ledger.open_job(MONDAY, {})
    return office.see_through(job, again, office.press(again=True))


def told(office):
    """What the roll-up printed last was told: units missing, and units there were to be."""
    given = office.told.begun[-1].parameters
    assert given["unit"] == "IN-JH"
    return given["missing"], given["planned"]


def outcome(runs):
    return [(run.unit, run.state) for run in runs]


def test_the_roll_up_is_printed_again_and_knows_the_whole(office):
    office.told.endings = {THIRD: ["failed"]}
    assert told(office) == (f"{SECOND},{THIRD}", 3)
    ended = retry(office, lacking(1, office.ledger))
    assert outcome(ended) == [(SECOND, "succeeded"), (THIRD, "failed"), ("IN-JH", "partial")]
    assert told(office) == (THIRD, 3)
    ended = retry(office, lacking(1, office.ledger))  # what the second job did counts
    assert outcome(ended) == [(THIRD, "succeeded"), ("IN-JH", "succeeded")]
    assert told(office) == ("", 3)
    assert lacking(1, office.ledger) == []


def test_a_roll_up_tried_alone_names_only_what_is_missing_still(office):
    second = next(run for run in office.ledger.runs() if run.unit == SECOND)
    retry(office, [second])
    roll_up = office.ledger.runs(unit="IN-JH")
    assert outcome(retry(office, roll_up)) == [("IN-JH", "partial")]
    assert told(office) == (THIRD, 3)


def test_a_page_too_old_keeps_no_other_from_being_tried(office):
    ledger = office.ledger
    job = ledger.open_job(MONDAY, {})
    second, third = (run for run in ledger.runs() if run.unit in (SECOND, THIRD))
    old, failed = (ledger.enter(job.id, [run])[0] for run in (second, third))
    ledger.settle(old.id, "stale")
    ledger.settle(failed.id, "failed")
    assert [run.unit for run in lacking(job.id, ledger)] == [THIRD]


def test_what_cannot_be_read_any_more_keeps_no_other_from_being_tried(office):
    runs = lacking(1, office.ledger)
    office.briefings["state"].path.write_text("{", "utf-8")
    good, faults = readable(runs, office.settings)
    assert [run.unit for run in good] == [SECOND, THIRD]
    assert faults["state"].where == "state.ipynb"
    with pytest.raises(UsageError, match="not a notebook"):
        readable(runs[-1:], office.settings)


def test_a_page_that_is_there_is_not_tried_again(office):
    first = next(run for run in office.ledger.runs() if run.unit == FIRST)
    with pytest.raises(UsageError, match=r"did not fail \(succeeded\)"):
        retry(office, [first])


def test_another_weeks_page_for_the_same_moment_is_another_page(office):
    office.print(week="2026-W45")
    assert [run.unit for run in lacking(1, office.ledger)] == [SECOND, THIRD, "IN-JH"]
