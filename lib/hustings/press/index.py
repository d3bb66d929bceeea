"""The index of everything in the reports folder, by what is really there."""

from collections.abc import Iterator
from pathlib import Path

from hustings.edition import Edition
from hustings.page.files import write_atomically
from hustings.page.index import Entry, index_page
from hustings.press.plan import read_name
from hustings.settings import Settings

SURE = ("clear", "likely")


def write_index(settings: Settings, edition: Edition) -> Path:
    """Write reports/index.html and give its path; units are named as the edition names them."""
    reports = settings.folders.reports
    entries = list(_entries(reports, edition))
    page = index_page(entries, sample=edition.manifest.sample, digits=settings.campaign.digits)
    reports.mkdir(parents=True, exist_ok=True)
    write_atomically(reports / "index.html", page)
    return reports / "index.html"


def _entries(reports: Path, edition: Edition) -> Iterator[Entry]:
    """One entry per question that has a page: <briefing>/<period>/<unit>~<asked>.<xx>.html."""
    found: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for path in sorted(reports.glob("*/*/*.html")):
        if path.is_symlink():  # `latest`, which shows pages that are listed anyway
            continue
        unit, asked, language = read_name(path.stem)
        key = (path.parent.parent.name, path.parent.name, unit, asked)
        found.setdefault(key, {})[language] = path.relative_to(reports).as_posix()
    known = {row["unit"]: row for row in edition.table("units").to_dict("records")}
    marks = marks_of(edition)
    for (briefing, period, unit, asked), pages in found.items():
        if unit not in known:
            continue  # printed for another state, or a unit since taken off the list
        row = known[unit]
        hindi = row["name_hi"]
        yield Entry(
            briefing=briefing,
            period=period,
            unit=unit,
            name_en=row["name_en"],
            name_hi=hindi if isinstance(hindi, str) else row["name_en"],
            level=row["level"],
            parents=_above(unit, edition),
            pages=pages,
            asked=asked,
            marks=marks.get(unit, {}) if period == edition.period.key else {},
        )


def marks_of(edition: Edition) -> dict[str, dict[str, int]]:
    """What stands out of each unit's week: sure changes, late reports, missing exports, silence."""
    changes = edition.table("changes")
    sure = changes[changes["strength"].isin(SURE)].groupby("unit").size()
    week = edition.table("measured")
    week = week[(week["period"] == edition.period.key) & (week["platform"] == "all")]
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


def _above(unit: str, edition: Edition) -> tuple[str, ...]:
    """Codes above a unit in the seat tree, nearest first."""
    parents = edition.table("units").set_index("unit")["seat_parent"]
    codes: list[str] = []
    above = parents.get(unit)
    while isinstance(above, str) and above not in codes:
        codes.append(above)
        above = parents.get(above)
    return tuple(codes)
