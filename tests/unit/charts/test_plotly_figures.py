"""Plotly figures hold the same figures and words as the drawings."""

import html
import json

import pandas as pd
import pytest

from hustings import charts
from hustings.charts.plotly import figure
from hustings.charts.plotly.base import literal

KINDS = ["trend", "multiples", "slope", "dots", "calendar", "hexmap", "funnel", "event", "spark"]
HOSTILE = '<b>A</b><br><a href="javascript:x">&amp; $x$'


def texts(value):
    """Every text anywhere inside a figure."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_of_every_kind_is_plain_json(specimen, kind):
    chart = specimen.every_kind("hi")[kind]
    plain = json.loads(figure(chart).to_json())
    assert html.unescape(plain["layout"]["title"]["text"]) == f"<b>{chart.title}</b>"
    assert plain == json.loads(figure(chart.to_dict()).to_json())
    assert "NaN" not in figure(chart).to_json()


@pytest.mark.parametrize("kind", KINDS)
def test_tags_in_names_and_words_show_letter_by_letter(specimen, kind):
    words = dict.fromkeys(specimen.said()["labels"], HOSTILE)
    names = [f"{HOSTILE} {place}" for place in range(8)]
    chart = specimen.build(
        names=names, title=HOSTILE, subtitle=HOSTILE, note=HOSTILE, labels=words
    )[kind]
    for text in texts(json.loads(figure(chart).to_json())):
        bare = text.replace("<b>", "").replace("</b>", "").replace("<br>", "")
        assert "<" not in bare
        assert "$" not in bare
        assert "href=" not in bare or "&lt;a href=" in bare


def test_plotly_shows_what_was_written():
    assert html.unescape(literal(HOSTILE)) == HOSTILE
    assert literal("राँ\u202eची") == "राँची"


def test_ticks_keep_lakh_grouping_from_the_charts_own_formatter(specimen):
    words = specimen.said("hi", number=specimen.lakh)
    drawn = figure(charts.trend(specimen.weeks([1e5, 9e5]), **words))
    assert drawn.layout.yaxis.ticktext == ("0", "2.5 लाख", "5.0 लाख", "7.5 लाख")
    assert drawn.layout.yaxis.tickvals == (0, 250000, 500000, 750000)


def test_missing_figures_stay_gaps(specimen):
    drawn = figure(charts.trend(specimen.weeks([1, None, 3]), **specimen.said()))
    assert drawn.data[0].y == (1, None, 3)
    assert drawn.data[0].connectgaps is False


def test_weeks_and_months_are_lines_of_their_own(specimen):
    words = specimen.said()
    drawn = figure(charts.trend(specimen.weeks([1, 2]), specimen.weeks([3, 4]), **words))
    assert [trace.y for trace in drawn.data] == [(1, 2), (3, 4)]
    assert max(drawn.data[0].x) < min(drawn.data[1].x) - 1


def test_intervals_reach_from_low_to_high(specimen):
    drawn = figure(specimen.every_kind()["dots"])
    above = drawn.data[0]
    assert above.x == (0.9, 0.8)
    assert above.error_x.array == pytest.approx((0.05, 0.1))
    assert above.error_x.arrayminus == pytest.approx((0.05, 0.1))


def test_two_units_of_one_name_stay_two(specimen):
    rows = pd.DataFrame({"name": ["Ramnagar"] * 2, "before": [1, 2], "after": [3, 4]})
    drawn = figure(charts.slope(rows, before="a", after="b", **specimen.said()))
    assert [trace.y for trace in drawn.data] == [(1, 3), (2, 4)]


def test_a_calendar_keeps_its_holes(specimen):
    chart = specimen.every_kind()["calendar"]
    heat = figure(chart).data[0]
    assert heat.z[2][9] is None
    assert heat.hovertext[0][0] == "Rajmahal, 05 Oct: 0%"
    assert [row.name for row in chart.body.rows] == list(figure(chart).layout.yaxis.ticktext)


def test_every_panel_has_its_own_colour(specimen):
    drawn = figure(specimen.every_kind()["multiples"])
    assert [trace.line.color for trace in drawn.data][:2] == ["#0f766e", "#0b5cad"]
    assert {axis.range for axis in drawn.select_yaxes()} == {drawn.layout.yaxis.range}


def test_hexagons_are_shaded_and_missing_ones_hatched(specimen):
    drawn = figure(specimen.every_kind()["hexmap"])
    hatched = [trace for trace in drawn.data if trace.fillpattern.shape]
    assert len(hatched) == 1
    shown = [trace for trace in drawn.data if trace.hovertext]
    assert shown[0].hovertext[0] == "Rajmahal: 10%"
