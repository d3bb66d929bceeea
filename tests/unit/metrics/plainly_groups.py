"""The metrics of groups and of daily posting once more, in plain pandas and loops."""

from datetime import timedelta

import pandas as pd
from plainly_posts import account_exports, fair_posts
from plainly_terms import days, ends, leaf, local, shown

CHATS, PAGES = ("whatsapp", "telegram"), ("facebook", "instagram", "x", "youtube")


def _group_exports(clean):
    """group -> (its first message if known to be, [(from, until, known_at)])."""
    exports = {}
    for group, rows in clean["group_exports"].groupby("group"):
        uncut = rows.loc[~rows["probably_cut"].fillna(False).astype(bool), "first_at"].min()
        begins = uncut if pd.notna(uncut) and uncut == rows["first_at"].min() else None
        until = rows["privacy_switch_at"].fillna(rows["exported_at"])
        spans = zip(rows["first_at"], until, rows["known_at"], strict=True)
        exports[group] = (begins, [span for span in spans if pd.notna(span[0])])
    return exports


def presence(clean, rules, weeks):
    exports = _group_exports(clean)
    messages = clean["messages"][clean["messages"]["kind"] != "deleted"].copy()
    messages["local"] = local(messages["sent_at"])
    for group in clean["groups"].dropna(subset=["unit"]).itertuples():
        begins, spans = exports.get(group.group, (None, []))
        own = messages[messages["group"] == group.group]
        yield list(_silence(group, begins, spans, own, rules, weeks))
        yield list(_spoken(group, begins, spans, own, weeks))
        yield list(_asked(group, begins, spans, own, _rule(rules, group.platform, CHATS), weeks))
    exports = account_exports(clean)
    posts = pd.DataFrame(fair_posts(clean))
    posts["local"] = local(posts["published_at"])
    for account in clean["accounts"].dropna(subset=["unit"]).itertuples():
        if account.side == "ours":
            begins, spans = exports.get(account.account, (None, []))
            own = posts[posts["account"] == account.account]
            yield list(
                _asked(account, begins, spans, own, _rule(rules, account.platform, PAGES), weeks)
            )


def _silence(group, begins, spans, own, rules, weeks):
    for week in weeks:
        end = ends(week)
        if begins is not None and begins >= end:
            continue
        known_at, before = shown(spans, end), own[own["sent_at"] < end]
        seen = int(known_at is not None)
        last = before["sent_at"].max()
        silent = pd.isna(last) or end - last >= timedelta(days=rules.silent_days)
        if seen and len(before):
            of_last = before[before["week"] == before.loc[before["sent_at"].idxmax(), "week"]]
            known_at = max(known_at, of_last["known_at"].max())
        yield leaf(
            "silent_groups",
            week,
            group.unit,
            "all",
            known_at,
            int(seen and silent),
            n=seen,
            needs=seen,
            partial=1 - seen,
        )


def _spoken(group, begins, spans, own, weeks):
    by_day = own.groupby(own["local"].dt.date)
    said, known = by_day.size(), by_day["known_at"].max()
    for week, day, end in days(weeks):
        if begins is not None and begins >= end:
            continue
        known_at = shown(spans, end)
        seen = int(known_at is not None)
        messages = said.get(day, 0) if seen else 0
        if seen and day in known.index:
            known_at = max(known_at, known[day])
        yield leaf(
            "messages",
            week,
            group.unit,
            "all",
            known_at,
            messages,
            n=messages,
            needs=seen,
            partial=1 - seen,
        )


def _rule(rules, platform, platforms):
    known = [r for r in rules.posting if r.platform == platform and platform in platforms]
    return known[0] if known else None


def _asked(poster, begins, spans, own, rule, weeks):
    if rule is None:
        return
    in_time = own[own["local"].dt.hour < rule.by_hour]
    by_day = in_time.groupby(in_time["local"].dt.date)
    said, known = by_day.size(), by_day["known_at"].max()
    for week, day, end in days(weeks):
        if day.isoweekday() in rule.days_off or (begins is not None and begins >= end):
            continue
        known_at = shown(spans, end)
        seen = int(known_at is not None)
        met = int(seen and said.get(day, 0) >= rule.posts_a_day)
        if seen and day in known.index:
            known_at = max(known_at, known[day])
        yield leaf(
            "posting_compliance",
            week,
            poster.unit,
            poster.platform,
            known_at,
            met,
            seen,
            n=seen,
            partial=1 - seen,
        )
