"""Planted truth: do the studies find what is there, and nothing where nothing is?

Run with `python -m benchmarks.proof [--size tiny|small|full] [--seed N] [WORLD ...]`. Each world
is simulated many times, half the campaigns without any change and half with changes planted in
8 % of the units; gates are held on the first world and the same figures shown for worlds that
nothing was fitted to.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from benchmarks.holding import hold
from benchmarks.planted import (
    Line,
    judged,
    lone_shocks,
    metamorphic,
    turning_points,
    viral_day,
)
from benchmarks.simulator import Campaign, World, simulate

CHANGED = 0.08  # share of units
BRIEFINGS = {"tiny": (4, 2), "small": (40, 10), "full": (400, 100)}  # the gated world, the others

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
        low, high = (np.log1p(rows[end].clip(lower=-0.999)) for end in ("low", "high"))
        half = (high - low) / 2
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
    """The properties of one world; power is held to its gate where the noise is as specified."""
    alarms = 0.05 + 2 * float(np.sqrt(0.05 * 0.95 / len(result.any_false)))
    gate = f"<= .05 + 2 s.e. ({alarms:.3f})"
    yield _line("briefings with any false change", gate, result.any_false, highest=alarms)
    yield _line("false discoveries, 8 % true", "<= .05", result.false_share, highest=0.05)
    gate = ">= .70" if gated else ""
    yield _line("power, true shift of log .6 to 1.0", gate, result.found, lowest=0.70)
    for name, held in (("unchanged", result.covered), ("changed", result.covered_changed)):
        what = f"95 % interval holds the truth, {name}"
        yield _line(what, ".93 to .97", held, lowest=0.93, highest=0.97)
    yield _line("half width of the interval, log", "", result.width)


def _line(what: str, gate: str, values: list[float], **bounds: float) -> Line:
    error = float(np.std(values) / np.sqrt(len(values)))
    return Line(what, gate, float(np.mean(values)), error, **bounds)


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
            told += [*viral_day(max(few * 3, 2), seed), *metamorphic(max(few // 5, 2), seed)]
            told += [*turning_points(few * 4, seed), *lone_shocks(max(few // 5, 2), seed)]
            held += [line.verdict in {"pass", "-"} for line in told]
        briefings = f"{len(result.any_false)} briefings without and as many with changes"
        print(f"{name}: {world.units} units, {briefings}, {time.perf_counter() - began:.0f} s")
        print(f"  {'property':<44} {'gate':<22} {'measured':>8} {'s.e.':>7}  verdict")
        print(*told, sep="\n", flush=True)
    others = hold(size, seed) if not worlds else True
    return all(held) and others


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m benchmarks.proof", description=__doc__)
    asked.add_argument("worlds", nargs="*", metavar="WORLD", help=", ".join(WORLDS))
    asked.add_argument("--size", choices=tuple(BRIEFINGS), default="full")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    raise SystemExit(0 if main(given.size, seed=given.seed, worlds=tuple(given.worlds)) else 1)
