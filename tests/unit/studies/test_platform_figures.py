"""Figures by day and audiences: the last export of each counts, and what disagrees is shown."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from hustings.errors import UsageError
from hustings.studies import audience_shares, daily_figures


def at(day):
    return datetime(2026, 11, day, tzinfo=UTC)


def days(*rows):
    names = ["account", "figure", "called", "day", "value", "counted_at"]
    return pd.DataFrame(rows, columns=names)


RESTATED = days(
    ("x:nadi", "views", "Impressions", date(2026, 11, 1), 90.0, at(2)),
    ("x:nadi", "views", "Impressions", date(2026, 11, 1), 100.0, at(9)),
    ("x:nadi", "views", "Impressions", date(2026, 11, 2), 7.0, at(9)),
    ("x:nadi", "followers_lost", "Unfollows", date(2026, 11, 1), 3.0, at(9)),
)


def test_a_day_that_was_restated_is_one_row_with_what_was_said_last():
    found = daily_figures(RESTATED)
    views = found[found["figure"] == "views"]
    assert views["value"].tolist() == [100, 7]
    assert views["said"].tolist() == [2, 1]
    assert len(found) == 3


def test_two_series_under_two_titles_stay_two():
    rows = days(
        ("facebook:1", "reach", "Viewers", date(2026, 11, 1), 5780.0, at(9)),
        ("facebook:1", "reach", "Total Viewers", date(2026, 11, 1), 8876.0, at(9)),
    )
    assert sorted(daily_figures(rows)["value"]) == [5780, 8876]


def test_figures_of_posts_by_day_are_read_the_same_way():
    rows = RESTATED.rename(columns={"account": "post"})
    assert daily_figures(rows).columns.tolist()[0] == "post"


def audience(*rows):
    return pd.DataFrame(rows, columns=["account", "divided_by", "part", "share", "counted_at"])


GREW = audience(
    ("facebook:1", "gender", "Men", 0.75, at(2)),
    ("facebook:1", "gender", "Women", 0.25, at(2)),
    ("facebook:1", "gender", "Men", 0.7, at(9)),
    ("facebook:1", "gender", "Women", 0.3, at(9)),
    ("facebook:1", "city", "Ranchi", 0.2, at(2)),
)


def test_an_audience_is_that_of_the_last_export_beside_the_one_before():
    found = audience_shares(GREW)
    gender = found[found["divided_by"] == "gender"]
    assert gender["part"].tolist() == ["Men", "Women"]
    assert gender["share"].tolist() == [0.7, 0.3]
    assert gender["before"].tolist() == [0.75, 0.25]


def test_what_only_one_export_divides_has_no_share_before():
    found = audience_shares(GREW)
    city = found[found["divided_by"] == "city"]
    assert city["share"].tolist() == [0.2]
    assert city["before"].isna().all()


def test_none_gives_none_and_rows_of_another_table_are_refused():
    assert daily_figures(RESTATED.head(0)).empty
    assert audience_shares(GREW.head(0)).empty
    with pytest.raises(UsageError, match="figure, called"):
        daily_figures(GREW)
    with pytest.raises(UsageError, match="share"):
        audience_shares(RESTATED)
