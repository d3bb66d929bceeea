"""What the answers to every Google Form have in common: a time stamp and a mobile number."""

import re
from dataclasses import dataclass, field

from hustings.importers.contract import Context
from hustings.importers.tabular import Field, Table
from hustings.importers.tabular.cells import Wrong
from hustings.importers.tabular.dates import Moments
from hustings.importers.tabular.dayorder import Order, settled
from hustings.roster import People, canonical_phones

TIMESTAMP = Field("sent", ("timestamp", "time stamp", "completion time", "टाइमस्टैम्प"), needed=True)
PHONE = Field(
    "phone",
    ("mobile number", "phone", re.compile("mobile|phone|whatsapp|मोबाइल|मोबाईल|फ\u093c?ोन")),
    needed=True,
)
ASIDE = (
    "email address", "username", "score", "name", "your name", "नाम", "आपका नाम", "start time",
    "id", "email", "remarks", "टिप्पणी",
)  # fmt: skip

NO_STAMP = "there is no time stamp"

_STRANGER = Wrong("nobody on the roster has this number", "Add the person to the roster.")


def clock(table: Table, context: Context) -> tuple[Moments, Order]:
    """How the form's own time stamps are read; without a zone they are Indian time."""
    order = settled(table.dates(TIMESTAMP.name), context.settings.exports.day_first)
    return Moments(order, table.file.exported_at), order


@dataclass
class Workers:
    """A reader of mobile numbers: the pseudonym of the worker who has one."""

    people: People
    _known: dict[str, str | Wrong] = field(default_factory=dict, repr=False)

    def __call__(self, cell: str) -> str | Wrong:
        """The worker, or why there is none."""
        if cell not in self._known:
            self._known[cell] = self.people.worker(cell) or _nobody(cell)
        return self._known[cell]


def _nobody(cell: str) -> Wrong:
    numbers, reason = canonical_phones(cell)
    return _STRANGER if numbers else Wrong(f"no usable phone: {reason}", "Correct the number.")
