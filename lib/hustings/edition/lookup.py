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
    """Measured rows of one platform, and where each lies."""

    rows: pd.DataFrame
    places: Mapping[Key, int]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> "Lookup":
        """Note where each row lies."""
        texts = zip(*(rows[key].tolist() for key in KEYS), strict=True)
        return cls(rows.drop(columns=KEYS), {key: place for place, key in enumerate(texts)})

    def taken(self, asked: Sequence[Key], platform: str, levels: Mapping[str, str]) -> pd.DataFrame:
        """The rows asked for, in that order.

        One that is not there has status `no_data` and no value. Platform and level are added, the
        level by the unit.
        """
        places = np.array([self.places.get(key, -1) for key in asked], dtype=np.intp)
        found = pd.DataFrame(
            {key: _texts([each[at] for each in asked]) for at, key in enumerate(KEYS)}
            | {
                name: take(self.rows[name].array, places, allow_fill=True)
                for name in self.rows.columns
            },
            copy=False,
        )
        found["status"] = found["status"].fillna("no_data")
        found["platform"] = platform
        found["level"] = _texts([levels[unit] for _, unit, _ in asked])
        return found


def _texts(texts: list[str]) -> ExtensionArray:
    return pd.array(texts, dtype="str")
