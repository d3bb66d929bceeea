"""Who reports: written reports, the groups' exports, and where something is missing."""

from hustings.edition.awaited import REPORTS
from hustings.page.blocks import Table, Text
from hustings.page.brief import Brief, number
from hustings.page.sections.confirmed import groups_of, single_sources
from hustings.page.sections.lagging import late_reports
from hustings.page.sections.opening import no_data

MOST = 12  # units with something missing; the rest is counted
ALWAYS = ("all", "to_the_end", "silent")  # the other facts about groups only where there are any


def reports(brief: Brief) -> Table | Text | None:
    """Written reports of the last four weeks: received on time, of those expected."""
    words = brief.words
    rows = brief.series(REPORTS, weeks=4)
    if rows["value"].isna().all():
        if not brief.measured(REPORTS):
            return None
        return no_data(brief, "reports", REPORTS)
    ticks = brief.ticks(rows)
    kinds = ("week", "received", "due", "share")
    return Table(
        section=words.say("section.reports"),
        nav=words.say("nav.reports"),
        caption=words.label(REPORTS),
        columns=tuple(words.say(f"column.{kind}") for kind in kinds),
        rows=tuple(
            (
                tick,
                words.number(number(row["numerator"])),
                words.number(number(row["denominator"])),
                words.value(REPORTS, number(row["value"]))
                if tick != ticks[-1] or not brief.not_due(REPORTS)
                else words.status("not_due"),
            )
            for tick, row in zip(ticks, rows.to_dict("records"), strict=True)
        ),
    )


def groups(brief: Brief) -> Table | Text:
    """How many groups are seen to the end of the week, silent, cut or of assumed date order."""
    words, mine = brief.words, groups_of(brief, brief.unit)
    if mine.empty:
        return Text(words.say("section.reports"), (words.say("groups.none"),))
    old = brief.too_old("silent_groups")
    silent = brief.value("silent_groups")  # not to be known where no export reaches that far
    facts = {
        "all": len(mine),
        "to_the_end": None if old else int(mine["reaches_week_end"].fillna(False).sum()),
        "silent": None if silent is None else int(silent),
        "single": single_sources(brief)[0],
        "cut": int(mine["probably_cut"].fillna(False).sum()),
        "privacy": int(mine["privacy_switch_at"].notna().sum()),
        "assumed": int(mine["date_order_assumed"].fillna(False).sum()),
    }
    return Table(
        section=words.say("section.reports"),
        nav=words.say("nav.reports"),
        caption=words.say("title.groups_seen"),
        columns=(words.say("column.group"), words.say("column.how_many")),
        rows=tuple(
            (words.say(f"groups.{key}"), words.number(n))
            for key, n in facts.items()
            if n or key in ALWAYS
        ),
        note=words.say("freshness.not_shown", what=old) if old else "",
    )


def reporting(brief: Brief, level: str = "") -> Table | Text | None:
    """The units below that lack a report or an export, most missing first; nothing for a seat.

    Before the hour at which reports are due none is lacking: the column says until when they are.
    Args: level: which units; those right below where none is named.
    """
    words = brief.words
    due = _due(brief)
    units = (
        [str(code) for code in brief.edition.under(brief.unit, level)["unit"]]
        if level
        else brief.children()
    )
    rows = [_missing(brief, unit) for unit in units]
    known = [row for row in rows if row["due"] or row["groups"]]
    if not known:
        return None
    lacking = [row for row in known if row["late"] or row["behind"]]
    caption = words.say("title.reporting")
    if not lacking and (old := brief.too_old(REPORTS)):
        return Text(words.say("section.reports"), (words.say("freshness.not_shown", what=old),))
    if not lacking:
        said = (
            words.say("title.reporting_due", due=due) if due else words.say("title.reporting_all")
        )
        return Text(words.say("section.reports"), (said,))
    lacking.sort(key=lambda row: -int(row["late"]) - int(row["behind"]))  # ties as they come
    rest = len(known) - min(len(lacking), MOST)
    counted = {"lacking": len(lacking), "whole": len(known)}
    note = (
        words.say("note.reporting_due", due=due, **counted)
        if due
        else words.say("note.reporting", **counted)
    )
    kinds = ("unit", "reports_in", "groups_in")
    return Table(
        section=words.say("section.reports"),
        nav=words.say("nav.reports"),
        caption=caption,
        columns=tuple(words.say(f"column.{kind}") for kind in kinds),
        rows=tuple(
            (
                str(row["name"]),
                due
                if due and row["asked"]
                else _part(brief, int(row["due"]) - int(row["late"]), int(row["due"])),
                _part(brief, int(row["groups"]) - int(row["behind"]), int(row["groups"])),
            )
            for row in lacking[:MOST]
        ),
        note=note if rest or due else "",
    )


def _due(brief: Brief) -> str:
    """Until when the week's reports are due, while they are; nothing where none was ever asked."""
    if not brief.not_due(REPORTS) or not brief.measured(REPORTS):
        return ""
    return brief.words.due(brief.settings.reporting.due_at(brief.period))


def _missing(brief: Brief, unit: str) -> dict[str, str | int]:
    """What of one unit's reports and exports is there."""
    late, due = late_reports(brief, unit)
    asked = len(brief.edition.under(unit, brief.settings.reporting.level))
    mine = groups_of(brief, unit)
    behind = int((~mine["reaches_week_end"].fillna(False)).sum())
    return {
        "name": brief.name(unit), "late": len(late), "due": due, "asked": asked,
        "behind": behind, "groups": len(mine),
    }  # fmt: skip


def _part(brief: Brief, part: int, whole: int) -> str:
    words = brief.words
    return words.say("number.part_of", part=part, whole=whole) if whole else words.number(None)
