"""What a panel says in words: the finding, what is shown, and which weeks are missing and why."""

from functools import cache

import pandas as pd

from hustings.panels.choice import Choice
from hustings.period import Period
from hustings.privacy import SMALLEST_GROUP
from hustings.wording import Words

_NAMED = 6  # weeks named in a sentence; the rest is counted
_ENOUGH = 4  # weeks with a figure, from which on one may be the highest
_GAPS = ("no_data", "stale", "suppressed", "partial")


def standing(words: Words, metric: str, rows: pd.DataFrame, old: str = "") -> str:
    """One unit's finding: the last week is highest or lowest, or where it stands, or why missing.

    Args:    rows: one measured row per week, oldest first; old: what is too old to be shown.
    """
    if old:
        return words.say("freshness.withheld", metric=words.metric(metric), what=old)
    values, last = rows["value"].dropna(), rows.iloc[-1]
    now = last["value"]
    if pd.isna(now):
        why = words.withheld(metric, str(last["status"]), fewest=SMALLEST_GROUP)
        return f"{words.tick(Period.parse(last['period']))} · {why}" if len(values) else why
    said = {"metric": words.metric(metric), "now": words.value(metric, now)}
    if len(values) >= _ENOUGH and values.min() < values.max():
        weeks = words.count("week", len(rows))
        if now == values.max():
            return words.say("title.highest", **said, weeks=weeks)
        if now == values.min():
            return words.say("title.lowest", **said, weeks=weeks)
    return words.say("title.now", **said)


def moves(words: Words, metric: str, ends: pd.DataFrame) -> str:
    """How many units stand higher, lower and about the same at the end of the span.

    Args:    ends: one row per unit, with `before` and `value`.
    """
    both = ends.dropna(subset=["before", "value"])
    if both.empty:
        return words.label(metric)
    way = cache(words.direction)  # hundreds of booths move from 3 to 4
    ends_of_each = zip(both["value"], both["before"], strict=True)
    ways = [way(metric, now, before) for now, before in ends_of_each]
    up, down, same = (ways.count(way) for way in ("up", "down", "flat"))
    moved = words.say("title.moves", up=up, down=down, same=same)
    return words.say("panel.moves", metric=words.metric(metric), moves=moved)


def shown(words: Words, choice: Choice, place: str, units: str = "") -> str:
    """What the figures are: place, units compared, platform, metric with its unit, and span."""
    metric = words.lexicon(choice.metric)
    first, last = Period.parse(choice.first), Period.parse(choice.last)
    platform = "" if choice.platform == "all" else words.say(f"platform.{choice.platform}")
    measure = f"{metric.label} ({metric.unit})"
    parts = (place, units, platform, measure, words.days(first.first, last.last))
    return " · ".join(part for part in parts if part)


def gaps(words: Words, rows: pd.DataFrame, old: str = "") -> list[str]:
    """A sentence for each kind of week that has no figure, or not a whole one.

    Args:    rows: one measured row per week; old: what is too old in all of them, as the finding
             says already.
    """
    if old:
        return []
    told = []
    for status in _GAPS:
        weeks = [Period.parse(week) for week in rows.loc[rows["status"] == status, "period"]]
        if weeks:
            said = {
                "weeks": words.count("week", len(weeks)),
                "names": words.listing([words.tick(week) for week in weeks], most=_NAMED),
            }
            if status == "suppressed":
                said["fewest"] = words.count("person_oblique", SMALLEST_GROUP)
            told.append(words.say(f"panel.{status}", **said))
    return told
