"""The figures an edition has of workers' acts, as a good analyst would count them in pandas.

The whole record is read and counted at once. Workers are counted at their home booth and added
up the tree, as the edition does; a distinct count at every level would take far more.
"""

from pathlib import Path

import numpy as np
import pandas as pd

IST = pd.Timedelta(hours=5, minutes=30)
WEEK = pd.Timedelta(days=7)
ABOUT = ["worker", "unit", "done_at"]
STUDIED = ("state", "lok_sabha", "vidhan_sabha", "district", "block")


def count(*, folder: str) -> dict[str, float]:
    """Every figure by week, unit and level, and the daily ones; says their sums down to block."""
    clean = Path(folder) / "data" / "clean"
    acts = _once(pd.read_parquet(clean / "activity", columns=[*ABOUT, "act", "recorded_at"]))
    workers = pd.read_parquet(clean / "workers", columns=["worker", "unit"])
    listed = pd.read_parquet(clean / "units", columns=["unit", "level"])
    closure = pd.read_parquet(Path(folder) / "closure.parquet")
    local = (acts["done_at"] + IST).dt.tz_localize(None)
    acts["day"] = local.dt.normalize()
    acts["week"] = acts["day"] - pd.to_timedelta(acts["day"].dt.day_of_week, unit="D")
    homes = workers.set_index("worker")["unit"]
    weekly = acts.groupby(["week", "worker"]).size().rename("acts").reset_index()
    weekly["unit"] = weekly["worker"].map(homes)
    figures = {
        **_workers(weekly, homes, closure),
        **_retention(weekly, closure),
        **_booths(acts, listed, closure),
        **_days(acts, homes, closure),
    }
    return {name: float(rows.sum()) for name, rows in figures.items()}


def _once(acts: pd.DataFrame) -> pd.DataFrame:
    """Of answers sent again for one worker, unit and moment, the last, and what it says once."""
    often = acts[acts.duplicated(ABOUT, keep=False)]
    last = often["recorded_at"] == often.groupby(ABOUT)["recorded_at"].transform("max")
    replaced = often.index[~last | often.duplicated([*ABOUT, "act", "recorded_at"])]
    return acts.drop(index=replaced)[ABOUT]


def _workers(weekly: pd.DataFrame, homes: pd.Series, closure: pd.DataFrame) -> dict:
    first = weekly.groupby("worker")["week"].transform("min")
    weekly = weekly.assign(active=1, is_new=(weekly["week"] == first).astype("int64"))
    leaves = weekly.groupby(["week", "unit"])[["acts", "active", "is_new"]].sum()
    every = pd.MultiIndex.from_product([weekly["week"].unique(), homes.unique()])
    leaves = leaves.reindex(every.set_names(["week", "unit"]), fill_value=0).reset_index()
    total = _up(leaves, closure, ["week"])
    late = total[total.index.get_level_values("week") >= weekly["week"].min() + 4 * WEEK]
    return {
        "active_workers": _seen(total["active"]),
        "acts": _seen(total["acts"]),
        "acts_per_active_worker": _seen(total["acts"] / total["active"].replace(0, np.nan)),
        "new_workers": _seen(late["is_new"]),
        "returning_workers": _seen(late["active"] - late["is_new"]),
    }


def _retention(weekly: pd.DataFrame, closure: pd.DataFrame) -> dict:
    first = weekly.sort_values("week").drop_duplicates("worker")
    cohort = first[first["week"] >= weekly["week"].min() + 4 * WEEK][["worker", "unit", "week"]]
    cohort = cohort.assign(week=cohort["week"] + 4 * WEEK)
    cohort = cohort[cohort["week"] <= weekly["week"].max()]
    again = cohort.merge(weekly[["worker", "week"]], how="left", indicator="came")
    again = again.assign(member=1, active=(again["came"] == "both").astype("int64"))
    leaves = again.groupby(["week", "unit"])[["member", "active"]].sum().reset_index()
    total = _up(leaves, closure, ["week"])
    return {"week4_retention": _seen(total["active"] / total["member"])}


def _booths(acts: pd.DataFrame, listed: pd.DataFrame, closure: pd.DataFrame) -> dict:
    seen = acts[["week", "unit"]].drop_duplicates().assign(active=1).set_index(["week", "unit"])
    booths = listed.loc[listed["level"] == "booth", "unit"]
    every = pd.MultiIndex.from_product([acts["week"].unique(), booths], names=["week", "unit"])
    leaves = seen.reindex(every, fill_value=0).assign(listed=1).reset_index()
    total = _up(leaves, closure, ["week"])
    return {"booths_with_activity": _seen(total["active"] / total["listed"])}


def _days(acts: pd.DataFrame, homes: pd.Series, closure: pd.DataFrame) -> dict:
    daily = acts.groupby(["day", "worker"]).size().rename("acts").reset_index()
    daily = daily.assign(unit=daily["worker"].map(homes), active=1)
    leaves = daily.groupby(["day", "unit"])[["acts", "active"]].sum().reset_index()
    total = _up(leaves, closure[closure["level"].isin(STUDIED)], ["day"])
    return {"acts by day": total["acts"], "active_workers by day": total["active"]}


def _up(leaves: pd.DataFrame, closure: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    placed = leaves.merge(closure, on="unit").drop(columns="unit")
    return placed.groupby([*by, "level", "ancestor"]).sum()


def _seen(rows: pd.Series) -> pd.Series:
    """Down to block; below it the edition holds small counts back."""
    return rows[rows.index.get_level_values("level").isin(STUDIED)]
