"""Days of the calendars other than the Gregorian that phones write: Thai, Japanese, Persian, Hijri.

The year tells them apart: WhatsApp began in 2009, which is 2552 of the Buddha, 1388 in Persia and
1430 of the Hijra; an emperor's year has his era in front of it.
"""

from datetime import date

UNIX = date(1970, 1, 1).toordinal()

FIRST_YEAR = 2009  # WhatsApp's first
LAST_YEAR = 2099
BUDDHIST = 543  # Thai phones write 2567 for 2024
ERAS = {"R": 2018, "令和": 2018, "H": 1988, "平成": 1988}  # what the era's first year follows
PERSIAN = range(1388, 1430)
HIJRI = range(1430, 1524)

_PERSIAN_ZERO = -1_075_196  # from the count below to the first of 1970
_HIJRI_ZERO = 1_948_055 - 2_440_588  # of the civil rule, in Julian days


def day(year: int, month: int, day_of_month: int, *, era: str = "") -> int | None:
    """Days since 1 January 1970; None if there is no such day in WhatsApp's time.

    A year of two digits is of this century. Hijri days follow the civil rule: where the moon is
    watched for, a month may have begun a day before or after.
    """
    if year < 100:
        year += ERAS.get(era, 2000)
    if year in PERSIAN:
        return _persian(year, month, day_of_month)
    if year in HIJRI:
        return _hijri(year, month, day_of_month)
    if year > LAST_YEAR:
        year -= BUDDHIST
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day_of_month).toordinal() - UNIX
    except ValueError:
        return None


def _persian(year: int, month: int, day_of_month: int) -> int | None:
    """Eight leap years in 33; six months of 31 days, then of 30."""
    if not (1 <= month <= 12 and 1 <= day_of_month <= (31 if month <= 6 else 30)):
        return None
    cycles, of_cycle = divmod(year + 1595, 33)
    before = 365 * (year + 1595) + 8 * cycles + (of_cycle + 3) // 4
    return before + 30 * (month - 1) + min(month - 1, 6) + day_of_month + _PERSIAN_ZERO


def _hijri(year: int, month: int, day_of_month: int) -> int | None:
    """Eleven leap years in 30; months of 30 and of 29 days in turn."""
    if not (1 <= month <= 12 and 1 <= day_of_month <= 30):
        return None
    before = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2
    return before + day_of_month + _HIJRI_ZERO
