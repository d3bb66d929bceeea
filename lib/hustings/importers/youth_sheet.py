"""The list of youth slots: how many young workers each booth should have."""

from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.sheet import Ask, Sheet
from hustings.importers.sheetcells import place, text, whole

YOUTH = Sheet(
    "youth",
    "booths",
    "the list of youth slots",
    (
        Ask("unit", ("booth", "booth code", "बूथ", "बूथ कोड"), place("booth"), needed=True),
        Ask("youth_slots", ("youth slots", "slots", "युवा स्थान", "कितने युवा"), whole, needed=True),
        Ask("sources", ("source", "sources", "स्रोत"), text),
    ),
)


@source(
    "youth",
    en="List of youth slots by booth",
    hi="बूथवार युवा स्थानों की सूची",
    tables=("booths",),
    sniff=YOUTH.sniff,
)
def read_youth(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read each booth's youth slots."""
    return YOUTH.read(file, context)
