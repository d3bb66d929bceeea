"""Real series, each past week judged as if it were this one; and weeks shuffled: what is false?

With the weeks in any order nothing can have changed in the last, so whatever a study then says
of it is false. `python -m benchmarks replay` says so for every set of real series at hand.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from benchmarks import real_series
from benchmarks.planted import Line

from hustings.studies import CannotJudgeError, ChangeRules, forecast, what_changed
from hustings.studies.turns import change_points

SHUFFLES = {"tiny": 4, "small": 40, "full": 100}  # a round
REPLAYED = {"tiny": 3, "small": 26, "full": 104}  # past weeks
HISTORY = 104  # weeks a briefing looks back on
AHEAD = 4
WORDS = ("clear", "likely", "hint", "none", "blocked")


def main(*, size: str, rounds: int, folder: Path) -> None:  # noqa: ARG001 -- nothing is written
    """Print what the studies say of each set; a reason where there is none."""
    if not real_series.DATA.is_dir():
        print(f"\nreplay: left out, there are no real series in {real_series.DATA}")
        return
    for name, load in real_series.SETS.items():
        weekly = load(real_series.DATA)
        weeks = sorted(weekly["week"].unique())
        rows = weekly[["unit", "metric"]].drop_duplicates()
        print(f"\nreplay: {name}, {len(rows)} series of {rows['unit'].nunique()} units, "
              f"{len(weeks)} weeks")  # fmt: skip
        fewest = ChangeRules().fewest_past_weeks
        if len(weeks) <= fewest:
            print(f"  left out: {fewest} weeks must lie before one that is judged")
            continue
        print(f"  {said(weekly, weeks, REPLAYED[size])}")
        print(*forecasts(weekly, weeks, REPLAYED[size]), sep="\n")
        print(*shuffled(weekly, weeks, SHUFFLES[size] * rounds), sep="\n", flush=True)


def said(weekly: pd.DataFrame, weeks: list[str], most: int) -> str:
    """How often each word was said, were each of the last weeks this one."""
    fewest = ChangeRules().fewest_past_weeks
    counted: Counter[str] = Counter()
    briefings = alarms = 0
    for at in range(max(fewest, len(weeks) - most), len(weeks)):
        past = weekly[weekly["week"].isin(weeks[max(0, at + 1 - HISTORY) : at + 1])]
        rows = what_changed(past, weeks[at]).rows
        counted.update(rows["strength"])
        briefings += 1
        alarms += bool(rows["rank"].notna().any())
    words = ", ".join(f"{word} {counted[word]}" for word in WORDS)
    return f"{briefings} weeks replayed, {alarms} with something to report; {words}"


def shuffled(weekly: pd.DataFrame, weeks: list[str], times: int) -> Iterator[Line]:
    """How often the studies find something in the last of shuffled weeks; all of it is false."""
    stated = ChangeRules().most_false_alarms
    kept = weeks[-HISTORY:]
    recent = weekly[weekly["week"].isin(kept)]
    alarms, finds, tests, turns = [], 0, 0, 0
    years = 0.0
    for seed in range(times):
        rng = np.random.default_rng(seed)
        moved = dict(zip(kept, rng.permutation(kept), strict=True))
        mixed = recent.assign(week=recent["week"].map(moved))
        changes = what_changed(mixed, kept[-1])
        alarms.append(float(changes.rows["rank"].notna().any()))
        finds += changes.family.reported
        tests += changes.family.size
        if seed < times // 10 + 1:
            found, seen = _turns(mixed)
            turns, years = turns + found, years + seen
    error = _of_share(sum(alarms), times)
    gate = f"<= {stated:.2f}, {times} orders"
    yield Line("shuffled: briefings with anything found", gate, float(np.mean(alarms)), error,
               highest=stated)  # fmt: skip
    yield Line("shuffled: finds a thousand tests", "", 1000 * finds / max(tests, 1))
    rate = turns / years
    yield Line("shuffled: turns a series-year", "<= .05", rate, (max(turns, 1)) ** 0.5 / years,
               highest=0.05)  # fmt: skip


def _turns(weekly: pd.DataFrame) -> tuple[int, float]:
    """Change points in the logs of all series, and how many years those are."""
    found, weeks = 0, 0
    for _, part in weekly.sort_values("week").groupby(["unit", "metric"]):
        found += len(change_points(np.log1p(part["value"].to_numpy(float))))
        weeks += len(part)
    return found, weeks / 52


def forecasts(weekly: pd.DataFrame, weeks: list[str], most: int) -> Iterator[Line | str]:
    """How often what came lay inside what was forecast, each week with what was known in it."""
    inside: dict[str, list[float]] = {"95": [], "80": []}
    strayed = {"ours": 0.0, "last": 0.0}
    for at in range(max(24, len(weeks) - AHEAD - most), len(weeks) - AHEAD):
        past = weekly[weekly["week"].isin(weeks[max(0, at + 1 - HISTORY) : at + 1])]
        for metric, part in past.groupby("metric"):
            try:
                made = forecast(part[["unit", "week", "value"]], ahead=AHEAD)
            except CannotJudgeError:
                continue
            came = weekly[weekly["metric"] == metric].set_index(["unit", "week"])["value"]
            keys = [(row.unit, weeks[at + row.ahead]) for row in made.rows.itertuples()]
            value = came.reindex(keys).to_numpy()
            for level, hits in inside.items():
                low, high = (made.rows[f"{end}_{level}"].to_numpy() for end in ("low", "high"))
                known = ~np.isnan(value) & ~np.isnan(low)
                hit = (low <= value) & (value <= high)
                if known.any():
                    hits.append(float(hit[known].mean()))
            last = came.reindex([(unit, weeks[at]) for unit in made.rows["unit"]])
            for way, said in (("ours", made.rows["expected"]), ("last", last)):
                strayed[way] += float(
                    np.nansum(np.abs(np.log1p(value) - np.log1p(said.to_numpy())))
                )
    if not inside["80"]:
        yield "  forecasts: left out, no series is whole for long enough"
        return
    for level, (low, high) in {"95": (0.93, 0.97), "80": (0.77, 0.83)}.items():
        hits = inside[level]
        # Neighbouring weeks look at the same weeks ahead: so many of them are worth one.
        error = float(np.std(hits) / np.sqrt(max(len(hits) / AHEAD, 1)))
        what = f"forecasts: what came inside {level} %"
        yield Line(what, f"{low:.2f} to {high:.2f}", float(np.mean(hits)), error, low, high)
    ratio = strayed["ours"] / strayed["last"]
    yield Line("forecasts: error over that of the last value", "<= 1", ratio, highest=1.0)


def _of_share(hits: float, times: int) -> float:
    share = (hits + 1) / (times + 2)  # near 0 the sample's own spread says too little
    return float(np.sqrt(share * (1 - share) / times))
