"""Both unit trees as numbers, so that figures are added up without looking names up in them."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]

STUDIED_LEVELS = ("state", "lok_sabha", "vidhan_sabha", "district", "block")


@dataclass(frozen=True)
class Tree:
    """Which units lie at or below which, in the seat tree and in the district tree."""

    closure: pd.DataFrame  # one row per unit and ancestor, itself included: unit, ancestor, level

    @cached_property
    def print(self) -> str:
        """A fingerprint, whatever the order of the rows."""
        return digest(self.closure)

    @cached_property
    def leaves(self) -> pa.Array:
        """Every unit's code; its place here is its number."""
        return pa.array(self._units[1], pa.string())

    @cached_property
    def ancestors(self) -> pd.DataFrame:
        """Every unit with a level, in order of level and code: level, ancestor."""
        return self.closure[["level", "ancestor"]].drop_duplicates().sort_values(
            ["level", "ancestor"], ignore_index=True
        )  # fmt: skip

    def added(self, figures: "Numbers") -> "Numbers":
        """Sums of figures, one row per number of a unit, at each ancestor."""
        below, starts = self._below
        return np.asarray(np.add.reduceat(figures[below], starts, axis=0))

    def largest(self, figures: "Places") -> "Places":
        """The largest of some numbers, one per number of a unit, at each ancestor."""
        below, starts = self._below
        return np.asarray(np.maximum.reduceat(figures[below], starts))

    def studied(self) -> "Tree":
        """The tree down to block."""
        return Tree(self.closure[self.closure["level"].isin(STUDIED_LEVELS)])

    @cached_property
    def standins(self) -> pd.DataFrame:
        """One row per unit under a studied one: unit, standin.

        Units that lie in the same studied units have the same stand-in, the first of them.
        """
        studied = self.closure[self.closure["level"].isin(STUDIED_LEVELS)]
        mixed = pd.util.hash_array(studied["ancestor"].to_numpy(object))
        alike = pd.Series(mixed).groupby(studied["unit"].to_numpy(object)).sum()
        units = alike.index.to_series().reset_index(drop=True)
        first = units.groupby(alike.to_numpy()).transform("min")
        return pd.DataFrame({"unit": units, "standin": first})

    @cached_property
    def _units(self) -> "tuple[Places, pd.Index[str]]":
        numbers, units = pd.factorize(self.closure["unit"], sort=True)
        return numbers, units

    @cached_property
    def _below(self) -> "tuple[Places, Places]":
        """The numbers of the units below each ancestor, and where those of each begin."""
        place = pd.MultiIndex.from_frame(self.ancestors).get_indexer(
            pd.MultiIndex.from_frame(self.closure[["level", "ancestor"]])
        )
        order = np.argsort(place, kind="stable")
        starts = np.flatnonzero(np.diff(place[order], prepend=-1))
        return self._units[0][order], starts


def digest(rows: pd.DataFrame) -> str:
    """A fingerprint of a small table, whatever the order of its rows."""
    hashes = pd.util.hash_pandas_object(rows, index=False).sort_values()
    return hashlib.sha256(hashes.to_numpy().tobytes()).hexdigest()
