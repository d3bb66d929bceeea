"""The lists of accounts and of their followers, kept by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from hustings.errors import nearest
from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.places import Places
from hustings.importers.platforms import read_platform
from hustings.importers.publishers import Publishers, plain_handle
from hustings.importers.tabular import Batch, Field, Layout, has_layout, open_table
from hustings.importers.tabular.cells import Column, Wrong, count, each, is_mangled, needed, words
from hustings.importers.tabular.dates import read_day
from hustings.importers.tabular.dayorder import Order, settled
from hustings.importers.tabular.rows import Values, clean_rows, picked, sieve
from hustings.schema.social import PLATFORMS, SIDES

_PLATFORM = Field("platform", ("platform", "प्लेटफ\u093cॉर्म", "प्लेटफॉर्म", "मंच"), needed=True)
_HANDLE = Field("handle", ("handle", "username", "page id", "channel", "हैंडल"), needed=True)
ACCOUNTS = Layout(
    "the list of accounts",
    (
        _PLATFORM,
        _HANDLE,
        Field("side", ("side", "पक्ष"), needed=True),
        Field("name", ("name", "नाम")),
        Field("unit", ("unit", "इकाई")),
        Field("holder", ("holder", "held by", "धारक")),
    ),
)
FOLLOWERS = Layout(
    "the list of followers",
    (
        _PLATFORM,
        _HANDLE,
        Field("day", ("date", "counted on", "तारीख", "दिनांक"), needed=True),
        Field("followers", ("followers", "subscribers", "फ\u093cॉलोअर", "फॉलोअर"), needed=True),
    ),
)

_SIDES = {
    "our": "ours", "us": "ours", "हमारा": "ours", "हमारे": "ours", "अपना": "ours",
    "allies": "ally", "allied": "ally", "सहयोगी": "ally",
    "watch": "watched", "other": "watched", "others": "watched", "opponent": "watched",
    "निगरानी": "watched", "अन्य": "watched",
}  # fmt: skip
_HOLDERS = {
    "leader": "person", "people": "person", "व्यक्ति": "person", "नेता": "person",
    "party": "unit", "office": "unit", "इकाई": "unit", "कार्यालय": "unit",
}  # fmt: skip


@source(
    "accounts",
    en="List of accounts",
    hi="खातों की सूची",
    tables=("accounts",),
    sniff=has_layout(ACCOUNTS),
    order=30,
)
def read_accounts(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read the accounts of ours, of allies, and those we watch."""
    table = open_table(file, ACCOUNTS)
    places = Places(context.units)
    yield from table.assumed
    yield from table.read(lambda batch: _accounts(batch, places))
    yield from places.assumed()


def _accounts(batch: Batch, places: Places) -> Iterator[Finding]:
    platforms = each(batch["platform"], read_platform)
    handles = each(batch["handle"], _handle)
    sides = each(batch["side"], lambda text: _one_of(text, _SIDES, SIDES, "side"))
    holders = each(batch["holder"], _holder)
    units = each(batch["unit"], lambda text: places(text) if text.strip() else None)
    kept, aside = sieve(
        batch.lines, platforms.wrong, handles.wrong, sides.wrong, units.wrong, holders.wrong
    )
    yield from aside
    values: Values = {
        "account": [
            f"{platform}:{plain_handle(handle or '')}"
            for platform, handle in zip(platforms.values, handles.values, strict=True)
        ],
        "platform": platforms.values,
        "handle": handles.values,
        "name": each(batch["name"], words).values,
        "side": sides.values,
        "unit": units.values,
        "holder": holders.values,
    }
    yield from clean_rows("accounts", picked(values, kept), [batch.lines[row] for row in kept])


@source(
    "followers",
    en="List of followers",
    hi="फ़ॉलोअर की सूची",
    tables=("account_counts",),
    sniff=has_layout(FOLLOWERS),
    order=40,
)
def read_followers(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read how many followers each account had on a day."""
    table = open_table(file, FOLLOWERS)
    order = settled(table.dates("day")["day"], context.settings.exports.day_first)
    yield from (*table.assumed, *filter(None, [order.assumed]))
    yield from table.read(_Followers(order, file, Known.of(context)).rows)


@dataclass(frozen=True)
class Known:
    """The accounts of every platform that accounts.csv lists."""

    by_platform: dict[str, Publishers]

    @classmethod
    def of(cls, context: Context) -> "Known":
        """The accounts as known now."""
        return cls({platform: Publishers.known(context, platform) for platform in PLATFORMS})

    def find(self, platforms: Sequence[str | None], handles: Sequence[str]) -> Column[str]:
        """Each row's account; one that is not listed is a fault."""
        return Column.of(map(self._one, platforms, handles))

    def _one(self, platform: str | None, handle: str) -> str | Wrong | None:
        if platform is None:
            return None
        publishers = self.by_platform[platform]
        return publishers.find(handle) or publishers.strange(handle)


@dataclass(frozen=True)
class _Followers:
    order: Order
    file: SourceFile
    known: Known

    def rows(self, batch: Batch) -> Iterator[Finding]:
        latest = self.file.exported_at.date() + timedelta(days=1)
        days = needed(each(batch["day"], read_day(self.order, latest=latest)), "there is no date")
        platforms = each(batch["platform"], read_platform)
        accounts = self.known.find(platforms.values, batch["handle"])
        followers = needed(
            each(batch["followers"], count("the number of followers")), "there is no number"
        )
        kept, aside = sieve(
            batch.lines, days.wrong, platforms.wrong, accounts.wrong, followers.wrong
        )
        yield from aside
        values: Values = {
            "account": accounts.values,
            "counted_on": days.values,
            "followers": followers.values,
        }
        lines = [batch.lines[row] for row in kept]
        yield from clean_rows("account_counts", picked(values, kept), lines)


def _handle(text: str) -> str | Wrong:
    if is_mangled(text):
        return Wrong("Excel has rounded the page's id", "Format the column as text; copy it anew.")
    return text.strip().lstrip("@") or Wrong("there is no handle", "Fill in the handle.")


def _holder(text: str) -> str | Wrong | None:
    if not text.strip():
        return None
    return _one_of(text, _HOLDERS, ("person", "unit"), "holder")


def _one_of(text: str, otherwise: dict[str, str], words: Sequence[str], what: str) -> str | Wrong:
    name = " ".join(text.split()).casefold()
    known = otherwise.get(name, name)
    return known if known in words else Wrong(f"the {what} is not known", nearest(name, words))
