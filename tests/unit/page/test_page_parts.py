"""Columns that come out even, text that comes out clean, files that are never half written."""

import os
import stat

import pytest

from hustings.page.cleaning import clean, cleaned
from hustings.page.files import write_atomically
from hustings.page.layout import best_columns, tallest


@pytest.mark.parametrize(
    ("heights", "columns"),
    [
        ([], 1),
        ([1.0], 1),
        ([1.0, 1.0], 2),
        ([1.0, 1.0, 1.0], 3),
        ([1.0, 1.0, 2.0], 2),  # two short ones beside a long one
        ([1.0, 1.0, 1.0, 1.0], 2),
        ([1.0] * 6, 3),
        ([1.0] * 5, 3),
        ([3.0, 1.0], 2),
    ],
)
def test_blocks_go_into_the_columns_that_leave_least_empty(heights, columns):
    assert best_columns(heights) == columns


def test_blocks_keep_their_order_when_spread():
    assert tallest([1, 1, 2], 2) == 2
    assert tallest([2, 1, 1], 3) == 2
    assert tallest([1, 5, 1], 3) == 5
    assert tallest([4], 3) == 4


@pytest.mark.parametrize(
    ("dirty", "tidy"),
    [
        ("plain", "plain"),
        ("a\u202eb", "ab"),
        ("क्\u200dष", "क्\u200dष"),
        ("ज्\u200cञ", "ज्\u200cञ"),
        ("a\tb\nc\r\nd", "a b c  d"),
        ("\ufeffbom", "bom"),
        ("a\x00b\x1b[0m", "ab[0m"),
        ("\ud800x", "x"),
        ("\ufdd0\uffffx", "\ufdd0x"),
        ("👩\u200d🌾 ❤\ufe0f", "👩\u200d🌾 ❤\ufe0f"),
        ("", ""),
    ],
)
def test_text_is_rid_of_what_nobody_can_see(dirty, tidy):
    assert clean(dirty) == tidy


def test_cleaning_goes_all_the_way_down_and_changes_nothing_else():
    assert cleaned({"a\u200b": ["x\u202e", {"b": (1, None, True, 0.5)}]}) == {
        "a": ["x", {"b": [1, None, True, 0.5]}]
    }


def test_a_page_is_written_whole(tmp_path):
    target = tmp_path / "page.html"
    write_atomically(target, "पहला\n")
    write_atomically(target, "दूसरा\n")
    assert target.read_bytes() == "दूसरा\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_page_can_be_read_by_others_as_the_umask_allows(tmp_path):
    before = os.umask(0o022)
    try:
        write_atomically(tmp_path / "page.html", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o644


def test_a_write_that_fails_leaves_the_old_page_and_no_litter(tmp_path):
    target = tmp_path / "page.html"
    write_atomically(target, "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(target, "half \ud800")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_crash_before_the_rename_leaves_the_old_page(tmp_path, monkeypatch):
    target = tmp_path / "page.html"
    write_atomically(target, "old")

    def broken(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(target, "new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
