"""Figures along time: weeks and months on one axis, and the platforms beside each other."""

import pandas as pd

from hustings import charts
from hustings.page.blocks import ChartBlock, Text
from hustings.page.brief import Brief, measured_in, number
from hustings.page.months import STOCKS, Past, past
from hustings.page.sections.figures import stands_on
from hustings.page.sections.opening import no_data, nothing_shown
from hustings.period import IST, Period
from hustings.wording import freshness

RECENT = 6  # weeks
MONTHS = 12
NAMED = 3  # units named in a note; the rest is counted
WEEKS = 13  # of a small panel: a quarter
PLATFORMS = ("whatsapp", "facebook", "instagram", "x", "youtube", "telegram")
COLOURS = {name: place for place, name in enumerate(PLATFORMS, start=1)}


def trend(brief: Brief, metric: str) -> ChartBlock | Text | None:
    """One metric over six weeks and the months on record, with the finding as its title."""
    words, rows = brief.words, whole_series(brief, metric)
    shown = past(rows, metric, weeks=RECENT, months=MONTHS)
    if rows["value"].isna().all() or (shown.weeks["value"].isna().all() and len(rows) <= RECENT):
        return no_data(brief, "trend", metric) if brief.measured(metric) else None
    months = len(shown.months)
    spans = {"weeks": words.count("week", len(shown.weeks)), "months": words.count("month", months)}
    chart = charts.trend(
        _points(brief, shown.weeks),
        _points(brief, shown.months) if months > 1 else None,
        title=_finding(brief, metric, [number(value) for value in rows["value"]]),
        subtitle=words.say(
            "subtitle.weeks_months",
            metric=words.metric(metric),
            unit=measured_in(brief, metric),
            **spans,
        ),
        note=" ".join([_months_are(brief, metric, rows, shown), as_of(brief)]),
        number=words.formatter(metric),
        labels=words.chart_labels(weeks=len(shown.weeks), months=months),
        zero=True,
    )
    return ChartBlock(words.say("section.weeks"), chart.to_dict(), words.say("nav.weeks"))


def whole_series(brief: Brief, metric: str) -> pd.DataFrame:
    """Measured rows of one metric over every week of the edition, oldest first."""
    return brief.series(metric, weeks=len(brief.edition.manifest.periods))


def platforms(brief: Brief, metric: str) -> ChartBlock | Text | None:
    """One metric by platform, all panels on one scale."""
    words = brief.words
    shown = [
        name
        for name in PLATFORMS
        if brief.series(metric, weeks=WEEKS, platform=name)["value"].notna().any()
    ]
    if not shown:
        return no_data(brief, "platforms", metric) if brief.measured(metric) else None
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
            group=words.say("column.platform").lower(),
            period=words.count("week", WEEKS),
        ),
        note=" ".join([*_old_platforms(brief, metric), as_of(brief)]),
        number=words.formatter(metric),
        labels=words.chart_labels(weeks=WEEKS),
    )
    heading = words.say("section.travel")
    return ChartBlock(heading, chart.to_dict(), words.say("nav.travel"))


def _old_platforms(brief: Brief, metric: str) -> list[str]:
    """What is left out because it is too old, as a sentence of a note."""
    behind = brief.ages.behind(metric, brief.unit)
    said = freshness.listed(brief.words, behind)
    return [brief.words.say("freshness.not_shown", what=said)] if said else []


def _old_units(brief: Brief, metric: str, units: list[str]) -> list[str]:
    """Which units are left out because what they sent is too old, as a sentence of a note."""
    words = brief.words
    said = [f"{brief.name(unit)}: {old}" for unit in units if (old := brief.too_old(metric, unit))]
    if not said:
        return []
    return [words.say("freshness.not_shown", what=words.listing(said, most=NAMED))]


def regions(brief: Brief, metric: str) -> ChartBlock | Text | None:
    """One metric by the units below, all panels on one scale; nothing for fewer than three."""
    words, children = brief.words, brief.children()
    if len(children) < 3 or not brief.measured(metric, children):
        return None
    rows = brief.edition.rows(metric, children, periods=WEEKS)
    if rows["value"].isna().all():
        return Text(words.say("section.where"), (nothing_shown(brief, metric, units=children),))
    panels = pd.DataFrame(
        {
            "panel": rows["unit"].map(brief.name),
            "label": brief.ticks(rows),
            "value": rows["value"],
        }
    )
    chart = charts.multiples(
        panels,
        title=words.say("title.regions", n=len(children), units=words.units(brief.child_level())),
        subtitle=words.say(
            "subtitle.measure_by",
            metric=words.metric(metric),
            group=words.say(f"level.{brief.child_level()}.one"),
            period=words.count("week", WEEKS),
        ),
        note=" ".join([*_old_units(brief, metric, children), as_of(brief)]),
        number=words.formatter(metric),
        labels=words.chart_labels(weeks=WEEKS),
    )
    return ChartBlock(words.say("section.where"), chart.to_dict(), words.say("nav.where"))


def as_of(brief: Brief) -> str:
    """How new the data is, as a sentence of a note; the head of the page has the hour."""
    day = brief.edition.manifest.as_of.astimezone(IST).date()
    return brief.words.say("note.as_of", day=brief.words.day(day))


def _points(brief: Brief, rows: pd.DataFrame) -> pd.DataFrame:
    """Periods as the chart wants them: weeks by their Monday, months by their name."""
    periods = [Period.parse(str(key)) for key in rows["period"]]
    labels = [
        brief.words.tick(each) if each.kind == "month" else brief.words.day_tick(each.first)
        for each in periods
    ]
    return rows.assign(label=labels)[["label", "value", "partial", "last_year"]]


def _months_are(brief: Brief, metric: str, rows: pd.DataFrame, shown: Past) -> str:
    """By which rule the months were made, and that a hollow one is not whole."""
    rule = "week"
    if metric in STOCKS:
        rule = "end"
    elif rows["denominator"].notna().any():
        rule = "sum"
    said = [brief.words.say(f"note.months_{rule}")]
    if cases := stands_on(brief, metric, rows.iloc[-1]):
        said.insert(0, brief.words.say("note.n_week", cases=cases))
    if shown.months["partial"].any():
        said.append(brief.words.say("note.months_partial"))
    return " ".join(said)


def _finding(brief: Brief, metric: str, values: list[float | None]) -> str:
    """The title: highest or lowest of the span, inside its usual range, or where it stands."""
    words, now = brief.words, values[-1]
    known = [value for value in values if value is not None]
    if now is None:
        return words.withheld(metric, "no_data")
    said = {"metric": words.metric(metric), "now": words.value(metric, now)}
    weeks = words.count("week", len(known))
    if len(known) > RECENT and now == max(known) > min(known):
        return words.say("title.highest", **said, weeks=weeks)
    if len(known) > RECENT and now == min(known) < max(known):
        return words.say("title.lowest", **said, weeks=weeks)
    if brief.strength(metric) == "none":
        return words.say("title.usual", **said)
    return words.say("title.now", **said)


def _largest(brief: Brief, metric: str, shown: list[str]) -> str:
    """The title: which platform gives most of an additive metric."""
    words = brief.words
    now = {
        name: number(brief.edition.values(metric, brief.unit, platform=name)[0, -1])
        for name in shown
    }
    known = {name: value for name, value in now.items() if value is not None}
    total = sum(known.values())
    if not total or words.lexicon(metric).kind != "count" or brief.too_old(metric):
        return words.label(metric)
    top = max(known, key=lambda name: known[name])
    return words.say(
        "title.platform_most",
        platform=words.say(f"platform.{top}"),
        share=words.number(known[top] / total, "percent"),
        metric=words.metric(metric),
    )
