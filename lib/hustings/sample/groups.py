"""The WhatsApp groups: one per Lok Sabha seat and assembly seat, and who is in them."""

from dataclasses import dataclass

import numpy as np

from hustings.geography import Unit
from hustings.sample.people import People
from hustings.sample.plan import Plan
from hustings.sample.wordstock import words

TALK_OF_SEATS = 560  # messages a day in all assembly groups together
FEWEST_A_DAY, MOST_A_DAY = 3.0, 8.5
HOUSE_TIMES = 1.8  # a Lok Sabha group is this much busier
SPREAD = 0.35  # of groups' talkativeness, in log
SEAT_MEMBERS, HOUSE_MEMBERS = 34, 70
STRANGERS = 4  # in each group: people on no roster


@dataclass(frozen=True)
class Member:
    """Somebody who may write in a group, from one day to another."""

    person: int | None  # on the roster; None for strangers
    shown: str  # a stranger's name or number; empty for people on the roster
    phone: str  # ten digits
    joins: int
    leaves: int
    weight: float
    said_goodbye: bool  # a line tells of the leaving; most just fall silent


@dataclass(frozen=True)
class Group:
    """One group. The first member is its admin and stays throughout."""

    number: int  # row of the talk effects: Lok Sabha seats first
    name: str
    unit: Unit
    official: bool
    a_day: float  # messages on an ordinary day
    language: tuple[float, float, float]  # shares of English, Hindi, Hindi in Latin letters
    members: tuple[Member, ...]


def make_groups(plan: Plan, people: People) -> list[Group]:
    """Every group of the sample."""
    rng = plan.draw("groups")
    names = _names(plan)
    units = (*plan.parliament, *plan.seats)
    each = min(max(TALK_OF_SEATS / len(plan.seats), FEWEST_A_DAY), MOST_A_DAY)
    talk = each * rng.lognormal(0, SPREAD, len(units))
    hindi = rng.uniform(0.2, 0.7, len(units))
    official = rng.random(len(units)) < 0.9
    return [
        Group(
            number,
            names[number],
            unit,
            bool(official[number]),
            max(float(talk[number]), FEWEST_A_DAY)
            * (HOUSE_TIMES if number < len(plan.parliament) else 1),
            (0.15, float(hindi[number]), float(0.85 - hindi[number])),
            _members(plan, people, number),
        )
        for number, unit in enumerate(units)
    ]


def _names(plan: Plan) -> list[str]:
    """Names as people give them: mostly English, every fourth in Hindi."""
    houses = [f"{u.name_en} Lok Sabha Team (Sample)" for u in plan.parliament]
    seats = []
    for number, unit in enumerate(plan.seats):
        if number % 4 == 3 and unit.name_hi:
            seats.append(f"{unit.name_hi} विधानसभा टीम (नमूना)")
        else:
            seats.append(f"{unit.name_en} Vidhan Sabha Team (Sample)")
    names = [*houses, *seats]
    return [
        name if names.count(name) == 1 else f"{name} {number}" for number, name in enumerate(names)
    ]


def _members(plan: Plan, people: People, number: int) -> tuple[Member, ...]:
    rng = plan.draw("members", number)
    houses = len(plan.parliament)
    seats = plan.seats_of(number) if number < houses else [number - houses]
    size = HOUSE_MEMBERS if number < houses else SEAT_MEMBERS
    staff = np.flatnonzero(np.isin(people.seat, seats))
    admin = int(staff[0])
    keen = people.rate[staff] * rng.lognormal(0, 0.8, len(staff))
    chosen = [int(n) for n in staff[np.argsort(-keen, kind="stable")][:size] if n != admin]
    listed = [Member(admin, "", people.phones[admin], 0, plan.days + 7, 3.0, False)]
    for person in chosen:
        listed += _stays(plan, people, person, rng)
    return (*listed, *_strangers(plan, number, rng))


def _stays(plan: Plan, people: People, person: int, rng: np.random.Generator) -> list[Member]:
    """One membership, or two where the person changes number on the way."""
    joins, leaves = max(int(people.joined[person]), 0), int(people.gone[person])
    weight = float(people.rate[person] ** 0.6) + 0.1
    goodbye = bool(rng.random() < 0.5) and leaves < plan.days
    first = people.phones[person]
    middle = (joins + min(leaves, plan.days)) // 2
    if person not in people.second_phones or middle - joins < 2:
        return [Member(person, "", first, joins, leaves, weight, goodbye)]
    second = people.second_phones[person]
    return [
        Member(person, "", first, joins, middle, weight, said_goodbye=False),
        Member(person, "", second, middle, leaves, weight, goodbye),
    ]


def _strangers(plan: Plan, number: int, rng: np.random.Generator) -> list[Member]:
    """People nobody has put on the roster: numbers, push names, tradesmen, attackers."""
    named = words("names", "strangers")
    shown = [
        f"+91 {rng.integers(60000, 99999)} {rng.integers(10000, 99999)}",
        f"~\u202f{named[int(rng.integers(len(named)))]}",
        f"{named[int(rng.integers(len(named)))]} {number}",
        f"+91 {rng.integers(60000, 99999)} {rng.integers(10000, 99999)}",
    ][:STRANGERS]
    hostile = words("names", "hostile_strangers")
    if number % 20 == 7:
        shown[2] = hostile[number // 20 % len(hostile)]
    joins = [0, 0, 0, min(plan.days - 1, int(rng.integers(plan.days)))]
    return [
        Member(None, name, "", day, plan.days + 7, 0.4, said_goodbye=False)
        for name, day in zip(shown, joins, strict=True)
    ]
