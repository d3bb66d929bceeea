"""The lists of accounts and of their followers, kept by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.platforms import read_platform
from hustings.importers.publishers import Publishers, plain_handle
from hustings.importers.sheet import Ask, Columns, Read, Reading, Sheet, every
from hustings.importers.sheetcells import choice, day, place, text, whole
from hustings.importers.tabular.cells import Column, Wrong, is_mangled
from hustings.schema.social import PLATFORMS

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


def _platform(_reading: Reading, _ask: Ask) -> Read:
    return read_platform


def _handle(_reading: Reading, _ask: Ask) -> Read:
    def read(cell: str) -> str | Wrong | None:
        if is_mangled(cell):
            return Wrong(
                "Excel has rounded the page's id", "Format the column as text; copy it anew."
            )
        return cell.strip().lstrip("@") or None

    return read


def _keyed(columns: Columns, _reading: Reading) -> Columns:
    """The name by which exports of the account are known."""
    keys = [f"{platform}:{plain_handle(str(handle))}" for platform, handle in
            every(columns, "platform", "handle")]  # fmt: skip
    return {**columns, "account": Column(list(keys))}


def _listed(columns: Columns, reading: Reading) -> Columns:
    """The account of each row; one that accounts.csv does not list is a fault."""
    known = Known.of(reading.context)
    rows = every(columns, "platform", "handle")
    found = Column.of(known.one(platform, handle) for platform, handle in rows)
    return {**columns, "account": Column(list(found.values), found.wrong)}


_PLATFORM = Ask("platform", ("platform", "प्लेटफॉर्म", "मंच"), _platform, needed=True)
_HANDLE = Ask("handle", ("handle", "username", "page id", "channel", "हैंडल"), _handle, needed=True)
ACCOUNTS = Sheet(
    "accounts",
    "accounts",
    "the list of accounts",
    (
        _PLATFORM,
        _HANDLE,
        Ask("side", ("side", "पक्ष"), choice(_SIDES), needed=True),
        Ask("name", ("name", "नाम"), text),
        Ask("unit", ("unit", "इकाई"), place()),
        Ask("holder", ("holder", "held by", "धारक"), choice(_HOLDERS, ("person", "unit"))),
    ),
    shape=_keyed,
)
FOLLOWERS = Sheet(
    "followers",
    "account_counts",
    "the list of followers",
    (
        _PLATFORM,
        _HANDLE,
        Ask("counted_on", ("date", "counted on", "तारीख", "दिनांक"), day(past=True), needed=True,
            dated=True),
        Ask("followers", ("followers", "subscribers", "फॉलोअर"), whole, needed=True),
    ),
    shape=_listed,
)  # fmt: skip


@source(
    "accounts",
    en="List of accounts",
    hi="खातों की सूची",
    tables=("accounts",),
    sniff=ACCOUNTS.sniff,
    order=30,
)
def read_accounts(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read the accounts of ours, of allies, and those we watch."""
    return ACCOUNTS.read(file, context)


@source(
    "followers",
    en="List of followers",
    hi="फ़ॉलोअर की सूची",
    tables=("account_counts",),
    sniff=FOLLOWERS.sniff,
    order=40,
)
def read_followers(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read how many followers each account had on a day."""
    return FOLLOWERS.read(file, context)


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
        return Column.of(map(self.one, platforms, handles))

    def one(self, platform: object, handle: object) -> str | Wrong | None:
        """The account of one row."""
        if not isinstance(platform, str) or not isinstance(handle, str):
            return None
        publishers = self.by_platform[platform]
        return publishers.find(handle) or publishers.strange(handle)
