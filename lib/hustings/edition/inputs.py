"""What figures rest on, kind by kind, and when the newest export of each was made."""

from collections.abc import Iterator
from typing import Literal

import pandas as pd

from hustings.period import Period
from hustings.store import Snapshot

Kind = Literal["chats", "posts", "followers", "others", "forms", "lists"]

KINDS: dict[str, Kind] = {
    "group_exports": "chats",
    "posts": "posts",
    "post_counts": "posts",
    "account_counts": "followers",
    **dict.fromkeys(("activity", "reports_received", "ratings"), "forms"),
    **dict.fromkeys(
        ("events", "attendance", "claims", "rebuttals", "messages_central", "directives"), "lists"
    ),
}
"""The kind of input a clean table holds."""

REGISTERS = ("workers",)  # who and what there is: they stand until changed, however long that is

# A list of pravas adds nights to what the form tells; that one came is no sign that forms did.
FILLED_BY = {"activity": "activity_form"}

COLUMNS = ("kind", "name", "unit", "exported_at")
OURS = "ours"


def newest_inputs(snapshot: Snapshot, files: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The newest export of everything that figures rest on.

    `name` is the platform of chats and accounts, and the clean table of forms and lists. `others`
    are the posts of accounts that are not ours. A group that turned the privacy switch on before
    the period adds nothing to it and cannot be exported again, so it has no row; nor has a group
    or account that no unit was given to, or that was never exported.

    Returns: one row per group, account and table: kind, name, unit (missing where the table is
             about every unit) and exported_at.
    """
    parts = [_chats(snapshot, period), *_accounts(snapshot), _tables(files)]
    rows = pd.concat(parts, ignore_index=True).dropna(subset=["exported_at"])
    kinds = {"kind": "str", "name": "str", "unit": "str", "exported_at": "datetime64[us, UTC]"}
    return rows.astype(kinds).sort_values(list(COLUMNS), ignore_index=True)


def _chats(snapshot: Snapshot, period: Period) -> pd.DataFrame:
    exports = snapshot.frame("group_exports").sort_values("exported_at")
    newest = exports.drop_duplicates("group", keep="last")
    still = ~(newest["privacy_switch_at"] < pd.Timestamp(period.starts_at))
    placed = snapshot.frame("groups")[["group", "platform", "unit"]].dropna(subset=["unit"])
    rows = newest.loc[still, ["group", "exported_at"]].merge(placed, on="group")
    return _rows("chats", rows, "exported_at")


def _accounts(snapshot: Snapshot) -> Iterator[pd.DataFrame]:
    """Of each placed account: the newest count of a post of its, and the newest of followers."""
    accounts = snapshot.frame("accounts")[["account", "platform", "side", "unit"]]
    placed = accounts.dropna(subset=["unit"])
    ours = placed[placed["side"] == OURS]
    counted = _counted(snapshot)
    yield _rows("posts", ours.merge(counted, on="account"), "counted_at")
    others = placed[placed["side"] != OURS]
    yield _rows("others", others.merge(counted, on="account"), "counted_at")
    followers = snapshot.frame("account_counts").groupby("account")["counted_on"].max()
    read = pd.to_datetime(followers).dt.tz_localize("UTC").rename("counted_at").reset_index()
    yield _rows("followers", ours.merge(read, on="account"), "counted_at")


def _counted(snapshot: Snapshot) -> pd.DataFrame:
    """One row per account with posts: when the newest export one of them is in was made."""
    if not snapshot.files("posts"):
        nothing = {"account": pd.Series(dtype="str"), "counted_at": pd.to_datetime([], utc=True)}
        return pd.DataFrame(nothing)
    posts = snapshot.table("posts").select("account", published="post")
    counts = snapshot.table("post_counts")
    held = counts.join(posts, counts.post == posts.published)
    newest = held.group_by("account").agg(counted_at=held.counted_at.max())
    frame: pd.DataFrame = snapshot.engine.execute(newest)
    return frame


def _tables(files: pd.DataFrame) -> pd.DataFrame:
    """The newest file of each form and list; which source fills which table is the readers' own."""
    told = files.assign(source=files["source"].str.split(", ")).explode("source")
    newest = told.groupby("source")["exported_at"].max()
    rows = [
        (kind, table, newest[_filling(table, newest.index)].max())
        for table, kind in KINDS.items()
        if kind in ("forms", "lists")
    ]
    return pd.DataFrame(rows, columns=["kind", "name", "exported_at"]).assign(unit=None)


def _filling(table: str, known: "pd.Index[str]") -> list[str]:
    """The sources that fill a table, of those that were ever imported."""
    from hustings.importers.registry import sources  # loads every reader; only making needs them

    filling = [name for name, source in sources().items() if table in source.tables]
    main = FILLED_BY.get(table, "")
    return [name for name in ([main] if main in known else filling) if name in known]


def _rows(kind: Kind, rows: pd.DataFrame, moment: str) -> pd.DataFrame:
    named = rows.rename(columns={"platform": "name", moment: "exported_at"})
    return named.assign(kind=kind)[list(COLUMNS)]
