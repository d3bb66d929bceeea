"""The key figures: value, change on the week before, six weeks as a spark, and the base."""

from hustings.page.blocks import Figure, Figures
from hustings.page.brief import Brief, number

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


def key_metrics(brief: Brief) -> list[str]:
    """The first six key metrics this unit ever had a figure of."""
    return [metric for metric in KEY if brief.measured(metric)][:BOXES]


def figures(brief: Brief, *metrics: str) -> Figures:
    """Boxes of the key figures of this unit: those it has, or those named."""
    words = brief.words
    return Figures(
        section=words.say("section.figures"),
        note=words.say("section.figures_note"),
        items=tuple(_figure(brief, metric) for metric in metrics or key_metrics(brief)),
    )


def _figure(brief: Brief, metric: str) -> Figure:
    words, rows = brief.words, brief.series(metric, weeks=SPARK_WEEKS)
    row = rows.iloc[-1]
    values = [number(value) for value in rows["value"]]
    now, before = values[-1], values[-2]
    direction = words.direction(metric, now, before)
    return Figure(
        label=words.label(metric),
        value=words.value(metric, now),
        change=words.difference(metric, now, before) if direction in ("up", "down") else "",
        direction=direction,
        good=words.is_good(metric, direction),
        spark=tuple(values),
        base=_base(brief, metric, row["numerator"], row["denominator"], row["n"]),
        status=str(row["status"]),  # type: ignore[arg-type]  # of the measured statuses
    )


def _base(brief: Brief, metric: str, part: object, whole: object, n: object) -> str:
    """What stands behind a figure: part and whole of a rate, else the cases counted."""
    words = brief.words
    if (bottom := number(whole)) is not None:
        shown = [words.number(figure, "compact") for figure in (number(part), bottom)]
        return words.say("number.part_whole", part=shown[0], whole=shown[1])
    cases = number(n)
    if cases is None:
        return ""
    noun = {"reach": "post", "views": "post", "engagements": "post", "posts": "post"}
    return words.count(noun[metric], int(cases)) if metric in noun else ""
