"""The grammar of a header: where in a text a message begins, whichever phone wrote it.

    bracket   [18/7/21, 18:34:07] Asha: text          iPhones
    dash      18/07/21, 6:34 pm - Asha: text          Android phones
    first     18:34, 18/07/2021 - Asha: text          Android phones that put the time first
    bracket   [18:34:07, 18/7/21] Asha: text          iPhones that do (a copy from a browser has
                                                      no seconds, and is text)
    colon     18/07/21, 18:34:07: Asha: text          iPhones until about 2017
    plain     18/07/2021, 6:34:07 PM Asha: text       a few iPhones

A line without `author: ` behind such a start is WhatsApp's own. What is called a line here starts
behind a newline: callers put one in front of the first line of a text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hustings.importers.whatsapp.alphabet import MARKS, SPACES, bare
from hustings.importers.whatsapp.clock import is_known

_M = f"[{MARKS}]*+"  # possessive: a line of nothing but marks must not cost its square
_S = f"[{SPACES}]"

# 13/6/18 · 13. 6. 2018. · 2018年6月13日 · 2018. 6. 13. · 13.06.2018 г. · Arabic: a mark at each /
# 06/2018/13 · 13 06 18 · 13,06,2018 · 3/18/R4 and 令和4年3月18日, years of an emperor
_NUMBER = r"(?:\d{4}|(?:[RH]|令和|平成)?\d{1,2})"
_BETWEEN_FIELDS = rf"{_S}?{_M}[-/.\u2010-\u2015\u2212年月년월]{_M}{_S}?"
_DATE = (
    rf"{_NUMBER}(?:{_BETWEEN_FIELDS}(?:\d{{4}}|\d{{1,2}}){_BETWEEN_FIELDS}"
    rf"|{_S}\d{{1,2}}{_S}|,\d{{1,2}},){_NUMBER}(?!\d)"
    rf"(?:[.日일]|{_S}(?:г\.|ж\.|BE|AD|AP|AH|هـ))?"
)

# `, ` or a space; Arabic and Chinese have commas of their own
_GAP = rf"(?:{_S}*[,،、]{_M}{_S}*|{_S}+){_M}"

# 21:25 · 9.25.15 · 21 h 25 · p. m. · klo 21.25 · शाम 6:30
_COLON = rf"(?:[:.٫]|{_S}?[hH]{_S}?|{_S}?min{_S}?)"
_NOT_IN_WORD = r"\d\n\[\]<>(){}:;,/\\|\"“”+*=_~#@\-–—"
_WORD = rf"[^{_NOT_IN_WORD}\s{MARKS}][^{_NOT_IN_WORD}]{{0,17}}?"
_TIME = rf"\d{{1,2}}{_COLON}\d{{2}}(?:{_COLON}\d{{2}})?(?!\d)"
_CLOCK = rf"(?:{_WORD}{_S}*)?{_TIME}(?:{_S}*{_M}{_WORD})?"

# Where no bracket and no dash ends the time, only AM and PM may follow it.
_AMPM = rf"{_S}?[AaPp]\.?{_S}?[Mm]\.?"
_WITH_SECONDS = r"\d{1,2}[:.]\d{2}[:.]\d{2}"

_DASH = rf"{_M}{_S}+[-\u2010-\u2015\u2212](?:{_S}+|(?=\n)|\Z)"

_BEHIND = rf":?{_S}*+(?:[-–]{_S}+)?"  # a bracket

AUTHOR = rf"(?:(?P<author>[^\n]{{1,120}}?):(?:{_S}|(?=\n)|\Z))?"

_FORMS = (
    rf"\[{_M}(?P<date1>{_DATE}){_GAP}(?P<clock1>{_CLOCK}){_S}*{_M}\]{_BEHIND}",
    rf"(?P<date2>{_DATE}){_GAP}(?P<clock2>{_CLOCK}){_DASH}",
    rf"(?P<clock3>{_TIME}(?:{_AMPM})?){_GAP}(?P<date3>{_DATE}){_DASH}",
    rf"(?P<date4>{_DATE}){_GAP}(?P<clock4>\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:{_AMPM})?):{_S}+",
    rf"\[{_M}(?P<clock6>{_WITH_SECONDS}(?:{_AMPM})?){_GAP}(?P<date6>{_DATE}){_S}*{_M}\]{_BEHIND}",
)
_PLAIN = (
    rf"(?P<date5>{_DATE}){_GAP}(?P<clock5>{_WITH_SECONDS}(?:{_AMPM})?|\d{{1,2}}[:.]\d{{2}}{_AMPM})"
    rf"{_S}+(?P<author5>[^\n:\"<>,{{}}]{{1,60}}?):{_S}"
)

GENERAL = re.compile(rf"\n{_M}(?:(?:{'|'.join(_FORMS)}){AUTHOR}|{_PLAIN})")

_FORM_OF = {1: "bracket", 2: "dash", 3: "first", 4: "colon", 5: "plain", 6: "bracket"}
_DATES = tuple(f"date{n}" for n in _FORM_OF)
_BEFORE_HOUR = re.compile(r"\D*")


@dataclass(frozen=True, slots=True)
class Header:
    """One header found in a text."""

    start: int  # of its newline
    end: int  # where the message's own text begins
    form: str
    date: str  # bare; a bracket stays in front, for it tells phones apart
    clock: str  # as written, a word of the day with it
    author: str | None


def headers(text: str) -> Iterator[Header]:
    """Every header in the text, in order; a line counts only behind a newline."""
    for match in GENERAL.finditer(text):
        header = _header(match)
        if header.form in ("bracket", "colon", "plain") or _words_are_known(header.clock):
            yield header


def _header(match: re.Match[str]) -> Header:
    number = next(n for n, name in enumerate(_DATES, start=1) if match[name] is not None)
    date = bare(match[f"date{number}"])
    return Header(
        start=match.start(),
        end=match.end(),
        form=_FORM_OF[number],
        date=f"[{date}" if _FORM_OF[number] == "bracket" else date,
        clock=match[f"clock{number}"],
        author=match["author5"] if number == 5 else match["author"],
    )


def _words_are_known(clock: str) -> bool:
    """A dated line in a message (`05/11/2026 meeting at 10.30 - all come`) is no header."""
    before = _BEFORE_HOUR.match(clock)
    return before is None or is_known(before[0])
