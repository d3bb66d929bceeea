"""The index of everything in the reports folder, by what is really there."""

from collections.abc import Iterator
from pathlib import Path

from hustings.edition import Edition
from hustings.page.files import write_atomically
from hustings.page.index import Entry, index_page
from hustings.settings import Settings


def write_index(settings: Settings, edition: Edition) -> Path:
    """Write reports/index.html and give its path; units are named as the edition names them."""
    reports = settings.folders.reports
    entries = list(_entries(reports, edition))
    page = index_page(entries, sample=edition.manifest.sample, digits=settings.campaign.digits)
    reports.mkdir(parents=True, exist_ok=True)
    write_atomically(reports / "index.html", page)
    return reports / "index.html"


def _entries(reports: Path, edition: Edition) -> Iterator[Entry]:
    """One entry per briefing, period and unit that has a page: <briefing>/<period>/<unit>.<xx>."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for path in sorted(reports.glob("*/*/*.html")):
        unit, _, language = path.stem.rpartition(".")
        key = (path.parent.parent.name, path.parent.name, unit)
        found.setdefault(key, {})[language] = path.relative_to(reports).as_posix()
    known = {row["unit"]: row for row in edition.table("units").to_dict("records")}
    for (briefing, period, unit), pages in found.items():
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
        )


def _above(unit: str, edition: Edition) -> tuple[str, ...]:
    """Codes above a unit in the seat tree, nearest first."""
    parents = edition.table("units").set_index("unit")["seat_parent"]
    codes: list[str] = []
    above = parents.get(unit)
    while isinstance(above, str) and above not in codes:
        codes.append(above)
        above = parents.get(above)
    return tuple(codes)
