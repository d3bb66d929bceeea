"""Keeping figures up to date: which weeks of a family must be computed again, and which not."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from hustings.errors import UsageError
from hustings.metrics.families import EMPTY, Family, Pass
from hustings.metrics.registry import Metric
from hustings.metrics.rollups import ROLLUPS
from hustings.metrics.summing import leaf_sums
from hustings.period import Period
from hustings.schema import CLEAN

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from hustings.metrics.inputs import Inputs
    from hustings.metrics.shelf import Shelf

WEEKS_AT_ONCE = 8  # shrunk together: more is faster, and takes more memory


@dataclass(frozen=True)
class Upkeep:
    """What is kept of one family, and how it is made."""

    family: Family
    counting: tuple[Metric, ...]
    by: str  # the column of the family that says the period: week or day
    names: tuple[str, ...]  # on the shelf, in the order they are put there
    finish: "Callable[[ir.Table], dict[str, ir.Table]]"  # leaf figures -> tables by those names


def refreshed(run: Pass, shelf: "Shelf", upkeep: Upkeep) -> tuple[dict[str, str], list[str]]:
    """Bring what is kept of one family up to date.

    Returns: for each week with rows, the stamp its figures are kept under; and the weeks that had
             to be computed.
    """
    if not any(run.prints[table] for table in upkeep.family.reads):
        return {}, []
    key = shelf.stamp(*run.weeks, *_surroundings(run, upkeep.family))
    if (noted := shelf.remembered(upkeep.names, key)) is not None:
        return noted, []
    rows = upkeep.family(run)
    rows = rows.filter(rows.week.isin(run.weeks), rows.unit.notnull())
    with rows.cache() as kept, leaf_sums(kept, upkeep.counting, by=upkeep.by).cache() as leaves:
        stamps = _stamps(run, shelf, leaves)
        fresh = [week for week in stamps if not shelf.has(upkeep.names, week, stamps[week])]
        if fresh:
            of_weeks = leaves.filter(leaves.week.isin(fresh))
            for name, table in upkeep.finish(of_weeks).items():
                shelf.put(name, table.to_pyarrow(), {week: stamps[week] for week in fresh})
    shelf.remember(upkeep.names, key, stamps)
    return stamps, fresh


def _surroundings(run: Pass, family: Family) -> list[str]:
    """Fingerprints of everything a family's figures may depend on."""
    tables = (*family.reads, *family.beside)
    return [run.lists, run.tree, *(repr(sorted(run.prints[table].items())) for table in tables)]


def _stamps(run: Pass, shelf: "Shelf", leaves: "ir.Table") -> dict[str, str]:
    """Per week with rows, a digest of its leaf figures; any change of any of them changes it."""
    import ibis

    parts = [leaves[name].cast("string").fill_null("") for name in sorted(leaves.columns)]
    mixed = leaves.select("week", mixed=ibis.literal("|").join(parts).hash())
    by_week = mixed.group_by("week").agg(
        a=mixed.mixed.bit_xor(), b=(mixed.mixed % 2_147_483_647).sum(), n=mixed.count()
    )
    frame = run.inputs.clean.engine.execute(by_week.order_by("week"))
    return {
        row.week: shelf.stamp(f"{row.a}-{row.b}-{row.n}", run.tree) for row in frame.itertuples()
    }


def opened(
    inputs: "Inputs", shelf: "Shelf", families: Iterable[Family], weeks: Iterable[str] | None
) -> Pass:
    """A pass over the clean tables as they are now, for some families."""
    tables = {name for family in families for name in (*family.reads, *family.beside)}
    prints = {name: dict(inputs.clean.weeks(name)) for name in sorted(tables)}
    on_record = {week for name in tables if CLEAN[name].dated_by for week in prints[name]}
    lists = (_digest(inputs.booths), _digest(inputs.reporting_units), repr(inputs.rules))
    return Pass(
        inputs,
        _measurable(on_record, weeks),
        partial(_roll, inputs=inputs, shelf=shelf, prints=prints),
        prints,
        tree=_digest(inputs.closure),
        lists=" ".join(lists),
    )


def _measurable(on_record: set[str], weeks: Iterable[str] | None) -> list[str]:
    """The weeks to be measured, oldest first.

    A week in which nothing came is measured too if others before and after it are on record:
    what an export shows to be silent has no rows.
    """
    if weeks is None:
        return sorted(on_record)
    asked = {Period.parse(week) for week in weeks}
    if months := sorted(period.key for period in asked if period.kind != "week"):
        raise UsageError(
            "Only weeks are measured.", where=", ".join(months), fix="Ask for the month's weeks."
        )
    first, last = min(on_record, default=""), max(on_record, default="")
    return sorted(week.key for week in asked if first <= week.key <= last)


def _roll(
    name: str, inputs: "Inputs", shelf: "Shelf", prints: dict[str, dict[str, str]]
) -> dict[str, Path]:
    """Where the rollup's rows of every week are kept; they are made where its files are new."""
    recipe = ROLLUPS[name]
    weeks = sorted({week for table in recipe.reads for week in prints[table]})
    stamps = {EMPTY: shelf.stamp(EMPTY)} | {
        week: shelf.stamp(*(prints[table].get(week, "") for table in recipe.reads))
        for week in weeks
    }
    missing = [week for week, stamp in stamps.items() if not shelf.has((name,), week, stamp)]
    for start in range(0, len(missing), WEEKS_AT_ONCE):
        some = missing[start : start + WEEKS_AT_ONCE]
        rows = inputs.clean.engine.to_pyarrow(recipe.shrink(inputs.clean, some))
        shelf.put(name, rows, {week: stamps[week] for week in some})
    return {week: shelf.path(name, week, stamp) for week, stamp in stamps.items()}


def _digest(rows: pd.DataFrame) -> str:
    """A fingerprint of a small table, whatever the order of its rows."""
    hashes = pd.util.hash_pandas_object(rows, index=False).sort_values()
    return hashlib.sha256(hashes.to_numpy().tobytes()).hexdigest()
