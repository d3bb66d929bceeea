"""Posts of Facebook pages and Instagram accounts, as Meta Business Suite exports them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hustings.importers.contract import Assumed, Context, Finding, SourceFile, source
from hustings.importers.posts import Posts, Totals, faults_of, longer, read_counts
from hustings.importers.publishers import Publishers, unlisted
from hustings.importers.tabular import Batch, Field, Layout, Table, has_layout, open_table
from hustings.importers.tabular.cells import (
    Column,
    Wrong,
    each,
    is_mangled,
    needed,
    number,
    rounded_from,
    seconds,
    words,
)
from hustings.importers.tabular.dates import IST_MINUTES, Moments
from hustings.importers.tabular.dayorder import settled

_ASIDE = (
    "page name", "account name", "is crosspost", "is share", "languages", "custom labels",
    "funded content status", "data comment", "caption type", "link clicks", "other clicks",
    "average seconds viewed", "ad impressions", "countries", "audience targeting",
    re.compile("^matched audience|^negative feedback|^estimated earnings|^ad cpm|^lifetime "),
    re.compile("^views from |qualified views|monetization earnings|video views$|:count$|:unique"),
    # Of stories.
    "navigation", "sticker taps", "profile visits", "profile activity", "exits", "next story",
    re.compile("^(?:forward|back) taps$|^taps (?:forward|back)$"),
)  # fmt: skip

_COMMON = (
    Field("published", ("publish time",), needed=True),
    Field("permalink", ("permalink",)),
    Field("description", ("description",)),
    Field("type", ("post type",)),
    Field("seconds", ("duration (sec)",)),
    Field("views", ("views", "impressions", "plays")),  # impressions: the name until 2025
    Field("reach", ("reach", "impression:unique_users")),
    Field("comments", ("comments", "replies")),  # replies: of stories
    Field("shares", ("shares",)),
    Field("counted_over", ("date",)),  # `Lifetime`, or a day in the daily form
)
FACEBOOK = Layout(
    "a Facebook posts export",
    (
        Field("post", ("post id", "video asset id"), needed=True),
        Field("account", ("page id",), needed=True),
        Field("account_name", ("page name",)),
        Field("title", ("title",)),
        Field("engagements", ("reactions, comments and shares",)),
        Field("reactions", ("reactions",)),
        Field("clicks", ("total clicks",)),
        Field("seconds_viewed", ("seconds viewed",)),
        *_COMMON,
    ),
    aside=_ASIDE,
    even=True,
)
FACEBOOK_UNTIL_2021 = Layout(
    "an old Page Insights posts export",
    (
        Field("post", ("post id",), needed=True),
        Field("published", ("posted",), needed=True),
        Field("title", ("post message",), needed=True),
        Field("permalink", ("permalink",)),
        Field("type", ("type",)),
        Field("reach", ("lifetime post total reach",)),
        Field("views", ("lifetime post total impressions",)),
        Field("clicks", ("lifetime post consumptions",)),
    ),
    aside=_ASIDE,
    even=True,
    second_header=re.compile("^Lifetime: "),
)
INSTAGRAM = Layout(
    "an Instagram posts export",
    (
        Field("post", ("post id",), needed=True),
        Field("account", ("account username",), needed=True),
        Field("account_id", ("account id",)),
        Field("account_name", ("account name",)),
        Field("reactions", ("likes",)),
        Field("saves", ("saves",)),
        Field("followers_gained", ("follows",)),
        *_COMMON,
    ),
    aside=_ASIDE,
    even=True,
)

_TYPES = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        ("reel", "reel"), ("carousel|album", "carousel"), ("stor(y|ies)", "story"),
        ("live", "live"), ("video", "video"), ("photo|image", "photo"), ("link|share", "link"),
        ("text|status", "text"),
    )
)  # fmt: skip
_NO_TIME = ("there is no publish time", "Export again and do not edit the file.")
EXACT = 2**53  # whole numbers below it pass through a program's decimal numbers unharmed
_AS_FLOAT = re.compile(r"[0-9]{5,25}\.0+")
_NUMERIC_ID = re.compile(r"[0-9]{5,25}")
# Ids that are no numbers, which only addresses show: Facebook's own, and Instagram's short codes.
_OPAQUE = re.compile(
    r"(?:/posts/(?:[^/?]+/)?|fbid=)(pfbid\w+)|instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/([\w-]+)"
)
_IN_LINK = re.compile(r"(?:fbid=|/posts/(?:[^/?]+/)?|/videos/(?:[^/?]+/)?|/reel/|[?&]v=)(\d{5,25})")


@source(
    "facebook_posts",
    en="Facebook posts (Meta Business Suite)",
    hi="फ़ेसबुक पोस्ट (मेटा बिज़नेस सूट)",
    tables=("posts", "post_counts"),
    sniff=has_layout(FACEBOOK, FACEBOOK_UNTIL_2021),
)
def read_facebook(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read a page's posts."""
    yield from _read(open_table(file, FACEBOOK, FACEBOOK_UNTIL_2021), "facebook", context)


@source(
    "instagram_posts",
    en="Instagram posts (Meta Business Suite)",
    hi="इंस्टाग्राम पोस्ट (मेटा बिज़नेस सूट)",
    tables=("posts", "post_counts"),
    sniff=has_layout(INSTAGRAM),
)
def read_instagram(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read an account's posts."""
    yield from _read(open_table(file, INSTAGRAM), "instagram", context)


def _read(table: Table, platform: str, context: Context) -> Iterator[Finding]:
    moments, assumed = _clock(table, context)
    yield from (*table.assumed, *assumed)
    accounts = _Accounts(Publishers.known(context, platform))
    reader = _Reader(moments, accounts, Posts(platform, table.file))
    yield from table.read(reader.rows)
    yield from (*reader.totals.assumed(), *reader.by_address(), *accounts.assumed())


@dataclass
class _Reader:
    """Reads batches of posts."""

    moments: Moments
    accounts: "_Accounts"
    posts: Posts
    totals: Totals = field(default_factory=Totals)
    _by_address: int = 0

    def rows(self, batch: Batch) -> Iterator[Finding]:
        """One row of posts and one of post_counts per post."""
        batch = self.totals.left_out(batch)
        ids = Column.of(map(_id, batch["post"], batch["permalink"]))
        self._by_address += sum(post is not None and not post.isdecimal() for post in ids.values)
        published = needed(each(batch["published"], self.moments), *_NO_TIME)
        length = each(batch["seconds"], seconds)
        viewed = each(batch["seconds_viewed"], number("the seconds viewed"))
        span: Column[None] = each(batch["counted_over"], _lifetime)
        counts = read_counts(batch)
        yield from self.posts.rows(
            batch.lines,
            ids,
            [span.wrong, published.wrong, length.wrong, viewed.wrong, *faults_of(counts)],
            {
                "account": self.accounts.of(batch),
                "published_at": published.values,
                "time_known": [True] * len(batch.lines),
                "type": [post_type(text) for text in batch["type"]],
                "text": list(map(longer, batch["title"], batch["description"])),
                "permalink": each(batch["permalink"], words).values,
                "seconds": length.values,
            },
            {
                **{name: column.values for name, column in counts.items()},
                "watch_hours": [None if s is None else s / 3600 for s in viewed.values],
            },
        )

    def by_address(self) -> Iterator[Assumed]:
        """That posts go by another id than they should, once all is read."""
        if self._by_address:
            yield Assumed(
                "a post whose id Excel has rounded goes by its address",
                f"{self._by_address} post(s); forget this file when you import the export itself, "
                "or they count twice",
            )


def _clock(table: Table, context: Context) -> tuple[Moments, list[Assumed]]:
    """How publish times are read: the order of day and month, and the zone Meta leaves out."""
    seen = table.dates("published")["published"]
    if seen.hyphens:  # Meta writes strokes: a spreadsheet has saved them in its own way
        order = settled(seen, context.settings.exports.day_first)
    else:
        order = settled(seen, day_first=False, why="no date decides; Meta in English writes it so")
    offset = context.settings.exports.meta_offset_minutes
    assumed = [order.assumed] if order.assumed else []
    if offset is None:
        assumed.append(
            Assumed(
                "publish times are Indian time",
                "Meta writes no zone; compare one post of known time and set "
                "exports.meta_offset_minutes in settings.toml",
            )
        )
    minutes = IST_MINUTES if offset is None else offset
    return Moments(order, table.file.exported_at, minutes), assumed


def _id(text: str, link: str) -> str | Wrong:
    plain = text.strip().lstrip("'").rpartition("_")[2]  # until 2021: page id, _, post id
    if _AS_FLOAT.fullmatch(plain) and float(plain) < EXACT:
        plain = plain.partition(".")[0]
    numeric, whole = _NUMERIC_ID.fullmatch(plain), _IN_LINK.search(link)
    if whole and (numeric or is_mangled(plain)) and rounded_from(plain, whole[1]):
        return whole[1]
    if numeric:
        return plain
    if is_mangled(plain):
        if opaque := _OPAQUE.search(link):
            return opaque[1] or opaque[2]
        return Wrong(
            "Excel has rounded the post id, and the address does not hold it",
            "Import the file as exported, not as saved from Excel.",
        )
    return Wrong("there is no post id", "Export again and do not edit the file.")


@dataclass
class _Accounts:
    """Whose posts they are; accounts that no list holds are noted with the name they show."""

    publishers: Publishers
    _known: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _unlisted: dict[str, str] = field(default_factory=dict)

    def of(self, batch: Batch) -> list[str]:
        """Each row's account."""
        handles = batch["account"]
        if "account" not in batch:  # until 2021 the page's id stood in front of the post's
            handles = [post.strip().rpartition("_")[0] for post in batch["post"]]
        called = zip(handles, batch["account_id"], batch["account_name"], strict=True)
        return [self._one(names) for names in called]

    def _one(self, called: tuple[str, str, str]) -> str:
        if called not in self._known:
            self._known[called] = self.publishers.find(*called) or self._new(called)
        return self._known[called]

    def _new(self, called: tuple[str, str, str]) -> str:
        handle, _, name = called
        account = self.publishers.named((name if is_mangled(handle) else handle) or "unknown")
        self._unlisted[account] = f"'{name.strip() or handle.strip() or 'the page'}'"
        return account

    def assumed(self) -> Iterator[Assumed]:
        """The accounts that are not in accounts.csv."""
        return (unlisted(name, account) for account, name in self._unlisted.items())


def _lifetime(text: str) -> Wrong | None:
    """Counts of a single day are no snapshot of a post's life and never stored as one."""
    if re.search(r"\d", text):
        return Wrong("the counts are of one day only", "Export with the breakdown Lifetime.")
    return None


def post_type(text: str) -> str | None:
    """What kind of post Meta's word for it means."""
    if not text.strip():
        return None
    return next((kind for pattern, kind in _TYPES if pattern.search(text)), "other")
