"""Invented panchayats and booths under real seats and blocks: units.csv and youth.csv."""

from collections import defaultdict
from dataclasses import dataclass

from hustings.sample.files import Folder, csv_text, export_moment
from hustings.sample.plan import Plan
from hustings.sample.wordstock import Pair, pairs, words

PANCHAYATS_PER_SEAT = 4
BOOTHS_PER_SEAT = 20

UNITS_HEADER = ("Code", "Level", "Name", "Name (Hindi)", "Seat parent", "District parent")
YOUTH_HEADER = ("Booth", "Youth slots", "Source")


@dataclass(frozen=True)
class Place:
    """One panchayat or booth of the unit's own list."""

    code: str
    level: str
    name_en: str
    name_hi: str
    seat_parent: str
    district_parent: str


@dataclass(frozen=True)
class Places:
    """The unit's own list, by assembly seat."""

    panchayats: tuple[tuple[Place, ...], ...]
    booths: tuple[tuple[Place, ...], ...]
    blocks: tuple[tuple[str, ...], ...]  # codes of the blocks of each seat's district
    twins: tuple[str, str] | None  # two panchayats of one name in two districts


def make_places(plan: Plan) -> Places:
    """Panchayats and booths for every assembly seat, with parents in both trees.

    A booth lies in a panchayat in both trees; the panchayat lies in its assembly seat and in a
    block of the seat's district. So children add up to parents whichever tree is walked.
    """
    names = _village_names(plan)
    blocks = _blocks_by_seat(plan)
    panchayats, booths = [], []
    for number, seat in enumerate(plan.seats):
        own = [
            Place(
                f"{seat.code}-P{p + 1:02d}",
                "panchayat",
                *names[number * PANCHAYATS_PER_SEAT + p],
                seat.code,
                blocks[number][p % len(blocks[number])] if blocks[number] else "",
            )
            for p in range(PANCHAYATS_PER_SEAT)
        ]
        panchayats.append(own)
        booths.append(tuple(_booth(seat.code, b, own) for b in range(BOOTHS_PER_SEAT)))
    twins = _twin(plan, panchayats)
    return Places(tuple(map(tuple, panchayats)), tuple(booths), blocks, twins)


def _booth(seat: str, number: int, panchayats: list[Place]) -> Place:
    tail = f"{seat.rsplit('-', 1)[1]}-{number + 1:02d}"
    parent = panchayats[number * len(panchayats) // BOOTHS_PER_SEAT].code
    code = f"{seat}-B{number + 1:02d}"
    return Place(code, "booth", f"Booth {tail}", f"बूथ {tail}", parent, parent)


def _village_names(plan: Plan) -> list[Pair]:
    """Names nothing else in the state bears, in random order."""
    taken = {unit.name_en.casefold() for unit in plan.units}
    roots, ends = pairs("places", "roots"), pairs("places", "ends")
    names = [
        (root_en + end_en, root_hi + end_hi)
        for end_en, end_hi in ends
        for root_en, root_hi in roots
        if (root_en + end_en).casefold() not in taken
    ]
    order = plan.draw("villages").permutation(len(names))
    wanted = len(plan.seats) * PANCHAYATS_PER_SEAT
    return [_numbered(names[int(order[n % len(names)])], n // len(names)) for n in range(wanted)]


def _numbered(name: Pair, round_: int) -> Pair:
    return (f"{name[0]} {round_ + 1}", f"{name[1]} {round_ + 1}") if round_ else name


def _blocks_by_seat(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """The blocks of each seat's district, a different one first for each seat of the district."""
    seats_in: dict[str, int] = defaultdict(int)
    found = []
    for seat in plan.seats:
        district = seat.district_parent or ""
        blocks = [u.code for u in plan.units.under(district, "block")] if district else []
        turn = seats_in[district] * PANCHAYATS_PER_SEAT % len(blocks) if blocks else 0
        seats_in[district] += 1
        found.append(tuple(blocks[turn:] + blocks[:turn]))
    return tuple(found)


def _twin(plan: Plan, panchayats: list[list[Place]]) -> tuple[str, str] | None:
    """Give one panchayat the name of one in another district: nobody can tell them by name."""
    first = panchayats[0][0]
    for seat, own in zip(plan.seats, panchayats, strict=True):
        if seat.district_parent != plan.seats[0].district_parent:
            old = own[0]
            own[0] = Place(
                old.code,
                old.level,
                first.name_en,
                first.name_hi,
                old.seat_parent,
                old.district_parent,
            )
            return first.code, own[0].code
    return None


def write_places(folder: Folder, plan: Plan, places: Places) -> None:
    """Write the unit list, and how many young workers each booth should have."""
    at = export_moment(plan.first, 10)
    listed = [place for own in (*places.panchayats, *places.booths) for place in own]
    rows = [
        (p.code, p.level, p.name_en, p.name_hi, p.seat_parent, p.district_parent) for p in listed
    ]
    folder.text("lists/units.csv", csv_text([UNITS_HEADER, *rows]), at=at)
    booths = [place for own in places.booths for place in own]
    rng = plan.draw("youth")
    slots, said = rng.integers(2, 7, len(booths)), rng.integers(0, 3, len(booths))
    sources = words("forms", "youth_sources")
    youth = [
        (booth.code, int(slot), sources[int(which)])
        for booth, slot, which in zip(booths, slots, said, strict=True)
    ]
    folder.text("lists/youth.csv", csv_text([YOUTH_HEADER, *youth]), at=at)
