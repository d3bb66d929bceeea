"""What is too old to be shown, with its day, its age and its limit."""

from itertools import groupby
from typing import TYPE_CHECKING

from hustings.period import IST
from hustings.wording.sentences import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hustings.edition.freshness import Age, Input

BESIDE = "/"  # between platforms whose exports are equally old


def named(words: Words, inputs: "Iterable[Input]") -> list[str]:
    """What inputs are called: WhatsApp groups, Facebook/X posts, daily work form."""
    found = []
    for kind, some in groupby(sorted(inputs), key=lambda each: each.kind):
        alike = list(some)
        if alike[0].everywhere:
            found += [words.say(f"freshness.{each.name}") for each in alike]
        else:
            platforms = BESIDE.join(words.say(f"platform.{each.name}") for each in alike)
            found.append(words.say(f"freshness.{kind}", platform=platforms))
    return found


def listed(words: Words, ages: "Sequence[Age]", *, most: int | None = None) -> str:
    """Facebook/X posts as of 12 Nov, 9 days old (limit 7), and others of another age.

    Args: most: ages named; more are counted.
    """
    return words.listing(list(_told(words, ages)), most=most)


def banner(words: Words, ages: "Sequence[Age]") -> str:
    """The line on top of a page; nothing where nothing is too old."""
    return words.say("banner.stale", what=listed(words, ages)) if ages else ""


def not_shown(words: Words, ages: "Sequence[Age]", *, most: int | None = None) -> str:
    """Too old to show: WhatsApp groups as of 12 Nov, 9 days old (limit 7)."""
    return words.say("freshness.not_shown", what=listed(words, ages, most=most))


def _told(words: Words, ages: "Sequence[Age]") -> "Iterator[str]":
    """One phrase for what is of one age, the oldest first."""
    alike: dict[tuple[str, int, int], list[Input]] = {}
    for age in sorted(ages, key=lambda age: (-age.days, age.limit)):
        day = words.day_tick(age.exported_at.astimezone(IST).date())
        alike.setdefault((day, age.days, age.limit), []).append(age.input)
    for (day, days, limit), inputs in alike.items():
        yield words.say(
            "freshness.age",
            what=words.listing(named(words, inputs)),
            day=day,
            days=words.count("day", days),
            limit=words.number(limit),
        )
