"""The few marks every drawing is made of, with all text escaped and rid of invisible letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from hustings.charts.svg.space import Box
from hustings.text import without_invisible

WIDE = 288.0  # user units; a phone 320 px wide less its margins, so that one unit is one pixel

Spot = tuple[float, float]
Strand = list[Spot]


@dataclass(frozen=True)
class Drawing:
    """The marks of one chart, and how high they stand."""

    height: float
    marks: str


def plain(text: str) -> str:
    """The text on one line, without letters nobody can see."""
    return " ".join(without_invisible(text).split())


def safe(text: str) -> str:
    """The text as it may stand in markup, between tags or in double quotes."""
    return escape(plain(text), {'"': "&quot;", "'": "&#39;"})


def at(value: float) -> str:
    """A coordinate, to a tenth of a unit."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def spot(x: float, y: float) -> str:
    """Two coordinates as a path holds them."""
    return f"{at(x)} {at(y)}"


def label(x: float, y: float, text: str, *, anchor: str = "", style: str = "") -> str:
    """A line of text whose baseline starts, centres (c) or ends (e) at x, y."""
    if not text:
        return ""
    kinds = " ".join(kind for kind in (anchor, style) if kind)
    kind = f' class="{kinds}"' if kinds else ""
    return f'<text{kind} x="{at(x)}" y="{at(y)}">{safe(text)}</text>'


def path(style: str, course: str, more: str = "") -> str:
    """A path; nothing where its course is empty."""
    return f'<path class="{style}"{more} d="{course}"/>' if course else ""


def line(strands: Sequence[Strand]) -> str:
    """The course of lines with gaps between the strands."""
    return "".join("M" + " ".join(spot(*each) for each in strand) for strand in strands)


def beads(spots: Sequence[Spot]) -> str:
    """The course of beads: lines without length, which round ends make visible."""
    return "".join(f"M{spot(*each)}h0" for each in spots)


def block(box: Box) -> str:
    """The course of a rectangle."""
    wide, high = at(box.right - box.left), at(box.bottom - box.top)
    return f"M{spot(box.left, box.top)}h{wide}v{high}h-{wide}z"


def touch(box: Box, read: str) -> str:
    """An unseen rectangle that says its read-out when tapped."""
    return path("hit", block(box), f' data-t="{safe(read)}"')


def strands(spots: Sequence[Spot | None]) -> list[Strand]:
    """Runs of neighbouring spots; a missing one ends a run."""
    runs: list[Strand] = [[]]
    for each in spots:
        if each is not None:
            runs[-1].append(each)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def hatch(ident: str) -> str:
    """The pattern that fills what is missing."""
    return (
        f'<pattern id="{ident}h" width="4" height="4" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="no" d="M0 0v4"/></pattern>'
    )


def missing(ident: str, course: str) -> str:
    """An outlined, hatched shape for a figure there is none of."""
    return path("no", course, f' style="fill:url(#{ident}h)"')


def void(ident: str, boxes: Sequence[Box]) -> str:
    """Faint hatching over periods without a figure, from top to bottom so as to seem no bar."""
    return path("void", "".join(map(block, boxes)), f' style="fill:url(#{ident}h)"')
