"""Planted truth: does the weekly change study find what is there, and nothing where nothing is?

Run with `python -m benchmarks.proof [--size tiny|small|full] [--seed N] [WORLD ...]`. Each world
is simulated many times, half the campaigns without any change and half with changes planted in
8 % of the units; gates are held on the first world and the same figures shown for worlds that
nothing was fitted to.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from benchmarks.simulator import Campaign, World, simulate, with_viral_day

from hustings.studies.change_points import change_points
from hustings.studies.changes import what_changed
from hustings.studies.rules import Changes
from hustings.studies.weekly import weekly_level

BRIEFINGS = {"tiny": (4, 2), "small": (40, 10), "full": (400, 150)}  # the gated world, the others
CHANGED = 0.08  # share of units
METRICS = 8  # of the sample campaign

GATED = World()
WORLDS = {
    "as specified": GATED,
    "festival this week": replace(GATED, last_is_festival=True),
    "26 weeks of history": replace(GATED, weeks=26),
    "26 weeks, festival": replace(GATED, weeks=26, last_is_festival=True),
    "30 units, 26 weeks": replace(GATED, units=30, weeks=26),
    "heavy tails (t, 3 df)": replace(GATED, tails=3.0),
    "more autocorrelation (.95)": replace(GATED, unit_ar=0.95),
    "a tenth of weeks missing": replace(GATED, missing=0.1),
    "unequal units (sd x1.8)": replace(GATED, uneven=0.6),
    "spikes of five days": replace(GATED, viral_days=5),
    "festivals answered unequally": replace(GATED, festival_log=0.6, loading_sd=0.8),
    "small counts (7 a day)": replace(GATED, level=2.0),
    "twice the noise": replace(GATED, unit_sd=0.27, dispersion=6.0),
}


@dataclass(frozen=True)
class Line:
    """One row of the table the proof prints."""

    what: str
    gate: str
    measured: float
    error: float  # Monte-Carlo standard error
    passed: bool | None  # None where there is no gate

    def __str__(self) -> str:
        verdict = {True: "pass", False: "FAIL", None: "-"}[self.passed]
        return (
            f"  {self.what:<44} {self.gate:<22} {self.measured:>8.3f} {self.error:>7.3f}  {verdict}"
        )


@dataclass
class Tally:
    """What many briefings of one world came to, one entry a briefing."""

    any_false: list[float] = field(default_factory=list)
    false_share: list[float] = field(default_factory=list)
    found: list[float] = field(default_factory=list)
    covered: list[float] = field(default_factory=list)
    covered_changed: list[float] = field(default_factory=list)
    width: list[float] = field(default_factory=list)

    def add_unchanged(self, campaign: Campaign) -> None:
        """One briefing in which nothing changed."""
        rows = judged(campaign)
        self.any_false.append(float(rows["rank"].notna().any()))
        self.covered.append(_covered(rows, campaign))
        half = (np.log1p(rows["high"]) - np.log1p(rows["low"])) / 2
        self.width.append(float(half.median()))

    def add_changed(self, campaign: Campaign) -> None:
        """One briefing in which some units changed."""
        rows = judged(campaign)
        found, true = rows["rank"].notna().to_numpy(), campaign.shift != 0
        self.false_share.append((found & ~true).sum() / max(found.sum(), 1))
        self.found.append(found[true].mean())
        self.covered_changed.append(
            _covered(rows[true], replace(campaign, shift=campaign.shift[true]))
        )


def judged(campaign: Campaign) -> pd.DataFrame:
    """The study's rows for the last week, one per unit in the campaign's order."""
    rows = study(campaign).rows.set_index("unit")
    return rows.reindex(campaign.units)


def study(campaign: Campaign) -> Changes:
    """The last week of one campaign, judged."""
    return what_changed(weekly_level(campaign.daily()), campaign.weeks[-1])


def _covered(rows: pd.DataFrame, campaign: Campaign) -> float:
    """Share of judged units whose interval holds the planted change."""
    truth = np.expm1(campaign.shift)
    known = rows["low"].notna().to_numpy()
    inside = (rows["low"] <= truth) & (truth <= rows["high"])
    return float(inside.to_numpy()[known].mean())


def tally(world: World, briefings: int, seed: int) -> Tally:
    """Simulate and judge so many briefings without a change, and so many with."""
    result = Tally()
    for number in range(briefings):
        result.add_unchanged(simulate(world, seed + number))
        result.add_changed(simulate(replace(world, changed=CHANGED), seed + 500_000 + number))
    return result


def lines(result: Tally, *, gated: bool) -> Iterator[Line]:
    """The properties of one world; the gates bind in the world the design specifies."""

    def line(
        what: str, gate: str, values: list[float], passes: Callable[[float, float], bool]
    ) -> Line:
        mean, error = float(np.mean(values)), float(np.std(values) / np.sqrt(len(values)))
        return Line(what, gate, mean, error, passes(mean, error) if gate else None)

    chance = 2 * np.sqrt(0.05 * 0.95 / len(result.any_false))
    yield line(
        "briefings with any false change", f"<= .05 + 2 s.e. ({0.05 + chance:.3f})",
        result.any_false, lambda mean, _: mean <= 0.05 + chance,
    )  # fmt: skip
    yield line("false discoveries, 8 % true", "<= .05", result.false_share, lambda m, _: m <= 0.05)
    yield line(
        "power, true shift of log .6 to 1.0",
        ">= .70" if gated else "",
        result.found,
        lambda m, _: m >= 0.70,
    )
    yield line("95 % interval holds the truth, unchanged", ".93 to .97", result.covered, _centred)
    yield line(
        "95 % interval holds the truth, changed", ".93 to .97", result.covered_changed, _centred
    )
    yield line("half width of the interval, log", "", result.width, lambda _m, _e: True)


def _centred(mean: float, _: float) -> bool:
    return 0.93 <= mean <= 0.97


def viral_day(campaigns: int, seed: int) -> Iterator[Line]:
    """One day twenty times too large in one unit."""
    others, own, told = [], [], []
    for number in range(campaigns):
        campaign = simulate(replace(GATED, changed=CHANGED), seed + number)
        unit = int(np.flatnonzero(campaign.shift == 0)[0])
        struck = study(with_viral_day(campaign, unit=unit))
        before, after = study(campaign).rows.set_index("unit"), struck.rows.set_index("unit")
        moved = (before["state"] != after["state"]) | before["strength"].ne(after["strength"])
        name = campaign.units[unit]
        others.append(float(moved.drop(name).sum()))
        own.append(float(before.loc[name, "state"] != after.loc[name, "state"]))
        told.append(float(name in set(struck.spikes["unit"])))
    yield _exact("x20 day: other units' verdicts moved", "0", others, wanted=0.0)
    yield _exact("x20 day: own level verdict moved", "0", own, wanted=0.0)
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
        campaign = simulate(replace(GATED, changed=CHANGED), seed + number)
        daily, week = campaign.daily(), campaign.weeks[-1]
        before = _found(daily, week)
        kinds["all reach x10"].append(
            _differ(before, _found(daily.assign(value=daily["value"] * 10), week))
        )
        mixed = daily.sample(frac=1.0, random_state=number)
        kinds["units in another order"].append(_differ(before, _found(mixed, week)))
        renamed = daily.assign(unit="Z" + (9999 - daily["unit"].str[1:].astype(int)).astype(str))
        back = {f"Z{9999 - int(unit[1:])}": unit for unit in campaign.units}
        kinds["renamed"].append(_differ(before, {back[unit] for unit in _found(renamed, week)}))
        quiet = simulate(replace(GATED, units=200), seed + 900_000 + number).daily(
            metric="reach_other"
        )
        grown.append(float(len(_found(pd.concat([daily, quiet]), week, metric="reach") - before)))
        first, second = (what_changed(weekly_level(daily), week).rows.to_csv() for _ in range(2))
        again.append(float(first != second))
    for name, moved in kinds.items():
        yield _exact(f"{name}: verdicts moved", "0", moved, wanted=0.0)
    yield _exact("+200 unchanged units: verdicts gained", "0", grown, wanted=0.0)
    yield _exact("same data again: bytes differ", "0", again, wanted=0.0)


def _found(daily: pd.DataFrame, week: str, metric: str = "reach") -> set[str]:
    rows = what_changed(weekly_level(daily), week).rows
    return set(rows.loc[rows["rank"].notna() & (rows["metric"] == metric), "unit"])


def _differ(before: set[str], after: set[str]) -> float:
    return float(len(before ^ after))


def _exact(what: str, gate: str, values: list[float], *, wanted: float) -> Line:
    return Line(what, gate, float(np.mean(values)), 0.0, all(value == wanted for value in values))


def turning_points(series: int, seed: int) -> Iterator[Line]:
    """Weekly series of two years with one planted shift of 2 sd, and with none."""
    rng = np.random.default_rng(seed)
    right = wrong = missed = false = 0
    for _ in range(series):
        noise = rng.normal(size=104)
        false += len(change_points(noise))
        at = int(rng.integers(12, 92))
        found = change_points(noise + np.where(np.arange(104) >= at, 2.0, 0.0))
        near = sum(abs(point - at) <= 1 for point in found)
        right, missed, wrong = (
            right + min(near, 1),
            missed + (near == 0),
            wrong + len(found) - min(near, 1),
        )
    score = 2 * right / (2 * right + wrong + missed)
    error = float(np.sqrt(score * (1 - score) / series))
    yield Line("change points: F1, shift of 2 sd", ">= .85", score, error, score >= 0.85)
    rate = false / (2 * series)
    yield Line(
        "change points: false ones a series-year",
        "<= .05",
        rate,
        float(np.sqrt(rate / (2 * series))),
        rate <= 0.05,
    )


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
        share = f"+{np.expm1(shock):.0%}"
        yield Line(
            f"one unit of 768 tests shocked by {share}", "", float(np.mean(found)), error, None
        )


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


def main(size: str = "full", *, seed: int = 1, worlds: tuple[str, ...] = ()) -> bool:
    """Print the table; true when every gate of the specified world holds."""
    many, few = BRIEFINGS[size]
    held: list[bool] = []
    for name, world in WORLDS.items():
        if worlds and name not in worlds:
            continue
        gated = world is GATED
        began = time.perf_counter()
        result = tally(world, many if gated else few, seed * 1_000_000)
        told = list(lines(result, gated=gated))
        if gated:
            told += [*viral_day(max(few // 5, 2), seed), *metamorphic(max(few // 5, 2), seed)]
            told += [*turning_points(few * 4, seed), *lone_shocks(max(few // 5, 2), seed)]
            held += [line.passed is not False for line in told]
        briefings = f"{len(result.any_false)} briefings without and as many with changes"
        print(f"{name}: {world.units} units, {briefings}, {time.perf_counter() - began:.0f} s")
        print(f"  {'property':<44} {'gate':<22} {'measured':>8} {'s.e.':>7}  verdict")
        print(*told, sep="\n", flush=True)
    return all(held)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m benchmarks.proof", description=__doc__)
    asked.add_argument("worlds", nargs="*", metavar="WORLD", help=", ".join(WORLDS))
    asked.add_argument("--size", choices=tuple(BRIEFINGS), default="full")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    raise SystemExit(0 if main(given.size, seed=given.seed, worlds=tuple(given.worlds)) else 1)
