"""Videos of a YouTube channel, as YouTube Studio's Advanced mode exports them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hustings.importers.contract import Assumed, Context, Finding, SourceFile, source
from hustings.importers.daily import figure
from hustings.importers.posts import Posts, faults_of, read_counts
from hustings.importers.publishers import ANEW, Publishers, only_listed, unlisted
from hustings.importers.tabular import Batch, Field, Layout, has_layout, open_table
from hustings.importers.tabular.cells import (
    Column,
    Wrong,
    each,
    is_total,
    needed,
    number,
    seconds,
)
from hustings.importers.tabular.dates import micros, read_day
from hustings.importers.tabular.dayorder import Order, settled
from hustings.importers.tabular.rows import Values, clean_rows

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
        re.compile(r"^average |\(%\)$|^your |revenue|^[rc]pm |^stayed |viewers$"),
        re.compile("^subscribers (gained|lost)"),
    ),
    unlike=("date",),
    even=True,
)  # fmt: skip
MOST_VIDEOS = 500  # told widely of the export, though YouTube does not say so
_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
_FIGURES = {
    "views": "Views",
    "watch_hours": "Watch time (hours)",
    "reach": "Unique viewers",
    "reactions": "Likes",
    "comments": "Comments added",
    "shares": "Shares",
    "followers_gained": "Subscribers",
}
_SIGNED = frozenset({"followers_gained"})  # a video can lose more subscribers than it wins
_FILE = re.compile(
    # Ours, and YouTube's own: `Content 2026-01-01_2026-09-30 Nadi TV.zip`.
    r"^(?:youtube[_ -]|\w+ \d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}[_ ])(.+?)"
    r"(?:[_ -](?:lifetime|\d{4}-\d{2}-\d{2}).*)?(?:\.zip)?(?<!\.csv)(?<!\.xlsx)$",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})")


@source(
    "youtube_table",
    en="YouTube videos (Studio, Table data)",
    hi="यूट्यूब वीडियो (स्टूडियो, Table data)",
    tables=("posts", "post_counts", "account_totals"),
    sniff=has_layout(TABLE),
)
def read_table(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read a channel's videos; the Total row is the channel's, and not their sum."""
    table = open_table(file, TABLE)
    order = settled(table.dates("day")["day"], context.settings.exports.day_first)
    account, doubt = channel(file, context)
    yield from (*table.assumed, *filter(None, (order.assumed, doubt)))
    yield Assumed("videos appeared at noon Pacific time", "the export gives the day only")
    reader = _Reader(order, account, Posts("youtube", file), _Totals(account, file))
    yield from table.read(reader.rows)
    yield from (*reader.totals.rows(), *reader.totals.assumed())
    if reader.totals.videos == MOST_VIDEOS:
        yield Assumed("older videos may be missing", f"the export ends at {MOST_VIDEOS} videos")


@dataclass(frozen=True)
class _Reader:
    """Reads batches of videos."""

    order: Order
    account: str
    posts: Posts
    totals: "_Totals"

    def rows(self, batch: Batch) -> Iterator[Finding]:
        """One row of posts and one of post_counts per video."""
        batch = self.totals.split_off(batch)
        rows = len(batch.lines)
        ids = each(batch["post"], video_id)
        counts = read_counts(batch, _SIGNED)
        hours = each(batch["watch_hours"], number("the watch time"))
        length = each(batch["seconds"], seconds)
        published = self._published(batch["day"])
        self.totals.add(counts, rows)
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


def channel(file: SourceFile, context: Context) -> tuple[str, Assumed | None]:
    """The channel's account, from the name of the zip, folder or file: no table names it."""
    publishers = Publishers.known(context, "youtube")
    account, name = publishers.of_file(file, _FILE)
    if account:
        return account, None
    if name:
        account = publishers.named(name)
        return account, unlisted(f"the channel '{name}'", account)
    if only := publishers.only:
        return only, only_listed("videos", only)
    return "youtube:unknown", Assumed(
        "whose videos these are is not known: kept as youtube:unknown",
        f"the export names no channel; name the zip or folder youtube_<channel>, {ANEW}",
    )


def video_id(text: str) -> str | Wrong:
    """A video's id, or that it is none."""
    plain = text.strip()
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

    account: str
    file: SourceFile
    stated: dict[str, tuple[int, float]] = field(default_factory=dict)  # line and total
    added: Counter[str] = field(default_factory=Counter)
    videos: int = 0

    def split_off(self, batch: Batch) -> Batch:
        """The batch without its Total row, which is noted."""
        total = [row for row, post in enumerate(batch["post"]) if is_total(post)]
        if not total:
            return batch
        for name in (name for name in _FIGURES if name in batch):
            value = figure(batch[name][total[0]])
            if isinstance(value, float):
                self.stated[name] = batch.lines[total[0]], value
        return batch.only([row for row in range(len(batch.lines)) if row not in set(total)])

    def add(self, counts: dict[str, Column[int]], videos: int) -> None:
        """Take the counts of some videos into account."""
        self.videos += videos
        for name in ("views", "followers_gained"):
            if name in counts:
                self.added[name] += sum(filter(None, counts[name].values))

    def rows(self) -> Iterator[Finding]:
        """One row per figure of the Total row."""
        span = _SPAN.search(self.file.name)
        first, last = map(date.fromisoformat, span.groups()) if span else (None, None)
        rows = len(self.stated)
        values: Values = {
            "account": [self.account] * rows,
            "figure": list(self.stated),
            "called": [_FIGURES[name] for name in self.stated],
            "value": [value for _, value in self.stated.values()],
            "first_day": [first] * rows,
            "last_day": [last] * rows,
            "counted_at": [micros(self.file.exported_at)] * rows,
        }
        yield from clean_rows("account_totals", values, [line for line, _ in self.stated.values()])

    def assumed(self) -> Iterator[Assumed]:
        """How far the videos fall short of the Total row."""
        gaps = [
            f"{said}: videos {self.added[name]} of {self.stated[name][1]:.0f}"
            f" ({self.added[name] / self.stated[name][1]:.1%})"
            for name, said in (("views", "views"), ("followers_gained", "subscribers"))
            if name in self.stated and self.stated[name][1] not in (0, self.added[name])
        ]
        if gaps:
            yield Assumed(
                "the Total row stands for itself: videos do not add up to it", "; ".join(gaps)
            )
