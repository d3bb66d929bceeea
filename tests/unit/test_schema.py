"""Tables say what they hold, and rows that breach it are all listed."""

import datetime as dt

import pandas as pd
import pytest

from hustings.errors import SchemaError, UsageError
from hustings.schema import CLEAN, MEASURED, check

NOON = pd.Timestamp("2026-11-09T12:00Z")


def a_post(**changes):
    row = {
        "post": "facebook:1",
        "platform": "facebook",
        "account": "facebook:seat",
        "published_at": NOON,
    }
    return pd.DataFrame([row | changes])


def test_good_rows_pass():
    check(a_post(), CLEAN["posts"])
    check(a_post(text=None, seconds=12.5, time_known=True), CLEAN["posts"])


def test_every_breach_is_listed_not_only_the_first():
    rows = a_post(platform="orkut", post=None, platfrm="x", seconds="long")
    with pytest.raises(SchemaError) as caught:
        check(rows, CLEAN["posts"])
    for part in ("orkut", "'post' is empty", "platfrm", "seconds"):
        assert part in caught.value.problem


@pytest.mark.parametrize(
    ("table", "column", "bad"),
    [
        ("posts", "published_at", "2026-11-09"),
        ("posts", "published_at", pd.Timestamp("2026-11-09T12:00")),
        ("posts", "published_at", pd.Timestamp("2026-11-09T12:00+05:30")),
        ("posts", "time_known", 1),
        ("account_counts", "counted_on", NOON),
        ("account_counts", "followers", 1.5),
        ("account_counts", "followers", "1,200"),
        ("posts", "text", 7),
    ],
)
def test_a_value_of_the_wrong_kind_is_a_breach(table, column, bad):
    with pytest.raises(SchemaError, match=column):
        check(pd.DataFrame({column: [bad]}), CLEAN[table])


def test_whole_columns_may_hold_missing_values():
    rows = pd.DataFrame(
        {"account": ["x:a"], "counted_on": [dt.date(2026, 11, 9)], "followers": [12.0]}
    )
    check(rows, CLEAN["account_counts"])


@pytest.mark.parametrize("table", [*CLEAN.values(), MEASURED], ids=lambda table: table.name)
def test_every_table_says_what_a_row_is_and_is_keyed_and_dated_by_its_own_columns(table):
    assert table.grain.startswith("one ")
    for name in (*table.key, *([table.dated_by] if table.dated_by else [])):
        assert table[name]
    assert all(column.meaning for column in table.columns)
    assert "at" not in table.names


def test_an_unknown_column_is_answered_with_the_nearest():
    with pytest.raises(UsageError, match="no column 'reech'") as caught:
        CLEAN["post_counts"]["reech"]
    assert "reach" in caught.value.fix
