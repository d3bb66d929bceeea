"""Adding leaf figures up both unit trees and over platforms: measured rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hustings.metrics.summing import ROWS, SUMS
from hustings.schema.measured import STATUSES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hustings.metrics.tree import Numbers, Places, Tree

_NEVER = np.iinfo(np.int64).min  # older than every moment


@dataclass(frozen=True)
class Figures:
    """One metric's figures on one platform, or on all: one entry per leaf unit, or ancestor."""

    metric: str
    platform: str
    unit: "Places"  # the number of the unit
    sums: "Mapping[str, Numbers]"  # SUMS; NaN is missing
    as_of: "Places"  # microseconds

    def __getitem__(self, rows: "NDArray[np.bool_]") -> "Figures":
        sums = {name: column[rows] for name, column in self.sums.items()}
        return Figures(self.metric, self.platform, self.unit[rows], sums, self.as_of[rows])


def add_up(leaves: pa.Table, tree: "Tree", period: str) -> pa.Table:
    """Add the leaf figures of one period up both unit trees and over platforms.

    Args:    leaves: one row per leaf unit × metric × platform.
    Returns: measured rows, in order of level, unit, metric and platform. A rate is the sum of
             numerators over the sum of denominators; where that is nothing over nothing, or what
             the metric needs was not seen, the row says `no_data` and carries no value.
    """
    added = [_upward(figures, tree) for figures in platforms_of(leaves, tree)]
    if not added:
        return ROWS.empty_table()
    unit = np.concatenate([figures.unit for figures in added])
    order = np.argsort(unit, kind="stable")  # by metric and platform they are in order already
    columns = {
        name: np.concatenate([figures.sums[name] for figures in added])[order] for name in SUMS
    }
    value, status = _judged(columns)
    levels, units = (tree.ancestors[name] for name in ("level", "ancestor"))
    level, names = levels.factorize()
    sizes = [len(figures.unit) for figures in added]
    made = {
        "period": _named(np.zeros(len(order), "int32"), [period]),
        "level": _named(level[unit[order]], names),
        "unit": _named(unit[order], units),
        "metric": _repeated([figures.metric for figures in added], sizes, order),
        "platform": _repeated([figures.platform for figures in added], sizes, order),
        "value": _numbers(value),
        **{name: _numbers(columns[name]) for name in ("numerator", "denominator", "n")},
        "as_of": _moments(np.concatenate([figures.as_of for figures in added])[order]),
        "status": _named(status, STATUSES),
    }
    return pa.table({name: made[name] for name in ROWS.names})


def platforms_of(leaves: pa.Table, tree: "Tree") -> Iterator[Figures]:
    """Leaf figures by metric and platform, and over all platforms; each in order of its name.

    Units that nobody lists are left out.
    """
    units, unit = _coded(leaves["unit"])
    metrics, metric = _coded(leaves["metric"])
    platforms, platform = _coded(leaves["platform"])
    unit = pc.index_in(units, tree.leaves).fill_null(-1).to_numpy()[unit].astype("int64")
    sums = {name: leaves[name].to_numpy() for name in SUMS}
    as_of = leaves["as_of"].cast("int64").fill_null(_NEVER).to_numpy()
    for number in pc.sort_indices(metrics).to_pylist():
        mine = (metric == number) & (unit >= 0)
        whole = Figures(metrics[number].as_py(), "all", unit, sums, as_of)[mine]
        if not len(whole.unit):
            continue
        yield whole
        here = platform[mine]
        for place in pc.sort_indices(platforms).to_pylist():
            name = platforms[place].as_py()
            if name != "all" and (here == place).any():
                yield replace(whole[here == place], platform=name)


def _upward(figures: Figures, tree: "Tree") -> Figures:
    """The same at each ancestor that has any of them; as_of is that of the newest."""
    seen = _spread(figures, np.ones(len(figures.unit)), tree)
    distinct: list[Numbers] = [seen]
    place: dict[str, tuple[int, int]] = {}
    for name, column in figures.sums.items():
        missing = np.isnan(column)
        known = seen if not missing.any() else _spread(figures, (~missing).astype(float), tree)
        total = _spread(figures, np.where(missing, 0.0, column), tree)
        place[name] = _place(distinct, total), _place(distinct, known)
    added = tree.added(np.stack(distinct, axis=1))
    here = np.flatnonzero(added[:, 0])
    # A sum of nothing but missing values stays missing: a count has no denominator at all.
    sums = {
        name: np.where(added[here, known] > 0, added[here, total], np.nan)
        for name, (total, known) in place.items()
    }
    return Figures(figures.metric, figures.platform, here, sums, _newest(figures, tree)[here])


def _place(distinct: "list[Numbers]", column: "Numbers") -> int:
    """Where a column is among the distinct ones; many are the same, and are added up once."""
    for number, other in enumerate(distinct):
        if np.array_equal(other, column):
            return number
    distinct.append(column)
    return len(distinct) - 1


def _spread(figures: Figures, column: "Numbers", tree: "Tree") -> "Numbers":
    """One entry per number of a unit."""
    added = np.bincount(figures.unit, weights=column, minlength=len(tree.leaves))
    return np.asarray(added, dtype=np.float64)


def _newest(figures: Figures, tree: "Tree") -> "Places":
    newest = np.full(len(tree.leaves), _NEVER)
    np.maximum.at(newest, figures.unit, figures.as_of)
    return tree.largest(newest)


def _judged(columns: "Mapping[str, Numbers]") -> "tuple[Numbers, Places]":
    """The value of each row, and the number of its status."""
    numerator, denominator = columns["numerator"], columns["denominator"]
    ratio = ~np.isnan(denominator)
    nothing = (ratio & (denominator == 0)) | (columns["needs"] == 0) | np.isnan(numerator)
    divided = numerator / np.where(ratio & (denominator != 0), denominator, 1.0)
    value = np.where(nothing, np.nan, divided)
    told = np.where(columns["partial"] > 0, STATUSES.index("partial"), STATUSES.index("ok"))
    return value, np.where(nothing, STATUSES.index("no_data"), told)


def _coded(column: pa.ChunkedArray) -> "tuple[pa.Array, Places]":
    """The distinct names of a column, and which of them each row has."""
    coded = column.combine_chunks()
    if not pa.types.is_dictionary(coded.type):
        coded = coded.dictionary_encode()
    return coded.dictionary, np.asarray(coded.indices)


def _named(codes: "Places", names: object) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(codes.astype("int32"), pa.array(names, pa.string()))


def _repeated(names: list[str], sizes: list[int], order: "Places") -> pa.DictionaryArray:
    distinct = sorted(set(names))
    codes = np.repeat([distinct.index(name) for name in names], sizes)
    return _named(codes[order], distinct)


def _numbers(column: "Numbers") -> pa.Array:
    return pa.array(column, from_pandas=True)


def _moments(column: "Places") -> pa.Array:
    return pa.array(column, pa.int64(), mask=column == _NEVER).cast(ROWS.field("as_of").type)
