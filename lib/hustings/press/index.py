"""The index of everything in the reports folder, a page for each earlier period, and the feed."""

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path

from hustings.edition import Edition
from hustings.page.feed import Office, feed
from hustings.page.files import write_atomically
from hustings.page.index import FEED, Entry, archive_name, index_page
from hustings.period import Period
from hustings.press.listing import Newest, entries_of, statuses_of
from hustings.settings import Settings

NEWEST = "index.html"


def write_index(
    settings: Settings,
    edition: Edition,
    *,
    statuses: Mapping[str, Newest] | None = None,
    without: Collection[Path] = (),
) -> Path:
    """Write reports/index.html, the pages of earlier periods and the feed; gives the index's path.

    Units are named as the edition names them. Each file is replaced whole, and only where it says
    something else than before.

    Args:
        statuses: how each page's last try went, by its path; as the ledger has it if left out.
        without: pages that are about to be taken away, so that nothing leads to them any more.
    """
    reports, campaign = settings.folders.reports, settings.campaign
    told = statuses_of(settings) if statuses is None else statuses
    entries = entries_of(settings, edition, told, without=without)
    by_period: dict[str, list[Entry]] = {}
    for entry in entries:
        by_period.setdefault(entry.period, []).append(entry)
    newest = max(by_period, key=Period.parse, default="")
    earlier = [period for period in by_period if period != newest]
    page = partial(index_page, sample=edition.manifest.sample, digits=campaign.digits)
    files = {archive_name(period): page(by_period[period], back=True) for period in earlier}
    files[FEED] = feed(entries, _office(settings, edition), as_of=edition.manifest.as_of)
    files[NEWEST] = page(entries, earlier=earlier)
    reports.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():  # the index last: all it leads to is there by then
        _write(reports / name, text)
    for path in reports.glob(archive_name("*")):
        if path.name not in files:
            path.unlink()
    return reports / NEWEST


def _office(settings: Settings, edition: Edition) -> Office:
    campaign = settings.campaign
    return Office(
        campaign.name_en,
        campaign.name_hi,
        campaign.state,
        settings.archive.base_url,
        sample=edition.manifest.sample,
        digits=campaign.digits,
    )


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_bytes() != text.encode("utf-8"):
        write_atomically(path, text)
