"""Rows are staged in files of so many rows, and no file's notes grow with what is imported."""

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from hustings.schema import CLEAN
from hustings.store import prepared, staging, telling
from hustings.store.staging import Staged, read_sql
from hustings.store.telling import slices

NOV = pd.Timestamp("2026-11-16T03:30Z")


def messages(count, *, first, every):
    """Messages one after the other, from one file."""
    frame = pd.DataFrame(
        {
            "group": "whatsapp:a",
            "author": "w1",
            "sent_at": pd.date_range(first, periods=count, freq=every),
            "kind": "text",
            "fingerprint": "done",
        }
    )
    return prepared("messages", frame, file="f1", lines=list(range(count)), known_at=NOV)


def acts(count):
    """One act an hour, each in another unit."""
    moments = pd.date_range(NOV, periods=count, freq="h")
    frame = pd.DataFrame({"worker": "w1", "act": "house_visit", "done_at": moments})
    frame = frame.assign(unit=[f"B{number}" for number in range(count)], recorded_at=moments)
    return prepared("activity", frame, file="f1", lines=list(range(count)), known_at=NOV)


def set_aside(rows):
    frame = pd.DataFrame({"sha256": "f1", "row": rows, "reason": "there is no such date"})
    return prepared("quarantine", frame, file="f1", lines=rows, known_at=NOV)


@pytest.fixture
def staged(tmp_path, monkeypatch):
    """Gives `staged(table, batches)`: the files they are staged in."""
    monkeypatch.setattr(staging, "ROWS", 100)
    monkeypatch.setattr(staging, "GROUP", 16)

    def write(table, batches):
        found = Staged(tmp_path, CLEAN[table])
        for rows in batches:
            found.add(rows)
        return found.closed()

    return write


def sliced(table, files):
    """The numbers of the rows in each slice."""
    engine = duckdb.connect()
    return [numbers_of(some.rows, engine) for some in slices(engine, CLEAN[table], files)]


def numbers_of(rows, engine=duckdb):
    return [number for (number,) in engine.sql(f"from {rows}").select("number").fetchall()]


def test_a_file_is_closed_once_it_holds_its_share_of_the_rows(staged):
    day = pd.Timedelta(days=1)
    files = staged("messages", (messages(40, first=NOV + n * day, every="min") for n in range(20)))
    held = [pq.read_metadata(file) for file in files]
    assert sum(file.num_rows for file in held) == 800
    assert max(file.num_rows for file in held) <= 100 + 40
    assert max(file.num_row_groups for file in held) <= 9
    assert sorted(numbers_of(read_sql(files))) == list(range(800))


@pytest.mark.parametrize("every", ["6h", "10min", "20s"])
def test_no_slice_holds_many_more_rows_than_it_should_however_dense_a_day_is(
    staged, monkeypatch, every
):
    monkeypatch.setattr(telling, "SLICE", 30)
    found = sliced("messages", staged("messages", [messages(600, first=NOV, every=every)]))
    assert sorted(number for some in found for number in some) == list(range(600))
    assert max(map(len, found)) <= 30
    assert len(found) <= 600 / 30 * 2


def test_acts_of_many_units_are_cut_by_their_moments(staged, monkeypatch):
    monkeypatch.setattr(telling, "SLICE", 30)
    found = sliced("activity", staged("activity", [acts(200)]))
    assert sorted(number for some in found for number in some) == list(range(200))
    assert max(map(len, found)) <= 30


def test_rows_set_aside_are_told_apart_in_slices_too(staged, monkeypatch):
    monkeypatch.setattr(telling, "SLICE", 30)
    files = staged("quarantine", [set_aside([*range(1, 400), *[7] * 5]), set_aside([3, 399])])
    found = sliced("quarantine", files)
    assert sorted(number for some in found for number in some) == list(range(406))
    assert max(map(len, found)) <= 30 + 6


def test_a_slice_reads_only_the_files_that_hold_its_rows(staged, monkeypatch):
    monkeypatch.setattr(telling, "SLICE", 30)
    day = pd.Timedelta(days=1)
    files = staged("messages", (messages(120, first=NOV + n * day, every="min") for n in range(3)))
    found = slices(duckdb.connect(), CLEAN["messages"], files)
    assert len(files) == 3
    assert [len(some.files) for some in found] == [1] * len(found)
    assert {file for some in found for file in some.files} == set(files)
