"""How one kind of date fares under one order: what cannot be, and how far the days walk."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hustings.importers.whatsapp.dates import NO_DAY, Order

CONTRADICTION = 400  # days of way that one header with an impossible date weighs
STRAY = 20  # ... where such headers are rare, and so may be dates people typed or pasted
RARE = 0.02  # of a file's headers
LONGEST_STEP = 40  # days that count between neighbouring dates: more is silence, or a stray

Whole = npt.NDArray[np.int64]


@dataclass
class Trial:
    """How the dates fare under one order."""

    order: Order
    headers: int = 0
    impossible: int = 0  # headers whose date does not exist
    late: int = 0  # headers dated after the export
    back: int = 0  # times the days run backwards
    way: int = 0  # days walked, forth and back
    changes: int = 0  # times the day changes
    before: int | None = None

    @property
    def wrong(self) -> int:
        """Headers whose date cannot be."""
        return self.impossible + self.late  # clocks do run wrong, so a few may be

    @property
    def cost(self) -> int:
        """The lower, the likelier."""
        each = STRAY if self.wrong < RARE * self.headers else CONTRADICTION
        return self.walk + each * self.wrong

    @property
    def walk(self) -> int:
        """How little the days go on from one to the next."""
        return self.way + LONGEST_STEP * self.back

    def add(self, days: Whole, headers: Whole, last_day: int) -> None:
        """Take in runs of headers bearing the same date; NO_DAY where there is no such date."""
        self.headers += int(headers.sum())
        self.impossible += int(headers[days == NO_DAY].sum())
        late = days > last_day  # a wrong clock's days are no part of the way
        self.late += int(headers[late].sum())
        walked = days[(days != NO_DAY) & ~late]
        if self.before is not None:
            walked = np.concatenate([[self.before], walked])
        steps = np.diff(walked)
        self.way += int(np.minimum(np.abs(steps), LONGEST_STEP).sum())
        self.back += int((steps < -1).sum())
        self.changes += int(np.count_nonzero(steps))
        if len(walked):
            self.before = int(walked[-1])
