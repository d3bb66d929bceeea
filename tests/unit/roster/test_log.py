"""The log of decisions: nothing is ever taken out of it, everything can be taken back."""

import json
import multiprocessing
from datetime import UTC, datetime

import pytest

from hustings.errors import StoreError, UsageError
from hustings.roster import Decisions, Entry, Log

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@pytest.fixture
def log(tmp_path):
    return Log.of(tmp_path)


def note(log, act, one, other="", why="told so"):
    return log.append(Entry(act, one, other, by="office", why=why), now=NOW)


def test_no_log_is_no_decision(log):
    assert (log.entries(), log.decisions()) == ([], Decisions())


def test_a_merge_holds_until_it_is_undone_and_again_when_that_is_undone(log):
    note(log, "merge", "a", "b")
    assert log.decisions().merges == (("a", "b"),)
    note(log, "undo", "1")
    assert log.decisions() == Decisions()
    note(log, "undo", "2")
    assert log.decisions().merges == (("a", "b"),)
    assert [(e.number, e.act, e.decided_at) for e in log.entries()] == [
        (1, "merge", NOW.isoformat()), (2, "undo", NOW.isoformat()), (3, "undo", NOW.isoformat()),
    ]  # fmt: skip


def test_a_split_takes_a_merge_back_whichever_way_round_and_a_later_merge_the_split(log):
    note(log, "merge", "b", "a")
    note(log, "split", "a", "b")
    assert log.decisions() == Decisions(apart=frozenset({("a", "b")}))
    note(log, "merge", "a", "b")
    assert log.decisions() == Decisions(merges=(("a", "b"),))


def test_a_withdrawal_is_undone_like_anything_else(log):
    note(log, "withdraw", "a")
    assert log.decisions().withdrawn == {"a"}
    note(log, "undo", "1")
    assert not log.decisions().withdrawn


def test_what_is_not_there_or_undone_already_cannot_be_undone(log):
    note(log, "merge", "a", "b")
    with pytest.raises(UsageError, match="no line 7"):
        note(log, "undo", "7")
    note(log, "undo", "1")
    with pytest.raises(UsageError, match="undone already"):
        note(log, "undo", "1")
    assert len(log.entries()) == 2


def test_a_reason_in_any_script_with_any_break_stays_one_line(log):
    why = "कहा गया\nline\u2028separator"
    note(log, "merge", "a", "b", why=why)
    note(log, "merge", "c", "d")
    assert [entry.why for entry in log.entries()] == [why, "told so"]


def test_a_line_that_is_none_of_ours_is_named(log):
    note(log, "merge", "a", "b")
    with log.path.open("a") as file:
        file.write("{half\n")
    with pytest.raises(StoreError) as caught:
        log.entries()
    assert "line 2" in caught.value.where


def _write(folder, start):
    for number in range(start, start + 20):
        note(Log.of(folder), "merge", f"a{number}", f"b{number}")


def test_two_writers_at_once_lose_no_line(tmp_path):
    fork = multiprocessing.get_context("spawn")
    writers = [fork.Process(target=_write, args=(tmp_path, start)) for start in (0, 100)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    entries = Log.of(tmp_path).entries()
    assert [entry.number for entry in entries] == list(range(1, 41))
    assert len({entry.one for entry in entries}) == 40
    assert all(json.loads(line) for line in Log.of(tmp_path).path.read_text().splitlines())


def test_merges_of_a_file_come_before_the_logs_and_yield_to_a_split(log):
    note(log, "split", "a", "b")
    note(log, "merge", "c", "d")
    merged = log.decisions().after({"a": "b", "e": "f"})
    assert merged.merges == (("e", "f"), ("c", "d"))
