"""The time of day in a header: 24 hours, or 12 with a word beside it in the phone's language."""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_PARTS = re.compile(
    r"(?P<before>\D*?)(?P<hour>\d{1,2})\D{1,5}?(?P<minute>\d{2})"
    r"(?:\D{1,5}?(?P<second>\d{2}))?(?P<after>\D*)"
)
_UNSEEN = re.compile(r"[\s._\u200b-\u200f\u202a-\u202f\u2060\u2066-\u2069\u061c\ufeff]+")
# What is left of the narrow space before PM where a file went through a Windows code page.
_SPOILT = re.compile(r"^(?:â€¯|[?\ufffd])(?=\w)")

Hours = tuple[int, int]
"""First hour a word may stand for, and the first hour after."""


@cache
def day_words() -> dict[str, Hours | None]:
    """What each word beside a time says; None for words that say nothing (`klo`, `à`, `Uhr`).

    The words are those of the Unicode locale data, of every language for AM and PM, of India's
    and some others for the parts of the day.
    """
    table = files(__package__).joinpath("dayperiods.csv").read_text("utf-8")
    return {
        row["word"]: (int(row["first_hour"]), int(row["before_hour"]))
        if row["first_hour"]
        else None
        for row in csv.DictReader(table.splitlines())
    }


def plain_word(word: str) -> str:
    """The word as the table writes it: `p. m.` and `PM` are `pm`."""
    whole = _SPOILT.sub("", word)
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", whole)).casefold()


def is_known(word: str) -> bool:
    """Whether the word is one that stands beside a time, or no word at all."""
    return _meaning(word) is not None


def seconds_of(clock: str) -> int | str:
    """Seconds since midnight, or why the clock cannot be read.

    An hour over 12, or 0, is taken as it stands even where PM or AM contradicts it: phones set
    to 24 hours have written `23:59 PM`.

    >>> seconds_of("7:02 PM"), seconds_of("शाम 7:02"), seconds_of("23:59 PM")
    (68520, 68520, 86340)
    """
    parts = _PARTS.fullmatch(clock)
    if not parts:
        return "the time has no hour and minute"
    before, hours, minutes, seconds, after = parts.groups()
    hour, minute, second = int(hours), int(minutes), int(seconds or 0)
    if hour > 23 or minute > 59 or second > 59:
        return "there is no such time of day"
    if 1 <= hour <= 12:
        said_before, said_after = _meaning(before), _meaning(after)
        if said_before is None or said_after is None:
            return "the word beside the time is not known"
        if said := said_before or said_after:
            hour = _within(hour, said)
    return hour * 3600 + minute * 60 + second


@lru_cache(4096)
def _meaning(word: str) -> Hours | tuple[()] | None:
    """The hours a word stands for; empty if it says nothing, None if it is not known.

    Of several words (`को शाम`, `pm बजे`) each must be known, and one at most say something.
    """
    plain = plain_word(word)
    if not plain or plain in day_words():
        return day_words().get(plain) or ()
    several = word.split()
    each = [_meaning(one) for one in several] if len(several) > 1 else [None]
    telling = [hours for hours in each if hours]
    if None in each or len(telling) > 1:
        return None
    return telling[0] if telling else ()


@lru_cache(4096)
def _within(hour: int, hours: Hours) -> int:
    """The one of the two hours on a clock face that the word means, or comes nearest to."""
    first, before = hours
    length = (before - first) % 24 or 24

    def distance(candidate: int) -> int:
        into = (candidate - first) % 24
        return 0 if into < length else min(into - length + 1, 24 - into)

    return min((hour % 12, hour % 12 + 12), key=distance)
