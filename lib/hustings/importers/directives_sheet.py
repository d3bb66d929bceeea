"""The list of instructions sent down, each with the one figure it is to be judged by."""

from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Sheet
from hustings.importers.sheetcells import code, day, place, text

DIRECTIVES = Sheet(
    "directives",
    "directives",
    "the list of directives",
    (
        Ask("directive", ("directive", "directive code", "instruction", "instruction code",
                          "निर्देश", "निर्देश कोड", "निर्देश संख्या"), code, needed=True),
        Ask("issued_on", ("issued on", "date of issue", "issued", "date", "जारी", "जारी तारीख",
                          "जारी करने की तारीख", "तारीख", "दिनांक"), day(past=True), needed=True,
            dated=True),
        Ask("due_on", ("due on", "due", "due date", "deadline", "to be done by", "समय सीमा",
                       "कब तक", "अंतिम तिथि"), day(), dated=True),
        Ask("unit", ("unit", "to unit", "addressed to", "for unit", "इकाई", "किसे", "किस इकाई को"),
            place(), needed=True),
        Ask("metric", ("metric", "figure", "judged by", "measure", "माप", "किस आँकड़े से"), text),
        Ask("summary", ("summary", "what it asks", "what is to be done", "text", "सार",
                        "क्या करना है", "विवरण"), text),
    ),
    unlike=("message", "संदेश", "recommendation", "सुझाव"),
)  # fmt: skip


@source(
    "directives",
    en="List of directives",
    hi="निर्देशों की सूची",
    tables=("directives",),
    sniff=DIRECTIVES.sniff,
)
def read_directives(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read instructions; one that is listed again with the same code replaces the earlier."""
    return DIRECTIVES.read(file, context)
