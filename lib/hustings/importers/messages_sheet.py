"""The list of messages the centre asks every group and account to carry."""

from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Sheet
from hustings.importers.sheetcells import code, day, link, text

MESSAGES = Sheet(
    "messages_central",
    "messages_central",
    "the list of central messages",
    (
        Ask("message", ("message code", "message no", "message number", "code", "संदेश कोड",
                        "संदेश संख्या", "कोड"), code, needed=True),
        Ask("issued_on", ("issued on", "date of issue", "issued", "sent on", "date", "जारी",
                          "जारी तारीख", "तारीख", "दिनांक"), day(past=True), needed=True,
            dated=True),
        Ask("text", ("message", "text", "wording", "message text", "संदेश", "पाठ", "संदेश का पाठ"),
            text, needed=True),
        Ask("link", ("link", "post to share", "post link", "लिंक", "पोस्ट का लिंक"), link),
    ),
    unlike=("platform", "handle", "claim", "दावा", "directive", "निर्देश", "unit", "इकाई"),
)  # fmt: skip


@source(
    "messages_central",
    en="List of central messages",
    hi="केंद्रीय संदेशों की सूची",
    tables=("messages_central",),
    sniff=MESSAGES.sniff,
)
def read_messages(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read the messages to be carried, each with the post to share if there is one."""
    return MESSAGES.read(file, context)
