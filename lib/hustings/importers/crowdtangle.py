"""Public posts as CrowdTangle's historical reports listed them until it was closed in 2024."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hustings.importers.contract import Assumed, Context, Finding, Rows, SourceFile, source
from hustings.importers.meta import post_type
from hustings.importers.platforms import post_id
from hustings.importers.posts import Posts, Totals, added, faults_of, read_counts
from hustings.importers.publishers import Publishers
from hustings.importers.tabular import Batch, Field, Layout, Table, has_layout, open_table
from hustings.importers.tabular.cells import Column, Wrong, count, each, needed, seconds, words
from hustings.importers.tabular.dates import Moments
from hustings.importers.tabular.dayorder import settled
from hustings.importers.tabular.rows import Values, clean_rows
from hustings.period import IST

_KINDS = ("likes", "love", "wow", "haha", "sad", "angry", "care", "thankful")
_COMMON = (
    Field("published", ("post created", "created"), needed=True),
    Field("permalink", ("url",), needed=True),
    Field("engagements", ("total interactions",)),
    Field("comments", ("comments",)),
    Field("followers", ("followers at posting", "size at posting")),
    Field("type", ("type",)),
    Field("likes", ("likes",), needed=True),
)
_ASIDE = (
    "page category", "page admin top country", "page description", "page created",
    "likes at posting", "post created date", "post created time", "video share status",
    "is video owner", "link", "final link", "image text", "link text", "photo",
    re.compile("^sponsor |^overperforming score|^total views|^total interactions"),
)  # fmt: skip
FACEBOOK = Layout(
    "a CrowdTangle report of Facebook posts",
    (
        Field("account", ("facebook id",), needed=True),
        Field("user_name", ("user name",)),
        Field("account_name", ("page name", "group name", "name")),
        Field("text", ("message",), needed=True),
        Field("shares", ("shares",)),
        Field("views", ("post views",)),
        Field("seconds", ("video length",)),
        *_COMMON,
        *(Field(kind, (kind,)) for kind in _KINDS[1:]),
    ),
    aside=(*_ASIDE, "description"),  # of the page a post links to
    even=True,
)
INSTAGRAM = Layout(
    "a CrowdTangle report of Instagram posts",
    (
        Field("account", ("user name",), needed=True),
        Field("account_name", ("account",), needed=True),
        Field("text", ("description",), needed=True),
        Field("views", ("views",)),
        *_COMMON,
    ),
    aside=(*_ASIDE, "title"),
    unlike=("facebook id",),
    even=True,
)

# Hours ahead of UTC; a report is in the zone its owner chose, and says which beside each time.
_ZONES = {
    "UTC": "+00:00", "GMT": "+00:00", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00",
    "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
    "BST": "+01:00", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00",
    "IST": "+05:30",
}  # fmt: skip
_ZONE = re.compile(r"\s([A-Z]{3,4})$")
_NO_TIME = ("there is no publish time", "Use the report as CrowdTangle wrote it.")


@source(
    "crowdtangle",
    en="CrowdTangle reports of Facebook or Instagram posts",
    hi="फ़ेसबुक या इंस्टाग्राम पोस्ट की CrowdTangle रिपोर्ट",
    tables=("posts", "post_counts", "account_counts"),
    sniff=has_layout(FACEBOOK, INSTAGRAM),
)
def read_crowdtangle(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read public posts of any accounts, and how many followers each account had at posting."""
    table = open_table(file, FACEBOOK, INSTAGRAM)
    platform = "facebook" if table.layout is FACEBOOK else "instagram"
    order = settled(table.dates("published")["published"], day_first=False)
    yield from (*table.assumed, *filter(None, [order.assumed]))
    moments = Moments(order, file.exported_at, offset_minutes=0)
    reader = _Reader(
        _Times(moments), _Accounts(Publishers.known(context, platform)), Posts(platform, file)
    )
    yield from table.read(reader.rows)
    yield from (*reader.followers(table), *reader.totals.assumed(), *reader.assumed())


@dataclass
class _Times:
    """Reads publish times with the letters of their zone."""

    moments: Moments
    without_zone: int = 0

    def __call__(self, text: str) -> int | Wrong | None:
        """The moment a text like `2020-11-03 12:34:56 EST` says."""
        zone = _ZONE.search(text.strip())
        if zone is None:
            self.without_zone += bool(text.strip())
            return self.moments(text)
        if zone[1] not in _ZONES:
            return Wrong(f"the time zone {zone[1]} is not known", "Write the times in UTC.")
        return self.moments(_ZONE.sub(f" {_ZONES[zone[1]]}", text.strip()))


@dataclass
class _Accounts:
    """Whose posts they are; a report may name hundreds of accounts that no list holds."""

    publishers: Publishers
    unlisted: dict[str, str] = field(default_factory=dict)  # account -> the name it shows

    def of(self, batch: Batch) -> list[str]:
        """Each row's account."""
        called = zip(batch["account"], batch["user_name"], batch["account_name"], strict=True)
        return [self._one(*names) for names in called]

    def _one(self, handle: str, user_name: str, name: str) -> str:
        found = self.publishers.find(handle, user_name, name)
        if found is None:
            found = self.publishers.named(handle or user_name or name or "unknown")
            self.unlisted[found] = " ".join(name.split()) or handle
        return found


@dataclass
class _Reader:
    """Reads batches of posts."""

    times: _Times
    accounts: _Accounts
    posts: Posts
    totals: Totals = field(default_factory=Totals)
    _followers: dict[tuple[str, object], tuple[int, int, int]] = field(default_factory=dict)

    def rows(self, batch: Batch) -> Iterator[Finding]:
        """One row of posts and one of post_counts per post."""
        batch = self.totals.left_out(batch)
        platform = self.posts.platform
        links = needed(each(batch["permalink"], words), "there is no address", "Use the report.")
        ids = Column([link and post_id(platform, link) for link in links.values], links.wrong)
        published = needed(each(batch["published"], self.times), *_NO_TIME)
        length = each(batch["seconds"], seconds)
        counts = read_counts(batch)
        kinds = {name: each(batch[name], count(f"the number of {name}")) for name in _KINDS}
        followers = each(batch["followers"], count("the number of followers"))
        accounts = self.accounts.of(batch)
        kept: set[int] = set()
        for finding in self.posts.rows(
            batch.lines,
            ids,
            [
                published.wrong,
                length.wrong,
                followers.wrong,
                *faults_of(counts),
                *faults_of(kinds),
            ],
            {
                "account": accounts,
                "published_at": published.values,
                "time_known": [True] * len(batch.lines),
                "type": [post_type(text) for text in batch["type"]],
                "text": [text or None for text in batch["text"]],
                "permalink": links.values,
                "seconds": length.values,
            },
            {
                **{name: column.values for name, column in counts.items()},
                "reactions": added(kinds, len(batch.lines)),
            },
        ):
            kept.update(finding.lines if isinstance(finding, Rows) else ())
            yield finding
        seen = zip(batch.lines, accounts, published.values, followers.values, strict=True)
        self._note(row for row in seen if row[0] in kept)

    def _note(self, rows: Iterable[tuple[int, str, int | None, int | None]]) -> None:
        """Remember the followers beside an account's last post of a day."""
        for line, account, at, number in rows:
            if at is None or number is None:
                continue
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)
            key = account, moment.astimezone(IST).date()
            self._followers[key] = max(
                self._followers.get(key, (at, number, line)), (at, number, line)
            )

    def followers(self, table: Table) -> Iterator[Finding]:
        """One row of account_counts per account and day with a post."""
        if "followers" not in table:
            return
        values: Values = {
            "account": [account for account, _ in self._followers],
            "counted_on": [day for _, day in self._followers],
            "followers": [number for _, number, _ in self._followers.values()],
        }
        lines = [line for _, _, line in self._followers.values()]
        yield from clean_rows("account_counts", values, lines)

    def assumed(self) -> Iterator[Assumed]:
        """What was taken for granted, once all is read."""
        if self.times.without_zone:
            yield Assumed("times without a zone are UTC", f"{self.times.without_zone} post(s)")
        if unlisted := self.accounts.unlisted:
            names = ", ".join(f"'{name}'" for name in list(unlisted.values())[:10])
            yield Assumed(
                "accounts that accounts.csv does not list are kept by their ids",
                f"{len(unlisted)}: {names}; add those you watch to place their posts",
            )
