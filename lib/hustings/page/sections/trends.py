"""Figures along the weeks: the trend, and the platforms beside each other."""

import pandas as pd

from hustings import charts
from hustings.page.blocks import ChartBlock, Text
from hustings.page.brief import Brief, measured_in, number
from hustings.page.sections.opening import no_data

WEEKS = 13  # a quarter: as many as a phone shows without crowding
PLATFORMS = ("whatsapp", "facebook", "instagram", "x", "youtube", "telegram")
COLOURS = {name: place for place, name in enumerate(PLATFORMS, start=1)}


def trend(brief: Brief, metric: str) -> ChartBlock | Text | None:
    """One metric over the last quarter of the year, with the finding as its title."""
    words, rows = brief.words, brief.series(metric, weeks=WEEKS)
    if rows["value"].isna().all():
        return no_data(brief, "trend") if brief.measured(metric) else None
    points = pd.DataFrame(
        {
            "label": brief.ticks(rows),
            "value": rows["value"],
            "partial": rows["status"] == "partial",
        }
    )
    chart = charts.trend(
        points,
        title=_finding(brief, metric, [number(value) for value in rows["value"]]),
        subtitle=words.say(
            "subtitle.measure",
            metric=words.metric(metric),
            unit=measured_in(brief, metric),
            period=words.count("week", WEEKS),
        ),
        note=_as_of(brief),
        number=words.formatter(metric),
        labels=words.chart_labels(weeks=WEEKS),
        zero=True,
    )
    heading = words.say("section.trend")
    return ChartBlock(heading, chart.to_dict(), words.say("nav.trend"))


def platforms(brief: Brief, metric: str) -> ChartBlock | Text | None:
    """One metric by platform, all panels on one scale."""
    words = brief.words
    shown = [
        name
        for name in PLATFORMS
        if brief.series(metric, weeks=WEEKS, platform=name)["value"].notna().any()
    ]
    if not shown:
        return no_data(brief, "platforms") if brief.measured(metric) else None
    parts = []
    for name in shown:
        rows = brief.series(metric, weeks=WEEKS, platform=name)
        label = words.say(f"platform.{name}")
        parts.append(
            pd.DataFrame({"panel": label, "label": brief.ticks(rows), "value": rows["value"]})
        )
    chart = charts.multiples(
        pd.concat(parts, ignore_index=True),
        colours={words.say(f"platform.{name}"): COLOURS[name] for name in shown},
        title=_largest(brief, metric, shown),
        subtitle=words.say(
            "subtitle.measure_by",
            metric=words.metric(metric),
            group=words.say("column.platform"),
            period=words.count("week", WEEKS),
        ),
        note=_as_of(brief),
        number=words.formatter(metric),
        labels=words.chart_labels(weeks=WEEKS),
    )
    heading = words.say("section.platforms")
    return ChartBlock(heading, chart.to_dict(), words.say("nav.platforms"))


def _as_of(brief: Brief) -> str:
    return brief.words.say("note.as_of", moment=brief.words.moment(brief.edition.manifest.as_of))


def _finding(brief: Brief, metric: str, values: list[float | None]) -> str:
    """The title: highest or lowest of the span, else only where it stands."""
    words, now = brief.words, values[-1]
    known = [value for value in values if value is not None]
    if now is None:
        return words.withheld(metric, "no_data")
    said = {"metric": words.metric(metric), "weeks": words.count("week", len(values))}
    if len(known) > 3 and now == max(known) > min(known):
        return words.say("title.highest", **said)
    if len(known) > 3 and now == min(known) < max(known):
        return words.say("title.lowest", **said)
    return words.say("title.now", metric=words.metric(metric), now=words.value(metric, now))


def _largest(brief: Brief, metric: str, shown: list[str]) -> str:
    """The title: which platform gives most of an additive metric."""
    words = brief.words
    now = {
        name: number(brief.edition.row(metric, brief.unit, platform=name)["value"])
        for name in shown
    }
    known = {name: value for name, value in now.items() if value is not None}
    total = sum(known.values())
    if not total or words.lexicon(metric).kind != "count":
        return words.label(metric)
    top = max(known, key=lambda name: known[name])
    return words.say(
        "title.platform_most",
        platform=words.say(f"platform.{top}"),
        share=words.number(known[top] / total, "percent"),
        metric=words.metric(metric),
    )
