"""Dates whose month has its name: `12 Jan 2024`, `Jan 12, 2024`, `12 de enero de 2024`.

The names are those of the Unicode locale data (CLDR, through Babel), long and short, of India's
languages and of the commonest others. A word that names two months is in no list.
"""

import re
from functools import cache

from hustings.importers.whatsapp.clock import plain_word

# India's languages first; then the world's, each with the countries that call a month otherwise.
LANGUAGES = (
    "en", "en_GB", "en_IN", "hi", "mr", "bn", "bn_IN", "gu", "pa", "ta", "te", "kn", "ml", "ur",
    "ur_IN", "or", "as", "ne", "sd", "sa", "kok", "mai", "brx", "doi", "ks", "mni", "es", "es_MX",
    "pt", "pt_PT", "fr", "fr_CA", "de", "de_AT", "it", "nl", "id", "ms", "tr", "ru", "uk", "pl",
    "cs", "sk", "ro", "hu", "el", "sv", "nb", "da", "fi", "ar", "ar_SY", "ar_DZ", "ar_MA", "fa",
    "he", "th", "sw", "fil", "bg", "sr", "sr_Latn", "sl", "lt", "lv", "et", "ca", "az", "kk", "uz",
    "ka", "hy", "am", "si", "my", "km", "lo", "mk", "sq", "af",
)  # fmt: skip

NAMED = " m"  # ends a date read from a month's name: `2024-01-12 m`, or `01-12 m` without its year
THIS_CENTURY = 2000

_BETWEEN_WORDS = re.compile(r"[\s,،、/’'\-–]+")
_ABBREVIATED = str.maketrans("", "", "॰·")  # signs of shortening other than the dot


@cache
def months() -> dict[str, int]:
    """Month by its name in plain form; names of two different months are left out."""
    from babel import Locale  # 0.6 s, and hardly a chat names a month

    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        table = Locale.parse(language).months
        for names in (table[use][width] for use in table for width in ("wide", "abbreviated")):
            for number, name in names.items():
                found.setdefault(_plain(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if _names_one(name, numbers)}


def _names_one(name: str, numbers: set[int]) -> bool:
    a_letter = len(name) == 1 and name.isascii()
    return len(numbers) == 1 and not a_letter and not any(map(str.isdigit, name))


def named_date(written: str) -> str | None:
    """The date in numbers, year and month first; None if no month is named, or not just one.

    A number of two digits behind the month is the year; two numbers and no third are day and year.

    >>> named_date("12 Jan 2024"), named_date("Fri, Jan 12"), named_date("12 ward 2024")
    ('2024-01-12 m', '01-12 m', None)
    """
    front, *rest = re.split(r"(\d+)", written)
    numbers, between = rest[::2], [front, *rest[1::2]]
    month = _month_in(between[1]) if len(numbers) == 2 else None
    month = month or _month_in(between[0]) or _month_in(between[-1])
    if month is None or len(numbers) not in (1, 2):
        return None
    if len(numbers) == 1:
        return f"{month:02d}-{int(numbers[0]):02d}{NAMED}"
    year, day = numbers if len(numbers[0]) == 4 else numbers[::-1]
    of_century = int(year) + (THIS_CENTURY if len(year) == 2 else 0)
    return f"{of_century}-{month:02d}-{int(day):02d}{NAMED}"


def _month_in(words: str) -> int | None:
    """The month among some words; None if none or several are."""
    known = months()
    if month := known.get(_plain(words)):
        return month
    found = {
        known[plain] for word in _BETWEEN_WORDS.split(words) if (plain := _plain(word)) in known
    }
    return found.pop() if len(found) == 1 else None


def _plain(name: str) -> str:
    return plain_word(name).translate(_ABBREVIATED)
