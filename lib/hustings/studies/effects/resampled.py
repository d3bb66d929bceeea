"""How far an average effect strays when units are left out or drawn anew.

A second opinion on the formula's standard error, which trusts large numbers of units.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from hustings.errors import UsageError, nearest
from hustings.studies.effects.averages import by_cohort, by_period, by_share, by_since, evenly
from hustings.studies.effects.averages import over_cohorts as averaged
from hustings.studies.effects.cells import Cells, cohort_cells
from hustings.studies.effects.panel import EffectPanel, effect_panel
from hustings.studies.effects.staggered import POOLED_PERIODS
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

SEED = 1
FEWEST_DRAWS = 20
Way = Callable[[Cells, Floats], float]


def _pooled(cells: Cells, first: Floats, longest: float = POOLED_PERIODS) -> float:
    since, curve = by_since(cells, first)
    some = [one for when, one in zip(since, curve, strict=True) if 0 <= when < longest]
    return evenly(some).effect


WAYS: dict[str, Way] = {
    "simple": lambda cells, first: by_share(cells, cells.since >= 0, first).effect,
    "cohort": lambda cells, first: averaged(*by_cohort(cells), first).effect,
    "dynamic": lambda cells, first: _pooled(cells, first, np.inf),
    "calendar": lambda cells, first: evenly(by_period(cells, first)[1]).effect,
    "pooled": _pooled,
}


def resampled_error(
    table: pd.DataFrame,
    *,
    outcome: str,
    way: str = "pooled",
    kind: str = "jackknife",
    control: str = "not_yet",
    anticipation: int = 0,
    draws: int = 499,
) -> float:
    """The standard error of one average effect of `staggered_effect`, by resampling whole units.

    Args:
        table: one row per `unit` and `period`, with `treated_from`.
        way: simple, cohort, dynamic, calendar or pooled.
        kind: "jackknife" leaves each unit out in turn; "bootstrap" draws as many units anew,
            with their dates.
        draws: of the bootstrap.

    Raises:
        CannotJudgeError: where some unit is all that an effect rests on.
        UsageError: a way or kind nobody knows.
    """
    for word, words, what in ((way, WAYS, "way"), (kind, KINDS, "kind")):
        if word not in words:
            raise UsageError(f"There is no {what} {word!r}.", fix=nearest(word, words))
    panel = effect_panel(table, outcome=outcome)
    effects = []
    for some in KINDS[kind](panel, draws):
        cells = cohort_cells(some, control=control, base="varying", anticipation=anticipation)
        if (cells.since >= 0).any():
            effects.append(WAYS[way](cells, some.first))
    units = len(panel.unit)
    if len(effects) < (units if kind == "jackknife" else FEWEST_DRAWS):
        raise CannotJudgeError("nobody_to_compare", "Without some unit there is no effect.")
    spread = np.array(effects) - np.mean(effects)
    if kind == "jackknife":
        return float(np.sqrt((units - 1) / units * (spread**2).sum()))
    return float(np.sqrt((spread**2).sum() / (len(spread) - 1)))


def _each_left_out(panel: EffectPanel, _draws: int) -> Iterator[EffectPanel]:
    for at in range(len(panel.unit)):
        yield panel.keeping(np.arange(len(panel.unit)) != at)


def _drawn_anew(panel: EffectPanel, draws: int) -> Iterator[EffectPanel]:
    rng = np.random.default_rng(SEED)
    for _ in range(draws):
        chosen = rng.integers(0, len(panel.unit), len(panel.unit))
        yield replace(
            panel,
            unit=panel.unit[chosen],
            outcome=panel.outcome[chosen],
            first=panel.first[chosen],
            traits=panel.traits[chosen],
        )


KINDS: dict[str, Callable[[EffectPanel, int], Iterator[EffectPanel]]] = {
    "jackknife": _each_left_out,
    "bootstrap": _drawn_anew,
}
