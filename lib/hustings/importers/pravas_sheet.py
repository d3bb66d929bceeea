"""The list of pravas: which worker stayed where, from which night to which."""

from collections.abc import Iterator
from datetime import date, timedelta

from hustings.importers.answers import PHONE
from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import SENT, Answers, Ask, Columns, Reading, Sheet, every
from hustings.importers.sheetcells import day, place, whole, worker
from hustings.importers.tabular.cells import Column, Wrong
from hustings.importers.tabular.dates import noon

LONGEST = 31  # nights; a longer one is a slip of the year or the month


def _nights(columns: Columns, _reading: Reading) -> Columns:
    """How many nights each stay has: as said, or as its two days tell, or one."""
    said = every(columns, "arrived", "left", "nights")
    nights: Column[object] = Column.of(_length(*row) for row in said)
    wrong = {**nights.wrong, **columns["nights"].wrong}
    return {**columns, "nights": Column(nights.values, wrong)}


def _length(arrived: object, left: object, nights: object) -> int | Wrong:
    told = (left - arrived).days if isinstance(left, date) and isinstance(arrived, date) else None
    if told is not None and told < 0:
        return Wrong("the stay ends before it begins", "Correct the days.")
    said = nights if isinstance(nights, int) else None
    if said is not None and told is not None and said != max(told, 1):
        return Wrong("the nights and the days of the stay disagree", "Correct one of them.")
    length = said if said is not None else max(told or 1, 1)
    if not 1 <= length <= LONGEST:
        return Wrong(f"a stay has 1 to {LONGEST} nights", "Correct the nights or the days.")
    return length


def _night_by_night(stays: Answers, lines: list[int]) -> tuple[Answers, list[int]]:
    """One act for each night, as the form of daily work has it; people met count once."""
    rows: list[tuple[object, ...]] = []
    at: list[int] = []
    columns = (stays[name] for name in ("worker", "unit", "arrived", "nights", "people_met"))
    for line, (who, unit, arrived, nights, met) in zip(
        lines, zip(*columns, strict=True), strict=True
    ):
        if isinstance(arrived, date) and isinstance(nights, int):
            for night in range(nights):
                done = noon(arrived + timedelta(days=night))
                rows.append((who, unit, done, "pravas_stay", None if night else met))
                at.append(line)
    names = ("worker", "unit", "done_at", "act", "people_met")
    acts: Answers = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    return {**acts, SENT: [None] * len(at)}, at  # when it was noted says nothing of other acts


PRAVAS = Sheet(
    "pravas",
    "activity",
    "the list of pravas",
    (
        Ask("worker", PHONE.spellings, worker, needed=True),
        Ask("unit", ("stayed at", "pravas at", "pravas in", "place of stay", "where did you stay",
                     "unit", "place", "प्रवास स्थान", "प्रवास स्थल", "प्रवास कहाँ", "कहाँ रुके", "कहाँ ठहरे",
                     "इकाई", "स्थान"), place(), needed=True),
        Ask("arrived", ("stayed from", "pravas from", "arrived on", "first night",
                        "when did you arrive", "प्रवास कब से", "कब पहुँचे", "पहली रात", "आगमन"),
            day(past=True), needed=True, dated=True),
        Ask("left", ("stayed until", "pravas until", "left on", "when did you leave", "departed on",
                     "प्रवास कब तक", "कब लौटे", "कब निकले", "प्रस्थान"), day(past=True), dated=True),
        Ask("nights", ("nights", "number of nights", "how many nights", "nights stayed", "रातें",
                       "कितनी रातें", "कितनी रात", "कितनी रात रुके"), whole),
        Ask("people_met", ("people met", "how many people did you meet", "number of people met",
                           "कितने लोगों से मिले", "मिले लोग"), whole),
    ),
    unlike=("platform", "event", "कार्यक्रम", "what did you do", "क्या काम किया"),
    aside=("name", "नाम"),
    shape=_nights,
    unfold=_night_by_night,
)  # fmt: skip


@source(
    "pravas",
    en="List of pravas stays",
    hi="प्रवास की सूची",
    tables=("activity",),
    sniff=PRAVAS.sniff,
)
def read_pravas(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read stays: one act for each night, dated by noon of the day it began."""
    return PRAVAS.read(file, context)
