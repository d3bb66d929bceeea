"""Statements in circulation: when we answered, with what evidence, and which are open."""

import pandas as pd

from hustings.edition.further.finding import head_of
from hustings.edition.further.given import Given, Tables
from hustings.studies import CannotJudgeError, claims_watch, near_duplicates
from hustings.studies.voice.matching import Messages

BEFORE = pd.Timedelta(days=14)  # looked back before a claim was listed: it may be older
NUMBERS = ("variants", "lag_hours", "before", "after", "ratio", "low", "high")


def claims(given: Given) -> Tables:
    """Follow each listed claim through the public posts we hold and past our answer.

    Returns: `head`; `rows`, one row per claim, the longest open first.
    Raises:  CannotJudgeError when no claim is listed.
    """
    listed = given.rows("claims")
    listed = listed[listed["first_seen_on"] <= str(given.period.last)]
    if listed.empty:
        raise CannotJudgeError("no_claims", "No claim is listed up to the end of the week.")
    answers = given.rows("rebuttals")
    answers = answers[
        answers["claim"].isin(listed["claim"]) & (answers["published_at"] < given.until)
    ]
    posts = _posts(given, listed, answers)
    mentions = _mentions(listed, posts)
    watch = claims_watch(listed, answers, mentions, until=given.until)
    rows = watch.claims.merge(listed[["claim", "text"]], on="claim")
    rows = rows.assign(
        answered_at=pd.to_datetime(rows["answered_at"], utc=True),
        first_seen=pd.to_datetime(rows["first_seen"], utc=True),
        **{name: pd.to_numeric(rows[name]) for name in NUMBERS},
    )
    answered = rows[rows["answered_at"].notna()]
    figures = {
        "claims": len(rows),
        "open": int((rows["state"] == "open").sum()),
        "answered": len(answered),
        "with_evidence": int((answered["evidence"] > 0).sum()),
        "lag_hours": float(answered["lag_hours"].median()) if len(answered) else None,
        "posts": len(posts),
        "mentions": len(mentions),
    }
    order = rows.assign(_open=rows["state"] != "open").sort_values(["_open", "first_seen", "claim"])
    return {"head": head_of(**figures), "rows": order.drop(columns="_open")}


def _posts(given: Given, listed: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Public posts with text from shortly before the first claim on, our answers left out."""
    posts = given.rows("posts")
    first = pd.to_datetime(listed["first_seen_on"]).min().tz_localize("UTC") - BEFORE
    inside = posts["published_at"].between(first, given.until, inclusive="left")
    chosen = posts[inside & posts["text"].notna() & ~posts["post"].isin(answers["post"])]
    return chosen.sort_values(["published_at", "post"], ignore_index=True)


def _mentions(listed: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """One row per post that carries a claim: claim, seen_at, variant."""
    finder = Messages(listed["text"].tolist(), usual=posts["text"])
    codes = listed["claim"].tolist()
    rows = [
        (codes[at], post.published_at, str(post.text))
        for post in posts.itertuples()
        for at in finder.carried_by(str(post.text))
    ]
    found = pd.DataFrame(rows, columns=["claim", "seen_at", "text"])
    found["seen_at"] = pd.to_datetime(found["seen_at"], utc=True)
    found["variant"] = near_duplicates(found["text"]).to_numpy() if rows else []
    return found
