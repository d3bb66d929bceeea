"""Measured rows found by metric, unit and period, without a search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray, take

KEYS = ["metric", "unit", "period"]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Lookup:
    """Measured rows of one platform, and where each lies; after the last, one of nothing."""

    columns: Mapping[str, ExtensionArray | np.ndarray]
    statuses: Sequence[str]
    places: Mapping[Key, int]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> "Lookup":
        """Note where each row lies."""
        texts = zip(*(rows[key].tolist() for key in KEYS), strict=True)
        past = np.append(np.arange(len(rows)), -1)
        figures = {
            name: take(rows[name].array, past, allow_fill=True)
            for name in rows.columns
            if name not in (*KEYS, "status")
        }
        statuses = [*rows["status"].tolist(), "no_data"]
        return cls(figures, statuses, {key: place for place, key in enumerate(texts)})

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

    def _places(self, asked: Sequence[Key]) -> np.ndarray:
        nowhere = len(self.statuses) - 1
        return np.array([self.places.get(key, nowhere) for key in asked], dtype=np.intp)
