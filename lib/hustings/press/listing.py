"""What pages there are and how their printing went: one entry per question that was asked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from hustings.edition import Edition
from hustings.edition.aged import as_fresh_as
from hustings.edition.freshness import ages_of
from hustings.page.index import Entry
from hustings.period import Period
from hustings.press.ledger.states import (
    CANCELLED,
    FAILED,
    MISSED,
    PARTIAL,
    QUEUED,
    RUNNING,
    SKIPPED,
    STALE,
    SUCCEEDED,
    TIMED_OUT,
)
from hustings.press.plan import read_name
from hustings.press.publishing import ledger_of, period_of
from hustings.settings import Settings
from hustings.wording import Words

SURE = ("clear", "likely")
# Of a briefing's languages the worst is told: what a coordinator has to see to.
_WORST = (
    FAILED, TIMED_OUT, STALE, MISSED, CANCELLED, RUNNING, QUEUED, SKIPPED, PARTIAL, SUCCEEDED,
)  # fmt: skip
_SAY_NOTHING = (SKIPPED, CANCELLED)  # of a page that an earlier run has printed


class _Told(TypedDict):
    status: str
    printed_at: datetime | None


@dataclass(frozen=True)
class Newest:
    """What the ledger knows of one page: how the last try went, and what the page was printed for.

    `printed_at` is None where no run has given a page.
    """

    state: str
    printed_at: datetime | None = None


def statuses_of(settings: Settings) -> dict[str, Newest]:
    """Every page the ledger knows, by its path below the reports folder."""
    ledger = ledger_of(settings)
    if not ledger.path.exists():  # nothing was printed yet; asking would make one
        return {}
    found: dict[str, Newest] = {}
    for run in ledger.runs():
        page = f"{run.briefing}/{run.period}/{run.name}.html"
        before = found.get(page)
        state = before.state if before and run.state in _SAY_NOTHING else run.state
        printed = run.scheduled_at if run.page else before.printed_at if before else None
        found[page] = Newest(state, printed)
    return found


def published(reports: Path) -> Iterator[Path]:
    """Every page in the reports folder, by path: <briefing>/<period>/<name>.html.

    What is hidden, linked or not of a period (`latest`) is not a page.
    """
    for path in sorted(reports.glob("*/*/*.html")):
        parts = path.relative_to(reports).parts
        if not path.is_symlink() and not any(p.startswith(".") for p in parts) and period_of(path):
            yield path


def entries_of(
    settings: Settings,
    edition: Edition,
    statuses: Mapping[str, Newest],
    *,
    without: Collection[Path] = (),
) -> list[Entry]:
    """One entry per question that has a page, or was to have one.

    Units are named as the edition names them; what was printed for others is left out.
    Args: without: pages that are about to be taken away.
    """
    reports = settings.folders.reports
    there = {p.relative_to(reports).as_posix() for p in published(reports) if p not in without}
    found: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for page in sorted(there | _lacking(statuses, there)):
        briefing, period, name = page.removesuffix(".html").split("/")
        unit, asked, language = read_name(name)
        found.setdefault((briefing, period, unit, asked), {})[language] = page
    known = {row["unit"]: row for row in edition.table("units").to_dict("records")}
    parents = {str(unit): row["seat_parent"] for unit, row in known.items()}
    units = {unit for _, _, unit, _ in found}
    marks = marks_of(_as_printed(settings, edition, statuses), units)
    in_hindi = Words("hi")
    return [
        Entry(
            briefing=briefing,
            period=period,
            unit=unit,
            name_en=known[unit]["name_en"],
            name_hi=in_hindi.name_of(known[unit]["name_en"], known[unit]["name_hi"]),
            level=known[unit]["level"],
            parents=_above(unit, parents),
            pages={language: page for language, page in pages.items() if page in there},
            missing=tuple(language for language, page in pages.items() if page not in there),
            asked=asked,
            marks=marks.get(unit, {}) if period == edition.period.key else {},
            **_told([statuses[page] for page in pages.values() if page in statuses]),
        )
        for (briefing, period, unit, asked), pages in found.items()
        if unit in known  # else printed for another state, or a unit since taken off the list
    ]


def _as_printed(settings: Settings, edition: Edition, statuses: Mapping[str, Newest]) -> Edition:
    """The edition without what was too old when its newest page was printed."""
    week = edition.period.key
    moments = [
        told.printed_at
        for page, told in statuses.items()
        if told.printed_at and page.split("/")[1] == week
    ]
    moment = max(moments, default=edition.manifest.built_at)
    return as_fresh_as(edition, ages_of(edition, settings.freshness, moment))


def _lacking(statuses: Mapping[str, Newest], there: Collection[str]) -> set[str]:
    """Pages that were to be printed and never were, of periods that have pages or are to have."""
    periods = {Period.parse(page.split("/")[1]) for page in there}
    newest = max(periods, default=None)
    lacking = set()
    for page, told in statuses.items():
        period = Period.parse(page.split("/")[1])
        if told.printed_at is None and page not in there:
            lacking |= {page} if newest is None or period in periods or period > newest else set()
    return lacking


def _told(of_pages: Sequence[Newest]) -> "_Told":
    """The worst state of a briefing's languages, and the moment the newest was printed for."""
    printed = [told.printed_at for told in of_pages if told.printed_at]
    return {
        "status": min((told.state for told in of_pages), key=_WORST.index, default=SUCCEEDED),
        "printed_at": max(printed, default=None),
    }


def marks_of(edition: Edition, units: Collection[str]) -> dict[str, dict[str, int]]:
    """What stands out of some units' week: sure changes, late reports, missing exports, silence."""
    changes = edition.table("changes")
    sure = changes[changes["strength"].isin(SURE)].groupby("unit").size()
    week = edition.week(edition.period.key, units)
    asked = week[week["metric"] == "reports_on_time"].set_index("unit")
    late = (asked["denominator"] - asked["numerator"]).dropna()
    silent = week[week["metric"] == "silent_groups"].set_index("unit")["value"].dropna()
    groups = edition.table("groups")
    behind = groups[~groups["reaches_week_end"].fillna(False)]
    above = behind[["unit"]].merge(edition.table("closure"), on="unit")
    missing = above.groupby("ancestor").size()
    found: dict[str, dict[str, int]] = {}
    for kind, counts in (
        ("change", sure),
        ("report", late),
        ("export", missing),
        ("silent", silent),
    ):
        for unit, count in counts[counts > 0].items():
            found.setdefault(str(unit), {})[kind] = int(count)
    return found


def _above(unit: str, parents: Mapping[str, object]) -> tuple[str, ...]:
    """Codes above a unit in the seat tree, nearest first."""
    codes: list[str] = []
    above = parents.get(unit)
    while isinstance(above, str) and above not in codes:
        codes.append(above)
        above = parents.get(above)
    return tuple(codes)
