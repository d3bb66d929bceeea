"""The list of appointments: who of the roster held which post where, from when to when."""

import re
from collections.abc import Iterator

from hustings.importers.answers import PHONE
from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Columns, Reading, Sheet, every, with_faults
from hustings.importers.sheetcells import day, place, text, worker
from hustings.importers.tabular.cells import Wrong


def _in_order(columns: Columns, _reading: Reading) -> Columns:
    """A post that ends before it begins is a fault."""
    backwards = {
        row: Wrong("the last day lies before the first", "Correct the days.")
        for row, (first, last) in enumerate(every(columns, "from_on", "until_on"))
        if first is not None and last is not None and str(last) < str(first)
    }
    return {**columns, "until_on": with_faults(columns["until_on"], backwards)}


APPOINTMENTS = Sheet(
    "appointments",
    "appointments",
    "the list of appointments",
    (
        Ask("worker", PHONE.spellings, worker, needed=True),
        Ask("unit", ("unit", "where", "unit code", "इकाई", "कहाँ"), place(), needed=True),
        Ask("post_held", ("post", "post held", "appointed as", "designation", "responsibility",
                          "पद", "दायित्व", "जिम्मेदारी"), text, needed=True),
        Ask("from_on", ("from", "appointed on", "since", "date of appointment", "first day",
                        "कब से", "नियुक्ति तिथि", "नियुक्ति की तारीख"), day(), needed=True,
            dated=True),
        Ask("until_on", ("until", "to", "till", "relieved on", "last day", "कब तक", "मुक्त तिथि"),
            day(), dated=True),
    ),
    # With names it is a roster, which makes appointments of its own.
    unlike=(re.compile(r"^(?:full |worker )?name|^(?:पूरा )?नाम|का नाम$|what did you|क्या काम"),),
    shape=_in_order,
)  # fmt: skip


@source(
    "appointments",
    en="List of appointments",
    hi="नियुक्तियों की सूची",
    tables=("appointments",),
    sniff=APPOINTMENTS.sniff,
)
def read_appointments(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read posts held by workers of the roster; whoever is not on it is set aside."""
    return APPOINTMENTS.read(file, context)
