"""What a family of rows is: the rows metrics count, each placed in one leaf unit and one week.

Every family has `week`, `unit` (the leaf), `platform`, `known_at` (when the newest export behind
the row was made) and the columns its metrics add up. Where a unit was observed and nothing
happened there is a row that says zero; where nothing was observed there is no row or one that is
not `seen`, and the figure becomes "no data".
"""

from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

    from hustings.metrics.inputs import Inputs
    from hustings.metrics.kept import Kept
    from hustings.metrics.record import Record
    from hustings.metrics.tree import Tree


@dataclass(frozen=True)
class Pass:
    """One measuring pass: its inputs, the weeks it measures, and the rollups kept for it."""

    inputs: "Inputs"
    weeks: list[str]  # to be measured and on record, oldest first, without a gap
    kept: "Kept"
    record: "Record"
    tree: "Tree"
    lists: str  # fingerprint of the booths, the reporting units and the rules
    booths: str  # fingerprint of the booths alone
    _open: "dict[tuple[str, ...], ir.Table]" = field(default_factory=dict, repr=False)

    def only(self, weeks: list[str]) -> "Pass":
        """The same pass over some of its weeks."""
        return replace(self, weeks=weeks)

    def list(self, name: str) -> "ir.Table":
        """One clean list (groups, accounts, reports received), whole."""
        return self.inputs.clean.table(name)

    @property
    def standins(self) -> "ir.Table":
        """One row per unit: unit, and the one it is taken as where few levels are studied."""
        import ibis

        return ibis.memtable(self.tree.standins, schema={"unit": "string", "standin": "string"})

    def rollup(self, name: str, *, whole: bool = True) -> "ir.Table":
        """The rows of one rollup: the whole record, or only the weeks to be measured."""
        key = (name,) if whole else (name, *self.weeks)
        if key not in self._open:
            self._open[key] = self.kept.read(self.kept.rolled(name, None if whole else self.weeks))
        return self._open[key]


@dataclass(frozen=True)
class Family:
    """One family of rows, and the clean tables they depend on."""

    name: str
    reads: tuple[str, ...]  # where its rows come from: while all of these are empty, there is none
    beside: tuple[str, ...]  # what is looked up on the way
    build: "Callable[[Pass], ir.Table]"
    enters: "Callable[[Pass, str], tuple[str, ...]] | None" = None

    def __call__(self, run: Pass) -> "ir.Table":
        """Its rows in the weeks of a pass, and possibly in others."""
        return self.build(run)

    @property
    def week_by_week(self) -> bool:
        """Whether the rows of a week can be made without reading other weeks' facts."""
        return self.enters is not None

    def print_of(self, run: Pass, week: str) -> tuple[str, ...]:
        """Fingerprints of everything that the rows of one week may depend on."""
        if self.enters is not None:
            return self.enters(run, week)
        tables = (*self.reads, *self.beside)
        return (run.lists, *(repr(sorted(run.kept.prints[table].items())) for table in tables))


FAMILIES: dict[str, Family] = {}
DAY_FAMILIES: dict[str, Family] = {}
"""Rows by day, under the name of the family whose metrics count them."""

_WHERE = ("fieldwork", "presence", "publishing")  # the modules that register families


def family_of(name: str) -> Family:
    """The family of a name, as a metric's `table` has it, whichever module was loaded first."""
    for module in _WHERE:
        import_module(f"hustings.metrics.{module}")
    return FAMILIES[name]


def family(
    *reads: str,
    beside: tuple[str, ...] = (),
    enters: "Callable[[Pass, str], tuple[str, ...]] | None" = None,
) -> "Callable[[Callable[[Pass], ir.Table]], Family]":
    """Register a family of rows under its function's name.

    Args: enters: fingerprints of all that the rows of one week depend on, if that is less than
          everything in the tables; what is not in them must not be read for the week.
    """

    def register(build: "Callable[[Pass], ir.Table]") -> Family:
        name = build.__name__
        FAMILIES[name] = Family(name, reads, beside, build, enters)
        return FAMILIES[name]

    return register


def by_day(
    name: str, *, enters: "Callable[[Pass, str], tuple[str, ...]] | None" = None
) -> "Callable[[Callable[[Pass], ir.Table]], Family]":
    """Register the rows of a family by day; they depend on the same tables."""

    def register(build: "Callable[[Pass], ir.Table]") -> Family:
        DAY_FAMILIES[name] = replace(FAMILIES[name], build=build, enters=enters)
        return DAY_FAMILIES[name]

    return register
