"""What each builder makes of its table."""

import datetime as dt

import pandas as pd
import pytest

from hustings import charts
from hustings.charts.saying import filled
from hustings.errors import UsageError


def test_a_trend_table_holds_weeks_then_months_with_last_year_beside(specimen):
    weeks = pd.DataFrame(
        {"label": ["2 Nov", "9 Nov"], "value": [0.5, 0.6], "last_year": [0.4, None]}
    )
    months = pd.DataFrame({"label": ["Oct"], "value": [0.55]})
    chart = charts.trend(weeks, months, **specimen.said())
    assert chart.table.columns == ("Week", "This year", "last year")
    assert chart.table.rows == (("2 Nov", "50%", "40%"), ("9 Nov", "60%", "–"), ("Oct", "55%", "–"))


def test_a_trend_without_last_year_has_two_columns(specimen):
    chart = charts.trend(specimen.weeks([0.5, 0.6]), **specimen.said())
    assert chart.table.columns == ("Week", "Value")
    assert chart.body.last_year_text == ""


def test_an_incomplete_week_says_so_when_touched(specimen):
    weeks = specimen.weeks([0.5, 0.2], partial=[False, True])
    chart = charts.trend(weeks, **specimen.said())
    assert [point.read for point in chart.body.weeks] == ["05 Oct: 50%", "12 Oct: 20% (incomplete)"]


def test_a_reason_stands_in_place_of_a_missing_figure(specimen):
    weeks = specimen.weeks([0.5, None], why=["", "no file arrived"])
    chart = charts.trend(weeks, **specimen.said())
    assert chart.table.rows[1] == ("12 Oct", "no file arrived")


def test_the_target_is_inside_the_axis(specimen):
    chart = charts.trend(specimen.weeks([0.2, 0.3]), target=0.9, **specimen.said())
    assert chart.body.axis.high == 0.9
    assert chart.body.target_text == "target 90%"


def test_all_panels_share_one_scale(specimen):
    rows = pd.DataFrame(
        {
            "panel": ["X", "X", "Facebook", "Facebook"],
            "label": ["2 Nov", "9 Nov"] * 2,
            "value": [1, 2, 30, None],
        }
    )
    chart = charts.multiples(rows, **specimen.said(number=lambda v: "–" if v is None else f"{v:g}"))
    assert (chart.body.axis.low, chart.body.axis.high) == (0, 30)
    assert chart.table.columns == ("Seat", "2 Nov", "9 Nov")
    assert chart.table.rows == (("X", "1", "2"), ("Facebook", "30", "–"))


def test_a_panel_that_skips_a_period_is_refused(specimen):
    rows = pd.DataFrame(
        {"panel": ["A", "A", "B"], "label": ["2 Nov", "9 Nov", "9 Nov"], "value": [1, 2, 3]}
    )
    with pytest.raises(UsageError, match="same periods"):
        charts.multiples(rows, **specimen.said())


@pytest.mark.parametrize(
    ("before", "after", "better", "tone"),
    [
        (0.5, 0.6, "higher", "good"),
        (0.6, 0.5, "higher", "bad"),
        (0.5, 0.6, "lower", "bad"),
        (0.6, 0.5, "lower", "good"),
        (0.5, 0.6, "neither", "quiet"),
        (0.5, 0.5, "higher", "quiet"),
        (None, 0.6, "higher", "quiet"),
    ],
)
def test_a_slope_is_coloured_by_what_is_good_for_the_metric(specimen, before, after, better, tone):
    rows = pd.DataFrame({"name": ["A"], "before": [before], "after": [after]})
    chart = charts.slope(rows, before="a", after="b", better=better, **specimen.said())
    assert chart.body.rows[0].tone == tone


def test_a_change_inside_the_usual_range_is_grey(specimen):
    rows = pd.DataFrame({"name": ["A"], "before": [0.5], "after": [0.6], "moved": [False]})
    chart = charts.slope(rows, before="a", after="b", **specimen.said())
    assert chart.body.rows[0].tone == "quiet"


def test_an_interval_that_touches_the_average_is_on_neither_side(specimen):
    rows = pd.DataFrame(
        [
            ("above", 0.80, 0.70, 0.90),
            ("touching", 0.70, 0.62, 0.80),
            ("on it", 0.62, 0.50, 0.70),
            ("below", 0.50, 0.40, 0.61),
            ("silent", None, None, None),
        ],
        columns=["name", "value", "low", "high"],
    )
    chart = charts.dots(rows, centre=0.62, centre_text="average", **specimen.said())
    assert [(g.tone, [row.name for row in g.rows]) for g in chart.body.groups] == [
        ("good", ["above"]),
        ("quiet", ["touching", "on it"]),
        ("bad", ["below"]),
        ("quiet", ["silent"]),
    ]


def test_below_is_good_where_lower_is_better(specimen):
    rows = pd.DataFrame({"name": ["A"], "value": [0.1], "low": [0.0], "high": [0.2]})
    words = specimen.said()
    chart = charts.dots(rows, centre=0.5, centre_text="average", better="lower", **words)
    assert chart.body.groups[0].tone == "good"


def test_without_an_average_nobody_is_above_or_below(specimen):
    rows = pd.DataFrame({"name": ["A"], "value": [0.1], "low": [0.0], "high": [0.2]})
    chart = charts.dots(rows, centre=None, centre_text="", **specimen.said())
    assert chart.body.groups[0].heading == "Cannot be told apart from the average"


def test_a_group_nobody_knows_is_refused_with_the_nearest(specimen):
    rows = pd.DataFrame({"name": ["A"], "value": [1], "low": [0], "high": [2], "group": ["abov"]})
    with pytest.raises(UsageError) as refused:
        charts.dots(rows, centre=1, centre_text="", **specimen.said())
    assert "'above'" in refused.value.fix


def test_the_dots_table_gives_interval_and_group(specimen):
    chart = specimen.every_kind()["dots"]
    assert chart.table.columns == ("Seat", "Value", "From", "To", "Group")
    assert chart.table.rows[0] == ("Rajmahal", "90%", "85%", "95%", "Clearly above the average")
    assert chart.table.rows[-1] == ("Ranchi", "withheld", "–", "–", "no data")


def test_a_day_nobody_mentions_is_missing_for_all(specimen):
    rows = pd.DataFrame(
        {
            "unit": ["A", "A", "B"],
            "day": [dt.date(2026, 11, 13), dt.date(2026, 11, 16), dt.date(2026, 11, 14)],
            "value": [0.1, 0.9, 0.5],
        }
    )
    chart = charts.calendar(rows, day=lambda d: str(d.day), **specimen.said())
    assert chart.body.days == ("13", "14", "15", "16")
    assert chart.body.weeks == (0, 3)  # Friday the 13th opens the calendar, Monday the 16th a week
    assert chart.body.sundays == (2,)
    assert [row.figures for row in chart.body.rows] == [
        (0.1, None, None, 0.9),
        (None, 0.5, None, None),
    ]
    assert chart.body.rows[1].shades[0] is None
    assert chart.body.rows[0].reads == ("A, 13 – 15: 10% · – · –", "A, 16 – 16: 90%")


def test_more_than_five_weeks_of_days_are_refused(specimen):
    rows = pd.DataFrame(
        {"unit": "A", "day": [dt.date(2026, 9, 1), dt.date(2026, 11, 1)], "value": [1, 2]}
    )
    with pytest.raises(UsageError, match="35 days"):
        charts.calendar(rows, day=str, **specimen.said())


def test_a_seat_without_a_place_is_refused_by_name(specimen):
    cells = pd.DataFrame(
        {"name": ["Ranchi"], "short": ["R"], "q": [None], "r": [1], "value": [0.5]}
    )
    with pytest.raises(UsageError) as refused:
        charts.hexmap(cells, **specimen.said())
    assert "Ranchi" in refused.value.where


def test_a_figure_on_an_edge_takes_the_shade_above(specimen):
    cells = pd.DataFrame(
        {
            "name": list("ABCDE"),
            "short": list("ABCDE"),
            "q": range(5),
            "r": 0,
            "value": [0.1999, 0.2, 0.6, 0.8, None],
        }
    )
    chart = charts.hexmap(cells, edges=(0.2, 0.4, 0.6, 0.8), **specimen.said())
    assert [cell.shade for cell in chart.body.cells] == [0, 1, 3, 4, None]


def test_each_step_of_a_funnel_is_shared_by_the_step_before(specimen):
    steps = pd.DataFrame({"name": list("ABCD"), "value": [200, 100, None, 0]})
    chart = charts.funnel(steps, share=specimen.percent, **specimen.said(number=str))
    assert [step.share_text for step in chart.body.steps] == ["", "50% of: A", "", ""]
    assert [row[2] for row in chart.table.rows] == ["–", "50%", "–", "–"]


def test_nothing_is_shared_by_an_empty_step(specimen):
    steps = pd.DataFrame({"name": list("AB"), "value": [0, 0]})
    chart = charts.funnel(steps, share=specimen.percent, **specimen.said())
    assert chart.body.steps[1].share_text == ""


def test_an_interval_round_a_missing_figure_is_not_drawn(specimen):
    chart = specimen.every_kind()["event"]
    hidden = chart.body.points[3]
    assert (hidden.value, hidden.low, hidden.high) == (None, None, None)
    assert chart.table.rows[3] == ("-3", "–", "–", "–")


def test_a_point_without_an_offset_is_refused(specimen):
    points = pd.DataFrame({"offset": [None], "label": ["?"], "value": [1], "low": [0], "high": [2]})
    with pytest.raises(UsageError, match="offset"):
        charts.event(points, event_text="", across_text="", **specimen.said())


def test_braces_in_a_name_are_not_filled_in_turn():
    assert filled("{share} of: {name}", share="{name}", name="{share}") == "{name} of: {share}"


def test_the_callers_table_is_left_alone(specimen):
    weeks = specimen.weeks()
    copy = weeks.copy(deep=True)
    charts.trend(weeks, weeks, **specimen.said())
    pd.testing.assert_frame_equal(weeks, copy)
