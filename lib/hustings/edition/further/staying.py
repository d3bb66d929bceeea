"""How long workers stay, by when they began and whether they came to the camp; and the ladder."""

import pandas as pd

from hustings.edition.further.finding import head_of
from hustings.edition.further.given import Given, Tables
from hustings.studies import CannotJudgeError, ladder, project_retention, retention_curve

WEEK = 7.0  # days
REGULAR_WEEKS = 4  # in a row with an act, from which on a worker is regular
AHEAD = 12  # weeks the projection looks beyond what was seen
RUNGS = ("member", "active", "regular")


def staying(given: Given) -> Tables:
    """Follow those who came onto the roster within the weeks on record.

    Those who were there before are left out: of their fellows, only who stayed can be seen.

    Returns: `head`; `curve`, one row per cohort and week at which someone left; `trained`, the same
             for who came to the seat's camp and who was invited and did not; `middle`, `ladder`,
             `ahead`, one row per week of the projection.
    Raises:  CannotJudgeError for too few people, or too few who left.
    """
    workers = given.rows("workers")
    last = pd.Timestamp(given.period.last)
    first = last - pd.Timedelta(weeks=len(given.run.weeks)) + pd.Timedelta(days=1)
    new = workers[workers["since"].between(first, last)]
    if new.empty:
        raise CannotJudgeError("no_new_workers", "Nobody came onto the roster in these weeks.")
    people = _spans(new, new["since"], last)
    half = first + (last - first) / 2
    people["cohort"] = (new["since"] > half).map({True: "later", False: "earlier"}).to_numpy()
    whole = retention_curve(people)
    curves, cohorts_p = _by(people, "cohort")
    trained, trained_p = _trained(given, workers, last)
    ahead, expected = _ahead(people)
    figures = {
        "people": len(people),
        "left": int(people["left"].sum()),
        "weeks": len(given.run.weeks),
        "stay_8": _stays(whole.curve, 8.0),
        "cohorts_p": cohorts_p,
        "trained_p": trained_p,
        "came_stay": _stays(trained[trained["group"] == "came"], 8.0),
        "missed_stay": _stays(trained[trained["group"] == "missed"], 8.0),
        "expected": expected,
    }
    return {
        "head": head_of(**figures),
        "curve": pd.concat([whole.curve, curves], ignore_index=True),
        "trained": trained,
        "ladder": _ladder(given, new, first, last),
        "ahead": ahead,
    }


def _spans(
    rows: pd.DataFrame, begins: "pd.Series[pd.Timestamp]", last: pd.Timestamp
) -> pd.DataFrame:
    """One row per worker: weeks from a beginning to leaving, or to the end of what was seen."""
    left = rows["until"].notna() & (rows["until"] <= last)
    ends = rows["until"].where(left, last)
    weeks = (ends - begins).dt.days / WEEK
    return pd.DataFrame({"duration": weeks.clip(lower=0).to_numpy(), "left": left.to_numpy()})


def _by(people: pd.DataFrame, group: str) -> tuple[pd.DataFrame, float | None]:
    """Curves by group and the test that all are alike; empty where that cannot be judged."""
    try:
        found = retention_curve(people, group=group)
    except CannotJudgeError:
        return pd.DataFrame(columns=["group", "duration", "stays", "low", "high"]), None
    return found.curve, found.p_value


def _trained(
    given: Given, workers: pd.DataFrame, last: pd.Timestamp
) -> tuple[pd.DataFrame, float | None]:
    """From the day of the camp: those who came against those invited who did not."""
    events = given.rows("events")
    held = events.loc[events["held_on"] <= last, ["event", "held_on"]]
    register = given.rows("attendance").merge(held, on="event").sort_values(["held_on", "event"])
    invited = register.drop_duplicates("worker").merge(workers, on="worker")
    there = invited[invited["until"].isna() | (invited["until"] >= invited["held_on"])]
    people = _spans(there, there["held_on"], last)
    came = there["attended"].astype(bool).map({True: "came", False: "missed"})
    return _by(people.assign(came=came.to_numpy()), "came")


def _stays(curve: pd.DataFrame, weeks: float) -> float | None:
    """The share still there after so many weeks; nothing where nobody was followed so long."""
    if curve.empty or curve["duration"].max() < weeks:
        return None
    before = curve[curve["duration"] <= weeks]
    whole = before[before["group"] == before["group"].iloc[0]] if len(before) else before
    return float(whole["stays"].iloc[-1]) if len(whole) else 1.0


def _ahead(people: pd.DataFrame) -> tuple[pd.DataFrame, float | None]:
    """The earlier cohort's future; empty where it was seen too briefly."""
    early = people[people["cohort"] == "earlier"]
    seen = int(early.loc[~early["left"], "duration"].min()) if (~early["left"]).any() else 0
    gone = early["duration"].where(early["left"])
    kept = [int((gone.isna() | (gone > week)).sum()) for week in range(seen + 1)]
    kept[:1] = [len(early)]
    try:
        rows = project_retention(kept, periods=seen + AHEAD).rows
    except CannotJudgeError:
        return pd.DataFrame(columns=["period", "kept", "expected"]), None
    return rows, float(rows["expected"].iloc[-1])


def _ladder(
    given: Given, new: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp
) -> pd.DataFrame:
    """New workers by rung: on the roster, with an act, with acts four weeks in a row."""
    acts = given.run.rollup("worker_acts").select("worker", "week").distinct().to_pandas()
    acts = acts[acts["worker"].isin(new["worker"]) & (acts["week"] <= given.period.key)]
    monday = pd.to_datetime(acts["week"] + "-1", format="%G-W%V-%u")
    acts = acts.assign(at=(monday - first).dt.days / WEEK).sort_values(["worker", "at"])
    regular = acts.groupby("worker")["at"].apply(_regular_from).dropna()
    begun = pd.Series(((new["since"] - first).dt.days / WEEK).to_numpy(), index=new["worker"])
    rungs = {"member": begun, "active": acts.groupby("worker")["at"].min(), "regular": regular}
    rows = [
        pd.DataFrame({"person": since.index, "rung": rung, "since": since.to_numpy()})
        for rung, since in rungs.items()
    ]
    until = (last - first).days / WEEK
    return ladder(pd.concat(rows, ignore_index=True), until=until, rungs=RUNGS).rows


def _regular_from(weeks: "pd.Series[float]") -> float:
    """The week by which somebody had worked four weeks in a row; none where never."""
    steps = weeks.diff(REGULAR_WEEKS - 1)
    done = weeks[steps == REGULAR_WEEKS - 1]
    return float(done.iloc[0]) if len(done) else float("nan")
