"""The register of an event: who was asked and came, who paid, which modules they passed."""

from collections.abc import Iterator

from hustings.importers.answers import PHONE
from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Sheet
from hustings.importers.sheetcells import amount, code, items, worker, yes_or_no

ATTENDANCE = Sheet(
    "attendance",
    "attendance",
    "the register of an event",
    (
        Ask("event", ("event", "event code", "camp code", "camp", "which camp", "which event",
                      "कार्यक्रम कोड", "शिविर कोड", "कार्यक्रम", "शिविर", "कौन सा शिविर"),
            code, needed=True),
        Ask("worker", PHONE.spellings, worker, needed=True),
        Ask("attended", ("attended", "present", "attendance", "did you attend", "came",
                         "उपस्थित", "उपस्थिति", "क्या आए", "क्या आप आए", "हाजिरी"),
            yes_or_no(yes=("p", "present", "attended", "came", "उपस्थित", "आए", "आया", "हाजिर"),
                      no=("a", "ab", "absent", "अनुपस्थित", "नहीं आए", "नहीं आया", "गैरहाजिर")),
            needed=True),
        Ask("fee_paid", ("fee paid", "paid", "amount paid", "fee",
                         "fees collected", "शुल्क दिया", "जमा शुल्क",
                         "शुल्क", "कितना शुल्क दिया"), amount),
        Ask("modules_passed", ("modules passed", "passed", "modules", "which modules did you pass",
                               "उत्तीर्ण मॉड्यूल", "उत्तीर्ण", "मॉड्यूल"), items),
    ),
    unlike=("speaker", "वक्ता"),
    aside=("name", "नाम", "unit", "इकाई"),
)  # fmt: skip


@source(
    "attendance",
    en="Register of an event",
    hi="कार्यक्रम की उपस्थिति",
    tables=("attendance",),
    sniff=ATTENDANCE.sniff,
)
def read_attendance(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read who of the roster was invited, came, paid and passed; strangers are set aside."""
    return ATTENDANCE.read(file, context)
