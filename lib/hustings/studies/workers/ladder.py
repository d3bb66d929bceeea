"""How far up people go: member, active, regular, office-bearer, and how long each step takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hustings.errors import InputError, nearest
from hustings.studies.refusal import CannotJudgeError
from hustings.studies.shares import share_interval
from hustings.studies.workers.staying import FEWEST_LEFT, FEWEST_PEOPLE, retention_curve

RUNGS = ("member", "active", "regular", "office_bearer")


@dataclass(frozen=True)
class Ladder:
    """A funnel of rungs.

    `rows`: one row per rung: people who `reached` it, `share` of those on the rung below with
    its interval, and time on this rung until the next (`middle`, `low`, `high`; none where
    over half have not gone on, or too few to tell).
    """

    rows: pd.DataFrame


def ladder(table: pd.DataFrame, *, until: float, rungs: Sequence[str] = RUNGS) -> Ladder:
    """The funnel of rungs, with the time on each step.

    People still on a rung at `until` have not failed to go on: their wait is unfinished, and
    counts as that. Who skipped a rung is counted on it from the day of the next one.

    Args:
        table: one row per person and rung reached: `person`, `rung`, `since` (a number of days
            or weeks; the earliest counts).
        until: the time up to which was looked, in the unit of `since`.

    Raises:
        InputError: an unknown rung, or a time after `until`.
    """
    _checked(table, until, rungs)
    wide = table.pivot_table(index="person", columns="rung", values="since", aggfunc="min")
    wide = wide.reindex(columns=list(rungs))
    # Who skipped a rung was on it from the day of the next one at the latest.
    earliest = np.fmin.accumulate(wide.to_numpy(float)[:, ::-1], axis=1)[:, ::-1]
    reached = pd.DataFrame(earliest, index=wide.index, columns=wide.columns)
    rows: list[dict[str, object]] = []
    below = 0
    for at, rung in enumerate(rungs):
        here = reached[rung].dropna()
        low, high = share_interval(len(here), below) if at else (None, None)
        wait = _wait(reached.loc[here.index], at, until, rungs)
        share = len(here) / below if below else None
        rows.append(
            {"rung": rung, "reached": len(here), "share": share, "share_low": low,
             "share_high": high, **wait}
        )  # fmt: skip
        below = len(here)
    return Ladder(pd.DataFrame(rows))


def _checked(table: pd.DataFrame, until: float, rungs: Sequence[str]) -> None:
    strange = sorted(set(table["rung"]) - set(rungs))
    if strange:
        raise InputError(f"There is no rung {strange[0]!r}.", fix=nearest(strange[0], rungs))
    if (table["since"] > until).any():
        raise InputError("A rung was reached after the time looked at.", fix="Raise `until`.")


def _wait(
    reached: pd.DataFrame, at: int, until: float, rungs: Sequence[str]
) -> dict[str, float | None]:
    none: dict[str, float | None] = {"middle": None, "low": None, "high": None}
    if at + 1 == len(rungs):
        return none
    begun, gone = reached[rungs[at]], reached[rungs[at + 1]]
    people = pd.DataFrame({"duration": gone.fillna(until) - begun, "left": gone.notna()})
    if len(people) < FEWEST_PEOPLE or people["left"].sum() < FEWEST_LEFT:
        return none
    try:
        middle = retention_curve(people).middle.iloc[0]
    except CannotJudgeError:
        return none
    return {name: float(middle[name]) for name in none}
