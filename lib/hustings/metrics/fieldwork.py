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
    """One row per unit and week with forms: active workers, new ones, their acts; zero if none."""
    placed = _placed(run, run.rollup("worker_acts", whole=False))
    rows = placed.join(_first_weeks(run), "worker")
    acted = rows.group_by("week", "unit").agg(
        acts=rows.acts.sum(),
        active=rows.count(),
        is_new=(rows.week == rows.first_week).cast("int64").sum(),
        known_at=rows.known_at.max(),
    )
    weeks = _weeks_with_forms(run)
    known = weeks.select("week", "early", "newness_known")
    return _with_quiet_homes(run, acted.join(known, "week"), weeks)


@by_day("worker_week")
def worker_day(run: Pass) -> "ir.Table":
    """One row per unit and day that the forms reach: active workers, their acts; zero if none."""
    weeks = _weeks_with_forms(run).select("week", "known_at", "newest", early=0)
    # The day of the newest form is not over: what it shows of that day is not the day's figure.
    reached = days(run.weeks).join(weeks, "week").filter(lambda r: r.ends_at <= r.newest)
    placed = _placed(run, run.rollup("worker_acts", whole=False))
    acts = run.rollup("day_acts", whole=False).semi_join(reached, "day")
    rows = acts.join(placed.select("week", "worker", "unit"), ["week", "worker"])
    acted = rows.group_by("week", "day", "unit").agg(
        acts=rows.acts.sum(), active=rows.count(), known_at=rows.known_at.max()
    )
    return _with_quiet_homes(run, acted.mutate(early=0), reached)


@family("activity", beside=("workers",))
def cohort_week(run: Pass) -> "ir.Table":
    """One row per worker who was new four weeks before: whether active in this week."""
    import ibis

    acts = run.rollup("worker_acts")
    first = _first_weeks(run).mutate(number=lambda f: week_number(f.first_week))
    weeks = _weeks_with_forms(run)
    record = acts.aggregate(begins=week_number(acts.week.min()))
    new = first.cross_join(record).filter(lambda r: r.number >= r.begins + WEEKS_BEFORE_NEW)
    due = new.mutate(number=new.number + ACTIVE_AGAIN_AFTER).join(weeks, "number")
    began = acts.join(due.select("worker", week="first_week"), ["worker", "week"])
    unit = _placed(run, began).select("worker", "unit")
    again = run.rollup("worker_acts", whole=False).select("worker", "week").distinct()
    cohort = due.select("worker", "week", "known_at", "early").join(unit, "worker")
    rows = cohort.left_join(again.mutate(came=ibis.literal(1)), ["worker", "week"])
    return rows.select(
        "week", "unit", "known_at", "early",
        platform=ibis.literal("all"),
        member=ibis.literal(1),
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


def _placed(run: Pass, acts: "ir.Table") -> "ir.Table":
    """One row per worker and week of some acts, in the unit the roster gives the worker."""
    weekly = acts.group_by("week", "worker").agg(
        acts=acts.acts.sum(), done_in=acts.unit.min(), known_at=acts.known_at.max()
    )
    rows = weekly.left_join(run.list("workers").select("worker", home="unit"), "worker")
    return rows.select(
        "week", "worker", "acts", "known_at",
        unit=rows.home.coalesce(rows.done_in),  # a worker since taken off the roster still acted
    )  # fmt: skip


def _first_weeks(run: Pass) -> "ir.Table":
    """One row per worker on record: the week of the first act."""
    acts = run.rollup("worker_acts")
    return acts.group_by("worker").agg(first_week=acts.week.min())


def _with_quiet_homes(run: Pass, acted: "ir.Table", spans: "ir.Table") -> "ir.Table":
    """With a row that says zero for each unit with workers and each week or day with forms.

    Forms came from others then: a unit of which none came is one that did nothing.
    """
    import ibis

    homes = run.list("workers").select("unit").distinct()
    counted = [name for name in ("acts", "active", "is_new") if name in acted.columns]
    quiet = homes.cross_join(spans).mutate(**dict.fromkeys(counted, ibis.literal(0, "int64")))
    return acted.union(quiet.select(acted.columns)).mutate(platform=ibis.literal("all"))


def _weeks_with_forms(run: Pass) -> "ir.Table":
    """One row per week to be measured in which anybody recorded an act.

    `newest` is the newest form on record; a week that ends after it is `early`: more may come.
    """
    acts = run.rollup("worker_acts")
    weeks = acts.group_by("week").agg(known_at=acts.known_at.max())
    record = weeks.aggregate(begins=week_number(weeks.week.min()), newest=weeks.known_at.max())
    rows = weeks.join(week_ends(run.weeks), "week").cross_join(record)
    rows = rows.mutate(number=week_number(rows.week))
    return rows.select(
        "week", "known_at", "newest", "number",
        early=(rows.ends_at > rows.newest).cast("int64"),
        newness_known=rows.number >= rows.begins + WEEKS_BEFORE_NEW,
    )  # fmt: skip
