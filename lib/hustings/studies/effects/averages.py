"""Averages of cohort cells: over cohorts, by periods since, with their influence."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.studies.effects.cells import Cells
from hustings.studies.medians import Floats


@dataclass(frozen=True)
class Average:
    """One averaged effect and each unit's influence on it."""

    effect: float
    influence: Floats

    @property
    def error(self) -> float:
        """Standard error, clustered by unit, with the small-sample factor n / (n - 1)."""
        count = len(self.influence)
        spread = self.influence - self.influence.mean()
        return float(np.sqrt((spread**2).sum() / (count * (count - 1))))


def by_share(cells: Cells, chosen: NDArray[np.bool_], first: Floats) -> Average:
    """Cells averaged by the size of their cohorts; how uncertain those sizes are counts too."""
    share = cells.share[chosen]
    effect = cells.effect[chosen]
    total = share.sum()
    member = (first[:, None] == cells.cohort[chosen][None, :]).astype(float) - share[None, :]
    doubt = member / total - np.outer(member.sum(axis=1), share) / total**2
    influence = cells.influence[:, chosen] @ (share / total) + doubt @ effect
    return Average(float(effect @ share / total), influence)


def evenly(parts: Iterable[Average]) -> Average:
    """The plain mean of averages."""
    some = list(parts)
    influence = np.mean([part.influence for part in some], axis=0)
    return Average(float(np.mean([part.effect for part in some])), influence)


def by_cohort(cells: Cells) -> tuple[list[int], list[Average]]:
    """Each cohort's mean effect over its treated periods."""
    cohorts = [int(one) for one in np.unique(cells.cohort)]
    some = [(cells.cohort == one) & (cells.since >= 0) for one in cohorts]
    kept = [(one, chosen) for one, chosen in zip(cohorts, some, strict=True) if chosen.any()]
    means = [
        evenly(Average(cells.effect[at], cells.influence[:, at]) for at in np.flatnonzero(chosen))
        for _, chosen in kept
    ]
    return [one for one, _ in kept], means


def over_cohorts(cohorts: list[int], means: list[Average], first: Floats) -> Average:
    """Cohort means averaged by the size of the cohorts."""
    share = np.array([(first == one).mean() for one in cohorts])
    effect = np.array([one.effect for one in means])
    total = share.sum()
    member = (first[:, None] == np.array(cohorts)[None, :]).astype(float) - share[None, :]
    doubt = member / total - np.outer(member.sum(axis=1), share) / total**2
    influence = np.column_stack([one.influence for one in means]) @ (share / total)
    return Average(float(effect @ share / total), influence + doubt @ effect)


def by_since(cells: Cells, first: Floats) -> tuple[list[int], list[Average]]:
    """The effect so many periods since treatment, averaged over the cohorts seen then."""
    since = [int(one) for one in np.unique(cells.since)]
    return since, [by_share(cells, cells.since == one, first) for one in since]


def by_period(cells: Cells, first: Floats) -> tuple[list[int], list[Average]]:
    """The effect in each period, averaged over the cohorts treated by then."""
    periods = [int(one) for one in np.unique(cells.period[cells.since >= 0])]
    chosen = [(cells.period == one) & (cells.since >= 0) for one in periods]
    return periods, [by_share(cells, some, first) for some in chosen]
