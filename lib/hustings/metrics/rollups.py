"""The first step: facts of one ISO week shrunk to one row per worker, post or group and hour.

Each is kept under the fingerprint of the files it was made from, so a week whose files did not
change is never read again.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

    from hustings.metrics.inputs import CleanTables

IST_SECONDS = 19_800  # India is 5 h 30 min ahead of UTC all year

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Rollup:
    """One shrinking of clean tables, week by week."""

    name: str
    reads: tuple[str, ...]
    shrink: "Callable[[CleanTables, list[str]], ir.Table]"


ROLLUPS: dict[str, Rollup] = {}


def rollup(
    *reads: str,
) -> "Callable[[Callable[[CleanTables, list[str]], ir.Table]], Rollup]":
    """Register a rollup that reads these clean tables."""

    def register(shrink: "Callable[[CleanTables, list[str]], ir.Table]") -> Rollup:
        name = shrink.__name__
        ROLLUPS[name] = Rollup(name, reads, shrink)
        return ROLLUPS[name]

    return register


def indian(moment: "ir.TimestampValue") -> "ir.TimestampValue":
    """A UTC moment as India's wall clock, without a zone, on any engine."""
    import ibis

    return moment.cast("timestamp") + ibis.interval(seconds=IST_SECONDS)


def acts_that_count(acts: "ir.Table") -> "ir.Table":
    """One row per worker, unit and moment of acts: how many count, and the newest input.

    Of answers sent again for one worker, unit and named day, the last counts. An answer that names
    no day is dated by its own sending; two of those are two, as two equal acts without a form are.
    A night of a list of pravas that a form tells of as well is one. All stay in the clean table.
    """
    about = ["week", "worker", "unit", "done_at"]
    acts = acts.anti_join(_told_by_a_form_too(acts, about), "row_key")
    told = acts.recorded_at.notnull() & (acts.done_at != acts.recorded_at)
    each = acts.group_by(*about).agg(
        acts=acts.count(), known_at=acts.known_at.max(), told=told.cast("int64").sum()
    )
    # Windows sort by all these texts, so only what was told more than once goes through them.
    often = _last_answers(acts.semi_join(each.filter(each.told > 1), about), about)
    counted = often.group_by(*about).agg(acts=often.count(), known_at=often.known_at.max())
    return each.filter(each.told <= 1).drop("told").union(counted)


def _told_by_a_form_too(acts: "ir.Table", about: list[str]) -> "ir.Table":
    """The nights of lists of pravas, few among all acts, that a form tells of as well."""
    nights = acts.filter(acts.act == "pravas_stay").select(*about, "recorded_at", "row_key")
    listed, answered = nights.recorded_at.isnull(), nights.recorded_at.notnull()
    return nights.filter(listed).semi_join(nights.filter(answered), about).select("row_key")


def _last_answers(acts: "ir.Table", about: list[str]) -> "ir.Table":
    import ibis

    told = acts.recorded_at.notnull() & (acts.done_at != acts.recorded_at)
    marked = acts.mutate(
        told=told.cast("int64"),
        last=acts.recorded_at.max().over(ibis.window(group_by=about)),
        again=ibis.row_number().over(
            ibis.window(group_by=[*about, "act", "recorded_at"], order_by="row_key")
        ),
    )
    counts = (marked.told == 0) | ((marked.recorded_at == marked.last) & (marked.again == 0))
    return marked.filter(counts)


@rollup("activity")
def worker_acts(clean: "CleanTables", weeks: list[str]) -> "ir.Table":
    """One row per worker, week and unit the act was done in: acts, by weekday too, newest input."""
    acts = acts_that_count(clean.table("activity", weeks=weeks))
    weekday = indian(acts.done_at).day_of_week.index()
    return acts.group_by("week", "worker", "unit").agg(
        acts=acts.acts.sum(),
        known_at=acts.known_at.max(),
        **{day: acts.acts.sum(where=weekday == n).fill_null(0) for n, day in enumerate(WEEKDAYS)},
    )


@rollup("activity")
def forms_of_week(clean: "CleanTables", weeks: list[str]) -> "ir.Table":
    """One row per week: its newest form."""
    acts = clean.table("activity", weeks=weeks)
    return acts.group_by("week").agg(known_at=acts.known_at.max())


@rollup("messages")
def group_hours(clean: "CleanTables", weeks: list[str]) -> "ir.Table":
    """One row per group, Indian day and hour: messages, deleted ones left out."""
    sent = clean.table("messages", weeks=weeks).mutate(local=lambda m: indian(m.sent_at))
    alive = sent.filter(sent.kind != "deleted")
    return alive.group_by(
        alive.week, alive.group, day=alive.local.date(), hour=alive.local.hour()
    ).agg(messages=alive.count(), last_at=alive.sent_at.max(), known_at=alive.known_at.max())


@rollup("posts", "post_counts")
def post_counts_of_week(clean: "CleanTables", weeks: list[str]) -> "ir.Table":
    """One row per post of the week, with the counts that compare fairly from week to week.

    Counts are lifetime counts and keep growing, so each week takes those of the first export
    made after the week had ended; where there is none yet, the newest, marked `early`.
    """
    import ibis

    posts = clean.table("posts", weeks=weeks)
    counts = clean.table("post_counts", weeks=weeks)
    # A row is on time for its own week if it was counted after that week's last moment.
    end = _week_end(counts.published_at)
    counts = counts.mutate(early=(counts.counted_at < end).cast("int64"))
    age = ibis.ifelse(
        counts.early == 1, -counts.counted_at.epoch_seconds(), counts.counted_at.epoch_seconds()
    )
    # Of two exports that bear one moment the larger counts are the later ones: counts grow.
    newest = [
        ibis.desc(counts.known_at),
        *(ibis.desc(counts[name].fill_null(-1)) for name in ("views", "reactions", "comments")),
    ]
    fair = ibis.row_number().over(
        ibis.window(
            group_by=["week", "post"], order_by=[counts.early, age, *newest, counts.row_key]
        )
    )
    chosen = counts.mutate(fair=fair).filter(lambda c: c.fair == 0)
    numbers = ("views", "reach", "reactions", "comments", "shares", "engagements")
    chosen = chosen.select("week", "post", "early", *numbers, counts_known_at="known_at")
    # By week too: what a week holds must not depend on which other weeks are shrunk with it.
    joined = posts.left_join(chosen, ["week", "post"])
    return joined.select(
        "week", "post", "platform", "account", "type", "published_at", "text", "permalink",
        "early", *numbers,
        day=indian(joined.published_at).date(),
        known_at=ibis.greatest(joined.known_at, joined.counts_known_at.coalesce(joined.known_at)),
    )  # fmt: skip


@rollup("posts", "post_counts")
def account_exports_of_week(clean: "CleanTables", weeks: list[str]) -> "ir.Table":
    """One row per export file and account with posts of the week in it: the oldest of these."""
    posts = clean.table("posts", weeks=weeks).select("week", "post", "account")
    held = clean.table("post_counts", weeks=weeks).join(posts, ["week", "post"])
    return held.group_by("week", "file", "account", "counted_at").agg(
        first_at=held.published_at.min(), known_at=held.known_at.min()
    )


def _week_end(moment: "ir.TimestampValue") -> "ir.TimestampValue":
    """The first moment, UTC, after the Indian week a moment falls in."""
    import ibis

    local = indian(moment)
    monday = local.truncate("W")
    utc = monday + ibis.interval(days=7) - ibis.interval(seconds=IST_SECONDS)
    return utc.cast("timestamp('UTC')")
