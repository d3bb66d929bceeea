"""No label is cut off by the drawing's edge or touches another, whatever the figures are."""

import datetime as dt
import itertools

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from hustings import charts
from hustings.charts.svg import draw
from hustings.charts.svg.space import ASCENT, DESCENT, Box, width

NAMES = st.sampled_from(
    [
        "राँची",
        "शिकारीपाड़ा",
        "Hazaribagh",
        "पश्चिमी सिंहभूम (अ.ज.जा.)",
        "X",
        "ज्ञानेन्द्र नगर उत्तर",
        "WWWWWWWWWWWWWWWWWWWW",
        "",
    ]
)
FIGURES = st.floats(-1e9, 1e9, allow_nan=False) | st.sampled_from([0.0, 1.0, 1e5, 1e9])
MAYBE = FIGURES | st.none()
LIMITS = settings(
    max_examples=tries(100),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)


def boxes(svg):
    """The box of every label a phone shows, by the estimate of its width."""
    found = []
    for text in svg.iter("text"):
        styles = text.get("class", "").split()
        if "w" in styles:  # shown on wide screens only, inside its own hexagon
            continue
        size, bold = (13, True) if "v" in styles else (11, "b" in styles)
        wide = width(text.text or "", size, bold=bold)
        x, y = float(text.get("x")), float(text.get("y"))
        left = x - (wide if "e" in styles else wide / 2 if "c" in styles else 0)
        found.append((text.text, Box(left, y - ASCENT * size, left + wide, y + DESCENT * size)))
    return found


def check(specimen, chart):
    svg = specimen.parsed(draw(chart))
    _, _, wide, high = map(float, svg.get("viewBox").split())
    found = boxes(svg)
    for text, its in found:
        assert its.left >= -0.1, text  # coordinates are rounded to a tenth
        assert its.top >= -0.1, text
        assert its.right <= wide + 0.1, text
        assert its.bottom <= high + 0.1, text
    for (one, a), (other, b) in itertools.combinations(found, 2):
        smaller = Box(b.left + 0.11, b.top + 0.11, b.right - 0.11, b.bottom - 0.11)
        assert not a.touches(smaller), (one, other)


def line(values, **columns):
    return pd.DataFrame(
        {"label": [f"{n % 28 + 1} सितंबर" for n in range(len(values))], "value": values, **columns}
    )


@pytest.mark.parametrize("language", ["en", "hi"])
def test_labels_of_every_kind_keep_apart(specimen, language):
    for chart in specimen.every_kind(language).values():
        check(specimen, chart)


@LIMITS
@given(
    st.lists(MAYBE, min_size=1, max_size=26),
    st.lists(st.tuples(MAYBE, MAYBE), max_size=12),
    st.none() | FIGURES,
)
def test_labels_of_any_trend_keep_apart(specimen, weeks, months, target):
    later = line([v for v, _ in months], last_year=[y for _, y in months]) if months else None
    weeks = weeks[:6] if months else weeks
    words = specimen.said("hi", number=specimen.lakh)
    check(specimen, charts.trend(line(weeks), later, target=target, **words))


@LIMITS
@given(
    st.lists(NAMES, min_size=1, max_size=9, unique=True),
    st.lists(MAYBE, min_size=1, max_size=8),
)
def test_labels_of_any_panels_keep_apart(specimen, names, values):
    rows = pd.concat([line(values).assign(panel=name) for name in names])
    check(specimen, charts.multiples(rows, **specimen.said("hi", number=specimen.lakh)))


@LIMITS
@given(st.lists(st.tuples(NAMES, MAYBE, MAYBE), min_size=1, max_size=24), NAMES)
def test_labels_of_any_slope_keep_apart(specimen, rows, period):
    table = pd.DataFrame(rows, columns=["name", "before", "after"])
    words = specimen.said("hi", number=specimen.lakh)
    check(specimen, charts.slope(table, before=period, after=period, **words))


@LIMITS
@given(st.lists(st.tuples(NAMES, MAYBE, FIGURES), min_size=1, max_size=30), st.none() | FIGURES)
def test_labels_of_any_dots_keep_apart(specimen, rows, centre):
    table = pd.DataFrame(
        [
            (name, value, None if value is None else value - abs(reach), (value or 0) + abs(reach))
            for name, value, reach in rows
        ],
        columns=["name", "value", "low", "high"],
    )
    words = specimen.said("hi", number=specimen.lakh)
    check(specimen, charts.dots(table, centre=centre, centre_text="राज्य औसत 12.3 लाख", **words))


@LIMITS
@given(
    st.lists(NAMES, min_size=1, max_size=6, unique=True),
    st.integers(1, 35),
    st.integers(0, 6),
    st.lists(MAYBE, min_size=35, max_size=35),
)
def test_labels_of_any_calendar_keep_apart(specimen, names, length, start, values):
    first = dt.date(2026, 10, 5) + dt.timedelta(days=start)
    rows = pd.DataFrame(
        [
            {"unit": name, "day": first + dt.timedelta(days=n), "value": values[n]}
            for name in names
            for n in range(length)
        ]
    )
    words = specimen.said("hi", number=specimen.lakh)
    check(specimen, charts.calendar(rows, day=lambda d: f"{d.day} सितंबर", **words))


@LIMITS
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 33), st.integers(0, 43)), st.tuples(NAMES, MAYBE), min_size=1
    )
)
def test_labels_of_any_hexagons_keep_apart(specimen, cells):
    table = pd.DataFrame(
        [(name, name, q, r, value) for (q, r), (name, value) in cells.items()],
        columns=["name", "short", "q", "r", "value"],
    )
    check(specimen, charts.hexmap(table, **specimen.said("hi", number=specimen.lakh)))


@LIMITS
@given(st.lists(st.tuples(NAMES, st.none() | st.floats(0, 1e9)), min_size=1, max_size=7))
def test_labels_of_any_funnel_keep_apart(specimen, steps):
    table = pd.DataFrame(steps, columns=["name", "value"])
    words = specimen.said("hi", number=specimen.lakh)
    check(specimen, charts.funnel(table, share=specimen.percent, marked=steps[-1][0], **words))


@LIMITS
@given(st.lists(MAYBE, min_size=1, max_size=40), st.integers(-40, 5), NAMES)
def test_labels_of_any_event_plot_keep_apart(specimen, values, start, name):
    table = pd.DataFrame(
        [
            {
                "offset": start + n,
                "label": str(start + n),
                "value": value,
                "low": None if value is None else value - 5,
                "high": None if value is None else value + 5,
            }
            for n, value in enumerate(values)
        ]
    )
    words = specimen.said("hi", number=specimen.lakh)
    check(specimen, charts.event(table, event_text=name, across_text=name, **words))
