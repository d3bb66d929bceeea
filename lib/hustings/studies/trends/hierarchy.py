"""Forecasts of a tree of units that add up, as the figures themselves do."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from hustings.errors import InputError
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError
from hustings.studies.trends.chosen import ORIGINS, Ahead, look_ahead
from hustings.studies.trends.forecasts import Forecasts, refusals, told, wide

REST = "+"  # ends the name of what lies below a unit but below none of its forecast children


def forecast_tree(table: pd.DataFrame, parents: Mapping[str, str], *, ahead: int = 4) -> Forecasts:
    """As `forecast`, of leaves and their sums, made to add up; intervals are of what adds up.

    What a parent counts beyond its children is forecast beside them, as a row of its own whose
    unit is the parent's name and a plus. A unit that cannot be forecast, or that began later than
    the table ("short_series"), is left out with its reason: what it counts is then part of that
    row, and its children hang on the unit above.

    Args:
        table: one row per `unit` and `week` with `value`, of every unit of the tree.
        parents: the unit right above each; a unit without one is the top of a tree.

    Raises:
        CannotJudgeError: no unit can be forecast.
        InputError: a unit twice in a week, a value below zero, or children that sum to more than
            their parent.
    """
    weeks = wide(table)
    reason = refusals(weeks, in_tree=True)
    known = weeks[reason == ""]
    if known.empty:
        raise CannotJudgeError(
            "short_series", "No unit has enough weeks without a gap.", before=weeks.shape[1],
            after=0,
        )  # fmt: skip
    below = _below(list(known.index), parents)
    whole = pd.concat([known, _rests(known, below)])
    sums = list(below)
    order = [unit for unit in whole.index if unit not in below] + sums
    whole = whole.loc[order]
    members = _members(order, below)
    log = np.log1p(whole.to_numpy(float))
    alone = look_ahead(log, ahead=ahead)
    size = len(order) - len(sums)
    seen = _seen(log, ahead)
    natural = np.expm1(seen) - np.expm1(seen - alone.errors)
    usual = np.sqrt(np.nanmean(natural**2, axis=(1, 2)))
    expected = reconciled(np.expm1(alone.expected), members, leaves=size, errors=usual)
    made = np.expm1(seen - alone.errors)
    gaps = np.isnan(made)
    flat = np.where(gaps, 0.0, made).reshape(len(order), -1)
    past = reconciled(flat, members, leaves=size, errors=usual).reshape(made.shape)
    refused = reason[reason != ""].rename("reason").rename_axis("unit").reset_index()
    again = np.where(gaps, np.nan, seen - np.log1p(past))
    return told(whole.index, log, Ahead(np.log1p(expected), again, alone.ways), refused)


def reconciled(
    expected: Floats, members: Sequence[Sequence[int]], *, leaves: int, errors: Floats
) -> Floats:
    """Forecasts of leaves and of sums of leaves made to add up; none is below zero.

    Weighted least squares over the hierarchy (Wickramasuriya, Athanasopoulos and Hyndman,
    JASA 114, 2019) with the variances of past errors.

    Args:
        expected: forecasts, leaves first, then the sums; one column for each week, or none.
        members: for each sum, the positions of its leaves.
        leaves: number of leaves.
        errors: standard deviation of each forecast's past errors, in the same order.
    """
    adding = np.vstack([np.eye(leaves), np.zeros((len(members), leaves))])
    for at, some in enumerate(members):
        adding[leaves + at, list(some)] = 1.0
    least = max(1e-6 * float(np.max(errors, initial=0.0)), 1e-12)  # what never erred is not moved
    weighted = adding.T / np.maximum(errors, least) ** 2
    found = np.linalg.solve(weighted @ adding, weighted @ expected)
    return np.asarray(adding @ np.maximum(found, 0.0))


def _below(units: list[str], parents: Mapping[str, str]) -> dict[str, list[str]]:
    """For every unit with forecast units below it, those right below, the lowest parents first."""
    known = set(units)
    above: dict[str, str] = {}
    for unit in units:
        parent = parents.get(unit)
        while parent is not None and parent not in known:
            parent = parents.get(parent)
        if parent is not None:
            above[unit] = parent
    below: dict[str, list[str]] = {}
    for unit, parent in above.items():
        below.setdefault(parent, []).append(unit)
    depth = {unit: _depth(unit, above) for unit in below}
    return {unit: below[unit] for unit in sorted(below, key=lambda unit: (-depth[unit], unit))}


def _depth(unit: str, above: Mapping[str, str]) -> int:
    return 0 if unit not in above else 1 + _depth(above[unit], above)


def _rests(known: pd.DataFrame, below: dict[str, list[str]]) -> pd.DataFrame:
    """What each parent counts beyond its children, where that is anything; it joins them."""
    rests = {}
    for parent, children in below.items():
        rest = known.loc[parent] - known.loc[children].sum()
        if (rest < -1e-6 * known.loc[parent].clip(lower=1.0)).any():
            raise InputError(
                "The units below sum to more than the unit above.", where=parent,
                fix="Hand in figures that add up the tree.",
            )  # fmt: skip
        if (rest > 1e-6).any():
            rests[parent + REST] = rest.clip(lower=0.0)
            children.append(parent + REST)
    return pd.DataFrame.from_dict(rests, orient="index", columns=known.columns)


def _members(order: list[str], below: dict[str, list[str]]) -> list[list[int]]:
    """The positions of the leaves below each sum, in the order of the sums."""
    place = {unit: at for at, unit in enumerate(order)}
    leaves: dict[str, list[int]] = {}
    for parent, children in below.items():  # the lowest parents come first
        leaves[parent] = [at for unit in children for at in leaves.get(unit, [place[unit]])]
    return list(leaves.values())


def _seen(log: Floats, ahead: int) -> Floats:
    """Units x past weeks x weeks ahead: what came; NaN where nothing has yet."""
    weeks = log.shape[1]
    seen = np.full((len(log), ORIGINS, ahead), np.nan)
    for origin in range(ORIGINS):
        upto = min(ahead, ORIGINS - origin)
        first = weeks - ORIGINS + origin
        seen[:, origin, :upto] = log[:, first : first + upto]
    return seen
