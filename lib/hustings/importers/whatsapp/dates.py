"""Dates of three numbers read under one of six orders."""

import re
from typing import Literal

from hustings.importers.whatsapp.alphabet import bare
from hustings.importers.whatsapp.calendars import day

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
    if runs[0] == "9999":
        return YEAR_FIRST
    if runs[1:2] == ["9999"]:
        return YEAR_WITHIN
    if era := _ERA.search(shape):
        return YEAR_FIRST if era.start() < shape.index("9") else ("dmy", "mdy")
    return ("dmy", "mdy") if runs[-1] == "9999" else ("dmy", "mdy", *YEAR_FIRST)


def day_of(written: str, order: Order) -> int | None:
    """Days since 1 January 1970, or None if there is no such date in WhatsApp's time."""
    numbers = [int(run) for run in _RUNS.findall(written)[:3]]
    if len(numbers) < 3:
        return None
    parts = dict(zip(order, numbers, strict=True))
    era = _ERA.search(written)
    return day(parts["y"], parts["m"], parts["d"], era=era[0] if era else "")


NO_DAY = -1


class Days(dict[str, int]):
    """Days since 1970 by date as written, each read once; NO_DAY where there is no such date."""

    def __init__(self, orders: dict[str, Order], usual: Order) -> None:
        """Take the order decided for each skeleton; `usual` is for those not seen before."""
        super().__init__()
        self._orders, self._usual = orders, usual

    def __missing__(self, written: str) -> int:
        shape = skeleton(bare(written))
        possible = orders_for(shape)
        usual = self._usual if self._usual in possible else possible[0]
        found = day_of(written, self._orders.get(shape, usual))
        self[written] = known = NO_DAY if found is None else found
        return known
