"""Two exports of a post are two snapshots and a growth between them, never a sum."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from hustings.errors import UsageError
from hustings.studies.growth import growth_curve, newest


def at(day, hour=0):
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def drawn(*rows):
    names = ["post", "published_at", "counted_at", "views", "reactions"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.astype({"views": "Int64", "reactions": "Int64"})


TWICE = drawn(
    ("facebook:1", at(1), at(2), 100, None),
    ("facebook:1", at(1), at(9), 140, 7),
    ("facebook:2", at(3), at(9), 30, 1),
)


def test_the_second_export_tells_what_came_since_the_first():
    found = growth_curve(TWICE, "views")
    assert found["post"].tolist() == ["facebook:1", "facebook:1", "facebook:2"]
    assert found["value"].tolist() == [100, 140, 30]
    assert found["gained"].isna().tolist() == [True, False, True]
    assert found["gained"].tolist()[1] == 140 - 100
    assert found["hours"].tolist()[1] == 7 * 24
    assert found["gained_per_day"].tolist()[1] == (140 - 100) / 7
    assert found["gained_per_day"].isna().tolist() == [True, False, True]
    assert found["age_hours"].tolist() == [24, 8 * 24, 6 * 24]


def test_an_export_that_does_not_show_the_figure_is_no_snapshot_of_it():
    found = growth_curve(TWICE, "reactions")
    assert found["value"].tolist() == [7, 1]
    assert found["gained"].isna().all()


def test_totals_are_of_the_newest_export_and_not_of_all():
    found = newest(TWICE)
    assert found["post"].tolist() == ["facebook:1", "facebook:2"]
    assert found["views"].sum() == 140 + 30


def test_counts_a_platform_takes_back_are_a_loss():
    back = drawn(("x:1", at(1), at(2), 50, None), ("x:1", at(1), at(3), 45, None))
    assert growth_curve(back, "views")["gained"].tolist()[1] == -5


def test_one_snapshot_in_two_files_is_one_and_the_earliest_date_holds():
    rows = drawn(
        ("x:1", at(1), at(4), 50, None), ("x:1", at(1), at(4), 50, None),
        ("x:1", at(2), at(6), 60, None),
    )  # fmt: skip
    found = growth_curve(rows, "views")
    assert found["value"].tolist() == [50, 60]
    assert found["age_hours"].tolist() == [72, 120]


def test_the_callers_table_is_left_as_it_was_and_none_gives_none():
    before = TWICE.copy()
    growth_curve(TWICE, "views")
    newest(TWICE)
    pd.testing.assert_frame_equal(TWICE, before)
    assert growth_curve(TWICE.head(0), "views").empty


def test_a_figure_nobody_counts_offers_the_nearest():
    with pytest.raises(UsageError) as caught:
        growth_curve(TWICE, "vews")
    assert "views" in caught.value.fix


@pytest.mark.parametrize(
    ("days", "rows", "gained"), [((20, 27), 6, [0, 90]), ((20, 20), 4, [])]
)  # of exports dated alike nobody can say which came first
def test_two_exports_of_one_page_are_two_rows_in_the_store(
    tmp_path, root, monkeypatch, days, rows, gained
):
    from hustings.intake import import_files
    from hustings.settings import load
    from hustings.store import Snapshot

    monkeypatch.setenv("HUSTINGS_KEY_FILE", str(tmp_path / "pseudonyms.key"))
    (tmp_path / "settings.toml").write_text(
        '[campaign]\nname_en = "N"\nname_hi = "न"\nstate = "IN-JH"\n', "utf-8"
    )
    settings = load(tmp_path / "settings.toml")
    specimen = root / "tests/specimens/tables/facebook_quotes_and_newlines.csv"
    text = specimen.read_text("utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    for name, day, views in zip(("first.csv", "second.csv"), days, (",100,", ",190,"), strict=True):
        (folder / name).write_text(text.replace(",100,", views, 1), "utf-8")
        import_files([folder / name], settings, now=at(30), exported_at=at(day))
    stored = Snapshot.take(settings.folders.data / "clean")
    assert len(stored.frame("posts")) == 3
    counts = stored.frame("post_counts")
    assert len(counts) == rows
    assert {100, 190} <= set(counts["views"].dropna())
    grown = growth_curve(counts, "views").dropna(subset="gained")
    assert sorted(grown["gained"]) == gained
    assert newest(counts)["views"].sum() == 190 + 123456
