"""What the sample campaign is: its places, its weeks, and the truth planted in it."""

import zlib
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hustings.errors import InputError, UsageError
from hustings.geography import Unit, Units
from hustings.period import Period

FEWEST_WEEKS = 2
SHIFT_WEEKS = 2  # lasting rises and falls begin this many weeks before the end
RISE, FALL = 1.8, 0.5  # +80 % and -50 %
CAMP_GAIN = 1.35
CAMP_WAVES = (0.30, 0.42, 0.54, 0.66)  # of the span
VIRAL_TIMES = 20
FESTIVAL_AT = 0.65  # of the span; well before the last weeks
FESTIVAL_ACTS, FESTIVAL_REACH = 0.65, 1.5  # of an average unit
SILENT_DAYS = 24
STALE_WEEKS = 3
CUT_AT = 40_000  # what a phone exports without media
MISSED_REPORTS = 2  # weeks in a row


@dataclass(frozen=True)
class Shift:
    """A lasting change in one unit and all under it, in workers' acts and in reach."""

    unit: Unit
    factor: float
    from_day: int
    seats: tuple[int, ...]
    parliament: int | None  # its accounts' reach changes too


@dataclass(frozen=True)
class Planted:
    """Everything true of the campaign that a study should find; numbers are positions."""

    shifts: tuple[Shift, ...]
    festival_week: int
    camps: dict[int, int]  # assembly seat -> day of its camp
    viral_parliament: int
    viral_day: int
    silent_seat: int
    silent_from: int
    stale_seat: int
    stale_from: int
    american_seat: int
    cut_parliament: int
    twice: tuple[int, ...]  # assembly seats whose group was exported twice
    late_seats: tuple[int, ...]
    missing_seats: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """The campaign: who works where, over which days, from which seed."""

    units: Units
    state: Unit
    parliament: tuple[Unit, ...]  # Lok Sabha seats
    seats: tuple[Unit, ...]  # assembly seats
    of_parliament: tuple[int, ...]  # for each assembly seat, the position of its Lok Sabha seat
    until: Period
    weeks: int
    seed: int
    planted: Planted

    @property
    def first(self) -> date:
        """The first day."""
        return self.until.previous(self.weeks - 1).first

    @property
    def days(self) -> int:
        """How many days."""
        return 7 * self.weeks

    def day(self, number: int) -> date:
        """The day at a position."""
        return self.first + timedelta(days=number)

    def week(self, number: int) -> Period:
        """The week at a position."""
        return self.until.previous(self.weeks - 1 - number)

    def seats_of(self, parliament: int) -> list[int]:
        """Positions of the assembly seats in a Lok Sabha seat."""
        return [seat for seat, over in enumerate(self.of_parliament) if over == parliament]

    def draw(self, *purpose: object) -> np.random.Generator:
        """A generator of its own for each purpose, so that parts do not disturb each other."""
        return stream(self.seed, *purpose)


def stream(seed: int, *purpose: object) -> np.random.Generator:
    """Random numbers that depend on the seed and the purpose alone."""
    return np.random.default_rng([seed, zlib.crc32("/".join(map(str, purpose)).encode())])


def make_plan(state: str, *, weeks: int, seed: int, until: Period) -> Plan:
    """Plan a campaign in one state.

    Raises: UsageError for a state nobody knows, a month, or too few weeks; InputError for a state
            without assembly seats.
    """
    if until.kind != "week" or weeks < FEWEST_WEEKS:
        raise UsageError(
            "A sample is made of whole weeks, at least two.",
            where=f"weeks={weeks}, until={until}",
            fix="For example --weeks 26, until a week such as 2026-W46.",
        )
    code = state.strip().upper()
    units = Units.load(code)
    parliament = tuple(_inside(units, "lok_sabha", code))
    position = {unit.code: number for number, unit in enumerate(parliament)}
    seats = tuple(s for s in _inside(units, "vidhan_sabha", code) if s.seat_parent in position)
    if not seats:
        raise InputError(
            "No assembly seats are known in this state.",
            where=state,
            fix="Choose another state, for example IN-JH or IN-MP.",
        )
    over = tuple(position[str(seat.seat_parent)] for seat in seats)
    planted = _plant(parliament, seats, over, weeks=weeks, seed=seed)
    return Plan(units, units[code], parliament, seats, over, until, weeks, seed, planted)


def _inside(units: Units, level: str, state: str) -> list[Unit]:
    return [unit for unit in units.at(level) if unit.code.startswith(f"{state}-")]


def _plant(
    parliament: tuple[Unit, ...],
    seats: tuple[Unit, ...],
    over: tuple[int, ...],
    *,
    weeks: int,
    seed: int,
) -> Planted:
    rng = stream(seed, "plan")
    days = 7 * weeks
    order = [int(p) for p in rng.permutation(len(parliament))]
    shifted = order[:2] if len(order) > 3 else []
    calm = [int(s) for s in rng.permutation(len(seats)) if over[s] not in shifted] or [0]
    riser, silent, stale, american = (calm[n % len(calm)] for n in range(4))
    twice, late, missing = (
        _some(calm, start, count) for start, count in ((4, 8), (12, 3), (15, 2))
    )
    trained = _some(calm, 17, min(24, len(seats) // 3))
    from_day = days - 7 * min(SHIFT_WEEKS, weeks - 1)
    return Planted(
        shifts=_shifts(parliament, seats, over, shifted, riser, from_day),
        festival_week=int(weeks * FESTIVAL_AT),
        camps=_camps(trained, weeks),
        viral_parliament=order[2 % len(order)],
        viral_day=days - 5,  # the Wednesday of the last week
        silent_seat=silent,
        silent_from=days - min(SILENT_DAYS, days // 2),
        stale_seat=stale,
        stale_from=days - 7 * min(STALE_WEEKS, weeks - 1),
        american_seat=american,
        cut_parliament=order[3 % len(order)],
        twice=twice,
        late_seats=late,
        missing_seats=missing,
    )


def _some(numbers: list[int], start: int, count: int) -> tuple[int, ...]:
    return tuple(numbers[start : start + count])


def _camps(trained: tuple[int, ...], weeks: int) -> dict[int, int]:
    """Camps are held on Saturdays, in waves, so that seats not yet trained can be compared."""
    return {
        seat: 7 * int(weeks * CAMP_WAVES[number % len(CAMP_WAVES)]) + 5
        for number, seat in enumerate(trained)
    }


def _shifts(
    parliament: tuple[Unit, ...],
    seats: tuple[Unit, ...],
    over: tuple[int, ...],
    shifted: list[int],
    riser: int,
    from_day: int,
) -> tuple[Shift, ...]:
    whole = [
        Shift(
            parliament[number],
            factor,
            from_day,
            tuple(seat for seat, above in enumerate(over) if above == number),
            number,
        )
        for number, factor in zip(shifted, (RISE, FALL), strict=False)
    ]
    return (*whole, Shift(seats[riser], RISE, from_day, (riser,), None))
