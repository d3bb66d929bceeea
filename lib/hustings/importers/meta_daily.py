"""A page's or account's figures by day, as Meta Business Suite exports them: one metric a file."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.daily import Days, Series, by_platforms_clock
from hustings.importers.meta_audience import is_audience
from hustings.importers.tabular import Batch, Field, Layout, Table, has_layout, open_table
from hustings.importers.tabular.dayorder import settled
from hustings.importers.whose import nobodys, whose

DAILY = Layout(
    "a daily series of one Meta metric",
    (Field("date", ("date",), needed=True), Field("primary", ("primary",), needed=True)),
    aside=(re.compile("^secondary|^comparison|^compared|^previous"),),  # another span's figures
    even=True,
    titled=True,
)
VIEWERS = Layout(
    "a daily series of viewers",
    (
        Field("date", ("date",), needed=True),
        Field("viewers", ("total viewers",), needed=True),
        Field("new", ("new viewers",), needed=True),
        Field("returning", ("returning viewers",)),
    ),
    unlike=("content", "video title"),
    even=True,
)

_SERIES = {
    "viewers": Series("reach", "Total Viewers"),
    "new": Series("other", "New Viewers"),
    "returning": Series("other", "Returning Viewers"),
}
# What a metric's title counts; `follows` are gross, whoever left again is counted apart.
_TITLES = tuple(
    (re.compile(pattern, re.IGNORECASE), figure)
    for pattern, figure in (
        ("unfollow", "followers_lost"),
        ("net follow", "other"),
        ("follow", "followers_gained"),
        ("earning|revenue|rate|average", "other"),
        ("video views|3-second|1-minute", "video_views"),
        ("viewers|reach", "reach"),
        ("views|impressions|plays", "views"),
        ("interactions|engagement", "engagements"),
        ("link clicks|clicks", "clicks"),
        ("visits", "visits"),
    )
)
_PLATFORMS = ("facebook", "instagram")
_COPY = re.compile(r" ?\(\d+\)$")


def _is_daily(head: bytes, name: str) -> bool:
    return has_layout(DAILY, VIEWERS)(head, name) and not is_audience(head, name)


@source(
    "meta_daily",
    en="Facebook or Instagram figures by day (Meta Business Suite)",
    hi="फ़ेसबुक या इंस्टाग्राम के दैनिक आँकड़े (मेटा बिज़नेस सूट)",
    tables=("account_days",),
    sniff=_is_daily,
)
def read_daily(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read metrics of one account, a row a day; a comparison with another span is not read."""
    table = open_table(file, DAILY, VIEWERS)
    title = _title(table)
    account, doubt = whose(file, context, platforms := _platforms(title))
    if account is None:
        yield nobodys(table.header.line, platforms)
        return
    order = settled(table.dates("date")["date"], day_first=False)
    yield from (*table.assumed, *filter(None, (order.assumed, doubt)))
    yield by_platforms_clock("Meta does not say which zone a page's days are of")
    days = Days("account_days", "account", file, order, {})

    def rows(batch: Batch) -> Iterator[Finding]:
        own = batch.title or title  # of files joined end to end each has its own
        series = {"primary": Series(_figure(own), own), **_SERIES}
        of_whom, _ = whose(file, context, _platforms(own))
        if of_whom is None:
            yield nobodys(batch.lines[0], _platforms(own))
            return
        yield from replace(days, series=series).of(of_whom)(batch)

    yield from table.read(rows)
    yield from days.assumed()


def _platforms(title: str) -> list[str]:
    """The platforms a metric may be of; some titles name theirs."""
    return [name for name in _PLATFORMS if name in title.casefold()] or list(_PLATFORMS)


def _title(table: Table) -> str:
    """What the metric is called: over the header, else in the file's name (`Follows (1).csv`)."""
    titles = [" ".join(row) for row in table.above() if not row[0].startswith("sep=")]
    if titles:
        return titles[-1]
    return _COPY.sub("", PurePosixPath(table.file.name.replace("\\", "/")).stem)


def _figure(title: str) -> str:
    return next((figure for pattern, figure in _TITLES if pattern.search(title)), "other")
