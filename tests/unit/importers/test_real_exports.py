"""Every real export at hand through a dry run: counted by hand in the file, and here."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest

from hustings.intake import import_files, preview
from hustings.settings import load
from hustings.store import Snapshot

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)

COUNTS = {  # file -> rows by table, and rows set aside
    "meta/fb_posts_26col.csv": ({"posts": 2, "post_counts": 2}, 0),
    "meta/ig_posts_18col_a.csv": ({"posts": 1, "post_counts": 1}, 0),
    "x/account_analytics_content.csv": ({"posts": 2, "post_counts": 2}, 0),
    # 222 lines: a header, a total in three figures, 217 videos, 3 without a publish day
    "youtube/pune_tech/Table data.csv": (
        {"posts": 217, "post_counts": 217, "account_totals": 3}, 3,
    ),
    "telegram/chatminer_single.json": ({"messages": 2, "group_exports": 1}, 0),
}  # fmt: skip


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "key"))
    path = tmp_path / "office" / "settings.toml"
    path.parent.mkdir()
    path.write_text('[campaign]\nname_en = "N"\nname_hi = "न"\nstate = "IN-JH"\n', "utf-8")
    return load(path)


@pytest.mark.parametrize("name", COUNTS)
def test_a_dry_run_gives_the_rows_counted_by_hand(office, shared_data, name):
    *rows, closing = map(json.loads, preview([shared_data / "exports" / name], office, now=NOW))
    tables, aside = COUNTS[name]
    assert Counter(row["table"] for row in rows) == tables
    assert closing["counts"]["quarantined"] == aside
    assert closing["counts"]["stored"] == sum(tables.values())


def test_a_zip_of_youtube_gives_videos_days_and_totals_and_sets_nothing_aside(
    office, tables_folder, tmp_path
):
    import zipfile

    path = tmp_path / "Content 2025-06-13_2025-06-14 Nadi TV.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tables_folder / "youtube_29_columns.csv", "Table data.csv")
        archive.write(tables_folder / "youtube_totals_saved_by_excel.csv", "Totals.csv")
        archive.write(tables_folder / "youtube_chart.csv", "Chart data.csv")
    (file,) = import_files([path], office, now=NOW).files
    assert file.set_aside == []
    stored = Snapshot.take(office.folders.data / "clean")
    assert len(stored.frame("posts")) == 1
    assert len(stored.frame("post_days")) == 1
    days = stored.frame("account_days")
    assert sorted(days["value"]) == [80, 120]
    assert set(days["account"]) == set(stored.frame("posts")["account"]) == {"youtube:nadi tv"}


def test_what_members_of_a_telegram_group_sent_is_not_read_as_a_list_of_ours(
    office, root, tables_folder, tmp_path
):
    folder = tmp_path / "ChatExport_2026-11-01"
    (folder / "files").mkdir(parents=True)
    raw = (root / "tests/specimens/telegram/group.json").read_bytes()
    (folder / "result.json").write_bytes(raw)
    roster = (tables_folder / "roster_hindi_header.csv").read_bytes()
    (folder / "files" / "roster.csv").write_bytes(roster)
    outcome = import_files([tmp_path / "ChatExport_2026-11-01"], office, now=NOW)
    assert [file.name for file in outcome.files] == ["result.json"]
    assert outcome.passed_over == ["files"]
    stored = Snapshot.take(office.folders.data / "clean")
    assert stored.frame("workers").empty
    assert len(stored.frame("messages")) == 13


def test_a_folder_of_that_name_beside_nothing_of_telegram_is_read(office, tables_folder, tmp_path):
    (tmp_path / "in" / "files").mkdir(parents=True)
    roster = (tables_folder / "roster_hindi_header.csv").read_bytes()
    (tmp_path / "in" / "files" / "roster.csv").write_bytes(roster)
    (file,) = import_files([tmp_path / "in"], office, now=NOW).files
    assert file.sources == ["roster"]


def test_a_roster_that_comes_after_a_telegram_group_finds_its_workers(office, root, tmp_path):
    raw = (root / "tests/specimens/telegram/group.json").read_bytes()
    (tmp_path / "result.json").write_bytes(raw)
    (tmp_path / "groups.csv").write_text(
        "Group,Platform,Unit,Official\nKanke Team,telegram,IN-JH-AC-065,no\n"
    )
    import_files([tmp_path / "groups.csv", tmp_path / "result.json"], office, now=NOW)
    clean = office.folders.data / "clean"
    assert not set(Snapshot.take(clean).frame("messages")["author"]) & set(
        Snapshot.take(clean).frame("workers")["worker"]
    )
    (tmp_path / "roster.csv").write_text(
        "Name,Phone,Unit,Consent,18 or older\nAsha Devi,9876543210,IN-JH-AC-065,yes,yes\n"
    )
    import_files([tmp_path / "roster.csv"], office, now=NOW)
    (worker,) = Snapshot.take(clean).frame("workers")["worker"]
    messages = Snapshot.take(clean).frame("messages")
    assert len(messages) == 13
    assert (messages["author"] == worker).sum() == 5  # under her other name as well
    assert messages["text"].isna().all()  # a name alone is no ground to keep anybody's words
    marks = Snapshot.take(clean).frame("message_marks")
    assert set(marks["author"]) == {worker}
