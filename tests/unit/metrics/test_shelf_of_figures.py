"""The shelf keeps figures under what they were made from, and nothing else."""

import pyarrow as pa

from hustings.metrics.shelf import Shelf

SCHEMA = pa.schema([("week", pa.string()), ("value", pa.float64())])


def _rows(**weeks):
    rows = [{"week": week, "value": value} for week, values in weeks.items() for value in values]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def test_rows_come_back_by_week_and_stamp(tmp_path):
    shelf = Shelf(tmp_path, "code")
    shelf.put("acts", _rows(W1=[1, 2], W2=[3]), {"W1": "a", "W2": "b", "W3": "c"})
    assert shelf.rows("acts", {"W1": "a"}, SCHEMA)["value"].to_pylist() == [1, 2]
    assert shelf.rows("acts", {"W2": "b", "W1": "a"}, SCHEMA)["value"].to_pylist() == [1, 2, 3]
    assert shelf.rows("acts", {"W3": "c"}, SCHEMA).num_rows == 0  # known to be empty
    assert shelf.has(("acts",), "W3", "c")
    assert not shelf.has(("acts",), "W1", "b")
    assert not shelf.has(("acts", "posts"), "W1", "a")


def test_a_new_stamp_replaces_the_old(tmp_path):
    shelf = Shelf(tmp_path, "code")
    shelf.put("acts", _rows(W1=[1]), {"W1": "a"})
    shelf.put("acts", _rows(W1=[5]), {"W1": "b"})
    assert [path.name for path in (tmp_path / "acts").iterdir()] == ["W1.b.parquet"]


def test_a_stamp_depends_on_the_definition_and_on_every_print():
    shelf = Shelf(None, "code")
    stamps = {
        shelf.stamp("a", "b"), shelf.stamp("ab"), shelf.stamp("b", "a"),
        Shelf(None, "other").stamp("a", "b"),
    }  # fmt: skip
    assert len(stamps) == 4
    assert shelf.stamp("a", "b") == Shelf(None, "code").stamp("a", "b")


def test_a_note_counts_only_for_its_key_and_while_all_it_names_is_there(tmp_path):
    shelf = Shelf(tmp_path, "code")
    shelf.put("acts", _rows(W1=[1]), {"W1": "a"})
    shelf.remember(("acts",), "key", {"W1": "a"})
    assert shelf.remembered(("acts",), "key") == {"W1": "a"}
    assert shelf.remembered(("acts",), "another") is None
    shelf.path("acts", "W1", "a").unlink()
    assert shelf.remembered(("acts",), "key") is None
    assert shelf.remembered(("posts",), "key") is None
