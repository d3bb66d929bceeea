"""The list of groups: which unit each WhatsApp or Telegram group serves, and whether officially."""

import re
from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.platforms import read_platform
from hustings.importers.sheet import Ask, Columns, Read, Reading, Sheet, every
from hustings.importers.sheetcells import place, text
from hustings.importers.tabular.cells import Column, flag
from hustings.roster import plain_name


def _platform(_reading: Reading, _ask: Ask) -> Read:
    return lambda cell: read_platform(cell.strip() or "whatsapp")


def _official(_reading: Reading, _ask: Ask) -> Read:
    return flag


def _keyed(columns: Columns, _reading: Reading) -> Columns:
    """The name by which chats of the group are known."""
    keys = [f"{platform}:{plain_name(str(name))}" for platform, name in
            every(columns, "platform", "name")]  # fmt: skip
    return {**columns, "group": Column(list(keys))}


GROUPS = Sheet(
    "groups",
    "groups",
    "the list of groups",
    (
        Ask("name", ("group", "group name", "समूह", "समूह का नाम", "ग्रुप", "ग्रुप का नाम"), text,
            needed=True),
        Ask("unit", ("unit", "इकाई"), place(), needed=True, may_be_empty=True),
        Ask("platform", ("platform", "प्लेटफॉर्म", "मंच"), _platform),
        Ask("official", ("official", "आधिकारिक"), _official),
    ),
    unlike=("handle", "timestamp", re.compile("mobile|phone|मोबाइल")),
    shape=_keyed,
)  # fmt: skip


@source(
    "groups",
    en="List of groups",
    hi="समूहों की सूची",
    tables=("groups",),
    sniff=GROUPS.sniff,
    order=30,
)
def read_groups(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read which unit each group serves; a group whose unit is empty stays unplaced."""
    return GROUPS.read(file, context)
