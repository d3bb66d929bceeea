"""Leaf figures are kept in one order, whatever order the engine gave them in."""

import numpy as np
import pyarrow as pa

from hustings.metrics.shelf import as_file
from hustings.metrics.summing import ordered

KEYS = ["metric", "platform", "unit", "period"]
ROWS = pa.Table.from_pylist(
    [
        {"period": day, "unit": unit, "metric": metric, "platform": platform, "n": float(n)}
        for n, (metric, platform, unit, day) in enumerate(
            (metric, platform, unit, day)
            for metric in ("acts", "posts", "reach")
            for platform in ("all", "facebook", "x")
            for unit in ("A", "A1", "B", "ST")
            for day in ("2026-11-09", "2026-11-10")
        )
    ]
)


def test_rows_are_in_order_of_metric_platform_unit_and_period():
    for seed in range(5):
        mixed = ROWS.take(np.random.default_rng(seed).permutation(len(ROWS)))
        assert ordered(mixed)["n"].to_pylist() == list(range(len(ROWS)))
        assert ordered(mixed).select(KEYS).to_pylist() == ROWS.select(KEYS).to_pylist()


def test_the_same_rows_are_the_same_file_to_the_byte():
    files = {
        as_file(ordered(ROWS.take(np.random.default_rng(seed).permutation(len(ROWS)))))
        for seed in range(20)
    }
    assert len(files) == 1
