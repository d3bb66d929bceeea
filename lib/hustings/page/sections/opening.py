"""The head of a briefing and the three things to know."""

from hustings.page.blocks import Banner, Point, Points, Text, Title
from hustings.page.brief import Brief
from hustings.page.sections.sure import judged, point

SHOWN = 3
WORTH_TELLING = ("clear", "likely")
SAID_OTHERWISE = ("active_workers", "posting_compliance", "reach", "messages")


def title(brief: Brief, briefing: str) -> Title:
    """Title, place, week, as-of and how complete the data is."""
    words, period = brief.words, brief.period
    sent, asked = _groups_to_the_end(brief)
    whole = words.count("group", asked)
    complete = words.say("missing.complete", part=sent, whole=whole) if asked else ""
    return Title(
        title=words.say(f"briefing.{briefing}"),
        place=brief.place(),
        period_label=words.period(period),
        period_iso=f"{period.first}/{period.last}",
        as_of=words.say("page.as_of", moment=words.moment(brief.edition.manifest.as_of)),
        completeness=complete,
        sample=brief.edition.manifest.sample,
        language=brief.language,  # type: ignore[arg-type]  # open_brief knows the languages
    )


def remarks(brief: Brief) -> Banner | None:
    """One line on top when nothing arrived for the week; nothing when something did."""
    if any(_value_known(brief, metric) for metric in ("reach", "active_workers", "messages")):
        return None
    return Banner(brief.words.say("missing.none"), "partial")


def points(brief: Brief) -> Points:
    """Three things to know: what surely changed here or below, else how things stand."""
    told = judged(brief, [brief.unit, *brief.children()])
    changed = told[told["strength"].isin(WORTH_TELLING)]
    own_first = changed.assign(_below=changed["unit"] != brief.unit)
    chosen = own_first.sort_values(["_below", "_place", "_rank"], kind="stable").head(SHOWN)
    items = [point(brief, row) for _, row in chosen.iterrows()]
    items += _common(brief, SHOWN - len(items))
    hints = told[(told["strength"] == "hint") & (told["unit"] == brief.unit)]
    hint = hints.head(min(1, SHOWN - len(items)))
    items += [point(brief, row) for _, row in hint.iterrows()]
    said = {*chosen.loc[~chosen["_below"], "metric"], *hint["metric"]}
    shown = [metric for metric in SAID_OTHERWISE if metric not in said and brief.measured(metric)]
    items += [_standing(brief, metric) for metric in shown][: SHOWN - len(items)]
    return Points(brief.words.say("section.points"), tuple(items))


def _common(brief: Brief, room: int) -> list[Point]:
    """What moved everywhere at once, which is no single unit's doing."""
    rows = brief.edition.table("common")
    rows = rows[(rows["level"] == "vidhan_sabha") & (rows["low"] * rows["high"] > 0)]
    rows = rows[rows["common_share"].abs() >= brief.settings.thresholds.change_share]
    rows = rows.reindex(rows["common_share"].abs().sort_values(ascending=False).index)
    return [
        Point(
            brief.words.label(str(row["metric"])),
            brief.words.common(str(row["metric"]), float(row["common_share"]), "vidhan_sabha"),
        )
        for _, row in rows.head(min(room, 1)).iterrows()
    ]


def _standing(brief: Brief, metric: str) -> Point:
    words, now = brief.words, brief.value(metric)
    if now is None:
        status = str(brief.edition.row(metric, brief.unit)["status"])
        said = words.withheld(metric, status if status in ("stale", "suppressed") else "no_data")
        return Point("", said)  # which names the metric itself
    detail = words.level_detail(metric, now, brief.value(metric, back=1))
    return Point(words.level_lead(metric, now), detail)


def _value_known(brief: Brief, metric: str) -> bool:
    return brief.value(metric) is not None


def _groups_to_the_end(brief: Brief) -> tuple[int, int]:
    """Groups of this unit whose export reaches the end of the week, and all of them."""
    groups = brief.edition.table("groups")
    closure = brief.edition.table("closure")
    below = closure.loc[closure["ancestor"] == brief.unit, "unit"]
    mine = groups[groups["unit"].isin(below)]
    return int(mine["reaches_week_end"].fillna(False).sum()), len(mine)


def no_data(brief: Brief, section: str) -> Text:
    """A section whose figures did not arrive says so."""
    return Text(brief.words.say(f"section.{section}"), (brief.words.say("missing.none"),))
