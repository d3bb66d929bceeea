"""Day-by-day figures, which the weekly change study reads: one viral day must not move a week."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from hustings.metrics.families import DAY_FAMILIES, Pass
from hustings.metrics.measuring import open_pass
from hustings.metrics.refreshing import Upkeep, refreshed
from hustings.metrics.registry import metrics
from hustings.metrics.summing import up_the_tree

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from hustings.metrics.inputs import Inputs
    from hustings.metrics.shelf import Shelf

STUDIED_LEVELS = ("state", "lok_sabha", "vidhan_sabha", "district", "block")

DAYS = pa.schema(
    [
        ("unit", pa.string()),
        ("level", pa.string()),
        ("metric", pa.string()),
        ("day", pa.timestamp("us")),
        ("value", pa.float64()),
        ("week", pa.string()),
    ]
)


def measure_days(inputs: "Inputs", shelf: "Shelf", weeks: Iterable[str]) -> pd.DataFrame:
    """The daily metrics of every unit down to block.

    Returns: one row per unit × metric × Indian day with data: unit, level, metric, day, value,
             week. Zero is a day observed on which nothing happened; a day not observed to its end
             has no row.
    """
    run = open_pass(inputs, shelf, weeks)
    tables = [DAYS.empty_table()]
    for name in sorted(DAY_FAMILIES):
        stamps, _ = refreshed(run, shelf, _upkeep(run, name))
        if stamps:
            tables.append(shelf.rows(f"days_{name}", stamps, DAYS))
    frame: pd.DataFrame = pa.concat_tables(tables).to_pandas()
    return frame


def _upkeep(run: Pass, name: str) -> Upkeep:
    """How one family's figures by day are made and kept, week by week."""
    closure = run.inputs.closure
    studied = closure[closure["level"].isin(STUDIED_LEVELS)]

    def finish(leaves: "ir.Table") -> "dict[str, ir.Table]":
        seen = leaves.filter(leaves.needs > 0).join(up_the_tree(studied), "unit").drop("unit")
        summed = seen.group_by("week", "level", "metric", unit="ancestor", day="period").agg(
            value=seen.numerator.sum()
        )
        dated = summed.mutate(day=summed.day.cast("timestamp"))
        return {f"days_{name}": dated.order_by("unit", "metric", "day")}

    counting = tuple(m for m in metrics().values() if m.table == name and m.daily)
    return Upkeep(DAY_FAMILIES[name], counting, "day", (f"days_{name}",), finish)
