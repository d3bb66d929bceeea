"""How much room words take, and where they can stand without touching.

Nobody knows at printing time which font a phone will use. Widths are therefore estimated from the
fonts most phones have (Noto Sans, Noto Sans Devanagari), on the generous side: a label that fits
by this estimate fits on the phone.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

SMALL = 11.0  # user units; one unit is one CSS pixel on a phone 320 px wide
LARGE = 13.0
ASCENT, DESCENT = 0.86, 0.32  # of the font size: Devanagari has signs above and below

_BOLD = 1.1  # measured: bold names are 1 to 18 % wider, 8 % on average
_SPARE = 1.03  # for fonts a little wider than the two measured
_VIRAMA = "\u094d"
_WIDTHS = {  # in ems, measured in a browser
    0.27: "'ijl !(),.:;J`·",
    0.36: "-I[]ft",
    0.42: '"/\\r{}',
    0.5: "?_csvyz–",
    0.58: "*EFLSTaekx|−₹",
    0.62: "$+0123456789<=>PVXYZ^bdgopq~",
    0.67: "#ABCKRhnu",
    0.78: "&DGHNU",
    0.84: "OQw%…",
    0.96: "@MWm—",
    0.44: "।र॰",
    0.52: "ऽइईटद",
    0.57: "हउएऐनव",
    0.6: "गढतपडबयषठघम॥०१२३४५६७८९",
    0.66: "धचङथ",
    0.72: "लसशछभ",
    0.79: "णजञझअऊकळफ",
    0.87: "खऋ",
    1.03: "आऑओऔ",
    0.28: "ािीोौॉः",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


@dataclass(frozen=True)
class Box:
    """A rectangle on the drawing, in user units."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        """Whether the two share any ground."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, outer: "Box") -> bool:
        """Whether nothing of this box lies outside the other."""
        return (
            self.left >= outer.left
            and self.right <= outer.right
            and self.top >= outer.top
            and self.bottom <= outer.bottom
        )


def width(text: str, size: float = SMALL, *, bold: bool = False) -> float:
    """The room a line of text takes, in user units; rather too much than too little."""
    return _ems(text) * size * _SPARE * (_BOLD if bold else 1)


def fit(text: str, room: float, size: float = SMALL, *, bold: bool = False) -> str:
    """The text, or as many whole letters of it as fit before an ellipsis.

    Letters are graphemes: a Hindi letter never loses its vowel sign. Returns "" where not even
    one letter and the ellipsis fit.
    """
    if width(text, size, bold=bold) <= room:
        return text
    letters = regex.findall(r"\X", text)
    kept = bisect_right(
        range(1, len(letters)),
        room,
        key=lambda count: width(_cut(letters[:count]), size, bold=bold),
    )
    return _cut(letters[:kept]) if kept else ""


def _cut(letters: list[str]) -> str:
    return "".join(letters).rstrip() + "…"


def box(x: float, y: float, text: str, anchor: str = "", *, style: str = "") -> Box:
    """The box of a line of text whose baseline starts, centres (c) or ends (e) at x, y."""
    size = LARGE if "v" in style.split() else SMALL
    wide = width(text, size, bold=bool({"b", "v"} & set(style.split())))
    left = x - {"": 0.0, "c": wide / 2, "e": wide}[anchor]
    return Box(left, y - ASCENT * size, left + wide, y + DESCENT * size)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions as near as possible to the wanted ones, at least a gap apart, within bounds.

    Those that are too near make room on both sides alike. Order is kept (ties: as given). The
    bounds must be wide enough to hold all; the caller sees to that.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    pools: list[list[float]] = []  # neighbours that moved together, each less its place times gap
    for place, i in enumerate(order):
        pools.append([wanted[i] - place * gap])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    ceiling = high - (len(order) - 1) * gap
    moved = [min(max(_mean(pool), low), ceiling) for pool in pools for _ in pool]
    result = [0.0] * len(wanted)
    for place, i in enumerate(order):
        result[i] = moved[place] + place * gap
    return result


def _mean(pool: Sequence[float]) -> float:
    return sum(pool) / len(pool)


def regular(boxes: Sequence[Box], *, anchor: int = 0, gap: float = 8) -> list[int]:
    """Every box, or every second or third one, so that those kept stand a gap apart.

    The box at `anchor` is kept; the rest are counted from it.
    """
    for stride in range(1, len(boxes) + 1):
        kept = [i for i in range(len(boxes)) if (i - anchor) % stride == 0]
        if all(boxes[a].right + gap <= boxes[b].left for a, b in pairwise(kept)):
            return kept
    return []


@lru_cache(maxsize=4096)
def _ems(text: str) -> float:
    padded = f"  {text} "
    return sum(_em(padded, i) for i in range(2, len(padded) - 1))


def _em(text: str, place: int) -> float:
    """The width of one letter of a text, which its neighbours change in Devanagari."""
    earlier, before, letter, after = (text[place + step] for step in (-2, -1, 0, 1))
    if letter == "र" and (after == _VIRAMA or (before == _VIRAMA and earlier != "र")):
        return 0.06  # a hook above the next letter, or a stroke below the one before
    if before == "र" and letter in "ुू":
        return 0.27  # the one letter that carries these at its side
    if letter in _WIDTH:
        return _WIDTH[letter] - (0.2 if after == _VIRAMA else 0.0)  # the half form has no upright
    return _unmeasured(letter)


def _unmeasured(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.1
    return 0.95 if "\u0980" <= letter <= "\u0dff" else 0.75  # the other scripts of India
