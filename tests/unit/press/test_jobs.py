"""A job is seen to its end: what can be printed is, what cannot is named, and nothing twice."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from tests.support.printing import MONDAY, SEATS, PowerCut, open_office

from hustings.errors import SettingsError, StaleError
from hustings.press import standing
from hustings.press.ledger import Owner
from hustings.press.planned_again import lacking
from hustings.press.publishing import recover

FIRST, SECOND, THIRD = SEATS


@pytest.fixture
def office(tmp_path):
    return open_office(tmp_path)


def states(runs):
    return [run.state for run in runs]


def lost_owner(monkeypatch):
    """What was at work belongs to a process that is gone."""
    monkeypatch.setattr(Owner, "alive", False)


def test_all_good(office):
    assert states(office.print()) == ["succeeded"] * 4
    (job,) = office.ledger.jobs()
    assert (job.state, job.told) == ("succeeded", "4 of 4 pages are there")
    assert office.page("seat", FIRST).exists()
    assert office.latest("seat", FIRST).read_text() == office.page("seat", FIRST).read_text()


def test_the_roll_up_comes_last_and_names_what_is_missing(office):
    office.told.endings = {SECOND: ["failed"], THIRD: ["timed_out"]}
    ended = office.print()
    assert states(ended) == ["succeeded", "failed", "timed_out", "partial"]
    told = office.told.begun[-1].parameters
    assert (told["unit"], told["missing"], told["planned"]) == ("IN-JH", f"{SECOND},{THIRD}", 3)
    assert office.ledger.jobs()[0].state == "partial"
    assert not office.page("seat", SECOND).exists()
    assert not office.latest("seat", SECOND).exists()


@pytest.mark.parametrize(
    ("endings", "begun"), [([], 4), (["failed", "failed"], 5), (["power cut"], 2)]
)
def test_workers_are_made_ready_once_for_a_job_and_let_go_whatever_comes(office, endings, begun):
    office.told.endings, made = {SECOND: [*endings]}, []
    press = replace(office.press(), workers=lambda at: made.append(at) or office.told, retries=1)
    runs = office.runs()
    with suppress(PowerCut):
        office.see_through(office.ledger.open_job(MONDAY, {}), runs, press)
    assert (made, office.told.closed) == ([MONDAY], 1)
    assert len(office.told.begun) == begun


def test_no_worker_is_made_ready_where_every_page_is_current(office):
    office.print()
    made = []
    press = replace(office.press(), workers=made.append)
    office.see_through(office.ledger.open_job(MONDAY, {}), office.runs(), press)
    assert made == []


def test_a_job_without_a_page_failed(office):
    office.told.endings = {unit: ["failed"] for unit in (*SEATS, "IN-JH")}
    office.print()
    assert office.ledger.jobs()[0].state == "failed"


def test_a_failure_is_kept_with_its_cell(office):
    office.told.endings = {SECOND: ["failed"]}
    run = office.print()[1]
    assert (run.told, run.cell, run.page) == ("told to", 4, "")


def test_a_worker_that_was_killed_is_tried_again_once(office):
    office.told.endings = {FIRST: ["lost"], SECOND: ["lost", "lost"]}
    ended = office.print()
    assert states(ended) == ["succeeded", "failed", "succeeded", "partial"]
    assert [run.attempt for run in ended] == [2, 2, 1, 1]
    first, again = (run for run in office.ledger.runs() if run.unit == FIRST)
    assert (first.state, again.retry_of) == ("failed", first.id)


def test_what_is_current_is_left_and_what_is_damaged_is_printed(office):
    office.print()
    office.page("seat", SECOND).write_text("damaged", "utf-8")
    office.page("seat", THIRD).unlink()
    later = MONDAY + timedelta(minutes=1)
    assert states(office.print(moment=later)) == ["skipped", "succeeded", "succeeded", "skipped"]


@pytest.mark.parametrize("changed", ["notebook", "again"])
def test_a_changed_notebook_or_the_wish_prints_everything_again(office, changed):
    office.print()
    if changed == "notebook":
        for briefing in office.briefings.values():
            briefing.path.write_text(f"{briefing.path.read_text('utf-8')} ", "utf-8")
    later = MONDAY + timedelta(minutes=1)
    ended = office.print(moment=later, again=changed == "again")
    assert states(ended) == ["succeeded"] * 4


def test_a_roll_up_is_current_only_for_the_same_missing_units(office):
    office.told.endings = {SECOND: ["failed"]}
    office.print()
    ended = office.print(moment=MONDAY + timedelta(minutes=1))
    assert states(ended) == ["skipped", "succeeded", "skipped", "succeeded"]


def test_latest_stays_where_a_page_failed_and_never_goes_back(office):
    office.print()
    office.told.endings = {FIRST: ["failed"]}
    next_week = MONDAY + timedelta(weeks=1)
    office.print(week="2026-W47", moment=next_week)
    assert "2026-W46" in office.latest("seat", FIRST).read_text()
    assert "2026-W47" in office.latest("seat", SECOND).read_text()
    office.print(week="2026-W45", moment=next_week + timedelta(minutes=1))
    assert "2026-W47" in office.latest("seat", SECOND).read_text()


def test_latest_is_a_file_like_any_other_on_whatever_disk(office, monkeypatch):
    office.print()
    latest, page = office.latest("seat", FIRST), office.page("seat", FIRST)
    assert not latest.is_symlink()
    assert latest.samefile(page)  # a second name takes no room
    monkeypatch.setattr("os.link", no_links)
    office.print(again=True, moment=MONDAY + timedelta(hours=1))
    assert not latest.samefile(page)
    assert latest.read_bytes() == page.read_bytes()
    assert {path.name for path in latest.parent.iterdir()} == {f"{unit}.en.html" for unit in SEATS}


def no_links(*_):
    raise PermissionError("a memory card knows no second names")


def test_a_run_cancelled_while_it_waits_is_not_begun(office):
    begin = office.told.begin

    def cancel_the_others(task, folder):
        office.ledger.cancel(run.id for run in office.ledger.runs(state="queued"))
        begin(task, folder)

    office.told.begin = cancel_the_others
    assert states(office.print()) == ["succeeded", "cancelled", "cancelled", "partial"]


def test_a_run_stopped_at_work_ends_and_the_others_go_on(office):
    begin = office.told.begin

    def stop(task, folder):
        if task.parameters["unit"] == SECOND:
            office.ledger.cancel([task.run])
        begin(task, folder)

    office.told.begin = stop
    assert states(office.print()) == ["succeeded", "cancelled", "succeeded", "partial"]


def test_stopping_the_press_closes_what_is_open_and_keeps_what_is_there(office):
    office.told.endings = {SECOND: ["power cut"]}  # stands for Ctrl-C: it is seen
    with pytest.raises(PowerCut):
        office.print()
    (job,) = office.ledger.jobs()
    assert job.state == "cancelled"
    assert states(office.ledger.runs()) == ["succeeded", "cancelled", "cancelled"]
    assert office.page("seat", FIRST).exists()


def test_a_press_that_cannot_begin_says_why_and_not_that_somebody_stopped_it(office):
    def nowhere(_moment):
        raise SettingsError("The scheduler of the other machines does not answer.")

    runs = office.runs()
    job = office.ledger.open_job(MONDAY, {})
    with pytest.raises(SettingsError):
        replace(office.press(), workers=nowhere).print_pages(job, runs)
    ended = office.ledger.job(job.id)
    assert (ended.state, ended.told) == (
        "failed",
        "The scheduler of the other machines does not answer.",
    )
    assert {(run.state, run.told) for run in office.ledger.runs()} == {("cancelled", ended.told)}
    assert len(lacking(job.id, office.ledger)) == len(office.ledger.runs())


def test_a_fault_before_the_first_page_leaves_no_run_that_waits_for_ever(office, monkeypatch):
    def wrong(*_):
        raise OverflowError("date value out of range")

    monkeypatch.setattr(standing.Standing, "too_old", wrong)
    job = office.ledger.open_job(MONDAY, {})
    with pytest.raises(OverflowError):
        office.press().print_pages(job, office.runs())
    assert office.ledger.job(job.id).state == "failed"
    assert set(states(office.ledger.runs())) == {"cancelled"}


@pytest.mark.parametrize("when", ["power cut", "made, then power cut"])
def test_a_slot_cut_short_is_gone_on_with_and_nothing_is_printed_twice(office, monkeypatch, when):
    office.told.endings = {SECOND: [when]}
    with pytest.raises(PowerCut):
        office.print(entry="weekly")
    lost_owner(monkeypatch)
    (job,) = recover(office.ledger, office.settings)
    assert office.ledger.take_over(job)
    ended = office.see_through(office.ledger.job(job.id), office.runs(), office.press())
    assert states(ended) == ["succeeded"] * 4
    made = 1 if when.startswith("made") else 2
    begun = Counter(task.parameters["unit"] for task in office.told.begun)
    assert begun == {FIRST: 1, SECOND: made, THIRD: 1, "IN-JH": 1}
    assert office.ledger.job(job.id).state == "succeeded"


def test_a_job_by_hand_cut_short_is_closed_at_the_next_start(office, monkeypatch):
    job = office.ledger.open_job(MONDAY, {})
    entered = office.ledger.enter(job.id, [])
    assert entered == []
    lost_owner(monkeypatch)
    assert recover(office.ledger, office.settings) == []
    assert office.ledger.job(job.id).state == "cancelled"


def test_a_page_its_worker_did_not_make_is_not_published(office):
    ended = office.told._outcome

    def spoil(task, folder):
        outcome = ended(task, folder)
        if task.parameters["unit"] == SECOND:
            (folder / "page.html").write_text("half", "utf-8")
        return outcome

    office.told._outcome = spoil
    assert states(office.print()) == ["succeeded", "failed", "succeeded", "partial"]
    assert not office.page("seat", SECOND).exists()


def test_a_page_that_failed_is_tried_again_before_the_roll_up(office):
    office.told.endings = {FIRST: ["failed"], SECOND: ["timed_out", "failed"]}
    pauses = []
    press = replace(office.press(), retries=1, pause=lambda: pauses.append(1))
    job = office.ledger.open_job(MONDAY, {})
    ended = office.see_through(job, office.runs(), press)
    assert states(ended) == ["succeeded", "failed", "succeeded", "partial"]
    assert [run.attempt for run in ended] == [2, 2, 1, 1]
    assert office.told.begun[-1].parameters["missing"] == SECOND
    assert pauses == [1]


def test_a_slot_over_which_the_press_dies_again_and_again_has_failed(office, monkeypatch):
    job = office.ledger.take_slot("weekly", MONDAY, {})
    lost_owner(monkeypatch)
    for _ in range(4):
        (left,) = recover(office.ledger, office.settings)
        assert office.ledger.take_over(left)
    assert recover(office.ledger, office.settings) == []
    ended = office.ledger.job(job.id)
    assert (ended.state, ended.told) == ("failed", "the press died over it 5 times")


def as_if_old(monkeypatch, *, nothing_for=()):
    """Something is too old since Tuesday, and for some units it is all there is."""
    old = ("", "chats, 9 days")
    monkeypatch.setattr(
        standing, "ages_of", lambda _e, _l, at: SimpleNamespace(stale=(old,) * (at.weekday() > 0))
    )

    def refuse(*_, unit, **__):
        if unit in nothing_for:
            raise StaleError("Everything this page would show is too old to be printed.")

    monkeypatch.setattr(standing, "refuse_stale", refuse)


def test_a_page_on_which_nothing_may_be_printed_is_stale_and_the_old_one_stays(office, monkeypatch):
    office.print()
    before = office.page("seat", FIRST).read_text("utf-8")
    as_if_old(monkeypatch, nothing_for=(FIRST,))
    ended = office.print(moment=MONDAY + timedelta(days=1))
    assert states(ended) == ["stale", "succeeded", "succeeded", "partial"]
    assert office.told.begun[-1].parameters["missing"] == FIRST
    assert office.page("seat", FIRST).read_text("utf-8") == before


def test_a_job_of_stale_pages_alone_is_stale(office, monkeypatch):
    as_if_old(monkeypatch, nothing_for=(*SEATS, "IN-JH"))
    office.print(moment=MONDAY + timedelta(days=1))
    assert office.ledger.jobs()[0].state == "stale"


def test_a_page_is_current_at_another_moment_unless_something_grew_too_old(office, monkeypatch):
    as_if_old(monkeypatch)
    office.print()
    assert states(office.print(moment=MONDAY + timedelta(hours=9))) == ["skipped"] * 4
    assert states(office.print(moment=MONDAY + timedelta(days=1))) == ["succeeded"] * 4
    assert states(office.print(moment=MONDAY + timedelta(days=1, hours=1))) == ["skipped"] * 4
