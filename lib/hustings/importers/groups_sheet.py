"""The list of groups: which unit each WhatsApp or Telegram group serves, and whether officially."""

import re
from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.places import Places
from hustings.importers.platforms import read_platform
from hustings.importers.tabular import Batch, Field, Layout, has_layout, open_table
from hustings.importers.tabular.cells import Wrong, each, flag
from hustings.importers.tabular.rows import Values, clean_rows, picked, sieve
from hustings.roster import plain_name

GROUPS = Layout(
    "the list of groups",
    (
        Field("name", ("group", "group name", "समूह", "ग्रुप", "ग्रुप का नाम"), needed=True),
        Field("unit", ("unit", "इकाई"), needed=True),
        Field("platform", ("platform", "प्लेटफ\u093cॉर्म", "प्लेटफॉर्म", "मंच")),
        Field("official", ("official", "आधिकारिक")),
    ),
    unlike=("handle", "timestamp", re.compile("mobile|phone|मोबाइल")),
)


@source(
    "groups",
    en="List of groups",
    hi="समूहों की सूची",
    tables=("groups",),
    sniff=has_layout(GROUPS),
    order=30,
)
def read_groups(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read which unit each group serves; a group whose unit is empty stays unplaced."""
    table = open_table(file, GROUPS)
    places = Places(context.units)
    yield from table.assumed
    yield from table.read(lambda batch: _groups(batch, places))
    yield from places.assumed()


def _groups(batch: Batch, places: Places) -> Iterator[Finding]:
    names = each(batch["name"], _name)
    platforms = each(batch["platform"], lambda text: read_platform(text.strip() or "whatsapp"))
    units = each(batch["unit"], lambda text: places(text) if text.strip() else None)
    kept, aside = sieve(batch.lines, names.wrong, platforms.wrong, units.wrong)
    yield from aside
    values: Values = {
        "group": [
            f"{platform}:{plain_name(name or '')}"
            for platform, name in zip(platforms.values, names.values, strict=True)
        ],
        "platform": platforms.values,
        "name": names.values,
        "unit": units.values,
        "official": each(batch["official"], flag).values,
    }
    yield from clean_rows("groups", picked(values, kept), [batch.lines[row] for row in kept])


def _name(text: str) -> str | Wrong:
    return text.strip() or Wrong("there is no name", "Fill in the group's name as the chat has it.")
