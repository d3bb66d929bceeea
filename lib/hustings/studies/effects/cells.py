"""The effect on each cohort in each period, and how much every unit bears on it.

Callaway and Sant'Anna, "Difference-in-differences with multiple time periods", Journal of
Econometrics 225 (2021); with covariates the doubly robust form of Sant'Anna and Zhao (2020).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.studies.effects.panel import EffectPanel
from hustings.studies.medians import Floats

Flags = NDArray[np.bool_]
FEWEST_COMPARED = 2  # units on either side of one comparison


@dataclass(frozen=True)
class Cells:
    """Effects of cohorts in periods.

    One entry per cohort x period; `influence` is units x entries: an estimate's variance is
    the sum of its squared influences over the square of the number of units.
    """

    cohort: NDArray[np.int64]  # position of the first treated period
    period: NDArray[np.int64]
    effect: Floats
    influence: Floats
    treated: NDArray[np.int64]  # units
    compared: NDArray[np.int64]
    share: Floats  # of all units, that are of the cohort

    @property
    def since(self) -> NDArray[np.int64]:
        """Periods since treatment began; below 0 before it."""
        return self.period - self.cohort


def cohort_cells(
    panel: EffectPanel,
    *,
    control: str,
    base: str,
    anticipation: int = 0,
    window: tuple[int, int] | None = None,
) -> Cells:
    """Every cohort's effect in every period against units not treated by then.

    Args:
        control: "not_yet" (not treated, nor answering, by the later of two periods) or "never".
        base: "varying" compares periods before treatment with the one before each, "universal"
            compares every period with the last one before treatment.
        anticipation: periods before the date in which units may already answer.
        window: the first and the last period since treatment to look at; all without it.

    Cells with fewer than two units on a side are left out.
    """
    rows: list[tuple[int, int, float, int, int, float]] = []
    influences: list[Floats] = []
    for cohort in panel.cohorts:
        for period in _looked_at(cohort, len(panel.period), window):
            before = _base(cohort - anticipation, period, base)
            if before < 0 or before == period:
                continue
            answering = max(period, before) + anticipation
            one = _cell(panel, cohort, (before, period), control, answering)
            if one is None:
                continue
            effect, influence, treated, compared = one
            share = float((panel.first == cohort).mean())
            rows.append((cohort, period, effect, treated, compared, share))
            influences.append(influence)
    table = np.array(rows, dtype=float).reshape(-1, 6)
    spread = np.column_stack(influences) if influences else np.zeros((len(panel.unit), 0))
    whole = table.astype(np.int64)
    return Cells(
        whole[:, 0], whole[:, 1], table[:, 2], spread, whole[:, 3], whole[:, 4], table[:, 5]
    )


def _looked_at(cohort: int, periods: int, window: tuple[int, int] | None) -> range:
    if window is None:
        return range(periods)
    return range(max(0, cohort + window[0]), min(periods, cohort + window[1] + 1))


def _base(cohort: int, period: int, base: str) -> int:
    return period - 1 if base == "varying" and period < cohort else cohort - 1


def _cell(
    panel: EffectPanel, cohort: int, ends: tuple[int, int], control: str, answering: int
) -> tuple[float, Floats, int, int] | None:
    before, period = ends
    change = panel.outcome[:, period] - panel.outcome[:, before]
    seen = ~np.isnan(change)
    treated = (panel.first == cohort) & seen
    untreated = np.isinf(panel.first) if control == "never" else panel.first > answering
    others = untreated & seen & ~treated
    own, compared = int(np.count_nonzero(treated)), int(np.count_nonzero(others))
    if min(own, compared) < FEWEST_COMPARED + panel.traits.shape[1]:
        return None
    chosen = treated | others
    if panel.traits.shape[1]:
        traits = np.column_stack([np.ones(own + compared), panel.traits[chosen]])
        effect, bearing = _doubly_robust(change[chosen], treated[chosen], traits)
    else:
        effect, bearing = _difference(change[chosen], treated[chosen])
    influence = np.zeros(len(change))
    influence[chosen] = bearing * (len(change) / (own + compared))
    return effect, influence, own, compared


def _difference(change: Floats, treated: Flags) -> tuple[float, Floats]:
    """Mean change of the treated less mean change of the others."""
    effect = 0.0
    influence = np.zeros(len(change))
    for side, sign in ((treated, 1.0), (~treated, -1.0)):
        own = change[side]
        mean = float(own.sum()) / len(own)
        effect += sign * mean
        influence[side] = sign * (own - mean) / (len(own) / len(change))
    return effect, influence


def _doubly_robust(change: Floats, treated: Flags, traits: Floats) -> tuple[float, Floats]:
    """Right when either the odds of treatment or the untreated change is modelled rightly."""
    from statsmodels.api import Logit

    count = len(change)
    odds = Logit(treated.astype(float), traits).fit(disp=0)
    chance = np.clip(odds.predict(traits), None, 1 - 1e-6)
    expected = traits @ np.linalg.lstsq(traits[~treated], change[~treated], rcond=None)[0]
    rest = change - expected
    own, other = treated.astype(float), np.where(treated, 0.0, chance / (1 - chance))
    gain, drift = (own * rest).sum() / own.sum(), (other * rest).sum() / other.sum()

    by_line = np.linalg.inv(traits[~treated].T @ traits[~treated] / count)
    line = (np.where(treated, 0.0, rest)[:, None] * traits) @ by_line
    score = ((own - chance)[:, None] * traits) @ (np.asarray(odds.cov_params()) * count)
    first = own * (rest - gain) - line @ (own[:, None] * traits).mean(axis=0)
    weighted = (other * (rest - drift))[:, None] * traits
    second = other * (rest - drift) + score @ weighted.mean(axis=0)
    second -= line @ (other[:, None] * traits).mean(axis=0)
    return float(gain - drift), first / own.mean() - second / other.mean()
