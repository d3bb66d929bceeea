"""What exports show: from when to when a group or an account was seen, span by span."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from hustings.metrics.families import Pass

LONGEST_SILENCE = 7 * 86_400  # seconds; see account_spans


def group_spans(run: "Pass", spans: "ir.Table") -> "ir.Table":
    """One row per placed group and span of days, from its first message on: seen or not.

    See _covered. A group never exported has every span, and so has one whose oldest export was
    cut: what came before the cut is not known.
    """
    groups = run.list("groups")
    placed = groups.filter(groups.unit.notnull()).select("platform", "unit", poster="group")
    exports = run.list("group_exports")
    uncut = ~exports.probably_cut.fill_null(False)
    firsts = exports.group_by("group").agg(
        first=exports.first_at.min(), uncut=exports.first_at.min(where=uncut)
    )
    begins = firsts.filter(firsts.first == firsts.uncut).select(begun="group", begins_at="first")
    shows = exports.select(
        "first_at", "known_at",
        shown="group",
        # Once advanced chat privacy is on nobody can export: what came later is not silence.
        until=exports.privacy_switch_at.coalesce(exports.exported_at),
    )  # fmt: skip
    return _covered(placed.left_join(begins, placed.poster == begins.begun), shows, spans)


def account_spans(run: "Pass", accounts: "ir.Table", spans: "ir.Table") -> "ir.Table":
    """One row per account and span of days, from its first known post on: seen or not.

    An export of posts does not say which days it covers: from the oldest post in it on, and, as
    the account is in it, up to the moment it was made. What lies between one export and the start
    of the next is silence if it is a week at most, for exports are made weekly; if it is longer,
    an export is missing.

    Args: accounts: one row per account: poster.
    """
    import ibis

    held = run.rollup("account_exports_of_week")
    begins = held.group_by(begun=held.account).agg(begins_at=held.first_at.min())
    files = held.group_by("file").agg(file_first_at=held.first_at.min())
    shows = held.group_by("file", shown=held.account).agg(
        until=held.counted_at.max(), known_at=held.known_at.min()
    )
    before = ibis.window(group_by="shown", order_by=["until", "file"], preceding=(None, 1))
    shows = shows.join(files, "file").mutate(last_until=lambda s: s.until.max().over(before))
    gap = shows.file_first_at.epoch_seconds() - shows.last_until.epoch_seconds()
    joined = (gap > 0) & (gap <= LONGEST_SILENCE)
    first_at = joined.fill_null(False).ifelse(shows.last_until, shows.file_first_at)
    shows = shows.select("shown", "until", "known_at", first_at=first_at)
    return _covered(accounts.left_join(begins, accounts.poster == begins.begun), shows, spans)


def _covered(posters: "ir.Table", shows: "ir.Table", spans: "ir.Table") -> "ir.Table":
    """Whether some one export shows a span of days to its end.

    Args:    posters: one row per group or account: poster, begins_at; shows: one row per export
             and poster in it: shown, first_at, until, known_at; spans: one row per week or day,
             with ends_at.
    Returns: one row per poster and span: `seen` is 1 or 0, known_at is when the first export that
             shows the span was made.
    """
    grid = posters.drop("begun").cross_join(spans)
    grid = grid.filter(grid.begins_at.isnull() | (grid.begins_at < grid.ends_at))
    # Two exports with a hole between them do not cover the hole, so each is asked by itself.
    reach = spans.select(ended_at="ends_at").cross_join(shows)
    reach = reach.filter((reach.first_at < reach.ended_at) & (reach.until >= reach.ended_at))
    first = reach.group_by("shown", "ended_at").agg(known_at=reach.known_at.min())
    found = (grid.poster == first.shown) & (grid.ends_at == first.ended_at)
    rows = grid.left_join(first, found)
    return rows.drop("begins_at", "shown", "ended_at").mutate(
        seen=lambda r: r.known_at.notnull().cast("int64")
    )
