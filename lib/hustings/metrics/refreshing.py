"""Keeping figures up to date: which weeks of a family must be computed again, and which not.

A week is looked at only if a fingerprint of what enters its rows is new: then its figures are made
again, and it counts as computed if they are different from those kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from hustings.errors import UsageError
from hustings.metrics.families import FAMILIES, Family, Pass
from hustings.metrics.kept import Kept, batches, of_week
from hustings.metrics.record import Record
from hustings.metrics.registry import Metric
from hustings.metrics.summing import leaf_sums, ordered
from hustings.metrics.tree import Tree, digest
from hustings.period import Period
from hustings.schema import CLEAN

if TYPE_CHECKING:
    from hustings.metrics.inputs import Inputs
    from hustings.metrics.shelf import Shelf


@dataclass(frozen=True)
class Upkeep:
    """What is kept of one family, and how it is made."""

    name: str  # on the shelf
    family: Family
    counting: tuple[Metric, ...]
    by: str  # the column of the family that says the period: week or day
    finish: Callable[[pa.Table], pa.Table]  # leaf figures of one week -> what is kept of it


def refreshed(run: Pass, upkeep: Upkeep) -> tuple[dict[str, str], list[str]]:
    """Bring what is kept of one family up to date.

    Returns: for each week with rows, the stamp its figures are kept under; and the weeks that had
             to be computed.
    """
    shelf, family = run.kept.shelf, upkeep.family
    if not any(run.kept.prints[table] for table in family.reads):
        return {}, []
    keys = {week: shelf.stamp(run.tree.print, *family.print_of(run, week)) for week in run.weeks}
    stamps = shelf.remembered(upkeep.name, keys)
    doubted = [week for week in run.weeks if week not in stamps]
    fresh = []
    for some in batches(doubted) if family.week_by_week else filter(None, [doubted]):
        figures = _figures(run.only(some), upkeep)
        for week in some:
            mine = ordered(of_week(figures, week))
            stamps[week], new = "", False
            if mine.num_rows:
                kept = upkeep.finish(mine)
                stamps[week], new = run.kept.keep(upkeep.name, week, kept, run.tree.print)
            fresh += [week] * new
        shelf.remember(upkeep.name, {week: (keys[week], stamps[week]) for week in some})
    return {week: stamps[week] for week in run.weeks if stamps[week]}, fresh


def _figures(run: Pass, upkeep: Upkeep) -> pa.Table:
    """Leaf figures of the weeks of a pass, in no order."""
    rows = upkeep.family(run)
    rows = rows.filter(rows.week.isin(run.weeks), rows.unit.notnull())
    with rows.cache() as kept:
        return run.kept.executed(leaf_sums(kept, upkeep.counting, by=upkeep.by))


def opened(inputs: "Inputs", shelf: "Shelf", weeks: Iterable[str] | None) -> Pass:
    """A pass over the clean tables as they are now.

    Args: weeks: those to be measured; every week on record if left out.
    """
    tables = {name for f in FAMILIES.values() for name in (*f.reads, *f.beside)}
    prints = {name: dict(inputs.clean.weeks(name)) for name in sorted(tables)}
    on_record = {week for name in tables if CLEAN[name].dated_by for week in prints[name]}
    kept, booths = Kept(inputs, shelf, prints), digest(inputs.booths)
    return Pass(
        inputs,
        _measurable(on_record, weeks),
        kept,
        Record(kept),
        tree=Tree(inputs.closure),
        lists=" ".join((booths, digest(inputs.reporting_units), repr(inputs.rules))),
        booths=booths,
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
