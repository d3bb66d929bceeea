"""What the widget draws is plain JSON with literal names, and saves with its heading."""

import json
from dataclasses import replace

import pytest

from hustings.panels.spec import locale, spec
from hustings.wording import Words


@pytest.fixture
def drawn(explorer):
    answer = explorer.choose(explorer.start())
    return spec(answer.chart, explorer.words, name="reach IN-JH 2026-W46")


def test_a_drawing_is_small_plain_json_without_what_json_cannot_hold(drawn):
    assert len(json.dumps(drawn, allow_nan=False)) < 20_000


def test_a_missing_week_stays_a_gap_in_the_drawing(drawn):
    (line,) = drawn["data"]
    assert line["y"][3] is None
    assert line["connectgaps"] is False


def test_the_heading_stands_outside_the_drawing_and_inside_a_saved_picture(drawn):
    assert "title" not in drawn["layout"]
    assert "Gross reach" in drawn["picture"]["title"]["text"]
    assert len(drawn["picture"]["annotations"]) == len(drawn["layout"]["annotations"]) + 1
    assert drawn["layout"]["height"] < drawn["picture"]["height"]


def test_names_in_a_drawing_are_shown_letter_by_letter(explorer):
    choice = replace(explorer.start(), unit="IN-JH-PC-01", compare=True)
    drawn = spec(explorer.choose(choice).chart, explorer.words, name="x")
    titles = [said["text"] for said in drawn["layout"]["annotations"]]
    assert any("&lt;img src=x" in title for title in titles)
    assert not any("<img" in title for title in titles)


@pytest.mark.parametrize(("language", "name"), [("en", "en-IN"), ("hi", "hi-IN")])
def test_plotly_is_told_to_group_by_lakh_and_crore(language, name):
    told = locale(Words(language))
    formats = told["locales"][name]["format"]
    assert told["locale"] == name
    assert formats["grouping"] == [3, 2, 2, 2, 2, 2, 2, 2]
    assert [len(formats[key]) for key in ("days", "shortDays", "months", "shortMonths")] == [
        7, 7, 12, 12,
    ]  # fmt: skip


def test_plotlys_weeks_begin_on_sunday():
    assert locale(Words("en"))["locales"]["en-IN"]["format"]["days"][0] == "Sunday"


def test_hindi_months_have_no_stray_spaces():
    months = locale(Words("hi"))["locales"]["hi-IN"]["format"]["months"]
    assert months == [month.strip() for month in months]
