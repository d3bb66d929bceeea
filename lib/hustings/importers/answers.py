"""What the answers to every Google Form have in common: a time stamp and a mobile number."""

import re
from collections.abc import Iterator, Mapping

from hustings.importers.contract import Assumed, Context
from hustings.importers.tabular import Field
from hustings.importers.tabular.cells import Memory, Wrong
from hustings.importers.tabular.dates import Moments
from hustings.importers.tabular.dayorder import Evidence, settled
from hustings.roster import People, canonical_phones

TIMESTAMP = Field("sent", ("timestamp", "time stamp", "completion time", "टाइमस्टैम्प"), needed=True)
PHONE = Field(
    "phone",
    (
        "mobile number", "phone", "mobile", "your mobile number", "phone number", "mobile no",
        "whatsapp number", "मोबाइल", "मोबाइल नंबर", "आपका मोबाइल नंबर", "फोन नंबर",
        re.compile("mobile|phone|whatsapp|मोबाइल|मोबाईल|फ\u093c?ोन"),
    ),
    needed=True,
)  # fmt: skip
ASIDE = (
    "email address", "username", "score", "name", "your name", "नाम", "आपका नाम", "start time",
    "id", "email", "remarks", "टिप्पणी",
)  # fmt: skip

NO_STAMP = "there is no time stamp"
AS_STAMPS = "no date decides; written as the form's own times are"

STRANGER = "nobody on the roster has this number"


def clock(seen: Evidence, context: Context) -> Moments:
    """How the form's own time stamps are read; without a zone they are Indian time."""
    order = settled(seen, context.settings.exports.day_first)
    return Moments(order, seen.exported_at)


def sent_again(answers: Mapping[tuple[object, ...], int], what: str) -> Iterator[Assumed]:
    """That some answers came again about the same.

    Args: answers: how many came about each; what: which of them counts.
    """
    if again := sum(times - 1 for times in answers.values()):
        yield Assumed(f"{what}; all are kept", f"{again} came again")


def workers(people: People) -> Memory[str, str]:
    """A reader of mobile numbers: the pseudonym of the worker who has one."""
    return Memory(lambda cell: people.worker(cell) or _nobody(cell, people))


def _nobody(cell: str, people: People) -> Wrong:
    numbers, reason = canonical_phones(cell)
    if not numbers:
        return Wrong(f"no usable phone: {reason}", "Correct the number.")
    awaited = " ".join(people.pseudonyms.of("phone", number) for number in numbers)
    return Wrong(STRANGER, "Add the person to the roster, then the row is read by itself.", awaited)
