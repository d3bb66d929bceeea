"""A chart survives JSON, and refuses what is not a chart."""

import json
import math

import pandas as pd
import pytest

from hustings import charts
from hustings.errors import UsageError

KINDS = ["trend", "multiples", "slope", "dots", "calendar", "hexmap", "funnel", "event", "spark"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "hi"])
def test_a_chart_comes_back_from_json_as_it_was(specimen, kind, language):
    chart = specimen.every_kind(language)[kind]
    text = json.dumps(chart.to_dict(), allow_nan=False, ensure_ascii=False)
    assert charts.Chart.from_dict(json.loads(text)) == chart
    assert json.loads(text)["kind"] == chart.kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_carries_a_table_with_a_caption_and_full_rows(specimen, kind):
    table = specimen.every_kind()[kind].table
    assert table.caption == "Compliance, per cent, 9–15 November 2026"
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert all(isinstance(cell, str) for row in table.rows for cell in row)


@pytest.mark.parametrize("kind", KINDS)
def test_the_description_says_measure_figures_and_note(specimen, kind):
    chart = specimen.every_kind()[kind]
    assert chart.description.startswith(chart.subtitle)
    assert chart.description.endswith(chart.note)
    assert any(cell in chart.description for row in chart.table.rows for cell in row[1:])


def test_a_caption_of_its_own_stands_over_the_table(specimen):
    assert specimen.build(caption="By week")["trend"].table.caption == "By week"


def test_all_faults_of_what_is_not_a_chart_are_listed(specimen):
    plain = specimen.every_kind()["trend"].to_dict()
    plain["colour"] = "red"
    plain["body"]["weeks"][0]["value"] = "many"
    del plain["title"]
    with pytest.raises(UsageError) as refused:
        charts.Chart.from_dict(plain)
    for fault in ("title", "colour", "weeks.0.value"):
        assert fault in refused.value.where


@pytest.mark.parametrize("kind", ["pie", None, 3])
def test_a_kind_nobody_draws_is_refused(specimen, kind):
    plain = specimen.every_kind()["spark"].to_dict()
    plain["body"]["kind"] = kind
    with pytest.raises(UsageError):
        charts.Chart.from_dict(plain)


@pytest.mark.parametrize("missing", [None, math.nan, math.inf, -math.inf, pd.NA, pd.NaT])
def test_every_sign_of_missing_becomes_none_and_never_zero(specimen, missing):
    values = pd.Series([0.5, missing, 0.7], dtype=object)
    chart = charts.trend(specimen.weeks(values), **specimen.said())
    assert [point.value for point in chart.body.weeks] == [0.5, None, 0.7]
    assert [row[1] for row in chart.table.rows] == ["50%", "–", "70%"]
    json.dumps(chart.to_dict(), allow_nan=False)


@pytest.mark.parametrize("damaged", ["1,2k", [3], 1.22158e17])
def test_what_is_no_figure_is_refused(specimen, damaged):
    values = pd.Series([0.5, damaged], dtype=object)
    with pytest.raises(UsageError):
        charts.trend(specimen.weeks(values), **specimen.said())


def test_missing_words_are_all_named_with_what_they_say(specimen):
    with pytest.raises(UsageError) as refused:
        charts.trend(specimen.weeks(), target=0.6, **specimen.said(labels={"period": "Week"}))
    assert "no_data" in refused.value.problem
    assert "target" in refused.value.problem
    assert "{value} is the target" in refused.value.fix


def test_missing_columns_are_all_named(specimen):
    rows = pd.DataFrame({"name": ["A"], "befor": [1]})
    with pytest.raises(UsageError) as refused:
        charts.slope(rows, before="a", after="b", **specimen.said())
    assert "before, after" in refused.value.problem
    assert "'befor'" in refused.value.fix


def test_words_of_either_language_are_enough_for_every_kind(specimen):
    for language in ("en", "hi"):
        labels = specimen.said(language)["labels"]
        assert set(labels) == set(charts.LABELS)


def test_a_misspelt_keyword_is_refused_with_the_nearest(specimen):
    words = specimen.said()
    words["titel"] = words.pop("title")
    with pytest.raises(UsageError) as refused:
        charts.trend(specimen.weeks(), **words)
    assert "missing: title; unknown: titel" in refused.value.where
    assert "'title'" in refused.value.fix
