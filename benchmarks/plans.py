"""Planted truth for the planner of camps: is the effect it promises found, and by its order more?

Each campaign is planned from its own first weeks; then an effect of just the promised size follows
each camp, and the study the page uses judges the weeks after. The same is done with the order
people choose: the strongest units first, as early as the camps allow.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from benchmarks.camps import Camps, errors
from benchmarks.planted import Line, mean_line

from hustings.studies import plan_camps, staggered_effect

PAST = 20  # weeks


@dataclass(frozen=True)
class Rollout:
    """A state that plans its camps, and how its weeks go on."""

    units: int = 60
    weeks: int = 12  # planned
    camps_a_week: int = 10
    ar: float = 0.5
    tails: float = 0.0
    towards: float = 0.0  # how far the strongest fall back to the others over the planned weeks


ROLLOUTS = {
    "as specified": Rollout(),
    "24 units, 2 camps a week": Rollout(units=24, camps_a_week=2),
    "errors that fade slowly (.85)": Rollout(ar=0.85),
    "heavy tails (t, 3 df)": Rollout(tails=3.0),
    "the strongest fall back to the rest": Rollout(towards=0.02),
}


def campaign(world: Rollout, seed: int) -> pd.DataFrame:
    """One row per unit and week; the planned weeks are 1 and later, the past 0 and before."""
    rng = np.random.default_rng(seed)
    whole = Camps(units=world.units, weeks=PAST + world.weeks, ar=world.ar, tails=world.tails)
    week = np.arange(1 - PAST, world.weeks + 1)
    level = rng.normal(size=(world.units, 1))
    shared = np.cumsum(rng.normal(size=whole.weeks) * 0.1)
    drift = -world.towards * level * np.maximum(week, 0)
    value = level + shared + drift + 0.2 * errors(rng, whole)
    table = pd.DataFrame(value, columns=week).rename_axis("unit").reset_index()
    return table.melt("unit", var_name="period").astype({"period": int, "value": float})


def by_hand(past: pd.DataFrame, world: Rollout) -> "pd.Series[float]":
    """The week of each unit's camp, strongest first; missing where the weeks do not suffice."""
    strongest = past.groupby("unit")["value"].mean().sort_values(ascending=False)
    week = 2 + np.arange(len(strongest)) // world.camps_a_week
    dates = pd.Series(week, index=strongest.index, dtype=float)
    return dates.where(dates <= world.weeks)


def estimate(table: pd.DataFrame, dates: "pd.Series[float]", effect: float) -> tuple[float, bool]:
    """The pooled effect after one of this size was planted, and whether it is told from nothing."""
    dated = table.assign(treated_from=table["unit"].map(dates))
    dated["value"] += effect * (dated["period"] >= dated["treated_from"])
    head = staggered_effect(dated, outcome="value").overall.set_index("way").loc["pooled"]
    return float(head["effect"]), bool(head["low"] > 0)


def rollouts(world: Rollout, times: int, seed: int) -> Iterator[Line]:
    """Power at the promised effect with both orders, and how far each is off."""
    found: dict[str, list[float]] = {"plan": [], "hand": []}
    off: dict[str, list[float]] = {"plan": [], "hand": []}
    for number in range(times):
        table = campaign(world, seed + number)
        past, ahead = table[table["period"] < 1], table[table["period"] >= 1]
        plan = plan_camps(past, weeks=world.weeks, camps_a_week=world.camps_a_week)
        orders = {"plan": plan.order.set_index("unit")["week"], "hand": by_hand(past, world)}
        for name, dates in orders.items():
            effect, seen = estimate(ahead, dates, plan.smallest_effect)
            found[name].append(float(seen))
            off[name].append(effect / plan.smallest_effect - 1)
    gain = [own - other for own, other in zip(found["plan"], found["hand"], strict=True)]
    nearer = [abs(b) - abs(a) for a, b in zip(off["plan"], off["hand"], strict=True)]
    yield mean_line("the promised effect found", ".72 to .88", found["plan"], lowest=0.72,
                    highest=0.88)  # fmt: skip
    yield mean_line("the same effect, order by hand", "", found["hand"])
    yield mean_line("found more often than by hand", ">= 0", gain, lowest=0.0)
    yield mean_line("nearer the effect than by hand, share", ">= 0", nearer, lowest=0.0)
    yield mean_line("bias of the plan, share of the effect", "-.05 to .05", off["plan"],
                    lowest=-0.05, highest=0.05)  # fmt: skip
    yield mean_line("bias of the order by hand", "", off["hand"])
