"""The accounts we publish from and those we watch: accounts.csv and followers.csv."""

import re
from dataclasses import dataclass

from hustings.geography import Unit
from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.plan import Plan

ACCOUNTS_HEADER = ("Platform", "Handle", "Name", "Side", "Unit", "Holder")
FOLLOWERS_HEADER = ("Date", "Platform", "Handle", "Followers")

FOLLOWERS = {"facebook": 60_000, "instagram": 30_000, "x": 25_000, "youtube": 18_000}
STATE_TIMES = 7  # the state's accounts are this much larger than a seat's
POSTS_A_DAY = {"facebook": 1.5, "instagram": 1.2, "x": 1.6, "youtube": 0.35}
WITHOUT_CHANNEL = ("facebook", "instagram", "x")
CHANNELS = 5  # Lok Sabha seats with a YouTube channel
LEADERS = ("Anant Jharnawal", "Vimla Sonpuria", "Gauri Paharpuria")  # invented
WATCHED = ("Team Blue Kite", "Team Round Table", "Team Open Window")
ALLY = "Team Green Lane"


@dataclass(frozen=True)
class Account:
    """One page, handle or channel."""

    platform: str
    handle: str
    name: str
    side: str
    unit: Unit
    holder: str
    row: int  # of the reach effects: 0 the state, then the Lok Sabha seats
    followers: int  # on the first day
    a_day: float  # posts on an ordinary day
    slug: str

    @property
    def key(self) -> str:
        """Its name in tables."""
        return f"{self.platform}:{self.handle.casefold()}"

    @property
    def central(self) -> bool:
        """Whether it is the state office's or a leader's, not a seat's."""
        return self.row == 0 or self.holder == "person"


@dataclass(frozen=True)
class _Owner:
    """Who stands behind a few accounts."""

    name: str
    unit: Unit
    row: int
    platforms: tuple[str, ...]
    side: str = "ours"
    holder: str = "unit"
    times: float = 1.0  # as many followers as a seat's accounts


def make_accounts(plan: Plan) -> list[Account]:
    """Every account: the state's, the seats', a few leaders', and those we watch."""
    owners = [*_teams(plan), *_leaders(plan), *_others(plan)]
    return [_account(plan, owner, platform) for owner in owners for platform in owner.platforms]


def _teams(plan: Plan) -> list[_Owner]:
    every = tuple(FOLLOWERS)
    state = _Owner(
        f"{plan.state.name_en} State Team (Sample)", plan.state, 0, every, times=STATE_TIMES
    )
    seats = [
        _Owner(
            f"{unit.name_en} Team (Sample)",
            unit,
            row,
            every if row <= CHANNELS else WITHOUT_CHANNEL,
        )
        for row, unit in enumerate(plan.parliament, start=1)
    ]
    return [state, *seats]


def _leaders(plan: Plan) -> list[_Owner]:
    rows = (0, 1, len(plan.parliament))
    units = (plan.state, plan.parliament[0], plan.parliament[-1])
    return [
        _Owner(f"{name} (Sample)", unit, row, WITHOUT_CHANNEL, holder="person", times=2)
        for name, unit, row in zip(LEADERS, units, rows, strict=True)
    ]


def _others(plan: Plan) -> list[_Owner]:
    sides = [*((name, "watched") for name in WATCHED), (ALLY, "ally")]
    return [
        _Owner(f"{name} (Sample)", plan.state, 0, tuple(FOLLOWERS), side=side, times=STATE_TIMES)
        for name, side in sides
    ]


def _account(plan: Plan, owner: _Owner, platform: str) -> Account:
    rng = plan.draw("account", platform, owner.name)
    twice = 2 if owner.row == 0 and owner.side == "ours" and owner.holder == "unit" else 1
    slug = re.sub(r"[^a-z]+", ".", owner.name.lower()).strip(".")
    return Account(
        platform=platform,
        handle=_handle(platform, owner, slug, int(rng.integers(10**13, 10**14))),
        name=owner.name,
        side=owner.side,
        unit=owner.unit,
        holder=owner.holder,
        row=owner.row,
        followers=int(FOLLOWERS[platform] * owner.times * rng.lognormal(0, 0.3)),
        a_day=POSTS_A_DAY[platform] * twice,
        slug=slug,
    )


def _handle(platform: str, owner: _Owner, slug: str, number: int) -> str:
    """What an export calls the account: page number, user name, handle or channel name."""
    if platform == "facebook":
        return f"10{number}"
    if platform == "youtube":
        return owner.name
    if platform == "instagram":
        return f"{owner.unit.code.lower().replace('-', '.')}.{slug}"[:30].rstrip(".")
    short = "".join(part[:4].title() for part in slug.split("."))
    return f"{owner.unit.code[3:].replace('-', '')}_{short}"[:15]


def write_accounts(folder: Folder, plan: Plan, accounts: list[Account]) -> None:
    """Write the list of accounts, and their followers as noted every Monday."""
    rows = [(a.platform, a.handle, a.name, a.side, a.unit.code, a.holder) for a in accounts]
    at = export_moment(plan.first, 10.75)
    folder.text("lists/accounts.csv", csv_text([ACCOUNTS_HEADER, *rows]), at=at)
    noted: list[tuple[object, ...]] = []
    for account in accounts:
        rng = plan.draw("followers", account.key)
        gained = rng.normal(0.004, 0.003, plan.weeks)  # now and then more leave than come
        for week, growth in enumerate((1 + gained).cumprod()):
            day = plan.week(week).next().first.isoformat()
            noted.append((day, account.platform, account.handle, int(account.followers * growth)))
    noted.sort(key=lambda row: str(row[0]))
    at = export_moment(plan.until.next().first, 8.75)
    folder.text("lists/followers.csv", csv_text([FOLLOWERS_HEADER, *noted]), at=at)
