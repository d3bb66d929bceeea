"""The store tells new from known, shows whole imports only, and forgives a crash."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from hustings.errors import BusyError, SchemaError, StoreError, UsageError
from hustings.schema import CLEAN
from hustings.store import (
    Pin,
    Snapshot,
    appending,
    erase_replaced,
    open_writer,
    read_whole,
    telling,
    writing,
)
from hustings.store.shape import staged_schema, stored_schema
from hustings.store.staging import NUMBER

NOV = pd.Timestamp("2026-11-16T03:30Z")
DEC = pd.Timestamp("2026-12-07T03:30Z")


def messages(*texts, minute="2026-11-09T12:00Z"):
    return pd.DataFrame(
        {
            "group": "whatsapp:a",
            "author": "w1",
            "sent_at": pd.to_datetime([minute] * len(texts), utc=True),
            "kind": "text",
            "fingerprint": list(texts),
        }
    )


def store(folder, table, rows, *, file="f1", known_at=NOV):
    with open_writer(folder) as writer:
        lines = list(range(1, len(rows) + 1))
        writer.add(table, rows, file=file, lines=lines, known_at=known_at)
        (outcome,) = writer.commit()
    return outcome.new, outcome.known


def test_the_same_rows_again_change_nothing(tmp_path):
    assert store(tmp_path, "messages", messages("a", "b")) == (2, 0)
    before = Snapshot.take(tmp_path).weeks("messages")
    assert store(tmp_path, "messages", messages("a", "b"), file="f2") == (0, 2)
    assert Snapshot.take(tmp_path).weeks("messages") == before


def test_two_equal_messages_in_one_minute_are_two(tmp_path):
    assert store(tmp_path, "messages", messages("done", "done")) == (2, 0)
    assert store(tmp_path, "messages", messages("done"), file="f2") == (0, 1)
    assert store(tmp_path, "messages", messages("done", "done", "done"), file="f3") == (1, 2)
    assert len(Snapshot.take(tmp_path).frame("messages")) == 3


def test_an_overlapping_export_adds_only_what_is_new(tmp_path):
    store(tmp_path, "messages", messages("a", "b", "c"))
    assert store(tmp_path, "messages", messages("b", "c", "d"), file="f2") == (1, 2)


def test_rows_lie_in_the_week_they_happened_in_india(tmp_path):
    store(tmp_path, "messages", messages("a", minute="2026-11-15T18:29Z"))
    store(tmp_path, "messages", messages("a", minute="2026-11-15T18:30Z"), file="f2")
    snapshot = Snapshot.take(tmp_path)
    assert list(snapshot.weeks("messages")) == ["2026-W46", "2026-W47"]
    assert len(snapshot.frame("messages", weeks=["2026-W47"])) == 1
    assert len(snapshot.frame("messages", weeks=["2026-W01"])) == 0


def test_the_last_days_of_a_year_may_lie_in_week_one_of_the_next(tmp_path):
    rows = pd.DataFrame({"account": "x:a", "counted_on": [dt.date(2024, 12, 30)], "followers": [5]})
    store(tmp_path, "account_counts", rows)
    assert list(Snapshot.take(tmp_path).weeks("account_counts")) == ["2025-W01"]


def test_a_newer_list_replaces_a_row_and_an_older_one_does_not(tmp_path):
    def group(unit):
        return pd.DataFrame(
            {"group": ["whatsapp:a"], "platform": "whatsapp", "name": "A", "unit": [unit]}
        )

    store(tmp_path, "groups", group("IN-JH"), known_at=NOV)
    assert store(tmp_path, "groups", group("IN-JH-PC-01"), file="f2", known_at=DEC) == (1, 0)
    assert store(tmp_path, "groups", group("IN-JH-PC-02"), file="f3", known_at=NOV) == (0, 1)
    frame = Snapshot.take(tmp_path).frame("groups")
    assert frame["unit"].tolist() == ["IN-JH-PC-01"]


def test_a_list_dated_by_week_keeps_its_other_weeks(tmp_path):
    def count(day):
        return pd.DataFrame({"account": ["x:a"], "counted_on": [day], "followers": [5]})

    store(tmp_path, "account_counts", count(dt.date(2026, 11, 2)))
    store(tmp_path, "account_counts", count(dt.date(2026, 11, 9)), file="f2")
    assert list(Snapshot.take(tmp_path).weeks("account_counts")) == ["2026-W45", "2026-W46"]


def test_a_phone_with_seconds_and_one_without_tell_of_the_same_message(tmp_path):
    store(tmp_path, "messages", messages("a", minute="2026-11-09T12:00:41Z"))
    again = messages("a", minute="2026-11-09T12:00:00Z")
    assert store(tmp_path, "messages", again, file="f2") == (0, 1)


def test_a_snapshot_does_not_see_what_came_after_it(tmp_path):
    store(tmp_path, "messages", messages("a"))
    early = Snapshot.take(tmp_path)
    store(tmp_path, "messages", messages("b"), file="f2")
    assert len(early.frame("messages")) == 1
    assert len(Snapshot.take(tmp_path).frame("messages")) == 2


def test_an_import_over_two_tables_is_seen_whole_or_not_at_all(tmp_path):
    store(tmp_path, "messages", messages("a"))
    groups = pd.DataFrame({"group": ["whatsapp:a"], "platform": "whatsapp", "name": "A"})
    with open_writer(tmp_path) as writer:
        writer.add("messages", messages("b"), file="f2", lines=[1], known_at=NOV)
        writer.add("groups", groups, file="f2", lines=[1], known_at=NOV)
        assert len(Snapshot.take(tmp_path).frame("messages")) == 1
        writer.commit()
    snapshot = Snapshot.take(tmp_path)
    assert (len(snapshot.frame("messages")), len(snapshot.frame("groups"))) == (2, 1)


def test_what_a_killed_import_left_is_undone_by_the_next(tmp_path):
    store(tmp_path, "messages", messages("a"))
    pinned = Pin.read(tmp_path)
    store(tmp_path, "messages", messages("half"), file="f2")
    store(
        tmp_path,
        "groups",
        pd.DataFrame({"group": ["whatsapp:a"], "platform": "whatsapp", "name": "A"}),
        file="f2",
    )
    pinned.write(tmp_path)  # as if killed between the tables and the pin
    assert Snapshot.take(tmp_path).frame("messages")["fingerprint"].tolist() == ["a"]
    assert store(tmp_path, "messages", messages("b"), file="f3") == (1, 0)
    snapshot = Snapshot.take(tmp_path)
    assert sorted(snapshot.frame("messages")["fingerprint"]) == ["a", "b"]
    assert len(snapshot.frame("groups")) == 0
    assert not (tmp_path / "groups").exists()


def test_a_second_import_is_told_that_another_is_running(tmp_path):
    with (
        open_writer(tmp_path),
        pytest.raises(BusyError, match="Another import is running"),
        open_writer(tmp_path),
    ):
        pytest.fail("two writers at once")


def test_rows_that_breach_the_schema_are_refused_before_anything_is_written(tmp_path):
    with open_writer(tmp_path) as writer, pytest.raises(SchemaError, match="kind"):
        writer.add("messages", messages("a").assign(kind="song"), file="f", lines=[1], known_at=NOV)
    assert Snapshot.take(tmp_path).frame("messages").empty


def test_an_empty_store_has_every_table_with_its_columns(tmp_path):
    frame = Snapshot.take(tmp_path).frame("posts")
    assert frame.empty
    assert {"post", "published_at", "row_key", "week", "known_at"} <= set(frame.columns)


def test_an_unknown_table_and_a_damaged_pin_are_named(tmp_path):
    with pytest.raises(UsageError, match="mesages"):
        Snapshot.take(tmp_path).table("mesages")
    (tmp_path / "pin.json").write_text('{"versions": 3}')
    with pytest.raises(StoreError, match="pin"):
        Snapshot.take(tmp_path)


def test_delta_itself_can_read_what_we_wrote(tmp_path):
    store(tmp_path, "messages", messages("a", "b"))
    assert DeltaTable(str(tmp_path / "messages")).to_pyarrow_table().num_rows == 2


# ---- rows taken out


def take_out(folder, *files, anew=()):
    with open_writer(folder) as writer:
        writer.withdraw(files)
        for file, rows in anew:
            lines = list(range(1, len(rows) + 1))
            writer.add("messages", rows, file=file, lines=lines, known_at=NOV)
        writer.commit()


def test_rows_of_a_file_taken_out_are_gone_and_other_weeks_keep_their_fingerprint(tmp_path):
    store(tmp_path, "messages", messages("a", "b"))
    store(tmp_path, "messages", messages("c", minute="2026-11-16T12:00Z"), file="f2")
    before = Snapshot.take(tmp_path).weeks("messages")
    take_out(tmp_path, "f2")
    assert Snapshot.take(tmp_path).weeks("messages") == {"2026-W46": before["2026-W46"]}
    assert len(Snapshot.take(tmp_path).frame("messages")) == 2


def test_rows_taken_out_and_added_anew_in_one_commit_are_new(tmp_path):
    store(tmp_path, "messages", messages("a", "b"))
    early = Snapshot.take(tmp_path)
    take_out(tmp_path, "f1", anew=[("f1", messages("a", "z"))])
    assert sorted(Snapshot.take(tmp_path).frame("messages")["fingerprint"]) == ["a", "z"]
    assert sorted(early.frame("messages")["fingerprint"]) == ["a", "b"]


def test_rows_of_a_list_are_taken_out_too(tmp_path):
    def group(name):
        return pd.DataFrame({"group": [name], "platform": "whatsapp", "name": "A"})

    store(tmp_path, "groups", group("whatsapp:a"))
    store(tmp_path, "groups", group("whatsapp:b"), file="f2", known_at=DEC)
    take_out(tmp_path, "f1")
    assert Snapshot.take(tmp_path).frame("groups")["group"].tolist() == ["whatsapp:b"]


def test_rows_taken_out_by_a_killed_import_are_back(tmp_path, monkeypatch):
    store(tmp_path, "messages", messages("a"))

    def full(pin, folder):
        raise OSError("full")

    monkeypatch.setattr(Pin, "write", full)
    with pytest.raises(StoreError):
        take_out(tmp_path, "f1")
    monkeypatch.undo()
    assert len(Snapshot.take(tmp_path).frame("messages")) == 1
    assert store(tmp_path, "messages", messages("a"), file="f2") == (0, 1)


def test_a_column_the_table_gained_later_is_empty_in_older_rows(tmp_path, monkeypatch):
    from dataclasses import replace

    from hustings.schema import CLEAN

    whole = CLEAN["messages"]
    before = tuple(column for column in whole.columns if column.name != "links")
    monkeypatch.setitem(CLEAN, "messages", replace(whole, columns=before))
    store(tmp_path, "messages", messages("a"))
    monkeypatch.undo()
    assert Snapshot.take(tmp_path).frame("messages")["links"].isna().tolist() == [True]
    assert store(tmp_path, "messages", messages("a", "b").assign(links=2), file="f2") == (1, 1)
    found = Snapshot.take(tmp_path).frame("messages").sort_values("fingerprint")
    assert found["links"].fillna(-1).tolist() == [-1, 2]


@pytest.mark.parametrize("name", ["a%20b", "a\\b", "a\nb", "%e0 100%", "a [2]^|"])
def test_a_folder_whose_name_means_another_in_an_address_is_the_one_meant(tmp_path, name):
    store(tmp_path / "a b", "messages", messages("elsewhere"))
    folder = tmp_path / name
    assert store(folder, "messages", messages("a", "b")) == (2, 0)
    assert store(folder, "messages", messages("b", "c"), file="f2") == (1, 1)
    later = messages("d", minute="2026-11-20T12:00Z")
    take_out(folder, "f1", anew=[("f3", later)])
    with open_writer(folder) as writer:
        assert erase_replaced(writer, ["messages"]) == 1
    snapshot = Snapshot.take(folder)
    assert sorted(snapshot.frame("messages")["fingerprint"]) == ["c", "d"]
    assert sorted(snapshot.table("messages").execute()["fingerprint"]) == ["c", "d"]
    beside = Snapshot.take(tmp_path / "a b").frame("messages")
    assert beside["fingerprint"].tolist() == ["elsewhere"]


def test_a_week_of_many_rows_lies_in_files_of_a_bounded_size(tmp_path, monkeypatch):
    monkeypatch.setattr(appending, "MOST_ROWS", 10)
    monkeypatch.setattr(writing, "BATCH", 4)
    words = [f"text {number}" for number in range(50)]
    assert store(tmp_path, "messages", messages(*words)) == (50, 0)
    snapshot = Snapshot.take(tmp_path)
    held = [pq.read_metadata(file).num_rows for file in snapshot.files("messages")]
    assert max(held) <= 10 + 4
    assert sorted(snapshot.frame("messages")["fingerprint"]) == sorted(words)
    log = DeltaTable(str(tmp_path / "messages")).get_add_actions(flatten=True)
    assert sum(log["num_records"].to_pylist()) == 50
    assert store(tmp_path, "messages", messages(*words, "new"), file="f2") == (1, 50)


def test_only_the_columns_and_rows_asked_for_are_read(tmp_path, monkeypatch):
    rows = pd.DataFrame(
        {"sha256": "f1", "row": [1, 2, 3], "reason": "no", "waits_for": ["units", None, "w1"]}
    )
    store(tmp_path, "quarantine", rows)
    snapshot = Snapshot.take(tmp_path)
    found = snapshot.frame("quarantine", columns=["row", "waits_for"], filled="waits_for")
    assert found.to_dict("list") == {"row": [1, 3], "waits_for": ["units", "w1"]}
    gained = CLEAN["quarantine"].columns[:-1]
    older = tmp_path / "older"
    monkeypatch.setitem(CLEAN, "quarantine", replace(CLEAN["quarantine"], columns=gained))
    store(older, "quarantine", rows.drop(columns="waits_for"))
    monkeypatch.undo()
    asked, snapshot = ["row", "waits_for"], Snapshot.take(older)
    assert snapshot.frame("quarantine", columns=asked)["waits_for"].isna().sum() == 3
    assert len(snapshot.frame("quarantine", columns=asked, filled="waits_for")) == 0


def test_no_column_is_called_like_one_the_store_adds():
    for table in CLEAN.values():
        names = [*staged_schema(table).append(NUMBER).names, *stored_schema(table).names[-2:]]
        assert len(names) == len(set(names)), table.name


def test_the_parts_of_an_audience_are_stored_as_the_platform_writes_them(tmp_path):
    rows = pd.DataFrame(
        {"account": "facebook:a", "divided_by": "age", "part": ["18-24", "25-34"], "share": 0.5}
    )
    rows = rows.assign(counted_at=NOV)
    assert store(tmp_path, "audience", rows) == (2, 0)
    assert sorted(Snapshot.take(tmp_path).frame("audience")["part"]) == ["18-24", "25-34"]


def test_a_long_list_dated_by_moments_keeps_its_other_rows(tmp_path, monkeypatch):
    def answers(*claims):
        moments = pd.date_range(NOV, periods=len(claims), freq="D")
        return pd.DataFrame({"claim": claims, "published_at": moments})

    monkeypatch.setattr(telling, "SLICE", 2)
    assert store(tmp_path, "rebuttals", answers(*"abcdef")) == (6, 0)
    assert store(tmp_path, "rebuttals", answers(*"abc", "x"), file="f2", known_at=DEC)[0] == 4
    assert sorted(Snapshot.take(tmp_path).frame("rebuttals")["claim"]) == [*"abcdef", "x"]


def test_folders_above_that_are_called_like_columns_give_no_row_a_value(tmp_path):
    folder = tmp_path / "week=3" / "file=3" / "author=x" / "[1]*" / "clean"
    store(folder, "messages", messages("a", "b"))
    store(folder, "messages", messages("b", "c"), file="f2")
    snapshot = Snapshot.take(folder)
    rows = snapshot.engine.execute(snapshot.table("messages"))
    assert sorted(rows["file"]) == ["f1", "f1", "f2"]
    assert set(rows["author"]) == {"w1"}
    assert set(rows["week"]) == {"2026-W46"}
    assert set(rows.columns) == set(stored_schema(CLEAN["messages"]).names)


def test_who_reads_while_an_import_erases_reads_what_is_pinned_then(tmp_path):
    store(tmp_path, "messages", messages("a"))
    seen = []

    def work(snapshot):
        seen.append(snapshot.files("messages"))
        if len(seen) == 1:
            with open_writer(tmp_path) as writer:
                writer.withdraw(["f1"])
                writer.add("messages", messages("b"), file="f2", lines=[1], known_at=NOV)
                writer.commit()
                assert erase_replaced(writer, ["messages"]) == 1
        return snapshot.frame("messages")["fingerprint"].tolist()

    assert read_whole(tmp_path, work) == ["b"]
    assert len(seen) == 2


def test_what_fails_for_another_reason_is_not_tried_again(tmp_path):
    store(tmp_path, "messages", messages("a"))
    tries = []

    def work(snapshot):
        tries.append(snapshot)
        raise FileNotFoundError("something else")

    with pytest.raises(FileNotFoundError, match="something else"):
        read_whole(tmp_path, work)
    assert len(tries) == 1
