"""The list of dates that move figures by themselves: phases of a poll, the model code, exams."""

from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Sheet
from hustings.importers.sheetcells import choice, day, place, text

_KINDS = {
    "phase": "poll", "polling": "poll", "election": "poll", "मतदान": "poll", "चुनाव": "poll",
    "code of conduct": "model_code", "model code": "model_code", "आचार संहिता": "model_code",
    "result": "counting", "मतगणना": "counting", "परिणाम": "counting", "परीक्षा": "exam",
    "त्योहार": "festival", "पर्व": "festival", "अन्य": "other",
}  # fmt: skip

OCCASIONS = Sheet(
    "occasions",
    "occasions",
    "the list of occasions",
    (
        Ask("occasion", ("occasion", "name of occasion", "phase", "अवसर", "चरण"), text,
            needed=True),
        Ask("kind", ("kind", "kind of occasion", "type", "प्रकार"), choice(_KINDS), needed=True),
        Ask("unit", ("unit", "where", "for unit", "इकाई", "कहाँ"), place(), needed=True),
        Ask("from_on", ("from", "first day", "date", "from date", "कब से", "तारीख"), day(),
            needed=True, dated=True),
        Ask("until_on", ("until", "last day", "to", "to date", "कब तक"), day(), dated=True),
    ),
)  # fmt: skip


@source(
    "occasions",
    en="List of occasions (polls, model code, exams)",
    hi="अवसरों की सूची (मतदान, आचार संहिता, परीक्षा)",
    tables=("occasions",),
    sniff=OCCASIONS.sniff,
)
def read_occasions(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read dates of public life; festivals need no listing, the calendar knows them."""
    return OCCASIONS.read(file, context)
