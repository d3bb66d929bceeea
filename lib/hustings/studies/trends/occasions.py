"""What else was going on: festivals, polls, exams. A week with one is compared with care."""

from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

COLUMNS = ("from_on", "until_on", "kind", "occasion")
NEAR = timedelta(weeks=3)  # an occasion so near a change cannot be separated from it


def festivals(state: str, years: Iterable[int], *, language: str = "en") -> pd.DataFrame:
    """Public holidays and festivals of a state, from the `holidays` library.

    Args:
        state: as IN-JH; of a country code alone, all-India days.
        language: "en" or "hi". Days the library has no Hindi name for keep the English one.

    Returns: one row per day and festival, in order of days: `from_on`, `until_on` (the same
        day), `kind` "festival", `occasion`. Days of the moon are as the library estimates them.
    """
    from holidays import country_holidays

    _, _, part = state.partition("-")
    named = country_holidays(
        "IN",
        subdiv=part or None,
        years=sorted(set(years)),
        language={"hi": "hi", "en": "en_IN"}[language],
    )
    days = sorted(named.items())
    return pd.DataFrame([(day, day, "festival", name) for day, name in days], columns=list(COLUMNS))


def occasions_near(
    listed: pd.DataFrame, first: date, last: date, *, within: timedelta = timedelta(0)
) -> pd.DataFrame:
    """Occasions that touch a span of days, or lie within some days of it.

    Args:
        listed: one row per occasion: `from_on`, `until_on` (missing: one day), `kind`, `occasion`.

    Returns: the rows that touch it, in order of their first day.
    """
    begins = pd.to_datetime(listed["from_on"])
    ends = pd.to_datetime(listed["until_on"]).fillna(begins)
    touch = (begins <= pd.Timestamp(last + within)) & (ends >= pd.Timestamp(first - within))
    return listed[touch].sort_values(["from_on", "occasion"], ignore_index=True)
