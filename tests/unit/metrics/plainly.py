"""Every metric once more, in plain pandas and loops: a second engine to hold the first against.

Written from the definitions alone. Nothing of hustings.metrics is used here.
"""

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
from plainly_groups import presence
from plainly_posts import followers, social
from plainly_terms import NOTHING, back, ends, leaf

from hustings.period import IST, Period

SUMS = ["numerator", "denominator", "n", "needs", "partial"]


def measured(clean, units, rules, weeks):
    """Measured rows of every metric; clean: table name -> pandas, as stored."""
    listed = sorted(
        {w for frame in clean.values() if "week" in frame for w in frame["week"]} - {"undated"}
    )
    weeks = [week for week in weeks if listed[0] <= week <= listed[-1]]
    parts = [
        *_field(clean, units, weeks), *_reports(clean, units, rules, weeks),
        *social(clean, weeks), *followers(clean, weeks), *presence(clean, rules, weeks),
    ]  # fmt: skip
    names = ["metric", "period", "unit", "platform", *SUMS, "as_of"]
    leaves = pd.DataFrame([row for part in parts for row in part], columns=names)
    leaves["as_of"] = pd.to_datetime(leaves["as_of"], utc=True)
    placed = leaves.dropna(subset=["unit"]).merge(units["closure"], on="unit")
    whole = placed[placed["platform"] != "all"].assign(platform="all")
    by = ["period", "level", "ancestor", "metric", "platform"]
    grouped = pd.concat([placed, whole]).groupby(by)
    rows = grouped[SUMS].sum(min_count=1).join(grouped["as_of"].max()).reset_index()
    return _valued(rows.rename(columns={"ancestor": "unit"}))


def _valued(rows):
    ratio = rows["denominator"].notna()
    value = np.where(
        ratio, rows["numerator"] / rows["denominator"].replace(0, np.nan), rows["numerator"]
    )
    missing = np.isnan(value) | (rows["needs"] == 0)
    status = np.where(missing, "no_data", np.where(rows["partial"] > 0, "partial", "ok"))
    return rows.assign(value=np.where(missing, NOTHING, value), status=status)


def _field(clean, units, weeks):
    acts = _last_answers(clean["activity"])
    begins, newest = acts["week"].min(), acts["known_at"].max()
    homes = clean["workers"].set_index("worker")["unit"]
    by_week = acts.groupby(["week", "worker"])
    placed = by_week.agg(
        acts=("unit", "size"), done_in=("unit", "min"), known_at=("known_at", "max")
    )
    placed = placed.reset_index()
    placed["unit"] = placed["worker"].map(homes).fillna(placed["done_in"])
    firsts = placed.sort_values("week").drop_duplicates("worker").set_index("worker")
    placed["new"] = placed["week"] == placed["worker"].map(firsts["week"])
    seen = {week: rows for week, rows in placed.groupby("week") if week in weeks}
    for week, rows in seen.items():
        early, known = int(ends(week) > newest), rows["known_at"].max()
        told = begins <= back(week, 4)
        totals = rows.groupby("unit").agg(
            active=("worker", "size"),
            acts=("acts", "sum"),
            new=("new", "sum"),
            known_at=("known_at", "max"),
        )
        yield from _of_workers(totals, set(homes), week, early, known, told)
        cohort = firsts[(firsts["week"] == back(week, 4)) & (begins <= back(week, 8))]
        again = cohort.index.isin(rows["worker"])
        yield [
            leaf("week4_retention", week, unit, "all", known, float(came), 1, partial=early)
            for unit, came in zip(cohort["unit"], again, strict=True)
        ]
        at_work = set(acts.loc[acts["week"] == week, "unit"])
        yield [
            leaf(
                "booths_with_activity",
                week,
                booth,
                "all",
                known,
                float(booth in at_work),
                1,
                partial=early,
            )
            for booth in units["booths"]
        ]


def _last_answers(acts):
    about = ["worker", "unit", "done_at"]
    told = acts["recorded_at"].notna() & (acts["recorded_at"] != acts["done_at"])
    last = acts["recorded_at"] == acts.groupby(about)["recorded_at"].transform("max")
    once = acts[told & last].drop_duplicates([*about, "act"])
    return pd.concat([acts[~told], once])


def _of_workers(totals, homes, week, early, known, told):
    for unit in {*totals.index, *homes}:
        worked = unit in totals.index
        active, acts, new = totals.loc[unit, ["active", "acts", "new"]] if worked else (0, 0, 0)
        as_of = known if unit in homes else totals.loc[unit, "known_at"]
        common = (week, unit, "all", as_of)
        yield [
            leaf("active_workers", *common, active, n=active, partial=early),
            leaf("acts", *common, acts, n=acts, partial=early),
            leaf("acts_per_active_worker", *common, acts, active, n=active, partial=early),
        ]
        if told:
            yield [
                leaf("new_workers", *common, new, n=active, partial=early),
                leaf("returning_workers", *common, active - new, n=active, partial=early),
            ]


def _reports(clean, units, rules, weeks):
    reports = clean["reports_received"]
    for week in weeks:
        first = Period.parse(week).next().first
        day = first + timedelta(days=rules.reporting.due_weekday - 1)
        due = pd.Timestamp(datetime.combine(day, rules.reporting.due_time, IST))
        after = reports.loc[reports["known_at"] >= due, "known_at"]
        if week < reports["period"].min() or after.empty:
            continue
        for unit in units["reporting"]:
            own = reports[(reports["unit"] == unit) & (reports["period"] == week)]
            decides = own.sort_values("received_at").head(1)
            on_time = len(decides) and decides["received_at"].iloc[0] <= due
            as_of = max([after.min(), *decides["known_at"]])
            yield [leaf("reports_on_time", week, unit, "all", as_of, float(on_time), 1)]
