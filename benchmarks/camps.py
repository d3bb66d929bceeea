"""Planted truth for camps at different dates."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from benchmarks.planted import Line, mean_line

from hustings.studies import staggered_effect


@dataclass(frozen=True)
class Camps:
    """Units trained at different dates."""

    units: int = 60
    weeks: int = 40
    ar: float = 0.5
    tails: float = 0.0  # degrees of freedom of the errors; 0 is normal
    missing: float = 0.0
    effect: float = 0.16


CAMPS = {
    "as specified": Camps(),
    "30 units": Camps(units=30),
    "errors that fade slowly (.85)": Camps(ar=0.85),
    "heavy tails (t, 3 df)": Camps(tails=3.0),
    "a tenth of weeks missing": Camps(missing=0.1),
}


def errors(rng: np.random.Generator, world: Camps) -> np.ndarray:
    """Units x weeks of standard deviation 1, each alike to the week before it."""
    shape = (world.units, world.weeks)
    fresh = rng.normal(size=shape)
    if world.tails:
        fresh = rng.standard_t(world.tails, size=shape) * ((world.tails - 2) / world.tails) ** 0.5
    made = fresh.copy()
    for week in range(1, world.weeks):
        made[:, week] = world.ar * made[:, week - 1] + fresh[:, week] * (1 - world.ar**2) ** 0.5
    return made


def camp_table(world: Camps, seed: int) -> pd.DataFrame:
    """One row per unit and week."""
    rng = np.random.default_rng(seed)
    dates = rng.permutation(np.resize((12, 16, 20, 24, 28, 0), world.units))
    shared = np.cumsum(rng.normal(size=world.weeks) * 0.1)
    value = rng.normal(size=(world.units, 1)) + shared + 0.2 * errors(rng, world)
    week = np.arange(1, world.weeks + 1)
    value += world.effect * ((dates[:, None] > 0) & (week >= dates[:, None]))
    table = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(world.units), world.weeks),
            "period": np.tile(week, world.units),
            "treated_from": np.repeat(dates, world.weeks),
            "value": value.ravel(),
        }
    )
    return table[rng.random(len(table)) >= world.missing]


def camps(world: Camps, times: int, seed: int) -> Iterator[Line]:
    """Coverage and bias of the pooled effect, and the size of the test before."""
    inside, found, alarms = [], [], []
    for number in range(times):
        study = staggered_effect(camp_table(world, seed + number), outcome="value")
        pooled = study.overall.set_index("way").loc["pooled"]
        inside.append(float(pooled["low"] <= world.effect <= pooled["high"]))
        found.append(pooled["effect"])
        alarms.append(float(study.pretrend is not None and study.pretrend.p_value < 0.05))
    bias = [one / world.effect - 1 for one in found]
    yield mean_line("interval holds the effect", ".93 to .97", inside, lowest=0.93, highest=0.97)
    yield mean_line("bias, share of the effect", "-.05 to .05", bias, lowest=-0.05, highest=0.05)
    yield mean_line("test before, size", ".03 to .07", alarms, lowest=0.03, highest=0.07)
