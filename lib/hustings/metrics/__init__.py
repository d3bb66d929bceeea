"""What is counted, and the one pass that counts it for every unit, level and week."""

from hustings.metrics.registry import Measure, Metric, count, find_metric, metric, metrics, ratio

__all__ = ["Measure", "Metric", "count", "find_metric", "metric", "metrics", "ratio"]
