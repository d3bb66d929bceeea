"""The grammar of a header: where in a text a message begins, whichever phone wrote it.

    bracket   [18/7/21, 18:34:07] Asha: text          iPhones
    dash      18/07/21, 6:34 pm - Asha: text          Android phones
    first     18:34, 18/07/2021 - Asha: text          Android phones that put the time first
    bracket   [18:34:07, 18/7/21] Asha: text          iPhones that do
    colon     18/07/21, 18:34:07: Asha: text          iPhones until about 2017
    plain     18/07/2021, 6:34:07 PM Asha: text       a few iPhones

These are headers only in a file that begins with one, or else names months often, for elsewhere
people write or paste them into messages:

    copy      [18:34, 18/7/21] Asha: text             copied from a browser, or
              [18/7, 6:34 pm] Asha: text              ... from a phone, without its year
    yearless  18/07, 18:34 - Asha: text               as a copy, but with a dash
    named     18 Jul 2021, 18:34 - Asha: text         the month has its name
    bare      18/07/2021, 18:34 Asha: text            somebody has taken the dash out
    indented  any other, behind spaces or a tab       somebody has pasted the chat into a document

A line without `author: ` behind such a start is WhatsApp's own. What is called a line here starts
behind a newline: callers put one in front of the first line of a text.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from hustings.importers.whatsapp.alphabet import MARKS, SPACES, SPOILT_MARK, bare
from hustings.importers.whatsapp.clock import is_known
from hustings.importers.whatsapp.dates import is_yearless
from hustings.importers.whatsapp.monthnames import named_date

_M = f"[{MARKS}]*+"  # possessive: a line of nothing but marks must not cost its square
_S = f"[{SPACES}]"
_START = rf"{_M}(?:{SPOILT_MARK}(?=\[))?"

# 13/6/18 · 13. 6. 2018. · 2018年6月13日 · 2018. 6. 13. · 13.06.2018 г. · Arabic: a mark at each /
# 06/2018/13 · 13 06 18 · 13,06,2018 · 3/18/R4 and 令和4年3月18日, years of an emperor
_NUMBER = r"(?:\d{4}|(?:[RH]|令和|平成)?\d{1,2})"
_BETWEEN_FIELDS = rf"{_S}?{_M}[-/.\u2010-\u2015\u2212年月년월]{_M}{_S}?"
_DATE = (
    rf"{_NUMBER}(?:{_BETWEEN_FIELDS}(?:\d{{4}}|\d{{1,2}}){_BETWEEN_FIELDS}"
    rf"|{_S}\d{{1,2}}{_S}|,\d{{1,2}},){_NUMBER}(?!\d)"
    rf"(?:[./日일]|{_S}(?:г\.|ж\.|BE|AD|AP|AH|هـ))?"
)

# 18/7 · 18.7. · 07 20, without a year
_DAY_AND_MONTH = rf"\d{{1,2}}(?:{_S}?{_M}[-/.]{_M}{_S}?\d{{1,2}}\.?|{_S}\d{{1,2}})(?![-/.\d])"

# 12 Jan 2024 · 12-Jan-24 · Fri, 12 de enero de 2024 · 2024 Jan 12 · Jan 12th, 2024; without a year
# 12 Jan · Jan 12. Whether the words name a month is looked up later.
_WORDS = r"[^\d\n\[\]<>(){}:;\\|\"“”+*=_~#@]{2,30}?"
_NTH = r"(?:st|nd|rd|th)?"
_END_OF_NAMED = rf"(?!\d)(?:{_S}г\.)?"
_NUMBER_AND_NAME = (
    rf"(?:\d{{1,2}}{_NTH}{_WORDS}(?:\d{{4}}|\d{{2}})|\d{{4}}{_WORDS}\d{{1,2}}\.?){_END_OF_NAMED}"
)
_NAMED = (
    rf"(?:(?:{_WORDS})?{_NUMBER_AND_NAME}"
    rf"|{_WORDS}\d{{1,2}}{_NTH}[,.]?{_S}+\d{{4}}{_END_OF_NAMED})"
)
_NAMED_DAY = rf"(?:(?:{_WORDS})?\d{{1,2}}{_NTH}{_WORDS}|{_WORDS}\d{{1,2}}{_NTH})"

# Behind a time whose word may be `a. m.` the date begins with the day or with the month's one word.
_ONE_WORD = r"[^\d\s\[\]<>(){}:;,\\|\"“”+*=_~#@]{2,20}"
_NAMED_BEHIND = (
    rf"(?:{_NUMBER_AND_NAME}|{_ONE_WORD}{_S}++\d{{1,2}}{_NTH}[,.]?{_S}+\d{{4}}{_END_OF_NAMED}"
    rf"|\d{{1,2}}{_NTH}{_WORDS}|{_ONE_WORD}{_S}++\d{{1,2}}{_NTH})"
)

# `, ` or a space; Arabic and Chinese have commas of their own; `T` in the standard's writing
_GAP = rf"{_M}(?:{_S}*+[,،、]{_M}{_S}*+|{_S}++|T(?=\d)){_M}"

# 21:25 · 9.25.15 · 21 h 25 · p. m. · klo 21.25 · शाम 6:30
_COLON = rf"(?:[:.٫]|{_S}?[hH]{_S}?|{_S}?min{_S}?)"
_NOT_IN_WORD = r"\d\n\[\]<>(){}:;,/\\|\"“”+*=_~#@\-–—"
_WORD = rf"[^{_NOT_IN_WORD}\s{MARKS}][^{_NOT_IN_WORD}]{{0,17}}?"
_TIME = rf"\d{{1,2}}{_COLON}\d{{2}}(?:{_COLON}\d{{2}})?(?!\d)"
_TIME_AND_WORD = rf"{_TIME}(?:(?:_|{_S}*{_M}){_WORD})?"  # somebody's script has written 3:22_AM
_CLOCK = rf"(?:{_WORD}{_S}*+)?{_TIME_AND_WORD}"

# Where no bracket and no dash ends the time, only AM and PM may follow it.
_AMPM = rf"{_S}?[AaPp]\.?{_S}?[Mm]\.?"
_WITH_SECONDS = r"\d{1,2}[:.]\d{2}[:.]\d{2}"
_SECONDS_AND_WORD = rf"{_WITH_SECONDS}(?:{_S}*{_M}{_WORD})?"

_DASH = rf"{_M}{_S}+{_M}[-\u2010-\u2015\u2212]{_M}(?:{_S}+|(?=\n)|\Z)"

_BEHIND = rf":?{_S}*+(?:[-–]{_S}+)?"  # a bracket

AUTHOR = rf"(?:(?P<author>[^\n]{{1,120}}?):(?:{_S}|(?=\n)|\Z))?"

_FORMS = (
    rf"\[{_M}(?P<date1>{_DATE}){_GAP}(?P<clock1>{_CLOCK}){_S}*{_M}\]{_BEHIND}",
    rf"(?P<date2>{_DATE}){_GAP}(?P<clock2>{_CLOCK}){_DASH}",
    rf"(?P<clock3>{_TIME_AND_WORD}){_GAP}(?P<date3>{_DATE}){_DASH}",
    rf"(?P<date4>{_DATE}){_GAP}(?P<clock4>\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:{_AMPM})?):{_S}+",
    rf"\[{_M}(?P<clock6>{_SECONDS_AND_WORD}){_GAP}(?P<date6>{_DATE}){_S}*{_M}\]{_BEHIND}",
    rf"(?P<date7>{_DATE}){_S}-{_S}(?P<clock7>{_WITH_SECONDS});{_S}+",  # a viewer of backups
    rf"\[{_M}(?P<date8>{_NUMBER_AND_NAME}){_GAP}(?P<clock8>{_CLOCK}){_S}*{_M}\]{_BEHIND}",
)
_ODD_FORMS = (
    rf"\[{_M}(?P<clock9>{_CLOCK}){_GAP}(?P<date9>{_DATE}|{_DAY_AND_MONTH}){_S}*{_M}\]{_BEHIND}",
    rf"\[{_M}(?P<date10>{_DAY_AND_MONTH}){_GAP}(?P<clock10>{_CLOCK}){_S}*{_M}\]{_BEHIND}",
    rf"(?P<date11>{_DAY_AND_MONTH}){_GAP}(?P<clock11>{_CLOCK}){_DASH}",
    rf"(?P<clock12>{_TIME_AND_WORD}){_GAP}(?P<date12>{_DAY_AND_MONTH}){_DASH}",
    rf"\[{_M}(?P<date13>{_NAMED}|{_NAMED_DAY}){_GAP}(?P<clock13>{_CLOCK}){_S}*{_M}\]{_BEHIND}",
    rf"(?P<date14>{_NAMED}|{_NAMED_DAY}){_GAP}(?P<clock14>{_CLOCK}){_DASH}",
    rf"(?P<clock15>{_TIME_AND_WORD}){_GAP}(?P<date15>{_NAMED_BEHIND}){_DASH}",
    rf"\[{_M}(?P<clock16>{_CLOCK}){_GAP}(?P<date16>{_NAMED_BEHIND}){_S}*{_M}\]{_BEHIND}",
)
_BARE = (
    rf"(?P<date17>{_DATE}){_GAP}(?P<clock17>{_CLOCK}){_S}+"
    rf"(?P<author17>[^\n:\"<>,{{}}\d\[\]][^\n:\"<>,{{}}]{{0,60}}?):{_S}"
)
_PLAIN = (
    rf"(?P<date5>{_DATE}){_GAP}(?P<clock5>{_WITH_SECONDS}(?:{_AMPM})?|\d{{1,2}}[:.]\d{{2}}{_AMPM})"
    rf"{_S}+(?P<author5>[^\n:\"<>,{{}}]{{1,60}}?):{_S}"
)

GENERAL = re.compile(rf"\n{_START}(?=[\[\dRH令平])(?:(?:{'|'.join(_FORMS)}){AUTHOR}|{_PLAIN})")
_WITH_ODD = re.compile(
    rf"\n(?P<indent>{_S}*+){_START}(?:(?:{'|'.join(_FORMS + _ODD_FORMS)}){AUTHOR}|{_PLAIN}|{_BARE})"
)

_FORM_OF = {
    1: "bracket", 2: "dash", 3: "first", 4: "colon", 5: "plain", 6: "bracket", 7: "colon",
    8: "bracket", 9: "copy", 10: "copy", 11: "yearless", 12: "yearless",
    13: "named", 14: "named", 15: "named", 16: "named", 17: "bare",
}  # fmt: skip
_DATES = tuple(f"date{n}" for n in _FORM_OF)
_BRACKETED = (1, 6, 8, 9, 10, 13, 16)
_OWN_AUTHOR = (5, 17)
_WITH_NAMES = (8, 13, 14, 15, 16)
FIRST_HEADERS = 40  # that show whether a file has odd forms
_BEFORE_HOUR = re.compile(r"\D*")
_BEHIND_TIME = re.compile(r"\D*\Z")

Odd = frozenset[str]
"""The odd forms that are headers in a file."""

NONE_ODD: Odd = frozenset()
_ODD_OF_FORM: Odd = frozenset(("copy", "yearless", "named", "bare"))
_INDENTED: Odd = frozenset(("indented",))


@dataclass(frozen=True, slots=True)
class Header:
    """One header found in a text."""

    start: int  # of its newline
    end: int  # where the message's own text begins
    form: str
    date: str  # bare; a bracket stays in front, for it tells phones apart
    clock: str  # as written, a word of the day with it
    author: str | None
    indented: bool


def headers(text: str, odd: Odd = NONE_ODD) -> Iterator[Header]:
    """Every header in the text, in order; a line counts only behind a newline.

    Args: odd: what `odd_forms` says of the file.
    """
    return _candidates(_WITH_ODD if odd else GENERAL, text, odd)


def odd_forms(head: str) -> Odd:
    """The odd forms that are headers in a file, by its first lines.

    What stands before a file's first header is nobody's, so a line there was pasted into no
    message: the form a file begins with counts, and with a copy all that copies may have. So do
    months with names wherever they stand. But either must be a quarter of the first headers:
    announcements are rarer, and so are copies in a chat that was cut inside a message.
    """
    first = list(islice(_candidates(_WITH_ODD, head, _ODD_OF_FORM | _INDENTED), FIRST_HEADERS))
    forms = Counter(header.form for header in first)
    often = {form for form in _ODD_OF_FORM if forms[form]}
    indented = _INDENTED if _are_indented(first) else NONE_ODD
    if not often or 4 * sum(forms[form] for form in often) < len(first):
        return indented
    if first[0].form in ("copy", "yearless"):
        return _ODD_OF_FORM - {"bare"} | indented
    return frozenset(often & {first[0].form, "named"}) | indented


def _are_indented(first: list[Header]) -> bool:
    return bool(first) and first[0].indented and 4 * sum(h.indented for h in first) >= len(first)


def _candidates(grammar: re.Pattern[str], text: str, odd: Odd) -> Iterator[Header]:
    for match in grammar.finditer(text):
        header = _header(match)
        if header and _is_header(header, odd):
            yield header


def _header(match: re.Match[str]) -> Header | None:
    """The header in a match; None if a word in its date names no month."""
    number = next(n for n, name in enumerate(_DATES, start=1) if match[name] is not None)
    form, date = _FORM_OF[number], bare(match[f"date{number}"])
    if number in _WITH_NAMES:
        found = named_date(date)
        if found is None:
            return None
        form, date = "yearless" if is_yearless(found) else form, found
    return Header(
        start=match.start(),
        end=match.end(),
        form=form,
        date=f"[{date}" if number in _BRACKETED else date,
        clock=match[f"clock{number}"],
        author=match[f"author{number}" if number in _OWN_AUTHOR else "author"],
        indented=match.re is _WITH_ODD and bool(match["indent"]),
    )


def _is_header(header: Header, odd: Odd) -> bool:
    """Whether a dated line is no part of a message, by its form and the words at its time.

    `05/11/2026 meeting at 10.30 - all come` is one.
    """
    if header.indented and "indented" not in odd:
        return False
    if header.form in ("bracket", "colon", "plain"):
        return True
    if header.form == "dash":
        return _is_known(_BEFORE_HOUR, header)
    possible = header.form == "first" or header.form in odd
    return possible and _is_known(_BEFORE_HOUR, header) and _is_known(_BEHIND_TIME, header)


def _is_known(where: re.Pattern[str], header: Header) -> bool:
    found = where.search(header.clock)
    return found is None or is_known(found[0])
