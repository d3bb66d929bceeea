"""Tables say every figure, every gap and every reason, and harm no one who opens them."""

import csv
import json
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from hustings import tables
from hustings.errors import UsageError

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><b>bold</b>',
    "&lt;i&gt;",
    "{{7*7}}",
]


class Plain:
    """Words simple enough to see the sum."""

    def value(self, metric, value):
        return "–" if value is None else f"{value:g} {metric[:1]}"

    def difference(self, _metric, now, before):
        return "–" if now is None or before is None else f"{now - before:+g}"

    def status(self, status):
        return f"<{status}>"

    def label(self, metric):
        return metric.title()


WORDS = Plain()
NAMES = {"unit": {"A": "Ranchi", "B": "राँची", "C": "Dumka"}.__getitem__}
SAY = tables.Say(WORDS, NAMES)


def measured(text):
    """Measured rows from a drawing: period, unit, metric, value, status."""
    rows = [line.split() for line in text.strip().splitlines()]
    frame = pd.DataFrame(rows, columns=["period", "unit", "metric", "value", "status"])
    return frame.assign(
        value=[np.nan if value == "." else float(value) for value in frame["value"]],
        platform="all",
        level="block",
    )


ROWS = measured("""
    2026-W45  A  reach  10  ok
    2026-W45  B  reach  20  ok
    2026-W46  A  reach  15  ok
    2026-W46  B  reach  .   suppressed
    2026-W46  C  reach  7   partial
    2026-W46  A  posts  3   ok
    2026-W46  B  posts  .   no_data
""")
THIS_WEEK = ROWS[ROWS["period"] == "2026-W46"]
REACH = ROWS[ROWS["metric"] == "reach"]


def by_metric(rows=THIS_WEEK, **more):
    given = {"down": "unit", "across": "metric", "say": SAY}
    return tables.wide(rows, **given | {"head": "Unit", "caption": "This week"} | more)


def test_one_line_per_unit_and_one_column_per_metric():
    table = by_metric()
    assert table.columns == ("Unit", "Reach", "Posts")
    assert table.rows == (
        ("Ranchi", "15 r", "3 p"),
        ("राँची", "<suppressed>", "<no_data>"),
        ("Dumka", "7 r (<partial>)", "<no_data>"),
    )
    assert table.align == ("start", "end", "end")


def test_periods_may_stand_across():
    table = by_metric(
        REACH, across="period", say=tables.Say(WORDS, NAMES | {"period": lambda key: key[-3:]})
    )
    assert table.columns == ("Unit", "W45", "W46")
    assert table.rows[0] == ("Ranchi", "10 r", "15 r")


def test_a_figure_under_a_status_that_forbids_it_is_never_shown():
    leaked = THIS_WEEK.assign(value=4.0, status="suppressed")
    assert {cell for row in by_metric(leaked).rows for cell in row[1:]} <= {
        "<suppressed>",
        "<no_data>",
    }


def test_two_rows_for_one_cell_are_refused_with_what_to_choose():
    both = pd.concat([THIS_WEEK, THIS_WEEK.assign(platform="x")])
    with pytest.raises(UsageError) as refused:
        by_metric(both)
    assert "one platform" in refused.value.fix


def test_a_side_nobody_knows_is_refused_with_the_nearest():
    with pytest.raises(UsageError) as refused:
        by_metric(across="metrik")
    assert "'metric'" in refused.value.fix


def test_a_comparison_has_before_now_and_change():
    table = tables.compare(
        REACH,
        now="2026-W46",
        before="2026-W45",
        say=SAY,
        heads=("Unit", "Before", "Now", "Change"),
        caption="Reach",
    )
    assert table.rows == (
        ("Ranchi", "10 r", "15 r", "+5"),
        ("राँची", "20 r", "<suppressed>", "–"),
        ("Dumka", "<no_data>", "7 r (<partial>)", "–"),
    )


def test_who_is_missing_is_listed_with_the_reason():
    table = tables.without_figures(
        THIS_WEEK[THIS_WEEK["metric"] == "reach"],
        say=SAY,
        heads=("Unit", "Why"),
        caption="Not reporting",
    )
    assert table.rows == (("राँची", "<suppressed>"),)


def test_a_listing_writes_chosen_columns_and_leaves_gaps_empty():
    frame = pd.DataFrame({"post": ["a", None], "reach": [1000.0, np.nan], "secret": [1, 2]})
    shown = {
        "reach": tables.Show("Reach", lambda v: "–" if v is None else f"{v:,.0f}", "end"),
        "post": tables.Show("Post"),
    }
    table = tables.listing(frame, shown, caption="Top posts", note="2 of 41 posts")
    assert table.columns == ("Reach", "Post")
    assert table.rows == (("1,000", "a"), ("–", ""))
    assert table.align == ("end", "start")


def test_all_columns_a_listing_lacks_are_named():
    with pytest.raises(UsageError) as refused:
        tables.listing(ROWS, {"valeu": tables.Show("V"), "n": tables.Show("N")}, caption="x")
    assert "valeu, n" in refused.value.problem
    assert "'value'" in refused.value.fix


def test_a_row_of_another_length_is_refused():
    with pytest.raises(UsageError, match="2 cells under 3 columns"):
        tables.Table("x", ("a", "b", "c"), (("1", "2"),))


def test_no_rows_make_an_empty_table():
    assert by_metric(THIS_WEEK.iloc[:0]).rows == ()


def test_a_table_is_plain_data_for_a_page():
    plain = tables.Table("Cap", ("a", "b"), (("1", "2"),), note="n").to_dict()
    assert json.loads(json.dumps(plain)) == {
        "caption": "Cap",
        "columns": ["a", "b"],
        "rows": [["1", "2"]],
        "align": ["start", "end"],
        "note": "n",
    }


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_becomes_markup(hostile):
    table = tables.Table(hostile, (hostile, hostile), ((hostile, hostile),), note=hostile)
    tree = ET.fromstring(f"<div>{tables.html(table)}</div>")  # noqa: S314  our own text
    assert {element.tag for element in tree.iter()} == {
        *("div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p")
    }
    assert tree.find(".//caption").text == hostile
    assert tree.find(".//td").text == hostile


def test_html_has_caption_and_scopes_and_no_invisible_letters():
    shown = tables.Table("Cap\u202etion", ("Unit", "n"), (("रा\u200dम", "1"),))._repr_html_()
    assert "<caption>Caption</caption>" in shown
    assert '<th scope="col" style="text-align:start">Unit</th>' in shown
    assert '<th scope="row" style="text-align:start">रा\u200dम</th>' in shown
    assert '<td style="text-align:end">1</td>' in shown


def test_a_csv_keeps_hindi_and_defuses_formulas(tmp_path):
    rows = (("राँची", "1,23,456"), ("=cmd|' /C calc'!A0", "−8.2"), ("@x", "-12.5"))
    path = tmp_path / "table.csv"
    tables.to_csv(tables.Table("Cap", ("Unit", "+n"), rows), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as held:
        assert list(csv.reader(held)) == [
            ["Unit", "'+n"],
            ["राँची", "1,23,456"],
            ["'=cmd|' /C calc'!A0", "−8.2"],
            ["'@x", "-12.5"],
        ]


def test_the_real_words_are_words_enough():
    wording = pytest.importorskip("hustings.wording")
    words: tables.Wording = wording.Words("hi")
    assert words.status("no_data")
