"""Families of days and groups: who was asked to speak, and who did."""

from typing import TYPE_CHECKING

import pandas as pd

from hustings.metrics.calendar import days, week_ends
from hustings.metrics.coverage import account_spans, group_spans
from hustings.metrics.families import DAY_FAMILIES, Pass, family
from hustings.metrics.publishing import published
from hustings.metrics.rollups import indian

if TYPE_CHECKING:
    import ibis.expr.types as ir

CHATS = ("whatsapp", "telegram")
PAGES = ("facebook", "instagram", "x", "youtube")


@family("group_exports", "posts", beside=("groups", "messages", "post_counts", "accounts"))
def posting_day(run: Pass) -> "ir.Table":
    """One row per group or account × day a rule asks for: met or not, seen or not."""
    every_day = days(run.weeks)
    groups = group_spans(run, every_day).join(_rules(run, CHATS), ["platform", "weekday"])
    accounts = account_spans(run, _our_accounts(run), every_day)
    accounts = accounts.join(_rules(run, PAGES), ["platform", "weekday"])
    return _kept(groups, _messages_by_hour(run)).union(_kept(accounts, _posts_by_hour(run)))


@family("group_exports", beside=("groups", "messages"))
def group_day(run: Pass) -> "ir.Table":
    """One row per group and day since its first message: messages, zero included, if seen."""
    import ibis

    grid = group_spans(run, days(run.weeks))
    hours = _messages_by_hour(run)
    daily = hours.group_by("poster", "day").agg(
        messages=hours.posts.sum(), newest_known_at=hours.spoken_known_at.max()
    )
    rows = grid.left_join(daily, ["poster", "day"])
    return rows.select(
        "week", "unit", "day", "seen",
        group="poster",
        platform=ibis.literal("all"),
        known_at=_newer(rows.known_at, rows.newest_known_at),
        # On a day no export shows to its end there is no figure; on one that is shown, no
        # message is truly zero.
        messages=(rows.seen == 1).ifelse(rows.messages.fill_null(0), 0),
    )  # fmt: skip


DAY_FAMILIES["group_day"] = group_day  # its rows are days already


@family("group_exports", beside=("groups", "messages"))
def group_week(run: Pass) -> "ir.Table":
    """One row per group and week since its first message: whether it had fallen silent, if seen."""
    import ibis

    grid = group_spans(run, week_ends(run.weeks))
    hours = run.rollup("group_hours")
    last = hours.group_by(poster=hours.group, spoken=hours.week).agg(
        last_at=hours.last_at.max(), newest_known_at=hours.known_at.max()
    )
    before = grid.select("poster", "week").join(last, "poster").filter(lambda r: r.spoken <= r.week)
    newest = before.group_by("poster", "week").agg(
        last_at=before.last_at.max(), newest_known_at=before.newest_known_at.argmax(before.last_at)
    )
    rows = grid.left_join(newest, ["poster", "week"])
    quiet = rows.ends_at.epoch_seconds() - rows.last_at.epoch_seconds()
    limit = run.inputs.rules.silent_days * 86_400
    silent = (quiet >= limit).fill_null(True)  # nothing since the export began
    return rows.select(
        "week", "unit", "seen",
        group="poster",
        platform=ibis.literal("all"),
        known_at=_newer(rows.known_at, rows.newest_known_at),
        silent=((rows.seen == 1) & silent).cast("int64"),
    )  # fmt: skip


def _kept(asked: "ir.Table", hours: "ir.Table") -> "ir.Table":
    """One row per poster and day on which posting is asked of it: met or not, seen or not."""
    spoken = asked.join(hours, ["poster", "day"]).filter(lambda r: r.hour < r.by_hour)
    sent = spoken.group_by("poster", "day").agg(
        sent=spoken.posts.sum(), sent_known_at=spoken.spoken_known_at.max()
    )
    rows = asked.left_join(sent, ["poster", "day"])
    return rows.select(
        "week", "unit", "platform", "seen", "poster", "day",
        known_at=_newer(rows.known_at, rows.sent_known_at),
        met=((rows.sent.fill_null(0) >= rows.posts_a_day) & (rows.seen == 1)).cast("int64"),
    )  # fmt: skip


def _our_accounts(run: Pass) -> "ir.Table":
    """One row per placed account of ours: poster, platform, unit."""
    accounts = run.list("accounts")
    own = accounts.filter((accounts.side == "ours") & accounts.unit.notnull())
    return own.select("platform", "unit", poster="account")


def _messages_by_hour(run: Pass) -> "ir.Table":
    """One row per group, day and hour with messages, in the weeks to be measured."""
    hours = run.rollup("group_hours", whole=False)
    return hours.select("day", "hour", poster="group", posts="messages", spoken_known_at="known_at")


def _posts_by_hour(run: Pass) -> "ir.Table":
    """One row per account, day and hour with posts."""
    posts = published(run)
    hours = posts.group_by("day", poster=posts.account, hour=indian(posts.published_at).hour())
    return hours.agg(posts=posts.count(), spoken_known_at=posts.known_at.max())


def _newer(shown: "ir.TimestampValue", spoken: "ir.TimestampValue") -> "ir.TimestampValue":
    """The newer of two exports: that which shows a span, and that which brought what is in it."""
    import ibis

    # Without an export that shows the span nothing is known of it, and nothing is behind the row.
    newer = ibis.greatest(shown, spoken.coalesce(shown))
    return shown.notnull().ifelse(newer, ibis.null(shown.type()))


def _rules(run: Pass, platforms: tuple[str, ...]) -> "ir.Table":
    """One row per platform and weekday on which posting is asked."""
    import ibis

    rows = [
        (rule.platform, weekday, rule.posts_a_day, rule.by_hour)
        for rule in run.inputs.rules.posting
        for weekday in range(1, 8)
        if rule.platform in platforms and weekday not in rule.days_off
    ]
    frame = pd.DataFrame(rows, columns=["platform", "weekday", "posts_a_day", "by_hour"])
    kinds = {"platform": "string", "weekday": "int64", "posts_a_day": "int64", "by_hour": "int64"}
    return ibis.memtable(frame, schema=kinds)
