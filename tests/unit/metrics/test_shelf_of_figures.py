"""The shelf keeps figures under what they were made from, and nothing else."""

import pyarrow as pa

from hustings.metrics.shelf import Shelf, as_file, rows_of

SCHEMA = pa.schema([("week", pa.string()), ("value", pa.float64())])


def _rows(week, *values):
    return pa.Table.from_pylist([{"week": week, "value": value} for value in values], SCHEMA)


def test_rows_come_back_by_week_and_stamp(tmp_path):
    shelf = Shelf(tmp_path, "code")
    kept = {
        "W1": shelf.put("acts", "W1", "a", _rows("W1", 1, 2)),
        "W2": shelf.put("acts", "W2", "b", _rows("W2", 3)),
        "W3": shelf.put("acts", "W3", "c", _rows("W3")),
    }
    assert rows_of([kept["W1"]], SCHEMA)["value"].to_pylist() == [1, 2]
    assert rows_of([kept["W1"], kept["W2"]], SCHEMA)["value"].to_pylist() == [1, 2, 3]
    assert rows_of([kept["W3"]], SCHEMA).num_rows == 0  # known to be empty
    assert rows_of([], SCHEMA).schema == SCHEMA
    assert kept["W3"] == shelf.path("acts", "W3", "c")
    assert shelf.has("acts", "W3", "c")
    assert not shelf.has("acts", "W1", "b")
    assert not shelf.has("posts", "W1", "a")


def test_a_new_stamp_replaces_the_old(tmp_path):
    shelf = Shelf(tmp_path, "code")
    shelf.put("acts", "W1", "a", _rows("W1", 1))
    shelf.put("acts", "W1", "b", as_file(_rows("W1", 5)))
    assert [path.name for path in (tmp_path / "acts").iterdir()] == ["W1.b.parquet"]
    assert rows_of([shelf.path("acts", "W1", "b")], SCHEMA)["value"].to_pylist() == [5]


def test_the_same_rows_make_the_same_file_however_they_lie_in_memory():
    rows = _rows("W1", 1, None, 3)
    apart = pa.concat_tables([rows.slice(0, 1), rows.slice(1)])
    coded = rows.set_column(0, "week", rows["week"].dictionary_encode())
    assert as_file(rows) == as_file(apart) == as_file(coded)
    assert as_file(rows) != as_file(_rows("W1", 1, 2, 3))


def test_a_stamp_depends_on_the_definition_and_on_every_print():
    shelf = Shelf(None, "code")
    stamps = {
        shelf.stamp("a", "b"), shelf.stamp("ab"), shelf.stamp("b", "a"),
        Shelf(None, "other").stamp("a", "b"),
    }  # fmt: skip
    assert len(stamps) == 4
    assert shelf.stamp("a", "b") == Shelf(None, "code").stamp("a", "b")


def test_a_note_counts_only_for_its_key_and_while_what_it_names_is_there(tmp_path):
    shelf = Shelf(tmp_path, "code")
    shelf.put("acts", "W1", "a", _rows("W1", 1))
    shelf.remember("acts", {"W1": ("key", "a"), "W2": ("key", "")})
    assert shelf.remembered("acts", {"W1": "key"}) == {"W1": "a"}
    assert shelf.remembered("acts", {"W1": "another", "W2": "key", "W3": "key"}) == {"W2": ""}
    shelf.remember("acts", {"W2": ("newer", "b")})
    assert shelf.remembered("acts", {"W1": "key", "W2": "newer"}) == {"W1": "a"}  # no such file
    shelf.path("acts", "W1", "a").unlink()
    assert shelf.remembered("acts", {"W1": "key"}) == {}
    assert shelf.remembered("posts", {"W1": "key"}) == {}
