"""A YouTube channel's figures by day, and each video's, as the zip of YouTube Studio holds them."""

import re
from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.daily import Days, Series, by_platforms_clock
from hustings.importers.tabular import Batch, Field, Layout, has_layout, open_table
from hustings.importers.tabular.cells import each
from hustings.importers.tabular.dayorder import settled
from hustings.importers.youtube import channel, video_id

SERIES = {
    "views": Series("views", "Views"),
    "engaged": Series("other", "Engaged views"),
    "watch_hours": Series("watch_hours", "Watch time (hours)"),
    "followers_gained": Series("followers_gained", "Subscribers"),
    "reach": Series("reach", "Unique viewers"),
    "reactions": Series("reactions", "Likes"),
    "comments": Series("comments", "Comments added"),
    "shares": Series("shares", "Shares"),
    "impressions": Series("other", "Impressions"),
}
_CLOCK = "YouTube's days are Pacific: 12.5 to 13.5 hours behind India's"

_FIGURES = tuple(Field(name, (series.called.lower(),)) for name, series in SERIES.items())
CHART = Layout(
    "YouTube's daily series of each video (Chart data.csv)",
    (
        Field("date", ("date",), needed=True),
        Field("post", ("content", "video"), needed=True),
        Field("title", ("video title",), needed=True),
        *_FIGURES,
    ),
    aside=("video publish time", "duration"),
    even=True,
)
_NO_TOTALS = (
    "content", "platform", "handle", "video title", "post id", "video asset id", "page id",
    "new follows", "link",
)  # fmt: skip
# One metric is chosen before the export; it is mostly one of these where a channel is looked at.
_USUAL = ("views", "watch_hours", "followers_gained")
# Another one alone tells of YouTube only where nothing else stands beside it.
_ANYTHING_ELSE = re.compile(
    f"^(?!(?:date|{'|'.join(re.escape(one.called.lower()) for one in SERIES.values())})$)."
)
TOTALS = tuple(
    Layout(
        "YouTube's daily totals (Totals.csv)",
        (
            Field("date", ("date",), needed=True),
            Field(metric, (SERIES[metric].called.lower(),), needed=True),
            *(one for one in _FIGURES if one.name != metric),
        ),
        unlike=_NO_TOTALS if metric in _USUAL else (_ANYTHING_ELSE,),
        even=True,
    )
    for metric in SERIES
)


@source(
    "youtube_chart",
    en="YouTube figures of videos by day (Studio, Chart data)",
    hi="यूट्यूब वीडियो के दैनिक आँकड़े (स्टूडियो, Chart data)",
    tables=("post_days",),
    sniff=has_layout(CHART),
)
def read_chart(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read what each video drew on each day."""
    table = open_table(file, CHART)
    order = settled(table.dates("date")["date"], context.settings.exports.day_first)
    yield from (*table.assumed, *filter(None, (order.assumed,)))
    yield by_platforms_clock(_CLOCK)
    days = Days("post_days", "post", file, order, SERIES)

    def rows(batch: Batch) -> Iterator[Finding]:
        ids = each(batch["post"], video_id)
        ids.values[:] = [post and f"youtube:{post}" for post in ids.values]
        return days.rows(batch, ids)

    yield from table.read(rows)
    yield from days.assumed()


@source(
    "youtube_totals",
    en="YouTube figures by day (Studio, Totals)",
    hi="यूट्यूब के दैनिक आँकड़े (स्टूडियो, Totals)",
    tables=("account_days",),
    sniff=has_layout(*TOTALS),
)
def read_totals(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read what the whole channel drew on each day."""
    table = open_table(file, *TOTALS)
    order = settled(table.dates("date")["date"], context.settings.exports.day_first)
    account, doubt = channel(file, context)
    yield from (*table.assumed, *filter(None, (order.assumed, doubt)))
    yield by_platforms_clock(_CLOCK)
    days = Days("account_days", "account", file, order, SERIES)
    yield from table.read(days.of(account))
    yield from days.assumed()
