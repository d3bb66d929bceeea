"""Families of workers and reports: who acted, who came back, which booths, which reports."""

from typing import TYPE_CHECKING

import pandas as pd

from hustings.metrics.calendar import days, due_moments
from hustings.metrics.families import Pass, by_day, family
from hustings.metrics.rollups import WEEKDAYS
from hustings.period import Period

if TYPE_CHECKING:
    import ibis.expr.types as ir

WEEKS_BEFORE_NEW = 4  # on record this long, before a first act means a new worker
ACTIVE_AGAIN_AFTER = 4  # weeks; retention is read in week 4


def _of_acts(run: Pass, week: str) -> tuple[str, ...]:
    """Fingerprints of a week's acts, and of whether more are to come; none without acts."""
    if week not in run.record.known_at:
        return ()
    return run.kept.stamps("worker_acts")[week], str(run.record.early(week))


def _of_workers(run: Pass, week: str) -> tuple[str, ...]:
    """Of a week's acts, of whose first they were, and of where the roster has the workers."""
    if not (acts := _of_acts(run, week)):
        return ()
    known = str(run.record.weeks_before(week) >= WEEKS_BEFORE_NEW)
    return *acts, known, run.record.firsts[week], run.record.homes


def _of_cohort(run: Pass, week: str) -> tuple[str, ...]:
    """Of a week's acts, and of who was new four weeks before."""
    acts, began = _of_acts(run, week), _began(run, week)
    return (*acts, began, run.record.firsts[began], run.record.homes) if acts and began else ()


def _of_booths(run: Pass, week: str) -> tuple[str, ...]:
    """Of a week's acts, and of the list of booths."""
    return *_of_acts(run, week), run.booths


def _of_days(run: Pass, week: str) -> tuple[str, ...]:
    """Of a week's acts, of the day that forms reach, and of where the roster has the workers."""
    if not (acts := _of_acts(run, week)):
        return ()
    reach = min(run.record.newest, Period.parse(week).ends_at)
    return *acts, reach.isoformat(), run.record.homes, run.tree.print


@family("activity", beside=("workers",), enters=_of_workers)
def worker_week(run: Pass) -> "ir.Table":
    """One row per unit and week with forms: active workers, new ones, their acts; zero if none."""
    import ibis

    first = run.record.first_acts(run.weeks).select("week", "worker", first=ibis.literal(1))
    rows = _placed(run).left_join(first, ["week", "worker"])
    acted = rows.group_by("week", "unit").agg(
        acts=rows.acts.sum(),
        active=rows.count(),
        is_new=rows["first"].count(),
        known_at=rows.known_at.max(),
    )
    homes = run.record.workers().select("unit").distinct()
    weeks = _weeks_with_forms(run).select("week", "known_at", "early", "newness_known")
    known = weeks.select("week", "early", "newness_known")
    return _with_quiet_homes(acted.join(known, "week"), homes.cross_join(weeks))


@by_day("worker_week", enters=_of_days)
def worker_day(run: Pass) -> "ir.Table":
    """One row per unit and day that the forms reach: active workers, their acts; zero if none.

    Units that lie in the same studied units are taken as one of them: nobody below is studied.
    """
    import ibis

    placed = _placed(run).join(run.standins, "unit").drop("unit").rename(unit="standin")
    wide = placed.group_by("week", "unit").agg(
        known_at=placed.known_at.max(),
        **{f"{day}_acts": placed[day].sum() for day in WEEKDAYS},
        **{f"{day}_active": (placed[day] > 0).sum() for day in WEEKDAYS},
    )
    long = ibis.union(
        *[
            wide.select("week", "unit", "known_at", weekday=ibis.literal(number, "int64"),
                        acts=wide[f"{day}_acts"], active=wide[f"{day}_active"])
            for number, day in enumerate(WEEKDAYS, start=1)
        ]
    )  # fmt: skip
    weeks = _weeks_with_forms(run).select("week", "known_at", "newest")
    # The day of the newest form is not over: what it shows of that day is not the day's figure.
    reached = days(run.weeks).join(weeks, "week").filter(lambda r: r.ends_at <= r.newest)
    acted = long.join(reached.select("week", "weekday", "day"), ["week", "weekday"])
    homes = run.record.workers().join(run.standins, "unit").select(unit="standin").distinct()
    quiet = homes.cross_join(reached.select("week", "weekday", "day", "known_at"))
    return _with_quiet_homes(acted, quiet).mutate(early=ibis.literal(0))


@family("activity", beside=("workers",), enters=_of_cohort)
def cohort_week(run: Pass) -> "ir.Table":
    """One row per worker who was new four weeks before: whether active in this week."""
    import ibis

    began = {week: _began(run, week) for week in run.weeks}
    due = _weeks_with_forms(run).select("week", "known_at", "early", first_week="began")
    new = run.record.first_acts(list(began.values()))
    new = new.select("worker", done_in="unit", first_week="week").join(due, "first_week")
    again = run.rollup("worker_acts", whole=False).select("worker", "week").distinct()
    rows = _at_home(run, new).left_join(again.mutate(came=ibis.literal(1)), ["worker", "week"])
    return rows.select(
        "week", "unit", "known_at", "early",
        platform=ibis.literal("all"),
        member=ibis.literal(1),
        active=rows.came.fill_null(0),  # true zero: forms came in that week, not from the worker
    )  # fmt: skip


@family("activity", enters=_of_booths)
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


def _placed(run: Pass) -> "ir.Table":
    """One row per worker and week to be measured, in the unit the roster gives the worker."""
    acts = run.rollup("worker_acts", whole=False)
    weekly = acts.group_by("week", "worker").agg(
        acts=acts.acts.sum(), done_in=acts.unit.min(), known_at=acts.known_at.max(),
        **{day: acts[day].sum() for day in WEEKDAYS},
    )  # fmt: skip
    return _at_home(run, weekly)


def _at_home(run: Pass, rows: "ir.Table") -> "ir.Table":
    """With the unit the roster gives the worker; where it gives none, where the act was done."""
    homes = run.record.workers().select(listed="worker", home="unit")
    placed = rows.left_join(homes, rows.worker == homes.listed)
    # A worker since taken off the roster still acted.
    return placed.mutate(unit=placed.home.coalesce(placed.done_in)).drop(
        "listed", "home", "done_in"
    )


def _with_quiet_homes(acted: "ir.Table", quiet: "ir.Table") -> "ir.Table":
    """With a row that says zero for each unit with workers and each week or day with forms.

    Forms came from others then: a unit of which none came is one that did nothing.
    """
    import ibis

    counted = [name for name in ("acts", "active", "is_new") if name in acted.columns]
    nothing = quiet.mutate(**dict.fromkeys(counted, ibis.literal(0, "int64")))
    return acted.union(nothing.select(acted.columns)).mutate(platform=ibis.literal("all"))


def _began(run: Pass, week: str) -> str:
    """The week whose new workers are looked for again in this one; empty if none were told."""
    began = Period.parse(week).trailing(ACTIVE_AGAIN_AFTER + 1)[0].key
    told = began in run.record.known_at and run.record.weeks_before(began) >= WEEKS_BEFORE_NEW
    return began if told else ""


def _weeks_with_forms(run: Pass) -> "ir.Table":
    """One row per week to be measured in which anybody recorded an act.

    `newest` is the newest form on record; a week that ends after it is `early`: more may come.
    """
    import ibis

    record = run.record
    rows = [
        (
            week, record.known_at[week], record.newest, int(record.early(week)),
            record.weeks_before(week) >= WEEKS_BEFORE_NEW, _began(run, week),
        )
        for week in run.weeks
        if week in record.known_at
    ]  # fmt: skip
    kinds = {
        "week": "string", "known_at": "timestamp('UTC', 6)", "newest": "timestamp('UTC', 6)",
        "early": "int64", "newness_known": "boolean", "began": "string",
    }  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(kinds))
    moments = dict.fromkeys(("known_at", "newest"), "datetime64[us, UTC]")
    return ibis.memtable(frame.astype(moments), schema=kinds)
