"""What a family of rows is: the rows metrics count, each placed in one leaf unit and one week.

Every family has `week`, `unit` (the leaf), `platform`, `known_at` (when the newest export behind
the row was made) and the columns its metrics add up. Where a unit was observed and nothing
happened there is a row that says zero; where nothing was observed there is no row or one that is
not `seen`, and the figure becomes "no data".
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import ibis.expr.types as ir

    from hustings.metrics.inputs import Inputs


@dataclass(frozen=True)
class Pass:
    """One measuring pass: its inputs, the weeks it measures, and the rollups kept for it."""

    inputs: "Inputs"
    weeks: list[str]  # to be measured and on record, oldest first, without a gap
    roll: "Callable[[str], dict[str, Path]]"  # rollup -> week -> where its rows are kept now
    prints: dict[str, dict[str, str]]  # clean table -> week -> fingerprint of its rows
    tree: str  # fingerprint of the unit tree
    lists: str  # fingerprint of the booths, the reporting units and the rules
    _open: "dict[tuple[str, bool], ir.Table]" = field(default_factory=dict, repr=False)

    def list(self, name: str) -> "ir.Table":
        """One clean list (workers, groups, accounts), whole."""
        return self.inputs.clean.table(name)

    def rollup(self, name: str, *, whole: bool = True) -> "ir.Table":
        """The rows of one rollup: the whole record, or only the weeks to be measured."""
        if (name, whole) not in self._open:
            kept = self.roll(name)
            weeks = kept if whole else [week for week in kept if week in (EMPTY, *self.weeks)]
            files = [str(kept[week]) for week in weeks]
            self._open[name, whole] = self.inputs.clean.engine.read_parquet(files)
        return self._open[name, whole]


EMPTY = "none"  # the week under which each rollup keeps no rows, so that it always has its columns


@dataclass(frozen=True)
class Family:
    """One family of rows, and the clean tables they depend on."""

    name: str
    reads: tuple[str, ...]  # where its rows come from: while all of these are empty, there is none
    beside: tuple[str, ...]  # what is looked up on the way
    build: "Callable[[Pass], ir.Table]"

    def __call__(self, run: Pass) -> "ir.Table":
        """Its rows in the weeks of a pass, and possibly in others."""
        return self.build(run)


FAMILIES: dict[str, Family] = {}
DAY_FAMILIES: dict[str, Family] = {}
"""Rows by day, under the name of the family whose metrics count them."""


def family(
    *reads: str, beside: tuple[str, ...] = ()
) -> "Callable[[Callable[[Pass], ir.Table]], Family]":
    """Register a family of rows under its function's name."""

    def register(build: "Callable[[Pass], ir.Table]") -> Family:
        name = build.__name__
        FAMILIES[name] = Family(name, reads, beside, build)
        return FAMILIES[name]

    return register


def by_day(name: str) -> "Callable[[Callable[[Pass], ir.Table]], Family]":
    """Register the rows of a family by day; they depend on the same tables."""

    def register(build: "Callable[[Pass], ir.Table]") -> Family:
        DAY_FAMILIES[name] = Family(name, FAMILIES[name].reads, FAMILIES[name].beside, build)
        return DAY_FAMILIES[name]

    return register
