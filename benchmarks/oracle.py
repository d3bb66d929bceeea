"""What could be found at all: an observer who knows every figure the simulator was set to.

Run with `python -m benchmarks.oracle [--campaigns N] [--seed N] [WORLD ...]`. The observer is told
each unit's level, weekdays, festivals, what all units share, every viral spike, how the units' own
ups and downs come and go, and how counting scatters. Left to find out is what nobody can know: the
ups and downs themselves, and which units changed. The test is the likelihood ratio (the ups and
downs integrated out by Laplace's method), held to the same false-discovery level as the study.
What the study misses beside it is the price of learning from the past; what both miss is not there.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from benchmarks.planted import Line, mean_line
from benchmarks.proof import CHANGED, WORLDS
from benchmarks.simulator import Campaign, World, simulate
from scipy.special import ndtr
from statsmodels.stats.multitest import multipletests

from hustings.studies.rules import ChangeRules

DAYS = 28  # looked at; ups and downs of .85 a day say nothing of three weeks later
NEWEST = 7
ROUNDS = 25  # of Newton's method
LARGEST_STEP = 1.0
LOOSE = 1e-4  # what a free change is held by, so that it ends somewhere in a week of zeros


def oracle(world: World, campaigns: int, seed: int) -> Iterator[Line]:
    """Alarms, false discoveries and power of that observer, on the proof's own campaigns."""
    alarms, false, power = [], [], []
    for number in range(campaigns):
        alarms.append(float(found(world, simulate(world, seed + number)).any()))
        campaign = simulate(replace(world, changed=CHANGED), seed + 500_000 + number)
        seen, true = found(world, campaign), campaign.shift != 0
        false.append(float((seen & ~true).sum() / max(seen.sum(), 1)))
        power.append(float(seen[true].mean()))
    yield mean_line("oracle: any false change", "", alarms)
    yield mean_line("oracle: false among found", "", false)
    yield mean_line("oracle: power, log .6 to 1.0", "", power)


def found(world: World, campaign: Campaign) -> np.ndarray:
    """Which units that observer says changed in the last week."""
    p = 2 * ndtr(-ratio_roots(world, campaign))
    return np.asarray(multipletests(p, ChangeRules().nominal, method="fdr_bh")[0])


def ratio_roots(world: World, campaign: Campaign) -> np.ndarray:
    """The root of twice the log likelihood ratio of a change in the last week, one a unit."""
    count = campaign.days.reshape(len(campaign.days), -1)[:, -DAYS:]
    usual = np.exp(campaign.usual.reshape(len(count), -1)[:, -DAYS:])
    fades = world.unit_ar ** np.abs(np.subtract.outer(np.arange(DAYS), np.arange(DAYS)))
    precision = np.linalg.inv(fades) / campaign.own_sd[:, None, None] ** 2
    free, held = (_likelihood(count, usual, precision, world, free=free) for free in (True, False))
    return np.sqrt(np.maximum(2 * (free - held), 0.0))


def _likelihood(
    count: np.ndarray, usual: np.ndarray, precision: np.ndarray, world: World, *, free: bool
) -> np.ndarray:
    """The log likelihood at its highest, the last week's change free or held to none."""
    units, days = count.shape
    seen = ~np.isnan(count)
    count = np.where(seen, count, 0.0)
    design = np.eye(days, days + 1)  # the ups and downs of each day, then the change
    design[-NEWEST:, -1] = 1.0 if free else 0.0
    prior = np.zeros((units, days + 1, days + 1))
    prior[:, :days, :days] = precision
    prior[:, -1, -1] = LOOSE if free else 1.0  # a change that is held stays where it starts
    at = np.zeros((units, days + 1))
    size = world.dispersion
    for _ in range(ROUNDS):
        mean = usual * np.exp(at @ design.T)
        slope = np.where(seen, size * (count - mean) / (size + mean), 0.0)
        bend = np.where(seen, size * mean * (count + size) / (size + mean) ** 2, 0.0)
        curve = prior + np.einsum("ud,di,dj->uij", bend, design, design)
        push = slope @ design - np.einsum("uij,uj->ui", prior, at)
        step = np.linalg.solve(curve, push[..., None])[..., 0]
        at += np.clip(step, -LARGEST_STEP, LARGEST_STEP)
    log_mean = np.log(usual) + at @ design.T
    each = count * log_mean - (count + size) * np.log(size + np.exp(log_mean))
    penalty = np.einsum("ui,uij,uj->u", at, prior, at) / 2
    doubt = np.linalg.slogdet(curve[:, :days, :days])[1] / 2
    return np.asarray(np.where(seen, each, 0.0).sum(axis=1) - penalty - doubt)


def main(campaigns: int = 100, *, seed: int = 1, worlds: tuple[str, ...] = ()) -> None:
    """Print what could be found in the worlds asked for, in all by default."""
    for name in worlds or WORLDS:
        told = list(oracle(WORLDS[name], campaigns, seed * 1_000_000))
        print(f"{name}: {campaigns} campaigns without and as many with changes")
        print(*told, sep="\n", flush=True)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m benchmarks.oracle", description=__doc__)
    asked.add_argument("worlds", nargs="*", metavar="WORLD", help=", ".join(WORLDS))
    asked.add_argument("--campaigns", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    main(given.campaigns, seed=given.seed, worlds=tuple(given.worlds))
