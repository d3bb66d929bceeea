"""Weekly series of real public data that nobody here wrote: posts, commits, works, speeches."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
from benchmarks.costs import ROOT

DATA = ROOT.parent / "shared" / "data"  # beside the checkout; absent on many machines
FEWEST_EVENTS = 40  # of a unit over its whole record; fewer make no series

Loader = Callable[[Path], pd.DataFrame]


def weekly(events: pd.DataFrame, figures: dict[str, str], *, level: str) -> pd.DataFrame:
    """Dated events as the weekly study takes them.

    Args:    events: unit, at, record (what was collected in one go), and the columns to add up.
             figures: metric -> column, or "" to count.
    Returns: one row per unit x metric x week from the unit's first event to the last whole week
             of its record: level, unit, metric, week, value. A week without an event is 0.
    """
    counts = events["unit"].value_counts()
    kept = events[events["unit"].isin(counts.index[counts >= FEWEST_EVENTS])]
    week = kept["at"].dt.to_period("W-SUN")
    ends = week.groupby(kept["record"]).transform("max").groupby(kept["unit"]).first()
    weeks = pd.period_range(week.min(), week.max() - 1, freq="W-SUN")
    keys = [f"{day.isocalendar().year}-W{day.isocalendar().week:02d}" for day in weeks.start_time]
    tables = []
    for metric, column in figures.items():
        summed = kept.assign(week=week, one=1).groupby(["week", "unit"])[column or "one"].sum()
        wide = summed.unstack().reindex(weeks)  # noqa: PD010
        recorded = wide.notna().cummax() & wide.apply(lambda unit: weeks < ends[unit.name])
        # Within a unit's record a week without an event is a week in which nothing was done.
        wide = wide.fillna(0.0).where(recorded).set_axis(keys).rename_axis("week")
        long = wide.reset_index().melt("week", var_name="unit").dropna(subset=["value"])
        tables.append(long.assign(metric=metric, level=level))
    return pd.concat(tables, ignore_index=True)


def posts(folder: Path) -> pd.DataFrame:
    """Posts of public accounts, their likes and reposts; counts frozen at different ages."""
    read = pd.read_csv(folder / "posts/public_posts_engagement.csv.gz", low_memory=False)
    # Within one source only: each froze its counts at another age.
    read = read.assign(unit=read["source_repo"] + " " + read["account"], record=lambda t: t["unit"])
    read["at"] = pd.to_datetime(read["posted_at"])
    return weekly(read, {"posts": "", "likes": "likes", "reposts": "reposts"}, level="account")


def stream(folder: Path) -> pd.DataFrame:
    """Posts on a state election, by the search that found them."""
    read = pd.read_csv(folder / "posts/election_stream_deidentified.csv.gz", low_memory=False)
    read = read.assign(record="", unit=read["query_file"], at=pd.to_datetime(read["created_utc"]))
    return weekly(read, {"posts": ""}, level="search")


def commits(folder: Path) -> pd.DataFrame:
    """Contributions to three open projects, by the part of the project."""
    read = pd.read_csv(folder / "activity/contributor_activity.csv.gz").dropna(subset=["area"])
    read["unit"] = read["project"] + " " + read["area"]
    read["record"] = read["project"]
    read["at"] = pd.to_datetime(read["authored_at"], utc=True).dt.tz_localize(None)
    recent = read[read["at"] >= "2022-01-01"]
    first = recent.drop_duplicates(["unit", "contributor_key", "at"])
    daily = first.assign(day=first["at"].dt.floor("D"))
    people = daily.drop_duplicates(["unit", "contributor_key", "day"])
    parts = [weekly(recent, {"commits": ""}, level="part")]
    parts.append(weekly(people, {"worker_days": ""}, level="part"))
    return pd.concat(parts, ignore_index=True)


def works(folder: Path) -> pd.DataFrame:
    """Works members of parliament recommended, and their cost, by seat."""
    read = pd.read_csv(folder / "activity/mplads_works_jharkhand.csv.gz").dropna(
        subset=["constituency", "recommended_date"]
    )
    read = read.assign(
        record=read["source_file"],
        unit=read["constituency"],
        at=pd.to_datetime(read["recommended_date"]),
    )
    return weekly(read, {"works": "", "rupees": "allocation_amount"}, level="seat")


def speeches(folder: Path) -> pd.DataFrame:
    """Questions and debates of the lower house by state; weeks without a sitting are missing."""
    read = pd.read_csv(folder / "activity/lok_sabha18_activity_log.csv.gz")
    read = read.assign(record="", unit=read["State"], at=pd.to_datetime(read["Date"]))
    table = weekly(read, {"speeches": ""}, level="state")
    sat = table.groupby("week")["value"].transform("sum") > 0
    return table[sat]


SETS: dict[str, Loader] = {
    "posts by account": posts,
    "posts by search": stream,
    "commits by part of a project": commits,
    "works by seat": works,
    "speeches by state": speeches,
}
