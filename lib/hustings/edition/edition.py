"""One frozen edition, as notebooks and pages read it."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from hustings.edition.frozen import Asked, read_some, read_whole
from hustings.edition.lookup import Key, Lookup
from hustings.edition.manifest import Manifest
from hustings.edition.reconciling import reconciled
from hustings.edition.tree import TREES, Tree
from hustings.errors import UsageError, nearest
from hustings.period import Period
from hustings.privacy import BELOW_BLOCK
from hustings.schema import MEASURED
from hustings.schema.field import LEVELS
from hustings.schema.social import PLATFORMS

ALL = "all"  # every platform together
T = TypeVar("T")
SHOWN = [name for name in MEASURED.names if name not in ("platform", "level")]
BARE = ["period", "unit", "metric", "value", "status"]
DOWN_TO_BLOCK = [level for level in LEVELS if level not in BELOW_BLOCK]  # few enough to keep


@dataclass(frozen=True)
class Edition:
    """Measured rows, changes and what stands behind them, for one period and every unit."""

    folder: Path
    manifest: Manifest
    _frames: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)
    _lookups: dict[tuple[str, ...], Lookup] = field(default_factory=dict, repr=False, compare=False)
    _found: dict[str, tuple[Hashable, Any]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    @property
    def id(self) -> str:
        """Its name, `2026-W46-3f9a1c2b`: the period and a digest of all that went in."""
        return self.manifest.edition

    @cached_property
    def period(self) -> Period:
        """The period it is about."""
        return Period.parse(self.manifest.period)

    def table(self, name: str) -> pd.DataFrame:
        """One frozen table, whole. Do not edit it: everybody gets the same one.

        Tables: measured, leaves, changes, common, spikes, units, closure, posts, posting,
        groups, steps, quarantine, occasions, inputs; and of each further question its `_head` and
        parts (`hustings.edition.further`).
        """
        if name not in self._frames:
            self._frames[name] = self._read(name)
        return self._frames[name]

    def _read(self, name: str) -> pd.DataFrame:
        """One table as it was frozen."""
        return read_whole(self._files(name))

    def _files(self, name: str) -> list[Path]:
        """Where one table lies: in one file, or in one per week, oldest first."""
        known = {key: key.partition("/")[0] for key in self.manifest.tables}
        if name not in known.values():
            fix = nearest(name, sorted(set(known.values())))
            raise UsageError(f"An edition has no table '{name}'.", fix=fix)
        return [self.folder / f"{key}.parquet" for key in sorted(known) if known[key] == name]

    @cached_property
    def tree(self) -> Tree:
        """Every unit and what lies in what."""
        return Tree(self.table("units"), self.table("closure"))

    @property
    def levels(self) -> dict[str, str]:
        """The level of every unit, in natural order."""
        return self.tree.levels

    def unit(self, code: str) -> "pd.Series[Any]":
        """One unit, see `Tree.unit`."""
        return self.tree.unit(code)

    def children(self, code: str, level: str | None = None) -> pd.DataFrame:
        """Units right below one, see `Tree.children`."""
        return self.tree.children(code, level)

    def under(self, code: str, level: str) -> pd.DataFrame:
        """Every unit of one level at or below one, see `Tree.under`."""
        return self.tree.under(code, level)

    def below(self, code: str) -> "pd.Series[str]":
        """Codes of every unit at or below one."""
        return self.tree.below(code)

    def within(self, name: str, code: str) -> pd.DataFrame:
        """Rows of a table that are placed at a unit or below it. Do not edit it."""

        def found() -> pd.DataFrame:
            rows = self.table(name)
            return rows[rows["unit"].isin(self.below(code))]

        return self.once(f"within:{name}", code, found)

    def rows(
        self,
        metric: str | Iterable[str],
        unit: str | Iterable[str],
        *,
        periods: int = 1,
        platform: str = "all",
    ) -> pd.DataFrame:
        """Measured rows of some metrics and units over the last periods, none left out.

        Returns: one row per period × unit × metric, oldest first; where nothing was measured
                 the row is there with status `no_data` and no value.
        Raises:  UsageError with the nearest name for a metric, unit or platform nobody knows.
        """
        names = [metric] if isinstance(metric, str) else list(metric)
        found, grid = self._asked(names, _listed(unit), periods, platform)
        return found.taken(grid, platform, self.levels)

    def values(
        self, metric: str, unit: str | Iterable[str], *, periods: int = 1, platform: str = "all"
    ) -> np.ndarray:
        """The bare values of `rows`, for what needs nothing else of them.

        Returns: one row per unit, one column per period, oldest first; NaN where there is no value.
        """
        codes = _listed(unit)
        found, grid = self._asked([metric], codes, periods, platform, bare=True)
        return found.values(grid).reshape(len(codes), -1)

    def _asked(
        self, names: list[str], codes: list[str], periods: int, platform: str, *, bare: bool = False
    ) -> tuple[Lookup, list[Key]]:
        for name in names:
            self._know_metric(name)
        self.tree.know(codes)
        if platform not in (ALL, *PLATFORMS):
            fix = nearest(platform, (ALL, *PLATFORMS))
            raise UsageError(f"No platform is called '{platform}'.", fix=fix)
        keys = list(self.manifest.periods[-periods:])
        return self._measured_of(platform, codes, keys, bare=bare), list(
            product(names, codes, keys)
        )

    def week(self, period: str, units: Iterable[str] | None = None) -> pd.DataFrame:
        """Measured rows of one of its weeks, all platforms together, read without the others.

        Args:    units: codes; else every unit down to block.
        Returns: one row per unit × metric that has one; none for a week it has no figures of.
        """
        where: Asked = {"level": DOWN_TO_BLOCK} if units is None else {"unit": list(units)}
        tables = self._weeks([period])
        asked = {"platform": [ALL], "period": [period], **where}
        return self._measured(MEASURED.names, asked, tables)

    def row(
        self, metric: str, unit: str, *, back: int = 0, platform: str = "all"
    ) -> "pd.Series[Any]":
        """One measured row: this period's, or that of some periods back."""
        rows = self.rows(metric, unit, periods=back + 1, platform=platform)
        return pd.Series(rows.iloc[0])

    def changes(self, unit: str | Iterable[str]) -> pd.DataFrame:
        """What the weekly change study says of some units; one row per unit × metric judged."""
        codes = _listed(unit)
        self.tree.know(codes)
        changes = self.table("changes")
        of_unit = self.once("changes", None, lambda: changes.groupby("unit").indices)
        known = [of_unit[code] for code in dict.fromkeys(codes) if code in of_unit]
        return changes.take(np.sort(np.concatenate(known)) if known else [])

    def once(self, name: str, key: Hashable, make: Callable[[], T]) -> T:
        """What was last made of its tables under a name, made anew when the key is another one."""
        if name not in self._found or self._found[name][0] != key:
            self._found[name] = key, make()
        found: T = self._found[name][1]
        return found

    @cached_property
    def strengths(self) -> dict[tuple[str, str], str]:
        """How sure the weekly change study is, by unit and metric, of each it judged."""
        changes = self.table("changes")
        pairs = zip(changes["unit"], changes["metric"], strict=True)
        return dict(zip(pairs, changes["strength"], strict=True))

    def reconcile(self, metric: str, tree: str = "seat") -> pd.DataFrame:
        """Whether children add up to their parents, for what one metric counts.

        Returns: one row per parent and period: `parent`, `children`, `own` (placed below the parent
                 but below none of its children), `hidden` and the gap between, which is 0, or
                 missing where a figure is hidden as too small.
        Raises:  UsageError for a metric or tree nobody knows.
        """
        self._know_metric(metric)
        if tree not in TREES:
            raise UsageError(f"There is no tree '{tree}'.", fix=nearest(tree, TREES))
        asked = {"metric": [metric], "platform": [ALL]}
        whole, leaves = self._measured(MEASURED.names, asked), self.table("leaves")
        mine = leaves[leaves["metric"] == metric]
        return reconciled(whole, mine, self.table("units"), self.table("closure"), tree=tree)

    def held(self) -> set[tuple[str, str]]:
        """Every metric and platform there are measured rows of."""
        return self._pairs("held", {})

    def fed(self) -> set[tuple[str, str]]:
        """Every metric and platform of which the state had a figure in some week."""
        return self._pairs("fed", {"level": ["state"], "value": None})

    def _pairs(self, key: str, asked: Asked) -> set[tuple[str, str]]:
        if key not in self._frames:
            rows = self._measured(["metric", "platform"], asked)
            self._frames[key] = rows.drop_duplicates()
        return set(self._frames[key].itertuples(index=False, name=None))

    def _measured_of(
        self, platform: str, codes: list[str], periods: list[str], *, bare: bool
    ) -> Lookup:
        """Measured rows of one platform, of these units and periods at least.

        Down to block they are few, and all are read at once; below it only what is asked for is,
        and of bare values nothing but these.
        """
        if not any(self.levels[code] in BELOW_BLOCK for code in codes):
            return self.once("down to block", None, self._down_to_block)[platform]
        key = (platform, *codes, *periods, "bare" * bare)
        if key not in self._lookups:
            levels = {self.levels[code] for code in codes}
            asked: Asked = {"platform": [platform], "level": levels, "unit": codes}
            rows = self._measured(BARE if bare else SHOWN, asked, self._weeks(periods))
            self._lookups[key] = Lookup.of(rows)
        return self._lookups[key]

    def _down_to_block(self) -> dict[str, Lookup]:
        """Measured rows of every platform and period, of units down to block."""
        weeks = self._weeks(self.manifest.periods)
        rows = self._measured([*SHOWN, "platform"], {"level": DOWN_TO_BLOCK}, weeks)
        parts = dict(list(rows.groupby("platform", observed=True)))
        return {
            platform: Lookup.of(parts.get(platform, rows.iloc[:0])[SHOWN])
            for platform in (ALL, *PLATFORMS)
        }

    def _weeks(self, periods: Iterable[str]) -> list[str]:
        """The tables of some periods' measured rows alone; none where they lie in one for all."""
        alone = [f"measured/{period}" for period in periods]
        return [table for table in alone if table in self.manifest.tables]

    def _measured(
        self, columns: Sequence[str], asked: Asked, weeks: Iterable[str] = ()
    ) -> pd.DataFrame:
        """Some measured rows, read without loading the others: of some weeks' tables, or of all."""
        paths = [self.folder / f"{week}.parquet" for week in weeks]
        return read_some(paths or self._files("measured"), columns, asked)

    def _know_metric(self, name: str) -> None:
        from hustings.metrics import find_metric

        find_metric(name)


def _listed(unit: str | Iterable[str]) -> list[str]:
    return [unit] if isinstance(unit, str) else list(unit)
