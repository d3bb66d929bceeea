"""The list of youth slots: how many young workers each booth should have."""

from collections.abc import Iterator

from hustings.importers.contract import Context, Finding, SourceFile, source
from hustings.importers.places import Places
from hustings.importers.tabular import Batch, Field, Layout, has_layout, open_table
from hustings.importers.tabular.cells import count, each, needed, words
from hustings.importers.tabular.rows import Values, clean_rows, picked, sieve

YOUTH = Layout(
    "the list of youth slots",
    (
        Field("booth", ("booth", "booth code", "बूथ"), needed=True),
        Field("slots", ("youth slots", "slots", "युवा स्थान"), needed=True),
        Field("source", ("source", "sources", "स्रोत")),
    ),
)


@source(
    "youth",
    en="List of youth slots by booth",
    hi="बूथवार युवा स्थानों की सूची",
    tables=("booths",),
    sniff=has_layout(YOUTH),
)
def read_youth(file: SourceFile, context: Context) -> Iterator[Finding]:
    """Read each booth's youth slots."""
    table = open_table(file, YOUTH)
    places = Places(context.units, level="booth")
    yield from table.assumed
    yield from table.read(lambda batch: _booths(batch, places))
    yield from places.assumed()


def _booths(batch: Batch, places: Places) -> Iterator[Finding]:
    booths = each(batch["booth"], places)
    slots = needed(each(batch["slots"], count("the number of slots")), "there is no number")
    kept, aside = sieve(batch.lines, booths.wrong, slots.wrong)
    yield from aside
    values: Values = {
        "unit": booths.values,
        "youth_slots": slots.values,
        "sources": each(batch["source"], words).values,
    }
    yield from clean_rows("booths", picked(values, kept), [batch.lines[row] for row in kept])
