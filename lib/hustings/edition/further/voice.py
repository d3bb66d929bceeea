"""Whether the accounts carried the centre's messages: which seats, in which words, how soon."""

import pandas as pd

from hustings.edition.further.finding import head_of
from hustings.edition.further.given import Given, Tables, indian_days
from hustings.studies import CannotJudgeError, who_carried

DAYS = 7  # after a message was issued in which carrying it counts
LEVELS = ("state", "lok_sabha")


def voice(given: Given) -> Tables:
    """Look for each central message in our accounts' posts of the seven days after it.

    Returns: `head`; `messages`, one row per message; `places`, one row per message and state or
             Lok Sabha seat with accounts; `ways`, one row per message and way of carrying it.
    Raises:  CannotJudgeError when no message is listed, or no account of ours is placed.
    """
    messages = _messages(given)
    if messages.empty:
        raise CannotJudgeError("no_messages", "No central message is listed in these weeks.")
    accounts = given.rows("accounts")
    ours = accounts[(accounts["side"] == "ours") & accounts["unit"].notna()]
    if ours.empty:
        raise CannotJudgeError("no_accounts", "No account of ours is placed in a unit.")
    posts = _posts(given, messages, ours)
    if posts.empty:
        raise CannotJudgeError("no_posts", "No post of those days has arrived.")
    seen = posts[["message", "account"]].drop_duplicates()
    carried = who_carried(posts.drop_duplicates("post"), messages)
    first = carried.sort_values("lag_hours").drop_duplicates(["message", "account"])
    first = first.merge(seen, on=["message", "account"])
    first = first[first["lag_hours"] < 24 * DAYS]
    per_message = first.groupby("message").agg(
        carried=("account", "size"), lag_hours=("lag_hours", "median")
    )
    table = messages[["message", "issued_at", "text"]]
    table = table.assign(accounts=table["message"].map(seen["message"].value_counts()).fillna(0))
    table = table.merge(per_message, left_on="message", right_index=True, how="left")
    table["carried"] = table["carried"].fillna(0)  # looked for in their posts and not found
    places = _places(given, ours, seen, first)
    ways = first.groupby(["message", "way"]).size().rename("accounts").reset_index()
    newest = table.iloc[-1]
    figures = {
        "messages": len(table),
        "accounts": seen["account"].nunique(),
        "posts": posts["post"].nunique(),
        "newest_accounts": float(newest["accounts"]),
        "newest_carried": float(newest["carried"]),
        "newest_lag": float(newest["lag_hours"]),
        "newest": str(newest["message"]),
    }
    return {"head": head_of(**figures), "messages": table, "places": places, "ways": ways}


def _messages(given: Given) -> pd.DataFrame:
    """Messages whose seven days lie within the weeks on record and have ended, oldest first."""
    rows = given.rows("messages_central")
    rows = rows.assign(issued_at=indian_days(rows["issued_on"]))
    ended = rows["issued_at"] + pd.Timedelta(days=DAYS) <= given.until
    return rows[ended].sort_values(["issued_at", "message"], ignore_index=True)


def _posts(given: Given, messages: pd.DataFrame, ours: pd.DataFrame) -> pd.DataFrame:
    """Posts of our accounts in the seven days after a message, once for each such message.

    An account without a post of those days is not there: its export may be missing.
    """
    posts = given.rows("posts")
    mine = posts[posts["account"].isin(ours["account"])]
    found = [mine.assign(message="").head(0)]
    moments = pd.DatetimeIndex(messages["issued_at"])
    for code, issued in zip(messages["message"].tolist(), moments, strict=True):
        within = mine["published_at"].between(
            issued, issued + pd.Timedelta(days=DAYS), inclusive="left"
        )
        found.append(mine[within].assign(message=str(code)))
    whole = pd.concat(found, ignore_index=True)
    return whole.sort_values(["published_at", "post", "message"], ignore_index=True)


def _places(
    given: Given, ours: pd.DataFrame, seen: pd.DataFrame, first: pd.DataFrame
) -> pd.DataFrame:
    """Accounts seen, and those that carried, per message and place."""
    above = given.closure[given.closure["level"].isin(LEVELS)]
    each = ours[["account", "unit"]].merge(above, on="unit")[["account", "ancestor", "level"]]
    able = seen.merge(each, on="account").groupby(["message", "ancestor", "level"])
    done = first.merge(each, on="account").groupby(["message", "ancestor", "level"])
    rows = able["account"].nunique().rename("accounts").to_frame()
    rows["carried"] = done["account"].nunique().reindex(rows.index).fillna(0)  # looked for
    rows["lag_hours"] = done["lag_hours"].median().reindex(rows.index)
    return rows.reset_index()
