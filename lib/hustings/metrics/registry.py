"""What a metric is: one decorated function that says what to count."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from hustings.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import ibis.expr.types as ir

Better = Literal["higher", "lower", "neither"]
Gender = Literal["m", "f"]


@dataclass(frozen=True)
class Measure:
    """What a metric counts: expressions of one row each, which the engine adds up.

    A sum over rows can be made for any unit, level, platform and day, so nothing else has to be
    said about grouping; a ratio is the sum of one expression over the sum of another.
    """

    rows: "ir.Table"
    numerator: "ir.Value"
    denominator: "ir.Value | None" = None
    cases: "ir.Value | None" = None  # what n counts; each row is one case unless said otherwise
    partial: "ir.Value | None" = None  # 1 on a row whose figure is not final
    needs: "ir.Value | None" = None  # where this adds up to nothing, the figure is no data


def count(
    rows: "ir.Table",
    what: "ir.Value | None" = None,
    *,
    cases: "ir.Value | None" = None,
    partial: "ir.Value | None" = None,
    needs: "ir.Value | None" = None,
) -> Measure:
    """A sum: of the rows themselves, or of one column of them."""
    import ibis

    what = ibis.literal(1) if what is None else what
    return Measure(rows, what, cases=cases, partial=partial, needs=needs)


def ratio(
    rows: "ir.Table",
    *,
    numerator: "ir.Value",
    denominator: "ir.Value",
    cases: "ir.Value | None" = None,
    partial: "ir.Value | None" = None,
    needs: "ir.Value | None" = None,
) -> Measure:
    """A sum over a sum; never a mean of rates."""
    return Measure(rows, numerator, denominator, cases, partial, needs)


@dataclass(frozen=True)
class Metric:
    """One metric: its names, how it reads, which table it counts, and the counting itself."""

    name: str
    en: str
    hi: str
    gender: Gender  # of the Hindi name, for agreement
    plural: bool  # of the Hindi name
    measured_in: str  # people, posts, share, ratio ...
    better: Better
    table: str  # the family of rows it counts; see families.py
    people: bool  # its cases are people: small cells are suppressed below block
    by_platform: bool  # also measured for each platform
    daily: bool  # also measured by day, for the weekly change study
    others: bool  # also counts accounts that are not ours
    means_en: str  # one plain sentence
    means_hi: str
    measure: "Callable[[ir.Table], Measure]"

    @property
    def is_share(self) -> bool:
        """Whether its value lies between 0 and 1 and is shown in percent."""
        return self.measured_in == "share"

    @property
    def family(self) -> str:
        """The module that holds it, for grouping in drop-downs."""
        return self.measure.__module__.rpartition(".")[2]


_REGISTRY: dict[str, Metric] = {}
_FIRST = ("social",)


def metric(  # noqa: PLR0913  one word each, all by name
    *,
    en: str,
    hi: str,
    gender: Gender,
    plural: bool = False,
    measured_in: str,
    better: Better,
    table: str,
    means_en: str,
    means_hi: str,
    people: bool = False,
    by_platform: bool = False,
    daily: bool = False,
    others: bool = False,
) -> "Callable[[Callable[[ir.Table], Measure]], Callable[[ir.Table], Measure]]":
    """Register a metric under its function's name.

    Drop-downs, axis labels, number format, glossary row and the briefing's definition follow
    from what is given here.
    """

    def register(function: "Callable[[ir.Table], Measure]") -> "Callable[[ir.Table], Measure]":
        name = function.__name__
        _in_order.cache_clear()
        _REGISTRY[name] = Metric(
            name, en, hi, gender, plural, measured_in, better, table, people, by_platform, daily,
            others, means_en, means_hi, function,
        )  # fmt: skip
        return function

    return register


def metrics() -> "Mapping[str, Metric]":
    """Every metric by name, in the order that drop-downs have them, whoever was loaded first."""
    from hustings.metrics import field, groups, social  # noqa: F401  they register themselves

    return _in_order()


@cache
def _in_order() -> "Mapping[str, Metric]":
    """As they stand now; a page asks for metrics some hundred times."""
    in_order = sorted(_REGISTRY.values(), key=lambda m: (m.family not in _FIRST, m.family))
    return {metric.name: metric for metric in in_order}


def find_metric(name: str) -> Metric:
    """One metric by name.

    Raises: UsageError with the nearest name when it is unknown.
    """
    known = metrics()
    if name not in known:
        raise UsageError(f"No metric is called '{name}'.", fix=nearest(name, known))
    return known[name]
