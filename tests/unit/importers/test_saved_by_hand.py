"""The same export, whatever a person saved it as on the way: the same rows."""

import csv
import io

import pandas as pd
import pytest
from openpyxl import Workbook

PLACES = {  # specimen -> a name that says whose it is, where the file itself does not
    "facebook_quotes_and_newlines.csv": "facebook_Nadi Yuva/posts.csv",
    "facebook_two_headers_until_2021.csv": "posts.csv",
    "instagram_stories.csv": "stories.csv",
    "meta_daily_with_comparison.csv": "facebook_Nadi Yuva/Interactions.csv",
    "meta_audience_five_blocks_utf16.csv": "facebook_Nadi Yuva/Audience.csv",
    "meta_territories_in_fractions.csv": "facebook_Nadi Yuva/Territories.csv",
    "x_content.csv": "x_NadiYuva/content.csv",
    "x_old_tweet_activity.csv": "x_NadiYuva/tweets.csv",
    "x_overview_other_order.csv": "x_NadiYuva/overview.csv",
    "youtube_total_is_not_the_sum.csv": "youtube_Nadi TV/Table data.csv",
    "youtube_chart_of_three_days.csv": "youtube_Nadi TV/Chart data.csv",
    "youtube_totals_saved_by_excel.csv": "youtube_Nadi TV/Totals.csv",
    "crowdtangle_facebook.csv": "report.csv",
}


def _cells(raw):
    text = raw.decode("utf-16" if raw.startswith(b"\xff\xfe") else "utf-8-sig")
    lines = text.splitlines(keepends=True)
    return [row for row in csv.reader(lines) if row[:1] != ["sep="]]


def _joined(cells, delimiter, encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(cells)
    return text.getvalue().encode(encoding)


def _workbook(cells, title=()):
    book = Workbook()
    sheet = book.active
    for row in title:
        sheet.append(row)
        sheet.merge_cells(
            start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=5
        )
    for row in cells:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(cells):
    """As Excel keeps them: short numbers as numbers, everything else as text."""
    return [
        [
            float(cell) if cell.isascii() and cell.isdigit() and len(cell) < 12 else cell
            for cell in row
        ]
        for row in cells
    ]


FORMS = {
    "semicolons": lambda cells: _joined(cells, ";"),
    "tabs in UTF-16": lambda cells: _joined(cells, "\t", "utf-16"),
    "commas in UTF-16 without a mark": lambda cells: _joined(cells, ",", "utf-16-le"),
    "workbook of texts": _workbook,
    "workbook of numbers": lambda cells: _workbook(_typed(cells)),
    "workbook under merged titles": lambda cells: _workbook(
        cells, title=[["Export of the page", "", "", "", ""], ["made in November", "", "", "", ""]]
    ),
}


TABLES = (
    "posts", "post_counts", "post_days", "account_days", "account_counts", "account_totals",
    "audience", "extras",
)  # fmt: skip


def _rows(found):
    """Every table without what says where a row stood."""
    return {
        name: found.table(name).drop(columns=["line", "row", "sha256"], errors="ignore")
        for name in TABLES
    }


@pytest.fixture(scope="module")
def plainly_read():
    """What was found in each specimen as it was exported; every form is compared with it."""
    return {}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PLACES)
def test_the_rows_are_the_same(read, received, tables_folder, plainly_read, name, form):
    raw = (tables_folder / name).read_bytes()
    if name not in plainly_read:
        found = read(received(raw, PLACES[name]))
        plainly_read[name] = (found.source, _rows(found), sorted(found.aside.values()))
    saved = read(received(FORMS[form](_cells(raw)), PLACES[name]))
    source, rows, aside = plainly_read[name]
    assert saved.source == source
    same = _rows(saved)
    for table in TABLES:
        pd.testing.assert_frame_equal(same[table], rows[table], obj=table)
    assert sorted(saved.aside.values()) == aside
