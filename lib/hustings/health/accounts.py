"""The health of every account's exports, and of the forms."""

import json
from datetime import datetime

import pandas as pd

from hustings.health.chats import moment, spoken_days, text
from hustings.health.holes import holes
from hustings.health.row import AccountHealth, Age, FormHealth, Span
from hustings.store import Snapshot

FORMS = ("activity_form", "report_form")
OURS = "ours"

_ASSUMED = "date order"


def account_health(snapshot: Snapshot, *, now: datetime, limit: int) -> list[AccountHealth]:
    """One row per listed account, ours first; only ours are needed by a briefing."""
    listed = snapshot.frame("accounts").to_dict("records")
    spoken = spoken_days(snapshot, "posts", "account", "published_at")
    seen = _seen(snapshot)
    files = _files(snapshot)
    assumed = _assumed(snapshot.frame("files"))
    found = []
    for row in listed:
        account = str(row["account"])
        known = seen.get(account, {})
        exported_at = moment(known.get("counted_at"))
        found.append(
            AccountHealth(
                account=account,
                platform=str(row["platform"]),
                name=text(row["name"]) or str(row["handle"]),
                side=str(row["side"]),
                unit=text(row["unit"]),
                exports=len(files.get(account, ())),
                age=Age.of(exported_at, now, limit, needed=row["side"] == OURS),
                span=Span(
                    moment(known.get("first_at")),
                    moment(known.get("last_at")),
                    tuple(holes(spoken.get(account, set()))),
                ),
                posts=int(str(known["posts"])) if known else None,
                date_order_assumed=bool(files.get(account, set()) & assumed),
            )
        )
    return sorted(found, key=lambda row: (row.side != OURS, row.side, row.account))


def form_health(files: pd.DataFrame, *, now: datetime, limit: int) -> list[FormHealth]:
    """One row per kind of form that was ever imported."""
    found = []
    for source in FORMS:
        mine = files[[source in told.split(", ") for told in files["source"]]]
        if len(mine):
            newest = moment(mine["exported_at"].max())
            age = Age.of(newest, now, limit, needed=True)
            found.append(FormHealth(source, len(mine), age))
    return found


def _seen(snapshot: Snapshot) -> dict[str, dict[str, object]]:
    """By account: its posts, from when to when, and the newest export one of them is in."""
    if not snapshot.files("posts"):
        return {}
    posts, counts = snapshot.table("posts"), snapshot.table("post_counts")
    newest = counts.group_by(counted="post").agg(counted_at=counts.counted_at.max())
    both = posts.left_join(newest, posts.post == newest.counted)
    each = both.group_by("account").agg(
        posts=both.count(),
        first_at=both.published_at.min(),
        last_at=both.published_at.max(),
        counted_at=both.counted_at.max(),
    )
    rows = snapshot.engine.execute(each).to_dict("records")
    return {str(row["account"]): {str(k): v for k, v in row.items()} for row in rows}


def _files(snapshot: Snapshot) -> dict[str, set[str]]:
    """The files that gave counts of each account's posts."""
    if not snapshot.files("posts"):
        return {}
    posts, counts = snapshot.table("posts"), snapshot.table("post_counts")
    owner = posts.select(owned="post", account="account")
    given = counts.join(owner, counts.post == owner.owned).select("account", "file").distinct()
    found: dict[str, set[str]] = {}
    for row in snapshot.engine.execute(given).to_dict("records"):
        found.setdefault(str(row["account"]), set()).add(str(row["file"]))
    return found


def _assumed(files: pd.DataFrame) -> set[str]:
    """The files whose date order had to be assumed."""
    return {
        str(row["sha256"])
        for row in files.to_dict("records")
        if any(_ASSUMED in said["what"] for said in json.loads(row["assumptions"] or "[]"))
    }
