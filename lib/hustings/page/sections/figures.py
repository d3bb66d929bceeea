"""The key figures: value, change on the week before, six weeks as a spark, and how sure we are."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hustings.page.blocks import Figure, Figures
from hustings.page.brief import Brief, number
from hustings.page.sections.confirmed import single_note
from hustings.page.sections.steps import few, worker_steps

if TYPE_CHECKING:
    import pandas as pd

KEY = (
    "active_workers",
    "posting_compliance",
    "reach",
    "engagement_rate",
    "booths_with_activity",
    "reports_on_time",
    "acts_per_active_worker",
    "messages",
    "week4_retention",
)
BOXES = 6  # two columns of three on a phone
SPARK_WEEKS = 6
SURE = ("clear", "likely")
DUTIES = ("reports_on_time",)  # counted in full, not judged by the study: any change is real
SEATS = "vidhan_sabha"


def key_metrics(brief: Brief) -> list[str]:
    """The first six key metrics this unit ever had a figure of."""
    return [metric for metric in KEY if brief.measured(metric)][:BOXES]


def figures(brief: Brief, *metrics: str) -> Figures:
    """Boxes of the key figures of this unit: those it has, or those named.

    Only what the study is sure of has an arrow and a colour; all else is the usual up and down.
    The study compares with the usual, the box with the week before: where the two point apart,
    the box has no arrow and the line below says which way the study saw it.
    """
    words = brief.words
    return Figures(
        section=words.say("section.figures"),
        note=words.say("section.figures_note"),
        items=tuple(_figure(brief, metric) for metric in metrics or key_metrics(brief)),
    )


def figures_with_spread(brief: Brief) -> Figures:
    """The same for headquarters: below each figure the median seat and the lowest tenth."""
    plain = figures(brief)
    seats = [str(code) for code in brief.edition.under(brief.unit, SEATS)["unit"]]
    names = key_metrics(brief)
    rows = brief.edition.rows(names, seats)
    items = []
    for metric, item in zip(names, plain.items, strict=True):
        values = rows.loc[rows["metric"] == metric, "value"].dropna()
        if len(values) > 1 and item.status in ("ok", "partial"):
            said = brief.words.say(
                "spread.seats",
                median=brief.words.value(metric, number(values.median())),
                tenth=brief.words.value(metric, number(values.quantile(0.1))),
            )
            note = " · ".join(part for part in (said, item.note) if part)
            item = replace(item, note=note)  # noqa: PLW2901
        items.append(item)
    return Figures(plain.section, tuple(items), plain.note)


def _figure(brief: Brief, metric: str) -> Figure:
    words, rows = brief.words, brief.series(metric, weeks=SPARK_WEEKS)
    row = rows.iloc[-1]
    if old := brief.too_old(metric):
        return Figure(words.label(metric), "", status="stale", note=old)
    if brief.not_due(metric):
        return Figure(words.label(metric), "", status="not_due")
    values = [number(value) for value in rows["value"]]
    now, before = values[-1], values[-2]
    direction, strength = words.direction(metric, now, before), brief.strength(metric)
    seen = _seen(brief, metric)
    lies = strength if strength == "none" else f"{strength}_{seen}"
    moved = direction in ("up", "down")
    told = moved and (strength in SURE or metric in DUTIES)
    agreed = told and (metric in DUTIES or seen == direction)
    return Figure(
        label=words.label(metric),
        value=words.value(metric, now),
        change=words.difference(metric, now, before) if moved else "",
        direction=direction if agreed else "none",
        good=words.is_good(metric, direction) if agreed else None,
        spark=tuple(values),
        base=_base(brief, metric, row, lies),
        status=str(row["status"]),  # type: ignore[arg-type]  # of the measured statuses
        note=single_note(brief, metric),
    )


def _seen(brief: Brief, metric: str) -> str:
    """Which way the study, which compares with the usual level, saw a metric: up, down or none."""
    judged = brief.edition.changes(brief.unit)
    seen = judged.loc[judged["metric"] == metric, "direction"]
    return str(seen.iloc[0]) if len(seen) else "none"


def _base(brief: Brief, metric: str, row: "pd.Series[Any]", lies: str) -> str:
    """What stands behind a figure (part and whole, or cases), and how it lies to the usual."""
    sure = f"sure.{lies}"
    known = brief.words.say(sure) if brief.words.knows(sure) else ""
    rests = _listed(brief) if metric == "active_workers" else stands_on(brief, metric, row)
    return " · ".join(part for part in (rests, known) if part)


def _listed(brief: Brief) -> str:
    """How many workers the roster has here, to see the active beside; nothing of a few."""
    steps = worker_steps(brief)
    listed = None if steps is None else number(steps["registered"])
    if not listed or few(listed):
        return ""
    return brief.words.say("number.on_roster", whole=brief.words.number(listed, "compact"))


def stands_on(brief: Brief, metric: str, row: "pd.Series[Any]") -> str:
    """What a figure rests on: part and whole of a rate, or so many posts; else nothing."""
    words = brief.words
    if (whole := number(row["denominator"])) is not None:
        shown = [words.number(figure, "compact") for figure in (number(row["numerator"]), whole)]
        return words.say("number.part_whole", part=shown[0], whole=shown[1])
    if metric in _NOUNS and (cases := number(row["n"])) is not None:
        return words.count(_NOUNS[metric], int(cases))
    return ""


_NOUNS = {"reach": "post", "views": "post", "engagements": "post", "posts": "post"}
