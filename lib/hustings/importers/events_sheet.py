"""The list of camps, shivirs and meetings: where and when, for what fee, with how many modules."""

from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Columns, Reading, Sheet, every, with_faults
from hustings.importers.sheetcells import amount, choice, code, day, items, place
from hustings.importers.tabular.cells import Wrong

_TYPES = {
    "training camp": "camp", "training": "camp", "प्रशिक्षण": "camp", "प्रशिक्षण शिविर": "camp",
    "abhyas varg": "camp", "अभ्यास वर्ग": "camp", "शिविर": "shivir", "बैठक": "meeting",
    "baithak": "meeting", "सभा": "meeting", "रैली": "rally", "सम्मेलन": "conference",
    "sammelan": "conference",
}  # fmt: skip


def _in_order(columns: Columns, _reading: Reading) -> Columns:
    """An event that ends before it begins is a fault."""
    backwards = {
        row: Wrong("the last day lies before the first", "Correct the days.")
        for row, (first, last) in enumerate(every(columns, "held_on", "until_on"))
        if first is not None and last is not None and str(last) < str(first)
    }
    return {**columns, "until_on": with_faults(columns["until_on"], backwards)}


EVENTS = Sheet(
    "events",
    "events",
    "the list of camps and meetings",
    (
        Ask("event", ("event", "event code", "camp code", "code", "camp", "कार्यक्रम कोड",
                      "शिविर कोड", "कार्यक्रम", "शिविर", "कोड"), code, needed=True),
        Ask("type", ("type", "event type", "kind of event", "type of event", "प्रकार",
                     "कार्यक्रम का प्रकार"), choice(_TYPES), needed=True),
        Ask("unit", ("unit", "place", "held for", "which unit", "इकाई", "स्थान", "किस इकाई के लिए"),
            place(), needed=True),
        Ask("held_on", ("held on", "date", "first day", "from", "start date", "तारीख", "दिनांक",
                        "कब हुआ", "पहला दिन", "कब से", "आरंभ तिथि",
                        "प्रारंभ तिथि"), day(), needed=True, dated=True),
        Ask("until_on", ("until", "last day", "to", "end date", "अंतिम दिन", "कब तक",
                         "समापन तिथि"), day(), dated=True),
        Ask("fee", ("fee", "fee in rupees", "fee per person", "registration fee", "शुल्क",
                    "पंजीकरण शुल्क", "प्रति व्यक्ति शुल्क"), amount),
        Ask("modules", ("modules", "number of modules", "modules taught", "sessions",
                        "मॉड्यूल", "विषय", "कितने मॉड्यूल", "सत्र", "सत्र संख्या"), items),
    ),
    unlike=("speaker", "वक्ता", "attended", "उपस्थित", "platform"),
    aside=("name", "event name", "नाम", "venue"),
    shape=_in_order,
)  # fmt: skip


@source(
    "events",
    en="List of camps and meetings",
    hi="शिविरों और बैठकों की सूची",
    tables=("events",),
    sniff=EVENTS.sniff,
    order=40,
)
def read_events(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read camps and meetings, past and planned."""
    return EVENTS.read(file, context)
