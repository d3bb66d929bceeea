"""The lists of statements in circulation and of our answers to them, with their evidence."""

from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Sheet
from hustings.importers.sheetcells import choice, code, day, links, moment, post, text

_STATUS = {
    "pending": "open", "new": "open", "खुला": "open", "लंबित": "open", "नया": "open",
    "rebutted": "answered", "replied": "answered", "उत्तर दिया": "answered",
    "जवाब दिया": "answered", "done": "closed", "बंद": "closed", "समाप्त": "closed",
}  # fmt: skip
_CLAIM = Ask("claim", ("claim code", "claim no", "claim number", "claim", "rumour code",
                       "rumour id", "दावा कोड", "दावा संख्या", "दावा क्रमांक"), code,
             needed=True)  # fmt: skip

CLAIMS = Sheet(
    "claims",
    "claims",
    "the list of claims",
    (
        Ask("text", ("claim text", "statement", "wording", "text", "what is claimed",
                     "what is being said", "दावा", "अफवाह",
                     "दावे का पाठ", "कथन", "क्या कहा गया"), text, needed=True),
        _CLAIM,
        Ask("first_seen_on", ("first seen", "first seen on", "seen on", "date", "पहली बार देखा",
                              "कब देखा", "तारीख", "दिनांक"), day(past=True), needed=True,
            dated=True),
        Ask("status", ("status", "where it stands", "स्थिति"), choice(_STATUS)),
        Ask("evidence", ("evidence", "evidence link", "where seen", "seen at", "source", "link",
                         "proof", "प्रमाण", "साक्ष्य", "स्रोत", "कहाँ देखा", "लिंक"), links),
    ),
)  # fmt: skip

REBUTTALS = Sheet(
    "rebuttals",
    "rebuttals",
    "the list of rebuttals",
    (
        _CLAIM,
        Ask("published_at", ("published", "published at", "published on", "answered on",
                             "answered at", "rebutted on", "प्रकाशित", "उत्तर कब दिया",
                             "जवाब कब दिया", "प्रकाशन का समय"), moment, needed=True, dated=True),
        Ask("evidence", ("evidence", "evidence link", "proof", "source", "प्रमाण", "साक्ष्य",
                         "प्रमाण का लिंक", "स्रोत"), links),
        Ask("post", ("post", "post link", "our post", "rebuttal post", "answer link", "पोस्ट",
                     "पोस्ट का लिंक", "हमारी पोस्ट"), post),
    ),
    unlike=("platform", "first seen", "first seen on", "पहली बार देखा"),
)  # fmt: skip


@source("claims", en="List of claims", hi="दावों की सूची", tables=("claims",), sniff=CLAIMS.sniff)
def read_claims(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read statements in circulation and where each stands."""
    return CLAIMS.read(file, context)


@source(
    "rebuttals",
    en="List of rebuttals",
    hi="दावों के उत्तरों की सूची",
    tables=("rebuttals",),
    sniff=REBUTTALS.sniff,
)
def read_rebuttals(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read published answers; evidence that is no web address is never taken for a link."""
    return REBUTTALS.read(file, context)
