"""Drawings are well-formed, accessible, literal about names and honest about gaps."""

import dataclasses
import re

import pandas as pd
import pytest

from hustings import charts
from hustings.charts.svg import draw, sparkline
from hustings.charts.svg.pen import safe
from hustings.text import without_invisible

KINDS = ["trend", "multiples", "slope", "dots", "calendar", "hexmap", "funnel", "event", "spark"]
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "</svg><h1>",
    "&lt;b&gt;",
    "]]><!--",
    "{{7*7}}",
    "a\x00\x0b\ufffe\x1f",
]


def parsed(specimen, chart, ident="c1"):
    return specimen.parsed(draw(chart, ident=ident))


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_is_well_formed_and_named(specimen, kind, language):
    chart = specimen.every_kind(language)[kind]
    svg = parsed(specimen, chart, "week7")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "week7t week7d"
    assert svg.find("title").text == chart.title
    assert svg.find("desc").text == chart.description
    assert re.fullmatch(r"0 0 [\d.]+ [\d.]+", svg.get("viewBox"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_chart_gives_the_same_bytes(specimen, kind):
    first, second = specimen.build()[kind], specimen.build()[kind]
    assert draw(first) == draw(second) == draw(first.to_dict())


def test_drawings_on_one_page_share_no_id(specimen):
    page = "".join(
        draw(chart, ident=f"c{place}")
        for place, chart in enumerate([*specimen.every_kind().values()] * 2)
    )
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for used in re.findall(r"url\(#([^)]+)\)", page):
        assert used in ids


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_names_and_words_never_become_markup(specimen, kind, hostile):
    words = dict.fromkeys(specimen.said()["labels"], hostile)
    plain = specimen.every_kind()[kind]
    names = [f"{hostile} {place}" for place in range(8)]
    attack = specimen.build(
        names=names, title=hostile, subtitle=hostile, note=hostile, labels=words
    )[kind]
    svg = parsed(specimen, attack, ident=hostile)
    tags = {element.tag for element in svg.iter()}
    assert tags <= {"svg", "title", "desc", "pattern", "path", "text", "g"}
    attributes = {name for element in svg.iter() for name in element.attrib}
    assert attributes <= {
        name for element in parsed(specimen, plain).iter() for name in element.attrib
    } | {
        "style",
        "data-t",
    }
    assert (svg.find("title").text or "") == without_invisible(hostile)


def test_what_nobody_can_see_is_left_out_but_hindi_joiners_stay(specimen):
    name = "र\u202eाँ\u200bची\u2066 क्\u200dष र्\u200cक\ufeff"
    chart = specimen.build(names=[name, *specimen.names["hi"][1:]])["funnel"]
    drawn = draw(chart)
    assert not re.search("[\u202e\u200b\u2066\ufeff]", drawn)
    assert "राँची क्\u200dष र्\u200cक" in drawn


def test_text_that_no_file_can_hold_is_left_out():
    assert safe("a\ud800b\ufffe\x00") == "ab"


def test_line_ends_in_a_name_become_spaces(specimen):
    chart = dataclasses.replace(specimen.every_kind()["funnel"], title="one\r\ntwo\u2028three")
    assert parsed(specimen, chart).find("title").text == "one two three"


def course(svg, kind):
    return "".join(e.get("d") for e in svg.iter("path") if kind in e.get("class").split())


def test_a_missing_week_breaks_the_line_and_is_hatched(specimen):
    whole = parsed(specimen, charts.trend(specimen.weeks([1, 2, 3, 4, 5, 6]), **specimen.said()))
    broken = parsed(
        specimen, charts.trend(specimen.weeks([1, 2, None, 4, 5, 6]), **specimen.said())
    )
    assert course(whole, "ln").count("M") == 1
    assert course(broken, "ln").count("M") == 2
    assert course(whole, "void") == ""
    assert course(broken, "void").count("M") == 1
    assert course(broken, "d").count("M") == 5


def test_a_figure_between_two_gaps_is_still_seen(specimen):
    svg = parsed(specimen, charts.trend(specimen.weeks([None, 2, None]), **specimen.said()))
    assert course(svg, "d").count("M") == 1
    assert (
        course(parsed(specimen, charts.spark([None, 2, None], **specimen.said())), "d").count("M")
        == 1
    )


def test_weeks_and_months_are_never_joined(specimen):
    chart = charts.trend(specimen.weeks([1, 2]), specimen.weeks([3, 4]), **specimen.said())
    assert course(parsed(specimen, chart), "ln").count("M") == 2


def test_an_incomplete_week_is_hollow(specimen):
    weeks = specimen.weeks([1, 2], partial=[False, True])
    assert course(parsed(specimen, charts.trend(weeks, **specimen.said())), "o").count("M") == 1


def test_missing_cells_are_hatched_and_take_no_shade(specimen):
    calendar = parsed(specimen, specimen.every_kind()["calendar"])
    assert course(calendar, "no").count("M") >= 2  # the cell, and its sign on the scale
    hexmap = parsed(specimen, specimen.every_kind()["hexmap"])
    hatched = [e for e in hexmap.iter("path") if "url(#c1h)" in e.get("style", "")]
    assert len(hatched) == 2


def test_the_band_breaks_where_a_point_is_missing(specimen):
    assert course(parsed(specimen, specimen.every_kind()["event"]), "band").count("z") == 2


def test_a_calendar_shows_every_day_that_has_a_figure(specimen):
    chart = specimen.every_kind()["calendar"]
    svg = parsed(specimen, chart)
    cells = 0
    for path in svg.iter("path"):
        if path.get("stroke-dasharray"):
            cell, gap = map(float, path.get("stroke-dasharray").split())
            for start, end in re.findall(r"M([\d.]+) [\d.]+H([\d.]+)", path.get("d")):
                cells += round((float(end) - float(start) + gap) / (cell + gap))
    assert cells == sum(v is not None for row in chart.body.rows for v in row.figures)


def test_bars_of_a_funnel_are_in_proportion_from_zero(specimen):
    steps = pd.DataFrame({"name": list("ABC"), "value": [200, 100, 50]})
    chart = charts.funnel(steps, share=specimen.percent, **specimen.said())
    bars = [e.get("d") for e in parsed(specimen, chart).iter("path") if e.get("class") == "bar"]
    assert [float(re.search(r"h([\d.]+)", bar)[1]) for bar in bars] == [288, 144, 72]


@pytest.mark.parametrize("kind", KINDS)
def test_no_figures_at_all_is_said_and_nothing_is_drawn_as_zero(specimen, kind):
    svg = parsed(specimen, specimen.every_kind(blank=True)[kind])
    if kind != "spark":
        assert "no data" in [text.text for text in svg.iter("text")]
    for style in ("ln", "ly", "bar", "band", "d", "dd", "iv", "sl"):
        assert course(svg, style) == ""
    shaded = {f"{mark}{step}" for mark in "qr" for step in range(5)}
    assert not shaded & {e.get("class") for e in svg.iter("path")}


@pytest.mark.parametrize("kind", KINDS[:-1])
def test_everything_drawn_can_be_touched(specimen, kind):
    reads = [
        e.get("data-t")
        for e in parsed(specimen, specimen.every_kind()[kind]).iter()
        if e.get("data-t")
    ]
    assert reads
    assert all(": " in read or " · " in read for read in reads)


def test_long_names_are_cut_but_whole_when_touched(specimen):
    name = "अनुसूचित जनजाति सुरक्षित विधानसभा क्षेत्र शिकारीपाड़ा"
    drawn = draw(specimen.build("hi", names=[name, *specimen.names["hi"][1:]])["dots"])
    assert f">{name}<" not in drawn
    assert f'data-t="{name}: 90%' in drawn


def test_a_page_of_charts_stays_small(specimen):
    kinds = specimen.every_kind("hi")
    assert sum(len(draw(chart).encode()) for chart in kinds.values()) < 40_000
    days = pd.DataFrame(
        [
            {"unit": f"मंडल {row}", "day": f"2026-11-{day:02d}", "value": (row * day) % 97 / 97}
            for row in range(24)
            for day in range(1, 29)
        ]
    )
    calendar = charts.calendar(days, day=lambda d: f"{d.day} नव", **specimen.said("hi"))
    assert len(draw(calendar).encode()) < 32_000


def test_a_sparkline_beside_a_figure_is_hidden_from_readers(specimen):
    svg = specimen.parsed(sparkline([1, None, 3, 4]))
    assert svg.get("aria-hidden") == "true"
    assert course(svg, "ln") == "M46.7 8 68 4"
    assert specimen.parsed(sparkline([])) is not None


def test_one_shade_for_all_needs_no_scale(specimen):
    cells = pd.DataFrame({"name": ["A"], "short": ["A"], "q": [0], "r": [0], "value": [5]})
    svg = parsed(specimen, charts.hexmap(cells, **specimen.said()))
    assert course(svg, "q2").count("M") == 1
