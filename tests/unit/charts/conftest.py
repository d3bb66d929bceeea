"""One chart of every kind, in words of either language, for the tests to draw and to break."""

import datetime as dt
import math
from functools import cache
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from hustings import charts

ENGLISH = {
    "no_data": "no data",
    "period": "Week",
    "value": "Value",
    "last_year": "last year",
    "this_year": "This year",
    "weeks": "last 6 weeks",
    "months": "last 12 months",
    "target": "target {value}",
    "partial": "incomplete",
    "name": "Seat",
    "group": "Group",
    "above": "Clearly above the average",
    "same": "Cannot be told apart from the average",
    "below": "Clearly below the average",
    "low": "From",
    "high": "To",
    "interval": "95% interval {low} to {high}",
    "day": "Day",
    "sunday": "Sun",
    "step": "Step",
    "share": "Share of the step before",
    "share_of": "{share} of: {name}",
}
HINDI = {
    "no_data": "आँकड़ा नहीं",
    "period": "सप्ताह",
    "value": "मान",
    "last_year": "पिछले साल",
    "this_year": "इस साल",
    "weeks": "पिछले 6 सप्ताह",
    "months": "पिछले 12 महीने",
    "target": "लक्ष्य {value}",
    "partial": "अधूरा",
    "name": "सीट",
    "group": "समूह",
    "above": "औसत से स्पष्ट ऊपर",
    "same": "औसत से अलग नहीं कहा जा सकता",
    "below": "औसत से स्पष्ट नीचे",
    "low": "से",
    "high": "तक",
    "interval": "95% अंतराल {low} से {high}",
    "day": "दिन",
    "sunday": "रवि",
    "step": "चरण",
    "share": "पिछले चरण का भाग",
    "share_of": "{name} में से {share}",
}
NAMES = {
    "en": ["Rajmahal", "Dumka", "Kodarma", "Chatra", "Dhanbad", "Ranchi", "Hazaribagh", "Palamu"],
    "hi": ["राजमहल", "दुमका", "कोडरमा", "चतरा", "धनबाद", "राँची", "हजारीबाग", "पलामू"],
}
FIGURES = ["value", "last_year", "before", "after", "low", "high"]
MONDAY = dt.date(2026, 10, 5)


def percent(value: float | None) -> str:
    return "–" if value is None else f"{value * 100:.0f}%"


def lakh(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value / 1e5:.1f} लाख" if abs(value) >= 1e5 else f"{value:.0f}"


def said(language="en", **more):
    words = {
        "title": "Compliance is the highest in six weeks",
        "subtitle": "Compliance, per cent, 9–15 November 2026",
        "note": "n = 6,221 workers · as of 16 November 2026",
        "number": percent,
        "labels": HINDI if language == "hi" else ENGLISH,
    }
    return words | more


def weeks(values=(0.46, 0.47, None, 0.56, 0.57, 0.64), **columns):
    labels = [f"{MONDAY + dt.timedelta(days=7 * place):%d %b}" for place in range(len(values))]
    return pd.DataFrame({"label": labels, "value": list(values), **columns})


def parsed(drawing):
    return ET.fromstring(drawing)  # noqa: S314  our own drawing


@cache
def every_kind(language="en", *, blank=False):
    """One chart of each kind with a missing figure in it, by kind; with `blank`, all missing."""
    return build(language, blank=blank)


def build(language="en", names=None, *, blank=False, **more):
    """The same, made anew, with other names or words."""
    names = names or NAMES[language]
    words = said(language, **more)
    six = weeks(last_year=[0.41, 0.42, 0.40, None, 0.44, 0.43], partial=[False] * 5 + [True])
    months = pd.DataFrame(
        {"label": list("NDJFMAMJJASO"), "value": [0.39 + place / 100 for place in range(12)]}
    )
    panels = pd.concat([weeks().assign(panel=name) for name in names[:5]])
    pairs = pd.DataFrame(
        {
            "name": names,
            "before": [0.5 + place / 50 for place in range(len(names))],
            "after": [None, *(0.7 - place / 40 for place in range(1, len(names)))],
        }
    )
    spans = pd.DataFrame(
        {
            "name": names,
            "value": [0.9, 0.8, 0.64, 0.6, 0.4, None, 0.62, 0.3],
            "low": [0.85, 0.7, 0.55, 0.5, 0.35, None, 0.6, 0.2],
            "high": [0.95, 0.9, 0.7, 0.7, 0.45, None, 0.65, 0.4],
            "why": [None] * 5 + ["withheld"] + [None] * 2,
        }
    )
    days = pd.DataFrame(
        [
            {
                "unit": name,
                "day": MONDAY + dt.timedelta(days=place),
                "value": None if (row, place) == (2, 9) else abs(math.sin(row + place)),
            }
            for row, name in enumerate(names)
            for place in range(28)
        ]
    )
    seats = pd.DataFrame(
        {
            "name": names,
            "short": names,
            "q": [0, 1, 2, 3, 0, 1, 2, 3],
            "r": [1, 1, 1, 1, 0, 0, 0, 0],
            "value": [0.1, 0.3, 0.5, 0.7, 0.9, None, 0.2, 0.99],
        }
    )
    steps = pd.DataFrame({"name": names[:5], "value": [7310, 6221, None, 3944, 2500]})
    offsets = pd.DataFrame(
        [
            {
                "offset": place,
                "label": str(place),
                "value": None if place == -3 else place / 10,
                "low": place / 10 - 0.5,
                "high": place / 10 + 0.5,
            }
            for place in range(-6, 5)
        ]
    )
    if blank:
        for frame in (six, months, panels, pairs, spans, days, seats, steps, offsets):
            held = frame.columns.intersection(FIGURES)
            frame[held] = None
    return {
        "trend": charts.trend(six, months, target=0.6, **words),
        "multiples": charts.multiples(panels, colours={names[0]: 3}, **words),
        "slope": charts.slope(pairs, before="2–8 November", after="9–15 November", **words),
        "dots": charts.dots(spans, centre=0.62, centre_text="average 62%", **words),
        "calendar": charts.calendar(days, day=lambda d: f"{d:%d %b}", **words),
        "hexmap": charts.hexmap(seats, edges=(0.2, 0.4, 0.6, 0.8), **words),
        "funnel": charts.funnel(
            steps, share=percent, marked=names[4], **words | {"number": lambda v: f"{v or 0:,.0f}"}
        ),
        "event": charts.event(
            offsets, event_text="10 November: rally", across_text="days from the rally", **words
        ),
        "spark": charts.spark([None] * 4 if blank else [0.1, None, 0.3, 0.2], **words),
    }


@pytest.fixture(scope="session")
def specimen():
    """Words, tables and finished charts; see the functions of the same names above."""
    return SimpleNamespace(
        said=said,
        weeks=weeks,
        every_kind=every_kind,
        build=build,
        percent=percent,
        lakh=lakh,
        names=NAMES,
        parsed=parsed,
    )
