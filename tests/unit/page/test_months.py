"""A month beside its weeks: by the metric's own rule, and marked where it is not whole."""

import pandas as pd
import pytest

from hustings.page.months import month_of, past, weeks_in


def series(drawn, first=(2026, 40)):
    """One row per week from figures as `5`, `3/10` (part of whole), `~` (none), `4p` (partial)."""
    rows = []
    for at, text in enumerate(drawn.split()):
        week = pd.Timestamp.fromisocalendar(*first, 1) + pd.Timedelta(weeks=at)
        year, number, _ = week.isocalendar()
        part, _, whole = text.removesuffix("p").partition("/")
        known = text != "~"
        value = None if not known or whole == "0" else float(part) / float(whole or 1)
        status = "no_data" if not known else "partial" if text.endswith("p") else "ok"
        rows.append(
            {
                "period": f"{year}-W{number:02d}",
                "value": value,
                "numerator": float(part) if known else None,
                "denominator": float(whole) if whole else None,
                "status": status,
            }
        )
    frame = pd.DataFrame(rows)
    numbers = ["value", "numerator", "denominator"]
    return frame.assign(**{name: frame[name].astype("float64") for name in numbers})


def months(drawn, metric, **options):
    table = past(series(drawn, **options), metric).months
    return dict(zip(table["period"], table["value"], strict=True)), dict(
        zip(table["period"], table["partial"], strict=True)
    )


def test_a_week_belongs_to_the_month_of_its_thursday():
    assert month_of("2026-W40") == "2026-10"  # 28 September to 4 October
    assert month_of("2026-W44") == "2026-10"  # 26 October to 1 November
    assert month_of("2026-W01") == "2026-01"  # begins in December
    assert weeks_in("2026-10") == 5
    assert weeks_in("2026-11") == 4


# W40 to W44 are October, W45 to W48 November.


def test_counts_are_those_of_the_average_week_so_that_long_months_compare():
    value, partial = months("10 20 30 40 50 7 7 7 7", "active_workers")
    assert value == {"2026-10": 30, "2026-11": 7}
    assert partial == {"2026-10": False, "2026-11": False}


def test_rates_are_worked_out_from_sums_and_never_averaged():
    value, _ = months("1/2 0/100 0/100 0/100 0/98", "engagement_rate")
    assert value == {"2026-10": pytest.approx(1 / 400)}


def test_stocks_stand_at_the_end_of_the_month():
    value, _ = months("10 20 30 40 50 60 70", "followers")
    assert value == {"2026-10": 50, "2026-11": 70}


def test_a_month_that_lacks_a_week_or_a_figure_is_partial():
    value, partial = months("10 20 ~ 40 50 7 7", "reach")
    assert value == {"2026-10": 30, "2026-11": 7}  # of the weeks there are, not of zeros
    assert partial == {"2026-10": True, "2026-11": True}
    _, partial = months("1 1 1 1 1p", "reach")
    assert partial == {"2026-10": True}


def test_a_month_without_any_figure_has_none():
    table = past(series("~ ~ ~ ~ ~ 4 4 4 4"), "reach").months
    assert table["value"].isna().tolist() == [True, False]


def test_a_rate_over_nothing_has_no_figure():
    value, _ = months("0/0 0/0 0/0 0/0 0/0", "engagement_rate")
    assert pd.isna(value["2026-10"])


def test_six_weeks_and_twelve_months_are_shown():
    found = past(series(" ".join(["1"] * 70), first=(2025, 1)), "reach")
    assert len(found.weeks) == 6
    assert len(found.months) == 12


def test_last_year_stands_beside_this_one_only_where_the_series_reaches_back():
    found = past(series(" ".join(map(str, range(70))), first=(2025, 1)), "reach")
    assert found.weeks["last_year"].tolist() == [float(n) for n in range(12, 18)]
    january = found.months.set_index("period").loc["2026-01"]
    assert january["last_year"] == pytest.approx(2.0)  # weeks 1 to 5 of 2025: 0 1 2 3 4
    assert past(series("1 2 3"), "reach").weeks["last_year"].isna().all()
