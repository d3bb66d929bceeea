"""Each slot is printed once, or put on record as missed, skipped or failed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.support.printing import MONDAY, NoDesk, PowerCut, open_office

from hustings.errors import InputError
from hustings.press.ledger import Owner
from hustings.press.schedule import Timetable
from hustings.press.ticking import Ticker

WEEK, HOUR, MINUTE = timedelta(weeks=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def office(tmp_path):
    return open_office(tmp_path)


def ticker(office, **told):
    entry = {"name": "weekly", "briefings": ["seat"], "schedule": "0 7 * * MON"} | told
    return Ticker(
        office.settings,
        Timetable.model_validate({"entry": [entry]}),
        office.ledger,
        measure=lambda *_: office.edition,
        open_press=lambda *_: office.press(),
        desk=NoDesk(),
        paused=lambda _: False,
    )


def ticks(office, *moments, **told):
    """What each of some ticks settled, after one an hour before the first slot."""
    mine = ticker(office, **told)
    assert list(mine.tick(MONDAY - HOUR)) == []
    return [[(each.slot, each.state) for each in mine.tick(moment)] for moment in moments]


def test_a_slot_is_printed_at_its_time_and_not_again(office):
    before, then, later = ticks(office, MONDAY - MINUTE, MONDAY, MONDAY + MINUTE)
    assert (before, then, later) == ([], [(MONDAY, "succeeded")], [])
    assert [task.parameters["unit"] for task in office.told.begun] == [
        "IN-JH-AC-001", "IN-JH-AC-002", "IN-JH",
    ]  # fmt: skip
    assert {run.scheduled_at for run in office.ledger.runs()} == {MONDAY}


def test_workers_are_made_ready_for_the_slot_and_not_for_now(office):
    asked = []

    def press(*_):
        return replace(office.press(), workers=lambda moment: asked.append(moment) or office.told)

    mine = replace(ticker(office), open_press=press)
    list(mine.tick(MONDAY - HOUR))
    list(mine.tick(MONDAY + 20 * HOUR))
    assert set(asked) == {MONDAY}


def test_after_an_outage_the_newest_is_printed_and_the_others_are_missed(office):
    (found,) = ticks(office, MONDAY + 2 * WEEK + HOUR)
    assert found == [
        (MONDAY, "missed"), (MONDAY + WEEK, "missed"), (MONDAY + 2 * WEEK, "succeeded"),
    ]  # fmt: skip


def test_a_slot_too_long_ago_is_missed_and_said_so(office):
    assert ticks(office, MONDAY + timedelta(days=3)) == [[(MONDAY, "missed")]]
    (job,) = office.ledger.jobs()
    assert (job.state, job.told) == ("missed", "nobody was there to print")


def test_a_clock_that_jumps_gives_no_slot_twice(office):
    found = ticks(office, MONDAY, MONDAY - WEEK, MONDAY, MONDAY + WEEK, MONDAY, MONDAY + WEEK)
    assert found == [[(MONDAY, "succeeded")], [], [], [(MONDAY + WEEK, "succeeded")], [], []]


def test_a_paused_entry_misses_its_slots_on_purpose(office):
    assert ticks(office, MONDAY, paused=True) == [[(MONDAY, "missed")]]
    assert office.ledger.jobs()[0].told == "paused"


def test_months_asleep_each_minute_are_one_line_for_all_but_the_last(office):
    mine = ticker(office, schedule="* * * * *", catch_up="5m")
    list(mine.tick(MONDAY))
    found = list(mine.tick(MONDAY + 12 * WEEK))
    assert len(found) < 600
    assert "all slots since" in found[0].told
    assert found[-1].state == "succeeded"


@pytest.mark.parametrize(
    ("overlap", "found"),
    [
        ("skip", [(MONDAY + WEEK, "skipped")]),
        ("queue", []),
        ("allow", [(MONDAY + WEEK, "succeeded")]),
    ],
)
def test_a_slot_that_comes_while_the_one_before_is_printed(office, overlap, found):
    mine = ticker(office, overlap=overlap)
    list(mine.tick(MONDAY - HOUR))
    at_work = office.ledger.take_slot("weekly", MONDAY, {})  # by this process, which is alive
    assert [(each.slot, each.state) for each in mine.tick(MONDAY + WEEK)] == found
    office.ledger.settle_job(at_work.id, "succeeded")
    later = [(each.slot, each.state) for each in mine.tick(MONDAY + WEEK + MINUTE)]
    assert later == ([(MONDAY + WEEK, "succeeded")] if overlap == "queue" else [])


def test_a_slot_without_data_has_failed_with_the_reason(office):
    def nothing(*_):
        raise InputError("Nothing has been imported yet, so there is nothing to measure.")

    mine = replace(ticker(office), measure=nothing)
    list(mine.tick(MONDAY - HOUR))
    (settled,) = mine.tick(MONDAY)
    assert (settled.state, settled.told[:30]) == ("failed", "Nothing has been imported yet,")
    assert list(mine.tick(MONDAY + MINUTE)) == []


def test_a_notebook_that_cannot_be_read_stops_no_other_and_is_told(office):
    broken = office.folder / "notebooks" / "briefings" / "broken.ipynb"
    broken.write_text("{", "utf-8")
    assert ticks(office, MONDAY) == [[(MONDAY, "succeeded")]]  # it was not asked for
    told = "the briefing broken cannot be read: This is not a notebook."
    assert office.ledger.jobs()[0].told == f"3 of 3 pages are there; {told}"
    mine = ticker(office, briefings=["seat", "broken"])
    (settled,) = mine.tick(MONDAY + WEEK)
    assert (settled.state, settled.told) == ("partial", f"3 of 3 pages are there; {told}")


def test_a_fault_of_our_own_is_on_record_before_it_is_raised(office):
    def broken(*_):
        raise ZeroDivisionError("by mistake")

    mine = replace(ticker(office), desk=NoDesk(finish=broken))
    list(mine.tick(MONDAY - HOUR))
    with pytest.raises(ZeroDivisionError):
        list(mine.tick(MONDAY))
    (job,) = office.ledger.jobs()
    assert (job.state, job.told) == ("failed", "ZeroDivisionError: by mistake")
    assert list(mine.tick(MONDAY + MINUTE)) == []


def test_what_a_crash_left_is_gone_on_with_from_the_edition_it_began_with(office, monkeypatch):
    mine = ticker(office)
    list(mine.tick(MONDAY - HOUR))
    office.told.endings = {"IN-JH-AC-002": ["power cut"]}
    with pytest.raises(PowerCut):
        list(mine.tick(MONDAY))
    monkeypatch.setattr(Owner, "alive", False)

    def other(*_):
        raise AssertionError("measured anew")

    again = replace(mine, measure=other)
    assert [each.state for each in again.tick(MONDAY + MINUTE)] == ["succeeded"]


def test_a_slot_whose_entry_is_gone_is_closed(office, monkeypatch):
    office.ledger.take_slot("old", MONDAY, {})
    monkeypatch.setattr(Owner, "alive", False)
    (settled,) = ticker(office).tick(MONDAY - HOUR)
    assert (settled.entry, settled.state) == ("old", "failed")


def test_the_week_printed_is_the_one_over_at_the_slot_in_india(office):
    asked = []

    def measure(_settings, period, moment):
        asked.append((period.key, moment))
        return office.edition

    mine = replace(ticker(office, schedule="0 0 * * MON"), measure=measure)
    midnight = datetime(2026, 11, 15, 18, 30, tzinfo=UTC)
    list(mine.tick(midnight - HOUR))
    list(mine.tick(midnight + HOUR))
    assert asked == [("2026-W46", midnight)]
