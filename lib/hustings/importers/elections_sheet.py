"""Results of past elections: every candidate's votes in every seat."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Columns, Reading, Sheet, every
from hustings.importers.sheetcells import choice, place, text, whole

_SIDES = {
    "us": "ours", "our": "ours", "हमारा": "ours", "हमारे": "ours", "allied": "ally",
    "allies": "ally", "सहयोगी": "ally", "others": "other", "अन्य": "other",
}  # fmt: skip


def _told_apart(columns: Columns, _reading: Reading) -> Columns:
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
                     "इकाई", "सीट", "विधानसभा", "निर्वाचन क्षेत्र"), place("vidhan_sabha"),
            needed=True),
        Ask("candidate", ("candidate", "candidate name", "name of candidate", "प्रत्याशी",
                          "उम्मीदवार", "प्रत्याशी का नाम"), text, needed=True),
        Ask("side", ("side", "पक्ष"), choice(_SIDES)),
        Ask("votes", ("votes", "votes polled", "total votes", "मत", "कुल मत", "प्राप्त मत"), whole,
            needed=True),
    ),
    shape=_told_apart,
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
