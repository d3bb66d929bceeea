"""Families of posts and accounts: what was published, what became of it, who follows."""

from typing import TYPE_CHECKING

from hustings.metrics.calendar import days, week_ends, week_number
from hustings.metrics.coverage import account_spans
from hustings.metrics.families import Pass, by_day, family

if TYPE_CHECKING:
    import ibis.expr.types as ir

BENCHMARK_POSTS = 100  # CrowdTangle: the account's last 100 posts of the same type
FEWEST_FOR_BENCHMARK = 8  # so that the middle half is four posts at least
EXACT_STEP = 1024  # sums of 1024ths are exact, in whatever order an engine adds them

FIGURES = ("reach", "views", "engaged")

ROWS = (
    "week", "day", "unit", "platform", "known_at", "side", "account", "post", "type",
    "published_at", "text", "permalink", "reach", "views", "reactions", "comments", "shares",
    "engaged", "expected", "early", "is_post", "seen",
)  # fmt: skip


@family("posts", "post_counts", beside=("accounts",))
def post_week(run: Pass) -> "ir.Table":
    """One row per post and week; and one per account and week without a post.

    The latter says zero where an export of the account shows the week to its end; where none
    does, it is not `seen`.
    """
    posts = _benchmarked(published(run))
    silent, _ = _without_posts(run, posts, week_ends(run.weeks), "week")
    return posts.select(*ROWS).union(silent)


@by_day("post_week")
def post_day(run: Pass) -> "ir.Table":
    """The same by day, without the posts of days that no export shows to their end."""
    posts = _benchmarked(published(run))
    silent, shown = _without_posts(run, posts, days(run.weeks), "day")
    return posts.semi_join(shown, ["account", "day"]).select(*ROWS).union(silent)


@family("account_counts", beside=("accounts",))
def account_week(run: Pass) -> "ir.Table":
    """One row per account and week, from its first follower count on: this week's and the last's.

    In a week without a count the row is not `counted`: the followers are still there.
    """
    import ibis

    counts = run.list("account_counts").mutate(number=lambda c: week_number(c.week))
    newest = ibis.row_number().over(
        ibis.window(group_by=["account", "week"], order_by=ibis.desc("counted_on"))
    )
    last = counts.mutate(newest=newest).filter(lambda c: c.newest == 0)
    last = last.select(
        "account", "number", "followers",
        # A count is as old as the day it was read, however late the list came.
        known_at=last.counted_on.cast("timestamp('UTC')"),
    )  # fmt: skip
    first = last.group_by("account").agg(first_number=last.number.min())
    weeks = week_ends(run.weeks).select("week", number=lambda w: week_number(w.week))
    accounts = (
        run.list("accounts").select("account", "platform", "side", "unit").join(first, "account")
    )
    grid = accounts.cross_join(weeks).filter(lambda r: r.number >= r.first_number)
    before = last.select("account", number=last.number + 1, followers_before=last.followers)
    rows = grid.left_join(last, ["account", "number"]).left_join(before, ["account", "number"])
    return rows.select(
        "week", "unit", "platform", "known_at", "account", "side", "followers", "followers_before",
        counted=rows.followers.notnull().cast("int64"),
        is_first=(rows.number == rows.first_number).cast("int64"),
    )  # fmt: skip


def published(run: Pass) -> "ir.Table":
    """One row per post of a listed account, with the account's side and unit and what it drew."""
    import ibis

    # Two exports may date a post to either side of midnight; the first that held it decides.
    nth = ibis.row_number().over(ibis.window(group_by="post", order_by=["known_at", "week"]))
    posts = run.rollup("post_counts_of_week").mutate(nth=nth).filter(lambda p: p.nth == 0)
    parts = (posts.reactions, posts.comments, posts.shares)
    known = ibis.or_(*(part.notnull() for part in parts))
    added = sum(part.fill_null(0) for part in parts)  # unknown parts of a known whole add nothing
    one = ibis.literal(1, "int64")
    posts = posts.mutate(engaged=known.ifelse(added, posts.engagements), is_post=one, seen=one)
    return posts.join(run.list("accounts").select("account", "side", "unit"), "account")


def _benchmarked(posts: "ir.Table") -> "ir.Table":
    """With what an account's posts of a type usually get: mean of the middle half of its last 100.

    The window ends before the post itself; where fewer than eight known ones precede it there is
    nothing to compare with.
    """
    import ibis

    window = ibis.window(
        group_by=["account", "type"],
        order_by=["published_at", "post"],
        preceding=(BENCHMARK_POSTS, 1),
    )
    known = posts.engaged.collect().over(window).filter(lambda value: value.notnull()).sort()
    many = known.length()
    quarter = (many / 4).floor().cast("int64")
    middle = known[quarter : many - quarter].means()
    expected = (middle * EXACT_STEP).round().cast("float64") / EXACT_STEP
    enough = many >= FEWEST_FOR_BENCHMARK
    return posts.mutate(expected=enough.ifelse(expected, ibis.null("float64")))


def _without_posts(
    run: Pass, posts: "ir.Table", spans: "ir.Table", by: str
) -> "tuple[ir.Table, ir.Table]":
    """The rows of accounts in spans without a post of theirs; and the spans exports show.

    Only figures that an account's exports know at all become zero.
    """
    import ibis

    knows = posts.group_by("account", "side", "unit", "platform").agg(
        **{f"knows_{name}": posts[name].notnull().any() for name in FIGURES}
    )
    grid = account_spans(run, knows.mutate(poster=knows.account), spans)
    rows = grid.anti_join(posts.select("account", by).distinct(), ["account", by])
    nothing = ibis.literal(0, "int64")
    zeros = {name: rows[f"knows_{name}"].ifelse(nothing, ibis.null("int64")) for name in FIGURES}
    rows = rows.mutate(**zeros, is_post=nothing, early=1 - rows.seen)
    kinds = posts.schema()
    blank = {name: ibis.null(kinds[name]) for name in ROWS if name not in rows.columns}
    return rows.mutate(**blank).select(*ROWS), grid.filter(grid.seen == 1)
