"""Posts of an X account, as X Analytics exports them now and as Twitter did until 2024."""

import html
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from hustings.importers.contract import Assumed, Context, Finding, SourceFile, source
from hustings.importers.posts import Posts, Totals, added, faults_of, read_counts
from hustings.importers.publishers import ANEW, Publishers, only_listed, unlisted
from hustings.importers.tabular import Batch, Field, Layout, has_layout, open_table
from hustings.importers.tabular.cells import (
    Column,
    Wrong,
    count,
    each,
    is_mangled,
    needed,
    rounded_from,
    words,
)
from hustings.importers.tabular.dates import Moments, noon, read_day
from hustings.importers.tabular.dayorder import Order, settled

# An id is a Snowflake: the milliseconds since this moment, then 22 bits of machine and sequence.
# Checked on three posts whose minute the old export states.
SNOWFLAKE_EPOCH_MS = 1_288_834_974_657
FIRST_SNOWFLAKE = date(2010, 11, 4)

_CLICKS = ("url clicks", "hashtag clicks", "permalink clicks", "user profile clicks")
_FIELDS = (
    Field("views", ("impressions",), needed=True),
    Field("reactions", ("likes", "favorites")),
    Field("comments", ("replies",)),
    Field("shares", ("reposts", "retweets")),
    Field("saves", ("bookmarks",)),
    Field("engagements", ("engagements",)),
    Field("followers_gained", ("new follows", "follows")),
    *(Field(name, (name,)) for name in _CLICKS),
)
CONTENT = Layout(
    "an X content export",
    (
        Field("post", ("post id",), needed=True),
        Field("day", ("date",), needed=True),
        Field("text", ("post text",), needed=True),
        Field("permalink", ("post link",)),
        *_FIELDS,
    ),
    # Shares are uses of the share button; reposts are what other platforms call shares.
    aside=("shares", "profile visits", "detail expands"),
    even=True,
)
TWEET_ACTIVITY = Layout(
    "an old tweet activity export",
    (
        Field("post", ("tweet id",), needed=True),
        Field("published", ("time",), needed=True),
        Field("text", ("tweet text",), needed=True),
        Field("permalink", ("tweet permalink",)),
        *_FIELDS,
    ),
    aside=(
        "engagement rate", "detail expands", "app opens", "app installs", "email tweet",
        "dial phone", "media views", "media engagements", re.compile("^promoted "),
    ),
    even=True,
)  # fmt: skip

_ID = re.compile(r"[0-9]{1,19}")
_LINK = re.compile(r"(?:x|twitter)\.com/(?P<handle>\w+)/status/(?P<post>[0-9]{1,19})(?![0-9])")
_NOBODY = frozenset({"example", "i"})  # placeholders X writes where it hides the handle
_FILE = re.compile(r"^x[_ -]@?(\w+?)(?:[_ -]content.*)?$", re.IGNORECASE)


@source(
    "x_posts",
    en="X posts (content export)",
    hi="एक्स पोस्ट (कंटेंट एक्सपोर्ट)",
    tables=("posts", "post_counts"),
    sniff=has_layout(CONTENT, TWEET_ACTIVITY),
)
def read_x(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read an account's posts and replies."""
    table = open_table(file, CONTENT, TWEET_ACTIVITY)
    column = "published" if "published" in table else "day"
    order = settled(table.dates(column)[column], context.settings.exports.day_first)
    times = _Times(order, file.exported_at)
    accounts = _Accounts(Publishers.known(context, "x"), file)
    yield from (*table.assumed, *filter(None, [times.order.assumed]))
    reader = _Reader(times, accounts, Posts("x", file))
    yield from table.read(reader.rows)
    yield from (*reader.totals.assumed(), *times.assumed(), *accounts.assumed())


@dataclass(frozen=True)
class _Reader:
    """Reads batches of posts."""

    times: "_Times"
    accounts: "_Accounts"
    posts: Posts
    totals: Totals = field(default_factory=Totals)

    def rows(self, batch: Batch) -> Iterator[Finding]:
        """One row of posts and one of post_counts per post or reply."""
        batch = self.totals.left_out(batch)
        ids = Column.of(map(_id, batch["post"], batch["permalink"]))
        published, known = self.times.of(batch, ids)
        counts = read_counts(batch)
        clicks = {name: each(batch[name], count("a number of clicks")) for name in _CLICKS}
        texts = [html.unescape(text) or None for text in batch["text"]]
        yield from self.posts.rows(
            batch.lines,
            ids,
            [published.wrong, *faults_of(counts), *faults_of(clicks)],
            {
                "account": self.accounts.of(batch["permalink"], ids.wrong),
                "published_at": published.values,
                "time_known": known,
                "type": ["reply" if (text or "").startswith("@") else "text" for text in texts],
                "text": texts,
                "permalink": each(batch["permalink"], words).values,
            },
            {
                **{name: column.values for name, column in counts.items()},
                "clicks": added(clicks, len(batch.lines)),
            },
        )


def _id(text: str, link: str) -> str | Wrong:
    plain = text.strip().lstrip("'")
    in_link = _LINK.search(link)
    if _ID.fullmatch(plain):
        rounded = in_link and rounded_from(plain, in_link["post"])
        return in_link["post"] if in_link and rounded else plain
    if in_link and (not plain or (is_mangled(plain) and rounded_from(plain, in_link["post"]))):
        return in_link["post"]
    if is_mangled(plain):
        return Wrong(
            "Excel has rounded the post id, and the address does not hold it",
            "Import the file as exported, not as saved from Excel.",
        )
    return Wrong("there is no post id", "Nothing to mend if X exported it so.")


@dataclass
class _Times:
    """When posts appeared: by their ids, checked against the day X states."""

    order: Order
    exported_at: datetime
    stated_otherwise: int = 0
    without_day: int = 0
    _moments: Moments = field(init=False)

    def __post_init__(self) -> None:
        self._moments = Moments(self.order, self.exported_at, offset_minutes=0)

    def of(self, batch: Batch, ids: Column[str]) -> tuple[Column[int], list[bool]]:
        """The moments, and whether the time of day is known."""
        no_time = "there is no publish time", "Export again and do not edit the file."
        if "published" in batch:
            stated = needed(each(batch["published"], self._moments), *no_time)
            return stated, [True] * len(batch.lines)
        latest = self.exported_at.date() + timedelta(days=1)
        days = each(batch["day"], read_day(self.order, latest=latest))
        found = [self._one(*row) for row in zip(ids.values, days.values, strict=True)]
        column = needed(Column([moment for moment, _ in found], days.wrong), *no_time)
        return column, [known for _, known in found]

    def _one(self, post: str | None, day: date | None) -> tuple[int | None, bool]:
        if post is None:  # set aside for that already
            return (None if day is None else noon(day)), False
        appeared = _snowflake(post, self.exported_at)
        if day is None:
            self.without_day += appeared is not None
            return appeared, True
        if appeared is not None:
            seen = datetime.fromtimestamp(appeared / 1_000_000, UTC).date()
            if abs(seen - day) <= timedelta(days=1):  # the day is of the account's zone, not UTC's
                return appeared, True
        self.stated_otherwise += 1
        return noon(day), False

    def assumed(self) -> Iterator[Assumed]:
        """What was taken for granted about times, once all is read."""
        if self.stated_otherwise:
            yield Assumed(
                "the stated day is right where a post's id tells another",
                f"{self.stated_otherwise} post(s); their time of day is not known",
            )
        if self.without_day:
            yield Assumed(
                "the id tells the day where none is stated", f"{self.without_day} post(s)"
            )


def _snowflake(post: str, exported_at: datetime) -> int | None:
    """When an id was given out, in microseconds UTC; None if no clock can have made it."""
    moment = ((int(post) >> 22) + SNOWFLAKE_EPOCH_MS) * 1000
    latest = exported_at + timedelta(days=1)
    if moment > latest.timestamp() * 1_000_000:  # perhaps by more than any date can tell
        return None
    day = datetime.fromtimestamp(moment / 1_000_000, UTC)
    return None if day.date() <= FIRST_SNOWFLAKE else moment


@dataclass
class _Accounts:
    """Whose posts they are: the handle in the address, else in the file's or folder's name."""

    publishers: Publishers
    file: SourceFile
    _fallback: str | None = None
    _guessed: str = ""
    _unlisted: dict[str, str] = field(default_factory=dict)

    def of(self, links: Sequence[str], no_posts: Container[int]) -> list[str | None]:
        """Each post's account; none of rows that are no post, whose address is often empty."""
        return [None if row in no_posts else self._one(link) for row, link in enumerate(links)]

    def _one(self, link: str) -> str:
        found = _LINK.search(link)
        if found and found["handle"].lower() not in _NOBODY:
            return self._account(found["handle"])
        if self._fallback is None:
            account, name = self.publishers.of_file(self.file, _FILE)
            self._guessed = "" if account or name else self.publishers.only or ""
            self._fallback = account or self._guessed or self._account(name or "unknown")
        return self._fallback

    def _account(self, handle: str) -> str:
        account = self.publishers.find(handle)
        if account is None:
            account = self.publishers.named(handle)
            self._unlisted[account] = f"@{handle}" if handle != "unknown" else "the account"
        return account

    def assumed(self) -> Iterator[Assumed]:
        """The accounts no list holds, and the one that was taken because there is no other."""
        if self._guessed:
            yield only_listed("posts", self._guessed)
        if self._unlisted.pop("x:unknown", None):
            yield Assumed(
                "whose posts these are is not known: kept as x:unknown",
                f"no address names the account; name the file x_<handle>_content.csv, {ANEW}",
            )
        yield from (unlisted(name, account) for account, name in self._unlisted.items())
