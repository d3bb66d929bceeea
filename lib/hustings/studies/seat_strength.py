"""Strength per seat: an index whose weights are declared, with how sure the order is."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hustings.errors import InputError
from hustings.studies.league.ranks import league_table
from hustings.studies.league.shrinkage import Shrunk
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError

FEWEST_UNITS = 5
LEAST_KNOWN = 0.5  # of the weight; a unit of which less is known has no index
DRAWS, SEED = 2000, 1
SWING = 0.5  # a weight is tried half larger and half smaller


@dataclass(frozen=True)
class Strength:
    """The index and what it rests on.

    `rows`: a league table, best first: `raw` (the index: 0 is the usual unit, 1 a standard
    deviation above it), ends, ranks and groups, and `known`, the share of the weight that has
    data. `parts`: one row per unit and part: `score`, `weight`, `adds` to the index.
    `swings`: one row per part: how many units would change their third of the table were its
    weight half larger or smaller; the first would change the order most.
    `refused`: units of which too little is known.
    """

    rows: pd.DataFrame
    parts: pd.DataFrame
    swings: pd.DataFrame
    refused: list[str]


def strength(table: pd.DataFrame, weights: Mapping[str, float]) -> Strength:
    """Add up standardised parts by declared weights; what is missing is missing, not nought.

    Args:
        table: one row per `unit` and `part`: `value`, its standard `error` (0 where counted
            whole), and `better` ("higher" or "lower").
        weights: per part, above 0; they are divided by their sum.

    Raises:
        CannotJudgeError: fewer than five units with at least half of the weight known.
        InputError: a part without a weight, or a weight without a part.
    """
    named, seen = set(weights), set(table["part"])
    if named != seen or not all(one > 0 for one in weights.values()):
        odd = sorted(named ^ seen) or ["a weight not above 0"]
        raise InputError("Parts and weights do not match.", where=", ".join(odd),
                         fix="Declare one weight above 0 for each part.")  # fmt: skip
    scores, errors = _standardised(table)
    share = pd.Series(weights, dtype=float)[scores.columns]
    share = share / share.sum()
    known = scores.notna() @ share
    kept = known >= LEAST_KNOWN
    if kept.sum() < FEWEST_UNITS:
        raise CannotJudgeError("too_few_units", "Too few units of which enough is known.",
                               units=int(kept.sum()), needed=FEWEST_UNITS)  # fmt: skip
    scores, errors = scores[kept], errors[kept]
    index = _index(scores.to_numpy(float), np.asarray(share, dtype=float))
    draws = _draws(scores.to_numpy(), errors.to_numpy(), np.asarray(share, dtype=float))
    low, high = np.quantile(draws, [0.025, 0.975], axis=0)
    shrunk = Shrunk(
        pd.DataFrame({"raw": index, "shrunk": index, "low": low, "high": high}), draws, 0.0
    )
    rows = league_table(pd.Series(scores.index), shrunk).merge(
        known.rename("known").rename_axis("unit").reset_index(), on="unit"
    )
    return Strength(
        rows.drop(columns="shrunk"),
        _parts(scores, share),
        _swings(scores.to_numpy(float), share),
        sorted(str(unit) for unit in known.index[~kept]),
    )


def _standardised(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    value = table.pivot(index="unit", columns="part", values="value")  # noqa: PD010
    error = table.pivot(index="unit", columns="part", values="error")  # noqa: PD010
    sign = table.groupby("part")["better"].first().map({"higher": 1.0, "lower": -1.0})
    spread = value.std().where(lambda one: one > 0, 1.0)
    scores = (value - value.mean()) / spread * sign
    return scores, (error / spread).fillna(0.0)


def _index(scores: Floats, share: Floats) -> Floats:
    """Weighted mean of what is known of each unit."""
    known = ~np.isnan(scores)
    total = np.where(known, scores, 0.0) @ share
    return np.asarray(total / (known @ share))


def _draws(scores: Floats, errors: Floats, share: Floats) -> Floats:
    noise = np.random.default_rng(SEED).normal(size=(DRAWS, *scores.shape))
    known = ~np.isnan(scores)
    drawn = np.where(known, scores + noise * errors, 0.0) @ share
    return np.asarray(drawn / (known @ share))


def _parts(scores: pd.DataFrame, share: "pd.Series[float]") -> pd.DataFrame:
    rows = (
        scores.rename_axis("unit").reset_index().melt("unit", var_name="part", value_name="score")
    )
    weight = rows["part"].map(share)
    return rows.assign(weight=weight, adds=rows["score"] * weight)


def _swings(scores: Floats, share: "pd.Series[float]") -> pd.DataFrame:
    now = _thirds(_index(scores, np.asarray(share, dtype=float)))
    rows = []
    for part in share.index:
        moved = []
        for factor in (1 - SWING, 1 + SWING):
            tried = share.copy()
            tried[part] *= factor
            moved.append(
                int((_thirds(_index(scores, np.asarray(tried, dtype=float))) != now).sum())
            )
        rows.append((part, share[part], max(moved)))
    table = pd.DataFrame(rows, columns=["part", "weight", "units_moved"])
    return table.sort_values(["units_moved", "part"], ascending=[False, True], ignore_index=True)


def _thirds(index: Floats) -> "np.typing.NDArray[np.int64]":
    place = np.argsort(np.argsort(-index, kind="stable"))
    return np.asarray(place * 3 // len(index))
