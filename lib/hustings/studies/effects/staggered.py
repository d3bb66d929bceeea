"""What followed camps held at different dates: the treated against those not yet treated."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import t as student

from hustings.errors import UsageError, nearest
from hustings.studies.effects.averages import (
    Average,
    by_cohort,
    by_period,
    by_share,
    by_since,
    evenly,
)
from hustings.studies.effects.averages import over_cohorts as averaged
from hustings.studies.effects.bands import simultaneous_width
from hustings.studies.effects.cells import Cells, cohort_cells
from hustings.studies.effects.panel import EffectPanel, effect_panel
from hustings.studies.effects.pretrend import Pretrend, breakdown, pretrend
from hustings.studies.refusal import CannotJudgeError

FEWEST_AT_A_POINT = 5  # treated units behind a shown point of the event curve
FEWEST_UNITS = 10
POOLED_PERIODS = 8  # the pooled effect is over the period of treatment and the seven after it
SEED = 1  # of the band's draws
CONTROLS, BASES = ("not_yet", "never"), ("varying", "universal")


@dataclass(frozen=True)
class StaggeredEffect:
    """What followed, by cohort, by periods since, and in all.

    `cohorts`: one row per cohort x period. `events`: one row per number of periods since
    treatment, with pointwise (`low`, `high`) and simultaneous (`low_all`, `high_all`) ends,
    `units` behind it and whether it is `shown`. `overall`: one row per way of averaging:
    `simple` (all treated cells), `cohort` (cohort means by size), `dynamic` (periods since,
    evenly), `calendar` (periods, evenly), `pooled` (periods since 0 to 7, evenly; the headline).
    `periods`: one row per period with anyone treated, the mean effect on those treated by then.
    `treated`: units behind the effects; `left_out`: first treated periods of cohorts that could
    not be judged. Effects are in the units of the outcome.
    """

    cohorts: pd.DataFrame
    events: pd.DataFrame
    periods: pd.DataFrame
    overall: pd.DataFrame
    pretrend: Pretrend | None
    breakdown: float  # of the pooled effect; below 1 is fragile
    units: int
    treated: int
    left_out: tuple[object, ...] = ()


def staggered_effect(
    table: pd.DataFrame,
    *,
    outcome: str,
    covariates: Sequence[str] = (),
    control: str = "not_yet",
    base: str = "varying",
    anticipation: int = 0,
    confidence: float = 0.95,
) -> StaggeredEffect:
    """Average effects of a treatment that began at different times (Callaway, Sant'Anna 2021).

    Each cohort's change since the period before its treatment is compared with the change of
    units not yet treated; never with units treated earlier, whose own effect would be mistaken
    for a trend. Errors are clustered by unit, intervals by Student's t with units - 1 degrees.

    Args:
        table: one row per `unit` and `period`; `treated_from` is the unit's first treated
            period, the same in all its rows, missing or 0 for units never treated.
        outcome: the measured column; a missing value is a missing unit-period.
        covariates: fixed columns the comparison is adjusted for, doubly robust.
        control: "not_yet" or "never" (only units never treated).
        base: what a period before treatment is compared with: the one before it ("varying")
            or the last one before treatment ("universal").
        anticipation: periods before the date in which units may already answer; the change is
            counted from the period before them, and they are no part of the test before. Units
            that may already answer are no controls either.

    A cohort is judged where at least two of its units and two others (one more of each per
    covariate) are seen in both periods; cohorts that never are stand in `left_out`, and their units
    are not among `treated`. With the "universal" base the base period itself has no row: its
    effect is 0. Covariates count with their first value.

    Raises:
        CannotJudgeError: too few units, nobody to compare with, or no period before treatment.
        InputError: a table that is no panel.
    """
    _known(control, CONTROLS, "control")
    _known(base, BASES, "base")
    panel = effect_panel(table, outcome=outcome, covariates=covariates)
    _judgeable(panel, anticipation)
    cells = cohort_cells(panel, control=control, base=base, anticipation=anticipation)
    if not (cells.since >= 0).any():
        raise CannotJudgeError(
            "nobody_to_compare", "No treated unit has anyone to be compared with."
        )
    judged = np.unique(cells.cohort[cells.since >= 0])
    width = float(student.ppf((1 + confidence) / 2, len(panel.unit) - 1))
    since, curve = by_since(cells, panel.first)
    pooled = evenly(
        one for when, one in zip(since, curve, strict=True) if 0 <= when < POOLED_PERIODS
    )
    steps = cells
    if base != "varying":
        steps = cohort_cells(panel, control=control, base="varying", anticipation=anticipation)
    early = [one.effect for one in _before(steps, panel, anticipation)]
    return StaggeredEffect(
        cohorts=_cohort_rows(panel, cells, width),
        events=_event_rows(cells, since, curve, width, confidence),
        periods=_period_rows(panel, cells, width),
        overall=_overall_rows(panel, cells, (since, curve), pooled, width),
        pretrend=pretrend(steps, panel.first, anticipation=anticipation),
        breakdown=breakdown(pooled, width, np.array(early)),
        units=len(panel.unit),
        treated=int(np.isin(panel.first, judged).sum()),
        left_out=tuple(panel.period[at] for at in panel.cohorts if at not in judged),
    )


def _known(word: str, words: Sequence[str], what: str) -> None:
    if word not in words:
        raise UsageError(f"There is no {what} {word!r}.", fix=nearest(word, words))


def _judgeable(panel: EffectPanel, anticipation: int) -> None:
    if len(panel.unit) < FEWEST_UNITS:
        raise CannotJudgeError(
            "too_few_units", "Too few units for a comparison.", units=len(panel.unit),
            needed=FEWEST_UNITS,
        )  # fmt: skip
    if not panel.cohorts:
        raise CannotJudgeError("nobody_treated", "No unit was treated within these periods.")
    if max(panel.cohorts) - anticipation < 1:
        raise CannotJudgeError("no_before", "No unit has a period before its treatment.")


def _before(cells: Cells, panel: EffectPanel, anticipation: int) -> list[Average]:
    early = [int(one) for one in np.unique(cells.since) if one < -anticipation]
    return [by_share(cells, cells.since == one, panel.first) for one in early]


def _row(average: Average, width: float) -> dict[str, float]:
    return {
        "effect": average.effect,
        "error": average.error,
        "low": average.effect - width * average.error,
        "high": average.effect + width * average.error,
    }


def _cohort_rows(panel: EffectPanel, cells: Cells, width: float) -> pd.DataFrame:
    rows = [
        {
            "treated_from": panel.period[cells.cohort[at]],
            "period": panel.period[cells.period[at]],
            **_row(Average(float(cells.effect[at]), cells.influence[:, at]), width),
            "treated": int(cells.treated[at]),
            "compared": int(cells.compared[at]),
        }
        for at in range(len(cells.effect))
    ]
    return pd.DataFrame(rows)


def _event_rows(
    cells: Cells, since: list[int], curve: list[Average], width: float, confidence: float
) -> pd.DataFrame:
    influence = np.column_stack([one.influence for one in curve])
    together = simultaneous_width(influence, confidence=confidence, seed=SEED)
    together = max(together, width)
    rows = []
    for when, one in zip(since, curve, strict=True):
        units = int(cells.treated[cells.since == when].sum())
        wide = _row(one, together)
        rows.append(
            {
                "since": when,
                **_row(one, width),
                "low_all": wide["low"],
                "high_all": wide["high"],
                "units": units,
                "shown": units >= FEWEST_AT_A_POINT,
            }
        )
    return pd.DataFrame(rows)


def _period_rows(panel: EffectPanel, cells: Cells, width: float) -> pd.DataFrame:
    rows = zip(*by_period(cells, panel.first), strict=True)
    return pd.DataFrame([{"period": panel.period[at], **_row(one, width)} for at, one in rows])


def _overall_rows(
    panel: EffectPanel,
    cells: Cells,
    events: tuple[list[int], list[Average]],
    pooled: Average,
    width: float,
) -> pd.DataFrame:
    names, means = by_cohort(cells)
    ways = {
        "simple": by_share(cells, cells.since >= 0, panel.first),
        "cohort": averaged(names, means, panel.first),
        "dynamic": evenly(one for when, one in zip(*events, strict=True) if when >= 0),
        "calendar": evenly(by_period(cells, panel.first)[1]),
        "pooled": pooled,
    }
    rows = []
    for way, one in ways.items():
        p = 2 * student.sf(abs(one.effect / one.error), len(panel.unit) - 1) if one.error else None
        rows.append({"way": way, **_row(one, width), "p_value": p})
    return pd.DataFrame(rows)
