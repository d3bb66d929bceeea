"""Which slots of an entry are due: the newest one is printed, older ones are put on record.

A slot is one moment an entry's cron text names. Whatever the clock and the timer do (ticks too
late, too often, not for a month; a clock that jumps), each slot is given out once: to be printed,
or as missed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, takewhile

from hustings.press.schedule.timetable import Entry

LISTED = 500  # missed slots that are named one by one; of older ones only the span is


@dataclass(frozen=True)
class Span:
    """Missed slots too many to be named: all that the cron text names from the first to the last.

    An entry for each minute that slept for a year has half a million of them.
    """

    first: datetime
    last: datetime


@dataclass(frozen=True)
class Due:
    """What one tick has to settle for one entry; the latest slot settled goes to the next tick.

    It is put on record in the order of time: the span (by its last slot), each missed slot, the
    run. A tick that is killed in between is then gone on with by the next.
    """

    run: datetime | None = None  # the slot to print for
    missed: tuple[datetime, ...] = ()  # oldest first; none of them is ever printed
    longer: Span | None = None  # missed as well, and before all of those
    ahead: timedelta = timedelta()  # how far the latest settled slot lies after now: a wrong clock

    @property
    def newest(self) -> datetime | None:
        """The latest slot among them; None when nothing is due."""
        return self.run or (self.missed[-1] if self.missed else None)


def due(
    entry: Entry,
    *,
    settled: datetime | None,
    since: datetime,
    now: datetime,
    paused: bool = False,
) -> Due:
    """What is to be printed and what was missed between the last tick and now.

    Args:    settled: the latest slot on record, whatever became of it; None when there is none.
             since: when the entry was first seen; slots up to then were never promised.
             paused: by a command, as the entry itself may say: nothing is printed, every slot is
             missed on purpose.
    Returns: the newest slot if it is no longer ago than the entry catches up, and all others as
             missed. Nothing while the clock stands before the latest settled slot: none is given
             out twice.
    Moments carry their zone.
    """
    floor = max(settled or since, since)
    if now <= floor:
        return Due(ahead=floor - now if settled == floor else timedelta())
    just_after = now + timedelta.resolution  # a slot that is now is due
    slots = takewhile(lambda slot: slot > floor, entry.cron.before(just_after))
    found = list(islice(slots, LISTED + 1))
    more = next(slots, None)
    held = paused or entry.paused
    printed = bool(found) and not held and now - found[0] <= entry.catch_up
    return Due(
        run=found[0] if printed else None,
        missed=tuple(reversed(found[1:] if printed else found)),
        longer=Span(next(entry.cron.after(floor)), more) if more else None,
    )
