"""The usual day of a week, and what lies above it."""

import numpy as np
import pandas as pd
import pytest

from hustings.errors import UsageError
from hustings.studies import weekly_level
from hustings.studies.weekly import week_values

MONDAY = pd.Timestamp("2026-11-09")


def days(values, unit="012", metric="reach", first=MONDAY):
    """One row per day from Monday on; None is missing."""
    table = pd.DataFrame({"day": pd.date_range(first, periods=len(values)), "value": values})
    return table.assign(unit=unit, level="vidhan_sabha", metric=metric).dropna(subset=["value"])


def test_the_value_is_of_the_days_between_the_lowest_and_the_two_highest():
    # Mo 90 | Tu 100 | We 110 | Th 100 | Fr 100 | Sa 2000 | Su 100, after eight weeks of 100 a day.
    weekly = weekly_level(
        pd.concat(
            [days([100] * 7, first=MONDAY - pd.Timedelta(weeks=w)) for w in range(1, 9)]
            + [days([90, 100, 110, 100, 100, 2000, 100])]
        )
    )
    this = weekly[weekly["week"] == "2026-W46"].iloc[0]
    assert this["value"] == pytest.approx(100)
    assert this["total"] == 2600
    assert this["spike_share"] == pytest.approx((2600 - 700) / 2600)
    assert this["days"] == 7


@pytest.mark.parametrize("viral", [[0], [3, 4]])
def test_one_viral_day_hardly_moves_the_value_nor_do_two(viral):
    usual = [
        days([80, 120, 95, 105, 100, 90, 110], first=MONDAY - pd.Timedelta(weeks=w))
        for w in range(9)
    ]
    calm = weekly_level(pd.concat(usual))
    struck = pd.concat(usual)
    struck.loc[struck["day"].isin([MONDAY + pd.Timedelta(days=day) for day in viral]), "value"] *= (
        20
    )
    moved = weekly_level(struck)["value"].iloc[-1] / calm["value"].iloc[-1]
    assert 0.9 < moved < 1.1


def test_a_day_that_was_lost_to_zero_hardly_moves_the_value():
    usual = [
        days([80, 120, 95, 105, 100, 90, 110], first=MONDAY - pd.Timedelta(weeks=w))
        for w in range(9)
    ]
    calm = weekly_level(pd.concat(usual))
    lost = pd.concat(usual)
    lost.loc[lost["day"] == MONDAY, "value"] = 0
    moved = weekly_level(lost)["value"].iloc[-1] / calm["value"].iloc[-1]
    assert 0.9 < moved < 1.1


def test_a_weekday_that_is_always_quiet_is_not_missed_when_it_is_absent():
    # Sundays bring a tenth. A week without a Wednesday and a Thursday has the same level as one
    # with them; what weekdays add is known as well as so many unit-weeks tell.
    pattern = [1000, 1000, 1000, 1000, 1000, 500, 100]
    weeks = [
        days(pattern, unit=f"{unit:03d}", first=MONDAY - pd.Timedelta(weeks=w))
        for w in range(1, 9)
        for unit in range(40)
    ]
    partial = days([1000, 1000, None, None, 1000, 500, 100], unit="000")
    weekly = weekly_level(pd.concat([*weeks, partial])).set_index(["unit", "week"])
    this = weekly.loc[("000", "2026-W46")]
    assert this["value"] == pytest.approx(weekly.loc[("000", "2026-W45"), "value"], rel=0.01)
    assert this["days"] == 5


@pytest.mark.parametrize(
    ("seen", "value"),
    [
        ([10, 20, 30, 40, 50, 60, 70], 35),  # 20, 30, 40, 50
        ([10, 20, 30, 40, 50, 60], 30),
        ([10, 20, 30, 40, 50], 25),
        ([10, 20, 30, 40], 20),
        ([10, 20, 30], 10),
        ([10], 10),
    ],
)
def test_of_a_week_of_fewer_days_fewer_are_looked_at(seen, value):
    even = [
        days([100] * 7, unit=f"{unit:03d}", first=MONDAY - pd.Timedelta(weeks=w))
        for w in range(1, 9)
        for unit in range(9)
    ]
    weekly = weekly_level(pd.concat([*even, days(seen, unit="000")]), fewest_days=1)
    this = weekly.set_index(["unit", "week"]).loc[("000", "2026-W46")]
    assert this["value"] == pytest.approx(value)


def test_zero_is_data_and_an_absent_day_is_not():
    weekly = weekly_level(pd.concat([days([0] * 7), days([5, 5, None, 5, 5, 5, None], unit="013")]))
    assert weekly["value"].tolist() == pytest.approx([0, 5])
    assert weekly["days"].tolist() == [7, 5]
    assert weekly["spike_share"].tolist() == pytest.approx([0, 0])


def test_a_silent_week_is_zero_whatever_its_weekdays_usually_add():
    usual = [5, 40, 60, 50, 40, 30, 5]
    weeks = [days(usual, first=MONDAY - pd.Timedelta(weeks=w)) for w in range(1, 9)]
    assert weekly_level(pd.concat([*weeks, days([0] * 7)]))["value"].iloc[-1] == 0


def test_fewer_than_five_days_give_no_value_but_their_total():
    weekly = weekly_level(days([10, 10, 10, 10]))
    assert weekly["value"].isna().all()
    assert weekly["spike_share"].isna().all()
    assert weekly["total"].tolist() == [40]
    assert weekly_level(days([10, 10, 10, 10]), fewest_days=4)["value"].tolist() == pytest.approx(
        [10]
    )


def test_a_week_without_any_day_has_no_row():
    table = pd.concat([days([10] * 7), days([10] * 7, first=MONDAY - pd.Timedelta(weeks=2))])
    assert weekly_level(table)["week"].tolist() == ["2026-W44", "2026-W46"]


def test_weeks_are_iso_weeks_over_the_turn_of_a_year():
    table = days([1] * 7, first=pd.Timestamp("2026-12-28"))
    assert weekly_level(table)["week"].tolist() == ["2026-W53"]


def test_days_may_be_dates_or_moments():
    table = days([4] * 7)
    dates = table.assign(day=table["day"].dt.date)
    pd.testing.assert_frame_equal(weekly_level(dates), weekly_level(table))


def test_days_that_agree_have_no_spread():
    table = pd.concat([days([50] * 7), days([1, 100, 1, 100, 1, 100, 1], unit="013")])
    spread = weekly_level(table)["day_spread"]
    assert spread.iloc[0] < 0.2 * spread.iloc[1]


def test_levels_and_metrics_do_not_mix():
    both = pd.concat([days([10] * 7), days([1000] * 7, metric="views")])
    assert weekly_level(both)["value"].tolist() == pytest.approx([10, 1000])


def test_nothing_in_gives_nothing_out_with_the_same_columns():
    empty = weekly_level(days([10] * 7).iloc[:0])
    assert list(empty.columns) == list(weekly_level(days([10] * 7)).columns)
    assert len(empty) == 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda t: t.drop(columns=["unit", "day"]), "unit, day"),
        (lambda t: pd.concat([t, t.head(1)]), "2026-11-09"),
        (lambda t: t.assign(value=-1.0), "reach"),
    ],
)
def test_what_cannot_be_is_refused_with_where_and_fix(spoil, said):
    with pytest.raises(UsageError) as refused:
        weekly_level(spoil(days([10] * 7)))
    assert said in refused.value.where
    assert refused.value.fix


def test_the_callers_table_is_left_alone():
    table = days([10, 20, 30, 40, 50, 60, 70])
    before = table.copy()
    weekly_level(table)
    pd.testing.assert_frame_equal(table, before)
    assert np.isfinite(table["value"]).all()


def test_a_day_of_the_newest_week_moves_no_other_unit():
    rng = np.random.default_rng(8)
    days = rng.poisson(300, (30, 12, 7)).astype(float)
    struck = days.copy()
    struck[0, -1, 3] *= 20
    calm, told = week_values(days), week_values(struck)
    for name, values in calm.items():
        assert np.array_equal(told[name][1:], values[1:]), name


def test_names_may_be_text_or_categories_in_any_order():
    table = pd.concat([days([5, 6, 7, 8, 9, 10, 11], unit=unit) for unit in ("b", "a", "c")])
    told = table.assign(
        **{
            name: pd.Categorical(table[name], categories=[*table[name].unique(), "unused"])
            for name in ("unit", "level", "metric")
        }
    )
    pd.testing.assert_frame_equal(weekly_level(told), weekly_level(table), check_dtype=False)
    assert weekly_level(told)["unit"].tolist() == ["a", "b", "c"]
