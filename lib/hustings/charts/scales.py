"""Axes with round figures on them, and shades with round figures between them."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from hustings.charts.marks import HEAT_STEPS, Axis, Scale, Tick
from hustings.charts.saying import Number
from hustings.errors import UsageError

_FINEST = 1e-12  # spans smaller than this are noise of floating-point sums
_SHADES = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def axis(
    values: Iterable[float | None], number: Number, *, zero: bool = True, most: int = 4
) -> Axis:
    """An axis that holds all values, with two to `most` round ticks of different text.

    zero: whether the axis must hold zero, so that heights can be compared. Without any value the
    axis has no ticks.
    """
    present = [value for value in values if value is not None]
    if not present:
        return Axis(0.0, 1.0, ())
    low, high = min(present), max(present)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= _FINEST * max(abs(low), abs(high), 1.0):
        around = abs(high) / 10 or 0.5
        low, high = (0.0, 1.0) if zero else (low - around, high + around)
    ticks = _ticks(low, high, number, most)
    return Axis(low, high, tuple(ticks))


def snug(values: Iterable[float | None]) -> Axis:
    """An axis from the lowest to the highest value, without ticks: for lines of a word's size."""
    present = [value for value in values if value is not None]
    low, high = (min(present), max(present)) if present else (0.0, 1.0)
    flat = high - low <= _FINEST * max(abs(low), abs(high), 1.0)
    return Axis(low - 1, low + 1, ()) if flat else Axis(low, high, ())


def scale(
    values: Iterable[float | None],
    number: Number,
    *,
    no_data: str,
    edges: Sequence[float] | None = None,
) -> Scale:
    """Shades for a heat map: at the given edges, else at round figures of equal distance.

    Raises: UsageError where the edges do not rise or are more than the shades can tell apart.
    """
    if edges is None:
        present = [value for value in values if value is not None]
        edges = _round_edges(min(present), max(present)) if present else []
    if list(edges) != sorted(set(edges)) or len(edges) >= HEAT_STEPS:
        raise UsageError(
            f"The edges of a scale must rise, and be {HEAT_STEPS - 1} at most.",
            where=", ".join(map(str, edges)),
            fix="Give them as in edges=(0.2, 0.4, 0.6, 0.8), or leave them out.",
        )
    marks = tuple(Tick(float(edge), number(float(edge))) for edge in edges)
    return Scale(_SHADES[len(marks) + 1], marks, no_data)


def shade(value: float | None, scale: Scale) -> int | None:
    """The shade of a figure; one that lies on an edge belongs above it."""
    if value is None:
        return None
    return scale.shades[bisect_right([edge.value for edge in scale.edges], value)]


def _ticks(low: float, high: float, number: Number, most: int) -> list[Tick]:
    for step in _round_steps(high - low):
        ticks = [Tick(value, number(value)) for value in _multiples(step, low, high)]
        # a formatter that rounds would print the same figure twice
        if len(ticks) <= most and len({tick.text for tick in ticks}) == len(ticks):
            return ticks
    return []


def _round_edges(low: float, high: float) -> list[float]:
    for step in _round_steps(high - low) if high - low > _FINEST else ():
        inner = [value for value in _multiples(step, low, high) if low < value < high]
        if len(inner) < HEAT_STEPS:
            return inner
    return []


def _round_steps(span: float) -> Iterator[float]:
    """Round distances, from one rather too small for the span to one larger than it."""
    power = math.floor(math.log10(span)) - 1
    for exponent in range(power, power + 4):
        for digits in (1.0, 2.0, 2.5, 5.0):
            step = digits * 10.0**exponent
            if span / step <= 20:
                yield step


def _multiples(step: float, low: float, high: float) -> list[float]:
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{k * step:.12g}") for k in range(first, last + 1)]
