"""The head of a briefing and the three things to know."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from hustings.edition.printable import page_rests_on
from hustings.page.blocks import Banner, Point, Points, Text, Title
from hustings.page.brief import Brief, number
from hustings.page.sections.lagging import late_reports, quiet_booths
from hustings.page.sections.sure import judged, point
from hustings.wording import freshness

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 3
WORTH_TELLING = ("clear", "likely")
SAID_OTHERWISE = ("active_workers", "posting_compliance", "reach", "messages")
UNPRINTED_NAMED = 12  # units named in a roll-up's banner
NAMED = 3  # places named in one point; the rest is counted
SPIKE = 0.3  # share of a week's reach or engagements from one post, from which on it is told


def title(brief: Brief, briefing: str) -> Title:
    """Title, place, week, as-of and how complete the data is."""
    words, period = brief.words, brief.period
    sent, asked = _groups_to_the_end(brief)
    key = "missing.complete_one" if asked == 1 else "missing.complete_many"
    known = asked and not brief.too_old("messages")
    complete = words.say(key, part=sent, whole=asked) if known else ""
    stale = page_rests_on(brief.ages, briefing, brief.unit, brief.edition.manifest.state)
    return Title(
        title=words.say(f"briefing.{briefing}"),
        place=brief.place(),
        period_label=words.period(period),
        period_iso=f"{period.first}/{period.last}",
        as_of=words.say("page.as_of", moment=words.moment(brief.edition.manifest.as_of)),
        completeness=complete,
        sample=brief.edition.manifest.sample,
        language=brief.language,  # type: ignore[arg-type]  # open_brief knows the languages
        stale=freshness.banner(words, stale),
        stale_other=freshness.banner(brief.words.other, stale),
    )


def remarks(brief: Brief) -> Banner | None:
    """One line on top when nothing arrived for the week; nothing when something did.

    Where it is too old, the title says so.
    """
    main = ("reach", "active_workers", "messages")
    if any(_value_known(brief, metric) or brief.too_old(metric) for metric in main):
        return None
    return Banner(brief.words.say("missing.none"), "partial")


def unprinted(brief: Brief, *, missing: str, planned: int) -> Banner | None:
    """One line on top of a roll-up that names the units whose pages could not be printed.

    Args: missing: their codes, with commas; planned: how many units' pages were to be printed.
    """
    codes = [code for code in missing.split(",") if code]
    if not codes:
        return None
    names = brief.words.listing([brief.name(code) for code in codes], most=UNPRINTED_NAMED)
    part = planned - len(codes)
    return Banner(
        brief.words.say("missing.pages", part=part, whole=planned, names=names), "partial"
    )


def points(brief: Brief) -> Points:
    """Three things to know: what surely changed, what happened once, what is missing.

    Where nothing surely changed the first says so, with the main figure.
    """
    told = judged(brief, [brief.unit, *brief.children()])
    changed = told[told["strength"].isin(WORTH_TELLING)]
    own_first = changed.assign(_below=changed["unit"] != brief.unit)
    chosen = own_first.sort_values(["_below", "_place", "_rank"], kind="stable").head(SHOWN)
    items = [point(brief, row) for _, row in chosen.iterrows()]
    items += _common(brief, SHOWN - len(items))
    hints = told[(told["strength"] == "hint") & (told["unit"] == brief.unit)]
    said = {*chosen.loc[~chosen["_below"], "metric"], *hints["metric"].head(1)}
    standing = [
        metric for metric in SAID_OTHERWISE if metric not in said and brief.measured(metric)
    ]
    main = [] if items else [_standing(brief, metric) for metric in standing[:1]]
    items += main
    items += [point(brief, row) for _, row in hints.head(1).iterrows()]
    items += [*_spike(brief), *_missing(brief)]
    items += [_standing(brief, metric) for metric in standing[len(main) :]]
    return Points(brief.words.say("section.points"), tuple(items[:SHOWN]))


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


def _spike(brief: Brief) -> list[Point]:
    """One post that carried much of the week's reach or engagements, here or right below."""
    words, rows = brief.words, brief.edition.table("spikes")
    mine = rows[rows["unit"].isin([brief.unit, *brief.children()])]
    usual = mine["usual_spike_share"].fillna(0)
    mine = mine[(mine["spike_share"] >= SPIKE) & (mine["spike_share"] >= 2 * usual)]
    mine = mine.assign(_below=mine["unit"] != brief.unit)
    largest = mine.sort_values(["_below", "spike_share"], ascending=[True, False]).head(1)
    return [
        Point(
            words.say("spike.lead", place=brief.name(str(row["unit"]))), _spike_detail(brief, row)
        )
        for _, row in largest.iterrows()
    ]


def _spike_detail(brief: Brief, row: "pd.Series[Any]") -> str:
    """How much lay above the usual days, of how much, and how much does in other weeks."""
    words, metric, share = brief.words, str(row["metric"]), float(row["spike_share"])
    said = {
        "share": words.number(share, "percent"),
        "metric": words.metric(metric),
        "usual": words.number(number(row["usual_spike_share"]), "percent"),
    }
    if (total := number(row.get("total"))) is None:  # an edition made before it was kept
        return words.say("spike.detail", **said)
    part, whole = words.value(metric, share * total), words.value(metric, total)
    return words.say("spike.detail_of", part=part, whole=whole, **said)


def _missing(brief: Brief) -> Iterator[Point]:
    """Reports that did not come on time, and booths where nobody worked."""
    words = brief.words
    late, due = late_reports(brief)
    if late:
        names = words.listing([brief.name(code) for code in late], most=NAMED)
        label = words.label("reports_on_time")
        lead = words.say("missing.reports", label=label, part=due - len(late), whole=due)
        yield Point(lead, words.say("missing.names", names=names))
    quiet, listed = quiet_booths(brief)
    if quiet:
        lead = words.say("missing.booths", quiet=len(quiet), whole=listed)
        yield Point(lead, words.say("missing.booths_longest", booths=_longest(brief, quiet)))


def _longest(brief: Brief, quiet: dict[str, int]) -> str:
    """The booths quiet for longest, with their weeks."""
    words = brief.words
    ordered = sorted(quiet, key=lambda code: (-quiet[code], code))
    said = [
        words.say(
            "missing.booth_weeks",
            booth=brief.place(code),
            weeks=words.count("week", quiet[code]),
        )
        for code in ordered[: NAMED + 1]
    ]
    return words.listing([*said, *ordered[len(said) :]], most=NAMED)  # of more only their number


def _standing(brief: Brief, metric: str) -> Point:
    words, now = brief.words, brief.value(metric)
    if now is None:
        return Point("", _withheld(brief, metric))  # which names the metric itself
    window = "usual" if brief.strength(metric) == "none" else ""
    before = brief.value(metric, back=1)
    detail = words.level_detail(metric, now, before, window=window)
    return Point(words.level_lead(metric, now, before), detail)


def _withheld(brief: Brief, metric: str) -> str:
    """Why this unit has no figure of a metric this week."""
    words = brief.words
    if old := brief.too_old(metric):
        return words.say("freshness.withheld", metric=words.metric(metric), what=old)
    status = str(brief.edition.row(metric, brief.unit)["status"])
    return words.withheld(metric, status if status == "suppressed" else "no_data")


def _value_known(brief: Brief, metric: str) -> bool:
    return brief.value(metric) is not None


def _groups_to_the_end(brief: Brief) -> tuple[int, int]:
    """Groups of this unit whose export reaches the end of the week, and all of them."""
    mine = brief.edition.within("groups", brief.unit)
    return int(mine["reaches_week_end"].fillna(False).sum()), len(mine)


def no_data(brief: Brief, section: str, *metrics: str) -> Text:
    """A section whose figures did not arrive says so; or how old they are, if they are too old."""
    return Text(brief.words.say(f"section.{section}"), (nothing_shown(brief, *metrics),))


def nothing_shown(brief: Brief, *metrics: str, units: Sequence[str] = ()) -> str:
    """That no data of some metrics arrived; or what is too old, of this unit or of some others."""
    for unit in (brief.unit, *units):
        for metric in metrics:
            if old := brief.too_old(metric, unit):
                return brief.words.say("freshness.not_shown", what=old)
    return brief.words.say("missing.none")
