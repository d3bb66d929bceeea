"""Which of a place's chats only one export shows, so that nobody confirms what they say."""

import pandas as pd

from hustings.page.brief import Brief

FROM_CHATS = ("messages", "silent_groups", "posting_compliance")  # metrics that rest on groups


def groups_of(brief: Brief, unit: str) -> pd.DataFrame:
    """One row per group of a unit and the units below it: the health of its newest export."""
    return brief.edition.within("groups", unit)


def single_sources(brief: Brief) -> tuple[int, int]:
    """Of the place's groups seen in the week those that one export alone shows, and all of them.

    An edition made before this was counted has none of either.
    """
    mine = groups_of(brief, brief.unit)
    if "exports_of_week" not in mine:
        return 0, 0
    seen = mine["exports_of_week"].dropna()
    return int((seen == 1).sum()), int((seen > 0).sum())


def single_note(brief: Brief, metric: str) -> str:
    """The small line below a figure that rests on groups only one export shows; else nothing."""
    if metric not in FROM_CHATS:
        return ""
    said = single_part(brief)
    return brief.words.say("groups.single_note", part=said) if said else ""


def single_part(brief: Brief) -> str:
    """The same in words: "12 of 14 groups"; nothing where each is confirmed or none was seen."""
    words, (single, whole) = brief.words, single_sources(brief)
    if not single:
        return ""
    return words.say("number.part_of", part=single, whole=words.count("group", whole))
