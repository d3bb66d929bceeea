"""What the press did stands in its log, an object a line, and nothing of anybody's data."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from tests.support.printing import MONDAY, NoDesk, PowerCut, open_office
from tests.unit.press.test_ledger import ORDER

from hustings.cli import main
from hustings.press.delivery.addresses import Envelope
from hustings.press.delivery.letters import Failure, failure_letter
from hustings.press.delivery.outbox import Outbox
from hustings.press.ledger import Owner
from hustings.press.operating import journal as logs
from hustings.press.pruning import Rule, carry_out, plan_pruning
from hustings.press.schedule import Timetable
from hustings.press.telling import EVENTS
from hustings.press.ticking import Ticker

PERSON = "Asha Devi 98765 43210"


@pytest.fixture
def office(tmp_path):
    return open_office(tmp_path)


def lines(office):
    return [
        json.loads(line) for line in logs.file_of(office.settings).read_text("utf-8").splitlines()
    ]


def states(office, event):
    return [(each.get("unit"), each["state"]) for each in lines(office) if each["event"] == event]


def test_each_change_of_state_is_a_line(office):
    office.told.endings = {"IN-JH-AC-002": ["failed"]}
    with logs.journal(office.settings):
        office.print(entry="weekly")
    assert states(office, "job") == [(None, "running"), (None, "partial")]
    assert [s for unit, s in states(office, "run") if unit == "IN-JH-AC-001"] == [
        "queued", "running", "succeeded",
    ]  # fmt: skip
    assert [s for unit, s in states(office, "run") if unit == "IN-JH-AC-002"] == [
        "queued", "running", "failed",
    ]  # fmt: skip


def test_a_line_says_when_what_how_and_how_long(office):
    with logs.journal(office.settings):
        office.print(entry="weekly", units=["IN-JH-AC-001"])
    ended = next(each for each in lines(office) if each["state"] == "succeeded")
    assert datetime.fromisoformat(ended.pop("at")) - datetime.now(UTC) < timedelta(minutes=1)
    assert ended.pop("seconds") >= 0
    assert ended == {
        "level": "INFO", "event": "run", "job": 1, "run": 1, "briefing": "seat",
        "period": "2026-W46", "unit": "IN-JH-AC-001", "language": "en", "attempt": 1,
        "state": "succeeded",
    }  # fmt: skip
    job = lines(office)[-1]
    assert (job["event"], job["entry"], job["slot"]) == ("job", "weekly", MONDAY.isoformat())
    assert job["seconds"] >= 0


def test_of_an_error_only_its_kind_is_told(office):
    with logs.journal(office.settings):
        job = office.ledger.open_job(MONDAY, {})
        (run,) = office.ledger.enter(job.id, [ORDER])
        office.ledger.settle(run.id, "failed", told=f"cell 4: KeyError: '{PERSON}'", cell=4)
        office.ledger.settle_job(job.id, "failed", PERSON)
    text = logs.file_of(office.settings).read_text("utf-8")
    assert PERSON not in text
    failed = next(e for e in lines(office) if (e["event"], e["state"]) == ("run", "failed"))
    assert (failed["error"], failed["cell"], failed["level"]) == ("KeyError", 4, "WARNING")


def test_slots_that_passed_and_work_gone_on_with_are_told(office, monkeypatch):
    entry = {"name": "weekly", "briefings": ["seat"], "schedule": "0 7 * * MON"}
    ticker = Ticker(
        office.settings, Timetable.model_validate({"entry": [entry]}), office.ledger,
        measure=lambda *_: office.edition, open_press=lambda *_: office.press(), desk=NoDesk(),
        paused=lambda _: False,
    )  # fmt: skip
    list(ticker.tick(MONDAY - timedelta(hours=1)))
    office.told.endings = {"IN-JH-AC-002": ["power cut"]}
    with logs.journal(office.settings):
        with pytest.raises(PowerCut):
            list(ticker.tick(MONDAY + timedelta(weeks=1)))
        monkeypatch.setattr(Owner, "alive", False)
        list(replace(ticker).tick(MONDAY + timedelta(weeks=1, minutes=1)))
    (slot,) = [each for each in lines(office) if each["event"] == "slot"]
    assert (slot["slot"], slot["state"], slot["level"]) == (MONDAY.isoformat(), "missed", "WARNING")
    assert [state for _, state in states(office, "job")] == ["running", "taken over", "succeeded"]


def test_a_letter_is_told_without_reader_or_subject(office):
    envelope = Envelope("press@office.example", ("reader@office.example",), scheduled_at=MONDAY)
    letter = failure_letter(
        [Failure("Ranchi", "failed")], envelope, briefing="seat", period="2026-W46", whole=1,
        language="en", run="weekly",
    )  # fmt: skip
    outbox = Outbox.of(office.settings)
    with logs.journal(office.settings):
        outbox._marked(outbox.put(letter))
    (told,) = lines(office)
    assert (told["event"], told["state"], told["tries"]) == ("letter", "waiting", 0)
    assert "reader" not in json.dumps(told)
    assert "Ranchi" not in json.dumps(told)


def test_what_was_pruned_is_told(office):
    office.print()
    plan = plan_pruning(office.settings, Rule(1, 1, 1), now=datetime.now(UTC) + timedelta(days=900))
    with logs.journal(office.settings):
        carry_out(plan, office.settings)
    assert {each["kind"] for each in lines(office)} == {item.kind for item in plan.going} != set()


def test_the_log_is_turned_over_by_its_size(office, monkeypatch):
    monkeypatch.setattr(logs, "LARGEST", 1500)
    with logs.journal(office.settings):
        office.print()
    first = logs.file_of(office.settings)
    assert first.stat().st_size <= 1500
    kept = sorted(first.parent.iterdir())
    assert len(kept) > 1
    for path in kept:
        assert all(json.loads(line)["event"] for line in path.read_text("utf-8").splitlines())


def test_nobody_listens_after_a_command_or_at_import(office, capfd):
    assert EVENTS.handlers == []
    with logs.journal(office.settings):
        pass
    assert EVENTS.handlers == []
    assert not logs.file_of(office.settings).exists()  # nothing happened
    office.told.endings = {"IN-JH-AC-002": ["failed"]}
    office.print()
    assert not logs.file_of(office.settings).exists()
    assert capfd.readouterr().err == ""


def test_a_log_that_cannot_be_written_stops_no_page(office, capsys):
    (office.settings.folders.data / "logs").write_text("in the way", "ascii")
    with logs.journal(office.settings):
        ended = office.print()
    assert {run.state for run in ended} == {"succeeded"}
    assert capsys.readouterr().err.count("the log cannot be written") == 1


def test_a_tick_writes_its_log(tmp_path, root):
    (tmp_path / "settings.toml").write_text((root / "settings.toml").read_text("utf-8"), "utf-8")
    entry = '[[entry]]\nname = "all"\nbriefings = ["x"]\nschedule = "* * * * *"\n'
    (tmp_path / "schedule.toml").write_text(entry, "utf-8")
    asked = ["tick", "--settings", str(tmp_path / "settings.toml")]
    assert CliRunner().invoke(main, asked).exit_code == 5
    from hustings.press.publishing import ledger_of
    from hustings.settings import load

    settings = load(tmp_path / "settings.toml")
    ledger_of(settings).take_slot("gone", MONDAY, {})
    import sqlite3

    with sqlite3.connect(ledger_of(settings).path) as db:
        db.execute("UPDATE jobs SET owner = ?", [f"{Owner.current().host} - 1 1"])
    assert CliRunner().invoke(main, asked).exit_code == 1
    log = [json.loads(line) for line in logs.file_of(settings).read_text("utf-8").splitlines()]
    assert [each["state"] for each in log if each["event"] == "job"][:2] == ["taken over", "failed"]
