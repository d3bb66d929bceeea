"""A cron text in words: "every Monday at 07:00"; its five fields where words would be longer."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from cronsim import CronSim

from hustings.press.schedule.cron import Cron
from hustings.wording import Words

MOST_CLOCKS = 6  # times of a day that are named one by one
MOST_DAYS = 6  # days of a month
DAY, HOUR = 24 * 60, 60  # minutes

_EVERY_DAY, _EVERY_WEEKDAY, _EVERY_MONTH = set(range(1, 32)), set(range(1, 8)), set(range(1, 13))


def in_words(cron: Cron, words: Words) -> str:
    """When a cron text comes, in words; as its five fields where there are no short words for it.

    >>> in_words(Cron.parse("0 7 * * 1", "Asia/Kolkata"), Words("en"))
    'every Monday at 07:00'
    """
    days = _days(cron.parsed, words)
    said = _said(cron.parsed, days, words) if days else ""
    if not said:
        return words.say("schedule.by_fields", fields=cron.fields)
    months = sorted(cron.parsed.months)
    if set(months) == _EVERY_MONTH:
        return said
    named = words.listing([words.say(f"month.{month}") for month in months])
    return words.say("schedule.in_months", said=said, months=named)


def local_words(slot: datetime, zone: str, words: Words) -> str:
    """A slot as the entry's own clock shows it: Monday, 16 November 2026, 07:00 (Asia/Kolkata)."""
    there = slot.astimezone(ZoneInfo(zone))
    weekday, day = words.weekday(there.date()), words.day(there.date())
    clock = words.clock(there.time())
    return words.say("schedule.slot", weekday=weekday, day=day, clock=clock, zone=zone)


def _said(parsed: CronSim, days: str, words: Words) -> str:
    clocks = sorted(HOUR * hour + minute for hour in parsed.hours for minute in parsed.minutes)
    if len(clocks) <= MOST_CLOCKS:
        named = words.listing([_clock(minutes, words) for minutes in clocks])
        return words.say("schedule.at", days=days, clocks=named)
    running = _running(clocks, words)
    if not running or days == words.say("schedule.every_day"):
        return running
    return words.say("schedule.during", running=running, days=days)


def _running(clocks: Sequence[int], words: Words) -> str:
    """Many times of a day at one distance; nothing where the distances differ."""
    step = clocks[1] - clocks[0]
    if list(clocks) != list(range(clocks[0], clocks[-1] + 1, step)):
        return ""
    every = _every(step, words)
    if step * len(clocks) == DAY and clocks[0] == 0:
        return every
    if step == HOUR and len(clocks) == DAY // HOUR:
        return words.say("schedule.every_hour_at", minute=clocks[0])
    ends = {"first": _clock(clocks[0], words), "last": _clock(clocks[-1], words)}
    return words.say("schedule.from_to", every=every, **ends)


def _every(step: int, words: Words) -> str:
    if step % HOUR == 0:
        hours = step // HOUR
        one = hours == 1
        return words.say("schedule.every_hour") if one else words.say("schedule.hours", n=hours)
    return (
        words.say("schedule.every_minute") if step == 1 else words.say("schedule.minutes", n=step)
    )


def _clock(minutes: int, words: Words) -> str:
    return words.clock(time(minutes // HOUR, minutes % HOUR))


def _days(parsed: CronSim, words: Words) -> str:
    """On which days; nothing where they are too many to be named, or two rules must both fit."""
    all_days = parsed.days >= _EVERY_DAY
    all_weekdays = {_iso(day) for day in parsed.weekdays if isinstance(day, int)} == _EVERY_WEEKDAY
    if (all_days and all_weekdays) or (not parsed.day_and and (all_days or all_weekdays)):
        return words.say("schedule.every_day")
    if all_days:
        return _weekdays(parsed, words)
    of_month = _days_of_month(parsed, words)
    if all_weekdays:
        return of_month
    weekdays = _weekdays(parsed, words)
    both = parsed.day_and or not of_month
    return "" if both else words.say("schedule.either", one=of_month, other=weekdays)


def _days_of_month(parsed: CronSim, words: Words) -> str:
    plain = sorted(day for day in parsed.days if day > 0)
    if _in_a_row(plain):
        parts = [words.say("schedule.day_span", first=plain[0], last=plain[-1])]
    elif len(plain) > MOST_DAYS:
        return ""
    else:
        named = words.listing([words.number(day) for day in plain])
        key = "schedule.on_day" if len(plain) == 1 else "schedule.on_days"
        parts = [words.say(key, days=named)] if plain else []
    if CronSim.LAST in parsed.days:
        parts.append(words.say("schedule.last_day"))
    if CronSim.LAST_WEEKDAY in parsed.days:
        parts.append(words.say("schedule.last_working_day"))
    return words.listing(parts)


def _weekdays(parsed: CronSim, words: Words) -> str:
    plain = sorted({_iso(day) for day in parsed.weekdays if isinstance(day, int)})
    named = [words.say(f"weekday.{day}") for day in plain]
    if _in_a_row(plain):
        parts = [words.say("schedule.weekday_span", first=named[0], last=named[-1])]
    else:
        parts = [words.say("schedule.on_weekdays", days=words.listing(named))] if plain else []
    counted = sorted(
        (_iso(day[0]), 6 if day[1] == CronSim.LAST else day[1])
        for day in parsed.weekdays
        if isinstance(day, tuple)
    )
    for day, which in counted:
        nth, weekday = words.say(f"schedule_nth.{which}"), words.say(f"weekday.{day}")
        parts.append(words.say("schedule.counted_weekday", nth=nth, weekday=weekday))
    return words.listing(parts)


def _iso(day: int) -> int:
    """Cron's day of the week as ISO has it: Sunday is 7."""
    return day % 7 or 7


def _in_a_row(numbers: Sequence[int]) -> bool:
    return len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
