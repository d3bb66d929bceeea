"""Clean tables on disk: written whole or not at all, read as one pinned moment."""

from hustings.store.clocks import ClockApart
from hustings.store.erasing import erase_replaced
from hustings.store.opening import open_preview, open_writer
from hustings.store.pin import Pin
from hustings.store.reading import Snapshot, read_whole
from hustings.store.shape import prepared
from hustings.store.writing import Stored, Writer

__all__ = [
    "ClockApart",
    "Pin",
    "Snapshot",
    "Stored",
    "Writer",
    "erase_replaced",
    "open_preview",
    "open_writer",
    "prepared",
    "read_whole",
]
