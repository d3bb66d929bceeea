"""What single planted events and harmless rearrangements do to the verdicts of the weekly study."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from benchmarks.simulator import Campaign, World, simulate, with_viral_day

from hustings.studies.changes import what_changed
from hustings.studies.rules import Changes
from hustings.studies.turns import change_points
from hustings.studies.weekly import weekly_level

METRICS = 8  # of the sample campaign
CHANGED = replace(World(), changed=0.08)  # the share of units of which the design speaks


@dataclass(frozen=True)
class Line:
    """One row of the table the proof prints."""

    what: str
    gate: str  # as a person reads it
    measured: float
    error: float = 0.0  # Monte-Carlo standard error
    lowest: float = -np.inf
    highest: float = np.inf
    exact: bool = False  # whether chance is no excuse

    @property
    def verdict(self) -> str:
        """`pass`, `FAIL`, `near` for a miss that chance may explain, `-` without a gate."""
        if not self.gate:
            return "-"
        miss = max(self.lowest - self.measured, self.measured - self.highest)
        if miss <= 0:
            return "pass"
        return "near" if miss <= 2 * self.error and not self.exact else "FAIL"

    def __str__(self) -> str:
        figures = f"{self.measured:>8.3f} {self.error:>7.3f}"
        return f"  {self.what:<44} {self.gate:<22} {figures}  {self.verdict}"


def mean_line(what: str, gate: str, values: list[float], **bounds: float) -> Line:
    """The mean of one figure over simulated campaigns, with its Monte-Carlo error."""
    count = len(values)
    if set(values) <= {0.0, 1.0}:  # of shares near 0 or 1 the sample's own spread says too little
        share = (sum(values) + 1) / (count + 2)
        error = float(np.sqrt(share * (1 - share) / count))
    else:
        error = float(np.std(values) / np.sqrt(count))
    return Line(what, gate, float(np.mean(values)), error, **bounds)


def judged(campaign: Campaign) -> pd.DataFrame:
    """The study's rows for the last week, one per unit in the campaign's order."""
    rows = study(campaign).rows.set_index("unit")
    return rows.reindex(campaign.units)


def study(campaign: Campaign) -> Changes:
    """The last week of one campaign, judged."""
    return what_changed(weekly_level(campaign.daily()), campaign.weeks[-1])


def viral_day(campaigns: int, seed: int) -> Iterator[Line]:
    """One day twenty times too large in one unit."""
    others, touched, own, word, told = [], [], [], [], []
    for number in range(campaigns):
        campaign = simulate(CHANGED, seed + number)
        unit = int(np.flatnonzero(campaign.shift == 0)[0])
        struck = study(with_viral_day(campaign, unit=unit))
        before, after = study(campaign).rows.set_index("unit"), struck.rows.set_index("unit")
        moved = (before["state"] != after["state"]) | before["strength"].ne(after["strength"])
        name = campaign.units[unit]
        others.append(float(moved.drop(name).sum()))
        touched.append(float(others[-1] > 0))
        own.append(float(before.loc[name, "state"] != after.loc[name, "state"]))
        word.append(float(moved[name]))
        told.append(float(name in set(struck.spikes["unit"])))
    yield _exact("x20 day: other units' verdicts moved", "0", others, wanted=0.0)
    what = "x20 day: campaigns in which any other moved"
    yield Line(what, "", float(np.mean(touched)), float(np.std(touched) / np.sqrt(campaigns)))
    yield _exact("x20 day: own level verdict moved", "0", own, wanted=0.0)
    yield mean_line("x20 day: own word moved, hint or none", "", word)
    yield _exact("x20 day: told as a spike", "1", told, wanted=1.0)


def metamorphic(campaigns: int, seed: int) -> Iterator[Line]:
    """What must move no verdict; unchanged extra units may take some away, never add one."""
    kinds: dict[str, list[float]] = {
        "all reach x10": [],
        "units in another order": [],
        "renamed": [],
    }
    grown, again = [], []
    for number in range(campaigns):
        campaign = simulate(CHANGED, seed + number)
        daily, week = campaign.daily(), campaign.weeks[-1]
        before = _found(daily, week)
        kinds["all reach x10"].append(_words_moved(campaign, daily["value"] * 10))
        mixed = daily.sample(frac=1.0, random_state=number)
        kinds["units in another order"].append(_differ(before, _found(mixed, week)))
        renamed = daily.assign(unit="Z" + (9999 - daily["unit"].str[1:].astype(int)).astype(str))
        back = {f"Z{9999 - int(unit[1:])}": unit for unit in campaign.units}
        kinds["renamed"].append(_differ(before, {back[unit] for unit in _found(renamed, week)}))
        quiet = simulate(World(units=200), seed + 900_000 + number).daily(metric="reach_other")
        grown.append(float(len(_found(pd.concat([daily, quiet]), week, metric="reach") - before)))
        first, second = (what_changed(weekly_level(daily), week).rows.to_csv() for _ in range(2))
        again.append(float(first != second))
    for name, moved in kinds.items():
        yield _exact(f"{name}: verdicts moved", "0", moved, wanted=0.0)
    yield _exact("+200 unchanged units: verdicts gained", "0", grown, wanted=0.0)
    yield _exact("same data again: bytes differ", "0", again, wanted=0.0)


def _words_moved(campaign: Campaign, values: pd.Series) -> float:
    """How many units have another state or strength when all days have these values."""
    week, words = campaign.weeks[-1], ["unit", "state", "strength"]
    daily = campaign.daily()
    tables = (daily, daily.assign(value=values))
    one, two = (what_changed(weekly_level(table), week).rows[words] for table in tables)
    return float((one != two).any(axis=1).sum())


def _found(daily: pd.DataFrame, week: str, metric: str = "reach") -> set[str]:
    rows = what_changed(weekly_level(daily), week).rows
    return set(rows.loc[rows["rank"].notna() & (rows["metric"] == metric), "unit"])


def _differ(before: set[str], after: set[str]) -> float:
    return float(len(before ^ after))


def _exact(what: str, gate: str, values: list[float], *, wanted: float) -> Line:
    error = float(np.std(values) / np.sqrt(len(values)))
    return Line(what, gate, float(np.mean(values)), error, wanted, wanted, exact=True)


def turning_points(series: int, seed: int) -> Iterator[Line]:
    """Weekly series of two years with one planted shift of 2 to 3 sd, and with none."""
    rng = np.random.default_rng(seed)
    right = wrong = missed = false = 0
    for _ in range(series):
        noise = rng.normal(size=104)
        false += len(change_points(noise))
        at = int(rng.integers(12, 92))
        step = np.where(np.arange(104) >= at, rng.uniform(2.0, 3.0), 0.0)
        found = change_points(noise + step)
        near = sum(abs(point - at) <= 1 for point in found)
        right, missed, wrong = (
            right + min(near, 1),
            missed + (near == 0),
            wrong + len(found) - min(near, 1),
        )
    score = 2 * right / (2 * right + wrong + missed)
    error = float(np.sqrt(score * (1 - score) / series))
    yield Line("change points: F1, shift of 2 to 3 sd", ">= .85", score, error, lowest=0.85)
    rate = false / (2 * series)
    error = float(np.sqrt(rate / (2 * series)))
    yield Line("change points: false ones a series-year", "<= .05", rate, error, highest=0.05)


def lone_shocks(campaigns: int, seed: int) -> Iterator[Line]:
    """One metric of one assembly seat shocked among 81 + 14 + 1 units x 8 metrics x 26 weeks."""
    for shock in (0.8, 1.0, 1.2, 1.6):
        found = []
        for number in range(campaigns):
            weekly, week = sample_campaign(seed + 100 * number, shock)
            rows = what_changed(weekly, week).rows
            hit = rows[(rows["unit"] == "S0005") & (rows["metric"] == "reach0")]
            found.append(float(hit["rank"].notna().any()))
        error = float(np.std(found) / np.sqrt(len(found)))
        what = f"one unit of 768 tests shocked by +{np.expm1(shock):.0%}"
        yield Line(what, "", float(np.mean(found)), error)


def sample_campaign(seed: int, shock: float) -> tuple[pd.DataFrame, str]:
    """A state of 81 + 14 + 1 units x 8 metrics, one metric of one seat shocked; and its week."""
    parts = []
    for metric in range(METRICS):
        campaign = simulate(World(units=81, weeks=26), seed + metric)
        days = campaign.days.copy()
        if metric == 0:
            days[5, -1] = np.round(days[5, -1] * np.exp(shock))
        above = np.stack([days[first::14].sum(axis=0) for first in range(14)])
        levels = {
            "vidhan_sabha": ("S", days),
            "lok_sabha": ("L", above),
            "state": ("T", days.sum(axis=0)[None]),
        }
        for level, (letter, cube) in levels.items():
            daily = replace(campaign, days=cube).daily(level=level, metric=f"reach{metric}")
            parts.append(daily.assign(unit=letter + daily["unit"].str[1:]))
    return weekly_level(pd.concat(parts, ignore_index=True)), campaign.weeks[-1]
