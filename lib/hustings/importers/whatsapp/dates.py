"""Dates of three numbers read under one of four orders."""

import re
from datetime import date
from typing import Literal

from hustings.importers.whatsapp.alphabet import bare

Order = Literal["dmy", "mdy", "ymd", "ydm"]

ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd", "ydm")

FIRST_YEAR = 2009  # WhatsApp's first
LAST_YEAR = 2099
BUDDHIST = 543  # Thai phones write 2567 for 2024

UNIX = date(1970, 1, 1).toordinal()

_RUNS = re.compile(r"\d+")


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
        return ("ymd", "ydm")
    return ("dmy", "mdy") if runs[-1] == "9999" else ORDERS


def day_of(written: str, order: Order) -> int | None:
    """Days since 1 January 1970, or None if there is no such date in WhatsApp's time."""
    numbers = [int(run) for run in _RUNS.findall(written)[:3]]
    if len(numbers) < 3:
        return None
    parts = dict(zip(order, numbers, strict=True))
    year = parts["y"]
    if year < 100:
        year += 2000
    elif year > LAST_YEAR:
        year -= BUDDHIST
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, parts["m"], parts["d"]).toordinal() - UNIX
    except ValueError:
        return None


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
        day = day_of(written, self._orders.get(shape, usual))
        self[written] = found = NO_DAY if day is None else day
        return found
