"""The index of everything in the reports folder, a page for each earlier period, and the feed."""

import hashlib
from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path

from hustings.edition import Edition
from hustings.edition.manifest import code_version
from hustings.page.feed import Office, feed
from hustings.page.files import write_atomically
from hustings.page.index import FEED, Entry, archive_name, index_page, stamp_of
from hustings.period import Period
from hustings.press.listing import Newest, entries_of, statuses_of
from hustings.settings import Settings

NEWEST = "index.html"
HEAD = 2000  # letters of a page, within which its stamp stands


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
    reports.mkdir(parents=True, exist_ok=True)
    page = partial(index_page, sample=edition.manifest.sample, digits=campaign.digits)
    code = code_version()
    for period in earlier:
        _write_earlier(reports / archive_name(period), by_period[period], page, code)
    _write(reports / FEED, feed(entries, _office(settings, edition), as_of=edition.manifest.as_of))
    # The index last: all it leads to is there by then.
    _write(reports / NEWEST, page(entries, earlier=earlier))
    for path in reports.glob(archive_name("*")):
        if path.name not in map(archive_name, earlier):
            path.unlink()
    return reports / NEWEST


def _write_earlier(path: Path, entries: list[Entry], page: "partial[str]", code: str) -> None:
    """Write the page of an earlier period, unless it was made from the same by the same code.

    A year has fifty of them, and what they list seldom changes.
    """
    made_from = repr((entries, page.keywords, code))
    stamp = hashlib.sha256(made_from.encode()).hexdigest()[:16]
    if path.exists() and stamp_of(_head(path)) == stamp:
        return
    write_atomically(path, page(entries, back=True, stamp=stamp))


def _head(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(HEAD)


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
