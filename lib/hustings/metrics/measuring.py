"""The measuring pass: every metric for every unit, level and week, computing only what changed.

    clean week --(rollup, kept by the prints of its files)--> rows of that week
    rows --(summed where they lie, kept by what they say)--> leaf figures --> measured rows

A week is measured again when, and only when, one of its leaf figures is different: late data
re-measure their own weeks; a worker moved to another unit re-measures the weeks he acted in. And
it is looked at again only when something that enters its figures has changed.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from hustings.metrics import fieldwork, presence, publishing  # noqa: F401  they register families
from hustings.metrics.adding import add_up
from hustings.metrics.families import FAMILIES, Pass
from hustings.metrics.refreshing import Upkeep, opened, refreshed
from hustings.metrics.registry import metrics
from hustings.metrics.shelf import rows_of
from hustings.metrics.summing import LEAVES, ROWS
from hustings.metrics.tree import Tree

if TYPE_CHECKING:
    from hustings.metrics.inputs import Inputs
    from hustings.metrics.shelf import Shelf


@dataclass(frozen=True)
class Measured:
    """What a measuring pass gives; figures are read, and added up, week by week when asked for."""

    tree: Tree
    kept: dict[str, dict[str, Path]]  # week -> family -> where its leaf figures are
    computed: dict[str, list[str]] = field(default_factory=dict)  # family -> weeks not kept

    @property
    def rows(self) -> pd.DataFrame:
        """Measured rows of every level."""
        weeks = [self.of_week(week).cast(ROWS) for week in self.kept]
        frame: pd.DataFrame = pa.concat_tables([ROWS.empty_table(), *weeks]).to_pandas()
        return frame

    @property
    def leaves(self) -> pd.DataFrame:
        """The same figures where they arose, before adding up the tree."""
        paths = [path for families in self.kept.values() for path in families.values()]
        frame: pd.DataFrame = rows_of(paths, LEAVES).to_pandas()
        return frame

    def of_week(self, week: str) -> pa.Table:
        """Measured rows of one week, in order of level, unit, metric and platform."""
        return add_up(self.leaves_of(week), self.tree, week)

    def leaves_of(self, week: str) -> pa.Table:
        """Leaf figures of one week; names are coded."""
        coded = ["period", "unit", "metric", "platform"]
        if not (paths := self.kept.get(week, {}).values()):
            return LEAVES.empty_table()
        tables = [pq.read_table(path, read_dictionary=coded, partitioning=None) for path in paths]
        return pa.concat_tables(tables).unify_dictionaries()


def measure(inputs: "Inputs", shelf: "Shelf", weeks: Iterable[str]) -> Measured:
    """Measure weeks, taking from the shelf what is there already.

    Returns: measured rows, one per period × unit × metric × platform that has data or was
             expected to; a unit without a row for a metric and week has no data for it either.
    Raises:  UsageError for a period that is no week.
    """
    return measured(open_pass(inputs, shelf, weeks))


def measured(run: Pass) -> Measured:
    """The same for a pass that is open."""
    kept: dict[str, dict[str, Path]] = {week: {} for week in run.weeks}
    computed = {}
    for name in sorted(FAMILIES):
        stamps, fresh = refreshed(run, _upkeep(name))
        if fresh:
            computed[name] = fresh
        for week, stamp in stamps.items():
            kept[week][name] = run.kept.shelf.path(name, week, stamp)
    with_rows = {week: families for week, families in kept.items() if families}
    return Measured(run.tree, with_rows, computed)


def open_pass(inputs: "Inputs", shelf: "Shelf", weeks: Iterable[str] | None = None) -> Pass:
    """The pass that families are built from; a rollup is brought up to date when asked for.

    Args: weeks: those to be measured; every week on record if left out.
    """
    return opened(inputs, shelf, weeks)


def _upkeep(name: str) -> Upkeep:
    """How one family's leaf figures of a week are made and kept."""
    counting = tuple(metric for metric in metrics().values() if metric.table == name)
    return Upkeep(
        name, FAMILIES[name], counting, "week", lambda leaves: leaves.select(LEAVES.names)
    )


def definition_stamp() -> str:
    """A digest of the code that decides figures; when it changes, nothing kept is used."""
    engines = [version("duckdb"), version("ibis-framework")]
    digest = hashlib.sha256(" ".join(engines).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
