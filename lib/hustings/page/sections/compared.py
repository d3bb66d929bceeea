"""The units below beside each other: on the map, against the average, and against last week."""

from typing import TYPE_CHECKING

import pandas as pd

from hustings import charts
from hustings.errors import UsageError
from hustings.geography.hexagons import hexagons
from hustings.page.blocks import ChartBlock, Text
from hustings.page.brief import Brief, measured_in, number
from hustings.page.sections.figures import stands_on
from hustings.page.sections.opening import nothing_shown
from hustings.page.sections.trends import as_of
from hustings.period import Period
from hustings.studies.shares import share_interval
from hustings.text.shortening import letters_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

MOVERS = 8  # of a slope
NAMED = 3  # units named in a title; more are counted
SHORT = 4  # letters of a name inside a hexagon of a crowded map
ROOMY = 20  # hexagons; so many are wide enough for most of a name
ALIKE = 0.005  # half a point: units whose shares differ less read the same


def hexmap(brief: Brief, *metrics: str) -> ChartBlock | Text | None:
    """Units below as equal hexagons near their place; nothing where no layout is known.

    Args: metrics: shares; the first in which the units below differ is shown.
    """
    words, level = brief.words, brief.child_level()
    try:
        places = hexagons(brief.edition.manifest.state, level)
    except UsageError:  # no layout of this level: the list below says the same
        return None
    metric = telling(brief, *metrics)
    if not metric:
        return None
    rows = _now(brief, metric)
    cells = rows.merge(places, on="unit")
    if cells.empty or cells["value"].isna().all():
        return Text(
            words.say("section.where"), (nothing_shown(brief, metric, units=brief.children()),)
        )
    cells = cells.assign(
        name=cells["unit"].map(brief.name),
        short=cells["unit"].map(lambda code: _short(brief.name(code), len(cells))),
        why=[_why(brief, metric, row) for row in cells.to_dict("records")],
    )
    chart = charts.hexmap(
        cells,
        title=_ends(brief, metric, cells),
        subtitle=words.say(
            "subtitle.hexmap",
            metric=words.metric(metric),
            unit=words.say(f"level.{level}.one"),
            period=words.period(brief.period),
        ),
        note=_left_out(brief, rows),
        caption=measure(brief, metric),
        number=words.formatter(metric),
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("section.where"), chart.to_dict(), words.say("nav.where"))


def moves(brief: Brief, metric: str) -> ChartBlock | Text | None:
    """The units below that moved most since last week, a line for each.

    The title counts what the study saw, which compares with the usual; a line is coloured where
    the unit also moved that way since last week. Nothing where the study judges none of them: a
    line for every up and down would say only that small numbers go up and down.
    """
    words, children = brief.words, brief.children()
    judged = brief.edition.changes(children) if children else None
    if judged is None or not (judged["metric"] == metric).any():
        return None
    now, before = _now(brief, metric), _now(brief, metric, back=1)
    rows = now[["unit", "value"]].merge(before[["unit", "value"]], on="unit", suffixes=("", "_was"))
    rows = rows.dropna(subset=["value", "value_was"])
    if rows.empty:
        if not brief.measured(metric, children):
            return None
        return Text(words.say("section.where"), (nothing_shown(brief, metric, units=children),))
    most = (rows["value"] - rows["value_was"]).abs().sort_values(ascending=False).index[:MOVERS]
    rows = rows.loc[sorted(most)]
    sure = (judged["metric"] == metric) & judged["strength"].isin(["clear", "likely"])
    seen = judged[sure].set_index("unit")["direction"]
    seen = seen[seen.index.isin(now.loc[now["value"].notna(), "unit"])]
    toward, ours = rows["value"] - rows["value_was"], rows["unit"].map(seen)
    table = pd.DataFrame(
        {
            "name": rows["unit"].map(brief.name),
            "before": rows["value_was"],
            "after": rows["value"],
            "moved": (toward > 0) & ours.eq("up") | (toward < 0) & ours.eq("down"),
        }
    )
    previous = brief.period.previous()
    chart = charts.slope(
        table,
        before=words.tick(previous),
        after=words.tick(brief.period),
        better=words.lexicon(metric).better,
        title=_moved(brief, seen, int(now["value"].notna().sum())),
        subtitle=measure(brief, metric),
        note=_left_out(brief, now),
        number=words.formatter(metric),
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("section.where"), chart.to_dict(), words.say("nav.where"))


def standing(brief: Brief, *metrics: str) -> ChartBlock | Text | None:
    """Units below against their average, with intervals, in three groups instead of ranks.

    Args: metrics: shares; the first in which the units below differ is shown.
    """
    metric, words = telling(brief, *metrics), brief.words
    if not metric:
        return None
    rows = _now(brief, metric)
    whole = brief.edition.row(metric, brief.unit)
    centre = number(whole["value"])
    if centre is None or rows["value"].isna().all():
        return Text(
            words.say("section.where"), (nothing_shown(brief, metric, units=brief.children()),)
        )
    ends = [
        share_interval(number(row["numerator"]), number(row["denominator"]))
        for row in rows.to_dict("records")
    ]
    table = pd.DataFrame(
        {
            "name": rows["unit"].map(brief.name),
            "value": rows["value"],
            "low": [low for low, _ in ends],
            "high": [high for _, high in ends],
            "why": [_why(brief, metric, row) for row in rows.to_dict("records")],
        }
    )
    average = words.value(metric, centre)
    chart = charts.dots(
        table,
        centre=centre,
        centre_text=f"{words.say('column.average')} {average}",
        better=words.lexicon(metric).better,
        title=_apart(brief, table, centre),
        subtitle=words.say("subtitle.interval", metric=words.metric(metric), average=average),
        note=" ".join(
            [
                words.say("subtitle.no_rank"),
                words.say("note.n_week", cases=stands_on(brief, metric, whole)),
                as_of(brief),
            ]
        ),
        caption=measure(brief, metric),
        number=words.formatter(metric),
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("section.where"), chart.to_dict(), words.say("nav.where"))


def telling(brief: Brief, *metrics: str) -> str:
    """The first of some shares in which the units below differ; else the first they have at all."""
    children, first = brief.children(), ""
    for metric in metrics:
        if brief.measured(metric, children):
            values = _now(brief, metric)["value"].dropna()
            if len(values) > 1 and values.max() - values.min() > ALIKE:
                return metric
            first = first or metric
    return first


def _now(brief: Brief, metric: str, *, back: int = 0) -> pd.DataFrame:
    """Measured rows of the units below, of this week or some weeks back."""
    children = brief.children()
    if not children:
        return brief.edition.rows(metric, brief.unit).iloc[:0]
    rows = brief.edition.rows(metric, children, periods=back + 1)
    wanted: str = brief.period.previous(back).key
    return rows[rows["period"] == wanted].reset_index(drop=True)


def measure(brief: Brief, metric: str) -> str:
    """What a chart of one week shows: metric, its unit of measure, and the week."""
    words = brief.words
    return words.say(
        "subtitle.measure",
        metric=words.metric(metric),
        unit=measured_in(brief, metric),
        period=words.period(Period.parse(brief.period.key)),
    )


def _ends(brief: Brief, metric: str, cells: pd.DataFrame) -> str:
    """The title: who is ahead and who is behind; that all stand level where nobody is."""
    known = cells.dropna(subset=["value"]).sort_values(["value", "unit"])
    words = brief.words
    low, high = (words.value(metric, number(known["value"].iloc[at])) for at in (0, -1))
    if low == high:
        return words.say("title.places_even", n=len(known), metric=words.metric(metric), now=low)
    top, bottom = known["name"].iloc[-1], known["name"].iloc[0]
    ends = {"top": str(top), "high": high, "bottom": str(bottom), "low": low}
    return words.say("title.places", metric=words.metric(metric), **ends)


def _apart(brief: Brief, table: pd.DataFrame, centre: float) -> str:
    """The title: who lies clearly above or below, by name where they are few."""
    words = brief.words
    above = table.loc[table["low"] > centre, "name"].tolist()
    below = table.loc[table["high"] < centre, "name"].tolist()
    if not above and not below:
        return words.say("title.groups_even", n=int(table["value"].notna().sum()))
    if above and below:
        return words.say("title.above_below", above=len(above), below=len(below))
    names = words.listing([*above, *below], most=NAMED)
    return words.say("title.above" if above else "title.below", names=names)


def _moved(brief: Brief, seen: "pd.Series[str]", units: int) -> str:
    """The title: how many lie outside their usual range."""
    words, level = brief.words, brief.child_level()
    if seen.empty:
        named = words.units(level, units, oblique=True)
        return words.say("title.moves_none", units=named)
    up, down = int(seen.eq("up").sum()), int(seen.eq("down").sum())
    return words.say("title.moves_usual", up=up, down=down, same=units - up - down)


def _short(name: str, cells: int) -> str:
    """A name as a hexagon holds it: whole where there is room for it, else its first letters."""
    return name if cells <= ROOMY else "".join(letters_of(name)[:SHORT])


def _left_out(brief: Brief, rows: pd.DataFrame) -> str:
    missing = rows.loc[rows["value"].isna(), "unit"]
    if missing.empty:
        return as_of(brief)
    names = brief.words.listing([brief.name(str(code)) for code in missing], most=4)
    return " ".join([brief.words.say("note.left_out", names=names), as_of(brief)])


def _why(brief: Brief, metric: str, row: "Mapping[Hashable, object]") -> str:
    """Why a unit has no figure; nothing where it has one."""
    status = str(row["status"])
    if status == "stale":
        return brief.too_old(metric, str(row["unit"]))
    return "" if status in ("ok", "partial") else brief.words.status(status)
