"""Were the dates as good as drawn? And if so, what the effect would be had they been others."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import f_oneway, spearmanr

from hustings.studies.effects.averages import by_since, evenly
from hustings.studies.effects.cells import cohort_cells
from hustings.studies.effects.panel import EffectPanel, effect_panel
from hustings.studies.effects.staggered import POOLED_PERIODS
from hustings.studies.refusal import CannotJudgeError

SEED = 1
BALANCED = 0.1  # a balance test above this leaves "as good as drawn" standing
FEWEST_BEFORE = 2  # periods before anyone was treated, to compare units by


@dataclass(frozen=True)
class Selection:
    """Who was treated when: levels and slopes before, by date of treatment.

    `groups`: one row per cohort (never treated last): units, mean level, mean slope before
    anyone was treated. `p_value`: smaller of the two balance tests, doubled. `eager`: rank
    correlation of the level before with the date; below 0 the stronger units went first.
    """

    groups: pd.DataFrame
    p_value: float
    eager: float

    @property
    def as_drawn(self) -> bool:
        """Whether nothing tells the dates from a draw."""
        return self.p_value > BALANCED


def selection(table: pd.DataFrame, *, outcome: str) -> Selection:
    """Compare cohorts before anyone was treated.

    Args:
        table: one row per `unit` and `period`, with `treated_from`.

    Raises:
        CannotJudgeError: fewer than two periods before the first treatment, or one cohort only.
    """
    panel = effect_panel(table, outcome=outcome)
    if not panel.cohorts or min(panel.cohorts) < FEWEST_BEFORE:
        raise CannotJudgeError("no_before", "Nobody was seen twice before the first treatment.")
    early = panel.outcome[:, : min(panel.cohorts)]
    level = np.nanmean(early, axis=1)
    slope = np.nanmean(np.diff(early, axis=1), axis=1)
    parts = [np.flatnonzero(panel.first == when) for when in np.unique(panel.first)]
    sized = [part for part in parts if len(part) > 1]
    if len(sized) < 2:
        raise CannotJudgeError("one_cohort", "There is one date only, or one unit at each.")
    tests = [f_oneway(*(one[part] for part in sized)).pvalue for one in (level, slope)]
    rows = [
        {
            "treated_from": panel.period[int(panel.first[part[0]])]
            if np.isfinite(panel.first[part[0]])
            else None,
            "units": len(part),
            "level": level[part].mean(),
            "slope": slope[part].mean(),
        }
        for part in parts
    ]
    eager = float(spearmanr(level, panel.first).statistic)
    return Selection(pd.DataFrame(rows), min(1.0, 2 * float(min(tests))), eager)


def shuffled_p_value(
    table: pd.DataFrame, *, outcome: str, control: str = "not_yet", draws: int = 499
) -> float:
    """How often dates drawn anew give a pooled effect as large: randomisation inference.

    Needs no large number of units; it is to be believed where dates were as good as drawn
    (see `selection`), and is the figure to use below forty units.

    Args:
        table: one row per `unit` and `period`, with `treated_from`.

    Raises:
        CannotJudgeError: no treated unit has anyone to be compared with.
    """
    panel = effect_panel(table, outcome=outcome)
    found = pooled_effect(panel, control=control)
    if found is None:
        raise CannotJudgeError("nobody_to_compare", "No treated unit has anyone to compare with.")
    rng = np.random.default_rng(SEED)
    drawn = [replace(panel, first=rng.permutation(panel.first)) for _ in range(draws)]
    larger = sum(abs(pooled_effect(one, control=control) or 0.0) >= abs(found) for one in drawn)
    return (1 + larger) / (1 + draws)


def pooled_effect(panel: EffectPanel, *, control: str = "not_yet") -> float | None:
    """The pooled effect alone, over periods since 0 to 7; nothing where nobody can be compared."""
    cells = cohort_cells(panel, control=control, base="varying", window=(0, POOLED_PERIODS - 1))
    _, curve = by_since(cells, panel.first)
    return evenly(curve).effect if curve else None
