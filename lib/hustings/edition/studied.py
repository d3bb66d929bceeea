"""The weekly change study as an edition runs it: which figures, which levels, which floors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from hustings.edition.alike import told_alike
from hustings.period import Period
from hustings.settings import Settings
from hustings.studies.changes import what_changed
from hustings.studies.rules import ChangeRules
from hustings.studies.weekly import weekly_level

LEVELS = ("state", "lok_sabha", "vidhan_sabha", "district")  # the declared family's units
# Reports are one of one for most units: a share that can only be 0 or 1 has no usual level.
SHARES = ("engagement_rate", "posting_compliance", "booths_with_activity")


@dataclass(frozen=True)
class Studied:
    """The study's frozen tables and the family they were judged in."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    family: dict[str, float] = field(default_factory=dict)


def study_changes(
    shares: pd.DataFrame, days: pd.DataFrame, period: Period, settings: Settings
) -> Studied:
    """Judge every unit × metric of the family for one week."""
    weekly = pd.concat([_counts(days, period), _shares(shares, period)], ignore_index=True)
    rules = ChangeRules(
        effect_floor=settings.thresholds.change_share,
        absolute_floors=dict(settings.thresholds.change_counts),
    )
    changes = what_changed(weekly, period.key, rules)
    family = {
        name: float(getattr(changes.family, name)) for name in type(changes.family).__annotations__
    }
    tables = {"changes": changes.rows, "common": changes.common, "spikes": changes.spikes}
    return Studied({name: told_alike(rows) for name, rows in tables.items()}, family)


def _counts(days: pd.DataFrame, period: Period) -> pd.DataFrame:
    """One row per unit × daily metric × week, with the level that one viral day cannot move."""
    chosen = days[days["level"].isin(LEVELS) & (days["day"] <= pd.Timestamp(period.last))]
    weekly = weekly_level(chosen.drop(columns="week"))
    return weekly.assign(kind="count")


def shares_in(parts: Mapping[str, Path]) -> pd.DataFrame:
    """Measured rows of the share metrics of the family's units, read from the parts that hold them.

    Rows lie there by level, so little else is read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = ["level", "unit", "metric", "period", "value", "denominator", "status"]
    asked = [("level", "in", LEVELS), ("metric", "in", SHARES), ("platform", "==", "all")]
    paths = [path for name, path in sorted(parts.items()) if name.startswith("measured/")]
    tables = [
        pq.read_table(path, columns=columns, filters=asked, partitioning=None) for path in paths
    ]
    if not tables:
        return pd.DataFrame(columns=columns)
    frame: pd.DataFrame = pa.concat_tables(tables).to_pandas()
    return frame


def _shares(measured: pd.DataFrame, period: Period) -> pd.DataFrame:
    """One row per unit × share metric × week with data."""
    chosen = measured[
        measured["status"].isin(["ok", "partial"]) & (measured["period"] <= period.key)
    ]
    columns = ["level", "unit", "metric", "week", "value", "denominator"]
    weekly: pd.DataFrame = chosen.rename(columns={"period": "week"})[columns].assign(kind="share")
    return weekly
