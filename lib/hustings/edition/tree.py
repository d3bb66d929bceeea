"""The unit tree of a frozen edition, as notebooks and pages ask for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from hustings.edition.reconciling import SEATS
from hustings.errors import UsageError, nearest

TREES = ("seat", "district")
T = TypeVar("T")


@dataclass(frozen=True)
class Tree:
    """Every unit and what lies in what. Do not edit what it gives: everybody gets the same."""

    units: pd.DataFrame
    """One row per unit, in natural order within its level."""
    closure: pd.DataFrame
    """One row per unit and ancestor, itself included."""
    _given: dict[tuple[str, ...], Any] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def levels(self) -> dict[str, str]:
        """The level of every unit, in natural order."""
        return dict(zip(self.units["unit"], self.units["level"], strict=True))

    def know(self, codes: Iterable[str]) -> None:
        """Nothing, where every code is a unit's.

        Raises: UsageError with the nearest code when one is unknown.
        """
        for code in codes:
            if code not in self.levels:
                fix = nearest(code, self.levels)
                raise UsageError(f"No unit has the code '{code}'.", fix=fix)

    def unit(self, code: str) -> "pd.Series[Any]":
        """One unit: unit, level, name_en, name_hi, seat_parent, district_parent, hi_status.

        Raises: as `know`.
        """
        self.know([code])
        return self._once(("unit", code), lambda: pd.Series(self._by_code.loc[code]))

    def children(self, code: str, level: str | None = None) -> pd.DataFrame:
        """Units right below one, in natural order; one row per unit.

        A unit of both trees lists its children in the seat tree; `level` picks another: the
        districts of a state, the blocks of a district.

        Raises: as `know`.
        """
        self.know([code])
        return self._once(("children", code, level or ""), lambda: self._children(code, level))

    def under(self, code: str, level: str) -> pd.DataFrame:
        """Every unit of one level at or below one; one row per unit, in natural order.

        Raises: as `know`.
        """
        self.know([code])

        def found() -> pd.DataFrame:
            of_level = self._of_level(level)
            return of_level[of_level["unit"].isin(self.below(code))]

        return self._once(("under", code, level), found)

    def below(self, code: str) -> "pd.Series[str]":
        """Codes of every unit at or below one."""
        places = self._once(("below",), lambda: self.closure.groupby("ancestor").indices)
        return self.closure["unit"].iloc[places.get(code, [])]

    def _children(self, code: str, level: str | None) -> pd.DataFrame:
        seat, district = (self._right_below(tree, code) for tree in TREES)
        seat = seat[seat["unit"] != code]
        if level:
            both = pd.concat([seat, district]).drop_duplicates("unit")
            return both[both["level"] == level]
        return seat if len(seat) else district[~district["level"].isin(SEATS)]

    def _right_below(self, tree: str, code: str) -> pd.DataFrame:
        parent = f"{tree}_parent"
        places = self._once((parent,), lambda: self.units.groupby(parent).indices)
        return self.units.iloc[places.get(code, [])]

    def _of_level(self, level: str) -> pd.DataFrame:
        units = self.units
        return self._once(("level", level), lambda: units[units["level"] == level])

    @cached_property
    def _by_code(self) -> pd.DataFrame:
        return self.units.set_index("unit", drop=False)

    def _once(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        if key not in self._given:
            self._given[key] = make()
        found: T = self._given[key]
        return found
