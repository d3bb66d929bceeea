"""An X account's figures by day, as X Analytics exports its overview."""

from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.daily import Days, Series, by_platforms_clock
from hustings.importers.tabular import Field, Layout, has_layout, open_table
from hustings.importers.tabular.dayorder import settled
from hustings.importers.whose import nobodys, whose

SERIES = {
    "views": Series("views", "Impressions"),
    "reactions": Series("reactions", "Likes"),
    "engagements": Series("engagements", "Engagements"),
    "saves": Series("saves", "Bookmarks"),
    "button": Series("other", "Shares"),  # uses of the share button; reposts are our shares
    "followers_gained": Series("followers_gained", "New follows"),
    "followers_lost": Series("followers_lost", "Unfollows"),
    "comments": Series("comments", "Replies"),
    "shares": Series("shares", "Reposts"),
    "visits": Series("visits", "Profile visits"),
    "posts": Series("posts", "Create Post"),  # posts made that day: a check of what was received
    "video_views": Series("video_views", "Video views"),
    "media_views": Series("other", "Media views"),
}
_NEEDED = ("views", "followers_gained")
OVERVIEW = Layout(
    "X's daily overview",
    (
        Field("date", ("date",), needed=True),
        *(
            Field(name, (series.called.lower(),), needed=name in _NEEDED)
            for name, series in SERIES.items()
        ),
    ),
    unlike=("post id", "tweet id", "post text", "platform", "handle"),
    even=True,
)


@source(
    "x_overview",
    en="X figures by day (account overview)",
    hi="एक्स के दैनिक आँकड़े (अकाउंट ओवरव्यू)",
    tables=("account_days",),
    sniff=has_layout(OVERVIEW),
)
def read_overview(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read an account's days, in whatever order the columns and the days stand."""
    table = open_table(file, OVERVIEW)
    account, doubt = whose(file, context, ("x",))
    if account is None:
        yield nobodys(table.header.line, ("x",))
        return
    order = settled(table.dates("date")["date"], context.settings.exports.day_first)
    yield from (*table.assumed, *filter(None, (order.assumed, doubt)))
    yield by_platforms_clock("X does not say which zone its days are of")
    days = Days("account_days", "account", file, order, SERIES)
    yield from table.read(days.of(account))
    yield from days.assumed()
