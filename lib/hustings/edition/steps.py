"""How many workers are left after each step, from the roster to the daily worker."""

from typing import TYPE_CHECKING

import pandas as pd

from hustings.metrics.families import Pass
from hustings.metrics.rollups import WEEKDAYS
from hustings.period import Period
from hustings.privacy import BELOW_BLOCK

if TYPE_CHECKING:
    import ibis.expr.types as ir

RECENT_WEEKS = 4
STEPS = ("registered", "recent", "once", "two_days", "four_days", "every_day", "lapsed")


def worker_steps(run: Pass, period: Period) -> pd.DataFrame:
    """Workers on the roster, and how many of them did so much; each step lies within the last.

    Groups only: units below block level have no row, so that no two steps single out a person.
    Returns: one row per unit with workers: `registered` on the roster in the week; `recent` with
             an act in the last four weeks; `once`, `two_days`, `four_days`, `every_day` with acts
             on so many days of the week; `lapsed` with acts last week and none in this. All but
             `registered` are missing where nobody anywhere recorded an act in the week.
    """
    homes = _homes(run, period)
    frame = run.inputs.clean.engine.execute(homes.left_join(_acted(run, period), "worker"))
    days, before = frame["days"].fillna(0), frame["days_before"].fillna(0)  # true zero: no act
    each = pd.DataFrame(
        {
            "unit": frame["unit"],
            "registered": 1,
            "recent": frame["days"].notna(),
            "once": days >= 1,
            "two_days": days >= 2,
            "four_days": days >= 4,
            "every_day": days >= 7,
            "lapsed": (days == 0) & (before >= 1),
        }
    )
    closure = run.inputs.closure
    above = closure.loc[~closure["level"].isin(BELOW_BLOCK), ["unit", "ancestor"]]
    at_home = each.groupby("unit")[list(STEPS)].sum().reset_index()
    placed = at_home.merge(above, on="unit")
    summed = placed.groupby("ancestor")[list(STEPS)].sum().astype("float64")
    if not days.sum():
        summed[list(STEPS[1:])] = float("nan")
    return summed.rename_axis("unit").reset_index()


def _homes(run: Pass, period: Period) -> "ir.Table":
    """One row per worker on the roster in the week: where."""
    workers = run.list("workers")
    came = (workers.since <= period.last.isoformat()).fill_null(True)  # no day given: long ago
    stays = (workers.until >= period.first.isoformat()).fill_null(True)
    return workers.filter(came & stays).select("worker", "unit")


def _acted(run: Pass, period: Period) -> "ir.Table":
    """One row per worker with an act in the last four weeks: days of this week and the last."""
    weeks = steps_weeks(run, period)
    acts = run.only(weeks).rollup("worker_acts", whole=False)
    this, last = acts.week == period.key, acts.week == period.previous().key
    each = acts.group_by("worker").agg(
        **{f"now_{day}": ((acts[day] > 0) & this).any().cast("int64") for day in WEEKDAYS},
        days_before=last.cast("int64").sum(),
    )
    days = sum(each[f"now_{day}"] for day in WEEKDAYS)
    return each.select("worker", "days_before", days=days)


def steps_weeks(run: Pass, period: Period) -> list[str]:
    """The weeks that are looked back on, of those on record."""
    return [week.key for week in period.trailing(RECENT_WEEKS) if week.key in run.weeks]
