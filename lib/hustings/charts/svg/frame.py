"""The frame of a drawing with an upright axis: grid, labels below, and ground still free."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hustings.charts.marks import Axis
from hustings.charts.svg.pen import WIDE, Spot, Strand, at, block, label, missing, path
from hustings.charts.svg.space import Box, box, fit, regular, width

_WIDEST = 64.0  # a tick's text may take this much of the width


@dataclass(frozen=True)
class Frame:
    """Where the figures are drawn, and the axis that places them."""

    left: float
    top: float
    right: float
    bottom: float
    axis: Axis

    def y(self, value: float) -> float:
        """The height of a figure."""
        span = self.axis.high - self.axis.low
        return self.bottom - (value - self.axis.low) / span * (self.bottom - self.top)

    def spots(self, xs: Sequence[float], values: Sequence[float | None]) -> list[Spot | None]:
        """The place of each figure, None where it is missing."""
        return [
            None if value is None else (x, self.y(value))
            for x, value in zip(xs, values, strict=True)
        ]


@dataclass
class Ground:
    """What of a drawing is taken by words and by lines; words never touch words."""

    outer: Box
    lines: Sequence[Strand] = ()
    taken: list[Box] = field(default_factory=list)

    def settle(
        self, text: str, places: Sequence[tuple[float, float, str]], *, style: str = ""
    ) -> str:
        """The text at the first of these places (x, y, anchor) that crosses the fewest lines.

        Returns "" where it would touch other words or leave the drawing everywhere.
        """
        free = []
        for order, (x, y, anchor) in enumerate(places):
            its = box(x, y, text, anchor, style=style)
            if its.inside(self.outer) and not any(its.touches(other) for other in self.taken):
                free.append((_crossings(its, self.lines), order, its, (x, y, anchor)))
        if not free or not text:
            return ""
        _, _, its, (x, y, anchor) = min(free, key=lambda each: each[:2])
        self.taken.append(its)
        return label(x, y, text, anchor=anchor, style=f"halo {style}".strip())


def gutter(axis: Axis) -> float:
    """The room the texts of an axis take at the left."""
    return min(max([width(tick.text) for tick in axis.ticks], default=0), _WIDEST) + 6


def grid(frame: Frame, *, figures: bool = True) -> str:
    """Level lines, with their figures at the left; zero is drawn stronger."""
    marks = []
    for tick in frame.axis.ticks:
        y = frame.y(tick.value)
        style = "z" if tick.value == 0 else "g"
        marks.append(path(style, f"M{at(frame.left)} {at(y)}H{at(frame.right)}"))
        text = fit(tick.text, _WIDEST) if figures else ""
        marks.append(label(frame.left - 4, y + 4, text, anchor="e", style="m"))
    return "".join(marks)


def beside(
    xs: Sequence[float],
    texts: Sequence[str],
    y: float,
    *,
    anchor: str = "c",
    style: str = "m",
    keep: int = 0,
    within: tuple[float, float] = (0, WIDE),
) -> str:
    """As many labels as fit side by side at their places, at even steps from the one to keep.

    A label is centred on its place (c) or starts there (""), but never leaves the bounds.
    """
    left, right = within
    bold = style == "b"
    fitted = [fit(text, right - left, bold=bold) for text in texts]
    boxes = []
    for x, text in zip(xs, fitted, strict=True):
        wide = width(text, bold=bold)
        start = x - (wide / 2 if anchor == "c" else 0)
        boxes.append(box(min(max(start, left), right - wide), y, text, style=style))
    return "".join(
        label((boxes[i].left + boxes[i].right) / 2, y, fitted[i], anchor="c", style=style)
        if anchor == "c"
        else label(boxes[i].left, y, fitted[i], style=style)
        for i in regular(boxes, anchor=keep)
    )


def nothing(frame: Frame, text: str, ident: str) -> str:
    """A hatched frame that says there are no figures."""
    middle = (frame.left + frame.right) / 2
    room = Box(frame.left, frame.top, frame.right, frame.bottom)
    words = fit(text, frame.right - frame.left)
    return missing(ident, block(room)) + label(
        middle, (frame.top + frame.bottom) / 2 + 4, words, anchor="c", style="halo"
    )


def _crossings(its: Box, lines: Sequence[Strand]) -> int:
    """How many sampled spots of the lines lie within a box."""
    count = 0
    for strand in lines:
        for (x, y), (x2, y2) in zip(strand, strand[1:] or strand, strict=False):
            steps = max(int((abs(x2 - x) + abs(y2 - y)) / 3), 1)
            for k in range(steps + 1):
                sx, sy = x + (x2 - x) * k / steps, y + (y2 - y) * k / steps
                count += its.left - 2 < sx < its.right + 2 and its.top - 1 < sy < its.bottom + 1
    return count
