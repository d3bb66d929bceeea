"""Taking apart what a person typed for a place: name, level word, number, and the places around it.

"Kanke block, Ranchi"        kanke (a block) · ranchi
"रांची विधानसभा"               रांची (an assembly seat)
"Booth no. 012, Kanke AC"    number 12 (a booth) · kanke (an assembly seat)
"63-RANCHI (ST)"             ranchi, number 63
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from hustings.text import normalise

_SEAT = ("vidhan_sabha", "lok_sabha")

# Longer words first in the pattern, so that "gram panchayat" is not read as "panchayat".
_LEVEL_WORDS: dict[tuple[str, ...], str] = {
    ("vidhan_sabha",): (
        "vidhan sabha constituency|vidhan sabha seat|vidhan sabha|vidhansabha|vidhan sabha kshetra"
        "|assembly constituency|assembly segment|assembly seat|assembly|a.c.|ac|vs"
        "|विधानसभा निर्वाचन क्षेत्र|विधान सभा निर्वाचन क्षेत्र|विधानसभा क्षेत्र|विधान सभा क्षेत्र"
        "|विधानसभा सीट|विधानसभा|विधान सभा"
    ),
    ("lok_sabha",): (
        "lok sabha constituency|lok sabha seat|lok sabha|loksabha|parliamentary constituency"
        "|parliamentary seat|parliamentary|p.c.|pc|ls"
        "|लोकसभा निर्वाचन क्षेत्र|लोक सभा निर्वाचन क्षेत्र|लोकसभा क्षेत्र|लोक सभा क्षेत्र|लोकसभा सीट"
        "|लोकसभा|लोक सभा|संसदीय क्षेत्र"
    ),
    _SEAT: "constituency|seat|सीट|निर्वाचन क्षेत्र",
    ("district",): "district|distt.|distt|dist.|dist|zila|zilla|jila|जिला|जिले",
    ("block",): (
        "community development block|development block|cd block|c.d. block|block|prakhand"
        "|vikas khand|vikaskhand|janpad panchayat|प्रखंड|ब्लॉक|ब्लाक|विकास खंड|विकासखंड|जनपद पंचायत"
    ),
    ("panchayat",): "gram panchayat|g.p.|gp|panchayat|ग्राम पंचायत|पंचायत",
    ("ward",): "ward|वार्ड",
    ("booth",): "polling booth|polling station|booth|मतदान केंद्र|मतदान केन्द्र|बूथ",
    ("state",): "state|राज्य",
}

_LEVELS_OF = {
    normalise(word): levels for levels, words in _LEVEL_WORDS.items() for word in words.split("|")
}

_LETTER = r"\w\u0900-\u0963"

# A town's own council is no panchayat: "Chhatarpur Nagar Panchayat" keeps its words.
_WORD = re.compile(
    rf"(?<![{_LETTER}])(?!(?<=nagar )panchayat|(?<=नगर )पंचायत)(?:"
    + "|".join(re.escape(word) for word in sorted(_LEVELS_OF, key=len, reverse=True))
    + r")(?![^\W\d_]|[\u0900-\u0963])"
)

_DASHED = re.compile(rf"({_WORD.pattern})\s*[:-]+\s+")  # `Block - Kanke`

_RESERVED = re.compile(
    r"[(\[]\s*(?:s\.?\s?[ct]\.?|gen(?:eral)?|ur|अ\.?\s?(?:ज\.?\s?)?जा\.?|सु\.?|सामान्य)\s*[)\]]"
    r"|[-\s]s[ct]$"
)

_COMMAS = re.compile(r"[,;/|\n।]+| - ")
_BRACKETS = re.compile(r"[()\[\]]+")

# One optional word and one run of signs each, so that no text makes the search try many ways.
_SIGNS = r"[\s.:#-]"
_NO = rf"(?:(?:no|num|number|nos|sr|क्र|क्रमांक|संख्या|नं|नंबर)(?![{_LETTER}]){_SIGNS}*)?"
_NUMBER_FIRST = re.compile(rf"{_SIGNS}*{_NO}(\d{{1,6}})(?!\w)[\s.:)-]*(.*)")
_NUMBER_LAST = re.compile(rf"(.*?[^\d\s.:#-]){_SIGNS}+{_NO}(\d{{1,6}})")

_FILLERS = frozenset(("of", "in", "at", "the", "no", "number", "का", "की", "के", "में", "name", "नाम"))


@dataclass(frozen=True, slots=True)
class Segment:
    """One place in a phrase: its words, the levels a level word allows, its number."""

    words: str
    """All of it, the number too: `indore 1`."""
    levels: tuple[str, ...] = ()
    name: str = ""
    """The words without the number."""
    number: int | None = None

    def shown(self) -> str:
        """The part as a message repeats it: `booth 45`."""
        kind = self.levels[0].replace("_", " ") if len(self.levels) == 1 else ""
        return f"{kind} {self.words}".strip()


def segments(text: str, is_name: Callable[[str], bool]) -> list[Segment]:
    """The places a text speaks of, in its order; none where nothing is left to read.

    Args:    is_name: whether some words are a known name as they stand; such words are not split
             at brackets (`Khandwa (East Nimar)`).
    """
    bare = _DASHED.sub(r"\1 ", _RESERVED.sub(" ", normalise(text)))
    pieces = (
        piece
        for part in _COMMAS.split(bare)
        for piece in ((part,) if is_name(part) else _BRACKETS.split(part))
    )
    found: list[Segment] = []
    for piece in pieces:
        for segment in _of_part(piece.strip()):
            found = _joined(found, segment)
    return found


def _joined(before: list[Segment], next_one: Segment) -> list[Segment]:
    """`ranchi (63)`: a bare number belongs to the place before it."""
    last = before[-1] if before else None
    if next_one.name or next_one.levels or last is None or last.number is not None:
        return [*before, next_one]
    whole = f"{last.words} {next_one.number}"
    return [*before[:-1], replace(last, words=whole, number=next_one.number)]


def _of_part(part: str) -> list[Segment]:
    """Level words stand before the names they belong to, or after: the first one decides."""
    words = list(_WORD.finditer(part))
    if not words:
        return _split((), part)
    edges = [0, *(edge for word in words for edge in word.span()), len(part)]
    between = [
        part[left:right].strip() for left, right in zip(edges[::2], edges[1::2], strict=True)
    ]
    levels = [_LEVELS_OF[word.group()] for word in words]
    if not between[0]:
        return [
            segment
            for level, name in zip(levels, between[1:], strict=True)
            for segment in _led(level, name)
        ]
    named = [
        segment
        for level, name in zip(levels, between[:-1], strict=True)
        for segment in _split(level, name)
    ]
    return _with_rest(named, between[-1])


def _led(levels: tuple[str, ...], rest: str) -> list[Segment]:
    """After a level word: a number is the unit's own, and what follows it another place."""
    if match := _NUMBER_FIRST.fullmatch(rest):
        own = Segment(match[1], levels, "", int(match[1]))
        return [own, *_split((), match[2])]
    return _split(levels, rest)


def _with_rest(named: list[Segment], rest: str) -> list[Segment]:
    """`ranchi ac 63 kanke`: what follows the last level word, a number first."""
    match = _NUMBER_FIRST.fullmatch(rest)
    if not match:
        return [*named, *_split((), rest)]
    return [*_joined(named, Segment(match[1], number=int(match[1]))), *_split((), match[2])]


def _split(levels: tuple[str, ...], words: str) -> list[Segment]:
    kept = _without_fillers(words)
    if not kept:
        return []
    if match := _NUMBER_FIRST.fullmatch(kept):
        return [Segment(kept, levels, match[2], int(match[1]))]
    if match := _NUMBER_LAST.fullmatch(kept):
        return [Segment(kept, levels, match[1].strip(), int(match[2]))]
    return [Segment(kept, levels, kept)]


def _without_fillers(words: str) -> str:
    kept = words.strip(" .:-*_\"'").split()
    while kept and kept[0] in _FILLERS:
        kept = kept[1:]
    while kept and kept[-1] in _FILLERS:
        kept = kept[:-1]
    return " ".join(kept)
