"""Planted truth for the forecasts: how often the weeks to come fall inside, worst case told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from benchmarks.camps import Camps, errors
from benchmarks.planted import Line, mean_line

from hustings.studies import forecast, forecast_tree


@dataclass(frozen=True)
class Ahead:
    """Weekly series of units, by themselves or as the leaves of a tree."""

    units: int = 60
    weeks: int = 64  # known when the forecast is made
    ar: float = 0.9  # of the slow part; 1 is a random walk
    tails: float = 0.0
    lumps: float = 0.0  # share of the weeks in which nothing is done
    tree: bool = False  # six units above them and one above all


FORECASTS = {
    "as specified": Ahead(),
    "a random walk": Ahead(ar=1.0),
    "heavy tails (t, 3 df)": Ahead(tails=3.0),
    "26 weeks": Ahead(weeks=26),
    "12 units": Ahead(units=12),
    "works in lumps": Ahead(lumps=0.6),
    "a tree, made to add up": Ahead(tree=True),
}
AHEAD, THIRDS = 4, ("small", "middle", "large")


def series(world: Ahead, seed: int) -> pd.DataFrame:
    """One row per unit and week, those to come included."""
    rng = np.random.default_rng(seed)
    shape = Camps(world.units, world.weeks + AHEAD, min(world.ar, 0.999), world.tails)
    slow = errors(rng, shape) * (0.2 if world.ar < 1 else 1.0)
    log = rng.normal(6, 1, (world.units, 1)) + slow + errors(rng, replace(shape, ar=0.0)) * 0.12
    wide = pd.DataFrame(np.exp(log), index=[f"S{at:02d}" for at in range(world.units)])
    if world.lumps:
        wide = wide.round() * (rng.random(wide.shape) >= world.lumps)
    if world.tree:
        above = wide.groupby(wide.index.map(_above)).sum()
        wide = pd.concat([wide, above, above.sum().to_frame("T").T])
    return wide.rename_axis("unit").reset_index().melt("unit", var_name="week")


def _above(unit: str) -> str:
    return f"L{int(unit[1:]) % 6}"


def error_over_last(came: pd.Series, expected: pd.Series, last: pd.Series) -> float:
    """Mean absolute error in log of what was expected of weeks to come, over the last week's."""
    log = np.log1p(came)
    return float((log - np.log1p(expected)).abs().mean() / (log - np.log1p(last)).abs().mean())


def forecasts(world: Ahead, times: int, seed: int) -> Iterator[Line]:
    """How often the weeks to come fall inside, in the worst third of units and week ahead."""
    inside: dict[tuple[int, int, str], list[float]] = {}
    ratios, told = [], []
    for number in range(max(times // 8, 2)):
        table = series(world, seed + number)
        known = table[table["week"] < world.weeks]
        if world.tree:
            names = table["unit"].unique()
            parents = {
                name: _above(name) if name[0] == "S" else "T" for name in names[names != "T"]
            }
            made = forecast_tree(known, parents, ahead=AHEAD)
        else:
            made = forecast(known, ahead=AHEAD)
        both = made.rows.assign(week=world.weeks - 1 + made.rows["ahead"])
        both = both.merge(table, on=["unit", "week"])
        last = known.loc[known["week"] == world.weeks - 1].set_index("unit")["value"]
        ratios.append(error_over_last(both["value"], both["expected"], both["unit"].map(last)))
        for level in ("80", "95"):
            hit = both["value"].between(both[f"low_{level}"], both[f"high_{level}"])
            for key, part in hit.groupby([both["ahead"], both["size"]]):
                inside.setdefault((*key, level), []).append(float(part.mean()))
        told.append(float(made.coverage["inside_95"].mean()))
    for level, low, high in (("95", 0.93, 0.97), ("80", 0.77, 0.83)):
        kept = {key: values for key, values in inside.items() if key[2] == level}
        middle = (low + high) / 2
        worst = max(kept, key=lambda key: abs(np.mean(kept[key]) - middle))
        what = f"{level} %, worst: week {worst[0]}, {THIRDS[worst[1]]} units"
        yield mean_line(what, f"{low:.2f} to {high:.2f}", kept[worst], lowest=low, highest=high)
    yield mean_line("95 %, as the page would have said", "", told)
    gate = "< .95" if world.ar < 1 else ""
    yield mean_line("error over that of the last value", gate, ratios, highest=0.95)
