"""The last 28 days of posting, day by day."""

import pandas as pd

from hustings import charts
from hustings.page.blocks import ChartBlock, Text
from hustings.page.brief import Brief
from hustings.page.sections.compared import measure
from hustings.page.sections.opening import no_data
from hustings.page.sections.trends import as_of

ROWS = 30  # more do not fit a phone
EDGES = (0.5, 0.75, 0.9, 1.0)  # fixed, so that two weeks' calendars compare; the last is all of it
METRIC = "posting_compliance"


def calendar(brief: Brief) -> ChartBlock | Text | None:
    """28 days of posting, a row for each unit below and one for what is this unit's own.

    Hatched without data. Where every asked post was made on every day, a sentence says so in
    place of a dark square.
    """
    words = brief.words
    days = posting_days(brief)
    if days.empty:
        return None
    if not days["seen"].sum():
        return no_data(brief, "when", METRIC)
    if (days["met"] == days["asked"]).all():
        posts = words.number(float(days["asked"].sum()))
        return Text(
            words.say("section.when"),
            (words.say("calendar.all", posts=posts, days=words.count("day", _span(days))),),
            words.say("nav.when"),
        )
    rows = days.assign(value=days["met"] / days["seen"].where(days["seen"] > 0))
    codes = list(dict.fromkeys(days["unit"]))[:ROWS]
    names = {code: brief.name(code) for code in codes}
    if len(codes) > 1 and brief.unit in names:
        names[brief.unit] = brief.place()  # a seat below may have the same name
    shown = rows[rows["unit"].isin(codes)]
    chart = charts.calendar(
        shown.assign(unit=shown["unit"].map(names))[["unit", "day", "value"]],
        day=words.day_tick,
        edges=EDGES,
        title=_finding(brief, rows),
        subtitle=words.say("subtitle.calendar", metric=words.metric(METRIC)),
        note=as_of(brief),
        caption=measure(brief, METRIC),
        number=words.formatter(METRIC),
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("section.when"), chart.to_dict(), words.say("nav.when"))


def posting_days(brief: Brief) -> pd.DataFrame:
    """Posts asked for, seen (by an export) and made, by day, of this unit and all below it.

    Returns: one row per unit and day; of the units compared each stands for all below it, and
             this unit for what lies below none of them, such as its own accounts.
    """
    within, children = brief.edition.within("posting", brief.unit), brief.children()
    below = {unit: child for child in children for unit in brief.edition.below(child)}
    placed = within.assign(unit=within["unit"].map(below).fillna(brief.unit))
    summed = placed.groupby(["unit", "day"])[["asked", "met", "seen"]].sum().reset_index()
    order = {code: place for place, code in enumerate([brief.unit, *children])}
    table = summed.assign(
        day=pd.to_datetime(summed["day"]).dt.date, _order=summed["unit"].map(order)
    )
    return table.sort_values(["_order", "day"], ignore_index=True)


def _span(days: pd.DataFrame) -> int:
    return int((max(days["day"]) - min(days["day"])).days) + 1


def _finding(brief: Brief, rows: pd.DataFrame) -> str:
    """The title: the weekday on which most is missed, or that none stands out."""
    words = brief.words
    by_day = rows.groupby(rows["day"].map(lambda day: day.isoweekday()))[["met", "seen"]].sum()
    shares = (by_day["met"] / by_day["seen"].where(by_day["seen"] > 0)).dropna()
    if len(shares) < 2 or shares.max() - shares.min() < 0.05:
        return words.say("title.calendar_even", metric=words.metric(METRIC))
    lowest = next(day for day in brief.period.days() if day.isoweekday() == shares.idxmin())
    weekday = words.weekday(lowest)
    return words.say("title.calendar_low", metric=words.metric(METRIC), weekday=weekday)
