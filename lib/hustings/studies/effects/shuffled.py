"""Were the dates as good as drawn? And if so, what the effect would be had they been others."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import f_oneway, spearmanr

from hustings.studies.effects.averages import by_since, evenly
from hustings.studies.effects.cells import cohort_cells
from hustings.studies.effects.panel import EffectPanel, effect_panel
from hustings.studies.effects.pretrend import LONGEST, POWER, STEEPEST, before, wald_of
from hustings.studies.effects.staggered import POOLED_PERIODS
from hustings.studies.medians import Floats
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
    table: pd.DataFrame,
    *,
    outcome: str,
    control: str = "not_yet",
    anticipation: int = 0,
    draws: int = 499,
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
    found = pooled_effect(panel, control=control, anticipation=anticipation)
    if found is None:
        raise CannotJudgeError("nobody_to_compare", "No treated unit has anyone to compare with.")
    rng = np.random.default_rng(SEED)
    drawn = [replace(panel, first=rng.permutation(panel.first)) for _ in range(draws)]
    strays = [pooled_effect(one, control=control, anticipation=anticipation) for one in drawn]
    larger = sum(abs(stray or 0.0) >= abs(found) for stray in strays)
    return (1 + larger) / (1 + draws)


@dataclass(frozen=True)
class ShuffledBefore:
    """The test before treatment, held against dates drawn anew."""

    p_value: float
    points: int  # periods tested together
    drift_missed: float  # per period, that this test would have found only four times in five


def shuffled_before(
    table: pd.DataFrame,
    *,
    outcome: str,
    control: str = "not_yet",
    anticipation: int = 0,
    draws: int = 499,
) -> ShuffledBefore | None:
    """Were the treated already on another path? By how often dates drawn anew look as bad.

    The F test of `staggered_effect` trusts its covariance; with a handful of units to a date,
    or a festival felt unequally just before one, it rejects far too often (in 60 sample
    campaigns, four dates of six seats each: 22 % at the 5 % level, here 8 %). Here only the
    dates are drawn. What followed treatment is taken out first, or it would pass for a drift
    of those given a later date.

    Args:
        table: one row per `unit` and `period`, with `treated_from`.

    Returns: nothing where no period before treatment can be compared.
    """
    panel = effect_panel(table, outcome=outcome)
    effect, inverse = _before(panel, control, anticipation)
    if not len(effect):
        return None
    calm = _without_effect(panel, control, anticipation)
    rng = np.random.default_rng(SEED)
    drawn = [
        _before(replace(calm, first=rng.permutation(calm.first)), control, anticipation)
        for _ in range(draws)
    ]
    whole = [one for one in drawn if len(one[0]) == len(effect)]
    strays = np.array([_bent(*one) for one in whole])
    own = _bent(effect, inverse)
    p_value = (1 + int((strays >= own).sum())) / (1 + len(whole))
    return ShuffledBefore(p_value, len(effect), _drift_missed(whole, strays))


def _before(panel: EffectPanel, control: str, anticipation: int) -> tuple[Floats, Floats]:
    """Effects in the periods before treatment, and the inverse of their covariance."""
    window = (-LONGEST - anticipation, -1 - anticipation)
    cells = cohort_cells(
        panel, control=control, base="varying", anticipation=anticipation, window=window
    )
    effect, influence = before(cells, panel.first, anticipation=anticipation)
    return effect, wald_of(effect, influence)[1] if len(effect) else np.zeros((0, 0))


def _without_effect(panel: EffectPanel, control: str, anticipation: int) -> EffectPanel:
    """The panel less what followed treatment, by periods since; the last one known goes on."""
    cells = cohort_cells(panel, control=control, base="varying", anticipation=anticipation)
    since, curve = by_since(cells, panel.first)
    known = {when: one.effect for when, one in zip(since, curve, strict=True)}
    outcome = panel.outcome.copy()
    for row in np.flatnonzero(np.isfinite(panel.first)):
        start = int(panel.first[row])
        for at in range(max(start - anticipation, 0), outcome.shape[1]):
            outcome[row, at] -= known.get(min(at - start, max(known)), 0.0)
    return replace(panel, outcome=outcome)


def _bent(effect: Floats, inverse: Floats) -> float:
    return float(effect @ inverse @ effect)


def _drift_missed(drawn: list[tuple[Floats, Floats]], strays: Floats) -> float:
    """The step per period that the test finds four times in five, by bisection."""
    edge = float(np.quantile(strays, 0.95))

    def found(step: float) -> float:
        return float(np.mean([_bent(effect + step, inverse) > edge for effect, inverse in drawn]))

    scale = float(np.median([np.abs(effect).max() for effect, _ in drawn]))
    low, high = 0.0, STEEPEST * scale
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if found(middle) > POWER else (middle, high)
    return high


def pooled_effect(
    panel: EffectPanel, *, control: str = "not_yet", anticipation: int = 0
) -> float | None:
    """The pooled effect alone, over periods since 0 to 7; nothing where nobody can be compared."""
    cells = cohort_cells(
        panel,
        control=control,
        base="varying",
        anticipation=anticipation,
        window=(0, POOLED_PERIODS - 1),
    )
    _, curve = by_since(cells, panel.first)
    return evenly(curve).effect if curve else None
