"""What measuring keeps between passes: rollups by the prints of their facts, figures by content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from hustings.metrics.rollups import ROLLUPS
from hustings.metrics.shelf import as_file

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from hustings.metrics.inputs import Inputs
    from hustings.metrics.shelf import Shelf

WEEKS_AT_ONCE = 7  # counted together: more is faster, and takes more memory
EMPTY = "none"  # the week under which each rollup keeps no rows, so that it always has its columns


@dataclass(frozen=True)
class Kept:
    """The shelf as one pass finds it; what is asked for is brought up to date first."""

    inputs: "Inputs"
    shelf: "Shelf"
    prints: dict[str, dict[str, str]]  # clean table -> week -> fingerprint of its rows

    def stamps(self, name: str) -> dict[str, str]:
        """Week -> the stamp of a rollup's rows: of the files that they are made from."""
        reads = ROLLUPS[name].reads
        weeks = sorted({week for table in reads for week in self.prints[table]})
        return {
            week: self.shelf.stamp(*(self.prints[table].get(week, "") for table in reads))
            for week in [EMPTY, *weeks]
        }

    def rolled(self, name: str, weeks: list[str] | None = None) -> list[Path]:
        """The files of a rollup's rows, of all weeks or some; made where the facts are new."""
        stamps = self.stamps(name)
        wanted = {week: stamps[week] for week in stamps if weeks is None or week in (EMPTY, *weeks)}
        missing = [week for week, stamp in wanted.items() if not self.shelf.has(name, week, stamp)]
        for some in batches(missing):
            rows = self.executed(ROLLUPS[name].shrink(self.inputs.clean, some))
            for week in some:
                self.shelf.put(name, week, wanted[week], of_week(rows, week))
        return [self.shelf.path(name, week, stamp) for week, stamp in wanted.items()]

    def read(self, paths: list[Path]) -> "ir.Table":
        """Kept files as a table of the engine."""
        return self.inputs.clean.engine.read_parquet(
            [str(path) for path in paths], hive_partitioning=False
        )

    def executed(self, rows: "ir.Table") -> pa.Table:
        """What the engine makes of an expression."""
        return self.inputs.clean.engine.to_pyarrow(rows)

    def keep(self, name: str, week: str, rows: pa.Table, *beside: str) -> tuple[str, bool]:
        """Keep the rows of a week under a stamp of what they say, and of some prints beside.

        Returns: the stamp, and whether they were not there yet.
        """
        content = as_file(rows)
        stamp = self.shelf.stamp(hashlib.sha256(content).hexdigest(), *beside)
        if self.shelf.has(name, week, stamp):
            return stamp, False
        self.shelf.put(name, week, stamp, content)
        return stamp, True


def batches(weeks: list[str]) -> list[list[str]]:
    """Some weeks at a time, in order."""
    return [weeks[n : n + WEEKS_AT_ONCE] for n in range(0, len(weeks), WEEKS_AT_ONCE)]


def of_week(rows: pa.Table, week: str) -> pa.Table:
    """The rows of one week."""
    return rows.filter(pc.equal(rows["week"], week))
