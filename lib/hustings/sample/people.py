"""The workers of the sample: invented people with messy numbers, who join, work and drift away."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hustings.geography import Unit
from hustings.sample.places import Place, Places
from hustings.sample.plan import Plan
from hustings.sample.wordstock import Pair, pairs, words

WORKERS_PER_SEAT = 74
MOST_WORKERS = 9_000
ACTS_PER_WEEK = 9_400  # of all workers together, in an ordinary week
NEWCOMERS = 0.30  # of the roster, joining within the weeks told
SOON_GONE = 0.30  # of the newcomers; they last three weeks on average
SPREAD = 1.0  # of workers' own zeal, in log: a few do most of the work
MOST_ZEAL = 8.0  # times the mean: a person can only be in one place

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class People:
    """Everybody on the roster; the same position in every field is the same person."""

    names: list[Pair]
    phones: list[str]  # ten digits
    second_phones: dict[int, str]
    places: list[Place]  # where each works; a block or seat is wrapped as a place too
    posts_held: list[str]
    aliases: list[str]  # how some contact books call the person; empty for most
    seat: Whole  # position of the assembly seat
    joined: Whole  # day on the roster; negative before the first day told
    gone: Whole  # first day without the person
    rate: Numbers  # acts per week
    shared_phone: tuple[int, int]  # two people on one phone
    lost_phones: tuple[int, ...]  # numbers a spreadsheet has rounded away
    minors: tuple[int, ...]  # not attested to be 18 or older

    def __len__(self) -> int:
        return len(self.names)


def make_people(plan: Plan, places: Places) -> People:
    """The roster's people, about 74 to an assembly seat."""
    per_seat = min(WORKERS_PER_SEAT, MOST_WORKERS // len(plan.seats))
    size = per_seat * len(plan.seats)
    rng = plan.draw("people")
    seat = np.repeat(np.arange(len(plan.seats)), per_seat)
    rank = np.tile(np.arange(per_seat), len(plan.seats))
    held = words_by_level()
    where = [_place(plan, places, int(s), int(r)) for s, r in zip(seat, rank, strict=True)]
    chosen = rng.integers(0, 60, size)
    phones = _phones(rng, size)
    names = _names(rng, size)
    odd = [int(n) for n in rng.choice(size - 1, size=min(12, size - 1), replace=False)]
    joined, gone = _span(plan, rng, size)
    shared = (odd[0], odd[0] + 1)
    phones[shared[1]] = phones[shared[0]]
    zeal = rng.lognormal(-(SPREAD**2) / 2, SPREAD, size).clip(max=MOST_ZEAL)
    return People(
        names=names,
        phones=phones,
        second_phones={n: _phones(rng, 1)[0] for n in range(5, size, 29)},
        places=where,
        posts_held=[
            held[p.level][int(c) % len(held[p.level])] for p, c in zip(where, chosen, strict=True)
        ],
        aliases=[
            f"{name[0].split()[0]} ji {place.name_en}" if c < 22 else ""
            for name, place, c in zip(names, where, chosen, strict=True)
        ],
        seat=seat,
        joined=joined,
        gone=gone,
        rate=zeal / zeal.mean() * min(1.55, ACTS_PER_WEEK / size),
        shared_phone=shared,
        lost_phones=tuple(odd[1:4]),
        minors=tuple(odd[4:9]),
    )


def words_by_level() -> dict[str, list[str]]:
    """Names of posts held at each level."""
    levels = {"vidhan_sabha": "seat", "block": "block", "panchayat": "panchayat", "booth": "booth"}
    return {level: words("posts_held", name) for level, name in levels.items()}


def _place(plan: Plan, places: Places, seat: int, rank: int) -> Place:
    """The first few work for the seat, its block and its panchayats; most at one booth."""
    own, blocks = places.panchayats[seat], places.blocks[seat]
    if rank < 3 or (rank < 6 and not blocks):
        return _as_place(plan.seats[seat])
    if rank < 6:
        return _as_place(plan.units[blocks[rank % len(blocks)]])
    if rank < 6 + 2 * len(own):
        return own[rank % len(own)]
    return places.booths[seat][rank % len(places.booths[seat])]


def _as_place(unit: Unit) -> Place:
    return Place(unit.code, unit.level, unit.name_en, unit.name_hi or "", "", "")


def _phones(rng: np.random.Generator, size: int) -> list[str]:
    """Ten digits starting 6 to 9, made up."""
    tails = rng.choice(10**8, size=size, replace=False) if size > 1 else rng.integers(10**8, size=1)
    heads = rng.integers(60, 100, size=size)
    return [f"{head}{tail:08d}" for head, tail in zip(heads, tails, strict=True)]


def _names(rng: np.random.Generator, size: int) -> list[Pair]:
    """Full names, all different but for one in a hundred; three are hostile."""
    every = [
        (first, middle, last)
        for firsts, middles in (("men", "men_middle"), ("women", "women_middle"))
        for first in pairs("names", firsts)
        for middle in pairs("names", middles)
        for last in pairs("names", "last")
    ]
    order = rng.permutation(len(every))[:size]
    order[50::100] = order[49:-1:100][: len(order[50::100])]
    names = [_joined(*every[int(n)]) for n in order]
    for place, text in zip((17, 44, 91), words("names", "hostile"), strict=True):
        names[place % size] = (text, names[place % size][1])
    return names


def _joined(first: Pair, middle: Pair, last: Pair) -> Pair:
    latin, devanagari = (
        " ".join(part[n] for part in (first, middle, last) if part[n]) for n in (0, 1)
    )
    return latin, devanagari


def _span(plan: Plan, rng: np.random.Generator, size: int) -> tuple[Whole, Whole]:
    """When each person joined and left.

    Newcomers arrive in weekly cohorts, with three drives; part of them leave within weeks.
    """
    intake = np.ones(plan.weeks)
    intake[:: max(plan.weeks // 3, 1)] = 4  # drives
    week = rng.choice(plan.weeks, size=size, p=intake / intake.sum())
    new = rng.random(size) < NEWCOMERS
    joined = np.where(new, 7 * week + rng.integers(0, 7, size), -rng.integers(30, 700, size))
    stay = np.where(
        new & (rng.random(size) < SOON_GONE),
        rng.exponential(21, size),
        np.where(new, rng.exponential(280, size), rng.exponential(420, size)),
    )
    gone = np.maximum(joined, 0) + 1 + stay.astype(np.int64)
    return joined.astype(np.int64), gone.astype(np.int64)
