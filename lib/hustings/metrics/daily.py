"""Day-by-day figures, which the weekly change study reads: one viral day must not move a week."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from hustings.metrics.adding import add_up
from hustings.metrics.families import DAY_FAMILIES, Pass
from hustings.metrics.measuring import open_pass
from hustings.metrics.refreshing import Upkeep, refreshed
from hustings.metrics.registry import metrics
from hustings.metrics.shelf import rows_of
from hustings.metrics.tree import Tree

if TYPE_CHECKING:
    from hustings.metrics.inputs import Inputs
    from hustings.metrics.shelf import Shelf

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

ORDER = ("unit", "metric", "day")


def measure_days(inputs: "Inputs", shelf: "Shelf", weeks: Iterable[str]) -> pd.DataFrame:
    """The daily metrics of every unit down to block.

    Returns: one row per unit × metric × Indian day with data: unit, level, metric, day, value,
             week. Zero is a day observed on which nothing happened; a day not observed to its end
             has no row.
    """
    return measured_days(open_pass(inputs, shelf, weeks))


def measured_days(run: Pass) -> pd.DataFrame:
    """The same for a pass that is open."""
    paths = []
    for name in sorted(DAY_FAMILIES):
        upkeep = _upkeep(run, name)
        stamps, _ = refreshed(run, upkeep)
        paths += [run.kept.shelf.path(upkeep.name, *kept) for kept in stamps.items()]
    # Names repeat for every day: as categories they take a sixth of the memory.
    frame: pd.DataFrame = rows_of(paths, DAYS).to_pandas(categories=["unit", "level", "metric"])
    return frame


def _upkeep(run: Pass, name: str) -> Upkeep:
    """How one family's figures by day are made and kept, week by week."""
    studied = run.tree.studied()

    def finish(leaves: pa.Table) -> pa.Table:
        seen = leaves.filter(pc.greater(leaves["needs"], 0))
        days = [_of_day(seen, day, studied) for day in pc.unique(seen["period"]).to_pylist()]
        week = pa.array([leaves["week"][0].as_py()] * sum(len(day) for day in days), pa.string())
        table = pa.concat_tables([DAYS.remove(5).empty_table(), *days])
        return table.append_column("week", week).sort_by([(n, "ascending") for n in ORDER])

    counting = tuple(m for m in metrics().values() if m.table == name and m.daily)
    return Upkeep(f"days_{name}", DAY_FAMILIES[name], counting, "day", finish)


def _of_day(seen: pa.Table, day: str, studied: Tree) -> pa.Table:
    """The figures of one day for every studied unit."""
    rows = add_up(seen.filter(pc.equal(seen["period"], day)), studied, day)
    whole = rows.filter(pc.equal(rows["platform"], "all"))
    named = whole.select(["unit", "level", "metric", "period", "numerator"])
    return named.rename_columns(DAYS.names[:5]).cast(DAYS.remove(5))
