"""The metrics of posts and accounts once more, in plain pandas and loops."""

from datetime import timedelta

import numpy as np
import pandas as pd
from plainly_terms import NOTHING, back, ends, leaf, shown

FIGURES = ("reach", "views", "engaged")


def fair_posts(clean):
    """One dict per post of a listed account, with its fair counts."""
    accounts = clean["accounts"].set_index("account")
    posts = clean["posts"].sort_values(["known_at", "week"]).drop_duplicates("post")
    counts = dict(list(clean["post_counts"].groupby(["week", "post"])))
    found = []
    for post in posts.itertuples():
        if post.account not in accounts.index:
            continue
        row = post._asdict() | accounts.loc[post.account, ["side", "unit"]].to_dict()
        row |= dict.fromkeys((*FIGURES, "early", "expected"))
        fair = _fair(counts.get((post.week, post.post)), post.week)
        if fair is not None:
            parts = [
                fair[name] for name in ("reactions", "comments", "shares") if pd.notna(fair[name])
            ]
            row |= {"reach": fair["reach"], "views": fair["views"], "early": fair["early"]}
            row["engaged"] = sum(parts) if parts else fair["engagements"]
            row["known_at"] = max(post.known_at, fair["known_at"])
        found.append({k: None if pd.isna(v) else v for k, v in row.items()})
    return sorted(found, key=lambda p: (p["published_at"], p["post"]))


def _fair(counts, week):
    if counts is None:
        return None
    after = counts[counts["counted_at"] >= ends(week)]
    if len(after):
        return after.sort_values("counted_at").iloc[0].to_dict() | {"early": 0}
    return counts.sort_values("counted_at").iloc[-1].to_dict() | {"early": 1}


def _expected(posts):
    past = {}
    for post in posts:
        earlier = past.setdefault((post["account"], post["type"]), [])
        known = sorted(e for e in earlier[-100:] if e is not None)
        if len(known) >= 8:
            quarter = len(known) // 4
            middle = known[quarter : len(known) - quarter]
            post["expected"] = np.floor(sum(middle) / len(middle) * 1024 + 0.5) / 1024
        earlier.append(post["engaged"])


def account_exports(clean):
    """account -> (its first post, [(from, until, known_at)])."""
    held = clean["post_counts"].merge(
        clean["posts"][["week", "post", "account"]], on=["week", "post"]
    )
    starts = held.groupby("file")["published_at"].min()
    exports = {}
    for account, rows in held.groupby("account"):
        by_file = rows.groupby("file").agg(
            until=("counted_at", "max"), known_at=("known_at", "min")
        )
        by_file = by_file.join(starts.rename("start")).reset_index().sort_values(["until", "file"])
        spans, last = [], None
        for one in by_file.itertuples():
            joined = last is not None and timedelta(0) < one.start - last <= timedelta(days=7)
            spans.append((last if joined else one.start, one.until, one.known_at))
            last = one.until if last is None else max(last, one.until)
        exports[account] = (rows["published_at"].min(), spans)
    return exports


def social(clean, weeks):
    posts = fair_posts(clean)
    _expected(posts)
    exports = account_exports(clean)
    rows = [p | {"seen": 1, "is_post": 1} for p in posts if p["week"] in weeks]
    for account in {p["account"] for p in posts}:
        own = [p for p in posts if p["account"] == account]
        begins, spans = exports.get(account, (None, []))
        for week in weeks:
            end = ends(week)
            if any(p["week"] == week for p in own) or (begins is not None and begins >= end):
                continue
            known_at = shown(spans, end)
            blank = {k: 0 if any(p[k] is not None for p in own) else None for k in FIGURES}
            seen = int(known_at is not None)
            named = {k: own[0][k] for k in ("side", "unit", "platform")}
            rows.append(
                blank | named
                | {"week": week, "known_at": known_at, "seen": seen, "early": 1 - seen}
                | {"is_post": 0, "expected": None}
            )  # fmt: skip
    for row in rows:
        yield list(_of_post(row))


def _of_post(p):
    common = (p["week"], p["unit"], p["platform"], p["known_at"])
    final = {"partial": p["early"] or 0}
    if p["side"] == "ours":
        for metric, figure in (("reach", "reach"), ("views", "views"), ("engagements", "engaged")):
            if p[figure] is not None:
                yield leaf(metric, *common, p[figure], n=p["is_post"], needs=p["seen"], **final)
        yield leaf("posts", *common, p["is_post"], n=p["is_post"], needs=p["seen"], **final)
        if p["reach"] is not None and p["engaged"] is not None:
            yield leaf(
                "engagement_rate", *common, p["engaged"], p["reach"], n=p["is_post"], **final
            )
        if p["expected"] is not None and p["engaged"] is not None:
            yield leaf("overperforming", *common, p["engaged"], p["expected"], **final)
    if p["engaged"] is not None and p["seen"]:
        mine = p["engaged"] if p["side"] == "ours" else NOTHING
        watched = int(p["side"] == "watched")
        yield leaf(
            "share_of_voice", *common, mine, p["engaged"], n=p["is_post"], needs=watched, **final
        )


def followers(clean, weeks):
    counts = (
        clean["account_counts"]
        .sort_values("counted_on")
        .drop_duplicates(["account", "week"], keep="last")
    )
    last = counts.set_index(["account", "week"])
    for account in clean["accounts"].itertuples():
        own = counts[counts["account"] == account.account]
        if account.side != "ours" or own.empty:
            continue
        for week in [w for w in weeks if w >= own["week"].min()]:
            now, before = ((account.account, w) in last.index for w in (week, back(week, 1)))
            known_at = (
                pd.Timestamp(last.loc[account.account, week]["counted_on"], tz="UTC")
                if now
                else None
            )
            followers = last.loc[account.account, week]["followers"] if now else 0
            common = (week, account.unit, account.platform, known_at)
            yield [
                leaf("followers", *common, followers, n=int(now), needs=int(now), partial=1 - now)
            ]
            if week > own["week"].min():
                both = int(now and before)
                change = (
                    followers - last.loc[account.account, back(week, 1)]["followers"] if both else 0
                )
                yield [leaf("followers_net", *common, change, n=both, needs=both, partial=1 - both)]
