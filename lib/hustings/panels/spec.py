"""A chart as the plot widget takes it: data, layout, and how plotly writes figures and dates."""

from pydantic import JsonValue

from hustings.charts import Chart
from hustings.wording import Words

Spec = dict[str, JsonValue]

PICTURE_WIDE = 900  # pixels of a saved picture: the width the headings are made for

_TOP, _BELOW = 30, 44  # margins once title and note stand outside the drawing
_GROUPING = [3, 2, 2, 2, 2, 2, 2, 2]  # in full: d3 begins again at the end of the list


def spec(chart: Chart, words: Words, *, name: str) -> Spec:
    """What the widget draws.

    On the screen, title and note stand outside the drawing, where they wrap and can be read
    aloud; `picture` is what the layout gets back when the drawing is saved, under `name`.
    """
    from hustings.charts.plotly import figure  # 0.3 s, and only drawings need it
    from hustings.charts.plotly.base import literal

    plain = figure(chart).to_plotly_json()
    layout = plain["layout"]
    margin, annotations = layout["margin"], layout["annotations"]
    inside = [said for said in annotations if said["text"] != literal(chart.note)]
    cut = (margin["t"] - _TOP) + (margin["b"] - _BELOW)
    screen = {
        **{key: value for key, value in layout.items() if key != "title"},
        "annotations": inside,
        "height": layout["height"] - cut,
        "margin": {**margin, "t": _TOP, "b": _BELOW},
        "dragmode": False,  # ticks are the chart's own, so a zoomed axis would have none
    }
    picture = {key: layout[key] for key in ("title", "annotations", "height", "margin")}
    return {
        "data": plain["data"],
        "layout": screen,
        "picture": {**picture, "width": PICTURE_WIDE},
        "config": locale(words),
        "says": chart.description,
        "save": {"name": name, "word": words.say("panel.save")},
    }


def locale(words: Words) -> dict[str, JsonValue]:
    """Plotly's settings for Indian figures: lakh and crore grouping, our names of months and days.

    The bundled hi-IN locale groups by thousands and has no English twin.
    """
    name = f"{words.language}-IN"
    weekdays = (7, 1, 2, 3, 4, 5, 6)  # plotly's weeks begin on Sunday
    formats: dict[str, JsonValue] = {
        "days": [words.say(f"weekday.{day}") for day in weekdays],
        "shortDays": [words.say(f"weekday_short.{day}") for day in weekdays],
        "months": [words.say(f"month.{month}") for month in range(1, 13)],
        "shortMonths": [words.say(f"month_short.{month}") for month in range(1, 13)],
        "date": "%d/%m/%Y",
        "decimal": ".",
        "thousands": ",",
        "grouping": list(_GROUPING),
        "currency": ["₹", ""],
    }
    return {"locale": name, "locales": {name: {"dictionary": {}, "format": formats}}}
