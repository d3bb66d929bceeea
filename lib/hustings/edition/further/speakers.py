"""Which invited speakers are worth a second hearing, from the ratings of those who heard them."""

import pandas as pd

from hustings.edition.further.finding import head_of
from hustings.edition.further.given import Given, Tables
from hustings.studies import CannotJudgeError, second_hearing

CODE_SHOWN = 6  # letters of a pseudonym, more where two speakers share them


def speakers(given: Given) -> Tables:
    """Score speakers with topic, event and the raters' severity taken out.

    Speakers are codes; of raters only how many are far from the others is kept.

    Returns: `head`; `scores`, one row per speaker, the most promising first; `next`, one row per
             speaker, where another rating tells most first.
    Raises:  CannotJudgeError when there are no ratings, too few, or they do not link.
    """
    ratings = _ratings(given)
    if ratings.empty:
        raise CannotJudgeError("no_ratings", "No rating of a speaker has arrived.")
    topics = int(ratings["topic"].nunique())
    found = second_hearing(ratings, topic="topic" if topics > 1 else None)
    figures = {
        "speakers": len(found.speakers),
        "raters": len(found.severity),
        "ratings": len(ratings),
        "events": ratings["event"].nunique(),
        "agreement": found.agreement,
        "agreement_of_mean": found.agreement_of_mean,
        "ratings_each": found.k,
        "shortlisted": int(found.speakers["second_hearing"].sum()),
        "severe": int(found.severity["far"].sum()),
        "topics": topics,
        "level": float(ratings["score"].mean()),
    }
    return {"head": head_of(**figures), "scores": found.speakers, "next": found.next}


def _ratings(given: Given) -> pd.DataFrame:
    """One row per rater, speaker and event up to the end of the week: the last score given."""
    events, rows = given.rows("events"), given.rows("ratings")
    later = events.loc[events["held_on"] > str(given.period.last), "event"]
    known = rows[~rows["event"].isin(later) & rows["score"].notna()]
    once = known.drop_duplicates(["rater", "speaker", "event"], keep="last")
    coded = once["speaker"].map(_codes(once["speaker"]))
    columns = ["speaker", "rater", "score", "event", "topic"]
    return once.assign(speaker=coded)[columns].sort_values([*columns[:2], "event"])


def _codes(pseudonyms: "pd.Series[str]") -> dict[str, str]:
    """A short code for each speaker, the same in every edition."""
    names, length = sorted(pseudonyms.unique()), CODE_SHOWN
    while len({name[:length] for name in names}) < len(names):
        length += 1
    return {name: name[:length].upper() for name in names}
