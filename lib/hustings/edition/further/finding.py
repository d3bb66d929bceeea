"""A study's frozen answer, as pages read it, or the reason why there is none."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from hustings.edition.further.strengths import STRENGTHS, Strength
from hustings.errors import UsageError

if TYPE_CHECKING:
    from hustings.edition.edition import Edition

HEAD = ("figure", "value", "text")
"""A study's head table: one row per figure, with its value or its text."""


@dataclass(frozen=True)
class Finding:
    """One study's answer in one edition."""

    edition: "Edition"
    name: str
    head: pd.DataFrame

    @classmethod
    def of(cls, edition: "Edition", name: str) -> "Finding":
        """The answer to one question; "not studied" in an edition made before it was asked."""
        try:
            head = edition.table(f"{name}_head")
        except UsageError:
            head = head_of(reason="not_studied", refused="{}")
        return cls(edition, name, head.set_index("figure"))

    @property
    def reason(self) -> str:
        """Why it cannot be judged, as the key of a sentence; empty where it was."""
        return self.text("reason")

    @property
    def refused(self) -> dict[str, float | str]:
        """The numbers in that sentence."""
        said: dict[str, float | str] = json.loads(self.text("refused") or "{}")
        return said

    def number(self, figure: str) -> float | None:
        """One figure; None where it could not be had."""
        if figure not in self.head.index:
            return None
        value = self.head["value"][figure]
        return None if pd.isna(value) else float(value)

    def whole(self, figure: str) -> int:
        """A count; 0 where there is none of it."""
        return int(self.number(figure) or 0)

    def text(self, figure: str) -> str:
        """One figure that is a word; empty where there is none."""
        if figure not in self.head.index:
            return ""
        value = self.head.loc[figure, "text"]
        return value if isinstance(value, str) else ""

    @property
    def strength(self) -> Strength:
        """How sure its answer is; blocked where the edition names no word we know."""
        return next((word for word in STRENGTHS if word == self.text("strength")), "blocked")

    def table(self, part: str) -> pd.DataFrame:
        """One of its tables; do not edit it."""
        return self.edition.table(f"{self.name}_{part}")


def head_of(**figures: object) -> pd.DataFrame:
    """A head table of some figures: numbers as values, words as texts; None is missing."""
    rows = [
        (name, None, value) if isinstance(value, str) else (name, value, None)
        for name, value in figures.items()
    ]
    kinds = {"figure": "str", "value": "float64", "text": "str"}
    return pd.DataFrame(rows, columns=list(HEAD)).astype(kinds)
