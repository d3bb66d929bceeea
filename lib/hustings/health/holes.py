"""Holes: days without anything, where a group or an account usually has something every day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

USUAL = 0.8  # of the days around: who speaks less often may well be silent for a day
AROUND = 14  # days looked at on either side
FEWEST = 14  # of them on record, before anything is called usual
WEEKS = 4  # in which the same day of the week is looked at, on either side

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hole:
    """Some days in a row, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


def holes(spoken: set[date]) -> list[Hole]:
    """The holes between the first and the last day with something.

    Days after the last are no hole: whoever has gone silent is counted as silent.
    """
    return [gap for gap in _gaps(spoken) if _is_unusual(gap, spoken)]


def _gaps(spoken: set[date]) -> Iterator[Hole]:
    ordered = sorted(spoken)
    for before, after in pairwise(ordered):
        if after - before > _DAY:
            yield Hole(before + _DAY, after - _DAY)


def _is_unusual(gap: Hole, spoken: set[date]) -> bool:
    first, last = min(spoken), max(spoken)
    days = [gap.first - n * _DAY for n in range(1, AROUND + 1)]
    days += [gap.last + n * _DAY for n in range(1, AROUND + 1)]
    around = [day for day in days if first <= day <= last]
    if len(around) < FEWEST or sum(day in spoken for day in around) < USUAL * len(around):
        return False
    days = [gap.first + n * _DAY for n in range(gap.days)]
    return not all(_is_free(day, gap, spoken, first, last) for day in days)


def _is_free(day: date, gap: Hole, spoken: set[date], first: date, last: date) -> bool:
    """Whether that day of the week is mostly free, as Sundays may be."""
    others = [day + n * 7 * _DAY for n in range(-WEEKS, WEEKS + 1) if n]
    known = [d for d in others if first <= d <= last and not gap.first <= d <= gap.last]
    return bool(known) and 2 * sum(d in spoken for d in known) < len(known)
