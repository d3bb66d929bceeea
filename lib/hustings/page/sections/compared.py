"""The units below beside each other: on the map, against the average, last week and by day."""

import pandas as pd

from hustings import charts
from hustings.errors import UsageError
from hustings.geography.hexagons import hexagons
from hustings.page.blocks import ChartBlock, Text
from hustings.page.brief import Brief, measured_in, number
from hustings.page.sections.opening import no_data
from hustings.period import Period
from hustings.studies.shares import share_interval
from hustings.text.shortening import letters_of

SHORT = 4  # letters of a name inside a hexagon
CALENDAR_ROWS = 30  # more do not fit a phone
POSTING_EDGES = (0.2, 0.4, 0.6, 0.8)  # fixed, so that two weeks' calendars compare


def hexmap(brief: Brief, metric: str) -> ChartBlock | Text | None:
    """Units below as equal hexagons near their place; nothing where no layout is known."""
    words, level = brief.words, brief.child_level()
    try:
        places = hexagons(brief.edition.manifest.state, level)
    except UsageError:  # no layout of this level: the list below says the same
        return None
    rows = _now(brief, metric)
    cells = rows.merge(places, on="unit")
    if cells.empty or cells["value"].isna().all():
        return no_data(brief, "map")
    cells = cells.assign(
        name=cells["unit"].map(brief.name),
        short=cells["unit"].map(lambda code: "".join(letters_of(brief.name(code))[:SHORT])),
        why=cells["status"].map(lambda status: _why(brief, status)),
    )
    chart = charts.hexmap(
        cells,
        title=_ends(brief, metric, cells),
        subtitle=words.say("subtitle.hexmap", unit=words.units(level)),
        note=_left_out(brief, rows),
        caption=_measure(brief, metric),
        number=words.formatter(metric),
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("section.map"), chart.to_dict(), words.say("nav.map"))


def moves(brief: Brief, metric: str) -> ChartBlock | Text | None:
    """Units below last week and this, a line for each; at most sixteen, the largest moves."""
    words = brief.words
    now, before = _now(brief, metric), _now(brief, metric, back=1)
    rows = now[["unit", "value"]].merge(before[["unit", "value"]], on="unit", suffixes=("", "_was"))
    rows = rows.dropna(subset=["value", "value_was"])
    if rows.empty:
        return no_data(brief, "moves") if brief.measured(metric, brief.children()) else None
    most = (rows["value"] - rows["value_was"]).abs().sort_values(ascending=False).index[:16]
    rows = rows.loc[sorted(most)]
    told = brief.edition.changes(rows["unit"].tolist())
    told = told[(told["metric"] == metric) & told["strength"].isin(["clear", "likely"])]
    table = pd.DataFrame(
        {
            "name": rows["unit"].map(brief.name),
            "before": rows["value_was"],
            "after": rows["value"],
            "moved": rows["unit"].isin(told["unit"]),
        }
    )
    up, down = int((table["moved"] & (table["after"] > table["before"])).sum()), 0
    down = int(table["moved"].sum()) - up
    previous = brief.period.previous()
    chart = charts.slope(
        table,
        before=words.tick(previous),
        after=words.tick(brief.period),
        better=words.lexicon(metric).better,
        title=words.say("title.moves", up=up, down=down, same=len(table) - up - down),
        subtitle=_measure(brief, metric),
        note=_left_out(brief, now),
        number=words.formatter(metric),
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("section.moves"), chart.to_dict(), words.say("nav.moves"))


def standing(brief: Brief, *metrics: str) -> ChartBlock | Text | None:
    """Units below against their average, with intervals, in three groups instead of ranks.

    Args: metrics: shares; the first that any of the units below ever had a figure of is shown.
    """
    known = [metric for metric in metrics if brief.measured(metric, brief.children())]
    if not known:
        return None
    metric, words = known[0], brief.words
    rows = _now(brief, metric)
    centre = brief.value(metric)
    if centre is None or rows["value"].isna().all():
        return no_data(brief, "groups_of_units")
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
            "why": rows["status"].map(lambda status: _why(brief, status)),
        }
    )
    below = int((table["high"] < centre).sum())
    above = int((table["low"] > centre).sum())
    unclear = int(table["value"].notna().sum()) - below - above
    average = words.value(metric, centre)
    title = words.say("title.groups", below=below, unclear=unclear)
    if not below and not above:
        title = words.say("title.groups_even", n=unclear)
    chart = charts.dots(
        table,
        centre=centre,
        centre_text=f"{words.say('column.average')} {average}",
        better=words.lexicon(metric).better,
        title=title,
        subtitle=words.say("subtitle.interval", average=average),
        note=words.say("subtitle.no_rank"),
        caption=_measure(brief, metric),
        number=words.formatter(metric),
        labels=words.chart_labels(),
    )
    heading, nav = words.say("section.groups_of_units"), words.say("nav.groups_of_units")
    return ChartBlock(heading, chart.to_dict(), nav)


def calendar(brief: Brief) -> ChartBlock | Text | None:
    """28 days of posting, one row per unit below (or this unit's own), hatched without data."""
    words = brief.words
    rows = _posting(brief, brief.children()[:CALENDAR_ROWS])
    if rows.empty:
        rows = _posting(brief, [brief.unit])
    if rows.empty:
        return None
    if rows["value"].isna().all():
        return no_data(brief, "calendar")
    by_day = rows.groupby(rows["date"].map(lambda day: day.isoweekday()))["value"].mean().dropna()
    title = words.say("title.calendar_even", metric=words.metric("posting_compliance"))
    if len(by_day) > 1 and by_day.max() - by_day.min() >= 0.05:
        lowest = next(d for d in brief.period.days() if d.isoweekday() == by_day.idxmin())
        title = words.say(
            "title.calendar_low",
            metric=words.metric("posting_compliance"),
            weekday=words.weekday(lowest),
        )
    chart = charts.calendar(
        rows.rename(columns={"date": "day"}),
        day=words.day_tick,
        edges=POSTING_EDGES,
        title=title,
        subtitle=words.say("subtitle.calendar"),
        note=words.say("note.as_of", moment=words.moment(brief.edition.manifest.as_of)),
        caption=_measure(brief, "posting_compliance"),
        number=words.formatter("posting_compliance"),
        labels=words.chart_labels(),
    )
    return ChartBlock(words.say("section.calendar"), chart.to_dict(), words.say("nav.when"))


def _posting(brief: Brief, units: list[str]) -> pd.DataFrame:
    """One row per unit and day: the share of posters below it that posted as asked."""
    closure = brief.edition.table("closure")
    days = brief.edition.table("posting")
    placed = days.merge(closure[closure["ancestor"].isin(units)], on="unit")
    summed = placed.groupby(["ancestor", "day"])[["met", "seen"]].sum().reset_index()
    seen = summed["seen"].where(summed["seen"] > 0)
    dates = pd.to_datetime(summed["day"]).dt.date
    table = summed.assign(unit=summed["ancestor"], date=dates, value=summed["met"] / seen)
    order = {code: place for place, code in enumerate(units)}
    table = table.assign(_order=table["unit"].map(order)).sort_values(["_order", "date"])
    return table.assign(unit=table["unit"].map(brief.name))[["unit", "date", "value"]]


def _now(brief: Brief, metric: str, *, back: int = 0) -> pd.DataFrame:
    """Measured rows of the units below, of this week or some weeks back."""
    children = brief.children()
    if not children:
        return brief.edition.rows(metric, brief.unit).iloc[:0]
    rows = brief.edition.rows(metric, children, periods=back + 1)
    wanted: str = brief.period.previous(back).key
    return rows[rows["period"] == wanted].reset_index(drop=True)


def _measure(brief: Brief, metric: str) -> str:
    words = brief.words
    return words.say(
        "subtitle.measure",
        metric=words.metric(metric),
        unit=measured_in(brief, metric),
        period=words.period(Period.parse(brief.period.key)),
    )


def _ends(brief: Brief, metric: str, cells: pd.DataFrame) -> str:
    """The title: who is ahead and who is behind; only where it stands when better is neither."""
    known = cells.dropna(subset=["value"]).sort_values(["value", "unit"])
    top, bottom = known["name"].iloc[-1], known["name"].iloc[0]
    if brief.words.lexicon(metric).better == "lower":
        top, bottom = bottom, top
    return brief.words.say("title.places", top=top, bottom=bottom)


def _left_out(brief: Brief, rows: pd.DataFrame) -> str:
    missing = rows.loc[rows["value"].isna(), "unit"]
    if missing.empty:
        return brief.words.say(
            "note.as_of", moment=brief.words.moment(brief.edition.manifest.as_of)
        )
    names = brief.words.listing([brief.name(str(code)) for code in missing], most=4)
    return brief.words.say("note.left_out", names=names)


def _why(brief: Brief, status: str) -> str:
    return "" if status in ("ok", "partial") else brief.words.status(status)
