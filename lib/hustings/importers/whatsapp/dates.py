"""Dates of three numbers read under one of six orders; of two, with the year that fits best."""

import re
from typing import Literal

from hustings.importers.whatsapp.alphabet import bare
from hustings.importers.whatsapp.calendars import day
from hustings.importers.whatsapp.monthnames import NAMED
from hustings.importers.whatsapp.years import LEAP_YEAR, in_year, next_to

Order = Literal["dmy", "mdy", "ymd", "ydm", "myd", "dym"]

ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd", "ydm", "myd", "dym")
YEAR_FIRST: tuple[Order, ...] = ("ymd", "ydm")
YEAR_WITHIN: tuple[Order, ...] = ("myd", "dym")

_RUNS = re.compile(r"\d+")
_ERA = re.compile(r"[RH]|令和|平成")


def skeleton(written: str) -> str:
    """What a date looks like without its numbers; tells phones of one file apart.

    >>> skeleton("[7/9/2020"), skeleton("07.09.20")
    ('[9/9/9999', '9.9.9')
    """
    return _RUNS.sub(lambda run: "9999" if len(run[0]) == 4 else "9", written)


def orders_for(shape: str) -> tuple[Order, ...]:
    """The orders a date of this skeleton may be in, the usual ones first."""
    runs = re.findall(r"9+", shape)
    if shape.endswith(NAMED):
        return ("ymd",) if len(runs) > 2 else ("mdy",)
    if len(runs) == 2:
        return "dmy", "mdy"
    if runs[0] == "9999":
        return YEAR_FIRST
    if runs[1:2] == ["9999"]:
        return YEAR_WITHIN
    if era := _ERA.search(shape):
        return YEAR_FIRST if era.start() < shape.index("9") else ("dmy", "mdy")
    return ("dmy", "mdy") if runs[-1] == "9999" else ("dmy", "mdy", *YEAR_FIRST)


def day_of(written: str, order: Order) -> int | None:
    """Days since 1 January 1970, or None if there is no such date in WhatsApp's time.

    A date without a year is taken as one of `LEAP_YEAR`: enough to compare orders by.
    """
    numbers = [int(run) for run in _RUNS.findall(written)[:3]]
    if len(numbers) < 2:
        return None
    letters = order if len(numbers) > 2 else order.replace("y", "")
    parts = dict(zip(letters, numbers, strict=True))
    era = _ERA.search(written)
    year = parts.get("y", LEAP_YEAR)
    return day(year, parts["m"], parts["d"], era=era[0] if era else "")


def is_yearless(written: str) -> bool:
    """Whether a date has a day and a month only."""
    return len(_RUNS.findall(written)) == 2


NO_DAY = -1


class Days(dict[str, int]):
    """Days since 1970 by date as written, each read once; NO_DAY where there is no such date.

    A date without a year gets that of the one asked for before it, or a year next to that: such
    dates must be asked for in file order.
    """

    def __init__(
        self, orders: dict[str, Order], usual: Order, first_year: int | None = None
    ) -> None:
        """Take the order decided for each skeleton; `usual` is for those not seen before.

        Args: first_year: of the file's first date without one; None if all dates have theirs.
        """
        super().__init__()
        self._orders, self._usual, self._first_year = orders, usual, first_year
        self._before: int | None = None

    def again(self) -> "Days":
        """The same, for reading the file from its start."""
        return Days(self._orders, self._usual, self._first_year)

    def __missing__(self, written: str) -> int:
        shape = skeleton(bare(written))
        possible = orders_for(shape)
        usual = self._usual if self._usual in possible else possible[0]
        found = day_of(written, self._orders.get(shape, usual))
        if is_yearless(shape):
            return self._placed(found)
        self[written] = known = NO_DAY if found is None else found
        return known

    def _placed(self, found: int | None) -> int:
        """A day of no year in its year, which is not remembered: the next may be of another."""
        if found is None or self._first_year is None:
            return NO_DAY
        if self._before is None:
            placed = in_year(found, self._first_year)
        else:
            placed = next_to(found, self._before)
        if placed is None:
            return NO_DAY
        self._before = placed
        return placed
