"""A panel as numbers: units by periods, and the period each unit was first treated in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hustings.errors import InputError
from hustings.studies.asked import require, require_numbers
from hustings.studies.medians import Floats

NEVER = np.inf


@dataclass(frozen=True)
class EffectPanel:
    """Outcomes of units over equally spaced periods.

    `outcome`: units x periods, NaN where missing. `first`: per unit the position of its first
    treated period, infinite where it was never treated. `traits`: units x covariates.
    """

    unit: NDArray[np.object_]
    period: NDArray[np.object_]
    outcome: Floats
    first: Floats
    traits: Floats

    @property
    def cohorts(self) -> list[int]:
        """Positions at which some unit was first treated, within the panel and after its start."""
        return [int(when) for when in np.unique(self.first) if 0 < when < len(self.period)]

    def keeping(self, chosen: NDArray[np.bool_]) -> "EffectPanel":
        """The same panel with some of its units."""
        return EffectPanel(
            self.unit[chosen],
            self.period,
            self.outcome[chosen],
            self.first[chosen],
            self.traits[chosen],
        )


def effect_panel(
    table: pd.DataFrame, *, outcome: str, covariates: Sequence[str] = ()
) -> EffectPanel:
    """Lay a tidy table out as a panel.

    Args:
        table: one row per `unit` and `period`; `treated_from` is the unit's first treated
            period, the same in all its rows, missing or 0 for units never treated.
        outcome: the measured column; a missing value is a missing unit-period.
        covariates: columns that do not change over time; their first value counts.

    Units treated from the first period on have no "before" and are left out.

    Raises:
        InputError: when a column is missing, a unit-period occurs twice, or a unit has two dates.
    """
    _well_formed(table, ["unit", "period", "treated_from", outcome, *covariates])
    require_numbers(table.drop_duplicates("unit"), covariates, "panel")
    wide = table.pivot(index="unit", columns="period", values=outcome)  # noqa: PD010
    wide = wide.sort_index(axis=1)
    rows = table.groupby("unit")
    first = _positions(rows["treated_from"].first().reindex(wide.index), wide.columns)
    traits = rows[list(covariates)].first().reindex(wide.index).to_numpy(float)
    panel = EffectPanel(
        wide.index.to_numpy(object),
        wide.columns.to_numpy(object),
        wide.to_numpy(float),
        first,
        traits,
    )
    return panel.keeping(first > 0)


def _well_formed(table: pd.DataFrame, needed: Sequence[str]) -> None:
    require(table, needed, "panel")
    if _has_text(table["treated_from"]) and not _has_text(table["period"]):
        raise InputError(
            "A date of first treatment is a text, where no period is one.",
            where="treated_from",
            fix="Give it as the periods are: a number, a date or a period.",
        )
    twice = table.duplicated(["unit", "period"])
    if twice.any():
        row = table[twice].iloc[0]
        raise InputError(
            "A unit stands twice in one period.",
            where=f"{row['unit']}, {row['period']}",
            fix="Add up or choose before asking for an effect: one row per unit and period.",
        )
    dates = table.groupby("unit")["treated_from"].nunique(dropna=True)
    if (dates > 1).any():
        raise InputError(
            "A unit has two dates of its first treatment.",
            where=str(dates.index[dates > 1][0]),
            fix="Keep the earliest date of each.",
        )


def _has_text(dates: "pd.Series[Any]") -> bool:
    return any(isinstance(when, str) for when in dates.unique())


def _positions(dates: "pd.Series[float]", periods: pd.Index) -> Floats:
    """Where each date lies among the periods; a date between two counts from the later."""
    known = dates.notna() & (dates != 0)
    places = np.full(len(dates), NEVER)
    found = periods.searchsorted(dates[known].tolist(), side="left")
    places[known.to_numpy()] = np.where(found >= len(periods), NEVER, found)
    return places
