"""What measuring reads: clean tables of one pinned moment, the unit tree and the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pandas as pd
    from ibis.backends.duckdb import Backend

    from hustings.settings import PostingRule, Reporting


class CleanTables(Protocol):
    """Clean tables as of one moment, and a fingerprint of each week of each."""

    @property
    def engine(self) -> "Backend":
        """The engine they are read with."""

    def table(self, name: str, *, weeks: Iterable[str] | None = None) -> "ir.Table":
        """One table, all of it or some weeks."""

    def files(self, name: str, *, weeks: Iterable[str] | None = None) -> list[str]:
        """The Parquet files behind one table, all of them or those of some weeks."""

    def frame(self, name: str, *, columns: Iterable[str] | None = None) -> "pd.DataFrame":
        """One table as pandas, all columns of it or some."""

    def weeks(self, name: str) -> Mapping[str, str]:
        """ISO week -> fingerprint of its rows."""


@dataclass(frozen=True)
class Rules:
    """The settings that decide what a figure is."""

    posting: "tuple[PostingRule, ...]"
    reporting: "Reporting"
    silent_days: int
    benchmark_least: int


@dataclass(frozen=True)
class Inputs:
    """Everything a measured row may depend on."""

    clean: CleanTables
    closure: "pd.DataFrame"  # one row per unit and ancestor: unit, ancestor, level
    booths: "pd.DataFrame"  # one row per listed booth: unit
    reporting_units: "pd.DataFrame"  # one row per unit that must report: unit
    rules: Rules
