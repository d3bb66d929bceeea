"""How listeners score speakers, topic by topic; raters and speakers are pseudonyms."""

import re
from collections.abc import Iterator

from hustings.importers.answers import PHONE
from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Columns, Reading, Sheet, every, with_faults
from hustings.importers.sheetcells import code, person, score, text, yes_or_no
from hustings.importers.tabular.cells import Wrong


def _attested(columns: Columns, reading: Reading) -> Columns:
    """A rater nobody attests to be 18 or older is a fault; everybody on the roster is."""
    known = reading.context.people.workers
    unattested = {
        row: Wrong(
            "nobody attests that the rater is 18 or older",
            "Ask it in the form ('18 or older?'), or add the person to the roster.",
            waits_for=str(rater),
        )
        for row, (rater, adult) in enumerate(every(columns, "rater", "adult"))
        if rater is not None and rater not in known and adult is not True
    }
    return {**columns, "rater": with_faults(columns["rater"], unattested)}


RATINGS = Sheet(
    "ratings",
    "ratings",
    "the form that scores speakers",
    (
        Ask("event", ("event", "event code", "camp code", "camp", "which camp", "which event",
                      "कार्यक्रम कोड", "शिविर कोड", "कार्यक्रम", "शिविर"), code, needed=True),
        Ask("rater", (*PHONE.spellings, "rater", "rated by"), person, needed=True),
        Ask("speaker", ("speaker", "speaker's name", "name of the speaker", "who spoke",
                        "वक्ता", "वक्ता का नाम"), person, needed=True),
        Ask("topic", ("topic", "subject", "session", "विषय", "सत्र"), text),
        Ask("score", ("score", "rating", "marks", "points", "how good was the speaker",
                      "how would you rate the speaker", "अंक", "रेटिंग", "कितने अंक",
                      re.compile(r"\bscore\b|\brat(?:e|ing)\b|\bmarks\b|अंक|रेटिंग")), score,
            needed=True),
        Ask("adult", ("18 or older", "18+", "are you 18 or older", "वयस्क",
                      re.compile(r"18|१८|\badult|बालिग|वयस्क")), yes_or_no()),
    ),
    shape=_attested,
)  # fmt: skip


@source(
    "ratings",
    en="Scores of speakers",
    hi="वक्ताओं के अंक",
    tables=("ratings",),
    sniff=RATINGS.sniff,
)
def read_ratings(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read scores; a rater's last answer on one speaker, topic and event counts."""
    return RATINGS.read(file, context)
