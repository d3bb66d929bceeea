"""The schedule: which briefings are printed when, and what a tick has to settle."""

from hustings.press.schedule.cron import Cron
from hustings.press.schedule.pausing import Pause, pauses
from hustings.press.schedule.slots import Due, Span, due
from hustings.press.schedule.timetable import (
    Entry,
    Recipients,
    Timetable,
    read_timetable,
    schedule_file,
)

__all__ = [
    "Cron",
    "Due",
    "Entry",
    "Pause",
    "Recipients",
    "Span",
    "Timetable",
    "due",
    "pauses",
    "read_timetable",
    "schedule_file",
]
