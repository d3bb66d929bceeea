"""Measured rows found by metric, unit and period, without a search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray, take

KEYS = ["metric", "unit", "period"]
Key = tuple[str, str, str]
NO_DATA = "no_data"  # the status of a row that is not there


@dataclass(frozen=True)
class Lookup:
    """Measured rows of one platform, and where each lies; after the last, one of nothing.

    `numbers` are those of each metric, unit and period; `places` has an axis for each of the three
    and holds the row, or that of nothing.
    """

    columns: Mapping[str, ExtensionArray | np.ndarray]
    statuses: Sequence[str]
    numbers: tuple[Mapping[str, int], ...]
    places: NDArray[np.intp]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> "Lookup":
        """Note where each row lies."""
        past = np.append(np.arange(len(rows)), -1)
        figures = {
            name: take(rows[name].array, past, allow_fill=True)
            for name in rows.columns
            if name not in (*KEYS, "status")
        }
        coded = [pd.factorize(rows[key]) for key in KEYS]
        places = np.full([len(names) for _, names in coded], len(rows), dtype=np.intp)
        places[tuple(codes for codes, _ in coded)] = np.arange(len(rows))
        numbers = tuple({str(name): at for at, name in enumerate(names)} for _, names in coded)
        codes, names = pd.factorize(rows["status"])
        told = np.array([*names, NO_DATA], dtype=object)
        return cls(figures, told[np.append(codes, len(names))].tolist(), numbers, places)

    def taken(self, asked: Sequence[Key], platform: str, levels: Mapping[str, str]) -> pd.DataFrame:
        """The rows asked for, in that order.

        One that is not there has status `no_data` and no value. Platform and level are added, the
        level by the unit.
        """
        places = self._places(asked)
        texts = {
            **{key: [each[at] for each in asked] for at, key in enumerate(KEYS)},
            "status": [self.statuses[place] for place in places],
            "platform": [platform] * len(asked),
            "level": [levels[unit] for _, unit, _ in asked],
        }
        told = {name: pd.array(said, dtype="str") for name, said in texts.items()}
        figures = {name: column[places] for name, column in self.columns.items()}
        order = dict.fromkeys((*KEYS, *figures, *texts))
        return pd.DataFrame({name: (figures | told)[name] for name in order}, copy=False)

    def values(self, asked: Sequence[Key]) -> np.ndarray:
        """The values of the rows asked for, in that order; NaN where there is none."""
        return np.asarray(self.columns["value"][self._places(asked)], dtype=float)

    def _places(self, asked: Sequence[Key]) -> NDArray[np.intp]:
        metrics, units, periods = self.numbers
        found = np.array(
            [(metrics.get(m, -1), units.get(u, -1), periods.get(p, -1)) for m, u, p in asked],
            dtype=np.intp,
        ).reshape(-1, len(KEYS))
        known = (found >= 0).all(axis=1)
        places = np.full(len(asked), len(self.statuses) - 1, dtype=np.intp)
        places[known] = self.places[tuple(found[known].T)]
        return places
