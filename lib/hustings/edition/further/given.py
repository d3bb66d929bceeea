"""What a study of an edition may look at: clean tables, measured weeks, the unit tree."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from hustings.metrics.families import Pass
from hustings.period import IST, Period

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Given:
    """The same moment of the data that the week was measured from."""

    run: Pass
    parts: Mapping[str, Path]  # the edition's, by name: `measured/2026-W46`
    period: Period

    @property
    def closure(self) -> pd.DataFrame:
        """One row per unit and ancestor: unit, ancestor, level of the ancestor."""
        return self.run.inputs.closure

    @property
    def until(self) -> pd.Timestamp:
        """The end of the week; nothing after it is looked at."""
        return pd.Timestamp(self.period.ends_at)

    def rows(self, table: str) -> pd.DataFrame:
        """A clean table, whole, in a steady order."""
        frame: pd.DataFrame = self.run.list(table).to_pandas()
        return frame.sort_values("row_key", ignore_index=True)

    def weekly(self, metric: str, level: str) -> pd.DataFrame:
        """One row per unit and week with a figure: unit, period, value."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        asked = [("level", "=", level), ("metric", "=", metric), ("platform", "=", "all")]
        columns = ["unit", "period", "value", "status"]
        paths = [path for name, path in sorted(self.parts.items()) if name.startswith("measured/")]
        tables = [
            pq.read_table(path, columns=columns, filters=asked, partitioning=None) for path in paths
        ]
        frame: pd.DataFrame = pa.concat_tables(tables).to_pandas()
        known = frame["status"].isin(["ok", "partial"]) & frame["value"].notna()
        chosen = frame.loc[known, ["unit", "period", "value"]]
        return chosen.astype({"unit": "str", "period": "str"}).reset_index(drop=True)

    def at_level(self, level: str) -> pd.DataFrame:
        """One row per unit and its ancestor of one level: unit, ancestor."""
        return self.closure.loc[self.closure["level"] == level, ["unit", "ancestor"]]


def indian_days(days: "pd.Series[pd.Timestamp]") -> "pd.Series[pd.Timestamp]":
    """Days of a list as the moment in India at which each begins."""
    return pd.to_datetime(days).dt.tz_localize(IST).dt.tz_convert("UTC")
