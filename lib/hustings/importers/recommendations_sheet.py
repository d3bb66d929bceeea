"""The list of what strategists recommend, who owns it and what was decided."""

from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Sheet
from hustings.importers.sheetcells import choice, code, day, links, place, text

_STATUS = {
    "new": "proposed", "open": "proposed", "pending": "proposed", "प्रस्तावित": "proposed",
    "नया": "proposed", "agreed": "accepted", "approved": "accepted", "स्वीकृत": "accepted",
    "मंजूर": "accepted", "completed": "done", "closed": "done", "पूरा": "done", "पूर्ण": "done",
    "rejected": "dropped", "refused": "dropped", "अस्वीकृत": "dropped", "छोड़ा": "dropped",
}  # fmt: skip

RECOMMENDATIONS = Sheet(
    "recommendations",
    "recommendations",
    "the list of recommendations",
    (
        Ask("recommendation", ("recommendation code", "recommendation no", "code", "सुझाव कोड",
                               "सुझाव संख्या", "कोड"), code, needed=True),
        Ask("unit", ("unit", "for unit", "for which unit", "इकाई", "किस इकाई के लिए"), place(),
            needed=True),
        Ask("text", ("recommendation", "what should be done", "text", "सुझाव", "अनुशंसा",
                     "क्या किया जाए"), text, needed=True),
        Ask("owner", ("owner", "owned by", "post that owns it", "responsible post", "ज़िम्मेदार पद",
                      "जिम्मेदार", "दायित्व"), text),
        Ask("decision", ("decision", "what was decided", "निर्णय"), text),
        Ask("due_on", ("due on", "due", "by when", "due date", "कब तक", "समय सीमा"), day(),
            dated=True),
        Ask("status", ("status", "where it stands", "स्थिति"), choice(_STATUS)),
        Ask("evidence", ("evidence", "evidence link", "source", "प्रमाण", "साक्ष्य", "स्रोत"), links),
    ),
    unlike=("level", "स्तर", "held on", "type", "प्रकार"),
)  # fmt: skip


@source(
    "recommendations",
    en="List of recommendations",
    hi="सुझावों की सूची",
    tables=("recommendations",),
    sniff=RECOMMENDATIONS.sniff,
)
def read_recommendations(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read recommendations; the newest state of each counts."""
    return RECOMMENDATIONS.read(file, context)
