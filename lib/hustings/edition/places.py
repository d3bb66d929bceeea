"""The unit tree as an edition freezes it, kept while the list of units is the same."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from hustings.edition.manifest import code_version

if TYPE_CHECKING:
    from hustings.geography import Units
    from hustings.metrics.shelf import Shelf
    from hustings.store import Snapshot

NAMES = ("units", "closure")


@dataclass(frozen=True)
class Places:
    """Every unit, and what lies in what; reading the list again would take seconds."""

    files: dict[str, Path]  # by the names of the tables

    @cached_property
    def units(self) -> pd.DataFrame:
        """One row per unit, in natural order within its level."""
        return pd.read_parquet(self.files["units"], partitioning=None)

    @cached_property
    def closure(self) -> pd.DataFrame:
        """One row per unit and ancestor, itself included: unit, ancestor, level."""
        return pd.read_parquet(self.files["closure"], partitioning=None)

    def at(self, level: str) -> pd.DataFrame:
        """One row per unit of a level: unit."""
        return self.units.loc[self.units["level"] == level, ["unit"]]


def places_of(state: str, snapshot: "Snapshot", shelf: "Shelf") -> Places:
    """The units of one state with those of the campaign's own list.

    Raises: as `Units.load`.
    """
    key = shelf.stamp(state, code_version(), repr(sorted(snapshot.weeks("units").items())))
    if not all(shelf.has(name, state, key) for name in NAMES):
        from hustings.geography import Units

        units = Units.load(state, snapshot.frame("units"))
        for name, rows in zip(NAMES, (unit_rows(units), units.closure()), strict=True):
            shelf.put(name, state, key, as_bytes(rows))
    return Places({name: shelf.path(name, state, key) for name in NAMES})


def unit_rows(units: "Units") -> pd.DataFrame:
    """One row per unit, in natural order within its level."""
    ordered = [unit for level in dict.fromkeys(u.level for u in units) for unit in units.at(level)]
    return pd.DataFrame(
        {
            "unit": [u.code for u in ordered],
            "level": [u.level for u in ordered],
            "name_en": [u.name_en for u in ordered],
            "name_hi": [u.name_hi for u in ordered],
            "hi_status": [u.name_hi_status for u in ordered],
            "seat_parent": [u.seat_parent for u in ordered],
            "district_parent": [u.district_parent for u in ordered],
        }
    )


def as_bytes(rows: pd.DataFrame) -> bytes:
    """A table as a Parquet file: the same rows give the same bytes."""
    sink = BytesIO()
    rows.to_parquet(sink, index=False)
    return sink.getvalue()
