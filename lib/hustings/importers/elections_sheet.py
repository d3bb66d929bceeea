"""Results of past elections: every candidate's votes in every seat."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Columns, Reading, Sheet, every
from hustings.importers.sheetcells import choice, text, whole
from hustings.importers.tabular.cells import Column
from hustings.importers.tabular.layout import loose

_SIDES = {
    "us": "ours", "our": "ours", "हमारा": "ours", "हमारे": "ours", "allied": "ally",
    "allies": "ally", "सहयोगी": "ally", "others": "other", "अन्य": "other",
}  # fmt: skip


# An assembly's poll may be called a general election too, so this is asked first.
_LEVELS = (
    (re.compile(r"vidhan ?sabha|assembly|विधान ?सभा|\b[av][cs]\b"), "vidhan_sabha"),
    (re.compile(r"lok ?sabha|parliament|general election|लोक ?सभा|\b(?:pc|ls|ge)\b"), "lok_sabha"),
)


def _shaped(columns: Columns, reading: Reading) -> Columns:
    """Seats of the kind the poll was for, and candidates of one name told apart."""
    asked = reading.called("unit")
    seats: Column[object] = Column.of(
        reading.places(_level(asked, str(election)))(str(seat)) if seat is not None else None
        for election, seat in every(columns, "election", "unit")
    )
    return _told_apart({**columns, "unit": seats})


def _level(asked: str, election: str) -> str:
    """Which kind of seat: Ranchi is one of the assembly and one of Parliament."""
    told = (loose(asked), loose(election))
    levels = (level for text in told for kind, level in _LEVELS if kind.search(text))
    return next(levels, "vidhan_sabha")


def _told_apart(columns: Columns) -> Columns:
    """Two candidates of one name in one seat are told apart, as ballots do it, by a number."""
    seen: Counter[tuple[object, ...]] = Counter()
    names: list[object] = []
    for election, unit, candidate in every(columns, "election", "unit", "candidate"):
        key = (election, unit, candidate)
        seen[key] += candidate is not None
        names.append(f"{candidate} ({seen[key]})" if seen[key] > 1 else candidate)
    return {**columns, "candidate": replace(columns["candidate"], values=names)}


ELECTIONS = Sheet(
    "elections",
    "elections",
    "the results of an election",
    (
        Ask("election", ("election", "poll", "which election", "चुनाव", "कौन सा चुनाव"), text,
            needed=True),
        Ask("unit", ("unit", "seat", "seat name", "constituency", "constituency name", "ac name",
                     "pc name", "parliamentary constituency", "assembly constituency", "इकाई",
                     "सीट", "विधानसभा", "लोकसभा", "निर्वाचन क्षेत्र"), text, needed=True),
        Ask("candidate", ("candidate", "candidate name", "name of candidate", "प्रत्याशी",
                          "उम्मीदवार", "प्रत्याशी का नाम"), text, needed=True),
        Ask("side", ("side", "पक्ष"), choice(_SIDES)),
        Ask("votes", ("votes", "votes polled", "total votes", "मत", "कुल मत", "प्राप्त मत"), whole,
            needed=True),
    ),
    shape=_shaped,
)  # fmt: skip


@source(
    "elections",
    en="Election results",
    hi="चुनाव परिणाम",
    tables=("elections",),
    sniff=ELECTIONS.sniff,
)
def read_elections(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read results; a file that names no election is read through a crosswalk that does."""
    return ELECTIONS.read(file, context)
