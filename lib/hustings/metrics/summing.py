"""The figures of each metric where they arise: added up in each leaf unit."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hustings.metrics.registry import Measure, Metric
from hustings.schema import MEASURED

if TYPE_CHECKING:
    import ibis.expr.types as ir

SUMS = ("numerator", "denominator", "n", "needs", "partial")

_MOMENT = pa.timestamp("us", tz="UTC")

LEAVES = pa.schema(
    [
        *((name, pa.string()) for name in ("period", "unit", "metric", "platform")),
        *((name, pa.float64()) for name in SUMS),
        ("as_of", _MOMENT),
    ]
)
"""One row per period × leaf unit × metric × platform: the figures where they arose."""

_KINDS = {"text": pa.string(), "number": pa.float64(), "whole": pa.float64(), "moment": _MOMENT}

ROWS = pa.schema([(column.name, _KINDS[column.kind]) for column in MEASURED.columns])
"""Measured rows; `n` may be missing, so it is no integer here."""


def leaf_sums(rows: "ir.Table", chosen: Iterable[Metric], *, by: str = "week") -> "ir.Table":
    """Metrics of one family, each added up where its rows lie.

    Returns: one row per week, period (the week or day), leaf unit, metric and platform.
    """
    import ibis

    return ibis.union(*[_summed(rows, metric, by) for metric in chosen])


def _summed(rows: "ir.Table", metric: Metric, by: str) -> "ir.Table":
    import ibis

    measure = metric.measure(rows)
    counted = measure.rows
    keys = {
        "period": counted[by].cast("string"),
        "platform": counted.platform if metric.by_platform else ibis.literal("all"),
        "metric": ibis.literal(metric.name),
    }
    sums = {name: _total(term.cast("float64"), counted) for name, term in _terms(measure).items()}
    return counted.group_by("week", "unit", **keys).agg(**sums, as_of=counted.known_at.max())


def _total(term: "ir.Value", rows: "ir.Table") -> "ir.Value":
    import ibis.expr.types as ir

    # A literal is the same on every row, and has no sum of its own.
    return rows.count() * term if isinstance(term, ir.Scalar) else term.sum()


def _terms(measure: Measure) -> "dict[str, ir.Value]":
    """What is added up, row by row."""
    import ibis

    one, no = ibis.literal(1), ibis.literal(0)
    return {
        "numerator": measure.numerator,
        "denominator": ibis.null("float64") if measure.denominator is None else measure.denominator,
        "n": one if measure.cases is None else measure.cases,
        # A condition or a remark that the metric does not have is met by every row.
        "needs": one if measure.needs is None else measure.needs,
        "partial": no if measure.partial is None else measure.partial.fill_null(0),
    }


def ordered(leaves: pa.Table) -> pa.Table:
    """Leaf figures in order of metric, platform, unit and period, these names coded.

    Far cheaper than to have the engine sort by four texts.
    """
    place = np.zeros(len(leaves), "int64")
    for name in ("metric", "platform", "unit", "period"):
        coded = leaves[name].combine_chunks().dictionary_encode()
        ranks = pc.rank(coded.dictionary, tiebreaker="first").to_numpy().astype("int64") - 1
        codes, names = ranks[coded.indices], coded.dictionary.take(np.argsort(ranks))
        place = place * len(names) + codes
        column = pa.DictionaryArray.from_arrays(codes.astype("int32"), names)
        leaves = leaves.set_column(leaves.column_names.index(name), name, column)
    return leaves.take(np.argsort(place, kind="stable"))
