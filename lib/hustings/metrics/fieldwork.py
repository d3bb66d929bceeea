"""Families of workers and reports: who acted, who came back, which booths, which reports."""

from typing import TYPE_CHECKING

from hustings.metrics.calendar import days, due_moments, week_ends, week_number
from hustings.metrics.families import Pass, by_day, family

if TYPE_CHECKING:
    import ibis.expr.types as ir

WEEKS_BEFORE_NEW = 4  # on record this long, before a first act means a new worker
ACTIVE_AGAIN_AFTER = 4  # weeks; retention is read in week 4


@family("activity", beside=("workers",))
def worker_week(run: Pass) -> "ir.Table":
    """One row per active worker and week; and per unit with workers and week, one that is zero."""
    import ibis

    placed = _placed_acts(run)
    weeks = _weeks_with_forms(run).drop("number")
    first = placed.group_by("worker").agg(first_number=placed.number.min())
    rows = placed.join(first, "worker").join(weeks.drop("known_at"), "week")
    one, nothing = ibis.literal(1, "int64"), ibis.literal(0, "int64")
    acted = rows.select(
        "week", "unit", "known_at", "newness_known", "early", "acts",
        platform=ibis.literal("all"),
        active=one,
        is_new=(rows.number == rows.first_number).cast("int64"),
    )  # fmt: skip
    # Forms came in that week, so a unit with workers and no act is one that did nothing.
    quiet = _homes(run).cross_join(weeks).select(
        "week", "unit", "known_at", "newness_known", "early",
        acts=nothing, platform=ibis.literal("all"), active=nothing, is_new=nothing,
    )  # fmt: skip
    return acted.union(quiet.select(acted.columns))


@by_day("worker_week")
def worker_day(run: Pass) -> "ir.Table":
    """One row per active worker and day the forms reach; per unit with workers, one of zero."""
    import ibis

    acts = run.rollup("day_acts", whole=False)
    acts = acts.join(run.list("workers").select("worker", home="unit"), "worker", how="left")
    one, nothing = ibis.literal(1, "int64"), ibis.literal(0, "int64")
    acted = acts.select(
        "week", "day", "known_at", "acts",
        platform=ibis.literal("all"), unit=acts.home.coalesce(acts.unit), active=one, early=nothing,
    )  # fmt: skip
    weeks = _weeks_with_forms(run).select("week", "known_at", "newest")
    reached = days(run.weeks).join(weeks, "week").filter(lambda r: r.ends_at <= r.newest)
    quiet = _homes(run).cross_join(reached).select(
        "week", "day", "known_at", "unit",
        platform=ibis.literal("all"), acts=nothing, active=nothing, early=nothing,
    )  # fmt: skip
    # The day of the newest form is not over: what it shows of that day is not the day's figure.
    return acted.semi_join(reached, "day").union(quiet.select(acted.columns))


@family("activity", beside=("workers",))
def cohort_week(run: Pass) -> "ir.Table":
    """One row per worker who was new four weeks before: whether active in this week."""
    import ibis

    placed = _placed_acts(run)
    record = placed.aggregate(begins=placed.number.min())
    first = placed.group_by("worker").agg(
        first_number=placed.number.min(), unit=placed.unit.argmin(placed.number)
    )
    new = first.cross_join(record).filter(lambda r: r.first_number >= r.begins + WEEKS_BEFORE_NEW)
    due = new.mutate(number=new.first_number + ACTIVE_AGAIN_AFTER)
    cohort = due.select("worker", "unit", "number").join(_weeks_with_forms(run), "number")
    again = placed.select("worker", "number", came=ibis.literal(1, "int64"))
    rows = cohort.left_join(again, ["worker", "number"])
    return rows.select(
        "week", "unit", "known_at", "early",
        platform=ibis.literal("all"),
        member=ibis.literal(1, "int64"),
        active=rows.came.fill_null(0),  # true zero: forms came in that week, not from the worker
    )  # fmt: skip


@family("activity")
def booth_week(run: Pass) -> "ir.Table":
    """One row per listed booth and week with forms: whether anything was recorded there."""
    import ibis

    acts = run.rollup("worker_acts", whole=False)
    seen = acts.select("week", "unit", came=ibis.literal(1, "int64")).distinct()
    listed = ibis.memtable(run.inputs.booths, schema={"unit": "string"})
    rows = listed.cross_join(_weeks_with_forms(run)).left_join(seen, ["week", "unit"])
    return rows.select(
        "week", "unit", "known_at", "early",
        platform=ibis.literal("all"),
        listed=ibis.literal(1, "int64"),
        active=rows.came.fill_null(0),  # true zero: forms came that week, none from this booth
    )  # fmt: skip


@family("reports_received")
def report_week(run: Pass) -> "ir.Table":
    """One row per unit that must report and week due before the newest form: on time or not."""
    import ibis

    reports = run.list("reports_received")
    # A week can be judged from the first form exported after its reports were due.
    forms = reports.select("known_at").distinct()
    due = due_moments(run.weeks, run.inputs.rules.reporting)
    judged = due.cross_join(forms).filter(lambda r: r.known_at >= r.due_at)
    judged = judged.group_by("week", "due_at").agg(known_at=judged.known_at.min())
    asked = judged.cross_join(reports.aggregate(begins=reports.period.min()))
    units = ibis.memtable(run.inputs.reporting_units, schema={"unit": "string"})
    expected = units.cross_join(asked.filter(asked.week >= asked.begins))
    # The first report of a unit for a period decides; a later correction does not make it late.
    came = reports.group_by("unit", week=reports.period).agg(
        received_at=reports.received_at.min(),
        came_known_at=reports.known_at.argmin(reports.received_at),
    )
    rows = expected.left_join(came, ["week", "unit"])
    return rows.select(
        "week", "unit",
        platform=ibis.literal("all"),
        known_at=ibis.greatest(rows.known_at, rows.came_known_at.coalesce(rows.known_at)),
        expected=ibis.literal(1, "int64"),
        on_time=(rows.received_at <= rows.due_at).fill_null(False).cast("int64"),
        late=(rows.received_at > rows.due_at).fill_null(False).cast("int64"),
    )  # fmt: skip


def _placed_acts(run: Pass) -> "ir.Table":
    """One row per worker and week with acts, in the unit the roster gives the worker."""
    acts = run.rollup("worker_acts")
    weekly = acts.group_by("week", "worker").agg(
        acts=acts.acts.sum(), done_in=acts.unit.min(), known_at=acts.known_at.max()
    )
    rows = weekly.left_join(run.list("workers").select("worker", home="unit"), "worker")
    return rows.select(
        "week", "worker", "acts", "known_at",
        unit=rows.home.coalesce(rows.done_in),  # a worker since taken off the roster still acted
        number=week_number(rows.week),
    )  # fmt: skip


def _homes(run: Pass) -> "ir.Table":
    """One row per unit that has workers."""
    return run.list("workers").select("unit").distinct()


def _weeks_with_forms(run: Pass) -> "ir.Table":
    """One row per week to be measured in which anybody recorded an act.

    `newest` is the newest form on record; a week that ends after it is `early`: more may come.
    """
    acts = run.rollup("worker_acts")
    record = acts.aggregate(begins=week_number(acts.week.min()), newest=acts.known_at.max())
    weeks = acts.group_by("week").agg(known_at=acts.known_at.max())
    rows = weeks.join(week_ends(run.weeks), "week").cross_join(record)
    rows = rows.mutate(number=week_number(rows.week))
    return rows.select(
        "week", "known_at", "newest", "number",
        early=(rows.ends_at > rows.newest).cast("int64"),
        newness_known=rows.number >= rows.begins + WEEKS_BEFORE_NEW,
    )  # fmt: skip
