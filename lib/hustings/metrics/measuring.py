"""The measuring pass: every metric for every unit, level and week, computing only what changed.

    clean week --(rollup, kept by the files' fingerprint)--> rows of that week
    rows --(summed where they lie)--> leaf figures --(kept by their fingerprint)--> measured rows

A week is measured again when, and only when, one of its leaf figures is different: late data
re-measure their own weeks; a worker moved to another unit re-measures the weeks he acted in. And
a family is looked at again only when one of the clean tables it depends on has changed.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from hustings.metrics import fieldwork, presence, publishing  # noqa: F401  they register families
from hustings.metrics.families import FAMILIES, Pass
from hustings.metrics.refreshing import Upkeep, opened, refreshed
from hustings.metrics.registry import metrics
from hustings.metrics.summing import LEAVES, ROWS, add_up

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from hustings.metrics.inputs import Inputs
    from hustings.metrics.shelf import Shelf


@dataclass
class Measured:
    """What a measuring pass gives."""

    rows: pd.DataFrame  # measured rows of every level
    leaves: pd.DataFrame  # the same figures where they arose, before adding up the tree
    computed: dict[str, list[str]] = field(default_factory=dict)  # family -> weeks not kept


def measure(inputs: "Inputs", shelf: "Shelf", weeks: Iterable[str]) -> Measured:
    """Measure weeks, taking from the shelf what is there already.

    Returns: measured rows, one per period × unit × metric × platform that has data or was
             expected to; a unit without a row for a metric and week has no data for it either.
    Raises:  UsageError for a period that is no week.
    """
    run = open_pass(inputs, shelf, weeks)
    rows, leaves, computed = [ROWS.empty_table()], [LEAVES.empty_table()], {}
    for name in sorted(FAMILIES):
        stamps, fresh = refreshed(run, shelf, _upkeep(run, name))
        if fresh:
            computed[name] = fresh
        if stamps:
            leaves.append(shelf.rows(_leaf(name), stamps, LEAVES))
            rows.append(shelf.rows(name, stamps, ROWS))
    return Measured(_frame(rows), _frame(leaves), computed)


def open_pass(inputs: "Inputs", shelf: "Shelf", weeks: Iterable[str] | None = None) -> Pass:
    """The pass that families are built from; a rollup is brought up to date when asked for.

    Args: weeks: those to be measured; every week on record if left out.
    """
    return opened(inputs, shelf, FAMILIES.values(), weeks)


def _upkeep(run: Pass, name: str) -> Upkeep:
    """How one family's measured rows of a week are made and kept."""

    def finish(leaves: "ir.Table") -> "dict[str, ir.Table]":
        # The leaf figures go first: where the summed ones are, both are.
        ordered = leaves.order_by("period", "unit", "metric", "platform")
        return {_leaf(name): ordered, name: add_up(leaves, run.inputs.closure)}

    counting = tuple(metric for metric in metrics().values() if metric.table == name)
    return Upkeep(FAMILIES[name], counting, "week", (_leaf(name), name), finish)


def _leaf(family: str) -> str:
    return f"leaf_{family}"


def _frame(tables: list[pa.Table]) -> pd.DataFrame:
    frame: pd.DataFrame = pa.concat_tables(tables).to_pandas()
    return frame


def definition_stamp() -> str:
    """A digest of the code that decides figures; when it changes, nothing kept is used."""
    engines = [version("duckdb"), version("ibis-framework")]
    digest = hashlib.sha256(" ".join(engines).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
