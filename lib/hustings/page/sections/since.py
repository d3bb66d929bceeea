"""What became of the figures since the edition that readers had before."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from hustings.edition import Edition, open_edition, preceding
from hustings.edition.comparing import SURE, Comparison, compare
from hustings.edition.printable import page_rests_on
from hustings.page.blocks import Point, Points, Table
from hustings.page.brief import Brief
from hustings.page.differing import cells, columns, exactly, moved, sure, visible
from hustings.privacy import BELOW_BLOCK
from hustings.wording import freshness

NAMED = 4  # figures named in one sentence
ROWS = 8  # of the table: a state's page is near its budget


def since(brief: Brief, before: str = "") -> Points | None:
    """What late data re-stated, and apart from it what the study calls a change.

    Args:    before: id of the edition to compare with; empty for the one readers had before.
    Returns: nothing where there is no edition before.
    Raises:  EditionError when the named edition is not there any more.
    """
    found = _found(brief, before)
    if found is None:
        return None
    heading = brief.words.say("section.since")
    if found.rows.empty and (old := _old(brief)):
        return Points(heading, (Point("", old),))
    items = [*_compared(brief, found), *_restated(brief, found), *_changed(brief, found)]
    items += _below(brief, before)
    items += [Point("", old)] if (old := _old(brief)) else []
    return Points(heading, tuple(items))


def since_table(brief: Brief, before: str = "") -> Table | None:
    """The figures of the earlier week that are others now, opened on tap; largest steps first.

    What changed since that week stands with its interval among the changes.
    Returns: nothing where no figure differs, or there is no edition before.
    """
    found = _found(brief, before)
    if found is None:
        return None
    words = brief.words
    one_sided = found.of("appeared", "vanished", "withheld")
    rows = pd.concat([visible(words, found.rows), one_sided])
    if rows.empty:
        return None
    left = len(rows) - ROWS
    period = words.period(found.before.period)
    return Table(
        section=words.say("section.since"),
        nav=words.say("nav.since"),
        caption=words.say("since.caption", place=brief.place(), period=period),
        columns=columns(words),
        rows=tuple(cells(words, row) for _, row in rows.head(ROWS).iterrows()),
        note=words.say("check.rest", n=left) if left > 0 else "",
        folded=True,
    )


def _found(brief: Brief, before: str) -> Comparison | None:
    """What became of one unit's figures; below block only its own are looked at.

    Figures that rest on something too old are left out, those of the earlier edition too.
    """
    earlier = _earlier(brief.edition, before)
    if earlier is None:
        return None
    if brief.level in BELOW_BLOCK:
        found = compare(earlier, brief.edition, units=[brief.unit])
    else:
        found = _whole(earlier.folder, brief.edition.folder)
    mine = found.rows[found.rows["unit"] == brief.unit]
    return replace(found, rows=mine[~brief.ages.too_old(mine)])


@lru_cache(maxsize=2)  # every page of a printing asks for the same one
def _whole(before: Path, after: Path) -> Comparison:
    earlier, later = (open_edition(folder.parent, folder.name) for folder in (before, after))
    return compare(earlier, later)


def _old(brief: Brief) -> str:
    """Of what nothing is said, because it is too old."""
    words, state = brief.words, brief.edition.manifest.state
    said = freshness.listed(words, page_rests_on(brief.ages, "", brief.unit, state))
    return words.say("freshness.not_shown", what=said) if said else ""


def before_id(brief: Brief, before: str = "") -> str:
    """Id of the edition a page is compared with; empty where there is none."""
    earlier = _earlier(brief.edition, before)
    return earlier.id if earlier else ""


def _earlier(edition: Edition, before: str) -> Edition | None:
    return open_edition(edition.folder.parent, before) if before else preceding(edition)


def _compared(brief: Brief, found: Comparison) -> list[Point]:
    """With what, and what else may stand behind a difference."""
    words, card = brief.words, found.before.manifest
    said = words.say(
        "since.with_text",
        period=words.period(found.before.period),
        edition=card.edition,
        arrived=words.number(len(found.arrived)),
    )
    if found.gone:
        said = f"{said} {words.say('since.with_gone', gone=words.number(len(found.gone)))}"
    points = [Point(words.say("since.with"), said)]
    if found.redefined:
        text = words.say("since.redefined_text")
        points.append(Point(words.say("since.redefined"), text, "blocked"))
    if not found.rows.empty and (found.rows["kind"] == "unit_added").all():
        points.append(Point(words.say("since.unit_added"), words.say("since.unit_added_text")))
    return points


def _restated(brief: Brief, found: Comparison) -> list[Point]:
    words, period = brief.words, brief.words.period(found.before.period)
    rows = visible(words, found.rows)
    if rows.empty:
        none = words.say("since.restated_none", period=period)
        points = [Point(words.say("since.restated"), none)]
    else:
        points = [
            _listed(brief, "restated", [moved(words, row) for _, row in rows.iterrows()], period)
        ]
    for kind, figure in (("appeared", "restated"), ("vanished", "said"), ("withheld", "")):
        named = [_figure(brief, row, figure) for _, row in found.of(kind).iterrows()]
        points += [_listed(brief, kind, named, period)] if named else []
    called = rows[rows["said_strength"].isin(SURE)]
    if not found.same_week and len(called):
        points.append(_listed(brief, "called", _judged(brief, called, "said_strength")))
    return points


def _changed(brief: Brief, found: Comparison) -> list[Point]:
    words = brief.words
    if found.same_week:
        turned = [
            words.say(
                "since.verdicts",
                metric=words.metric(str(row["metric"])),
                then=sure(words, row["said_strength"]),
                now=sure(words, row["strength"]),
            )
            for _, row in found.turned().iterrows()
        ]
        return [_listed(brief, "turned", turned)] if turned else []
    changed = found.of("changed", "both")
    if changed.empty:
        return [Point(words.say("since.changed"), words.say("since.changed_none"))]
    return [_listed(brief, "changed", _judged(brief, changed, "strength"))]


def _below(brief: Brief, before: str) -> list[Point]:
    """How many of the places it is compared by have re-stated figures, most of them first."""
    words, level, places = brief.words, brief.child_level(), brief.children()
    earlier = _earlier(brief.edition, before)
    if earlier is None or not places or level in BELOW_BLOCK:
        return []
    whole = _whole(earlier.folder, brief.edition.folder).rows
    rows = visible(words, whole[whole["unit"].isin(places)])
    most = rows.loc[~brief.ages.too_old(rows), "unit"].value_counts(sort=False)
    if most.empty:
        return []
    ordered = most.sort_values(ascending=False, kind="stable").index
    names = words.listing([brief.name(str(code)) for code in ordered], most=NAMED)
    units = words.units(level, len(places), oblique=True)
    text = words.say("since.below_text", k=len(most), units=units, names=names)
    return [Point(words.say("since.below"), text)]


def _figure(brief: Brief, row: "pd.Series[Any]", column: str) -> str:
    """A metric, with its figure where one of the two is there."""
    words, metric = brief.words, str(row["metric"])
    if not column:
        return words.metric(metric)
    value = exactly(words, metric, row[column])
    return words.say("since.figure", metric=words.metric(metric), value=value)


def _judged(brief: Brief, rows: pd.DataFrame, column: str) -> list[str]:
    """Metrics with the study's word for each."""
    words = brief.words
    return [
        words.say(
            "since.judged",
            metric=words.metric(str(row["metric"])),
            strength=sure(words, row[column]),
        )
        for _, row in rows.iterrows()
    ]


def _listed(brief: Brief, kind: str, named: list[str], period: str = "") -> Point:
    words = brief.words
    said = {"listed": words.listing(named, most=NAMED)} | ({"period": period} if period else {})
    return Point(words.say(f"since.{kind}"), words.say(f"since.{kind}_text", **said))
