"""What stands behind an edition's figures: the week's posts, its posting days, its groups."""

from typing import TYPE_CHECKING

import pandas as pd

from hustings.metrics.families import FAMILIES, Pass
from hustings.metrics.social import overperforming_score
from hustings.period import Period

if TYPE_CHECKING:
    import ibis.expr.types as ir

CALENDAR_DAYS = 28


def posts_of_week(run: Pass, period: Period) -> pd.DataFrame:
    """One row per post published in the week by a tracked account, with its counts and score.

    `score` is CrowdTangle's overperforming score against the account's own posts of that type;
    empty where there are too few to compare with.
    """
    rows = FAMILIES["post_week"](run)
    chosen = rows.filter((rows.week == period.key) & (rows.is_post == 1)).drop("is_post")
    frame = _executed(run, chosen)
    least = run.inputs.rules.benchmark_least
    scores = [
        overperforming_score(actual, expected, least=least)
        if pd.notna(actual) and pd.notna(expected)
        else None
        for actual, expected in zip(frame["engaged"], frame["expected"], strict=True)
    ]
    scored = frame.assign(score=pd.Series(scores, index=frame.index, dtype="float64"))
    ordered: pd.DataFrame = scored.sort_values(["published_at", "post"], ignore_index=True)
    return ordered


def posting_days(run: Pass, period: Period) -> pd.DataFrame:
    """One row per unit × platform × day of the last 28: posters asked, seen and met."""
    days = pd.date_range(end=period.last, periods=CALENDAR_DAYS).date
    rows = FAMILIES["posting_day"](run)
    chosen = rows.filter(rows.day >= days[0].isoformat(), rows.day <= days[-1].isoformat())
    summed = chosen.group_by("unit", "platform", "day").agg(
        asked=chosen.count(), seen=chosen.seen.sum(), met=chosen.met.sum()
    )
    ordered: pd.DataFrame = _executed(run, summed).sort_values(
        ["unit", "platform", "day"], ignore_index=True
    )
    return ordered


def groups_health(run: Pass, period: Period) -> pd.DataFrame:
    """One row per placed or exported group: how far its newest export can be trusted."""
    exports = run.list("group_exports").to_pandas()
    groups = run.list("groups").to_pandas()
    newest = exports.sort_values("exported_at").drop_duplicates("group", keep="last")
    both = groups[["group", "name", "unit"]].merge(newest, on="group", how="outer")
    end = pd.Timestamp(period.ends_at)
    both = both.merge(exports_of(exports, period), on="group", how="left")
    both = both.assign(
        reaches_week_end=both["exported_at"].ge(end) & both["privacy_switch_at"].isna()
    )
    ordered: pd.DataFrame = both.sort_values("group", ignore_index=True)[
        [
            "group", "name", "unit", "exported_at", "first_at", "last_at", "messages",
            "probably_cut", "privacy_switch_at", "date_order", "date_order_assumed",
            "reaches_week_end", "exports_of_week",
        ]
    ]  # fmt: skip
    return ordered


def exports_of(exports: pd.DataFrame, period: Period) -> pd.DataFrame:
    """How many exports show each group in a week; one alone is confirmed by nobody.

    A further export counts only if it shows the week to its end, for what it does not show it
    cannot confirm.
    Returns: one row per group with an export that shows any of the week: group, exports_of_week.
    """
    until = exports["privacy_switch_at"].fillna(exports["exported_at"])
    some = (exports["first_at"] < period.ends_at) & (until > period.starts_at)
    shown = exports.assign(whole=until >= period.ends_at)[some]
    whole = shown.groupby("group")["whole"].sum().clip(lower=1).astype("int64")
    return whole.rename("exports_of_week").reset_index()


def _executed(run: Pass, rows: "ir.Table") -> pd.DataFrame:
    frame: pd.DataFrame = run.inputs.clean.engine.execute(rows)
    return frame
