"""What the accounts publish and how far it gets, as counts that grow with age."""

import zlib
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from hustings.sample.accounts import Account
from hustings.sample.effects import Effects
from hustings.sample.notices import DAY
from hustings.sample.plan import VIRAL_TIMES, Plan
from hustings.sample.wordstock import words

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

DAYS_OFF = 0.05  # on which an account posts nothing
SPREAD = 0.25  # of posts' reach, in log
REACHED = 0.12  # of the followers, by an ordinary post
ENGAGED = 0.035  # of those reached
HALF_LIFE_HOURS = {"facebook": 3.0, "instagram": 8.0, "x": 0.5, "youtube": 144.0}
HOSTILE = 0.003  # of the captions
PARTS = {"reactions": 0.82, "comments": 0.08, "shares": 0.10, "saves": 0.05, "clicks": 0.4}

TYPES = {
    "facebook": {"Photos": 1.0, "Videos": 1.15, "Reels": 1.3, "Links": 0.8},
    "instagram": {"IG image": 1.0, "IG reel": 1.3, "IG carousel": 1.1},
    "x": {"post": 1.0},
    "youtube": {"video": 1.0},
}
CHANCES = {
    "facebook": (0.5, 0.2, 0.2, 0.1),
    "instagram": (0.5, 0.3, 0.2),
    "x": (1.0,),
    "youtube": (1.0,),
}


@dataclass(frozen=True)
class Posts:
    """All posts of one account, oldest first; counts are what each will reach in the end."""

    account: Account
    seconds: Whole  # since the first day's midnight, in India
    types: list[str]
    texts: list[str]
    durations: Whole  # seconds; 0 for what does not play
    counts: dict[str, Numbers] = field(repr=False)  # reach, views, reactions ...

    def __len__(self) -> int:
        return len(self.types)

    def as_of(self, second: int) -> dict[str, Whole]:
        """The counts an export at that moment shows: they only ever grow."""
        hours = np.maximum(second - self.seconds, 0) / 3600
        share = hours / (hours + HALF_LIFE_HOURS[self.account.platform])
        return {name: (final * share).astype(np.int64) for name, final in self.counts.items()}

    def between(self, start: int, end: int) -> slice:
        """The posts published in a span of seconds."""
        first, last = np.searchsorted(self.seconds, [start, end])
        return slice(int(first), int(last))


def draw_posts(plan: Plan, found: Effects, account: Account) -> Posts:
    """Everything one account publishes."""
    rng = plan.draw("posts", account.key)
    counts = rng.poisson(max(account.a_day - 1, 0), plan.days) + (account.a_day >= 1)
    if account.a_day < 1:
        counts = rng.poisson(account.a_day, plan.days)
    counts[rng.random(plan.days) < DAYS_OFF] = 0
    counts[plan.planted.viral_day] = max(int(counts[plan.planted.viral_day]), 1)
    days = np.repeat(np.arange(plan.days), counts)
    # Videos of the afternoon have one date in India and in California, where YouTube counts days.
    hours = (14, 21) if account.platform == "youtube" else (7, 22)
    seconds = np.sort(days * DAY + rng.integers(hours[0] * 3600, hours[1] * 3600, len(days)))
    types = rng.choice(
        list(TYPES[account.platform]), size=len(days), p=CHANCES[account.platform]
    ).tolist()
    plays = np.array([t in ("Videos", "Reels", "IG reel", "video") for t in types], dtype=bool)
    posts = Posts(
        account,
        seconds,
        types,
        _captions(account, len(days), rng),
        np.where(plays, rng.integers(15, 400, len(days)), 0),
        _finals(account, types, found.reach[account.row, days], rng),
    )
    return _viral(plan, posts) if is_viral(plan, account) else posts


def _finals(
    account: Account, types: list[str], effect: Numbers, rng: np.random.Generator
) -> dict[str, Numbers]:
    size = len(types)
    kind = np.array([TYPES[account.platform][t] for t in types])
    pull = np.exp(effect if account.side == "ours" else effect * 0.3)
    reach = account.followers * REACHED * pull * kind * rng.lognormal(0, SPREAD, size)
    engaged = reach * ENGAGED * rng.lognormal(0, 0.3, size)
    finals = {"reach": reach, "views": reach * rng.uniform(1.1, 1.5, size)}
    for name, share in PARTS.items():
        finals[name] = rng.poisson(engaged * share).astype(float)
    finals["follows"] = rng.poisson(reach * 0.0006).astype(float)
    return {name: np.round(final) for name, final in finals.items()}


def is_viral(plan: Plan, account: Account) -> bool:
    """Whether this is the account one of whose posts goes viral."""
    seat = plan.parliament[plan.planted.viral_parliament]
    return account.platform == "facebook" and account.unit == seat and account.holder == "unit"


def viral_position(plan: Plan, posts: Posts) -> int:
    """Which post of the viral account went viral: the first of the day."""
    return int(np.searchsorted(posts.seconds, plan.planted.viral_day * DAY))


def _viral(plan: Plan, posts: Posts) -> Posts:
    """One post gets twenty times what this account's posts usually get, in every count."""
    position = viral_position(plan, posts)
    counts = {name: final.copy() for name, final in posts.counts.items()}
    for final in counts.values():
        final[position] = np.round(VIRAL_TIMES * np.median(final))
    return replace(posts, counts=counts)


def _captions(account: Account, size: int, rng: np.random.Generator) -> list[str]:
    section = "videos" if account.platform == "youtube" else "captions"
    usual, hostile = words("posts", section), words("posts", "hostile")
    topics = [words("topics", language) for language in ("en", "hi", "mixed")]
    odd = rng.random(size) < HOSTILE
    picks = rng.integers(0, 1 << 30, (size, 3))
    return [
        (hostile if strange else usual)[int(p) % len(hostile if strange else usual)]
        .replace("{topic_en}", topics[0][t % len(topics[0])])
        .replace("{topic_hi}", topics[1][t % len(topics[1])])
        .replace("{topic_mixed}", topics[2][t % len(topics[2])])
        .replace("{place_hi}", account.unit.name_hi or account.unit.name_en)
        .replace("{place}", account.unit.name_en)
        .replace("{n}", str(n % 90 + 3))
        for strange, (p, t, n) in zip(odd, picks.tolist(), strict=True)
    ]


def token(*parts: object) -> str:
    """A short code that looks like a platform's, the same every time for the same parts."""
    text = "/".join(map(str, parts)).encode()
    return f"{zlib.crc32(text):08x}{zlib.adler32(text):08x}"
