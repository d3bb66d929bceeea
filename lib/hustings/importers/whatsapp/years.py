"""The year of dates that bear none: each day lies as near as can be to the one before it.

A day of no year is written as that day of `LEAP_YEAR`, in days since 1970.
"""

from collections.abc import Iterable
from datetime import date

UNIX = date(1970, 1, 1).toordinal()
LEAP_YEAR = 2012  # in which every day of every year exists
LOOKED_BACK = (
    5  # years the first day may lie behind the latest possible; one of them is a leap year
)


def in_year(day: int, year: int) -> int | None:
    """A day of no year in a year, in days since 1970; None for the 29th of a common February."""
    try:
        return date.fromordinal(day + UNIX).replace(year=year).toordinal() - UNIX
    except ValueError:
        return None


def next_to(day: int, before: int) -> int | None:
    """A day of no year where it lies nearest to the day before it; None if it never is near.

    >>> next_to(15_340, before=364)  # 1 January, behind 31 December 1970
    365
    """
    year = date.fromordinal(before + UNIX).year
    near = [found for y in (year - 1, year, year + 1) if (found := in_year(day, y)) is not None]
    return min(near, key=lambda found: abs(found - before)) if near else None


def year_of(day: int) -> int:
    """The year of a day, in days since 1970."""
    return date.fromordinal(day + UNIX).year


def first_year(days: Iterable[int], last_day: int) -> int:
    """The latest year the first day can be of, so that none of the days is after the last.

    Args: days: days of no year in file order; last_day: the latest a message can have.
    """
    days, latest = list(days), year_of(last_day)
    fates = {year: _fate(days, year, last_day) for year in range(latest, latest - LOOKED_BACK, -1)}
    return min(fates, key=lambda year: (fates[year], -year))


def _fate(days: list[int], year: int, last_day: int) -> tuple[int, int]:
    """How many days would be later than the last, and how many would not exist."""
    late, missing, before = 0, 0, None
    for day in days:
        found = in_year(day, year) if before is None else next_to(day, before)
        late += found is not None and found > last_day
        missing += found is None
        before = before if found is None else found
    return late, missing
