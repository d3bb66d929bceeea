"""Many rows are told apart some days at a time, and nothing about the outcome shows it."""

import pandas as pd
import pyarrow as pa
import pytest

from hustings.store import Snapshot, open_writer, telling

NOV = pd.Timestamp("2026-11-16T03:30Z")
DEC = pd.Timestamp("2026-12-07T03:30Z")
TEXTS = ["done", "done", "left", "at the booth"]


def messages(days, *, first="2026-10-28T18:27Z"):
    """Four messages a day in one minute, two of them equal, right before India's midnight."""
    moments = pd.date_range(first, periods=days, freq="D").repeat(len(TEXTS))
    return pd.DataFrame(
        {
            "group": "whatsapp:a",
            "author": "w1",
            "sent_at": moments,
            "kind": "text",
            "fingerprint": TEXTS * days,
        }
    )


def store(folder):
    """Two overlapping exports; what each added, and all that is stored."""
    told = []
    for file, rows, known_at in (("f1", messages(12), NOV), ("f2", messages(15), DEC)):
        with open_writer(folder) as writer:
            lines = list(range(1, len(rows) + 1))
            writer.add("messages", rows, file=file, lines=lines, known_at=known_at)
            (outcome,) = writer.commit()
        told.append((outcome.new, outcome.known))
    stored = Snapshot.take(folder).frame("messages")
    return told, stored.sort_values(["file", "line"], ignore_index=True)


@pytest.mark.parametrize("rows", [1, 5, 9, 1000])
def test_a_file_is_stored_alike_however_many_rows_are_looked_at_at_once(
    tmp_path, monkeypatch, rows
):
    whole, expected = store(tmp_path / "whole")
    monkeypatch.setattr(telling, "SLICE", rows)
    told, stored = store(tmp_path / "sliced")
    assert told == whole == [(48, 0), (12, 48)]
    pd.testing.assert_frame_equal(stored, expected)


@pytest.mark.parametrize("rows", [1, 9])
def test_a_dry_run_shows_every_row_however_many_are_looked_at_at_once(tmp_path, monkeypatch, rows):
    monkeypatch.setattr(telling, "SLICE", rows)
    with open_writer(tmp_path) as writer:
        written = messages(12)
        lines = list(range(1, len(written) + 1))
        writer.add("messages", written, file="f1", lines=lines, known_at=NOV)
        shown = pa.Table.from_batches([batch for _, batch in writer.preview()])
    assert sorted(shown["line"].to_pylist()) == lines
