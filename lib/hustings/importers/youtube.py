"""Videos of a YouTube channel, as YouTube Studio's Advanced mode exports them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hustings.importers.contract import Assumed, Context, Finding, SetAside, SourceFile, source
from hustings.importers.posts import Posts, faults_of, read_counts
from hustings.importers.publishers import Publishers, unlisted
from hustings.importers.tabular import Batch, Field, Layout, has_layout, open_table
from hustings.importers.tabular.cells import (
    Column,
    Wrong,
    count,
    each,
    needed,
    number,
    seconds,
)
from hustings.importers.tabular.dates import micros, read_day
from hustings.importers.tabular.dayorder import Order, settled

PACIFIC = ZoneInfo("America/Los_Angeles")  # YouTube counts its days there, as its API documents

TABLE = Layout(
    "a YouTube table of videos (Table data.csv)",
    (
        Field("post", ("content", "video"), needed=True),
        Field("title", ("video title",), needed=True),
        Field("day", ("video publish time",), needed=True),
        Field("views", ("views",), needed=True),
        Field("seconds", ("duration",)),
        Field("watch_hours", ("watch time (hours)",)),
        Field("reach", ("unique viewers",)),
        Field("reactions", ("likes",)),
        Field("comments", ("comments added", "comments")),
        Field("shares", ("shares",)),
        Field("followers_gained", ("subscribers",)),
    ),
    aside=(
        "engaged views", "impressions", "impressions click-through rate (%)", "new viewers",
        "returning viewers", "hypes", "hype points", "post subscribers", "dislikes",
        re.compile(r"^average |\(%\)$|^your |revenue|^stayed |viewers$|^subscribers (gained|lost)"),
    ),
    unlike=("date",),
    even=True,
)  # fmt: skip
CHART = Layout(
    "YouTube's daily series of each video (Chart data.csv)",
    (
        Field("date", ("date",), needed=True),
        Field("post", ("content", "video"), needed=True),
        Field("title", ("video title",), needed=True),
        Field("views", ("views",)),
    ),
)
TOTALS = Layout(
    "YouTube's daily totals (Totals.csv)",
    (Field("date", ("date",), needed=True), Field("views", ("views",), needed=True)),
    unlike=("content", "platform", "handle", "video title", "post id", "impressions", "link"),
)

_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
_TOTAL = frozenset({"total", "कुल", "gesamt", "合計"})
_SIGNED = frozenset({"followers_gained"})  # a video can lose more subscribers than it wins
_FILE = re.compile(
    r"^youtube[_ -](.+?)(?:[_ -](?:lifetime|\d{4}-\d{2}-\d{2}).*)?(?:\.zip)?(?<!\.csv)(?<!\.xlsx)$",
    re.IGNORECASE,
)
_KEPT_APART = "Nothing to mend: posts are read from Table data.csv of the same export."


@source(
    "youtube_table",
    en="YouTube videos (Studio, Table data)",
    hi="यूट्यूब वीडियो (स्टूडियो, Table data)",
    tables=("posts", "post_counts"),
    sniff=has_layout(TABLE),
)
def read_table(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read a channel's videos; the Total row is no video, and not their sum either."""
    table = open_table(file, TABLE)
    order = settled(table.dates("day")["day"], context.settings.exports.day_first)
    account, doubt = _channel(file, context)
    yield from (*table.assumed, *filter(None, (order.assumed, doubt)))
    yield Assumed("videos appeared at noon Pacific time", "the export gives the day only")
    reader = _Reader(order, account, Posts("youtube", file), _Totals())
    yield from table.read(reader.rows)
    yield from reader.totals.assumed()


@dataclass(frozen=True)
class _Reader:
    """Reads batches of videos."""

    order: Order
    account: str
    posts: Posts
    totals: "_Totals"

    def rows(self, batch: Batch) -> Iterator[Finding]:
        """One row of posts and one of post_counts per video."""
        rows = len(batch.lines)
        ids = each(batch["post"], _id)
        counts = read_counts(batch, _SIGNED)
        hours = each(batch["watch_hours"], number("the watch time"))
        length = each(batch["seconds"], seconds)
        published = self._published(batch["day"])
        self.totals.see(batch, counts)
        yield from self.posts.rows(
            batch.lines,
            ids,
            [published.wrong, length.wrong, hours.wrong, *faults_of(counts)],
            {
                "account": [self.account] * rows,
                "published_at": published.values,
                "time_known": [False] * rows,
                "type": ["video"] * rows,
                "text": [title or None for title in batch["title"]],
                "permalink": [f"https://www.youtube.com/watch?v={post}" for post in ids.values],
                "seconds": length.values,
            },
            {
                **{name: column.values for name, column in counts.items()},
                "watch_hours": hours.values,
            },
        )

    def _published(self, texts: Sequence[str]) -> Column[int]:
        """Noon Pacific of the day each video appeared."""
        latest = self.posts.file.exported_at.date() + timedelta(days=1)
        days = each(texts, read_day(self.order, latest=latest))
        moments = [day and _noon_pacific(day) for day in days.values]
        return needed(
            Column(moments, days.wrong),
            "there is no publish day",
            "Nothing to mend if the video is a draft, scheduled or unlisted.",
        )


@source(
    "youtube_chart",
    en="YouTube daily series of videos (Chart data; set aside)",
    hi="यूट्यूब वीडियो की दैनिक श्रृंखला (Chart data; अलग रखी)",
    tables=(),
    sniff=has_layout(CHART),
)
def read_chart(file: SourceFile, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Set the file aside: its counts are of days, not of the videos' lives."""
    table = open_table(file, CHART)
    yield SetAside(table.header.line, "the whole file is a daily series of videos", _KEPT_APART)


@source(
    "youtube_totals",
    en="YouTube daily totals (Totals; set aside)",
    hi="यूट्यूब के दैनिक योग (Totals; अलग रखे)",
    tables=(),
    sniff=has_layout(TOTALS),
)
def read_totals(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Say what the channel's daily totals come to, and set the file aside: no row is a post."""
    table = open_table(file, TOTALS)
    order = settled(table.dates("date")["date"], context.settings.exports.day_first)
    days: list[date] = []
    views = 0
    for part in table.parts():
        if isinstance(part, Batch):
            days += filter(None, each(part["date"], read_day(order)).values)
            views += sum(filter(None, each(part["views"], count("views")).values))
    if days:
        yield Assumed(
            "the daily totals stay in the raw file only",
            f"{len(days)} days from {min(days)} to {max(days)}, {views} views",
        )
    yield SetAside(table.header.line, "the whole file is a channel's daily totals", _KEPT_APART)


def _channel(file: SourceFile, context: Context) -> tuple[str, Assumed | None]:
    """The account, from the name of the zip, folder or file: the table itself names none."""
    publishers = Publishers.known(context, "youtube")
    account, name = publishers.of_file(file, _FILE)
    if account:
        return account, None
    if name:
        account = publishers.named(name)
        return account, unlisted(f"the channel '{name}'", account)
    return "youtube:unknown", Assumed(
        "whose videos these are is not known: kept as youtube:unknown",
        "the export names no channel; name the zip or folder youtube_<channel>",
    )


def _id(text: str) -> str | Wrong:
    plain = text.strip()
    if plain.casefold() in _TOTAL:
        return Wrong("the Total row is no video", "Nothing to mend.")
    if not _VIDEO.fullmatch(plain):
        return Wrong(
            "this is not a video's id", "Import the file as exported, not as saved from Excel."
        )
    return plain


def _noon_pacific(day: date) -> int:
    return micros(datetime(day.year, day.month, day.day, 12, tzinfo=PACIFIC))


@dataclass
class _Totals:
    """The Total row beside the sum of the videos: YouTube withholds some, so they differ."""

    stated: dict[str, int] = field(default_factory=dict)
    added: Counter[str] = field(default_factory=Counter)

    def see(self, batch: Batch, counts: dict[str, Column[int]]) -> None:
        """Take a batch's counts into account."""
        for row, post in enumerate(batch["post"]):
            total = post.strip().casefold() in _TOTAL
            for name in ("views", "followers_gained"):
                value = counts[name].values[row] if name in counts else None
                if value is not None and total:
                    self.stated[name] = value
                elif value is not None:
                    self.added[name] += value

    def assumed(self) -> Iterator[Assumed]:
        """How far the videos fall short of the Total row."""
        said_of = {"views": "views", "followers_gained": "subscribers"}
        gaps = [
            f"{said_of[name]}: videos {self.added[name]} of {total}"
            f" ({self.added[name] / total:.1%})"
            for name, total in self.stated.items()
            if total > 0
        ]
        if gaps:
            yield Assumed(
                "the Total row stands for itself: videos do not add up to it", "; ".join(gaps)
            )
